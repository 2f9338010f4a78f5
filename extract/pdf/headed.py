"""Tables of which only the heading is drawn (a filled row of Excel): its borders go on below it, though unseen."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from extract.pdf.bands import WIDEST_PITCH, part_band
from extract.pdf.bare import BESIDE, FEWEST_COLUMNS, SET_APART
from extract.pdf.corridors import phrases_of
from extract.pdf.flow import WordLine, group_lines, words_of
from extract.pdf.grid import Grid, find_grid_cells
from extract.pdf.rules import Rule
from extract.pdf.words import Word

TALLEST = 3
"""Rows of a heading."""
CROSSED = 1.0
"""Points by which a word that stands out over a border goes through it."""


def with_rows_below(grid: Grid, words: list[Word]) -> Grid:
    """The grid with the rows below it, if it is a heading and they keep to its columns; `words` stand in no table."""
    if len(grid.columns) <= FEWEST_COLUMNS or len(grid.rows) > TALLEST + 1:
        return grid
    left, bottom, right = grid.columns[0] - BESIDE, grid.rows[-1], grid.columns[-1] + BESIDE
    below = [word for word in words if word.base > bottom and word.x1 > left and word.x0 < right]
    lines = _rows(group_lines(below), grid)
    return _extended(grid, lines, below) if lines else grid


def _rows(lines: list[WordLine], grid: Grid) -> list[WordLine]:
    """The lines below a heading that keep to its columns; one stands in most of them. Lines set apart in few columns
    count where a line in many follows: the first line of the tallest cell of a row."""
    taken: list[WordLine] = []
    pending: list[WordLine] = []
    end, most = grid.rows[-1], 0
    for line in lines:
        count = len({bisect_right(grid.columns, (start + stop) / 2) for start, stop in phrases_of(line)})
        crossed = any(word.x0 < x - CROSSED and word.x1 > x + CROSSED for word in line for x in grid.columns[1:-1])
        gap = (line[0].base - end) / line[0].size
        if crossed or gap > SET_APART:
            break
        pending.append(line)
        if count >= (len(grid.columns) - 1) / 2 or (gap <= WIDEST_PITCH and len(pending) == 1):
            taken += pending
            pending = []
        end, most = line[0].base, max(most, count)
    return taken if most >= FEWEST_COLUMNS else []


def _extended(grid: Grid, lines: list[WordLine], words: list[Word]) -> Grid:
    top, bottom = grid.rows[-1], lines[-1][0].base + lines[-1][0].size / 2
    edges = list(grid.columns)
    cuts, sure = part_band(words_of(lines, words), edges, alone=True)
    across = [Rule(y, edges[0], edges[-1]) for y in (top, bottom)]
    across += [Rule(at, *span) for at, spans in cuts for span in spans]
    (body,) = find_grid_cells(across, [Rule(x, top, bottom) for x in edges], ruled=False)
    first = len(grid.rows) - 1
    cells = (*grid.cells, *(cell._replace(row=first + cell.row) for cell in body.cells))
    return replace(grid, rows=(*grid.rows, *body.rows[1:]), cells=cells, ruled=False, sure=sure)
