"""What supervisor and workers tell each other. All of it is small, but for the rows and documents of what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from extract.archive import Member
from extract.identify import MediaType
from iku.batch.limits import Limits
from iku.dataset.parcel import Summary
from iku.pipeline import SourceResult, Step


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, or one member of an archive. `without` names pages that are left out, with the reason."""

    number: int
    path: Path
    uri: str
    size: int
    member: Member | None = None
    without: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A source was read, or found unreadable. `parcel` is the pickled `Parcel`; `trace` is for the run's log alone."""

    task: int
    summary: Summary
    parcel: bytes
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A content that this run has met before, under another address."""

    task: int
    source_id: str


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The file is an archive; its members are to be read in its place."""

    task: int
    members: tuple[Member, ...]


Reply = Read | Known | Unfolded


class State(StrEnum):
    """What a worker does after a message."""

    BUSY = "busy"
    IDLE = "idle"
    LEAVING = "leaving"


class ReadSource(Protocol):
    """Reads a source, as `iku.pipeline.read_source` does."""

    def __call__(
        self, data: bytes, *, media_type: MediaType | None, step: Step, without: Mapping[int, str]
    ) -> SourceResult:
        """The documents of `data`. Raises `ReadError`."""
        ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is born with. `log` takes what it and its libraries say, and where it was when it died."""

    limits: Limits
    read: ReadSource
    log: Path


Stop = Callable[[], bool]
