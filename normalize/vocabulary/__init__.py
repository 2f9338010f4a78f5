"""The words of the field as data: one TOML file a subject, read once.

A new label, heading, unit or rank is one line in one of these files and one case in `tests/cases/`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import regex


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The contents of `NAME.toml`.

    >>> "visi" in vocabulary("labels")
    True
    """
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


def phrase_pattern(phrase: str) -> str:
    """A pattern for a phrase as people type it: any white space or none between its words, dots optional.

    >>> bool(regex.fullmatch(phrase_pattern("Nama Sub. Bidang"), "nama  sub bidang", regex.I))
    True
    """
    words = [regex.escape(word.rstrip(".")) + (r"\.?" if word.endswith(".") else "") for word in phrase.split()]
    return r"\s*".join(words)


def alternation(phrases: list[str]) -> str:
    """A pattern for any of the phrases, the longest tried first."""
    return "|".join(phrase_pattern(phrase) for phrase in sorted(phrases, key=len, reverse=True))
