"""From a picture to dark ink on white paper: stamps, shadows, shaded headings, specks.

Coloured ink is taken out only where it looks like a stamp or a signature: where a large part of a page's ink is
coloured, or it stands in lines, the colour is that of the text and stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.scan import grounds
from extract.scan.options import ScanOptions
from extract.scan.raster import Picture, Pixels
from extract.scan.specks import without_dots

Mask = npt.NDArray[np.bool_]

_SATURATED = 22
"""Difference of the strongest and the weakest channel from which a pixel counts as coloured."""
_DARK = 105
"""A pixel whose strongest channel is below this is dark ink, whatever its hue."""
_COLOURED_TEXT_SHARE = 0.4
"""With more of its ink coloured than this, a page is printed in colour."""
_BINARY_OFFSET = 18
_FINEST_GROUND = 900
"""Pixels of the longer side at which the paper's brightness is estimated."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A prepared page: grey values for reading, ink (255 where ink is) for structure, and what was done."""

    grey: Pixels
    ink: Pixels
    dpi: float
    steps: tuple[str, ...]
    bands: tuple[grounds.Band, ...] = ()
    """Where light text stood on dark ground."""

    def px(self, points: float) -> float:
        """Points to pixels."""
        return points * self.dpi / 72.0


@dataclass(frozen=True, slots=True, eq=False)
class Flattened:
    """Grey values of dark ink on white paper, the names of the steps that changed something, and a picture of the dark
    grounds that were inverted (see `grounds.picture_of`), None where there were none."""

    grey: Pixels
    steps: tuple[str, ...]
    grounds: Pixels | None = None


def flatten(picture: Picture, options: ScanOptions) -> Flattened:
    """The page as dark ink on white paper."""
    dark: Pixels | None = None
    steps: list[str] = []
    if not picture.is_colour:
        grey = picture.pixels
    else:
        grey, removed = _without_colour(picture, options)
        if removed:
            steps.append("colour_removed")
    if options.filter_fax and picture.bilevel:
        grey, specked = without_dots(grey, picture.dpi)
        if specked:
            steps.append("dots_removed")
    if options.divide_background and not picture.bilevel:
        grey, dark = _divide(grey, picture.dpi, options.invert_shaded)
        steps.append("background_divided")
        if dark is not None:
            steps.append("shaded_inverted")
    if options.filter_fax and picture.bilevel:
        grey = cv2.GaussianBlur(grey, (0, 0), picture.dpi / 330).astype(np.uint8, copy=False)
        steps.append("fax_softened")
    return Flattened(grey, tuple(steps), dark)


def _without_colour(picture: Picture, options: ScanOptions) -> tuple[Pixels, bool]:
    """Grey of a colour page; stamps and signatures in coloured ink become paper. Says whether there were any."""
    bgr = picture.pixels
    luminance = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    strongest, weakest = bgr.max(axis=2), bgr.min(axis=2)
    difference = cv2.GaussianBlur(cv2.subtract(strongest, weakest), (0, 0), 1.0)
    coloured = (difference > _SATURATED) & (strongest > _DARK)
    if not options.remove_colour or np.count_nonzero(coloured) < 2e-4 * coloured.size:
        return luminance, False
    dark = strongest <= _DARK
    inked = int(np.count_nonzero(coloured)) + int(np.count_nonzero(dark))
    share = int(np.count_nonzero(coloured)) / max(1, inked)
    blobs = _stamps(coloured, picture.dpi, whole_lines=share > _COLOURED_TEXT_SHARE)
    if not blobs.any():
        return luminance, False
    paper = int(np.percentile(strongest[::4, ::4], 90))
    grey = luminance.copy()
    reach = max(3, round(picture.dpi / 40))
    wide: Mask = cv2.dilate(blobs.astype(np.uint8), np.ones((reach, reach), np.uint8)).astype(bool)
    grey[wide & ~dark] = paper
    return grey, True


def _stamps(coloured: Mask, dpi: float, *, whole_lines: bool) -> Mask:
    """Coloured pixels that belong to something as large as a stamp or a signature and not shaped like text lines."""
    reach = max(3, round(dpi * 0.05))
    joined = cv2.morphologyEx(coloured.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    stamp = np.zeros(count, np.bool_)
    for n in range(1, count):
        width, height, area = int(stats[n, 2]), int(stats[n, 3]), int(stats[n, 4])
        filled = area / max(1, width * height)
        large = min(width, height) > dpi * 0.3 and max(width, height) > dpi * 0.45
        line_like = height < dpi * 0.3 and width > 2 * height
        sheet_like = width > dpi * 2.6 or height > dpi * 2.6 or (filled > 0.8 and width > dpi)
        stamp[n] = large and not sheet_like and not (whole_lines and filled > 0.5) and not line_like
    return np.asarray(stamp[labels] & coloured, np.bool_)


def _divide(grey: Pixels, dpi: float, invert: bool) -> tuple[Pixels, Pixels | None]:
    """Divide by the brightness of the paper; light text on dark ground is inverted first. Gives a picture of where."""
    height, width = grey.shape
    step = max(1, round(max(height, width) / _FINEST_GROUND))
    small = cv2.resize(grey, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    picture: Pixels | None = None
    if invert:
        dark = grounds.find_dark(small, dpi / step)
        if dark.any():
            dark = cv2.resize(dark, (width, height), interpolation=cv2.INTER_NEAREST).astype(np.uint8, copy=False)
            grey, picture = grounds.inverted(grey, dark, step, dpi), grounds.picture_of(dark)
            small = cv2.resize(grey, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    ground = cv2.GaussianBlur(ground, (0, 0), 5)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, ground, scale=255).astype(np.uint8, copy=False), picture


def ink_of(grey: Pixels, dpi: float) -> Pixels:
    """255 where ink is, by a threshold that follows the page."""
    block = int(dpi / 6) | 1
    soft = cv2.GaussianBlur(grey, (0, 0), dpi / 300)
    ink = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY_INV, block, _BINARY_OFFSET)
    return ink.astype(np.uint8, copy=False)
