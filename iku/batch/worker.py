"""A worker process: reads what it is given and answers, until it is told to stop or has grown too large.

What goes wrong in reading ends here, as a reason. What Python cannot catch (a crash, a hang, memory that never ends) is
the supervisor's to see; the worker only makes sure that its last words stand in its log.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from extract.errors import ReadError
from extract.identify import MediaType, identify
from extract.process_tree import resident_bytes
from iku.batch.contents import Contents, is_vast_archive
from iku.batch.messages import Known, Read, Reply, Setup, State, Task, Unfolded
from iku.batch.status import NO_TASK, StatusBoard
from iku.collector import search_rarely
from iku.dataset.parcel import pack
from iku.pipeline import SourceResult, failed, source_id, unread_id

_FLUSH_SECONDS = 0.2
_FLUSH_BYTES = 1 << 20
_EMPTY = "application/x-empty"
_PR_SET_PDEATHSIG = 1
_FAR_BEYOND = 2
"""The kernel refuses memory at this many times the limit; up to there the supervisor sees it in time and says so."""


def work(connection: Connection, board: StatusBoard, setup: Setup) -> None:
    """The life of a worker."""
    _settle(setup)
    worker = _Worker(connection, board, setup)
    try:
        while worker.serve() is not State.LEAVING:
            pass
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the supervisor has gone


def _settle(setup: Setup) -> None:
    os.setsid()  # a group of its own: Ctrl-C is the supervisor's, and what the worker starts ends with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _end_with_parent()
    _redirect(setup.log)
    faulthandler.enable(file=sys.__stderr__.fileno() if sys.__stderr__ else 2)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, _FAR_BEYOND * setup.limits.memory)
    gc.collect()
    gc.freeze()  # what all workers share is not looked at again and again
    search_rarely()


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _redirect(log: Path) -> None:
    """Nothing that a library says reaches the terminal or mixes with the run's output."""
    silence = os.open(os.devnull, os.O_RDWR)
    words = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for target, source in ((0, silence), (1, silence), (2, words)):
        os.dup2(source, target)
    os.close(silence)
    os.close(words)


def _limit(which: int, value: int) -> None:
    soft, hard = resource.getrlimit(which)
    lowest = min([value, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)])
    resource.setrlimit(which, (lowest, hard))


class _Worker:
    """Answers batches of tasks; keeps answers back for a moment, so that small files travel together."""

    def __init__(self, connection: Connection, board: StatusBoard, setup: Setup) -> None:
        self.connection, self.board, self.setup = connection, board, setup
        self.contents = Contents()
        self.met: set[str] = set()
        self.held: list[Reply] = []
        self.held_bytes = 0
        self.sent = time.monotonic()
        self.files = 0
        self.at_birth = resident_bytes(os.getpid())
        self.is_spent = False

    def serve(self) -> State:
        """Answer one batch."""
        tasks, given_up = self.connection.recv()
        self.met.update(given_up)
        os.ftruncate(2, 0)
        self.sent = time.monotonic()
        for task in tasks:
            self.held.append(self._answer(task))
            if time.monotonic() - self.sent > _FLUSH_SECONDS or self.held_bytes > _FLUSH_BYTES:
                self._send(State.BUSY)
        self.board.begin(NO_TASK, 0)
        self.contents.close()
        self.files += len(tasks)
        state = State.LEAVING if self._should_leave() else State.IDLE
        self._send(state)
        return state

    def _send(self, state: State) -> None:
        self.connection.send((self.held, state))
        self.held, self.held_bytes, self.sent = [], 0, time.monotonic()

    def _should_leave(self) -> bool:
        limits = self.setup.limits
        grown = resident_bytes(os.getpid()) - self.at_birth
        return self.is_spent or self.files >= limits.files_per_worker or grown > limits.growth

    def _answer(self, task: Task) -> Reply:
        self.board.begin(task.number, task.size)
        try:
            return self._read(task)
        except ReadError as error:
            return self._refused(task, error)
        except MemoryError:
            self.is_spent = True
            return self._refused(task, ReadError("memory_limit", over_memory(self.setup.limits.memory)))
        except TimeoutError:
            trace = traceback.format_exc()
            return self._refused(task, ReadError("time_limit", "a search took longer than its limit"), trace)
        except Exception as error:  # noqa: BLE001 - the one place where a fault of ours costs its file and not the run
            trace = traceback.format_exc()
            return self._refused(task, ReadError("crashed", f"the reader failed: {type(error).__name__}"), trace)

    def _read(self, task: Task) -> Reply:
        if task.member is None and is_vast_archive(task.path):
            return Unfolded(task.number, self.contents.members(task.path))
        data = self.contents.read(task)
        digest = source_id(data)
        if digest in self.met:
            return Known(task.number, digest)
        self.board.content(len(data), digest, MediaType.UNKNOWN.value)
        media_type = identify(data)
        self.board.content(len(data), digest, media_type.value)
        if media_type is MediaType.ZIP:
            if task.member is not None:
                raise ReadError("nested_archive", "an archive inside an archive is not opened; unpack it first")
            return Unfolded(task.number, self.contents.members(task.path))
        result = self.setup.read(data, media_type=media_type, step=self.board.step, without=task.without)
        return self._told(task, result)

    def _refused(self, task: Task, error: ReadError, trace: str | None = None) -> Read:
        status = self.board.read()
        digest = status.source_id or unread_id(task.uri)
        media_type = (status.media_type if status.size else _EMPTY) if status.source_id else MediaType.UNKNOWN.value
        return self._told(task, failed(digest, status.size, media_type, error), trace)

    def _told(self, task: Task, result: SourceResult, trace: str | None = None) -> Read:
        parcel = pack(result)
        packed = pickle.dumps(parcel, pickle.HIGHEST_PROTOCOL)
        self.met.add(result.source_id)
        self.held_bytes += len(packed)
        return Read(task.number, parcel.summary, packed, trace)


def over_memory(limit: int) -> str:
    """The sentence for a file that needs more memory than it may."""
    return f"reading it took more than {limit >> 20:,} MB of memory"
