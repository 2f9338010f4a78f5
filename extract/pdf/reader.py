"""Reads a PDF page by page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pypdfium2

from extract.errors import ReadError
from extract.pdf.characters import read_text
from extract.pdf.drawing import read_drawing
from extract.pdf.layout import Layout, lay_out, page_of
from extract.pdf.pdfium import open_document, open_page, page_frame
from extract.pdf.stock import Stock, is_plausible
from schemas.page import Method, Page, Unread, UnreadReason, Where


def read_pdf(data: bytes, *, first: int = 1, last: int | None = None) -> Iterator[Page]:
    """Yield the pages of a PDF, one at a time (`first` to `last`, 1-based, both included).

    A page whose text cannot be used has no blocks and says why in `unread`; a damaged page likewise. Raises ReadError
    where the whole file cannot be read (encrypted, corrupt, unsupported).
    """
    with open_document(data) as document, closing(Stock(data)) as stock:
        count = len(document)
        if count == 0:
            raise ReadError("corrupt", "the PDF has no pages")
        for index in range(first - 1, min(count, last or count)):
            layout = read_layout(document, stock, index)
            yield _damaged(index + 1) if layout is None else page_of(layout, index + 1)


def read_layout(document: pypdfium2.PdfDocument, stock: Stock, index: int) -> Layout | None:
    """What stands on one page (0-based), None where it cannot be loaded or decoded; `stock` is the second opinion."""
    with open_page(document, index) as page:
        if page is None:
            return None
        frame, raw = page_frame(page), read_text(page)
        drawing = read_drawing(page, raw.addresses)
    if not is_plausible(raw, frame):
        frame, raw, drawing = stock.read(index) or (frame, raw, drawing)
    blank = not (len(raw.codes) or drawing.curves or drawing.cut_short or drawing.has_shapes)
    if blank and stock.is_damaged(index):
        return None
    return lay_out(raw, drawing, frame, index + 1)


def _damaged(number: int) -> Page:
    unread = Unread(UnreadReason.DAMAGED, Where(number), "the page's content cannot be decoded")
    return Page((), Method.PDF, number, unread=(unread,))
