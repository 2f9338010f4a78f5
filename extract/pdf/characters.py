"""The characters of a page as arrays."""

from __future__ import annotations

import ctypes
from string import ascii_letters
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.calls import ADDRESS, NUMBER, Slots, function, numbers, pointer
from extract.pdf.limits import MAX_GLYPHS
from extract.pdf.pdfium import Floats, read_colours
from schemas.value import value

INVISIBLE_MODES = (3, 7)
"""Text render modes that paint nothing: invisible, and clip only."""
NOTHING, GENERATED, TYPED = 0, 1, 2
"""What stands before a character."""
HYPHEN = 0x02
"""How PDFium may give the hyphen at a line's end."""
SAME_HEIGHT = 1e-3
"""Points by which the characters of one object may differ in height and still stand on one baseline."""
LONGEST_NAME = 128
"""Bytes of a font's name, its end included, that are fetched in one call."""

_load_text = function("FPDFText_LoadPage", ADDRESS)
_close_text = function("FPDFText_ClosePage")
_count_chars = function("FPDFText_CountChars", NUMBER)
_text = function("FPDFText_GetText", NUMBER)
_unicode = function("FPDFText_GetUnicode", ctypes.c_uint)
_generated = function("FPDFText_IsGenerated", NUMBER)
_loose_box = function("FPDFText_GetLooseCharBox")
_origin = function("FPDFText_GetCharOrigin")
_text_object = function("FPDFText_GetTextObject", ADDRESS)
_char_matrix = function("FPDFText_GetMatrix")
_font_size = function("FPDFTextObj_GetFontSize")
_render_mode = function("FPDFTextObj_GetTextRenderMode", NUMBER)
_font = function("FPDFTextObj_GetFont", ADDRESS)
_font_name = function("FPDFFont_GetBaseFontName", ctypes.c_size_t)

_BOXES = Slots(ctypes.c_float, 4)
_ORIGINS = Slots(ctypes.c_double, 2, apart=True)
_MATRICES = Slots(ctypes.c_float, 6)
_SIZES = Slots(ctypes.c_float, 1)
_NameBuffer = ctypes.c_char * LONGEST_NAME


def _ink_units() -> NDArray[np.bool_]:
    """For each UTF-16 unit whether it is neither white space nor a mark without width."""
    ink = np.ones(0x10000, np.bool_)
    ink[: 0x20 + 1] = False
    ink[HYPHEN] = True
    ink[0x2000 : 0x200D + 1] = False
    ink[[0xA0, 0xAD, 0x1680, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]] = False
    return ink


def _letter_units() -> NDArray[np.bool_]:
    """For each UTF-16 unit whether it is a plain letter."""
    letter = np.zeros(0x10000, np.bool_)
    letter[list(ascii_letters.encode())] = True
    return letter


_INK, _LETTER = _ink_units(), _letter_units()


@value
class RawText:
    """The visible characters of a page as parallel arrays in content order; white space is told by what follows it.

    `codes` UTF-16 units; `origins` (n, 2) on the baseline; `boxes` (n, 4) left, top, right, bottom by advance width;
    `owner` index of the text object; `spaced` what stands before a character: `NOTHING`, `GENERATED` (white space that
    PDFium made up from the distance) or `TYPED`. Per object: `matrices` (m, 4), `sizes` before the matrix, `invisible`,
    `colours` (m, 4) red, green, blue, alpha (-1: no plain colour), `fonts` index into `font_names`.
    """

    codes: NDArray[np.uint32]
    origins: Floats
    boxes: NDArray[np.float32]
    owner: NDArray[np.intp]
    spaced: NDArray[np.int8]
    matrices: NDArray[np.float32]
    sizes: NDArray[np.float32]
    invisible: NDArray[np.bool_]
    colours: NDArray[np.int32]
    fonts: NDArray[np.intp]
    font_names: tuple[str, ...]
    left_out: int = 0
    """Characters beyond `limits.MAX_GLYPHS`."""
    addresses: frozenset[int] = frozenset()
    """Those of the text objects, for as long as the page is open."""


def read_text(page: Any) -> RawText:
    """All characters of a page."""
    address = _load_text(page)
    text = pointer(address)
    try:
        return _read_text(text, max(_count_chars(text), 0)) if address else _read_text(text, 0)
    finally:
        if address:
            _close_text(text)  # before its page


