"""PDFs whose pages may be exported or scanned: each page by the reader that fits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium

from extract.errors import ReadError
from extract.pdf.layout import OVER_SCAN
from extract.pdf.reader import read_pdf
from extract.scan.cache import PageCache
from extract.scan.options import DEFAULT, Ocr, ScanOptions
from extract.scan.twins import SeenPages
from schemas.page import Page, Unread, UnreadReason, Where

_TO_BE_READ = frozenset({UnreadReason.NO_TEXT_LAYER, UnreadReason.BAD_TEXT_LAYER})


def read_mixed_pdf(data: bytes, options: ScanOptions = DEFAULT, pages: Iterator[Page] | None = None) -> Iterator[Page]:
    """The pages of a PDF; those without a usable text layer are read as pictures.

    `pages` are what `extract.pdf.read_pdf` gives, where not all of them are wanted.
    A page that cannot be drawn or read stays unread and says why. Raises what `extract.pdf.read_pdf` raises, and
    `ReadError` with `ocr_missing` where an engine is needed and none is installed.
    """
    document: pdfium.PdfDocument | None = None
    cache: PageCache | None = None
    seen = SeenPages()
    try:
        for page in read_pdf(data) if pages is None else pages:
            if options.ocr is Ocr.OFF or page.number is None or not (is_scan(page) or OVER_SCAN in page.steps):
                yield page
                continue
            if document is None:
                document = pdfium.PdfDocument(data)
            if not is_scan(page) and not _shows_more(document, page, page.number, options):
                yield page
                continue
            if cache is None:
                cache = cache_for(data, options)
            yield seen.marked(_read(document, page, page.number, options, cache))
    finally:
        if document is not None:
            document.close()


def is_scan(page: Page) -> bool:
    """Whether a page of a PDF holds no text but what a picture of it can give."""
    return not page.blocks and any(part.reason in _TO_BE_READ for part in page.unread)


def _shows_more(document: pdfium.PdfDocument, page: Page, number: int, options: ScanOptions) -> bool:
    """Whether a page with a usable layer holds a table in its picture alone, and an engine is there to read it."""
    from extract.scan.choose import is_installed  # these load OpenCV, which a PDF without scans does not need
    from extract.scan.glance import shows_more

    if not is_installed(options.ocr):
        return False
    try:
        return shows_more(document[number - 1], page, options)
    except (pdfium.PdfiumError, ReadError):
        return False


def cache_for(data: bytes, options: ScanOptions) -> PageCache:
    """The cache of a PDF's pages, for the engine that is chosen."""
    from extract.scan.choose import choose_engine  # loads an engine, which a PDF without scans does not need

    engine = choose_engine(options.ocr)
    return PageCache.of(data, options, engine.name if engine is not None else "off")


def _read(document: pdfium.PdfDocument, page: Page, number: int, options: ScanOptions, cache: PageCache) -> Page:
    from extract.scan.reader import read_scanned_page  # loads OpenCV, which a PDF without scans does not need

    try:
        drawn = document[number - 1]
    except pdfium.PdfiumError:
        return page
    try:
        read = read_scanned_page(drawn, number, options, cache)
    except ReadError as error:
        if error.reason_code == "ocr_missing":
            raise
        failed = Unread(UnreadReason.DAMAGED, Where(number), error.message)
        return replace(page, unread=(*page.unread, failed))
    finally:
        drawn.close()
    return _with_reason(read, page)


def _with_reason(read: Page, page: Page) -> Page:
    """The page as read, with the layer that was set aside among its steps."""
    bad = OVER_SCAN in page.steps or any(part.reason is UnreadReason.BAD_TEXT_LAYER for part in page.unread)
    return replace(read, steps=("bad_text_layer", *read.steps)) if bad else read
