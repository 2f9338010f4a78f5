"""What stands around a fraction's bar: the borders that bound it, and the words on the line that it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from extract.pdf.flow import group_lines
from extract.pdf.rules import Rule, Rules
from extract.pdf.words import Word

MARGIN = 2.0
"""Points by which a line may stand out over the bar's ends."""
BESIDE = (0.1, 0.6)
"""Em below the bar where the baseline of the words beside a fraction lies."""
REACH = 2.5
"""Em; how far the words beside a fraction may stand from the bar."""
COLUMN_GAP = 1.2
"""Em; a gap this wide within a line separates columns, not words of a numerator."""
LONGER = 1.5
"""Times the length of a bar from which another one over or under it bounds it."""
FIRST_BELOW = 1.75
"""Em; greatest distance from the bar to the first line below it."""
UNBOUNDED = 1e9
"""Where no border stands on a side of a lane."""


class Lane(NamedTuple):
    """The space between the borders around a bar."""

    left: float
    top: float
    right: float
    bottom: float


def lane_around(bar: Rule, rules: Rules) -> Lane:
    """The nearest borders around a bar; a much longer bar may be a rule between rows."""
    height, middle = bar.at, (bar.start + bar.end) / 2
    beside = [at for at, start, end in rules.down if start <= height <= end]
    over = [at for at, start, end in rules.across if start <= middle <= end]
    longer = LONGER * bar.length
    over += [r.at for r in rules.bars if r.start <= bar.start and r.end >= bar.end and r.length > longer]
    return Lane(
        max((x for x in beside if x <= bar.start), default=-UNBOUNDED),
        max((y for y in over if y < bar.at), default=-UNBOUNDED),
        min((x for x in beside if x >= bar.end), default=UNBOUNDED),
        min((y for y in over if y > bar.at), default=UNBOUNDED),
    )


def without_other_bars(near: list[Word], bar: Rule, pending: list[Rule]) -> list[Word]:
    """Words near a bar without those over or under a bar beside it that is still to be looked at."""
    beside = [other for other in pending if other.start >= bar.end or other.end <= bar.start]
    if not beside:
        return near
    size = max([word.size for word in near])
    top, bottom = min([word.base for word in near]), max([word.base for word in near])
    others = [other for other in beside if top - FIRST_BELOW * size <= other.at <= bottom + FIRST_BELOW * size]
    return [word for word in near if not any(_is_at(word, other) for other in others)] if others else near


def _is_at(word: Word, bar: Rule) -> bool:
    within = word.x0 >= bar.start - MARGIN and word.x1 <= bar.end + MARGIN
    return within and abs(word.base - bar.at) <= FIRST_BELOW * word.size


def drawn_in(others: list[Word], bar: Rule, fraction: Word, lane: Lane) -> list[tuple[Word, Word]]:
    """Words beside the fraction but not all at its bar, each with itself set on its baseline, one after the other.

    A narrow cell puts them on lines of their own ("x" over "100%"), a browser centres them on the whole fraction. Only
    between drawn borders, where they can belong to nothing else.
    """
    top, bottom = fraction.base - fraction.rise, fraction.base + fraction.drop
    level = [word for word in others if top - 1 < word.base < bottom + 1 and word.content is None]
    right = _chained(level, bar.end, rightwards=True) if lane.right < UNBOUNDED else []
    left = _chained(level, bar.start, rightwards=False) if lane.left > -UNBOUNDED else []
    moved: list[tuple[Word, Word]] = []
    if any(word.base != fraction.base for word in right):
        for n, word in enumerate(right, start=1):
            x = fraction.x1 + n / 100
            moved.append((word, replace(word, base=fraction.base, x0=x, x1=x, spaced=True)))
    if any(word.base != fraction.base for word in left):
        for n, word in enumerate(left):
            x = fraction.x0 - (len(left) - n) / 100
            moved.append((word, replace(word, base=fraction.base, x0=x, x1=x)))
    return moved


def _chained(level: list[Word], end: float, *, rightwards: bool) -> list[Word]:
    """The words that follow one another outwards from an end of the bar, line by line."""
    found: list[Word] = []
    lines = group_lines([w for w in level if (w.x0 > end - 1 if rightwards else w.x1 < end + 1)])
    for line in lines:
        reach, edge = REACH, end
        taken: list[Word] = []
        for word in line if rightwards else reversed(line):
            gap = word.x0 - edge if rightwards else edge - word.x1
            if gap > reach * word.size:
                break
            taken.append(word)
            reach, edge = COLUMN_GAP, word.x1 if rightwards else word.x0
        found.extend(taken if rightwards else reversed(taken))
    return found


def is_beside(word: Word, bar: Rule) -> bool:
    """Whether a word stands on the line of the fraction, next to an end of its bar."""
    low = word.base - bar.at
    if not BESIDE[0] * word.size < low < BESIDE[1] * word.size:
        return False
    return 0 <= word.x0 - bar.end + 1 < REACH * word.size or 0 <= bar.start - word.x1 + 1 < REACH * word.size