def _read_text(text: Any, total: int) -> RawText:
    count = min(total, MAX_GLYPHS)
    codes = _read_codes(text, count)
    solid = _INK.take(codes, mode="clip").nonzero()[0]
    objects = _read_objects(text, solid)
    if np.count_nonzero(objects) < len(objects):  # a character without an object is PDFium's own
        solid, objects = solid[objects != 0], objects[objects != 0]
    starts, owner = _distinct(objects)
    first = solid[starts].tolist()
    places = solid.tolist()
    boxes = _BOXES.filled(_loose_box, [text] * len(places), places)
    matrices = _MATRICES.filled(_char_matrix, [text] * len(first), first)
    codes = codes[solid]
    styles = _read_styles(objects[starts], _inside_words(codes, solid, starts))
    fonts, font_names = _read_fonts(styles.fonts)
    return RawText(
        codes=codes,
        origins=_read_origins(text, solid, boxes, matrices, starts, owner),
        boxes=boxes,
        owner=owner,
        spaced=_read_spaces(text, solid, owner),
        matrices=matrices[:, :4],
        sizes=styles.sizes,
        invisible=(styles.modes == INVISIBLE_MODES[0]) | (styles.modes == INVISIBLE_MODES[1]),
        colours=styles.colours,
        fonts=fonts,
        font_names=font_names,
        left_out=total - count,
        addresses=frozenset(objects[starts].tolist()),
    )


def _read_codes(text: Any, count: int) -> NDArray[np.uint32]:
    buffer = np.zeros(count + 1, np.uint16)
    if count and _text(text, 0, count, pointer(buffer.ctypes.data)) == count + 1:
        return buffer[:count].astype(np.uint32)
    return numbers(_unicode, [text] * count, range(count)).astype(np.uint32)


def _read_objects(text: Any, solid: NDArray[np.intp]) -> NDArray[np.int64]:
    """The text object of each character; a stretch between white space lies in one object where its ends do, or where
    the next stretch begins in it too."""
    if not len(solid):
        return np.zeros(0, np.int64)
    breaks = (solid[1:] != solid[:-1] + 1).nonzero()[0]
    starts, ends = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(solid) - 1]))
    first = _ask_objects(text, solid[starts])
    last = first.copy()
    left = np.append(first[1:] != first[:-1], True).nonzero()[0]
    last[left] = _ask_objects(text, solid[ends[left]])
    lengths = ends - starts + 1
    objects = np.repeat(first, lengths)
    split = first != last
    if split.any():
        objects[ends] = last
        inner = np.repeat(split, lengths)
        inner[starts] = inner[ends] = False
        which = inner.nonzero()[0]
        objects[which] = _ask_objects(text, solid[which])
    return objects


def _ask_objects(text: Any, places: NDArray[np.intp]) -> NDArray[np.int64]:
    return numbers(_text_object, [text] * len(places), places.tolist())


