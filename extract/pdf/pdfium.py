"""PDFium's objects as arrays, by lean ctypes calls.

pypdfium2 opens documents and owns their memory; here its library is called directly, because its objects cost more per
character than a page may take. Three things make it fast: functions that keep the interpreter lock (`PyDLL`: the calls
take less time than giving the lock away), integers as pointers into preallocated arrays, and `map` instead of loops.

Nothing here interprets: coordinates are the page's own (points, y upwards), order is that of the content stream.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2_raw
from numpy.typing import NDArray

from extract.errors import ReadError
from extract.pdf.limits import MAX_GLYPHS

Floats = NDArray[np.float64]

TEXT_OBJECT, PATH_OBJECT, IMAGE_OBJECT, FORM_OBJECT = 1, 2, 3, 5
INVISIBLE_MODES = (3, 7)
"""Text render modes that paint nothing: invisible, and clip only."""

NOTHING, GENERATED, TYPED = 0, 1, 2
"""What stands before a character."""
HYPHEN = 0x02
"""How PDFium may give the hyphen at a line's end."""

_FORMAT_ERROR, _PASSWORD_ERROR, _SECURITY_ERROR = 3, 4, 5
_TAIL = 2048
"""Bytes at the end of a PDF among which its end mark stands."""
_HANDLE = ctypes.c_void_p
_INT = ctypes.c_int


def _library() -> ctypes.PyDLL:
    folder = Path(pypdfium2_raw.__file__).parent
    found = next(path for path in folder.iterdir() if path.name in ("libpdfium.so", "libpdfium.dylib", "pdfium.dll"))
    return ctypes.PyDLL(str(found))


_LIBRARY = _library()


def _function(name: str, *arguments: Any, result: Any = _INT) -> Any:
    function = _LIBRARY[name]
    function.argtypes, function.restype = arguments, result
    return function


