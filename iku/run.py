"""One run of `iku extract`: inputs to results to dataset, with an account of how it went."""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extract.errors import ReadError
from iku.dataset.writer import write_dataset
from iku.inputs import Input
from iku.pipeline import PIPELINE, Outcome, SourceResult, quarantined, read_source, source_id

Progress = Callable[[Input, SourceResult], None]


@dataclass(slots=True)
class RunReport:
    """How a run went: outcomes counted, sources that were not read whole."""

    outcomes: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    indicators: int = 0
    inputs: int = 0
    seconds: float = 0.0
    troubled: list[tuple[str, SourceResult]] = field(default_factory=list)

    @property
    def quarantined(self) -> int:
        """Sources that could not be read."""
        return self.outcomes[Outcome.QUARANTINED]


def run_extract(
    inputs: Sequence[Input], out: Path, *, prune: bool = False, dry_run: bool = False, progress: Progress | None = None
) -> RunReport:
    """Read `inputs` and merge what they give into the dataset in `out` (not written on a dry run).

    Raises `OSError` where `out` cannot be written; trouble with an input is in the report and in `sources`.
    """
    started = time.monotonic()
    report = RunReport(inputs=len(inputs))
    addresses: dict[str, list[str]] = {}
    results: dict[str, SourceResult] = {}
    for entry, result in _read_all(inputs, results):
        addresses.setdefault(result.source_id, []).append(entry.uri)
        if result.source_id not in results:
            results[result.source_id] = result
            _count(report, entry.uri, result)
        if progress is not None:
            progress(entry, result)
    report.seconds = time.monotonic() - started
    if not dry_run:
        ordered = [(results[key], addresses[key]) for key in sorted(results)]
        write_dataset(out, ordered, prune=prune)
        _log_run(out, report)
    return report


def _read_all(inputs: Iterable[Input], known: dict[str, SourceResult]) -> Iterator[tuple[Input, SourceResult]]:
    """Each input with its result; a content that was read before is not read again."""
    for entry in inputs:
        try:
            data = entry.path.read_bytes()
        except OSError as error:
            yield entry, quarantined(b"", ReadError("unreadable", f"{entry.uri}: {error.strerror or error}"))
            continue
        digest = source_id(data)
        yield entry, known[digest] if digest in known else _read(data)


def _read(data: bytes) -> SourceResult:
    try:
        return read_source(data)
    except ReadError as error:
        return quarantined(data, error)


def _count(report: RunReport, uri: str, result: SourceResult) -> None:
    report.outcomes[result.outcome.value] += 1
    report.documents += len(result.documents)
    report.indicators += sum(len(document.indicators) for document in result.documents)
    if result.outcome is not Outcome.OK:
        report.troubled.append((uri, result))


def _log_run(out: Path, report: RunReport) -> None:
    """What belongs to this run alone stands beside the dataset, not in it."""
    now = datetime.now(UTC)
    folder = out / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    entry = {
        "finished": now.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 3),
        "inputs": report.inputs,
        "outcomes": dict(sorted(report.outcomes.items())),
        "documents": report.documents,
        "pipeline": PIPELINE,
        "python": platform.python_version(),
        "machine": platform.platform(),
    }
    path = folder / f"{now:%Y%m%dT%H%M%S%f}.json"
    path.write_text(json.dumps(entry, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
