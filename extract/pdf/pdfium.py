"""PDFium's documents and pages: opening them, and the functions that read what is drawn on a page.

Nothing here interprets: coordinates are the page's own (points, y upwards), order is that of the content stream.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from extract.errors import ReadError
from extract.pdf.calls import ADDRESS, NUMBER, Slots, function, pointer

Floats = NDArray[np.float64]

TEXT_OBJECT, PATH_OBJECT, IMAGE_OBJECT, FORM_OBJECT = 1, 2, 3, 5

_FORMAT_ERROR, _PASSWORD_ERROR, _SECURITY_ERROR = 3, 4, 5
_TAIL = 2048
"""Bytes at the end of a PDF among which its end mark stands."""

_load_page = function("FPDF_LoadPage", ADDRESS)
_close_page = function("FPDF_ClosePage")
_page_box = function("FPDF_GetPageBoundingBox")
_rotation = function("FPDFPage_GetRotation", NUMBER)
_fill_colour = function("FPDFPageObj_GetFillColor")
count_page_objects = function("FPDFPage_CountObjects", NUMBER)
page_object = function("FPDFPage_GetObject", ADDRESS)
count_form_objects = function("FPDFFormObj_CountObjects", NUMBER)
form_object = function("FPDFFormObj_GetObject", ADDRESS)
object_type = function("FPDFPageObj_GetType", NUMBER)
object_matrix = function("FPDFPageObj_GetMatrix")
bounds = function("FPDFPageObj_GetBounds")
stroke_width = function("FPDFPageObj_GetStrokeWidth")
draw_mode = function("FPDFPath_GetDrawMode")
count_segments = function("FPDFPath_CountSegments", NUMBER)
path_segment = function("FPDFPath_GetPathSegment", ADDRESS)
segment_point = function("FPDFPathSegment_GetPoint")
segment_type = function("FPDFPathSegment_GetType", NUMBER)
segment_closes = function("FPDFPathSegment_GetClose", NUMBER)

MATRICES = Slots(ctypes.c_float, 6)
_Box = ctypes.c_float * 4
_COLOURS = Slots(ctypes.c_int, 4, apart=True, default=-1)


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
def open_page(document: pypdfium2.PdfDocument, index: int) -> Iterator[Any | None]:
    """The page (0-based) as an argument for the functions that read it, None where PDFium cannot load it."""
    address = _load_page(document.raw, index)
    page = pointer(address)
    try:
        yield page if address else None
    finally:
        if address:
            _close_page(page)


class PageFrame(NamedTuple):
    """The displayed part of a page in its own coordinates, and its /Rotate in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int


def page_frame(page: Any) -> PageFrame:
    """The crop box within the media box, with PDFium's repairs of missing or reversed boxes."""
    box = _Box()
    _page_box(page, box)
    left, top, right, bottom = box
    return PageFrame(left, bottom, right, top, _rotation(page) % 4)


def read_colours(objects: Sequence[Any]) -> NDArray[np.int32]:
    """Fill colours (n, 4) of page objects: red, green, blue, alpha; -1 where an object has no plain colour."""
    return _COLOURS.filled(_fill_colour, objects)
