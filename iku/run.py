"""One run of `iku extract`: inputs to results to dataset, with an account of how it went."""

from __future__ import annotations

import json
import pickle
import platform
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from iku.batch.interrupt import Interrupt
from iku.batch.limits import Limits, cores
from iku.batch.messages import Known, ReadSource, Setup, Task
from iku.batch.pool import Failure, Pool
from iku.batch.spool import Spool
from iku.dataset.parcel import Summary, pack
from iku.dataset.writer import write_parcels
from iku.inputs import Input
from iku.pipeline import PIPELINE, Outcome, failed, read_source, unread_id


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a run is. `total` grows as archives are opened; `pages` counts those of files under way as well."""

    done: int
    total: int
    pages: int


Progress = Callable[[Advance], None]


@dataclass(slots=True)
class RunReport:
    """How a run went: outcomes counted by source, sources that were not read whole."""

    outcomes: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    indicators: int = 0
    pages: int = 0
    inputs: int = 0
    """Files and members of archives that were read or found unreadable."""
    unread: int = 0
    """Files without an answer: those that an interrupted run did not come to, and none otherwise."""
    seconds: float = 0.0
    jobs: int = 1
    interrupted: bool = False
    troubled: list[tuple[str, Summary]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def quarantined(self) -> int:
        """Sources that could not be read."""
        return self.outcomes[Outcome.QUARANTINED]


def run_extract(
    inputs: Sequence[Input],
    out: Path,
    *,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    jobs: int | None = None,
    limits: Limits | None = None,
    read: ReadSource = read_source,
) -> RunReport:
    """Read `inputs` in worker processes and merge what they give into the dataset in `out` (unless `dry_run`).

    `jobs` is the number of workers, by default one a core. SIGINT or SIGTERM ends the reading; what was finished is
    written, and nothing pruned. Raises `OSError` where `out` cannot be written and `WorkersError` where no worker can
    live; trouble with an input is in the report and in `sources`.
    """
    if not dry_run:
        out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    report = RunReport(jobs=jobs or cores())
    with Interrupt() as interrupt, tempfile.TemporaryDirectory(prefix="iku-") as logs, closing(Spool()) as spool:
        pool = Pool(report.jobs, Setup(limits or Limits(), read, Path(logs)), stop=interrupt.is_set)
        for advance in _read_all(inputs, pool, spool, report):
            if progress is not None:
                progress(advance)
        report.interrupted = interrupt.is_set()
        report.troubled.sort(key=lambda item: item[0])
        report.failures = sorted(pool.failures, key=lambda failure: failure.uri)
        report.seconds = time.monotonic() - started
        if not dry_run:
            write_parcels(out, spool.parcels(), prune=prune and not (report.interrupted or report.unread))
            _log_run(out, report)
    return report


def _read_all(inputs: Sequence[Input], pool: Pool, spool: Spool, report: RunReport) -> Iterator[Advance]:
    refused = [entry for entry in inputs if entry.error is not None]
    for entry in refused:
        _refuse(entry, spool, report)
    tasks = [Task(n, e.path, e.uri, e.size) for n, e in enumerate(inputs) if e.error is None]
    for answer in pool.read(tasks):
        if answer is None:
            yield Advance(report.inputs, pool.files + len(refused), report.pages + pool.pages_under_way())
            continue
        task, reply = answer
        if isinstance(reply, Known):
            _keep(spool, report, task.uri, reply.source_id)
        else:
            _keep(spool, report, task.uri, reply.summary.source_id, reply.summary, reply.parcel)
    report.unread = pool.files + len(refused) - report.inputs
    yield Advance(report.inputs, pool.files + len(refused), report.pages)


def _refuse(entry: Input, spool: Spool, report: RunReport) -> None:
    """An input that is no file to read never reaches a worker."""
    assert entry.error is not None
    parcel = pack(failed(unread_id(entry.uri), entry.size, "application/octet-stream", entry.error))
    _keep(spool, report, entry.uri, parcel.summary.source_id, parcel.summary, pickle.dumps(parcel))


def _keep(
    spool: Spool, report: RunReport, uri: str, source_id: str, summary: Summary | None = None, parcel: bytes = b""
) -> None:
    report.inputs += 1
    spool.found(source_id, uri)
    if summary is None or spool.holds(source_id):
        return
    spool.add(source_id, parcel)
    report.outcomes[summary.outcome.value] += 1
    report.documents += summary.documents
    report.indicators += summary.indicators
    report.pages += summary.pages or 0
    if summary.outcome in {Outcome.PARTIAL, Outcome.QUARANTINED}:
        report.troubled.append((uri, summary))


def _log_run(out: Path, report: RunReport) -> None:
    """What belongs to this run alone stands beside the dataset, not in it."""
    now = datetime.now(UTC)
    folder = out / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    entry = {
        "finished": now.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 3),
        "jobs": report.jobs,
        "interrupted": report.interrupted,
        "inputs": report.inputs,
        "unread": report.unread,
        "outcomes": dict(sorted(report.outcomes.items())),
        "documents": report.documents,
        "pipeline": PIPELINE,
        "python": platform.python_version(),
        "machine": platform.platform(),
        "failures": [
            {"uri": f.uri, "reason_code": f.reason_code, "reason": f.reason, "trace": f.trace.splitlines()}
            for f in report.failures
        ],
    }
    path = folder / f"{now:%Y%m%dT%H%M%S%f}.json"
    path.write_text(json.dumps(entry, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
