"""What reading a file may cost before its worker is ended."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a run. Seconds are of the clock, bytes of resident memory."""

    page_seconds: float = 60.0
    """One page, or one document being interpreted. OCR of a large scan takes a tenth of this."""
    file_seconds: float = 1800.0
    memory: int = 2 << 30
    """Of a worker and what it has started."""
    files_per_worker: int = 5_000
    """After so many files a worker makes way for a new one: libraries keep what they once took."""
    growth: int = 512 << 20
    """A worker that has grown by so much since its start makes way as well."""
    bad_pages: int = 5
    """So many pages of a PDF may fail and be left out before the whole file is given up."""


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def limits_of(page_seconds: float | None, file_seconds: float | None, memory_mb: int | None) -> Limits:
    """The limits with what a user asked for in place of the defaults."""
    usual = Limits()
    return Limits(
        page_seconds=usual.page_seconds if page_seconds is None else page_seconds,
        file_seconds=usual.file_seconds if file_seconds is None else file_seconds,
        memory=usual.memory if memory_mb is None else memory_mb << 20,
    )
