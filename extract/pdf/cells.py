"""The cells that rules enclose: what pdfplumber's TableFinder finds, looked for along the rules.

TableFinder compares every crossing with every other; on a page of this field that alone takes longer than the rest of
the reading. Here each crossing knows the two rules it lies on, and only crossings further along these are looked at.
The cells are the same, in the same order; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.pdf.rules import Rule
from schemas.page import Box

TOLERANCE = 1.0
"""Points; a rule this near to another crosses it (pdfplumber's own tolerance)."""


class _Crossing(NamedTuple):
    """The rules that meet at a point: numbers of vertical and of horizontal ones."""

    down: frozenset[int]
    across: frozenset[int]


Point = tuple[float, float]


def find_cells(across: Sequence[Rule], down: Sequence[Rule]) -> list[Box]:
    """The smallest rectangles whose four corners are crossings joined by rules, by left then top edge."""
    crossings = _crossings(across, down)
    points = sorted(crossings)
    below, right = _along(points, crossings)
    return [cell for point in points if (cell := _cell(point, crossings, below[point], right[point]))]


def _crossings(across: Sequence[Rule], down: Sequence[Rule]) -> dict[Point, _Crossing]:
    found: dict[Point, tuple[set[int], set[int]]] = {}
    levels = [(at, start - TOLERANCE, end + TOLERANCE, n) for n, (at, start, end) in enumerate(across)]
    for m, (x, top, bottom) in enumerate(down):
        for y, start, end, n in levels:
            if top <= y + TOLERANCE and bottom >= y - TOLERANCE and start <= x <= end:
                verticals, horizontals = found.setdefault((x, y), (set(), set()))
                verticals.add(m)
                horizontals.add(n)
    return {point: _Crossing(frozenset(v), frozenset(h)) for point, (v, h) in found.items()}


def _along(
    points: list[Point], crossings: dict[Point, _Crossing]
) -> tuple[dict[Point, list[Point]], dict[Point, list[Point]]]:
    """For each crossing those further down, and those further right, on one of its rules, nearest first."""
    columns: dict[float, list[Point]] = {}
    rows: dict[float, list[Point]] = {}
    for point in points:
        columns.setdefault(point[0], []).append(point)
        rows.setdefault(point[1], []).append(point)
    below: dict[Point, list[Point]] = {}
    right: dict[Point, list[Point]] = {}
    for line in columns.values():
        for n, point in enumerate(line):
            rules = crossings[point].down
            below[point] = [other for other in line[n + 1 :] if not rules.isdisjoint(crossings[other].down)]
    for line in rows.values():
        for n, point in enumerate(line):
            rules = crossings[point].across
            right[point] = [other for other in line[n + 1 :] if not rules.isdisjoint(crossings[other].across)]
    return below, right


def _cell(point: Point, crossings: dict[Point, _Crossing], below: list[Point], right: list[Point]) -> Box | None:
    for under in below:
        for beside in right:
            corner = crossings.get((beside[0], under[1]))
            if (
                corner is not None
                and not corner.down.isdisjoint(crossings[beside].down)
                and not corner.across.isdisjoint(crossings[under].across)
            ):
                return Box(point[0], point[1], beside[0], under[1])
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
            if first != n:
                parent[root(n)] = root(first)
    groups: dict[int, list[Box]] = {}
    for n, cell in enumerate(cells):
        groups.setdefault(root(n), []).append(cell)
    return [group for group in groups.values() if len(group) > 1]
