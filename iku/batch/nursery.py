"""The process from which workers are forked, ready-made: it loads once what every one of them needs.

This module loads nothing itself, so that a command can begin here and load its own part meanwhile.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.forkserver import ensure_running

CONTEXT = multiprocessing.get_context("forkserver")


def prepare() -> None:
    """Begin to load what workers share, in a process of its own; does not wait for it. Again is as good as once."""
    CONTEXT.set_forkserver_preload(["iku.batch.preload"])
    with signals_held():
        ensure_running()


@contextmanager
def signals_held() -> Iterator[None]:
    """Ctrl-C meets only the supervisor: processes begun here start with these signals held back."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
