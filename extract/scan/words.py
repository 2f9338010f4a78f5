"""The vocabulary of words that these documents use: proof of a repair, never a source of text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein


@cache
def _words() -> frozenset[str]:
    return frozenset((files("extract.scan") / "data" / "words.txt").read_text("utf-8").split())


def is_word(text: str) -> bool:
    """Whether the vocabulary has a word, in whatever case."""
    return text.casefold() in _words()


def nearly_a_word(text: str) -> bool:
    """Whether a text is no word but one letter away from one: reason to look again, not to mend.

    >>> nearly_a_word("kelahira"), nearly_a_word("kelahiran")
    (True, False)
    """
    bare = text.strip(".,;:()").casefold()
    if len(bare) < 6 or not bare.isalpha() or bare in _words():
        return False
    near = process.extractOne(bare, _sorted_words(), scorer=Levenshtein.distance, score_cutoff=1)
    return near is not None


@cache
def _sorted_words() -> tuple[str, ...]:
    return tuple(sorted(_words()))
