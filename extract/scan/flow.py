"""What stands outside tables: lines of text, parted into pieces where wide gaps set them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.scan.confidence import probability
from extract.scan.content import Item, TextLine, line_content, lines_of
from schemas.page import Box, Line, Piece, Where

_PIECE_GAP = 0.75
"""White space between two pieces of a line, in line heights; spaces of justified text stay below."""
_STRETCHED_GAP = 1.6
"""The same between words of a line that fills its width (justified text)."""


def text_lines(items: Sequence[Item], usual: float, page: int | None, scale: float) -> list[Line]:
    """Lines of running text from the top down. `scale` turns pixels into points."""
    lines = lines_of(items, usual)
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    built: list[Line] = []
    for n, line in enumerate(lines):
        above = lines[n - 1] if n else None
        built.append(_line(line, above, (left, right), usual, page, scale))
    return built


def _line(
    line: TextLine, above: TextLine | None, extent: tuple[float, float], usual: float, page: int | None, scale: float
) -> Line:
    gap = max(0.0, line.top - above.bottom) / usual if above is not None else 0.0
    pieces = tuple(_piece(items, scale) for items in split_pieces(line.items, usual))
    margins = (line.x0 - extent[0], extent[1] - line.x1)
    centred = abs(margins[0] - margins[1]) < 2 * usual and min(margins) > 2 * usual and len(pieces) == 1
    return Line(
        pieces=pieces,
        where=Where(page, None, to_points(line.x0, line.top, line.x1, line.bottom, scale)),
        gap=round(gap, 2),
        centred=centred,
        wraps=margins[1] < 3 * usual,
        confidence=probability([s for item in line.items for s in item.scores]),
        steps=tuple(step for item in line.items for step in item.steps),
    )


def split_pieces(items: Sequence[Item], usual: float) -> list[list[Item]]:
    """Items of a line grouped into pieces."""
    groups: list[list[Item]] = [[items[0]]]
    for before, item in pairwise(items):
        if item.x0 - before.x1 > _PIECE_GAP * usual:
            groups.append([item])
        else:
            groups[-1].append(item)
    return groups


def _piece(items: Sequence[Item], scale: float) -> Piece:
    box = to_points(
        items[0].x0, min(i.top for i in items), max(i.x1 for i in items), max(i.bottom for i in items), scale
    )
    return Piece(line_content(items), box)


def to_points(x0: float, top: float, x1: float, bottom: float, scale: float) -> Box:
    """Pixels to points, to a tenth."""
    return Box(round(x0 * scale, 1), round(top * scale, 1), round(x1 * scale, 1), round(bottom * scale, 1))
