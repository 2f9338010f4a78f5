"""Where text stands: one box for each stretch of a line that no wide gap and no border interrupts.

The engine's own detector is slower and skips lone digits; ink on a prepared page is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from scipy.ndimage import find_objects

from extract.scan.grid import Grid
from extract.scan.raster import Pixels

MAX_RUNS = 4_000
"""Stretches of text on one page; more are a pattern (a map, a dithered photograph)."""
_WORD_GAP_INCH = 0.13
_LEAST_HEIGHT_INCH = 0.022
_GREATEST_HEIGHT_INCH = 3.0
_ATTACHED = 0.45
"""A component lower than this share of a run's height is a dot, comma or accent of it."""
_DOT = 0.35
_COLON_GAP = 0.6
"""Greatest distance of the two dots of a colon, in line heights."""
_TANGLED = 2.2
"""Ink that hangs together over this many lines, and is no text line, is a stamp, a signature or a drawing."""
_TWO_LINES = 1.75
"""A component this many times as high as most lines holds two of them."""


@dataclass(slots=True)
class Run:
    """A box around a stretch of text, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """y of the middle."""
        return (self.y0 + self.y1) / 2

    def take(self, other: Run) -> None:
        """Grow to hold another box."""
        self.x0, self.y0 = min(self.x0, other.x0), min(self.y0, other.y0)
        self.x1, self.y1 = max(self.x1, other.x1), max(self.y1, other.y1)


def find_runs(
    ink: Pixels, dpi: float, grids: Iterable[Grid] = (), walls: Iterable[tuple[int, int, int]] = ()
) -> list[Run]:
    """Boxes of text on a page without rulings.

    Borders of cells, and walls (x, top, bottom), part what stands close on their two sides.
    """
    reach = max(3, int(dpi * _WORD_GAP_INCH))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8)).astype(np.uint8, copy=False)
    for grid in grids:
        _part(joined, grid)
    for x, top, bottom in walls:
        joined[max(0, top) : bottom + 1, max(0, x - 1) : x + 1] = 0
    boxes = _ink_boxes(joined, ink)
    usual = usual_height(boxes, dpi)
    split = [part for box in boxes for part in split_lines(ink, box, usual)]
    runs = _grouped(split, usual, reach)
    return [run for run in runs if _readable(run, dpi)][:MAX_RUNS]


def find_tangles(runs: Sequence[Run], usual: float) -> list[Run]:
    """Regions where lines of text hang together by a stamp or a signature: boxes far higher than a line."""
    least = _TANGLED * usual
    tangles: list[Run] = []
    for run in sorted(runs, key=lambda r: r.height * r.width):
        if run.height <= least or run.width <= least:
            continue
        grown = Run(run.x0, run.y0, run.x1, run.y1)
        for other in [tangle for tangle in tangles if overlaps(tangle, grown)]:
            grown.take(other)
            tangles.remove(other)
        tangles.append(grown)
    return tangles


def overlaps(one: Run, other: Run) -> bool:
    """Whether two boxes share a point."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _part(joined: Pixels, grid: Grid) -> None:
    """Cut what was joined across the borders of cells."""
    for cell in grid.cells:
        top, bottom = max(0, round(cell.top)), round(cell.bottom) + 1
        for x in (cell.x0, cell.x1):
            joined[top:bottom, max(0, round(x) - 1) : round(x) + 1] = 0
        for y in (cell.top, cell.bottom):
            joined[max(0, round(y) - 1) : round(y) + 1, max(0, round(cell.x0)) : round(cell.x1) + 1] = 0


def _ink_boxes(joined: Pixels, ink: Pixels) -> list[Run]:
    """Boxes around the ink (not the bridges) of each joined component."""
    _, labels = cv2.connectedComponents(joined, connectivity=8)
    found = find_objects(np.where(ink > 0, labels, 0).astype(np.int32))
    return [Run(s[1].start, s[0].start, s[1].stop, s[0].stop) for s in found if s is not None]


