"""Zip archives, read in place: which members they hold, whether that is safe, and the bytes of one member.

Nothing is unpacked to disk. An archive is refused whole where its directory is not what an honest program writes:
names that point outside, links, names given twice, members that share their bytes, or sizes of a bomb.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import regex

from extract.errors import ReadError
from extract.readers import MAX_BYTES

MAX_MEMBERS = 100_000
MAX_TOTAL = 64 << 30
"""Bytes that all members have together, unpacked."""
MAX_RATIO = 100
"""Documents shrink to a tenth, blank scans to a fiftieth; a bomb to a four-hundredth and less."""
SMALL = 16 << 20
"""Bytes under which the ratio does not matter."""

_DRIVE = regex.compile(r"[A-Za-z]:")
_LOCAL_HEADER = 30
"""Bytes before a member's name in front of its data."""
_ENCRYPTED = 0x1
_SYSTEM_FOLDERS = ("__MACOSX",)


class Member(NamedTuple):
    """A file in an archive: its place in the directory, its name and its size unpacked."""

    place: int
    name: str
    size: int


class Archive:
    """An open zip archive. `close` it when done. Raises `ReadError` where it is damaged."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise ReadError("corrupt", f"the zip archive cannot be read: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def members(self) -> list[Member]:
        """The files in the archive in the order of its directory, hidden ones left out. Raises `ReadError`."""
        entries = self._zip.infolist()
        if len(entries) > MAX_MEMBERS:
            raise ReadError("too_large", f"the archive has {len(entries):,} members; the limit is {MAX_MEMBERS:,}")
        for entry in entries:
            _refuse_unsafe(entry)
        _refuse_twins(entries)
        _refuse_overlaps(entries, self._zip.start_dir)
        _refuse_bombs(entries)
        found = [Member(n, e.filename, e.file_size) for n, e in enumerate(entries) if not e.is_dir() and _is_shown(e)]
        if not found:
            raise ReadError("empty_file", "the archive holds no files")
        return found

    def read(self, place: int) -> bytes:
        """The bytes of a member, no more than its directory says. Raises `ReadError`."""
        entry = self._zip.infolist()[place]
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", "the member of the archive needs a password")
        if entry.file_size > MAX_BYTES:
            raise ReadError("too_large", f"the member has {entry.file_size:,} bytes; the limit is {MAX_BYTES:,}")
        try:
            with self._zip.open(entry) as member:
                data = member.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise ReadError("corrupt", f"the member of the archive is damaged: {error}") from error
        except (NotImplementedError, RuntimeError) as error:
            raise ReadError("unsupported", f"the member of the archive cannot be unpacked: {error}") from error
        if len(data) != entry.file_size:
            raise ReadError("corrupt", "the member of the archive has another size than its directory says")
        return data


def _refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    # zipfile cuts names at a NUL and turns the system's separator into "/": the name as stored counts
    name = entry.orig_filename.replace("\\", "/")
    if "\0" in name or name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        raise ReadError("unsafe_archive", f"a member's name points outside the archive: {entry.orig_filename!r}")
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise ReadError("unsafe_archive", f"a member is a link or a device: {entry.orig_filename!r}")


def _refuse_twins(entries: list[zipfile.ZipInfo]) -> None:
    for name, count in Counter(entry.filename for entry in entries).items():
        if count > 1:
            raise ReadError("unsafe_archive", f"{count} members have the same name: {name!r}")


def _refuse_overlaps(entries: list[zipfile.ZipInfo], end: int) -> None:
    """Members that share bytes are how a few kilobytes become petabytes."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if ordered and ordered[0].header_offset < 0:
        raise ReadError("corrupt", "the zip archive's directory does not fit its content")
    for n, entry in enumerate(ordered, start=1):
        limit = ordered[n].header_offset if n < len(ordered) else end
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > limit:
            raise ReadError("unsafe_archive", f"a member's data reaches into the next: {entry.orig_filename!r}")


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > MAX_TOTAL:
        raise ReadError("too_large", f"unpacked, the archive has {total:,} bytes; the limit is {MAX_TOTAL:,}")
    for size, shrunk, what in (
        (total, packed, "the archive"),
        *((entry.file_size, entry.compress_size, f"its member {entry.orig_filename!r}") for entry in entries),
    ):
        if size > SMALL and size > MAX_RATIO * max(shrunk, 1):
            raise ReadError("too_large", f"{what} unpacks to {size:,} bytes, over {MAX_RATIO} times its size")


def _is_shown(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    return not any(part.startswith(".") or part in _SYSTEM_FOLDERS for part in parts)
