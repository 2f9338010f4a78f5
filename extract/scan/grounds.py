"""Dark grounds: headings in light letters on a colour. They are inverted, and their edges part rows as rules do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.scan.raster import Pixels, inked
from extract.scan.rulings import Ruling, Stretch, straight

_SHADED = 150
"""A ground darker than this carries light text."""
_DARKER = 0.6
"""Lines on a ground are darker than this share of its brightness."""
_LINE_INCH = (0.25, 0.12)
"""Least lengths of lines across and down on a ground."""
_LEAST_COLUMNS = 2
"""Vertical rulings that go on below a ground which heads a table."""


class Band(NamedTuple):
    """A dark ground on the straightened page, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_dark(small: npt.NDArray[np.generic], dpi: float) -> Pixels:
    """Rectangles of dark ground, 1 where they are."""
    reach = max(3, int(dpi * 0.07))
    dark = (np.asarray(small) < _SHADED).astype(np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8))
    solid = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((3 * reach, 3 * reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    wanted = np.zeros(count, np.uint8)
    for n in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[n, :5])
        if x == 0 or y == 0 or x + width >= small.shape[1] or y + height >= small.shape[0]:
            continue  # the shadow of a scanner's lid
        block = height > dpi * 0.16 and width > dpi * 0.3 and area > 0.85 * width * height
        wanted[n] = block and area < 0.35 * small.size
    return np.asarray(wanted[labels], np.uint8)


def inverted(grey: Pixels, dark: Pixels, step: int, dpi: float) -> Pixels:
    """Dark grounds inverted, and their edges, which would look like rulings, turned to paper; lines still darker than
    a ground stay lines."""
    kernel = np.ones((2 * step + 5, 2 * step + 5), np.uint8)
    edge = cv2.dilate(dark, kernel) != cv2.erode(dark, kernel)
    turned = grey.copy()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for n in range(1, count):
        x, y, width, height = (int(v) for v in stats[n, :4])
        window = slice(y, y + height), slice(x, x + width)
        own = np.asarray(labels)[window] == n
        ground = float(np.median(grey[window]))
        lighter = np.minimum(255.0, (255.0 - grey[window]) * (255.0 / max(1.0, 255.0 - ground)))
        lighter[_lines_on(grey[window], ground, dpi)] = 0
        turned[window] = np.where(own, lighter, grey[window]).astype(np.uint8)
    return np.where(edge, 255, turned).astype(np.uint8)


def _lines_on(ground: Pixels, brightness: float, dpi: float) -> npt.NDArray[np.bool_]:
    """Lines across and down that are darker than their ground."""
    darker = (ground < _DARKER * brightness).astype(np.uint8)
    across, down = (max(3, int(dpi * inch)) for inch in _LINE_INCH)
    rows = cv2.morphologyEx(darker, cv2.MORPH_OPEN, np.ones((1, across), np.uint8))
    columns = cv2.morphologyEx(darker, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8))
    return np.asarray((rows > 0) | (columns > 0), np.bool_)


def picture_of(dark: Pixels) -> Pixels:
    """Dark grounds as black on white, which can be turned and straightened as the page is."""
    return (255 - 255 * dark).astype(np.uint8)


def bands_of(picture: Pixels | None) -> tuple[Band, ...]:
    """The grounds on a straightened picture of them, from the top down."""
    if picture is None:
        return ()
    count, _, stats, _ = cv2.connectedComponentsWithStats((picture < 128).astype(np.uint8), connectivity=8)
    boxes = [[int(v) for v in stats[n, :4]] for n in range(1, count)]
    return tuple(sorted((Band(x, y, x + w, y + h) for x, y, w, h in boxes), key=lambda band: band.top))


def with_edges(
    horizontal: Sequence[Ruling], vertical: Sequence[Ruling], bands: Sequence[Band], ink: Pixels, dpi: float
) -> tuple[list[Ruling], list[Ruling]]:
    """Rulings of a page with the edges of the dark headings of its tables, and the borders of the columns below them
    carried on through headings that have none of their own."""
    across, down, near = list(horizontal), list(vertical), dpi / 20
    for band in bands:
        if sum(_heads(band, v, near) for v in vertical) < _LEAST_COLUMNS:
            continue
        top = min([h.at for h in horizontal if _runs_along(h, band.top, band, near)], default=band.top)
        edges = [at for at in (top, band.bottom) if not any(_runs_along(h, at, band, near) for h in horizontal)]
        across += [straight(at, band.x0, band.x1) for at in edges]
        inner = ink[band.top + round(near) : band.bottom - round(near)]
        down = [_carried_up(v, top) if _goes_up(band, v, inner, near) else v for v in down]
    return across, down


def _goes_up(band: Band, line: Ruling, inner: Pixels, near: float) -> bool:
    """Whether a border is one of the band too: it ends a little below its upper edge, or no letter stands over it."""
    if not _heads(band, line, near):
        return False
    over = inner[:, max(0, round(line.at) - 2) : round(line.at) + 3]
    return line.start <= band.top + 3 * near or (line.start > band.bottom - near and not inked(over, 1).any())


def _carried_up(line: Ruling, top: float) -> Ruling:
    piece = Stretch(top, line.start, line.at, line.at)
    return replace(line, start=min(top, line.start), pieces=(piece, *line.pieces))


def _heads(band: Band, line: Ruling, near: float) -> bool:
    """Whether a vertical ruling goes on below a band."""
    beside = band.x0 - near <= line.at <= band.x1 + near
    return beside and line.start <= band.bottom + near and line.end >= band.bottom + 2 * near


def _runs_along(line: Ruling, at: float, band: Band, near: float) -> bool:
    return abs(line.at - at) <= near and line.start <= band.x0 + 2 * near and line.end >= band.x1 - 2 * near
