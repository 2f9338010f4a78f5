"""What words say about a fraction: the notes that end it, and its multiplier."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import regex

MULTIPLIER = regex.compile(r"(?:[x×*]\s*[\d.,]+\s*%?|[\d.,]+\s*%)$", regex.I)
"""A line that goes on behind a fraction: its multiplier, put on a line of its own."""


@cache
def signs() -> frozenset[str]:
    """The words and signs that open a multiplier."""
    return frozenset(json.loads(files("extract.pdf").joinpath("notes.json").read_text(encoding="utf-8"))["multipliers"])


@cache
def note() -> regex.Pattern[str]:
    """The beginning of a note under a formula."""
    openings = json.loads(files("extract.pdf").joinpath("notes.json").read_text(encoding="utf-8"))["openings"]
    return regex.compile(r"(?:\L<openings>)\s*[.:]|\*\)", regex.I, openings=openings)
