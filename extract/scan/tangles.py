"""Lines of text under stamps and signatures that were not printed in colour: the engine's detector finds them.

Grey stamps are paler than text and go first; black ones stay, and the words they cross come out with low scores.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extract.scan.engine import OcrEngine
from extract.scan.raster import Pixels
from extract.scan.runs import Run, find_tangles, overlaps, split_lines

_PALER = 70
"""How much lighter than a page's text ink must be to count as a stamp's."""
_INK = 128
_LONG = 5
"""A box this many times as wide as high is a line though a stroke of a signature makes it high."""
_HIGHEST_LONG = 3.0
MAX_TANGLES = 12


def untangle(engine: OcrEngine, grey: Pixels, runs: Sequence[Run], usual: float) -> tuple[Pixels, list[Run], list[Run]]:
    """The page with pale ink taken out, its boxes of text, and boxes of ink that is no text."""
    tangles = find_tangles(runs, usual)[:MAX_TANGLES]
    if not tangles:
        return grey, list(runs), []
    page = grey.copy()
    kept = list(runs)
    drawings: list[Run] = []
    for tangle in tangles:
        caught = [run for run in kept if overlaps(run, tangle)]
        region = _around([tangle, *caught], page, usual)
        page[region] = _without_pale_ink(page[region])
        y, x = region[0].start, region[1].start
        boxes = [Run(x + a, y + b, x + c, y + d) for a, b, c, d in engine.find_lines(page[region])]
        found = _lines_among(boxes, page, usual)
        kept = [run for run in kept if not any(run is other for other in caught)]
        lines = [line for line in found if not any(_mostly_in(line, run) for run in kept)]
        kept = [run for run in kept if not any(_mostly_in(run, line) for line in lines)] + lines
        if not lines:
            drawings.append(tangle)
            kept += [run for run in caught if not overlaps(run, tangle) or run.height < 2.2 * usual]
    return page, kept, drawings


def _lines_among(boxes: Sequence[Run], page: Pixels, usual: float) -> list[Run]:
    """Boxes that have the shape of a line, and of those that hold several the lines that no other box holds."""
    lines = [box for box in boxes if _is_line(box, usual)]
    ink = (page < _INK).astype(np.uint8)
    parts = [part for box in boxes if not _is_line(box, usual) for part in split_lines(ink, box, usual)]
    alone = [part for part in parts if not any(overlaps(part, line) for line in lines)]
    return lines + [part for part in alone if _is_line(part, usual)]


def _is_line(box: Run, usual: float) -> bool:
    """Whether a box has the shape of a line of text; letters that run round a stamp come one by one."""
    if box.width > _LONG * box.height:
        return box.height < _HIGHEST_LONG * usual
    return box.height < 2.2 * usual and box.width > 1.8 * box.height


def _mostly_in(one: Run, other: Run) -> bool:
    """Whether most of one box is covered by another."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > 0 and down > 0 and across * down > 0.5 * one.width * one.height


def _around(boxes: Sequence[Run], page: Pixels, usual: float) -> tuple[slice, slice]:
    """Rows and columns of a region that holds the boxes, with a line's height to spare."""
    pad = round(usual)
    top, bottom = min(b.y0 for b in boxes) - pad, max(b.y1 for b in boxes) + pad
    left, right = min(b.x0 for b in boxes) - pad, max(b.x1 for b in boxes) + pad
    return slice(max(0, top), min(page.shape[0], bottom)), slice(max(0, left), min(page.shape[1], right))


def _without_pale_ink(region: Pixels) -> Pixels:
    """Ink much lighter than the text, and not at its edge, turned to paper."""
    ink = region[region < 200]
    if ink.size < 50:
        return region
    darkest = float(np.percentile(ink, 5))
    near = cv2.erode(region, np.ones((3, 3), np.uint8))
    return np.where(near > darkest + _PALER, 255, region).astype(np.uint8)
