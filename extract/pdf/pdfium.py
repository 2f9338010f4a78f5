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
_unmapped = _function("FPDFText_HasUnicodeMapError", _HANDLE, _INT)
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
    if b"%%EOF" not in data[-_TAIL:] and len(data) > _TAIL:
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
    """The characters of a page, those PDFium makes up (spaces, line ends) left out; parallel arrays in content order.

    `codes` UTF-16 units; `origins` (n, 2) on the baseline; `boxes` (n, 4) left, top, right, bottom by advance width;
    `owner` index of the text object. Per object: `matrices` (m, 4), `sizes` before the matrix, `invisible`,
    `colours` (m, 4) red, green, blue, alpha (-1: no plain colour), `fonts` index into `font_names`.
    """

    codes: NDArray[np.uint32]
    origins: Floats
    boxes: NDArray[np.float32]
    owner: NDArray[np.intp]
    matrices: NDArray[np.float32]
    sizes: NDArray[np.float32]
    invisible: NDArray[np.bool_]
    colours: NDArray[np.int32]
    fonts: NDArray[np.intp]
    font_names: tuple[str, ...]
    total: int
    """Characters on the page, of which at most `limits.MAX_GLYPHS` are here."""


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
    objects = np.array(list(map(_text_object, repeat(text, count), range(count))), dtype=np.float64)
    real = np.flatnonzero(~np.isnan(objects))  # a character without object is PDFium's own
    indices = real.tolist()
    origins = np.zeros((len(real), 2))
    run_calls(map(_origin, repeat(text), indices, addresses(origins), addresses(origins, 1)))
    boxes = np.zeros((len(real), 4), np.float32)
    run_calls(map(_loose_box, repeat(text), indices, addresses(boxes)))
    handles, first, owner = _distinct(objects[real])
    matrices = np.zeros((len(handles), 6), np.float32)
    run_calls(map(_char_matrix, repeat(text), real[first].tolist(), addresses(matrices)))
    sizes = np.zeros((len(handles), 1), np.float32)
    run_calls(map(_font_size, handles, addresses(sizes)))
    fonts, font_names = _read_fonts(handles)
    modes = np.array(list(map(_render_mode, handles)), dtype=np.int32)
    return RawText(
        codes=_read_codes(text, count)[real],
        origins=origins,
        boxes=boxes,
        owner=owner,
        matrices=matrices[:, :4],
        sizes=sizes[:, 0],
        invisible=np.isin(modes, INVISIBLE_MODES),
        colours=read_colours(handles),
        fonts=fonts,
        font_names=font_names,
        total=total,
    )


def _distinct(objects: Floats) -> tuple[list[int], NDArray[np.intp], NDArray[np.intp]]:
    """Handles of the runs of characters that share an object, the first character of each, and the run of each."""
    starts = np.flatnonzero(np.r_[True, objects[1:] != objects[:-1]]) if len(objects) else np.zeros(0, np.intp)
    owner = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(objects)]))
    return list(map(int, objects[starts].tolist())), starts, owner


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


def count_unmapped(page: int) -> int:
    """How many characters of a page have no Unicode value in their font."""
    text = _load_text(page)
    if not text:
        return 0
    try:
        count = min(_count_chars(text), MAX_GLYPHS)
        return sum(value == 1 for value in map(_unmapped, repeat(text, count), range(count)))
    finally:
        _close_text(text)
