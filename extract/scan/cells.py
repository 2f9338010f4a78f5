"""A grid and the text found on the page to a table with contents."""

from __future__ import annotations

from collections.abc import Sequence

from extract.scan.confidence import probability
from extract.scan.content import Item, content_of, lines_of
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
    for n, cell in enumerate(grid.cells):
        rows[cell.row][cell.column] = _cell(cell, inside.get(n, []), bars, usual, page, scale)
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


def _cell(
    cell: GridCell, items: Sequence[Item], bars: Sequence[Ruling], usual: float, page: int | None, scale: float
) -> Cell:
    own = [
        bar for bar in bars
        if cell.x0 <= (bar.start + bar.end) / 2 <= cell.x1 and cell.top < bar.at < cell.bottom
    ]  # fmt: skip
    items = [item for item in items if not is_dirt(item, usual)]
    lines = lines_of(with_fractions(items, own, usual), usual)
    return Cell(
        content=content_of(lines, cell.x0, cell.x1, usual),
        where=Where(page, None, to_points(cell.x0, cell.top, cell.x1, cell.bottom, scale)),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        confidence=probability([score for item in items for score in item.scores]),
        steps=tuple(step for item in items for step in item.steps),
        tops=tuple(round(line.top * scale, 1) for line in lines),
    )
