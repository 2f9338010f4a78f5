"""Folding and comparing texts: what counts as a difference and how alike two texts are."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from normalize.text import key

_CACHED = 65_536
_MARK = regex.compile(r"(?<![\p{L}\p{N}])(?:\p{Lu}{2,8}|\p{N}+)(?![\p{L}\p{N}])")


@cache
def vocabulary() -> dict[str, Any]:
    """`vocabulary.toml`."""
    return tomllib.loads((files(__package__) / "vocabulary.toml").read_text("utf-8"))


@cache
def settings() -> dict[str, dict[str, Any]]:
    """`settings.toml`: weights and thresholds."""
    return tomllib.loads((files(__package__) / "settings.toml").read_text("utf-8"))


@lru_cache(maxsize=_CACHED)
def compact(text: str) -> str:
    """Letters and digits alone, lower case: equal for texts that differ in case, spacing and punctuation.

    >>> compact("Prosentase Kerja-sama") == compact("prosentase kerjasama.")
    True
    """
    return key(text).replace(" ", "")


@lru_cache(maxsize=_CACHED)
def content(text: str) -> str:
    """The words that tell an indicator from others, run together, for measuring how alike two wordings are.

    >>> content("Prosentase naskah Kerja Sama yang aktif")
    'naskahkerjasamaaktif'
    """
    common, spelled = _common(), vocabulary()["spellings"]
    words = [spelled.get(word, word) for word in key(text).split()]
    return "".join(word for word in words if word not in common) or "".join(words)


@lru_cache(maxsize=_CACHED)
def marks(text: str) -> frozenset[str]:
    """The abbreviations and numbers in a text, which tell apart what is else worded alike.

    >>> sorted(marks("Rasio guru SMP (2021)"))
    ['2021', 'SMP']
    """
    if text.isupper():
        return frozenset(digits(text))
    return frozenset(_MARK.findall(text))


@cache
def _common() -> frozenset[str]:
    return frozenset(vocabulary()["words"]["common"])


@cache
def _operations() -> frozenset[str]:
    return frozenset(vocabulary()["words"]["operations"])


@lru_cache(maxsize=_CACHED)
def formula_words(text: str) -> str:
    """The words of a formula without its operators, however these are written."""
    counts = frozenset(vocabulary()["words"]["counts"])
    return "".join(word for word in key(text).split() if word not in _operations() and word not in counts)


@lru_cache(maxsize=_CACHED)
def quantity(name: str) -> str:
    """A quantity's wording without the counting words that open it, folded: what it means.

    >>> quantity("∑ seluruh OPD") == quantity("Jumlah seluruh opd")
    True
    """
    counts = vocabulary()["words"]["counts"]
    words = [vocabulary()["spellings"].get(word, word) for word in key(name).split()]
    while len(words) > 1 and words[0] in counts:
        del words[0]
    return "".join(words)


def similarity(one: str | None, other: str | None) -> float:
    """How alike two texts are, 0 to 1, case, spacing and punctuation left out; 1 for two missing ones."""
    if not one or not other:
        return float(not one and not other)
    return round(fuzz.ratio(compact(one), compact(other)) / 100, 3)


@dataclass(frozen=True, slots=True)
class Comparison:
    """When texts are the same. `noisy` allows for the misread letters of a text recognised from an image."""

    noisy: bool = False

    def same(self, one: str | None, other: str | None) -> bool:
        """Whether two texts differ at most in case, spacing and punctuation."""
        a, b = compact(one or ""), compact(other or "")
        return a == b or (self.noisy and bool(a and b) and _same_but_misread(one or "", other or ""))

    def nearly(self, one: str, other: str) -> bool:
        """Whether two folded texts differ in a few misread letters at most."""
        return self.noisy and _few_letters(one, other)

    def same_list(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether two lists hold the same items in any order, or the same text cut in other places."""
        if sorted(map(compact, one)) == sorted(map(compact, other)):
            return True
        if compact(" ".join(one)) == compact(" ".join(other)):
            return True
        if self.noisy and len(one) == len(other) and all(map(self.same, one, other)):
            return True
        return self.noisy and self.same(" ".join(one), " ".join(other))


def _same_but_misread(one: str, other: str) -> bool:
    limits = settings()["text"]
    if _look(one) == _look(other):
        return True
    if fuzz.ratio(compact(one), compact(other)) / 100 < limits["noisy"] or digits(one) != digits(other):
        return False
    a, b = key(one).split(), key(other).split()
    if len(a) != len(b):  # a space was misread, or a word is more, which takes more letters than a misread one
        return _few_letters(compact(one), compact(other))
    return all(x == y or fuzz.ratio(x, y) / 100 >= limits["noisy_word"] for x, y in zip(a, b, strict=True))


@lru_cache(maxsize=_CACHED)
def _look(text: str) -> str:
    """A text by the look of its letters: what an engine takes for one another is one."""
    folded = compact(text)
    for look, letters in vocabulary()["misread"].items():
        for letter in letters:
            folded = folded.replace(letter, look)
    return folded


def _few_letters(one: str, other: str) -> bool:
    return bool(Indel.distance(one, other) <= settings()["text"]["noisy_letters"])


def digits(text: str) -> list[str]:
    """The numbers in a text as strings of digits."""
    return [word for word in key(text).split() if word.isdigit()]
