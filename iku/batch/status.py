"""A few bytes that a worker shares with its supervisor: what it is reading and since when.

The supervisor must know which file and page a worker died of, or hangs at, without asking it.
"""

from __future__ import annotations

import struct
import time
from ctypes import Array, c_char
from multiprocessing.sharedctypes import RawArray
from typing import NamedTuple

_TASK = struct.Struct("<qdq32s96s")
_STEP = struct.Struct("<dq")
_CONTENT = struct.Struct("<q32s96s")
NO_TASK = -1
_NO_PAGE = -1


class Status(NamedTuple):
    """A snapshot. Times are `time.monotonic()` in seconds, which all processes of a machine share."""

    task: int
    started: float
    stepped: float
    page: int | None
    """The page being read, 1-based."""
    size: int
    source_id: str | None
    """None until the content has been read from disk."""
    media_type: str


class StatusBoard:
    """The shared bytes: written by the worker, read by the supervisor."""

    def __init__(self) -> None:
        self._bytes: Array[c_char] = RawArray(c_char, _TASK.size + _STEP.size)
        self.begin(NO_TASK, 0)

    def begin(self, task: int, size: int) -> None:
        """A task begins."""
        now = time.monotonic()
        _STEP.pack_into(self._bytes, _TASK.size, now, _NO_PAGE)
        _TASK.pack_into(self._bytes, 0, task, now, size, b"", b"")

    def content(self, size: int, source_id: str, media_type: str) -> None:
        """The task's content is known."""
        _CONTENT.pack_into(self._bytes, 16, size, bytes.fromhex(source_id), media_type.encode("ascii"))

    def step(self, page: int | None) -> None:
        """A page begins, or no page is being read."""
        _STEP.pack_into(self._bytes, _TASK.size, time.monotonic(), _NO_PAGE if page is None else page)

    def read(self) -> Status:
        """What the worker is at."""
        task, started, size, digest, media_type = _TASK.unpack_from(self._bytes)
        stepped, page = _STEP.unpack_from(self._bytes, _TASK.size)
        return Status(
            task,
            started,
            stepped,
            None if page == _NO_PAGE else page,
            size,
            digest.hex() if any(digest) else None,
            media_type.rstrip(b"\0").decode("ascii"),
        )
