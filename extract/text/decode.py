"""Bytes to text: byte order marks, UTF-8, UTF-16, cp1252; any line end.

Text that was written in one encoding and damaged later is still read: what cannot be decoded becomes U+FFFD and is
counted, so that the source can be reported as partial. Binary noise is refused.
"""

from __future__ import annotations

import codecs

from extract.errors import ReadError
from schemas.value import value

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_MAX_CONTROL_SHARE = 0.01
"""Text files hold next to no control characters; random bytes about ten per cent."""
_SAMPLE = 1 << 16
_UNUSUAL_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@value
class Decoded:
    """Text with Unix line ends; `damaged` counts the places that could not be decoded."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> Decoded:
    """The text of `data`. Raises `ReadError` (`empty_file`, `binary`).

    >>> decode("Indikator — Kinerja\\r".encode("cp1252"))
    Decoded(text='Indikator — Kinerja\\n', encoding='cp1252', damaged=0)
    """
    if not data:
        raise ReadError("empty_file", "the file has no content (0 bytes)")
    text, encoding = _decoded(data)
    sample = text[:_SAMPLE]
    if _control_characters(sample) > _MAX_CONTROL_SHARE * len(sample):
        raise ReadError("binary", "the content is binary data, not text of a known encoding")
    damaged = 0
    if _REPLACEMENT in text and (encoding != "utf-8" or _REPLACEMENT.encode() not in data):
        damaged = text.count(_REPLACEMENT)
    for end in _UNUSUAL_ENDS:
        if end in text:
            text = text.replace("\r\n", "\n").replace(end, "\n")
    return Decoded(text, encoding, damaged)


def _control_characters(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _CONTROL))


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), encoding
    if (wide := _utf16_without_mark(data)) is not None:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _single_bytes_or_damaged(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of Latin letters has a zero in every other byte."""
    sample = data[:4096]
    if len(sample) < 8 or 0 not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _single_bytes_or_damaged(data: bytes) -> tuple[str, str]:
    """cp1252, unless most of the bytes over 127 form valid UTF-8: then it is UTF-8 with some bytes broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT)
    whole = sum(1 for c in text if c > "\x7f") - broken
    if whole >= 2 * broken:
        return text, "utf-8"
    return data.decode("cp1252", "replace"), "cp1252"
