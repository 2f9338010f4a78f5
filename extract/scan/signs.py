"""The x that multiplies: small or capital by its height on paper, which an engine guesses from the letter alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import regex

from extract.scan.engine import Reading
from extract.scan.raster import Flags, Pixels, inked
from schemas.page import Step

_FACTOR = regex.compile(r"(?<![\p{L}\d])[xX](?=\s?\d)")
_SURE = 0.97
_SMALL = 0.86
"""Share of a figure's height below which the x before it is small; capitals are as high as figures."""
_INK = 128


def with_small_sign(reading: Reading, picture: Pixels) -> tuple[Reading, tuple[Step, ...]]:
    """A reading whose doubted capital x before a figure is small where it is lower than the figure, and the step."""
    text = reading.text
    for match in _FACTOR.finditer(text):
        at = match.start()
        figure = at + 1 + text[at + 1].isspace()
        if text[at] == "X" and reading.scores[at] < _SURE and _is_lower(reading, picture, at, figure):
            text = f"{text[:at]}x{text[at + 1 :]}"
    if text == reading.text:
        return reading, ()
    return replace(reading, text=text), (Step("sign_height", reading.text, text),)


def _is_lower(reading: Reading, picture: Pixels, sign: int, figure: int) -> bool:
    """Whether the ink at one character is much lower than that at another."""
    ink = picture < _INK
    columns: Flags = np.asarray(ink.any(axis=0), np.bool_)
    heights = [_height(ink, columns, round(reading.places[n] * picture.shape[1])) for n in (sign, figure)]
    return 0 < heights[0] < _SMALL * heights[1]


def _height(ink: Flags, columns: Flags, at: int) -> int:
    """Rows from the highest to the lowest ink of what stands around a column, without white in between."""
    near = np.flatnonzero(columns[max(0, at - 2) : at + 3])
    if not near.size:
        return 0
    at = max(0, at - 2) + int(near[near.size // 2])
    white = np.flatnonzero(~columns)
    start = int(white[white < at].max(initial=-1)) + 1
    end = int(white[white > at].min(initial=len(columns)))
    rows = np.flatnonzero(inked(ink[:, start:end].astype(np.uint8), 1))
    return int(rows[-1] - rows[0]) + 1 if rows.size else 0
