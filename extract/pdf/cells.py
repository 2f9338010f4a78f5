"""The cells that rules enclose: what pdfplumber's TableFinder finds, looked for along the rules.

TableFinder compares every crossing with every other; on a page of this field that alone takes longer than the rest of
the reading. Here each crossing knows the two rules it lies on, and only crossings further along these are looked at.
The cells are the same, in the same order; a test holds the two equal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.pdf.rules import Rule
from schemas.page import Box, box_of

TOLERANCE = 1.0
"""Points; a rule this near to another crosses it (pdfplumber's own tolerance)."""


Point = tuple[float, float]
Crossing = tuple[int, int]
"""The rules that meet at a point, by number: a vertical and a horizontal one.

There is one of each: collinear rules that near each other have been joined before.
"""
Crossings = dict[Point, Crossing]


def find_cells(across: Sequence[Rule], down: Sequence[Rule]) -> list[Box]:
    """The smallest rectangles whose four corners are crossings joined by rules, by left then top edge."""
    crossings = _crossings(across, down)
    below: dict[int, list[Point]] = {}
    right: dict[int, list[Point]] = {}
    corners: list[tuple[Point, list[Point], int, list[Point], int]] = []
    for point in sorted(crossings):  # each rule's crossings, in order along it
        down_rule, across_rule = crossings[point]
        column = below.setdefault(down_rule, [])
        row = right.setdefault(across_rule, [])
        column.append(point)
        row.append(point)
        corners.append((point, column, len(column), row, len(row)))
    found = (_cell(point, column[under:], row[beside:], crossings) for point, column, under, row, beside in corners)
    return [cell for cell in found if cell is not None]


def _crossings(across: Sequence[Rule], down: Sequence[Rule]) -> Crossings:
    levels = sorted((at, start - TOLERANCE, end + TOLERANCE, n) for n, (at, start, end) in enumerate(across))
    heights = [level[0] for level in levels]
    found: Crossings = {}
    for m, (x, top, bottom) in enumerate(down):
        first, last = bisect_left(heights, top - TOLERANCE), bisect_right(heights, bottom + TOLERANCE)
        for y, start, end, n in levels[first:last]:
            if start <= x <= end:
                found[(x, y)] = (m, n)
    return found


def _cell(point: Point, under: list[Point], beside: list[Point], crossings: Crossings) -> Box | None:
    """The smallest cell with its top left corner at a point; `under` and `beside` are the crossings further along."""
    for lower in under:
        level = crossings[lower][1]
        for other in beside:
            if crossings.get((other[0], lower[1])) == (crossings[other][0], level):
                return box_of((point[0], point[1], other[0], lower[1]))
    return None


def group_cells(cells: list[Box]) -> list[list[Box]]:
    """Cells that share corners, one group for each table, single cells left out."""
    parent = list(range(len(cells)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    at_corner: dict[Point, int] = {}
    for n, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            first = at_corner.setdefault(corner, n)
            if parent[first] != parent[n]:
                parent[root(n)] = root(first)
    groups: dict[int, list[Box]] = {}
    for n, cell in enumerate(cells):
        groups.setdefault(root(n), []).append(cell)
    return [group for group in groups.values() if len(group) > 1]
