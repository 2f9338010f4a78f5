"""From PDFium's characters to glyphs that stand where a reader sees them.

Repairs, each where it belongs: surrogate halves joined, the line-end hyphen (U+0002) and private-use bullets given
their character, text that nobody can see taken out, text drawn twice to look bold taken once. The page is turned so
that most of its text runs from left to right, whether /Rotate or the content itself turned it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from extract.pdf.characters import HYPHEN, RawText
from extract.pdf.drawing import Drawing
from extract.pdf.pdfium import Floats, PageFrame
from extract.symbols import symbols
from schemas.value import value

HYPHENS_AT_LINE_END = (HYPHEN, 0xFFFE)
"""How PDFium gives a hyphen that it takes for hyphenation."""
REPLACEMENT = 0xFFFD
WHITE = 250
"""Red, green and blue from here on are taken for white."""
DARK = 200
"""A filled box with a channel below this is no paper: white text on it is seen."""
TINIEST = 1.0
"""Points; smaller text cannot be read by anyone."""
DOUBLE = 0.12
"""Em; the same glyph drawn again nearer than this is drawn to look bold."""

_ROWS, _LINE = 2.0**13, 2.0**14
"""Baselines of a page, and places on one, that a key tells apart."""
_FIRST_SURROGATE = 0xD800
"""Code points below this, white space and control characters apart, are what they seem."""
_UPSIDE_DOWN, _SLANTED, _UNSEEN = 2, -1, -2
"""How glyphs that are not read stand to the frame: quarter turns, or why there are none."""


@value
class Frame:
    """The page as read: `width`, `height` in points, `turns` quarter turns clockwise from the content's own axes.

    `turned` quarter turns beyond /Rotate: not 0 where the content itself lies on its side.
    """

    page: PageFrame
    turns: int
    width: float
    height: float

    @property
    def turned(self) -> int:
        """Quarter turns clockwise by which the page as displayed was turned to be read."""
        return (self.turns - self.page.turns) % 4

    def place(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Page coordinates (y up) to points from the top left of the frame (y down)."""
        left, bottom, right, top, _ = self.page
        if self.turns == 0:
            return x - left, top - y
        if self.turns == 1:
            return y - bottom, x - left
        if self.turns == 2:
            return right - x, y - bottom
        return top - y, right - x

    def boxes(self, boxes: Floats) -> Floats:
        """(n, 4) boxes with corners in any order to x0, top, x1, bottom."""
        if not len(boxes):
            return boxes
        left, bottom, right, top = boxes.T
        (xa, ya), (xb, yb) = self.place(left, bottom), self.place(right, top)
        return np.array([np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)]).T


@value
class Glyphs:
    """Parallel arrays in content order: code point, left, right, baseline, size in points, text object,
    whether its font is bold, number of its font, what stands before it (see `RawText`)."""

    code: NDArray[np.uint32]
    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    owner: NDArray[np.intp]
    bold: NDArray[np.bool_]
    font: NDArray[np.intp]
    spaced: NDArray[np.int8]

    def __len__(self) -> int:
        """How many."""
        return len(self.code)

    def pick(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Glyphs:
        """A part of the glyphs, by mask or index."""
        return Glyphs(
            self.code[which],
            self.x0[which],
            self.x1[which],
            self.base[which],
            self.size[which],
            self.owner[which],
            self.bold[which],
            self.font[which],
            self.spaced[which],
        )


_ALL = slice(None)
_NONE = np.zeros(0)
_NO_INDEX = np.zeros(0, np.intp)
NO_GLYPHS = Glyphs(
    np.zeros(0, np.uint32),
    _NONE,
    _NONE,
    _NONE,
    _NONE,
    _NO_INDEX,
    np.zeros(0, np.bool_),
    _NO_INDEX,
    np.zeros(0, np.int8),
)


@value
class PageGlyphs:
    """The glyphs of a page: `level` run along the frame; `upward` and `downward` run at right angles to it and stand
    in frames of their own (see `side_frames`); `slanted` and `hidden` are texts that are not read."""

    frame: Frame
    level: Glyphs
    upward: Glyphs
    downward: Glyphs
    slanted: str
    hidden: str
    unknown: int
    """Glyphs whose character the font does not say."""


def settle(raw: RawText, page: PageFrame, drawing: Drawing, *, under_picture: bool = False) -> PageGlyphs:
    """Repair, sort out and place the characters of a page; `under_picture`: its invisible text is an OCR program's."""
    codes, keep, unknown = _known(raw.codes)
    turns = _turns_of_objects(raw)
    sizes = np.abs(raw.sizes) * np.hypot(raw.matrices[:, 2], raw.matrices[:, 3])
    hidden = _hidden(raw, sizes, drawing, under_picture=under_picture) & keep
    seen = keep & ~hidden
    if (turns == page.turns).all() and seen.all():
        frame = _frame_for(page, page.turns)
        level, upward, downward, slanted = _glyphs(raw, codes, sizes, frame), NO_GLYPHS, NO_GLYPHS, ""
    else:
        frame = _frame_for(page, _main_turns(turns[raw.owner], codes, page.turns))
        turned = np.where(seen, ((turns - frame.turns) % 4)[raw.owner], _UNSEEN)
        turned[seen & (turns < 0)[raw.owner]] = _SLANTED
        parts = [_glyphs(raw, codes, sizes, _frame_for(page, (frame.turns + n) % 4), turned == n) for n in (0, 1, 3)]
        level, upward, downward = parts
        slanted = _text_of(codes[(turned == _UPSIDE_DOWN) | (turned == _SLANTED)])
    return PageGlyphs(
        frame=frame,
        level=_with_operators(_without_doubles(level), raw.font_names),
        upward=upward,
        downward=downward,
        slanted=slanted,
        hidden=_text_of(codes[hidden]),
        unknown=unknown,
    )


def _known(units: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.bool_], int]:
    """Code points for UTF-16 units, odd ones given their character; which to keep; how many have no character."""
    if units.min(initial=_FIRST_SURROGATE) >= 0x20 and units.max(initial=0) < _FIRST_SURROGATE:
        return units, np.ones(len(units), np.bool_), 0  # nearly every page
    codes, keep = _joined_surrogates(units)
    codes, unknown = _repaired(codes)
    return codes, keep, unknown


