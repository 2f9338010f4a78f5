"""What stands outside tables: lines, their pieces set apart by white space, and how each is set."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from extract.pdf.flow import Limits, WordLine, group_lines, highest, line_content, lowest, would_fit
from extract.pdf.words import Word
from schemas.page import Box, Emphasis, Line, Piece, box_of, where_of

PIECE_GAP = 1.1
"""Em; a wider gap within a line sets two pieces apart."""
JUSTIFIED = 1.9
"""Times the usual gap of a line; in a justified line only a gap wider than this sets pieces apart."""
FLUSH = 1.0
"""Em; a line that ends this near to the right limit may be justified."""
CENTRED = 0.04
"""Share of the text width by which the middle of a centred line may be off."""
INDENT = 0.08
"""Share of the text width by which a centred line is shorter on both sides."""
ASCENT, DESCENT = 0.75, 0.22
"""Em above and below the baseline that letters reach."""
USUAL_PITCH = 1.2
"""Em; the line distance of text set without extra space."""


class _Measured(NamedTuple):
    """A line's words, its largest size, its highest and lowest baseline (fractions have several), its outline:
    capitals above the highest baseline, descenders below the lowest."""

    words: WordLine
    size: float
    high: float
    low: float
    box: Box


def _measured(row: WordLine) -> _Measured:
    start, end = row[0].x0, max([word.x1 for word in row])
    if _is_level(row):
        base, size = row[0].base, row[0].size
        box = box_of((start, round(base - ASCENT * size, 2), end, round(base + DESCENT * size, 2)))
        return _Measured(row, size, base, base, box)
    top = min([word.base - word.rise - ASCENT * word.size for word in row])
    bottom = max([word.base + word.drop + DESCENT * word.size for word in row])
    size = max([word.size for word in row])
    return _Measured(row, size, highest(row), lowest(row), Box(start, round(top, 2), end, round(bottom, 2)))


def _is_level(row: WordLine) -> bool:
    """Whether all words are plain ones of one size on one baseline, as most are."""
    base, size = row[0].base, row[0].size
    return all(word.base == base and word.size == size and word.content is None for word in row)


def running_lines(words: list[Word], boxes: list[Box], limits: Limits, page: int) -> list[Line]:
    """Lines from top to bottom; `boxes` are those of the tables."""
    rows = list(map(_measured, group_lines(words)))
    starts = [round(row.box.x0) for row in rows]
    often = Counter(starts)
    lines: list[Line] = []
    for above, row, below, start in zip([None, *rows], rows, [*rows[1:], None], starts, strict=False):
        lines.append(_line(row, _gap(above, row, boxes), below, limits, page, shared=often[start] > 2))
    return lines


def text_limits(words: list[Word], boxes: list[Box], width: float) -> Limits:
    """How far text and tables of a page reach left and right."""
    left = min([*[word.x0 for word in words], *[box.x0 for box in boxes]], default=0.0)
    right = max([*[word.x1 for word in words], *[box.x1 for box in boxes]], default=width)
    return Limits(left, right)


def _line(row: _Measured, gap: float, below: _Measured | None, limits: Limits, page: int, *, shared: bool) -> Line:
    """`shared`: other lines start at the same place, so that this one is not centred by itself."""
    words, box = row.words, row.box
    parts = split_pieces(words, limits)
    whole = len(parts) == 1
    pieces = [Piece(line_content(part), box if whole else _measured(part).box) for part in parts]
    return Line(
        tuple(pieces),
        where_of((page, None, box)),
        gap=gap,
        emphasis=Emphasis.BOLD if all(word.bold for word in words) else Emphasis.NONE,
        centred=whole and not shared and _is_centred(row, limits),
        wraps=None if below is None else not would_fit(box.x0, box.x1, below.words[0], limits),
    )


def split_pieces(row: WordLine, limits: Limits) -> list[WordLine]:
    """A line cut at its wide gaps."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    if not gaps:
        return [row]
    if max(gaps) <= PIECE_GAP * row[0].size:
        return [row]  # nearly every line
    wide = PIECE_GAP * max([word.size for word in row])
    if max(gaps) <= wide:
        return [row]
    usual = sorted(gaps)[len(gaps) // 2]
    if len(gaps) >= 4 and (usual < wide or row[-1].x1 >= limits.right - FLUSH * row[-1].size):
        wide = max(wide, JUSTIFIED * usual)
    pieces = [[row[0]]]
    for gap, word in zip(gaps, row[1:], strict=True):
        if gap > wide:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _gap(above: _Measured | None, row: _Measured, boxes: list[Box]) -> float:
    """White space above a line in lines: to the line before it or to a table between the two."""
    ends = [box.bottom + DESCENT * row.size for box in boxes if box.bottom <= row.high] if boxes else []
    if above is not None:
        ends.append(above.low)
    return round(max(0.0, (row.high - max(ends)) / (USUAL_PITCH * row.size) - 1), 2) if ends else 0.0


def _is_centred(row: _Measured, limits: Limits) -> bool:
    width = limits.right - limits.left
    left, right = row.words[0].x0 - limits.left, limits.right - row.box.x1
    return min(left, right) > INDENT * width and abs(left - right) / 2 < CENTRED * width
