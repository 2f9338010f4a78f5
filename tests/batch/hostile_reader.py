"""A reader that does what the first word of a file says; everything else it reads as it is."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from extract.identify import MediaType
from iku.pipeline import NO_PAGES, Outcome, SourceResult, Step, read_source, source_id

FOREVER = 3_600


def read(
    data: bytes, *, media_type: MediaType | None = None, step: Step, without: Mapping[int, str] = NO_PAGES
) -> SourceResult:
    word, _, rest = data.removeprefix(b"%PDF-").partition(b" ")
    deed = DEEDS.get(word.decode("ascii", "replace"))
    if deed is not None:
        deed(rest.decode())
    if word == b"pages":
        return _pages(data, rest.decode().split(), step, without)
    if word == b"pid":
        return _result(data, Outcome.EMPTY, str(os.getpid()))
    return read_source(data, media_type=media_type, step=step, without=without)


def _pages(data: bytes, fates: list[str], step: Step, without: Mapping[int, str]) -> SourceResult:
    """Pages 1..n, each with its fate; what was left out stands in the reason."""
    for number, fate in enumerate(fates, start=1):
        step(number)
        if number not in without and fate in DEEDS:
            DEEDS[fate]("")
    step(None)
    reason = "; ".join(f"{number}: {without[number]}" for number in sorted(without))
    return _result(data, Outcome.PARTIAL, reason, len(fates))


def _result(data: bytes, outcome: Outcome, reason: str, pages: int | None = None) -> SourceResult:
    media_type = MediaType.PDF.value
    return SourceResult(source_id(data), len(data), media_type, outcome, pages, reason_code="limit", reason=reason)


def _allocate(rest: str) -> None:
    hoard = []
    while True:
        hoard.append(b"x" * (32 << 20))
        time.sleep(0.02)


def _hang_with_child(rest: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({FOREVER})"])
    Path(rest.split()[0]).write_text(str(child.pid))
    time.sleep(FOREVER)


def _hang_in_c(rest: str) -> None:
    ctypes.PyDLL(None).sleep(FOREVER)  # PyDLL: without letting other threads run


def _write(rest: str) -> None:
    os.write(1, b"from the reader")
    os.write(2, b"from a library")


def _fail(rest: str) -> None:
    raise ZeroDivisionError("a fault of ours")


def _mark(rest: str) -> None:
    Path(rest.split()[0]).touch()
    time.sleep(FOREVER)


DEEDS: dict[str, Callable[[str], object]] = {
    "slow": lambda rest: time.sleep(0.3),
    "hang": lambda rest: time.sleep(FOREVER),
    "hang_in_c": _hang_in_c,
    "hang_with_child": _hang_with_child,
    "mark": _mark,
    "abort": lambda rest: os.abort(),
    "segfault": lambda rest: ctypes.string_at(0),
    "exit": lambda rest: os._exit(3),
    "raise": _fail,
    "allocate": _allocate,
    "huge": lambda rest: bytearray(1 << 44),
    "recurse": lambda rest: _recurse(),
    "write": _write,
}


def _recurse() -> None:
    _recurse()


def stillborn(*given: object) -> None:
    """Stands in for a worker that cannot live."""
    os._exit(1)
