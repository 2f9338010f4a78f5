"""The process from which workers are forked, ready-made: it loads once what every one of them needs.

This module loads nothing itself, so that a command can begin here and load its own part meanwhile.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.forkserver import ensure_running
from pathlib import Path

CONTEXT = multiprocessing.get_context("forkserver")


def prepare() -> None:
    """Begin to load what workers share, in a process of its own; does not wait for it. Again is as good as once."""
    CONTEXT.set_forkserver_preload(["iku.batch.preload"])
    with signals_held(), own_modules_first():
        ensure_running()


@contextmanager
def own_modules_first() -> Iterator[None]:
    """The new process looks for modules where this one found the package, not in the current folder: an `extract.py`
    there must not take the package's place."""
    kept = {name: os.environ.get(name) for name in ("PYTHONSAFEPATH", "PYTHONPATH")}
    home = str(Path(__file__).resolve().parents[2])
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (home, kept["PYTHONPATH"])))
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def signals_held() -> Iterator[None]:
    """Ctrl-C meets only the supervisor: processes begun here start with these signals held back."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
