"""Rows between two rules: a table with rules only above and below its rows (booktabs, a style of LaTeX and journals).

A row ends where the text of most columns stops for more than a line's distance. Where rows follow each other at the
distance of lines, a row begins with its number, or where the text of most columns begins anew; that is less sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.pdf.flow import SAME_LINE, USUAL_PITCH, WordLine, group_lines, highest, lowest
from extract.pdf.words import Word

LOOSE = 1.1
"""Line distances from which the text of a column stops."""
WIDEST_PITCH = 1.6
"""Em; lines further apart than this stand in different rows."""
MOST = 0.5
"""Share of the columns; the text of more stops where a row ends, merged cells apart, which stand in the first ones."""
MERGED = 1 / 3
"""Share of the columns, from the left, that may be merged over rows: number, goal, objective."""
FEWEST = 2
ABOVE = 0.95
"""Em above a line's baseline where its row begins."""
TOLD, UNTOLD = 0.7, 0.5
"""Confidence of rows told by what their texts say, and of rows that could not be told apart."""

_NUMBER = regex.compile(r"\d{1,3}[.)]?")
_OPEN = regex.compile(r"[,;:/(&-]$")

Span = tuple[float, float]
Columns = list[list[WordLine]]


class Seam(NamedTuple):
    """A height at which a row may begin: the columns whose text stops above it (and where), begins anew at it without
    a wider distance, and goes on over it."""

    at: float
    stops: dict[int, float]
    begins: set[int]
    goes_on: set[int]
    here: set[int]
    """The columns with a text at this height."""

    def is_wide(self, width: int) -> bool:
        """Whether the text of most columns stops, but for merged cells, which stand in the first ones."""
        open_ones = self.begins | self.goes_on
        merged = all(n < MERGED * width for n in open_ones)
        return merged and len(self.stops) > max(FEWEST - 1, MOST * (width - len(open_ones)))

    def is_told(self, width: int) -> bool:
        """Whether most columns begin a text, but for merged cells."""
        merged = all(n < MERGED * width for n in self.goes_on)
        new = len(self.here - self.goes_on)
        return merged and bool(self.begins) and new > max(FEWEST - 1, MOST * (width - len(self.goes_on)))

    def shares(self, other: Seam) -> bool:
        """Whether both lie in the same gaps of the columns: texts set to the middle of a row begin below its top."""
        same = sum(other.stops.get(n) == end for n, end in self.stops.items())
        return same > MOST * min(len(self.stops), len(other.stops))


class Cut(NamedTuple):
    """Where one row ends and the next begins, and the columns (from, to) it goes through."""

    at: float
    spans: tuple[Span, ...]


def part_band(words: list[Word], edges: Sequence[float], *, alone: bool) -> tuple[list[Cut], float]:
    """The cuts between the rows of a band, and how sure they are; `alone`: the table has no other bands, so that it
    must have its rows in this one."""
    columns = [group_lines([w for w in words if a <= (w.x0 + w.x1) / 2 < b]) for a, b in pairwise(edges)]
    starts = _starts(columns)
    if len(starts) < FEWEST:
        return [], 1.0
    pitch = _pitch(columns)
    seams = [_seam(columns, start, pitch) for start in starts[1:]]
    wide = _apart([seam for seam in seams if seam.is_wide(len(columns))])
    numbers = [line[0] for line in columns[0] if _NUMBER.fullmatch(line[0].text)]
    if not (alone or len(numbers) >= FEWEST):
        return [Cut(seam.at, _spans(seam, edges)) for seam in wide], 1.0
    told = [seam for seam in seams if seam not in wide and seam.is_told(len(columns))]
    told = [seam for seam in told if not any(seam.shares(other) for other in wide)]
    cuts = [Cut(seam.at, _spans(seam, edges)) for seam in sorted(wide + told)]
    if _is_blank_first(columns, cuts) or (not cuts and len(numbers) >= FEWEST):
        return cuts, UNTOLD
    return cuts, TOLD if told else 1.0


def _is_blank_first(columns: Columns, cuts: list[Cut]) -> bool:
    """Whether the first row has no number or objective though a later one has: set to the middle of its rows."""
    first = [lines[0] for lines in columns[: round(MERGED * len(columns))] if lines]
    return bool(cuts) and any(highest(line) > cuts[0].at for line in first)


def _starts(columns: Columns) -> list[Word]:
    """The first word of every line, columns taken together."""
    first = sorted([line[0] for lines in columns for line in lines], key=highest_of)
    starts = first[:1]
    for word in first[1:]:
        if highest_of(word) - highest_of(starts[-1]) > SAME_LINE * word.size:
            starts.append(word)
    return starts


def highest_of(word: Word) -> float:
    """The first baseline of a word; fractions have several."""
    return word.base - word.rise


def _above(word: Word) -> float:
    return highest_of(word) - ABOVE * word.size


def _pitch(columns: Columns) -> float:
    """The usual distance of lines in em: the smallest there is."""
    distances = [
        (highest(below) - lowest(above)) / below[0].size for lines in columns for above, below in pairwise(lines)
    ]
    return min((d for d in distances if 0.9 < d < WIDEST_PITCH), default=USUAL_PITCH)


def _seam(columns: Columns, start: Word, pitch: float) -> Seam:
    """What the columns do above a line."""
    y = highest_of(start) - SAME_LINE * start.size
    seam = Seam(_above(start), {}, set(), set(), set())
    for n, lines in enumerate(columns):
        at = next((i for i, line in enumerate(lines) if highest(line) > y), None)
        if at is None:
            continue
        below, above = lines[at], lines[at - 1] if at else None
        is_here = highest(below) - y < 2 * SAME_LINE * start.size
        if is_here:
            seam.here.add(n)
        if above is not None and highest(below) - lowest(above) > LOOSE * pitch * below[0].size:
            seam.stops[n] = lowest(above)
        elif above is not None:
            begins = is_here and not (below[0].text[:1].islower() or _OPEN.search(above[-1].text))
            (seam.begins if begins else seam.goes_on).add(n)
    return seam


def _apart(seams: list[Seam]) -> list[Seam]:
    """Seams of which no two lie in one gap of a column: the one at which fewer columns go on is kept."""
    kept: list[Seam] = []
    for seam in sorted(seams, key=lambda seam: (len(seam.goes_on) + len(seam.begins), seam.at)):
        if not any(seam.shares(other) for other in kept):
            kept.append(seam)
    return kept


def _spans(seam: Seam, edges: Sequence[float]) -> tuple[Span, ...]:
    """The widths of the columns that a seam goes through, neighbours joined."""
    spans: list[Span] = []
    for n in range(len(edges) - 1):
        if n in seam.goes_on:
            continue
        start = spans.pop()[0] if spans and spans[-1][1] == edges[n] else edges[n]
        spans.append((start, edges[n + 1]))
    return tuple(spans)
