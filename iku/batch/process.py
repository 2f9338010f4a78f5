"""The supervisor's end of one worker process."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from iku.batch.messages import Reply, Setup, State, Task
from iku.batch.nursery import CONTEXT, signals_held
from iku.batch.status import StatusBoard
from iku.batch.worker import work

_LAST_WORDS = 16_384
"""Bytes kept of what a dead worker left in its log."""
_GRACE = 1.0
_numbers = itertools.count(1)


class WorkerProcess:
    """A worker with the tasks it was given and has not answered yet, in their order."""

    def __init__(self, setup: Setup) -> None:
        self.log = setup.log / f"worker-{next(_numbers)}.log"
        self.board = StatusBoard()
        self.pending: dict[int, Task] = {}
        self.is_free = True
        """Whether it waits for a batch: one that has answered all of its last one may yet say that it leaves."""
        self.given = 0.0
        self.connection, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(
            target=work, args=(theirs, self.board, replace(setup, log=self.log)), daemon=True
        )
        with signals_held():
            self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its process id, which is its group's as well."""
        assert self._process.pid is not None
        return self._process.pid

    def give(self, tasks: Sequence[Task], given_up: Collection[str]) -> None:
        """Hand over a batch; `given_up` are contents that must not be read again."""
        self.pending = {task.number: task for task in tasks}
        self.is_free = False
        self.given = time.monotonic()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # dead: seen when it does not answer
            self.connection.send((tasks, tuple(given_up)))

    def receive(self) -> tuple[list[Reply], State]:
        """The next answers. Raises `EOFError` where the worker has died."""
        try:
            replies, state = self.connection.recv()
        except OSError as error:
            raise EOFError from error
        self.is_free = state is State.IDLE
        return replies, state

    def remaining(self) -> Iterator[list[Reply]]:
        """The answers that a dead worker had still sent."""
        with contextlib.suppress(EOFError):
            while self.connection.poll():
                yield self.receive()[0]

    def kill(self, *, ask_where: bool = False) -> None:
        """End it and all it has started; with `ask_where` its log says first what it was doing."""
        if ask_where:
            self._signal(signal.SIGABRT)
            self._process.join(_GRACE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._signal(signal.SIGKILL)  # where it has not come to have a group
        self._process.join(_GRACE)

    def _signal(self, number: signal.Signals) -> None:
        if self._process.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def dismiss(self) -> None:
        """Let a worker that has nothing to do end by itself, and see that it does."""
        self.connection.close()
        self._process.join(_GRACE)
        if self._process.is_alive():
            self.kill()

    def cause_of_death(self) -> str:
        """How it ended."""
        self._process.join(_GRACE)
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"exit status {code}"
        return f"signal {signal.Signals(-code).name}"

    def last_words(self) -> str:
        """The end of its log."""
        with contextlib.suppress(FileNotFoundError), self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - _LAST_WORDS))
            return log.read().decode("utf-8", "replace")
        return ""