_load_page = _function("FPDF_LoadPage", _HANDLE, _INT, result=_HANDLE)
_close_page = _function("FPDF_ClosePage", _HANDLE, result=None)
_page_box = _function("FPDF_GetPageBoundingBox", _HANDLE, _HANDLE)
_rotation = _function("FPDFPage_GetRotation", _HANDLE)
_load_text = _function("FPDFText_LoadPage", _HANDLE, result=_HANDLE)
_close_text = _function("FPDFText_ClosePage", _HANDLE, result=None)
_count_chars = _function("FPDFText_CountChars", _HANDLE)
_text = _function("FPDFText_GetText", _HANDLE, _INT, _INT, _HANDLE)
_unicode = _function("FPDFText_GetUnicode", _HANDLE, _INT, result=ctypes.c_uint)
_generated = _function("FPDFText_IsGenerated", _HANDLE, _INT)
_loose_box = _function("FPDFText_GetLooseCharBox", _HANDLE, _INT, _HANDLE)
_origin = _function("FPDFText_GetCharOrigin", _HANDLE, _INT, _HANDLE, _HANDLE)
_text_object = _function("FPDFText_GetTextObject", _HANDLE, _INT, result=_HANDLE)
_char_matrix = _function("FPDFText_GetMatrix", _HANDLE, _INT, _HANDLE)
_font_size = _function("FPDFTextObj_GetFontSize", _HANDLE, _HANDLE)
_render_mode = _function("FPDFTextObj_GetTextRenderMode", _HANDLE)
_font = _function("FPDFTextObj_GetFont", _HANDLE, result=_HANDLE)
_font_name = _function("FPDFFont_GetBaseFontName", _HANDLE, _HANDLE, ctypes.c_size_t, result=ctypes.c_size_t)
_fill_colour = _function("FPDFPageObj_GetFillColor", _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
count_page_objects = _function("FPDFPage_CountObjects", _HANDLE)
page_object = _function("FPDFPage_GetObject", _HANDLE, _INT, result=_HANDLE)
count_form_objects = _function("FPDFFormObj_CountObjects", _HANDLE)
form_object = _function("FPDFFormObj_GetObject", _HANDLE, ctypes.c_ulong, result=_HANDLE)
object_type = _function("FPDFPageObj_GetType", _HANDLE)
object_matrix = _function("FPDFPageObj_GetMatrix", _HANDLE, _HANDLE)
bounds = _function("FPDFPageObj_GetBounds", _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
stroke_width = _function("FPDFPageObj_GetStrokeWidth", _HANDLE, _HANDLE)
draw_mode = _function("FPDFPath_GetDrawMode", _HANDLE, _HANDLE, _HANDLE)
count_segments = _function("FPDFPath_CountSegments", _HANDLE)
path_segment = _function("FPDFPath_GetPathSegment", _HANDLE, _INT, result=_HANDLE)
segment_point = _function("FPDFPathSegment_GetPoint", _HANDLE, _HANDLE, _HANDLE)
segment_type = _function("FPDFPathSegment_GetType", _HANDLE)
segment_closes = _function("FPDFPathSegment_GetClose", _HANDLE)


def run_calls(calls: Iterable[object]) -> None:
    """Exhaust an iterator of calls at the speed of C."""
    deque(calls, maxlen=0)


def addresses(array: NDArray[Any], column: int = 0) -> range:
    """The addresses of one column of a two-dimensional array, row by row."""
    start = array.ctypes.data + column * array.itemsize
    step = max(array.strides[0], 1)
    return range(start, start + len(array) * step, step)


@contextmanager
def open_document(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF; an empty user password opens an encrypted one. Raises ReadError (encrypted, unsupported, corrupt)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _open_error(error.err_code, data) from error
    try:
        yield document
    finally:
        document.close()


def _open_error(code: int | None, data: bytes) -> ReadError:
    if code == _PASSWORD_ERROR:
        return ReadError("encrypted", "the PDF is encrypted and needs a password")
    if code == _SECURITY_ERROR:
        return ReadError("unsupported", "the PDF is encrypted by a method that is not supported")
    if b"%%EOF" not in data[-_TAIL:] and b" obj" in data:
        return ReadError("truncated", "the PDF ends before its end mark, and no pages can be found in what is there")
    return ReadError("corrupt", "the PDF is damaged: no pages can be found in it")


@contextmanager
def open_page(document: pypdfium2.PdfDocument, index: int) -> Iterator[int | None]:
    """The handle of a page (0-based), None where PDFium cannot load it."""
    page: int | None = _load_page(ctypes.cast(document.raw, _HANDLE).value, index)
    try:
        yield page
    finally:
        if page:
            _close_page(page)


class PageFrame(NamedTuple):
    """The displayed part of a page in its own coordinates, and its /Rotate in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int


def page_frame(page: int) -> PageFrame:
    """The crop box within the media box, with PDFium's repairs of missing or reversed boxes."""
    box = np.zeros(4, np.float32)
    _page_box(page, box.ctypes.data)
    left, top, right, bottom = box.tolist()
    return PageFrame(left, bottom, right, top, _rotation(page) % 4)


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


def read_text(page: int) -> RawText:
    """All characters of a page."""
    text = _load_text(page)
    try:
        return _read_text(text, max(_count_chars(text), 0)) if text else _read_text(0, 0)
    finally:
        if text:
            _close_text(text)  # before its page


def _read_text(text: int, total: int) -> RawText:
    count = min(total, MAX_GLYPHS)
    codes = _read_codes(text, count)
    solid = np.flatnonzero(~_is_blank(codes))
    objects = _read_objects(text, solid)
    if np.isnan(objects).any():  # a character without an object is PDFium's own
        solid, objects = solid[~np.isnan(objects)], objects[~np.isnan(objects)]
    handles, first, owner = _distinct(objects)
    boxes = np.zeros((len(solid), 4), np.float32)
    run_calls(map(_loose_box, repeat(text), solid.tolist(), addresses(boxes)))
    matrices = np.zeros((len(handles), 6), np.float32)
    run_calls(map(_char_matrix, repeat(text), solid[first].tolist(), addresses(matrices)))
    sizes = np.zeros((len(handles), 1), np.float32)
    run_calls(map(_font_size, handles, addresses(sizes)))
    fonts, font_names = _read_fonts(handles)
    modes = np.array(list(map(_render_mode, handles)), dtype=np.int32)
    return RawText(
        codes=codes[solid],
        origins=_read_origins(text, solid, boxes, matrices, first, owner),
        boxes=boxes,
        owner=owner,
        spaced=_read_spaces(text, solid, owner),
        matrices=matrices[:, :4],
        sizes=sizes[:, 0],
        invisible=(modes == INVISIBLE_MODES[0]) | (modes == INVISIBLE_MODES[1]),
        colours=read_colours(handles),
        fonts=fonts,
        font_names=font_names,
        left_out=total - count,
    )


def _is_blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """White space and marks without width."""
    blank = (codes <= 0x20) & (codes != HYPHEN) | (codes == 0xA0) | (codes == 0xAD) | (codes == 0xFEFF)
    high = codes >= 0x1680
    if high.any():
        blank |= high & ((codes == 0x1680) | (codes == 0x3000) | (codes == 0x205F) | (codes == 0x202F))
        blank |= high & (codes >= 0x2000) & (codes <= 0x200D) | (codes == 0x2060)
    return np.asarray(blank)


def _read_objects(text: int, solid: NDArray[np.intp]) -> Floats:
    """The text object of each character; a stretch between white space with both ends in one object lies in it."""
    if not len(solid):
        return np.zeros(0)
    breaks = np.flatnonzero(solid[1:] != solid[:-1] + 1)
    starts, ends = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(solid) - 1]))
    first = np.array(list(map(_text_object, repeat(text), solid[starts].tolist())), dtype=np.float64)
    last = np.array(list(map(_text_object, repeat(text), solid[ends].tolist())), dtype=np.float64)
    objects = np.repeat(first, ends - starts + 1)
    mixed = np.flatnonzero(np.repeat(first != last, ends - starts + 1))
    objects[mixed] = list(map(_text_object, repeat(text), solid[mixed].tolist()))
    return objects