def usual_height(boxes: Sequence[Run], dpi: float) -> float:
    """Height of most text lines in pixels, weighted by their length."""
    lines = [(b.height, b.width) for b in boxes if b.height > dpi * 0.05 and b.width > b.height]
    if not lines:
        return dpi * 0.15
    heights, widths = np.array(sorted(lines)).T
    at = np.searchsorted(np.cumsum(widths), widths.sum() / 2)
    return float(heights[min(int(at), len(heights) - 1)])


def split_lines(ink: Pixels, box: Run, usual: float) -> list[Run]:
    """A box that holds several lines (a descender touches the line below) cut where its rows are thinnest."""
    count = round(box.height / (usual * 1.15))
    if box.height < _TWO_LINES * usual or box.width < 2 * usual or count < 2 or count > 40:
        return [box]
    rows = (ink[box.y0 : box.y1, box.x0 : box.x1] > 0).sum(axis=1)
    if rows.max() < box.width * 0.12:
        return [box]
    cuts = [0]
    for n in range(1, count):
        middle = n * box.height / count
        low, high = int(middle - usual * 0.45), int(middle + usual * 0.45) + 1
        low, high = max(cuts[-1] + 2, low), min(box.height - 2, high)
        if high <= low:
            return [box]
        cuts.append(low + int(np.argmin(rows[low:high])))
    cuts.append(box.height)
    if any(rows[c] > 0.4 * float(np.median(rows)) + 1 for c in cuts[1:-1]):
        return [box]
    return [Run(box.x0, box.y0 + a, box.x1, box.y0 + b) for a, b in pairwise(cuts)]


def _grouped(boxes: list[Run], usual: float, reach: int) -> list[Run]:
    """Components of one stretch of a line as one run: dots, accents, commas, broken letters."""
    runs: list[Run] = []
    dots: list[Run] = []
    for box in sorted(boxes, key=lambda b: -b.height * b.width):
        home = next((run for run in runs if _belongs(box, run, usual, reach)), None)
        if home is not None:
            home.take(box)
        elif max(box.height, box.width) < _DOT * usual:
            dots.append(box)
        else:
            runs.append(box)
    return runs + _colons(dots, usual)


def _colons(dots: list[Run], usual: float) -> list[Run]:
    """Dots that belong to no letters, each two above one another as one run, the nearest first.

    Colons of a header stand in a column, where a dot is not far from that of the next line.
    """
    dots.sort(key=lambda dot: dot.x0)
    pairs: list[tuple[int, int, int]] = []
    for n, one in enumerate(dots):
        for m in range(n + 1, len(dots)):
            if dots[m].x0 >= one.x1:
                break
            apart = max(dots[m].y0 - one.y1, one.y0 - dots[m].y1)
            if 0 < apart < _COLON_GAP * usual:
                pairs.append((apart, n, m))
    joined: dict[int, bool] = {}
    for _, n, m in sorted(pairs):
        if n not in joined and m not in joined:
            dots[n].take(dots[m])
            joined |= {n: True, m: False}
    return [dot for n, dot in enumerate(dots) if joined.get(n, True)]


def _belongs(box: Run, run: Run, usual: float, reach: int) -> bool:
    gap = max(box.x0 - run.x1, run.x0 - box.x1)
    if gap > 0:
        # the same row and nearer than a wide gap: closing had failed only because a border or a bar was cut out
        shared = min(box.y1, run.y1) - max(box.y0, run.y0)
        return gap < reach * 0.35 and shared > 0.5 * min(box.height, run.height)
    shared = min(box.y1, run.y1) - max(box.y0, run.y0)
    if shared > 0.5 * min(box.height, run.height):
        return max(box.height, run.height) < 2.2 * usual or box.height < _ATTACHED * run.height
    apart = max(box.y0 - run.y1, run.y0 - box.y1)
    inside = box.x0 >= run.x0 - 2 and box.x1 <= run.x1 + 2
    return inside and box.height < _ATTACHED * min(run.height, usual) and apart < 0.2 * usual


def _readable(run: Run, dpi: float) -> bool:
    low = dpi * _LEAST_HEIGHT_INCH
    if min(run.width, run.height) < 2 or run.height >= dpi * _GREATEST_HEIGHT_INCH:
        return False
    return run.height > 2 * low or run.width > 2 * low or min(run.width, run.height) > low  # colons, dashes, letters
