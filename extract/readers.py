"""Which reader reads what: one table from media type to reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from extract.errors import ReadError, UnsupportedError
from extract.identify import MediaType, identify
from extract.scan.options import DEFAULT, ScanOptions
from schemas.page import Method, Page, Unread, UnreadReason, Where

Reader = Callable[[bytes], Iterator[Page]]

CONVERTED = frozenset({MediaType.OLE, MediaType.RTF, MediaType.ODT, MediaType.XLSX, MediaType.PPTX})
"""Kinds that an office suite converts to one that has a reader."""

MAX_BYTES = 1 << 30
"""A larger file is no document of this field."""


def read_pages(
    data: bytes,
    media_type: MediaType | None = None,
    without: Mapping[int, str] | None = None,
    scan: ScanOptions = DEFAULT,
) -> tuple[MediaType, Iterator[Page]]:
    """The media type of a source and its pages, read as they are taken.

    `media_type` is told from the bytes unless given. `without` names pages of a PDF that are left out, with the reason.
    `scan` says how pictures of pages are read. Raises `ReadError`, at once or while the pages are taken.
    """
    if not data:
        raise ReadError("empty_file", "the file has no content (0 bytes)")
    if len(data) > MAX_BYTES:
        raise ReadError("too_large", f"the file has {len(data):,} bytes; the limit is {MAX_BYTES:,}")
    media_type = media_type or identify(data)
    if without and media_type is MediaType.PDF:
        from extract.scan.mixed import read_mixed_pdf

        return media_type, read_mixed_pdf(data, scan, pages=_read_around(data, without))
    return media_type, reader_for(media_type, scan)(data)


def _read_around(data: bytes, without: Mapping[int, str]) -> Iterator[Page]:
    """A PDF but for some of its pages, which say why they were left out."""
    from extract.pdf.reader import read_pdf

    first = 1
    for number in sorted(without):
        if number > first:
            yield from read_pdf(data, first=first, last=number - 1)
        reason = Unread(UnreadReason.DAMAGED, Where(number), without[number])
        yield Page((), Method.PDF, number, unread=(reason,))
        first = number + 1
    yield from read_pdf(data, first=first)


def reader_for(media_type: MediaType, scan: ScanOptions = DEFAULT) -> Reader:
    """The reader of a media type, imported when it is first needed. Raises `UnsupportedError`."""
    # the readers are imported here so that reading a text file does not load PDFium or an OCR engine
    if media_type in {MediaType.TEXT, MediaType.MARKDOWN}:
        from extract.text.reader import read_text

        return read_text
    if media_type is MediaType.HTML:
        from extract.html.reader import read_html

        return read_html
    if media_type is MediaType.PDF:
        from extract.scan.mixed import read_mixed_pdf

        return partial(read_mixed_pdf, options=scan)
    if media_type in {MediaType.PNG, MediaType.JPEG, MediaType.TIFF}:
        from extract.scan.reader import read_image

        return partial(read_image, options=scan)
    if media_type is MediaType.DOCX:
        from extract.docx.reader import read_docx

        return read_docx
    if media_type in CONVERTED:
        from extract.office import office_reader

        return office_reader(media_type)
    if media_type is MediaType.UNKNOWN:
        raise ReadError("binary", "the content is binary data of no known kind")
    raise UnsupportedError(f"there is no reader for {media_type.value}")
