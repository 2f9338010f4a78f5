"""The collector of reference cycles, kept from walking the same objects again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 50_000
"""New objects after which a process that reads many papers searches for cycles."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles while a source is read or a dataset is linked.

    Documents, rows and trees hold no cycles: reference counting frees them. Many thousands of them live until the work
    is done, and each search would walk all of them and free nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def search_rarely() -> None:
    """Set a process that reads many papers to search for cycles only after very many new objects.

    A paper leaves some thousands of objects without cycles, which a search after each would walk for nothing.
    """
    gc.set_threshold(_NEW_OBJECTS)
