"""The supervisor: gives files to workers, watches their time and memory, and names the file that ended one."""

from __future__ import annotations

import math
import pickle
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait

from extract.errors import ReadError
from extract.identify import MediaType
from extract.process_tree import resident_bytes
from iku.batch.messages import Known, Read, Reply, Setup, State, Stop, Task, Unfolded
from iku.batch.nursery import prepare
from iku.batch.process import WorkerProcess
from iku.batch.status import NO_TASK, Status
from iku.batch.worker import over_memory
from iku.dataset.parcel import pack
from iku.pipeline import failed, unread_id

_TURN_SECONDS = 0.1
_BATCH_FILES = 32
_BATCH_BYTES = 256 << 10
_STILLBORN = 8
"""So many workers in a row that die before they read anything mean that none can live here."""


class WorkersError(Exception):
    """No worker process can be kept alive; the message holds what the last one said."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What the run's log keeps of a file or page that ended its worker, or of a fault in a reader."""

    uri: str
    reason_code: str
    reason: str
    trace: str


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Why a worker is ended, and at what it was then."""

    error: ReadError
    status: Status
    whole: bool = False
    """The file as a whole is at fault, not the page being read."""


@dataclass(slots=True)
class Pool:
    """Up to `jobs` workers. `read` gives the answers in the order in which they come; `stop` ends it between two."""

    jobs: int
    setup: Setup
    stop: Stop = lambda: False
    failures: list[Failure] = field(default_factory=list)
    files: int = 0
    """Files in all, the members of archives met so far among them."""
    _queue: deque[Task] = field(default_factory=deque)
    _workers: list[WorkerProcess] = field(default_factory=list)
    _given_up: set[str] = field(default_factory=set)
    _stillborn: int = 0
    _next: int = 0

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Read | Known] | None]:
        """Each task with its answer, the members of an archive in its place; None at every turn of the watch.

        Numbers of tasks must differ. Raises `WorkersError`.
        """
        self._queue.extend(tasks)
        self.files = len(self._queue)
        self._next = max((task.number for task in self._queue), default=0) + 1
        prepare()
        try:
            while (self._queue or self._busy()) and not self.stop():
                self._feed()
                yield from self._listen(_TURN_SECONDS)
                for worker, verdict in self._overdue():
                    yield from self._bury(worker, verdict)
                yield None
            yield from self._listen(0)
        finally:
            self._dismiss()

    def pages_under_way(self) -> int:
        """Pages read of files that are not finished."""
        return sum((worker.board.read().page or 1) - 1 for worker in self._busy())

    def _busy(self) -> list[WorkerProcess]:
        return [worker for worker in self._workers if not worker.is_free]

    def _feed(self) -> None:
        for worker in self._workers:
            if self._queue and worker.is_free:
                worker.give(self._batch(), self._given_up)
        while self._queue and len(self._workers) < self.jobs:
            self._workers.append(WorkerProcess(self.setup))
            self._workers[-1].give(self._batch(), self._given_up)

    def _batch(self) -> list[Task]:
        """The next tasks: many small files or one large one, and never so many that other workers stand idle."""
        most = min(_BATCH_FILES, math.ceil(len(self._queue) / (2 * self.jobs)))
        batch = [self._queue.popleft()]
        size = batch[0].size
        while self._queue and len(batch) < most and (size := size + self._queue[0].size) <= _BATCH_BYTES:
            batch.append(self._queue.popleft())
        return batch

    def _listen(self, seconds: float) -> Iterator[tuple[Task, Read | Known]]:
        by_connection = {worker.connection: worker for worker in self._busy()}
        for connection in wait(list(by_connection), seconds):
            worker = by_connection[connection]  # type: ignore[index]  # wait returns what it was given
            try:
                replies, state = worker.receive()
            except EOFError:
                yield from self._bury(worker, None)
                continue
            yield from self._accept(worker, replies)
            if state is State.LEAVING:
                worker.dismiss()
                self._workers.remove(worker)

    def _accept(self, worker: WorkerProcess, replies: list[Reply]) -> Iterator[tuple[Task, Read | Known]]:
        for reply in replies:
            self._stillborn = 0
            task = worker.pending.pop(reply.task)
            if isinstance(reply, Unfolded):
                self._unfold(task, reply)
                continue
            if isinstance(reply, Read) and reply.trace:
                summary = reply.summary
                self._note(task, ReadError(summary.reason_code or "", summary.reason or ""), reply.trace)
            yield task, reply

    def _unfold(self, archive: Task, reply: Unfolded) -> None:
        members = [
            Task(self._next + n, archive.path, f"{archive.uri}!/{member.name}", member.size, member)
            for n, member in enumerate(reply.members)
        ]
        self._next += len(members)
        self.files += len(members) - 1
        self._queue.extendleft(reversed(members))

    def _overdue(self) -> Iterator[tuple[WorkerProcess, _Verdict]]:
        for worker in self._busy():
            verdict = self._judge(worker)
            if verdict is not None:
                yield worker, verdict

    def _judge(self, worker: WorkerProcess) -> _Verdict | None:
        """Whether a worker has gone beyond a limit."""
        status, now, limits = worker.board.read(), time.monotonic(), self.setup.limits
        if status.task == NO_TASK:
            if now - worker.given > limits.file_seconds:
                return _Verdict(ReadError("time_limit", "the worker did not begin"), status)
            return None
        if now - status.started > limits.file_seconds:
            text = f"reading the file took longer than {limits.file_seconds:g} s"
            return _Verdict(ReadError("time_limit", text), status, whole=True)
        if now - status.stepped > limits.page_seconds:
            return _Verdict(ReadError("time_limit", f"reading it took longer than {limits.page_seconds:g} s"), status)
        if resident_bytes(worker.pid) > limits.memory:
            return _Verdict(ReadError("memory_limit", over_memory(limits.memory)), status)
        return None

    def _bury(self, worker: WorkerProcess, verdict: _Verdict | None) -> Iterator[tuple[Task, Read | Known]]:
        """End a worker (without a verdict it has died by itself), blame one file, and let others read the rest."""
        worker.kill(ask_where=verdict is not None and verdict.error.reason_code == "time_limit")
        for replies in worker.remaining():
            yield from self._accept(worker, replies)
        status = worker.board.read()
        self._workers.remove(worker)
        worker.dismiss()
        # a worker that had gone on to the next file when it was ended has done nothing wrong there
        culprit = None if verdict and verdict.status.task != status.task else worker.pending.pop(status.task, None)
        self._queue.extendleft(reversed(worker.pending.values()))
        if culprit is not None:
            yield from self._blame(culprit, status, verdict or _died(worker, status), worker.last_words())
            return
        self._stillborn += 1
        if self._stillborn >= _STILLBORN:
            raise WorkersError(f"worker processes end before they read anything: {worker.last_words()[-2000:]}")

    def _blame(self, task: Task, status: Status, verdict: _Verdict, trace: str) -> Iterator[tuple[Task, Read]]:
        error = ReadError(verdict.error.reason_code, verdict.error.message, status.page if _has_pages(status) else None)
        self._note(task, error, trace)
        if not verdict.whole and self._can_do_without(task, status):
            assert status.page is not None
            without = {**task.without, status.page: f"the page was left out: {error.message}"}
            self._queue.appendleft(replace(task, without=without))
            return
        if status.source_id is not None:
            self._given_up.add(status.source_id)
        digest = status.source_id or unread_id(task.uri)
        parcel = pack(failed(digest, status.size, status.media_type or MediaType.UNKNOWN.value, error))
        yield task, Read(task.number, parcel.summary, pickle.dumps(parcel))

    def _can_do_without(self, task: Task, status: Status) -> bool:
        """Whether another attempt may read the other pages: some page was read, or this is the first to fail."""
        if status.page is None or not _has_pages(status) or len(task.without) >= self.setup.limits.bad_pages:
            return False
        return not task.without or status.page - 1 > len(task.without)

    def _note(self, task: Task, error: ReadError, trace: str) -> None:
        place = "" if error.page is None else f"page {error.page}: "
        self.failures.append(Failure(task.uri, error.reason_code, place + error.message, trace))

    def _dismiss(self) -> None:
        for worker in self._workers:
            if worker.pending:
                worker.kill()
            worker.dismiss()
        self._workers.clear()


def _has_pages(status: Status) -> bool:
    return status.media_type == MediaType.PDF.value


def _died(worker: WorkerProcess, status: Status) -> _Verdict:
    return _Verdict(ReadError("crashed", f"the reader ended its process ({worker.cause_of_death()})"), status)
