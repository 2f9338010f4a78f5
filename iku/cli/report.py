"""What `iku extract` says while it works and when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from iku.pipeline import Outcome
from iku.run import Advance, RunReport
from iku.run import Progress as OnProgress

_SHOWN = 20
"""Troubled sources named on the terminal; all of them stand in `sources`."""
_PLAIN_SECONDS = 10.0


@contextmanager
def progress_printer() -> Iterator[OnProgress]:
    """A progress bar on a terminal, a plain line every ten seconds elsewhere; both on standard error."""
    console = Console(stderr=True, highlight=False)
    started = time.monotonic()
    if not console.is_terminal:
        yield _plain_lines(console, started)
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[speed]}, left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, speed="")

        def advance(now: Advance) -> None:
            bar.update(task, completed=now.done, total=now.total, speed=_speed(now, started))

        yield advance


def _plain_lines(console: Console, started: float) -> OnProgress:
    last = started

    def advance(now: Advance) -> None:
        nonlocal last
        if time.monotonic() - last < _PLAIN_SECONDS:
            return
        last = time.monotonic()
        left = f", about {_left(now, last - started)} left" if now.done else ""
        console.print(f"read {now.done} of {now.total} files, {_speed(now, started)}{left}", soft_wrap=True)

    return advance


def _speed(now: Advance, started: float) -> str:
    seconds = max(time.monotonic() - started, 0.001)
    pages = f"{now.pages} pages, {now.pages / seconds:.1f} pages/s, " if now.pages else ""
    return f"{pages}{now.done / seconds:.1f} files/s"


def _left(now: Advance, seconds: float) -> str:
    minutes, rest = divmod(round(seconds / now.done * (now.total - now.done)), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def print_report(report: RunReport, out: Path | None) -> None:
    """The summary on standard output, troubled sources on standard error."""
    errors = Console(stderr=True, highlight=False)
    for uri, result in report.troubled[:_SHOWN]:
        style = "red" if result.outcome is Outcome.QUARANTINED else "yellow"
        errors.print(f"[{style}]{result.outcome.value}[/{style}] ", end="")
        errors.print(f"{_on_one_line(uri)}: {result.reason} ({result.reason_code})", markup=False, soft_wrap=True)
    if len(report.troubled) > _SHOWN:
        errors.print(f"... and {len(report.troubled) - _SHOWN} more, see the table sources", markup=False)
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()))
    console = Console(highlight=False)
    console.print(
        f"{report.inputs} files: {outcomes}; {report.documents} documents, {report.indicators} indicators",
        soft_wrap=True,
    )
    if report.interrupted:
        errors.print(f"interrupted: {report.unread} files were not read; the others are whole", markup=False)
    elif report.unread:
        errors.print(f"a fault of ours: {report.unread} files were given to workers and never answered", style="red")
    if out is not None:
        console.print(f"dataset in {out}", markup=False, soft_wrap=True)


def _on_one_line(uri: str) -> str:
    """An address may hold anything, a newline or an escape sequence too."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in uri)
