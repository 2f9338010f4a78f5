"""What `iku extract` says while it works and when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from iku.inputs import Input
from iku.pipeline import Outcome, SourceResult
from iku.run import Progress as OnProgress
from iku.run import RunReport

_SHOWN = 20
"""Troubled sources named on the terminal; all of them stand in `sources`."""
_PLAIN_EVERY = 100


@contextmanager
def progress_printer(total: int) -> Iterator[OnProgress]:
    """A progress bar on a terminal, a plain line every hundred files elsewhere; both on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain_lines(total, console)
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=total, rate="")

        def advance(entry: Input, result: SourceResult) -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.0f} files/s" if speed else "")

        yield advance


def _plain_lines(total: int, console: Console) -> OnProgress:
    done = 0

    def advance(entry: Input, result: SourceResult) -> None:
        nonlocal done
        done += 1
        if done % _PLAIN_EVERY == 0:
            console.print(f"read {done} of {total}", highlight=False)

    return advance


def print_report(report: RunReport, out: Path | None) -> None:
    """The summary on standard output, troubled sources on standard error."""
    errors = Console(stderr=True, highlight=False)
    for uri, result in report.troubled[:_SHOWN]:
        style = "red" if result.outcome is Outcome.QUARANTINED else "yellow"
        errors.print(f"[{style}]{result.outcome.value}[/{style}] ", end="")
        errors.print(f"{uri}: {result.reason} ({result.reason_code})", markup=False, soft_wrap=True)
    if len(report.troubled) > _SHOWN:
        errors.print(f"... and {len(report.troubled) - _SHOWN} more, see the table sources", markup=False)
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()))
    console = Console(highlight=False)
    console.print(
        f"{report.inputs} files: {outcomes}; {report.documents} documents, {report.indicators} indicators",
        soft_wrap=True,
    )
    if out is not None:
        console.print(f"dataset in {out}", markup=False, soft_wrap=True)
