"""Stock pdfplumber as the second opinion: pages whose objects, as PDFium reads them, cannot be right."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import isfinite
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import PdfminerException

from extract.pdf.characters import NOTHING, TYPED, RawText
from extract.pdf.drawing import THIN, Drawing
from extract.pdf.limits import FALLBACK_GLYPHS
from extract.pdf.pdfium import Floats, PageFrame

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that is not quite in order

_MALFORMED = (PdfminerException, PDFException, PSException, ValueError, TypeError, KeyError, IndexError)
"""What pdfminer raises on malformed objects."""
OUTSIDE = 0.5
"""Share of characters off the page from which a page is not believed."""
BLANK_CONTENT = 200
"""Bytes of content that a page without anything on it may have."""
WIDTHLESS = 0.5
"""Share of characters without width from which a page is not believed."""


def is_plausible(raw: RawText, frame: PageFrame) -> bool:
    """Whether the characters of a page can stand where PDFium says."""
    if not len(raw.codes) or _is_sound(raw, frame):
        return True
    if not (np.isfinite(raw.origins).all() and np.isfinite(raw.boxes).all()):
        return False
    x, y = raw.origins[:, 0], raw.origins[:, 1]
    outside = (x < frame.left - 1) | (x > frame.right + 1) | (y < frame.bottom - 1) | (y > frame.top + 1)
    extent = np.abs(raw.boxes[:, 2] - raw.boxes[:, 0]) + np.abs(raw.boxes[:, 3] - raw.boxes[:, 1])
    return bool(outside.mean() <= OUTSIDE and (extent <= 0).mean() <= WIDTHLESS)


def _is_sound(raw: RawText, frame: PageFrame) -> bool:
    """Whether all characters stand on the page and most have a width: what nearly all pages are, told at once."""
    x, y = raw.origins[:, 0], raw.origins[:, 1]
    across = frame.left <= x.min() and x.max() <= frame.right
    if not across or not (frame.bottom <= y.min() and y.max() <= frame.top) or not isfinite(raw.boxes.sum()):
        return False
    return bool(np.count_nonzero(raw.boxes[:, 2] != raw.boxes[:, 0]) > (1 - WIDTHLESS) * len(raw.boxes))


class Stock:
    """Stock pdfplumber on a document; it is opened when first asked and stays so for further pages."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self._encoded: dict[int | None, int] = {}
        """Bytes of each content stream as it stands in the file, by its number; pdfminer forgets them on decoding."""

    def close(self) -> None:
        """Give back what was opened."""
        if self._pdf is not None:
            with suppress(*_MALFORMED):  # closing asks a damaged file for its pages
                self._pdf.close()

    def read(self, index: int) -> tuple[PageFrame, RawText, Drawing] | None:
        """A page (0-based) in the arrays of this package, None where it fails or would cost too much."""
        try:
            with self._page(index) as page:
                if len(page.chars) > FALLBACK_GLYPHS:
                    return None
                frame = PageFrame(0.0, 0.0, float(page.width), float(page.height), 0)
                return frame, _text(page.chars), _drawing(page)
        except _MALFORMED:
            return None  # PDFium's reading of the page then stands

    def is_damaged(self, index: int) -> bool:
        """Whether a page (0-based) on which nothing was found has content all the same, which cannot be decoded."""
        try:
            with self._page(index) as page:
                streams = _streams(page)
                raw = sum(self._encoded[stream.objid] for stream in streams)
                decoded = sum(len(stream.get_data()) for stream in streams)
                shown = any(char["text"].strip() for char in page.chars) or page.rects or page.lines or page.images
        except (*_MALFORMED, zlib.error):
            return True
        return bool(shown) or (raw > BLANK_CONTENT and decoded < raw)

    @contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        if self._pdf is None:
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[index]
        for stream in _streams(page):
            self._encoded.setdefault(stream.objid, len(stream.rawdata or b""))
        try:
            yield page
        finally:
            page.close()


def _streams(page: Any) -> list[PDFStream]:
    """The content streams of a page."""
    return [stream for stream in map(resolve1, page.page_obj.contents) if isinstance(stream, PDFStream)]


def _text(chars: list[dict[str, Any]]) -> RawText:
    """Characters, one object each; a ligature's letters beyond the first stand at its right end."""
    rows = [(ord(letter), char, n) for char in chars for n, letter in enumerate(char["text"]) if letter.strip()]
    matrices = np.array([char["matrix"] for _, char, _ in rows], dtype=np.float32).reshape(-1, 6)
    names = tuple(dict.fromkeys(char["fontname"] for _, char, _ in rows))
    boxes = np.array([(char["x0"], char["y1"], char["x1"], char["y0"]) for _, char, _ in rows], dtype=np.float32)
    scale = np.hypot(matrices[:, 2], matrices[:, 3])
    sizes = np.array([char["size"] for _, char, _ in rows], dtype=np.float32) / np.where(scale > 0, scale, 1)
    return RawText(
        codes=np.array([code for code, _, _ in rows], dtype=np.uint32),
        origins=matrices[:, 4:6].astype(np.float64),
        boxes=boxes.reshape(-1, 4),
        owner=np.arange(len(rows)),
        spaced=np.array(_spaces(chars), dtype=np.int8),
        matrices=matrices[:, :4],
        sizes=sizes.astype(np.float32),
        invisible=np.zeros(len(rows), np.bool_),
        colours=np.tile(np.array([0, 0, 0, 255], np.int32), (len(rows), 1)),
        fonts=np.array([names.index(char["fontname"]) for _, char, _ in rows], dtype=np.intp),
        font_names=names,
    )


def _spaces(chars: list[dict[str, Any]]) -> list[int]:
    """What stands before each letter that is no white space."""
    before, spaces = NOTHING, []
    for letter in (letter for char in chars for letter in char["text"]):
        if letter.strip():
            spaces.append(before)
            before = NOTHING
        else:
            before = TYPED
    return spaces


def _drawing(page: Any) -> Drawing:
    """Paths and pictures in pdfplumber's page space, y upwards as everywhere in these arrays."""
    thin = [rect for rect in page.rects if min(rect["width"], rect["height"]) <= THIN]
    rects = [rect for rect in page.rects if min(rect["width"], rect["height"]) > THIN]
    straight = [line for line in page.lines if line["x0"] == line["x1"] or line["y0"] == line["y1"]]
    return Drawing(
        lines=_boxes([*straight, *thin]),
        rectangles=_boxes(rects),
        filled=np.array([bool(rect["fill"]) for rect in rects], dtype=np.bool_),
        fills=np.full((len(rects), 3), -1, np.int32),
        shaded=np.array([bool(rect["fill"]) and not rect["stroke"] for rect in rects], dtype=np.bool_),
        pictures=_boxes(page.images),
        on_top=np.zeros(len(page.images), np.bool_),
        curves=len(page.curves),
    )


def _boxes(objects: list[dict[str, Any]]) -> Floats:
    found = [(o["x0"], o["y0"], o["x1"], o["y1"]) for o in objects]
    return np.array(found, dtype=np.float64).reshape(-1, 4)
