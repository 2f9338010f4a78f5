"""The headings of a table that nothing marks, told by their words: indicators, and at least two other columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from extract.pdf.bands import WIDEST_PITCH
from extract.pdf.flow import SAME_LINE, WordLine, group_lines
from extract.pdf.words import Word
from normalize.headings import may_end_heading, read_heading
from schemas.raw import ColumnKind

FEWEST_KINDS = 3
"""Kinds of columns that the words of a heading name."""
KNOWN = 2 / 3
"""Share of the words of a heading's line that are words of headings."""
SPACE = 0.4
"""Em; no space between words is as wide, unless text is justified."""

_INITIALS = frozenset("IiUuNnTtKk")
"""First letters of the words that open the column of indicators."""

Headings = tuple[int, int]
"""The first line of the headings and the one after them."""


@lru_cache(maxsize=4_096)
def opens_indicators(word: str) -> bool:
    """Whether a word may open the column of indicators.

    >>> opens_indicators("INDIKATOR"), opens_indicators("Sasaran")
    (True, False)
    """
    return len(word) > 2 and word[:1] in _INITIALS and _kind(word) is ColumnKind.INDIKATOR


def may_have_headings(words: list[Word]) -> bool:
    """Whether a word that may open the column of indicators stands beside others set apart from it: a cheap look that
    spares most pages, with their title alone, the search."""
    for mark in words:
        if opens_indicators(mark.text):
            reach = SAME_LINE * mark.size
            low, high = mark.base - reach, mark.base + reach
            level = sorted([word for word in words if low <= word.base <= high], key=attrgetter("x0"))
            if _apart(level) + 1 >= FEWEST_KINDS:
                return True
    return False


def holds_two(words: list[Word]) -> bool:
    """Whether the heading of one column may be those of two: words of different columns, further apart than a space."""
    return any(
        word.x0 - before.x1 > SPACE * word.size and len({_kind(before.text), _kind(word.text)} - {None}) > 1
        for line in group_lines(words)
        for before, word in pairwise(line)
    )


def find_headings(words: list[Word], lines: list[WordLine]) -> Iterator[Headings]:
    """What may be headings among the lines of `words` (in content order), from top to bottom."""
    for n, line in enumerate(lines):
        if len(line) >= FEWEST_KINDS and any(opens_indicators(word.text) for word in line) and _names_columns(line):
            top, end = _whole(lines, n, {id(word): place for place, word in enumerate(words)})
            if end < len(lines):
                yield top, end


def _names_columns(line: WordLine) -> bool:
    """Whether the words of a line name columns, and stand apart as columns do, not as in a sentence."""
    kinds = {_kind(word.text) for word in line} - {None}
    return min(len(kinds), _apart(line) + 1) >= FEWEST_KINDS and _is_known(line)


def _apart(line: WordLine) -> int:
    """How many words of a line are set apart from the one before."""
    return sum([word.x0 - before.x1 > SPACE * word.size for before, word in pairwise(line)])


def _is_known(line: WordLine) -> bool:
    known = sum(_kind(word.text) is not None or may_end_heading(word.text) for word in line)
    return known >= KNOWN * len(line)


def _kind(text: str) -> ColumnKind | None:
    column = read_heading(text)
    return column.kind if column is not None else None


def _whole(lines: list[WordLine], at: int, order: dict[int, int]) -> Headings:
    """The lines around one that belong to the same headings: written between its words, or words of headings that were
    not all written before."""
    places = [order[id(word)] for word in lines[at]]
    first, last = min(places), max(places)
    top, end = at, at + 1
    while top > 0 and _near(lines[top - 1], lines[top]):
        places = [order[id(word)] for word in lines[top - 1]]
        if max(places) < first or not (min(places) <= last + 1 or _is_known(lines[top - 1])):
            break
        first, last, top = min(first, *places), max(last, *places), top - 1
    while end < len(lines) and _near(lines[end - 1], lines[end]):
        places = [order[id(word)] for word in lines[end]]
        between = first < min(places) < last and not lines[end][0].text[:1].isdigit()
        if not (between or _is_known(lines[end])):
            break
        first, last, end = min(first, *places), max(last, *places), end + 1
    return top, end


def _near(above: WordLine, below: WordLine) -> bool:
    return below[0].base - above[0].base <= WIDEST_PITCH * below[0].size