def _joined_surrogates(units: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Code points for UTF-16 units, and which to keep: the second half of a pair goes, a lone half becomes U+FFFD."""
    keep = np.ones(len(units), np.bool_)
    surrogate = (units >= _FIRST_SURROGATE) & (units < 0xE000)
    units = units.copy()
    high = np.flatnonzero(surrogate[:-1] & (units[:-1] < 0xDC00) & (units[1:] >= 0xDC00) & surrogate[1:])
    units[high] = 0x10000 + ((units[high] - 0xD800) << 10) + (units[high + 1] - 0xDC00)
    keep[high + 1] = False
    lone = surrogate.copy()
    lone[high] = lone[high + 1] = False
    units[lone] = REPLACEMENT
    return units, keep


def _repaired(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], int]:
    """Odd codes given their character; how many have none."""
    odd = (
        (codes < 0x20)
        | ((codes >= 0xE000) & (codes < 0xF900))
        | (codes > 0x10FFFF)
        | (codes >= REPLACEMENT) & (codes <= 0xFFFF)
    )
    places = np.flatnonzero(odd)
    table = symbols()
    codes = codes.copy()
    unknown = 0
    for place, code in zip(places.tolist(), codes[places].tolist(), strict=True):
        if code in HYPHENS_AT_LINE_END:
            codes[place] = ord("-")
        else:
            codes[place] = table.get(code, REPLACEMENT)
            unknown += code not in table
    return codes, unknown


def _turns_of_objects(raw: RawText) -> NDArray[np.int64]:
    """Quarter turns (clockwise) that set each object's text upright; -1 where it is slanted."""
    a, b = raw.matrices[:, 0], raw.matrices[:, 1]
    if not b.any() and (a > 0).all() and (raw.sizes >= 0).all():
        return np.zeros(len(a), np.int64)
    angle = np.degrees(np.arctan2(b, a)) + np.where(raw.sizes < 0, 180.0, 0.0)
    turns = np.rint(angle / 90)
    return np.where(np.abs(angle - turns * 90) <= 3.0, turns.astype(np.int64) % 4, -1)


def _main_turns(turns: NDArray[np.int64], codes: NDArray[np.uint32], displayed: int) -> int:
    counts = np.bincount(turns[(turns >= 0) & (codes > 0x20)], minlength=4)
    best = int(counts.argmax())
    return best if counts[best] > counts[displayed] else displayed


def _frame_for(page: PageFrame, turns: int) -> Frame:
    width, height = page.right - page.left, page.top - page.bottom
    return Frame(page, turns, *((height, width) if turns % 2 else (width, height)))


def _glyphs(
    raw: RawText,
    codes: NDArray[np.uint32],
    sizes: NDArray[np.float32],
    frame: Frame,
    which: NDArray[np.bool_] | slice = _ALL,
) -> Glyphs:
    codes = codes[which]
    if not len(codes):
        return NO_GLYPHS
    left, top, right, bottom = raw.boxes[which].T.astype(np.float64)
    one, _ = frame.place(left, top)
    other, _ = frame.place(right, bottom)
    _, base = frame.place(*raw.origins[which].T)
    owner = raw.owner[which]
    bold = np.array([_is_bold(name) for name in raw.font_names], dtype=np.bool_)[raw.fonts]
    return Glyphs(
        codes,
        np.minimum(one, other),
        np.maximum(one, other),
        base,
        sizes.astype(np.float64)[owner],
        owner,
        bold[owner],
        raw.fonts[owner],
        raw.spaced[which],
    )


@cache
def _is_bold(font_name: str) -> bool:
    name = font_name.casefold()
    return "bold" in name or "black" in name or "heavy" in name


def _hidden(raw: RawText, sizes: NDArray[np.float32], drawing: Drawing, *, under_picture: bool) -> NDArray[np.bool_]:
    """Characters that nobody sees: painted by no ink, white on paper, transparent, or too small."""
    colours = raw.colours
    unpainted = np.zeros_like(raw.invisible) if under_picture else raw.invisible
    gone = unpainted | (colours[:, 3] == 0) | (sizes < TINIEST)
    white = (colours[:, 0] >= WHITE) & (colours[:, 1] >= WHITE) & (colours[:, 2] >= WHITE) & ~gone
    hidden = gone[raw.owner]
    if white.any():
        which = np.flatnonzero(white[raw.owner])
        hidden[which[~_on_dark(raw.origins[which], drawing)]] = True
    return np.asarray(hidden, np.bool_)


def _on_dark(points: Floats, drawing: Drawing) -> NDArray[np.bool_]:
    """Which points lie on a dark filled box or on a picture."""
    dark = drawing.filled & (drawing.fills.min(axis=1, initial=255) < DARK)
    grounds = np.vstack([drawing.rectangles[dark], drawing.pictures])
    if not len(grounds):
        return np.zeros(len(points), np.bool_)
    x, y = points[:, 0, None], points[:, 1, None] + 0.5
    inside = (grounds[:, 0] <= x) & (x <= grounds[:, 2]) & (grounds[:, 1] <= y) & (y <= grounds[:, 3])
    return np.asarray(inside.any(axis=1))


def _without_doubles(glyphs: Glyphs) -> Glyphs:
    """Glyphs drawn again within a small part of their size (fake bold, shadows) are taken once."""
    if len(glyphs) < 2 or not _may_double(glyphs):
        return glyphs
    order = np.lexsort((glyphs.x0, np.rint(glyphs.base), glyphs.code))
    code, x0, base, size = (a[order] for a in (glyphs.code, glyphs.x0, glyphs.base, glyphs.size))
    near = DOUBLE * size[1:]
    double = (code[1:] == code[:-1]) & (np.abs(x0[1:] - x0[:-1]) < near) & (np.abs(base[1:] - base[:-1]) < near)
    if not double.any():
        return glyphs
    drop = np.zeros(len(glyphs), np.bool_)
    pairs = np.flatnonzero(double)
    drop[np.maximum(order[pairs], order[pairs + 1])] = True
    return glyphs.pick(~drop)


def _may_double(glyphs: Glyphs) -> bool:
    """Whether any glyph may stand next to its double, told from one sorted key of code, baseline and place.

    Neighbours in the order of the keys differ by less than a few baselines and by next to nothing within them; the
    keys of coordinates too large for this are not looked at.
    """
    near = DOUBLE * float(glyphs.size.max()) + 1 / 16
    if max(np.abs(glyphs.base).max(), np.abs(glyphs.x0).max()) > _LINE / 8:
        return True
    keys = np.sort((glyphs.code * _ROWS + np.rint(glyphs.base)) * _LINE + glyphs.x0)
    apart = (keys[1:] - keys[:-1]) / _LINE
    apart = apart[apart < near + 2]
    return bool((np.abs(apart - np.rint(apart)) * _LINE).min(initial=near) < near)


@cache
def _operators() -> dict[str, dict[str, tuple[str, float]]]:
    table = json.loads(files("extract.pdf").joinpath("letters.json").read_text(encoding="utf-8"))["operators"]
    return {font: {letter: (sign, drop) for letter, (sign, drop) in signs.items()} for font, signs in table.items()}


def _with_operators(glyphs: Glyphs, font_names: tuple[str, ...]) -> Glyphs:
    """Large operators (LaTeX sets its sums in a font of their own, hung from above) as signs on the line's baseline."""
    fonts = {n: signs for n, name in enumerate(font_names) for part, signs in _operators().items() if part in name}
    if not fonts:
        return glyphs
    code, base = glyphs.code.copy(), glyphs.base.copy()
    for n, signs in fonts.items():
        for letter, (sign, drop) in signs.items():
            which = (glyphs.font == n) & (glyphs.code == ord(letter))
            code[which] = ord(sign)
            base[which] += drop * glyphs.size[which]
    return replace(glyphs, code=code, base=base)


def _text_of(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
