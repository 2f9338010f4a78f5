"""The zip container of a DOCX and its parts as XML, within limits on what they expand to."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree
from lxml.etree import _Element

from extract.docx.names import to_transitional
from extract.errors import ReadError

MAX_PART = 96 << 20
"""Bytes one part may expand to; 500 pages of text take about a tenth of this."""
MAX_RATIO = 300
"""How many times its size a large part may expand; typed text packs 10 to 40 times."""
LARGE_PART = 8 << 20
"""Bytes from which the ratio is looked at."""

_CHUNK = 1 << 20


class Package:
    """A DOCX file. Raises ReadError (corrupt, too_large, encrypted) when opened or read."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ReadError("corrupt", f"the DOCX is no readable zip archive: {error}") from error

    def main_part(self) -> _Element:
        """The root of the document part."""
        root = self.part("word/document.xml")
        if root is None:
            raise ReadError("corrupt", "the DOCX has no word/document.xml")
        return root

    def part(self, name: str) -> _Element | None:
        """The root of a part, None where the package has no such part."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        data = self._read(info)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(to_transitional(data), parser)
        except etree.XMLSyntaxError as error:
            raise ReadError("corrupt", f"{name} is no well-formed XML: {error}") from error

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        """A part's bytes, never more than the limit in memory whatever its header claims."""
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > LARGE_PART and ratio > MAX_RATIO):
            raise ReadError("too_large", f"{info.filename} expands to {info.file_size:,} bytes")
        if info.flag_bits & 0x1:
            raise ReadError("encrypted", f"{info.filename} is encrypted")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > MAX_PART:
                        raise ReadError("too_large", f"{info.filename} expands to more than {MAX_PART:,} bytes")
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise ReadError("corrupt", f"{info.filename} cannot be unpacked: {error}") from error
        return b"".join(chunks)