def _distinct(objects: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the runs of characters that share an object begin, and the number of the run of each character."""
    if not len(objects):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    begins = np.ones(len(objects), np.bool_)
    np.not_equal(objects[1:], objects[:-1], out=begins[1:])
    return begins.nonzero()[0], begins.cumsum() - 1


def _read_origins(
    text: Any,
    solid: NDArray[np.intp],
    boxes: NDArray[np.float32],
    matrices: NDArray[np.float32],
    starts: NDArray[np.intp],
    owner: NDArray[np.intp],
) -> Floats:
    """Where each character stands on its baseline.

    The matrix of an upright object tells where its first character stands; where the last one stands as high, so do
    all. Of other objects (turned text, vertical writing) every character is asked for.
    """
    heights = matrices[:, 5].astype(np.float64)
    origins = np.empty((len(owner), 2))
    origins[:, 0], origins[:, 1] = boxes[:, 0], heights[owner]
    level = (matrices[:, 1] == 0) & (matrices[:, 0] > 0)
    ends = np.append(starts[1:], len(owner)) - 1
    longer = (level & (ends > starts)).nonzero()[0]
    last = _ORIGINS.filled(_origin, [text] * len(longer), solid[ends[longer]].tolist())
    level[longer] = np.abs(last[:, 1] - heights[longer]) <= SAME_HEIGHT
    if not level.all():
        which = np.flatnonzero(~level[owner])
        origins[which] = _ORIGINS.filled(_origin, [text] * len(which), solid[which].tolist())
    return origins


def _read_spaces(text: Any, solid: NDArray[np.intp], owner: NDArray[np.intp]) -> NDArray[np.int8]:
    """What stands before each character; asked for only between two objects, elsewhere white space counts as typed."""
    spaced = np.zeros(len(solid), np.int8)
    if len(solid) < 2:
        return spaced
    gaps = (solid[1:] != solid[:-1] + 1).nonzero()[0] + 1
    spaced[gaps] = TYPED
    between = gaps[owner[gaps] != owner[gaps - 1]]
    # at a line's end PDFium adds its own line break after a space that was typed
    between = between[_are_generated(text, solid[between] - 1)]
    spaced[between[_are_generated(text, solid[between - 1] + 1)]] = GENERATED
    return spaced


def _are_generated(text: Any, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    return np.asarray(numbers(_generated, [text] * len(places), places.tolist()) == 1)


class _Styles(NamedTuple):
    """How each text object is set: address of its font, size, render mode, colour."""

    fonts: NDArray[np.int64]
    sizes: NDArray[np.float32]
    modes: NDArray[np.int64]
    colours: NDArray[np.int32]

    def pick(self, which: NDArray[np.intp]) -> _Styles:
        """Those of some objects."""
        return _Styles(self.fonts[which], self.sizes[which], self.modes[which], self.colours[which])

    def is_same(self, other: _Styles) -> bool:
        """Whether as many objects are set alike, one by one."""
        fonts, sizes = np.array_equal(self.fonts, other.fonts), np.array_equal(self.sizes, other.sizes)
        return (
            fonts and sizes and np.array_equal(self.modes, other.modes) and np.array_equal(self.colours, other.colours)
        )


def _inside_words(
    codes: NDArray[np.uint32], solid: NDArray[np.intp], starts: NDArray[np.intp]
) -> NDArray[np.bool_] | None:
    """Which objects have nothing but letters inside a word; None where few can, as with most producers."""
    if len(starts) <= len(codes) / 2:
        return None
    letter = _LETTER.take(codes, mode="clip")
    joined = letter[1:] & letter[:-1] & (solid[1:] == solid[:-1] + 1)
    inside = np.zeros(len(codes), np.bool_)
    np.logical_and(joined[1:], joined[:-1], out=inside[1:-1])
    return np.asarray(np.logical_and.reduceat(inside, starts))


def _read_styles(objects: NDArray[np.int64], inside: NDArray[np.bool_] | None) -> _Styles:
    """The styles of text objects; browsers draw each letter as an object of its own, and of those inside a word none
    is asked for where the first and the last letter agree."""
    if inside is not None:
        asked = np.flatnonzero(~inside)
        styles = _ask_styles(objects[asked])
        before = np.flatnonzero(np.diff(asked) > 1)
        if styles.pick(before).is_same(styles.pick(before + 1)):
            return styles.pick(np.cumsum(~inside) - 1)
    return _ask_styles(objects)


def _ask_styles(objects: NDArray[np.int64]) -> _Styles:
    handles = list(map(pointer, objects.tolist()))
    sizes = _SIZES.filled(_font_size, handles)[:, 0]
    return _Styles(numbers(_font, handles), sizes, numbers(_render_mode, handles), read_colours(handles))


def _read_fonts(addresses: NDArray[np.int64]) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    """The number of each object's font, and the names of the fonts in order of appearance."""
    starts, run = _distinct(addresses)
    fonts = addresses[starts].tolist()
    places = {font: n for n, font in enumerate(dict.fromkeys(fonts))}
    return np.array([places[font] for font in fonts], dtype=np.intp)[run], tuple(map(_read_name, places))


def _read_name(font: int) -> str:
    if not font:
        return ""
    buffer = _NameBuffer()
    size = _font_name(pointer(font), buffer, ctypes.c_size_t(LONGEST_NAME))
    if size > LONGEST_NAME:
        buffer = ctypes.create_string_buffer(size)
        _font_name(pointer(font), buffer, ctypes.c_size_t(size))
    return buffer.value.decode("latin-1")
