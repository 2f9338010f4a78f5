"""Rules to grids of cells.

The rules are already snapped, joined and freed of bars. A table without its outer border gets one where the ends of its
rules line up; the cells that are then found are brought onto one grid with row and column spans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from extract.pdf.cells import find_cells, group_cells
from extract.pdf.limits import MAX_GRID_LINES, MAX_RULES
from extract.pdf.rules import SNAP, Rule, Rules, join_rules
from schemas.page import Box, box_of
from schemas.value import value

LINED_UP = 2.5
"""Points; ends of rules this near to each other line up."""
STANDS_OUT = 8.0
"""Points by which even a single rule must reach out over the others for a side to be missing there."""
COVERED = 0.9
"""Share of a side that must be ruled for the side to count as drawn."""
SAME_EDGE = 1.0
"""Points; cell edges nearer than this are one line of the grid."""


_BEGINNING = itemgetter(0, 1)
"""Row and column of a `GridCell`."""


class GridCell(NamedTuple):
    """A cell: row and column where it begins, how many it spans, its box."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box

    def places(self) -> list[tuple[int, int]]:
        """The rows and columns that it covers."""
        if self.rowspan == self.colspan == 1:
            return [(self.row, self.column)]
        rows = range(self.row, self.row + self.rowspan)
        columns = range(self.column, self.column + self.colspan)
        return [(row, column) for row in rows for column in columns]


_grid_cell = partial(tuple.__new__, GridCell)
"""A cell from all its fields, without the detour over a constructor written in Python."""


