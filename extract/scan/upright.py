"""Which side of a page is up, how far it is skewed, and the way back from the upright page to the one that was given.

Rows of text make the profile of a page's rows uneven, whichever side is up; the recogniser tells up from down: letters
on their head read badly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.scan.raster import Pixels
from schemas.page import Box, Page

TURNED = "rotated_"
DESKEWED = "deskewed_"
"""Beginnings of the steps of a page that was turned; degrees clockwise follow."""
_SEARCH = ((50, 0.5, 5.0), (75, 0.1, 0.4), (100, 0.02, 0.08))
"""Resolution, step and reach in degrees of each round of the search for the skew."""
_LEAST_DEGREES = 0.04
_SURE = 0.9
"""Mean score of a few lines from which a page counts as upright without looking at its other sides."""
_MARGIN = 0.08
"""How much better another side must read before a page is turned."""
_TURN_CODES = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

Darkness = npt.NDArray[np.float32]
ScoreLines = Callable[[Pixels], float]
"""Mean score of a few lines of a page held one way up: 0.0 where there is nothing to read."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page was turned: `turned` degrees clockwise, then `skew` degrees clockwise about its centre."""

    turned: int
    skew: float
    width: float
    height: float
    """Size of the upright page in points."""

    def to_given(self, box: Box) -> Box:
        """A box on the upright page as the smallest box that holds it on the page as given."""
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        back = [self._turn_back(*self._skew_back(x, y)) for x, y in corners]
        xs, ys = [x for x, _ in back], [y for _, y in back]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @classmethod
    def of(cls, page: Page) -> Pose:
        """The pose that a page's steps tell of; boxes of the page go back to the picture it was read from by it."""
        turned, skew = 0, 0.0
        for step in page.steps:
            if step.startswith(TURNED):
                turned = int(step.removeprefix(TURNED))
            elif step.startswith(DESKEWED):
                skew = float(step.removeprefix(DESKEWED))
        return cls(turned, skew, page.width or 0.0, page.height or 0.0)

    def steps(self) -> tuple[str, ...]:
        """The names under which a page keeps its pose."""
        turned = (f"{TURNED}{self.turned}",) if self.turned else ()
        return turned + ((f"{DESKEWED}{self.skew:g}",) if self.skew else ())

    def _skew_back(self, x: float, y: float) -> tuple[float, float]:
        angle = math.radians(-self.skew)
        dx, dy = x - self.width / 2, y - self.height / 2
        return (
            self.width / 2 + dx * math.cos(angle) - dy * math.sin(angle),
            self.height / 2 + dx * math.sin(angle) + dy * math.cos(angle),
        )

    def _turn_back(self, x: float, y: float) -> tuple[float, float]:
        if self.turned == 90:
            return y, self.width - x
        if self.turned == 180:
            return self.width - x, self.height - y
        if self.turned == 270:
            return self.height - y, x
        return x, y


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """Turn clockwise by 0, 90, 180 or 270 degrees."""
    code = _TURN_CODES.get(degrees)
    return pixels if code is None else cv2.rotate(pixels, code).astype(np.uint8, copy=False)


def find_turn(grey: Pixels, dpi: float, score: ScoreLines) -> int:
    """Degrees clockwise by which a page must be turned to stand upright."""
    lying = _row_contrast(grey.T, dpi) > 1.5 * _row_contrast(grey, dpi)
    scores: dict[int, float] = {}
    for degrees in (90, 270, 0, 180) if lying else (0, 180, 90, 270):
        scores[degrees] = score(turn(grey, degrees))
        if scores[degrees] >= _SURE:
            return degrees
    best = max(scores, key=lambda degrees: scores[degrees])
    return best if scores[best] > scores[0] + _MARGIN else 0


def _reduced(grey: Pixels, dpi: float, to: float) -> Darkness:
    """Darkness at a low resolution, paper at zero."""
    scale = min(1.0, to / dpi)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = (255 - small).astype(np.float32)
    dark[dark < 60] = 0
    return dark


def _row_contrast(grey: Pixels, dpi: float) -> float:
    """How uneven the rows of a page are, relative to its ink; text lines across make it large."""
    dark = _reduced(np.ascontiguousarray(grey), dpi, 50)
    dark = np.minimum(dark, 160)
    steps = np.diff(dark.mean(axis=1))
    return float((steps**2).sum() / max(1e-6, dark.mean() ** 2) / max(1, dark.shape[0]))


def find_skew(grey: Pixels, dpi: float) -> float:
    """Degrees clockwise by which an upright page must be turned to be straight, within 5 degrees; 0.0 if it is."""
    best = 0.0
    for at_dpi, step, reach in _SEARCH:
        dark = _reduced(grey, dpi, at_dpi)
        tried = best + np.arange(-reach, reach + step / 2, step)
        if not dark.any():
            return 0.0
        best = max((float(degrees) for degrees in tried), key=lambda degrees: _contrast(dark, degrees))
    return 0.0 if abs(best) < _LEAST_DEGREES else round(best, 2)


def _contrast(dark: Darkness, degrees: float) -> float:
    """How uneven the rows of a page are when it is turned clockwise by a small angle."""
    height, width = dark.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    rows = cv2.warpAffine(dark, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


def straighten(pixels: Pixels, degrees: float) -> Pixels:
    """Turn clockwise by a small angle about the centre; what comes in from outside is paper."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255.0, 255.0, 255.0))
    return turned.astype(np.uint8, copy=False)
