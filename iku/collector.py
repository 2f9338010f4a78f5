"""The collector of reference cycles, kept from walking the same objects again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