@value
class Grid:
    """A table's grid: the positions of its lines and its cells, top to bottom and left to right."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]
    ruled: bool = True
    sure: float = 1.0
    """Confidence of its rows."""

    @property
    def box(self) -> Box:
        """The outline."""
        return box_of((self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]))


class TooManyRulesError(Exception):
    """The rules of a page are too many to look for tables."""


Group = tuple[tuple[Rule, ...], tuple[Rule, ...]]
"""Horizontal and vertical rules that cross or touch each other."""


def find_grids(rules: Rules, known: dict[Group, list[Grid]]) -> list[Grid]:
    """The ruled tables of a page; `known` keeps those of each group of rules, in case the page is looked at again with
    further rules elsewhere. Raises TooManyRulesError."""
    grids: list[Grid] = []
    for group in _touching(rules):
        if group not in known:
            known[group] = _grids_of(group)
        grids.extend(known[group])
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _grids_of(group: Group) -> list[Grid]:
    across, down = _framed(join_rules(group[0]), join_rules(group[1]))
    return find_grid_cells(across, down) if len(across) >= 2 and len(down) >= 2 else []


def shade_edges(grid: Grid, fills: Sequence[Box]) -> list[Rule]:
    """Where shading ends across the whole width of a table though no rule is drawn: a shaded heading."""
    left, top, right, bottom = grid.box
    starting: dict[float, float] = defaultdict(float)  # shaded width by height
    ending: dict[float, float] = defaultdict(float)
    for x0, begin, x1, end in fills:
        if x1 > left and x0 < right and end > top - SNAP and begin < bottom + SNAP:
            starting[begin] += x1 - x0
            ending[end] += x1 - x0
    found: list[Rule] = []
    for at in _positions(set(ending)):
        row = bisect_left(grid.rows, at - SNAP)
        if not top < at < bottom or grid.rows[row] <= at + SNAP:
            continue
        ends = sum([width for y, width in ending.items() if abs(y - at) <= SNAP])
        goes_on = sum([width for y, width in starting.items() if abs(y - at) <= SNAP])
        if ends - goes_on >= COVERED * (right - left):
            found.append(Rule(at, left, right))
    return found


def find_grid_cells(across: list[Rule], down: list[Rule], *, ruled: bool = True) -> list[Grid]:
    """The tables among these rules, each as a grid. Raises TooManyRulesError."""
    if len({r.at for r in across}) > MAX_GRID_LINES or len({r.at for r in down}) > MAX_GRID_LINES:
        raise TooManyRulesError
    return [_grid(group, ruled=ruled) for group in group_cells(find_cells(across, down))]


def _touching(rules: Rules) -> list[Group]:
    """Groups of rules that cross or touch each other: at most one table each, mostly."""
    across, down = list(rules.across), list(rules.down)
    if len(across) + len(down) > MAX_RULES or len(across) * len(down) > MAX_RULES * 100:
        raise TooManyRulesError
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    reaches = sorted([(y, start - SNAP, end + SNAP, n) for n, (y, start, end) in enumerate(across)])
    heights = [reach[0] for reach in reaches]
    for m, (x, top, bottom) in enumerate(down, start=len(across)):
        first, last = bisect_left(heights, top - SNAP), bisect_right(heights, bottom + SNAP)
        for _, start, end, n in reaches[first:last]:
            if start <= x <= end and parent[n] != parent[m]:
                parent[root(n)] = root(m)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n, rule in enumerate(across + down):
        groups.setdefault(root(n), ([], []))[n >= len(across)].append(rule)
    return [(tuple(across), tuple(down)) for across, down in groups.values() if across and down]


def _framed(across: list[Rule], down: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """The rules with those parts of the outline added that were not drawn but where rules end in line."""
    ys, xs = [rule.at for rule in across], [rule.at for rule in down]
    left, right = min([*xs, *(r.start for r in across)]), max([*xs, *(r.end for r in across)])
    top, bottom = min([*ys, *(r.start for r in down)]), max([*ys, *(r.end for r in down)])
    new_down = [
        *_missing(left, (top, bottom), [r.at for r in across if r.start - left <= LINED_UP], down),
        *_missing(right, (top, bottom), [r.at for r in across if right - r.end <= LINED_UP], down),
    ]
    new_across = [
        *_missing(top, (left, right), [r.at for r in down if r.start - top <= LINED_UP], across),
        *_missing(bottom, (left, right), [r.at for r in down if bottom - r.end <= LINED_UP], across),
    ]
    if not new_down and not new_across:
        return across, down
    return join_rules(across + new_across), join_rules(down + new_down)


def _missing(at: float, ends: tuple[float, float], arriving: list[float], parallel: list[Rule]) -> list[Rule]:
    """What is missing of one side of an outline: all of it, or the parts between rules that arrive there."""
    drawn = [rule for rule in parallel if abs(rule.at - at) <= LINED_UP]
    if not drawn or sum(rule.length for rule in drawn) < (1 - COVERED) * (ends[1] - ends[0]):
        stands_out = bool(arriving) and min((abs(rule.at - at) for rule in parallel), default=0.0) >= STANDS_OUT
        return [Rule(at, *ends)] if len(arriving) >= 2 or stands_out else []
    if any(rule.start - LINED_UP <= ends[0] and ends[1] <= rule.end + LINED_UP for rule in drawn):
        return []  # nearly every side that is drawn at all
    return [
        Rule(at, a, b)
        for a, b in pairwise(sorted(arriving))
        if not any(rule.start - LINED_UP <= (a + b) / 2 <= rule.end + LINED_UP for rule in drawn)
    ]


def _grid(boxes: list[Box], *, ruled: bool) -> Grid:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    xs, ys = _rounded({*lefts, *rights}), _rounded({*tops, *bottoms})
    columns, rows = _positions(set(xs.values())), _positions(set(ys.values()))
    column_of = {x: _index(columns, rounded) for x, rounded in xs.items()}
    row_of = {y: _index(rows, rounded) for y, rounded in ys.items()}
    cells: list[GridCell] = []
    for x0, top, x1, bottom in boxes:
        row, column = row_of[top], column_of[x0]
        rowspan, colspan = row_of[bottom] - row or 1, column_of[x1] - column or 1
        cells.append(_grid_cell((row, column, rowspan, colspan, box_of((xs[x0], ys[top], xs[x1], ys[bottom])))))
    cells.sort(key=_BEGINNING)
    return Grid(tuple(columns), tuple(rows), tuple(cells), ruled)


def _rounded(values: set[float]) -> dict[float, float]:
    """Each position to a hundredth of a point."""
    return {value: round(value, 2) for value in values}


def _positions(values: set[float]) -> list[float]:
    """Distinct positions in order."""
    ordered = sorted(values)
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > SAME_EDGE]


def _index(positions: list[float], value: float) -> int:
    return min(bisect_left(positions, value - SAME_EDGE), len(positions) - 1)
