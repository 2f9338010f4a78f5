"""What stands outside tables: lines of text, parted into pieces where wide gaps set them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.scan.confidence import probability, raw_score
from extract.scan.content import Item, TextLine, line_content, lines_of
from schemas.page import Box, Line, Piece, Where

_PIECE_GAP = 1.0
"""White space that may part two pieces of a line, in line heights; other spaces are smaller."""
_SURE_GAP = 2.2
"""White space that does part them; in between, justified text has spaces as wide."""
_COLON_GAP = 0.7
_STRAY_SCORE = 0.96
_DIRT_SCORE = 0.9
_ALIGNED = 0.4
_NEIGHBOURS = 6
"""Lines above and below that are looked at for the same left edge."""


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
        near = [*lines[max(0, n - _NEIGHBOURS) : n], *lines[n + 1 : n + 1 + _NEIGHBOURS]]
        groups = split_pieces(line.items, _edges(near, usual), _gutters(near, usual), usual)
        built.append(_line(line, groups, above, (left, right), usual, page, scale))
    return built


def _edges(lines: Sequence[TextLine], usual: float) -> list[float]:
    """Left edges of lines, and of what stands beyond a gap too wide for justified text."""
    edges = [line.x0 for line in lines]
    for line in lines:
        edges += [b.x0 for a, b in pairwise(line.items) if b.x0 - a.x1 > _SURE_GAP * usual]
    return edges


def _gutters(lines: Sequence[TextLine], usual: float) -> list[tuple[float, float]]:
    """White space that certainly parts two pieces of a line."""
    pairs = [pair for line in lines for pair in pairwise(line.items)]
    return [(a.x1, b.x0) for a, b in pairs if b.x0 - a.x1 > _SURE_GAP * usual]


def without_strays(items: Sequence[Item], usual: float) -> tuple[list[Item], list[Item]]:
    """Items without marks that hardly read as a letter and stand beside no text: staples, dirt, bits of a signature."""
    text = [item for item in items if not _is_doubtful(item, usual)]
    sure = {id(item) for item in text}
    kept: list[Item] = []
    strays: list[Item] = []
    for item in items:
        (kept if id(item) in sure or _has_neighbour(item, text, usual) else strays).append(item)
    return kept, strays


def _is_doubtful(item: Item, usual: float) -> bool:
    """Whether an item is a character or two that hardly read, or dirt."""
    return is_dirt(item, usual) or (len(item.text) <= 2 and raw_score(item.scores) < _STRAY_SCORE)


def is_dirt(item: Item, usual: float) -> bool:
    """Whether an item is a mark of no letter's size that reads as none."""
    marks = item.text.strip("'`\"·.,;:!_*°“”’‘|~-–— ") == ""
    low = item.bottom - item.top < 0.45 * usual
    if low and len(item.text) <= 3 and raw_score(item.scores) < _DIRT_SCORE:
        return True
    dash = low and item.text in ("-", "–", "—") and item.x1 - item.x0 > 0.2 * usual
    return marks and not dash and (low or raw_score(item.scores) < _STRAY_SCORE) and item.text != ":"


def _has_neighbour(item: Item, items: Sequence[Item], usual: float) -> bool:
    return any(
        other is not item
        and abs(other.base - item.base) < 0.5 * usual
        and max(other.x0 - item.x1, item.x0 - other.x1) < 1.4 * usual
        for other in items
    )


def _line(
    line: TextLine,
    groups: Sequence[Sequence[Item]],
    above: TextLine | None,
    extent: tuple[float, float],
    usual: float,
    page: int | None,
    scale: float,
) -> Line:
    gap = max(0.0, line.top - above.bottom) / usual if above is not None else 0.0
    pieces = tuple(_piece(items, scale) for items in groups)
    margins = (line.x0 - extent[0], extent[1] - line.x1)
    centred = abs(margins[0] - margins[1]) < 2 * usual and min(margins) > 2 * usual and len(pieces) == 1
    return Line(
        pieces=pieces,
        where=Where(page, None, to_points(line.x0, line.top, line.x1, line.bottom, scale)),
        gap=round(gap, 2),
        centred=centred,
        wraps=margins[1] < 3 * usual,
        confidence=probability([s for item in line.items if item.text != ":" for s in item.scores]),
        steps=tuple(step for item in line.items for step in item.steps),
    )


def split_pieces(
    items: Sequence[Item], edges: Sequence[float], gutters: Sequence[tuple[float, float]], usual: float
) -> list[list[Item]]:
    """Items of a line grouped into pieces.

    A middling gap parts two only where other lines begin at what follows it, or are parted at the same place.
    """
    groups: list[list[Item]] = [[items[0]]]
    for before, item in pairwise(items):
        gap = (item.x0 - before.x1) / usual
        colon = item.text.startswith(":") and gap > _COLON_GAP
        aligned = any(abs(item.x0 - edge) < _ALIGNED * usual for edge in edges)
        aligned = aligned or sum(a < (before.x1 + item.x0) / 2 < b for a, b in gutters) >= 2
        if colon or gap > _SURE_GAP or (gap > _PIECE_GAP and aligned):
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
