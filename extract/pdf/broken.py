"""Words that a narrow column broke, told from words whose space the program did not write.

LibreOffice drops the space at which a line breaks where the line has no room for it, so a missing space alone proves
little: the words themselves, and those that stand whole elsewhere on the page, say the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import regex

from extract.pdf.words import Word
from extract.scan.words import is_word

LONG = 8
"""Letters; two parts as long as this are two words, unless they are a known one."""
OWN = 4
"""Letters in front of -nya from which what ends so is a word."""

_LETTERS = regex.compile(r"\p{L}+")
_LAST, _FIRST = regex.compile(r"\p{L}+$"), regex.compile(r"^\p{L}+")


class PageWords:
    """The words that stand whole on a page, gathered when a line's end is in doubt."""

    def __init__(self, cells: Iterable[list[list[Word]]], outside: Iterable[Word]) -> None:
        self._cells, self._outside = cells, outside

    @cached_property
    def _whole(self) -> set[str]:
        """Those with a neighbour on their line and white space typed before them: parts of broken words have not."""
        words = list(self._outside)
        for lines in self._cells:
            for line in lines:
                words += [word for word in line if len(line) > 1 and (word.spaced or word is not line[0])]
        return {part.casefold() for word in words for part in _LETTERS.findall(word.text)}

    def are_one(self, end: str, begin: str) -> bool:
        """Whether the end of one line and the beginning of the next, without a space between them, are one word."""
        last, first = _LAST.search(end), _FIRST.search(begin)
        if last is None or first is None:
            return not end[-1:].isalnum() or end[-1:].isdigit() == begin[:1].isdigit()
        above, below = last.group(), first.group()
        if above[-1].islower() and below[0].isupper():
            return False
        if self._knows(above + below):
            return True
        both = self._knows(above) and self._knows(below)
        return not both and min(len(above), len(below)) < LONG

    def _knows(self, text: str) -> bool:
        word = text.casefold()
        is_possessive = word.endswith("nya") and len(word) >= OWN + len("nya")
        return is_possessive or is_word(word) or word in self._whole
