"""What a source is, told from its bytes and never from its name."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

import regex

from extract.errors import ReadError
from extract.text.decode import decode


class MediaType(StrEnum):
    """The media types that the readers tell apart."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ZIP = "application/zip"
    OLE = "application/x-ole-storage"
    RTF = "application/rtf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    UNKNOWN = "application/octet-stream"


_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", MediaType.OLE),
    (b"{\\rtf", MediaType.RTF),
)
_ZIP_MEMBERS: tuple[tuple[str, MediaType], ...] = (
    ("word/document.xml", MediaType.DOCX),
    ("xl/workbook.xml", MediaType.XLSX),
    ("ppt/presentation.xml", MediaType.PPTX),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How an archive begins; the second form has no members."""
_PDF_WINDOW = 1024
"""Where readers of the field look for `%PDF-`: within the first kilobyte."""
_HTML_WINDOW = 4096

_HTML_HEAD = regex.compile(r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", regex.I | regex.S)
_HTML_START = regex.compile(r"\s*<(?:div|p|h[1-6]|table|dl|center|section|article|main)\b", regex.I)
_HTML_LINE = regex.compile(r"^\s*<", regex.M)
_TEXT_LINE = regex.compile(r"^\s*[^\s<]", regex.M)
_TABBED_LINE = regex.compile(r"^[^\n]*\t[^\n]*\t", regex.M)
_MARKDOWN = regex.compile(r"^(?:#{1,6} |\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$)", regex.M)


def identify(data: bytes) -> MediaType:
    """The media type of `data`; `UNKNOWN` for what is neither text nor a known container.

    >>> identify(b"%PDF-1.7 ...").value
    'application/pdf'
    """
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data.startswith(_ZIP):
        return _inside_zip(data)
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return MediaType.PDF
    try:
        text = decode(data).text
    except ReadError:
        return MediaType.UNKNOWN
    return _kind_of_text(text)


def _inside_zip(data: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                if declared == MediaType.ODT:
                    return MediaType.ODT
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return MediaType.ZIP
    for member, media_type in _ZIP_MEMBERS:
        if member in names:
            return media_type
    return MediaType.ZIP


def _kind_of_text(text: str) -> MediaType:
    begins_with_tag = text.lstrip().startswith("<")
    if begins_with_tag and _HTML_HEAD.match(text, timeout=1):
        return MediaType.HTML
    if begins_with_tag and _HTML_START.match(text) and not _TABBED_LINE.search(text):
        window = text[:_HTML_WINDOW]
        if len(_HTML_LINE.findall(window)) > len(_TEXT_LINE.findall(window)):
            return MediaType.HTML
    has_marks = "#" in text or ("|" in text and "---" in text)  # a heading or the line under a table's; most have none
    return MediaType.MARKDOWN if has_marks and _MARKDOWN.search(text) else MediaType.TEXT
