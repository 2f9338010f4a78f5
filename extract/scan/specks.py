"""Dirt on a page: the dots of a fax, taken out of black and white, and specks, told from letters by their size."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extract.scan.raster import Flags, Pixels

_SPECK = 2.2
"""Pixels, at 100 dpi, below which ink on a fax is dirt; elsewhere a dot may be smaller."""
_MANY_SPECKS = 400
_BLACK = 170
_DOT = 1.12
"""Pixels, at 100 dpi, that no full stop of 8 points has."""
_LARGE_DOT = 3.4
"""Pixels, at 100 dpi, of the largest dots; a full stop may have as many, and stands beside a letter."""
_LETTER = 6.0
_FAR_INCH = 0.12
_MOST = 98
"""Per cent of the dots far from text that are no larger than the largest dot counted as dirt."""
_BESIDE_INCH = 0.025
_PARTNER_INCH = 0.07
_BY_LABEL_INCH = 0.5

Places = npt.NDArray[np.int32]


def without_dots(grey: Pixels, dpi: float) -> tuple[Pixels, bool]:
    """A page of black and white without its dirt, and whether it is full of it.

    How large the dots are shows far from all letters. Of that size they go: those too small for a full stop wherever
    they stand, larger ones where they stand alone.
    """
    black = (grey < _BLACK).astype(np.uint8)
    _, marks, boxes, _ = cv2.connectedComponentsWithStats(black, connectivity=8)
    labels, stats = np.asarray(marks, np.int32), np.asarray(boxes, np.int32)
    unit = (dpi / 100) ** 2
    small = np.flatnonzero(stats[:, 4] < unit * _LARGE_DOT)
    if small.size < _MANY_SPECKS:
        return grey, False
    letters: Flags = stats[:, 4] >= unit * _LETTER
    letters[0] = False
    text = letters[labels].astype(np.uint8)
    x, y = stats[small, 0] + stats[small, 2] // 2, stats[small, 1] + stats[small, 3] // 2
    areas = stats[small, 4]
    dotted = _paired(y, x, dpi)
    far = ~_is_near(text, x, y, dpi * _FAR_INCH, dpi * _FAR_INCH) & ~dotted
    if np.count_nonzero(far) < _MANY_SPECKS / 4:
        return grey, False
    largest = float(np.percentile(areas[far], _MOST))
    alone = ~_is_near(text, x, y, dpi * _BESIDE_INCH, dpi * _BESIDE_INCH) & ~dotted
    alone &= ~(_is_near(text, x, y, dpi * _BY_LABEL_INCH, dpi * _BESIDE_INCH) & _paired(x, y, dpi))
    dirt = np.zeros(len(stats), np.bool_)
    dirt[small[(areas <= largest) & ((areas < unit * _DOT) | alone)]] = True
    marked = dirt[labels].astype(np.uint8)
    halo = cv2.dilate(marked, np.ones((3, 3), np.uint8)) > 0
    keep = cv2.dilate(black & (1 - marked), np.ones((3, 3), np.uint8)) > 0
    return np.where(halo & (~keep | (marked > 0)), 255, grey).astype(np.uint8), True


def _is_near(text: Pixels, x: Places, y: Places, across: float, down: float) -> Flags:
    """Which points have text within so many pixels beside, above or below."""
    reach = np.ones((2 * max(2, round(down)) + 1, 2 * max(2, round(across)) + 1), np.uint8)
    return np.asarray(cv2.dilate(text, reach)[y, x] > 0, np.bool_)


def _paired(x: Places, y: Places, dpi: float) -> Flags:
    """Which points have another straight above or below within a line, as the two dots of a colon have.

    With x and y exchanged: which stand in a row of dots.
    """
    order = np.lexsort((y, x))
    paired = np.zeros(len(x), np.bool_)
    slack, reach = dpi / 200, dpi * _PARTNER_INCH
    for place, n in enumerate(order):
        for m in order[place + 1 :]:
            if x[m] - x[n] > slack:
                break
            if reach / 4 < abs(int(y[m]) - int(y[n])) < reach:
                paired[n] = paired[m] = True
    return paired


def without_specks(ink: Pixels, dpi: float, *, cleaned: bool = False) -> tuple[Pixels, bool]:
    """Ink without dirt, and whether the page is full of it; if it is not, a small dot may be part of a colon.

    What is small on a page that was cleaned before are dots of letters.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    unit = (dpi / 100) ** 2
    small = (stats[:, 4] < unit * _SPECK) | ((stats[:, 2] < dpi / 90) & (stats[:, 3] < dpi / 90))
    specked = not cleaned and int(np.count_nonzero(small)) > _MANY_SPECKS
    if not specked:
        small = stats[:, 4] < unit
    small[0] = True
    kept = np.where(small, 0, 255).astype(np.uint8)
    return kept[labels], specked


def blanked(grey: Pixels, ink: Pixels, dpi: float) -> Pixels:
    """Grey values with all that is far from kept ink turned to paper."""
    reach = max(3, round(dpi / 50))
    near = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
    return np.where(near > 0, grey, 255).astype(np.uint8)
