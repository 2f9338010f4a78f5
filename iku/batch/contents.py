"""The bytes of a task: a file of the file system, or a member of an archive. Only regular files are ever opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from extract.archive import Archive, Member
from extract.errors import ReadError
from extract.readers import MAX_BYTES
from iku.batch.messages import Task

_ZIP = b"PK\x03\x04"


class Contents:
    """Reads tasks. The archive read last stays open, since its members come one after the other."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: Archive | None = None

    def read(self, task: Task) -> bytes:
        """The bytes of a file or member. Raises `ReadError`."""
        if task.member is not None:
            return self._opened(task.path).read(task.member.place)
        return read_file(task.path)

    def members(self, path: Path) -> tuple[Member, ...]:
        """The members of an archive. Raises `ReadError` where it is damaged or not safe."""
        return tuple(self._opened(path).members())

    def _opened(self, path: Path) -> Archive:
        if self._archive is None or self._path != path:
            self.close()
            self._archive, self._path = Archive(path), path
        return self._archive

    def close(self) -> None:
        """Close the archive read last."""
        if self._archive is not None:
            self._archive.close()
        self._archive = self._path = None


def read_file(path: Path) -> bytes:
    """The bytes of a regular file. Raises `ReadError`: unreadable, not_a_file, too_large."""
    try:
        _refuse_special(os.stat(path).st_mode)  # noqa: PTH116 - the mode alone, as after opening
        # a pipe that takes the file's place between the two calls must not block
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            _refuse_special(status.st_mode)
            if status.st_size > MAX_BYTES:
                raise ReadError("too_large", f"the file has {status.st_size:,} bytes; the limit is {MAX_BYTES:,}")
            return file.read()
    except OSError as error:
        raise ReadError("unreadable", f"the file cannot be read: {error.strerror or error}") from error


def is_vast_archive(path: Path) -> bool:
    """Whether a file is a zip archive beyond what is read into memory."""
    try:
        if path.stat().st_size <= MAX_BYTES or not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        return False


def _refuse_special(mode: int) -> None:
    for test, kind in (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISDIR, "a folder"),
    ):
        if test(mode):
            raise ReadError("not_a_file", f"this is {kind}, not a file; it was not opened")