def _distinct(objects: Floats) -> tuple[list[int], NDArray[np.intp], NDArray[np.intp]]:
    """Handles of the runs of characters that share an object, the first character of each, and the run of each."""
    if not len(objects):
        return [], np.zeros(0, np.intp), np.zeros(0, np.intp)
    changes = objects[1:] != objects[:-1]
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1))
    owner = np.concatenate(([0], np.cumsum(changes)))
    return list(map(int, objects[starts].tolist())), starts, owner


def _read_origins(
    text: int,
    solid: NDArray[np.intp],
    boxes: NDArray[np.float32],
    matrices: NDArray[np.float32],
    first: NDArray[np.intp],
    owner: NDArray[np.intp],
) -> Floats:
    """Where each character stands on its baseline.

    Within an object of upright text the baseline lies at one distance from the bottom of the boxes; one question for
    each object is enough. Where the boxes differ in height (fonts that give no ascent) or the text is turned, every
    character is asked for.
    """
    sampled = np.zeros((len(first), 2))
    run_calls(map(_origin, repeat(text), solid[first].tolist(), addresses(sampled), addresses(sampled, 1)))
    corners = boxes[:, [0, 3]].astype(np.float64)
    origins = corners + (sampled - corners[first])[owner]
    height = boxes[:, 1] - boxes[:, 3]
    upright = (matrices[:, 0] > 0) & (np.abs(matrices[:, 1]) < 1e-4 * matrices[:, 0])
    odd = ~upright[owner] | (np.abs(height - height[first][owner]) > 1e-3)
    if odd.any():
        odd = np.bincount(owner, weights=odd)[owner] > 0
        which = np.flatnonzero(odd)
        exact = np.zeros((len(which), 2))
        run_calls(map(_origin, repeat(text), solid[which].tolist(), addresses(exact), addresses(exact, 1)))
        origins[which] = exact
    return origins


def _read_spaces(text: int, solid: NDArray[np.intp], owner: NDArray[np.intp]) -> NDArray[np.int8]:
    """What stands before each character; asked for only between two objects, elsewhere white space counts as typed."""
    spaced = np.zeros(len(solid), np.int8)
    if len(solid) < 2:
        return spaced
    gaps = np.flatnonzero(solid[1:] != solid[:-1] + 1) + 1
    spaced[gaps] = TYPED
    between = gaps[owner[gaps] != owner[gaps - 1]]
    # at a line's end PDFium adds its own line break after a space that was typed
    last = np.array(list(map(_generated, repeat(text), (solid[between] - 1).tolist())), dtype=np.int32)
    first = np.array(list(map(_generated, repeat(text), (solid[between - 1] + 1).tolist())), dtype=np.int32)
    spaced[between[(last == 1) & (first == 1)]] = GENERATED
    return spaced


def _read_codes(text: int, count: int) -> NDArray[np.uint32]:
    buffer = np.zeros(count + 1, np.uint16)
    if count and _text(text, 0, count, buffer.ctypes.data) == count + 1:
        return buffer[:count].astype(np.uint32)
    return np.array(list(map(_unicode, repeat(text, count), range(count))), dtype=np.uint32)


def _read_fonts(handles: list[int]) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    pointers = [pointer or 0 for pointer in map(_font, handles)]
    places = {pointer: n for n, pointer in enumerate(dict.fromkeys(pointers))}
    return np.array([places[pointer] for pointer in pointers], dtype=np.intp), tuple(map(_read_name, places))


def _read_name(font: int) -> str:
    if not font:
        return ""
    size = _font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    _font_name(font, ctypes.addressof(buffer), size)
    return buffer.value.decode("latin-1")


def read_colours(handles: list[int]) -> NDArray[np.int32]:
    """Fill colours (n, 4): red, green, blue, alpha; -1 where an object has no plain colour."""
    colours = np.full((len(handles), 4), -1, np.int32)
    run_calls(map(_fill_colour, handles, *(addresses(colours, n) for n in range(4))))
    return colours
