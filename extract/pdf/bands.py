"""Rows between two rules: a table with rules only above and below its rows (booktabs, a style of LaTeX and journals).

Where the table was written cell by cell, the order of its texts tells the rows. Else a row ends where the text of most
columns stops for more than a line's distance. Where rows follow each other at the distance of lines, a row begins with
its number, or where the text of most columns begins anew; that is less sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.pdf.corridors import joined_spans
from extract.pdf.flow import SAME_LINE, USUAL_PITCH, WordLine, group_lines, highest, lowest
from extract.pdf.words import Word
from extract.pdf.written import MERGED, TextRow, top_of, written_rows

LOOSE = 1.1
"""Line distances from which the text of a column stops."""
WIDEST_PITCH = 1.6
"""Em; lines further apart than this stand in different rows."""
MOST = 0.5
"""Share of the columns; the text of more stops where a row ends, merged cells apart, which stand in the first ones."""
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
    """The cuts between the rows of a band, and how sure they are; `words` in content order; `alone`: the table has no
    other bands, so that it must have its rows in this one."""
    written = written_rows(words, edges)
    if cuts := written_cuts(written, edges):
        return cuts, UNTOLD if _begins_late(written, len(edges) - 1) else 1.0
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
    if len(wide) < len(seams) and not written and alone and _is_unwrapped(columns, starts):
        return [Cut(_above(start), ((edges[0], edges[-1]),)) for start in starts[1:]], TOLD
    told = [seam for seam in seams if seam not in wide and seam.is_told(len(columns))]
    told = [seam for seam in told if not any(seam.shares(other) for other in wide)]
    cuts = [Cut(seam.at, _spans(seam, edges)) for seam in sorted(wide + told)]
    if _is_blank_first(columns, cuts) or (not cuts and len(numbers) >= FEWEST):
        return cuts, UNTOLD
    return cuts, TOLD if told else 1.0


def written_cuts(rows: list[TextRow], edges: Sequence[float]) -> list[Cut]:
    """The cuts between rows that the order of words tells: through all columns but those whose text goes on."""
    ends = [0.0] * len(edges)
    cuts: list[Cut] = []
    for above, row in pairwise(rows):
        for text in above:
            ends[text.column] = text.bottom
        at = top_of(row)
        spans = joined_spans(span for n, span in enumerate(pairwise(edges)) if ends[n] <= at)
        if sum(b - a for a, b in spans) < MOST * (edges[-1] - edges[0]):
            return []
        cuts.append(Cut(at, tuple(spans)))
    return cuts


def _is_unwrapped(columns: Columns, starts: list[Word]) -> bool:
    """Whether each line has a text in every column but those that may be merged over rows, and none goes on below."""
    free = [lines for n, lines in enumerate(columns) if n >= MERGED * len(columns)]
    if len(free) < FEWEST or any(len(lines) != len(starts) for lines in free):
        return False
    return not any(_is_open(above, below) for lines in free for above, below in pairwise(lines))


def _is_open(above: WordLine, below: WordLine) -> bool:
    """Whether a text says that it goes on from one line to the next."""
    return below[0].text[:1].islower() or _OPEN.search(above[-1].text) is not None


def _begins_late(rows: list[TextRow], width: int) -> bool:
    """Whether the first row has no number or objective though a later one has: set to the middle of its rows, unless
    the numbers go on from another page."""
    first = {text.column for text in rows[0]}
    late = any(text.column < MERGED * width and text.column not in first for row in rows[1:] for text in row)
    numbers = [text.opening.rstrip(".)") for row in rows for text in row if text.column == 0]
    return late and (not numbers or numbers[0] in ("1", "01") or not numbers[0].isdigit())


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
            begins = is_here and not _is_open(above, below)
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
    return tuple(joined_spans(span for n, span in enumerate(pairwise(edges)) if n not in seam.goes_on))
