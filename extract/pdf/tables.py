"""Words into the cells of a grid, grids into tables."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from extract.pdf.broken import PageWords
from extract.pdf.flow import Limits, WordLine, breaks_at_spaces, group_lines, lines_content
from extract.pdf.grid import Grid, GridCell
from extract.pdf.words import Word
from schemas.inline import EMPTY
from schemas.page import Cell, Row, Table, box_of, where_of

INSET = 0.25
"""Em from a word's left end to the point by which its column is told."""
MIDDLE = 0.3
"""Em from the baseline up to the point by which a word's row is told."""
PADDING = 1.5
"""Points; the least white space between a border and text."""
OVERFLOW = 1.2
"""Em below a table's last border where text that ran out of a cell may stand."""
WIDEST_PADDING = 9.0


class Spot(NamedTuple):
    """A cell on a page: grid and cell index."""

    grid: int
    cell: int


_make_spot = partial(tuple.__new__, Spot)
"""A spot from both its fields, without the detour over a constructor written in Python."""


@dataclass(slots=True)
class Placed:
    """The words of a page by cell, and those outside all tables."""

    cells: dict[Spot, list[Word]] = field(default_factory=dict)
    outside: list[Word] = field(default_factory=list)


class _Lookup:
    """Finds the cell of a grid at a point."""

    def __init__(self, number: int, grid: Grid) -> None:
        self.box, self.rows, self.columns = grid.box, grid.rows, grid.columns
        self.owner: dict[tuple[int, int], Spot] = {}
        owner = self.owner.setdefault
        for n, cell in enumerate(grid.cells):
            spot = _make_spot((number, n))
            for place in cell.places():
                owner(place, spot)

    def cell_at(self, x: float, y: float) -> Spot | None:
        """The cell around a point."""
        return self.owner.get((bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1))


def place_words(words: list[Word], grids: list[Grid]) -> Placed:
    """Give every word, in content order, to the cell in which its run starts."""
    placed = Placed()
    if not grids:
        placed.outside = words
        return placed
    lookups = [_Lookup(number, grid) for number, grid in enumerate(grids)]
    run, spot, place = -1, None, placed.outside
    for word in words:
        if word.run != run or spot is None or word.content is not None:
            run, spot = word.run, _spot(word, lookups)
            place = placed.outside if spot is None else placed.cells.setdefault(spot, [])
        place.append(word)
    return placed


def _spot(word: Word, lookups: list[_Lookup]) -> Spot | None:
    x0, size = word.x0, word.size
    inset, half = INSET * size, (word.x1 - x0) / 2
    x, y = x0 + (inset if inset < half else half), word.base - MIDDLE * size
    for lookup in lookups:
        left, top, right, bottom = lookup.box
        if left <= x < right and top <= y < bottom:
            spot = lookup.cell_at(x, y)
            if spot is not None:
                return spot
    return None


def take_overflow(placed: Placed, grids: list[Grid]) -> None:
    """Give lines that run out below the last row of a table, at their cell's own line distance, back to that cell."""
    for number, grid in enumerate(grids):
        end = grid.rows[-1]
        below = [w for w in placed.outside if 0 <= w.base - end <= OVERFLOW * w.size]
        for n, cell in enumerate(grid.cells if below else ()):
            spot = Spot(number, n)
            inside = [w for w in below if cell.box.x0 <= w.x0 and w.x1 <= cell.box.x1]
            if not inside or cell.box.bottom < end or spot not in placed.cells:
                continue
            lines = group_lines(placed.cells[spot])
            if _goes_on(lines, group_lines(inside)[0]):
                placed.cells[spot].extend(inside)
                taken = set(map(id, inside))
                placed.outside = [word for word in placed.outside if id(word) not in taken]


def _goes_on(lines: list[WordLine], line: WordLine) -> bool:
    """Whether a line stands below others as they stand below each other."""
    if len(lines) < 2:
        return False
    last, size = lines[-1][0], line[0].size
    pitch = last.base - lines[-2][0].base
    same = line[0].font == last.font and abs(size - last.size) < 0.1 and abs(line[0].x0 - last.x0) < 1
    return same and abs(line[0].base - last.base - pitch) < 0.1 * size


def build_table(number: int, grid: Grid, placed: Placed, page: int) -> Table:
    """The table of a grid: each cell's words as content, None where a cell reaches over."""
    lines = {spot.cell: group_lines(words) for spot, words in placed.cells.items() if spot.grid == number}
    limits = _column_limits(grid, lines)
    trailing = PageWords(lines.values(), placed.outside) if breaks_at_spaces(list(lines.values())) else None
    places: list[list[Cell | None]] = [[None] * (len(grid.columns) - 1) for _ in grid.rows[1:]]
    covered: set[tuple[int, int]] = set()
    for n, cell in enumerate(grid.cells):
        row, column, rowspan, colspan, box = cell
        own = lines.get(n, [])
        reach = _limits(cell, limits, ruled=grid.ruled) if len(own) > 1 else None
        content, tops = lines_content(own, reach, trailing)
        places[row][column] = Cell(content, where_of((page, None, box)), rowspan, colspan, grid.sure, tops)
        if rowspan > 1 or colspan > 1:
            covered.update(cell.places())
    rows = tuple(_row(r, places[r], grid, covered, page) for r in range(len(places)))
    return Table(rows, where_of((page, None, grid.box)), grid.ruled)


def _row(r: int, cells: list[Cell | None], grid: Grid, covered: set[tuple[int, int]], page: int) -> Row:
    """A row; a place that no cell covers (a border that was not drawn) is an empty cell."""
    for c, cell in enumerate(cells):
        if cell is None and (r, c) not in covered:
            box = box_of((grid.columns[c], grid.rows[r], grid.columns[c + 1], grid.rows[r + 1]))
            cells[c] = Cell(EMPTY, where_of((page, None, box)))
    box = box_of((grid.columns[0], grid.rows[r], grid.columns[-1], grid.rows[r + 1]))
    return Row(tuple(cells), where_of((page, None, box)))


def _column_limits(grid: Grid, lines: dict[int, list[WordLine]]) -> dict[tuple[int, int], Limits]:
    """How far the text of each column (first column, columns spanned) reaches left and right."""
    words: dict[tuple[int, int], tuple[list[float], list[float]]] = {}
    for n, cell_lines in lines.items():
        _, column, _, colspan, _ = grid.cells[n]
        starts, ends = words.setdefault((column, colspan), ([], []))
        for line in cell_lines:
            starts.append(line[0].x0)
            ends += [word.x1 for word in line]
    return {key: Limits(min(starts), max(ends)) for key, (starts, ends) in words.items()}


def _limits(cell: GridCell, limits: dict[tuple[int, int], Limits], *, ruled: bool) -> Limits:
    """Where the text of a cell may stand; between drawn borders the padding seen on the left holds on the right."""
    left, right = limits[(cell.column, cell.colspan)]
    x0, _, x1, _ = cell.box
    padding = min(max(left - x0, PADDING), WIDEST_PADDING)
    return Limits(x0 + padding, max(min(right, x1), x1 - padding if ruled else right))
