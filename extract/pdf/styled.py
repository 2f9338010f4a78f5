"""Tables of which a style draws only some borders: a frame with rules between rows, or shaded bands.

The cells that such rules and fills enclose span columns that nothing parts, or leave places between them. Where the
words of a table stand so, its rules and the edges of its fills are rules between rows, and its columns are told as
those of a table without vertical rules.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from extract.pdf.bands import WIDEST_PITCH
from extract.pdf.columns import SAME_END, find_open_grids
from extract.pdf.corridors import CORRIDOR, corridors_between, phrases_of
from extract.pdf.flow import group_lines
from extract.pdf.grid import Grid, GridCell
from extract.pdf.limits import MAX_RULES
from extract.pdf.rules import Rule, Rules, join_rules
from extract.pdf.words import Word
from schemas.page import Box

WIDE = 3
"""Texts side by side that prove columns."""
FEWEST = 2
"""Borders of a single row."""
SAME_BASE = 1.0
"""Points by which the first lines of a row's cells may stand apart."""
LOW = 0.2
"""Share of a table's height below which its wide cells are but its heading."""
MUCH = 0.3
"""Share of a table's words from which its cells are not to be trusted."""


def may_be_band(grid: Grid, ruled: list[Grid]) -> bool:
    """Whether a table is one row that ends where another does: perhaps two shaded bands of a table."""
    if len(grid.rows) != FEWEST or len(grid.columns) <= WIDE:
        return False
    return any(other is not grid and abs(other.columns[-1] - grid.columns[-1]) <= SAME_END for other in ruled)


def unparted_lines(grid: Grid, words: list[Word]) -> int:
    """The lines of a table whose texts stand side by side in one wide cell, or in none, where these are many."""
    wide = [cell for cell in grid.cells if cell.colspan > 1]
    places = sum([cell.rowspan * cell.colspan for cell in grid.cells])
    height = sum([cell.box.bottom - cell.box.top for cell in wide])
    if places >= (len(grid.rows) - 1) * (len(grid.columns) - 1) and height < LOW * (grid.rows[-1] - grid.rows[0]):
        return 0  # nearly every table
    narrow = {place for cell in grid.cells if cell.colspan == 1 for place in cell.places()}
    owner = {place: cell for cell in wide for place in cell.places()}
    inside = _held(grid.box, words)
    astray: dict[GridCell | None, list[Word]] = {}
    for word in inside:
        place = bisect_right(grid.rows, word.base) - 1, bisect_right(grid.columns, word.x0) - 1
        if place not in narrow:
            astray.setdefault(owner.get(place), []).append(word)
    lost = [word for cell, own in astray.items() if cell is None or _has_columns(cell, own) for word in own]
    if len(lost) <= MUCH * len(inside):
        return 0
    return sum(len(phrases_of(line)) >= WIDE for line in group_lines(lost))


def _has_columns(cell: GridCell, own: list[Word]) -> bool:
    """Whether the texts of a wide cell leave columns between them: it is no heading over columns, and no text."""
    width = CORRIDOR * max([word.size for word in own])
    corridors = corridors_between([(word.x0, word.x1) for word in own], cell.box.x0, cell.box.x1, width)
    return len(corridors) + 1 >= WIDE


def _held(box: Box, words: list[Word]) -> list[Word]:
    """The words that stand in a box."""
    left, top, right, bottom = box
    return [word for word in words if top <= word.base < bottom and left <= word.x0 < right]


def completed(grids: list[Grid], rules: Rules, words: list[Word]) -> list[Grid]:
    """The tables of a page with those in place of half drawn ones that the edges of shading and the words make up."""
    ruled = [grid for grid in grids if grid.ruled]
    half = [grid for grid in ruled if unparted_lines(grid, words)]
    bands = [grid for grid in ruled if rules.fills and may_be_band(grid, ruled)]
    if not (half or bands) or len(rules.fills) > MAX_RULES:
        return grids
    found: list[Grid] = []
    for grid in find_open_grids(edged(rules), words, []):
        met = [other for other in ruled if _meet(grid, other)]
        banded = any(other in bands for other in met) and _between(grid, met, words)
        if (banded or any(other in half for other in met)) and _completes(grid, met):
            found.append(mended(grid, words))
    return found + [grid for grid in grids if not any(_meet(grid, other) for other in found)]


def _completes(grid: Grid, met: list[Grid]) -> bool:
    """Whether a table holds all whose place it takes, and ends where one of them ends on both sides: the boxes of a
    chart do not."""
    top, bottom = grid.rows[0] - SAME_END, grid.rows[-1] + SAME_END
    left, right = grid.columns[0], grid.columns[-1]
    ends = [max(abs(other.columns[0] - left), abs(other.columns[-1] - right)) for other in met]
    return all(top <= other.rows[0] and other.rows[-1] <= bottom for other in met) and min(ends) <= SAME_END


def _between(grid: Grid, met: list[Grid], words: list[Word]) -> bool:
    """Whether texts stand side by side in a table and outside those that it takes in: rows between shaded ones."""
    inside = _held(grid.box, words)
    taken = {id(word) for other in met for word in _held(other.box, inside)}
    free = [word for word in inside if id(word) not in taken]
    return any(len(phrases_of(line)) >= WIDE for line in group_lines(free))


def _meet(grid: Grid, other: Grid) -> bool:
    """Whether two tables overlap."""
    a, b = grid.box, other.box
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1


def edged(rules: Rules) -> Rules:
    """The rules with the upper and lower edges of all fills among the horizontal ones."""
    edges = [Rule(y, fill.x0, fill.x1) for fill in rules.fills for y in (fill.top, fill.bottom)]
    return replace(rules, across=tuple(join_rules([*rules.across, *edges])))


def mended(grid: Grid, words: list[Word]) -> Grid:
    """The grid with its tall cells parted where a text begins on the first line of a row: bands of one colour."""
    cells: list[GridCell] = []
    for cell in grid.cells:
        starts = [row for row in range(cell.row + 1, cell.row + cell.rowspan) if _begins(cell, row, grid, words)]
        cells += [
            _part(cell, grid, top, bottom) for top, bottom in pairwise([cell.row, *starts, cell.row + cell.rowspan])
        ]
    return replace(grid, cells=tuple(sorted(cells, key=itemgetter(0, 1))))


def _begins(cell: GridCell, row: int, grid: Grid, words: list[Word]) -> bool:
    """Whether a line in a cell is at the height of a row's first line, and the one above it further away."""
    top, bottom = grid.rows[row], grid.rows[row + 1]
    own = group_lines(_held(cell.box, words))
    at = next((n for n, line in enumerate(own) if line[0].base >= top), 0)
    if not at or own[at][0].base >= bottom:
        return False
    first = min(word.base for word in _held(grid.box, words) if top <= word.base < bottom)
    if own[at][0].base - first > SAME_BASE:
        return False
    distances = [below[0].base - above[0].base for above, below in pairwise(own)]
    return distances[at - 1] > min([*distances, WIDEST_PITCH * own[at][0].size]) + 1


def _part(cell: GridCell, grid: Grid, top: int, bottom: int) -> GridCell:
    box = cell.box._replace(top=grid.rows[top], bottom=grid.rows[bottom])
    return GridCell(top, cell.column, bottom - top, cell.colspan, box)
