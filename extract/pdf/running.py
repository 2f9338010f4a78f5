"""What stands outside tables: lines, their pieces set apart by white space, and how each is set."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter

from extract.pdf.flow import Limits, WordLine, group_lines, line_content, would_fit
from extract.pdf.words import Word
from schemas.page import Box, Emphasis, Line, Piece, Where

PIECE_GAP = 1.1
"""Em; a wider gap within a line sets two pieces apart."""
JUSTIFIED = 2.2
"""Times the usual gap of a line; in a justified line only a gap wider than this sets pieces apart."""
CENTRED = 0.04
"""Share of the text width by which the middle of a centred line may be off."""
INDENT = 0.08
"""Share of the text width by which a centred line is shorter on both sides."""
USUAL_PITCH = 1.2
"""Em; the line distance of text set without extra space."""


def running_lines(words: list[Word], limits: Limits, page: int) -> list[Line]:
    """Lines from top to bottom."""
    rows = group_lines(words)
    lines: list[Line] = []
    for n, row in enumerate(rows):
        above = rows[n - 1] if n else None
        below = rows[n + 1] if n + 1 < len(rows) else None
        lines.append(_line(row, above, below, limits, page))
    return lines


def text_limits(words: list[Word], boxes: list[Box], width: float) -> Limits:
    """How far text and tables of a page reach left and right."""
    left = min([word.x0 for word in words] + [box.x0 for box in boxes], default=0.0)
    right = max([word.x1 for word in words] + [box.x1 for box in boxes], default=width)
    return Limits(left, right)


def _line(row: WordLine, above: WordLine | None, below: WordLine | None, limits: Limits, page: int) -> Line:
    pieces = tuple(Piece(line_content(piece), _box(piece)) for piece in split_pieces(row))
    return Line(
        pieces,
        Where(page, None, _box(row)),
        gap=_gap(above, row) if above else 0.0,
        emphasis=Emphasis.BOLD if all(word.bold for word in row) else Emphasis.NONE,
        centred=len(pieces) == 1 and _is_centred(row, limits),
        wraps=None if below is None else _wraps(row, below, limits),
    )


def split_pieces(row: WordLine) -> list[WordLine]:
    """A line cut at its wide gaps."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    if not gaps:
        return [row]
    size = max(word.size for word in row)
    usual = sorted(gaps)[len(gaps) // 2] if len(gaps) >= 4 else 0.0
    wide = max(PIECE_GAP * size, JUSTIFIED * usual if usual < PIECE_GAP * size else 0.0)
    pieces = [[row[0]]]
    for gap, word in zip(gaps, row[1:], strict=True):
        if gap > wide:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _box(words: WordLine) -> Box:
    return Box(
        round(min(map(attrgetter("x0"), words)), 2),
        round(min(map(attrgetter("top"), words)), 2),
        round(max(map(attrgetter("x1"), words)), 2),
        round(max(map(attrgetter("bottom"), words)), 2),
    )


def _gap(above: WordLine, row: WordLine) -> float:
    pitch = USUAL_PITCH * max(word.size for word in row)
    distance = min(word.base - word.rise for word in row) - max(word.base + word.drop for word in above)
    return round(max(0.0, distance / pitch - 1), 2)


def _is_centred(row: WordLine, limits: Limits) -> bool:
    width = limits.right - limits.left
    left, right = row[0].x0 - limits.left, limits.right - max(word.x1 for word in row)
    return min(left, right) > INDENT * width and abs(left - right) / 2 < CENTRED * width


def _wraps(row: WordLine, below: WordLine, limits: Limits) -> bool:
    return not would_fit(row, below[0], limits)
