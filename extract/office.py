"""Office files of other kinds (.doc, .odt, .rtf, .xls, .xlsx, .ppt, .pptx), converted where LibreOffice is installed.

Text documents become DOCX and keep their tables, merged cells and equations; sheets become HTML, which keeps every row
whole; slides become PDF. The suite runs apart: a profile of its own that is thrown away, macros off, no links followed,
a time limit, and everything it started ended with it. Where it is missing the file is refused with that advice.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess  # LibreOffice has no other way in
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from extract.errors import ReadError, UnsupportedError
from extract.identify import MediaType
from extract.process_tree import kill_tree
from schemas.page import Page

CONVERT_SECONDS = 50.0
"""A conversion takes 1-5 seconds; it must end before the supervisor's limit does, so that the reason is its own."""
MAX_CONVERTED = 256 << 20
"""Bytes; a larger result is no document of this field."""


class Kind(NamedTuple):
    """How a kind of file is converted: its suffix, the suffix of the result, the filter that makes it, and its type."""

    suffix: str
    to: str
    export: str
    result: MediaType


_TEXT = ("docx", "docx:MS Word 2007 XML", MediaType.DOCX)
_SHEET = ("html", "html:HTML (StarCalc)", MediaType.HTML)
_SLIDES = ("pdf", "pdf:impress_pdf_Export", MediaType.PDF)

_KINDS = {
    MediaType.ODT: Kind("odt", *_TEXT),
    MediaType.RTF: Kind("rtf", *_TEXT),
    MediaType.XLSX: Kind("xlsx", *_SHEET),
    MediaType.PPTX: Kind("pptx", *_SLIDES),
}
_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", Kind("doc", *_TEXT)),
    ("Workbook", Kind("xls", *_SHEET)),
    ("Book", Kind("xls", *_SHEET)),
    ("PowerPoint Document", Kind("ppt", *_SLIDES)),
)
"""Which stream a compound file has tells what it is."""
_OLE_DIRECTORY_ENTRY = 128


def office_reader(media_type: MediaType) -> Callable[[bytes], Iterator[Page]]:
    """The reader of an office format that is read by way of a conversion."""

    def read_office(data: bytes) -> Iterator[Page]:
        kind = kind_of(data, media_type)
        suite = find_suite()
        if suite is None:
            raise UnsupportedError(
                f".{kind.suffix} files are read through LibreOffice, which is not installed; "
                f"install it (soffice on PATH) or save the file as .docx or .pdf"
            )
        yield from _reader_of(kind.result)(convert(data, kind, suite))

    return read_office


def kind_of(data: bytes, media_type: MediaType) -> Kind:
    """How `data` is converted. Raises `ReadError`."""
    if media_type in _KINDS:
        return _KINDS[media_type]
    streams = _ole_streams(data)
    if "EncryptedPackage" in streams:
        raise ReadError("encrypted", "the file needs a password")
    for stream, kind in _OLE_STREAMS:
        if stream in streams:
            return kind
    raise UnsupportedError("the compound file is no Word, Excel or PowerPoint document")


def _ole_streams(data: bytes) -> set[str]:
    """The names in the directory of a compound file: entries of 128 bytes, a name in UTF-16 at the start of each."""
    names = ("EncryptedPackage", *(stream for stream, _ in _OLE_STREAMS))
    found = set()
    for name in names:
        coded = name.encode("utf-16-le") + b"\0\0"
        place = data.find(coded)
        while place >= 0 and place % _OLE_DIRECTORY_ENTRY:
            place = data.find(coded, place + 1)
        if place >= 0:
            found.add(name)
    return found


@cache
def find_suite() -> str | None:
    """The path of LibreOffice's program, None where it is not installed. The one place that looks for it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, kind: Kind, suite: str, *, seconds: float = CONVERT_SECONDS) -> bytes:
    """`data` in the format that `kind` names. Raises `ReadError` where the suite fails or takes too long."""
    with tempfile.TemporaryDirectory(prefix="iku-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result = folder / f"source.{kind.suffix}", folder / "out" / f"source.{kind.to}"
        source.write_bytes(data)
        said = _run(_command(suite, folder, source, kind), folder, seconds)
        if not result.is_file():
            raise ReadError("corrupt", f"LibreOffice could not convert the .{kind.suffix} file: {said or 'no reason'}")
        if result.stat().st_size > MAX_CONVERTED:
            raise ReadError("too_large", f"converted, the file has over {MAX_CONVERTED:,} bytes")
        return result.read_bytes()


def _command(suite: str, folder: Path, source: Path, kind: Kind) -> list[str]:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = files("extract").joinpath("office_profile.xml").read_bytes()
    (profile / "user" / "registrymodifications.xcu").write_bytes(settings)
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", "--nologo"]
    outcome = ["--convert-to", kind.export, "--outdir", str(folder / "out"), str(source)]
    return [suite, f"-env:UserInstallation={profile.as_uri()}", *options, *outcome]


def _run(command: list[str], folder: Path, seconds: float) -> str:
    """Run the suite to its end, or end it; what it said, on one line."""
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - the program found on PATH, with files of our own naming
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise ReadError("time_limit", f"LibreOffice took longer than {seconds:g} s to convert the file") from error
        finally:
            if process.poll() is None:
                kill_tree(process.pid)
                with contextlib.suppress(ProcessLookupError):
                    process.wait()
    lines = (folder / "said").read_text(encoding="utf-8", errors="replace").replace(str(folder), "").split()
    return " ".join(lines)[-200:]


def _reader_of(media_type: MediaType) -> Callable[[bytes], Iterator[Page]]:
    from extract.readers import reader_for  # the table of readers names this one

    return reader_for(media_type)
