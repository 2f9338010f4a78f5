"""The words of formulas, from `vocabulary.toml`, as sets and pattern parts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files

_TABLES = tomllib.loads((files(__package__) / "vocabulary.toml").read_text("utf-8"))
_WORDS: dict[str, list[str]] = _TABLES["words"]

HEADS = frozenset(_WORDS["heads"])
HINDERED_AFTER = frozenset(_WORDS["hindered_after"])
LEADING_OVER = frozenset(_WORDS["leading_over"])
LEADING_TO_FACTOR = frozenset(_WORDS["leading_to_factor"])
HINDERED_BEFORE = frozenset(_WORDS["hindered_before"])
SENTENCE = frozenset(_WORDS["sentence"])
TIMES = frozenset(_WORDS["times"])
COMPARISONS = frozenset(_WORDS["comparisons"])
CERTAIN_COMPARISONS = frozenset(_WORDS["certain_comparisons"])
RESULTS = frozenset(_WORDS["results"])
BETWEEN = frozenset(_WORDS["between"])
PARTNERS = frozenset(_WORDS["partners"])
MEANS = frozenset(_WORDS["means"])
MAXIMA = frozenset(_WORDS["maxima"])
MINIMA = frozenset(_WORDS["minima"])
ROOTS = frozenset(_WORDS["roots"])
COUNTS = frozenset(_WORDS["counts"])
COUNTED = frozenset(_WORDS["counted"])
PERCENTAGES = frozenset(_WORDS["percentages"])
PERCENTAGE_PARTNERS = frozenset(_WORDS["percentage_partners"])
WHOLES = frozenset(_WORDS["wholes"])
LISTED = frozenset(_WORDS["listed"])
SEPARATORS = frozenset(_WORDS["separators"])
WEIGHTS = frozenset(_WORDS["weights"])
YEARS = frozenset(_WORDS["years"])
ATTACHED = frozenset(_WORDS["attached"])
SIGNS: dict[str, str] = {word: sign for sign, words in _TABLES["signs"].items() for word in words}
LABELS: dict[str, list[str]] = _TABLES["labels"]
LABEL_WORDS = frozenset(LABELS["other"])
OPENERS = frozenset(LABELS["openers"])
YEAR_OFFSETS = {phrase: int(offset) for offset, phrases in _TABLES["years"].items() for phrase in phrases}
NUMBERS = {word: Decimal(value) for word, value in _TABLES["numbers"].items()}
SCALES = frozenset(Decimal(factor) for factor in _TABLES["scales"]["factors"])


def any_of(parts: Iterable[str]) -> str:
    """A pattern part that takes any of the given parts, the longest first."""
    return "(?:" + "|".join(sorted(parts, key=len, reverse=True)) + ")"
