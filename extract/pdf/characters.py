"""The characters of a page as arrays."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.pdf.calls import ADDRESS, NUMBER, Slots, function, numbers, pointer
from extract.pdf.limits import MAX_GLYPHS
from extract.pdf.pdfium import Floats, read_colours

INVISIBLE_MODES = (3, 7)
"""Text render modes that paint nothing: invisible, and clip only."""
NOTHING, GENERATED, TYPED = 0, 1, 2
"""What stands before a character."""
HYPHEN = 0x02
"""How PDFium may give the hyphen at a line's end."""
SAME_HEIGHT = 1e-3
"""Points by which the boxes of one object may differ in height and still stand at one distance from the baseline."""

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


def _blank_units() -> NDArray[np.bool_]:
    """For each UTF-16 unit whether it is white space or a mark without width."""
    blank = np.zeros(0x10000, np.bool_)
    blank[: 0x20 + 1] = True
    blank[HYPHEN] = False
    blank[0x2000 : 0x200D + 1] = True
    blank[[0xA0, 0xAD, 0x1680, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]] = True
    return blank


_BLANK = _blank_units()


@dataclass(frozen=True, slots=True)
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
    codes = _read_codes(text, min(total, MAX_GLYPHS))
    solid = np.flatnonzero(~_BLANK[np.minimum(codes, 0xFFFF)])
    objects = _read_objects(text, solid)
    if not objects.all():  # a character without an object is PDFium's own
        solid, objects = solid[objects != 0], objects[objects != 0]
    starts, owner = _distinct(objects)
    first = solid[starts].tolist()
    handles = list(map(pointer, objects[starts].tolist()))
    places = solid.tolist()
    boxes = _BOXES.filled(_loose_box, [text] * len(places), places)
    matrices = _MATRICES.filled(_char_matrix, [text] * len(first), first)
    modes = numbers(_render_mode, handles)
    fonts, font_names = _read_fonts(handles)
    return RawText(
        codes=codes[solid],
        origins=_read_origins(text, solid, boxes, matrices, starts, owner),
        boxes=boxes,
        owner=owner,
        spaced=_read_spaces(text, solid, owner),
        matrices=matrices[:, :4],
        sizes=_SIZES.filled(_font_size, handles)[:, 0],
        invisible=(modes == INVISIBLE_MODES[0]) | (modes == INVISIBLE_MODES[1]),
        colours=read_colours(handles),
        fonts=fonts,
        font_names=font_names,
        left_out=total - len(codes),
    )


def _read_codes(text: Any, count: int) -> NDArray[np.uint32]:
    buffer = np.zeros(count + 1, np.uint16)
    if count and _text(text, 0, count, pointer(buffer.ctypes.data)) == count + 1:
        return buffer[:count].astype(np.uint32)
    return numbers(_unicode, [text] * count, range(count)).astype(np.uint32)


def _read_objects(text: Any, solid: NDArray[np.intp]) -> NDArray[np.int64]:
    """The text object of each character; a stretch between white space with both ends in one object lies in it."""
    if not len(solid):
        return np.zeros(0, np.int64)
    breaks = np.flatnonzero(solid[1:] != solid[:-1] + 1)
    starts, ends = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(solid) - 1]))
    texts = [text] * len(starts)
    first = numbers(_text_object, texts, solid[starts].tolist())
    last = numbers(_text_object, texts, solid[ends].tolist())
    objects = np.repeat(first, ends - starts + 1)
    if (first != last).any():
        mixed = np.flatnonzero(np.repeat(first != last, ends - starts + 1))
        objects[mixed] = numbers(_text_object, [text] * len(mixed), solid[mixed].tolist())
    return objects


def _distinct(objects: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the runs of characters that share an object begin, and the number of the run of each character."""
    if not len(objects):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    begins = np.ones(len(objects), np.bool_)
    np.not_equal(objects[1:], objects[:-1], out=begins[1:])
    return np.flatnonzero(begins), np.cumsum(begins) - 1


def _read_origins(
    text: Any,
    solid: NDArray[np.intp],
    boxes: NDArray[np.float32],
    matrices: NDArray[np.float32],
    starts: NDArray[np.intp],
    owner: NDArray[np.intp],
) -> Floats:
    """Where each character stands on its baseline.

    Within an object of upright text the baseline lies at one distance from the bottom of the boxes; one question for
    each object is enough. Where the boxes differ in height (fonts that give no ascent) or the text is turned, every
    character is asked for.
    """
    sampled = _ORIGINS.filled(_origin, [text] * len(starts), solid[starts].tolist())
    corners = boxes[:, 0::3].astype(np.float64)
    origins = corners + (sampled - corners[starts])[owner]
    height = boxes[:, 1] - boxes[:, 3]
    odd = np.abs(height - height[starts][owner]) > SAME_HEIGHT
    upright = (matrices[:, 0] > 0) & (np.abs(matrices[:, 1]) < 1e-4 * matrices[:, 0])
    if not upright.all():
        odd |= ~upright[owner]
    if odd.any():
        which = np.flatnonzero((np.bincount(owner, weights=odd) > 0)[owner])
        origins[which] = _ORIGINS.filled(_origin, [text] * len(which), solid[which].tolist())
    return origins


def _read_spaces(text: Any, solid: NDArray[np.intp], owner: NDArray[np.intp]) -> NDArray[np.int8]:
    """What stands before each character; asked for only between two objects, elsewhere white space counts as typed."""
    spaced = np.zeros(len(solid), np.int8)
    if len(solid) < 2:
        return spaced
    gaps = np.flatnonzero(solid[1:] != solid[:-1] + 1) + 1
    spaced[gaps] = TYPED
    between = gaps[owner[gaps] != owner[gaps - 1]]
    # at a line's end PDFium adds its own line break after a space that was typed
    texts = [text] * len(between)
    last = numbers(_generated, texts, (solid[between] - 1).tolist())
    first = numbers(_generated, texts, (solid[between - 1] + 1).tolist())
    spaced[between[(last == 1) & (first == 1)]] = GENERATED
    return spaced


def _read_fonts(handles: list[Any]) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    fonts = list(map(_font, handles))
    places = {font: n for n, font in enumerate(dict.fromkeys(fonts))}
    return np.array([places[font] for font in fonts], dtype=np.intp), tuple(map(_read_name, places))


def _read_name(font: int) -> str:
    if not font:
        return ""
    size = _font_name(pointer(font), None, ctypes.c_size_t(0))
    buffer = ctypes.create_string_buffer(size)
    _font_name(pointer(font), buffer, ctypes.c_size_t(size))
    return buffer.value.decode("latin-1")
