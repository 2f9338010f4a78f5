"""The words of the reports in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Language(StrEnum):
    """Languages of the reports."""

    ENGLISH = "en"
    INDONESIAN = "id"


@cache
def report_words(language: Language) -> Mapping[str, str]:
    """The words of `words.toml` by their names."""
    found: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    return found[language.value]
