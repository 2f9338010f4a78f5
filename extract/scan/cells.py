"""A grid and the text found on the page to a table with contents."""

from __future__ import annotations

from collections.abc import Sequence

from extract.scan.beside import item_tops, items_of
from extract.scan.confidence import probability
from extract.scan.content import Item, TextLine, content_of, lines_of
from extract.scan.flow import is_dirt, to_points
from extract.scan.fractions import with_fractions
from extract.scan.grid import Grid, GridCell
from extract.scan.rulings import Ruling
from schemas.page import Cell, Row, Table, Where


def table_of(
    grid: Grid, items: Sequence[Item], bars: Sequence[Ruling], usual: float, page: int | None, scale: float
) -> tuple[Table | None, list[Item]]:
    """The table, and the items that stand outside it. None for a grid without any text."""
    inside: dict[int, list[Item]] = {}
    rest: list[Item] = []
    for item in items:
        place = _place(grid, item)
        if place is None:
            rest.append(item)
        else:
            inside.setdefault(place, []).append(item)
    if not inside:
        return None, rest
    rows: list[list[Cell | None]] = [[None] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    filled = [_filled(cell, inside.get(n, []), bars, usual) for n, cell in enumerate(grid.cells)]
    for cell, (items, lines) in zip(grid.cells, filled, strict=True):
        row = [other for at, (_, other) in zip(grid.cells, filled, strict=True) if _share_row(at, cell)]
        rows[cell.row][cell.column] = _cell(cell, items, lines, item_tops(row, usual), usual, page, scale)
    bounds = (grid.xs[0], grid.xs[-1])
    built = tuple(
        Row(tuple(row), Where(page, None, to_points(bounds[0], grid.ys[r], bounds[1], grid.ys[r + 1], scale)))
        for r, row in enumerate(rows)
    )
    where = Where(page, None, to_points(bounds[0], grid.ys[0], bounds[1], grid.ys[-1], scale))
    return Table(built, where, grid.ruled), rest


def _place(grid: Grid, item: Item) -> int | None:
    """Index of the cell in which the middle of an item lies."""
    x, y = (item.x0 + item.x1) / 2, (item.top + item.bottom) / 2
    for n, cell in enumerate(grid.cells):
        if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
            return n
    return None


def _share_row(one: GridCell, other: GridCell) -> bool:
    return (one.row, one.rowspan) == (other.row, other.rowspan)


def _filled(
    cell: GridCell, items: Sequence[Item], bars: Sequence[Ruling], usual: float
) -> tuple[list[Item], list[TextLine]]:
    """What stands in a cell, without dirt, and its lines with drawn fractions."""
    own = [
        bar for bar in bars
        if cell.x0 <= (bar.start + bar.end) / 2 <= cell.x1 and cell.top < bar.at < cell.bottom
    ]  # fmt: skip
    clean = [item for item in items if not is_dirt(item, usual)]
    return clean, lines_of(with_fractions(clean, own, usual), usual)


def _cell(
    cell: GridCell, items: Sequence[Item], lines: Sequence[TextLine], tops: Sequence[float], usual: float,
    page: int | None, scale: float,
) -> Cell:  # fmt: skip
    return Cell(
        content=content_of(lines, cell.x0, cell.x1, usual, items_of(lines, tops)),
        where=Where(page, None, to_points(cell.x0, cell.top, cell.x1, cell.bottom, scale)),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        confidence=probability([score for item in items for score in item.scores]),
        steps=tuple(step for item in items for step in item.steps),
    )
