"""A few bytes that a worker shares with its supervisor: what it is reading and since when.

The supervisor must know which file and page a worker died of, or hangs at, without asking it. Nobody locks: each field
is stored in one piece, and in an order in which a half-told story is never an accusation: no task, its particulars,
then its number.
"""

from __future__ import annotations

import time
from ctypes import Structure, c_char, c_double, c_int64
from multiprocessing.sharedctypes import RawValue
from typing import Any, NamedTuple

NO_TASK = -1
_NO_PAGE = 0


class _Fields(Structure):
    # the struct module is of no use here: it clears its target before it writes, and the supervisor would see that
    _fields_ = (
        ("task", c_int64),
        ("started", c_double),
        ("stepped", c_double),
        ("page", c_int64),
        ("size", c_int64),
        ("source_id", c_char * 72),
        ("media_type", c_char * 96),
    )


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
        self._fields: Any = RawValue(_Fields)
        self.begin(NO_TASK, 0)

    def begin(self, task: int, size: int) -> None:
        """A task begins."""
        fields = self._fields
        fields.task = NO_TASK
        fields.started = fields.stepped = time.monotonic()
        fields.page, fields.size = _NO_PAGE, size
        fields.source_id = fields.media_type = b""
        fields.task = task

    def content(self, size: int, source_id: str, media_type: str) -> None:
        """The task's content is known."""
        self._fields.size = size
        self._fields.source_id = source_id.encode("ascii")
        self._fields.media_type = media_type.encode("ascii")

    def step(self, page: int | None) -> None:
        """A page begins, or no page is being read."""
        self._fields.page = page or _NO_PAGE
        self._fields.stepped = time.monotonic()

    def read(self) -> Status:
        """What the worker is at."""
        fields = self._fields
        task = fields.task  # first, as it is told last
        return Status(
            task,
            fields.started,
            fields.stepped,
            fields.page or None,
            fields.size,
            fields.source_id.decode("ascii") or None,
            fields.media_type.decode("ascii"),
        )
