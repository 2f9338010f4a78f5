"""Fractions typed with an underline: a numerator, its multiplier on the same line, a denominator below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.pdf.beside import BESIDE, COLUMN_GAP, FIRST_BELOW, MARGIN, Lane
from extract.pdf.flow import group_lines
from extract.pdf.notes import MULTIPLIER, note, signs
from extract.pdf.rules import Rule
from extract.pdf.words import Word, WordsByHeight

FURTHER = 1.6
"""Em; the greatest distance between lines of a numerator or denominator."""
TIGHT = 1.35
"""Em; the distance of lines in one paragraph."""
FLUSH = 0.5
"""Em by which a denominator, or a further line, may begin beside the start of an underlined numerator."""
UNDERLINE = 0.45
"""Em; an underline lies at most this far below its words."""

Lines = tuple[list[list[Word]], list[list[Word]]]
"""The lines of a numerator and of a denominator."""


class Underlined(NamedTuple):
    """Where the further lines of an underlined numerator are looked for."""

    words: WordsByHeight
    bars: Sequence[Rule]


def underlined_lines(near: list[Word], bar: Rule, lane: Lane, page: Underlined) -> Lines | None:
    """An underlined numerator, its multiplier on the same line, a denominator alone below it; else None.

    Underlining alone is emphasis: the multiplier right behind it is what makes it a fraction.
    """
    over = words_on(bar, page.words.between(max(lane.top, bar.at - page.words.largest), bar.at + page.words.largest))
    over = [word for word in over if lane.left - 1 <= word.x0 < lane.right]
    if not over or max([word.base for word in over]) - min([word.base for word in over]) > 1:
        return None
    size = over[0].size
    level = [word for word in near if abs(word.base - over[0].base) < 0.1 * size and word.x0 >= bar.end - MARGIN]
    under = [w for w in near if w.base - bar.at > BESIDE[1] * size]
    lines = group_lines(under)
    if not lines or not level or min(level, key=lambda word: word.x0).text not in signs():
        return None
    below = lines[0]
    if below[0].base - bar.at >= FIRST_BELOW * size:
        return None
    middle = (bar.start + bar.end) / 2
    centre = (below[0].x0 + below[-1].x1) / 2
    over.sort(key=lambda word: word.x0)
    numerator = [*_underlined_above(bar, over, lane, page), over]
    if abs(numerator[0][0].x0 - below[0].x0) <= FLUSH * size:
        return numerator, _paragraph(lines)
    if below[-1].x1 - below[0].x0 > bar.length + size or abs(centre - middle) > max(size, bar.length / 3):
        return None
    return numerator, [below]


def _underlined_above(bar: Rule, line: list[Word], lane: Lane, page: Underlined) -> list[list[Word]]:
    """The lines of an underlined numerator above its last one: each underlined as a whole, at the distance of lines."""
    found: list[list[Word]] = []
    size, last = line[0].size, bar.at
    for other in sorted(page.bars, reverse=True):
        if not 0.5 * size < last - other.at <= FURTHER * size or other.end > lane.right or other.start < lane.left:
            continue
        level = page.words.between(other.at - UNDERLINE * size, other.at + 0.1 * size)
        level = sorted([word for word in level if lane.left - 1 <= word.x0 < lane.right], key=lambda word: word.x0)
        if not level or len(words_on(other, level)) < len(level) or abs(level[0].x0 - line[0].x0) > FLUSH * size:
            break
        found.insert(0, level)
        last = other.at
    return found


def _paragraph(lines: list[list[Word]]) -> list[list[Word]]:
    """The first lines at the distance of one paragraph, up to a note or a multiplier."""
    taken = lines[:1]
    for above, line in pairwise(lines):
        text = " ".join([word.text for word in line])
        far = line[0].base - above[0].base > TIGHT * line[0].size
        if far or note().match(text) or MULTIPLIER.match(text) or "=" in text or line[0].text[:1].isupper():
            break
        taken = [*taken, line]
    return taken


def words_on(bar: Rule, near: list[Word]) -> list[Word]:
    """The words that stand on an underline."""
    at, start, end = bar.at, bar.start - MARGIN, bar.end + MARGIN
    level = [word for word in near if -0.05 * word.size <= at - word.base <= UNDERLINE * word.size]
    return [word for word in level if word.x0 >= start and word.x1 <= end]


def is_underline(words: WordsByHeight, bar: Rule) -> bool:
    """Whether the bar lies just under words that span it."""
    over = [
        word
        for word in words.between(bar.at - words.largest, bar.at + words.largest)
        if -0.05 * word.size <= bar.at - word.base <= UNDERLINE * word.size
        and word.x1 > bar.start - MARGIN
        and word.x0 < bar.end + MARGIN
    ]
    if not over:
        return False
    start, end = min([word.x0 for word in over]), max([word.x1 for word in over])
    size = over[0].size
    gaps = any(q.x0 - p.x1 > COLUMN_GAP * size for p, q in pairwise(over))
    return not gaps and abs(start - bar.start) <= size and abs(end - bar.end) <= size
