"""Calls into PDFium's library at the least cost that ctypes allows.

pypdfium2 opens documents and owns their memory; on a page its library is called directly, because its objects cost more
per character than a page may take. What makes it fast: functions that keep the interpreter lock (`PyDLL`: most calls
take less time than giving the lock away), no declared argument types (to convert an argument takes longer than a call),
pointers made once and used for every page (`Slots`), and `map` instead of loops.

So every address given to a function must be an argument made by `pointer` or `Slots`; a bare number is 32 bits wide.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2_raw
from numpy.typing import NDArray

ROWS = 1024
"""Rows that `Slots` holds; longer requests are answered in parts."""


def _library() -> ctypes.PyDLL:
    folder = Path(pypdfium2_raw.__file__).parent
    found = next(path for path in folder.iterdir() if path.name in ("libpdfium.so", "libpdfium.dylib", "pdfium.dll"))
    return ctypes.PyDLL(str(found))


_LIBRARY = _library()

ADDRESS = ctypes.c_ssize_t
"""Result type of functions that return a handle: a number, 0 where there is none."""
NUMBER = ctypes.c_int
pointer = ctypes.c_void_p.from_param
"""The argument for an address."""


def function(name: str, result: Any = None) -> Any:
    """A function of the library; `result` is what it returns (None: nobody asks)."""
    found = _LIBRARY[name]
    found.restype = result
    return found


def numbers(call: Any, *arguments: Sequence[Any]) -> NDArray[np.int64]:
    """What a function returns for each of several arguments."""
    return np.fromiter(map(call, *arguments), np.int64, len(arguments[-1]))


class Slots(threading.local):
    """Rows of numbers that a function fills in through pointers, one row a call."""

    def __init__(self, kind: Any, width: int, *, apart: bool = False, default: int = 0) -> None:
        """`width` numbers a row, each with a pointer of its own if `apart`, `default` where a call gives none."""
        size = ctypes.sizeof(kind)
        buffer = (kind * (ROWS * width))()
        self._default = default
        self._rows = np.ctypeslib.as_array(buffer).reshape(ROWS, width)
        self._pointers = [
            [ctypes.byref(buffer, (row * width + column) * size) for row in range(ROWS)]
            for column in range(width if apart else 1)
        ]

    def filled(self, call: Any, *arguments: Sequence[Any]) -> NDArray[Any]:
        """The rows that a function fills in when called with each of several arguments and a row's pointers."""
        count = len(arguments[-1])
        if count <= ROWS:
            return self._part(call, arguments, count)
        parts = [[given[start : start + ROWS] for given in arguments] for start in range(0, count, ROWS)]
        return np.concatenate([self._part(call, part, len(part[-1])) for part in parts])

    def _part(self, call: Any, arguments: Sequence[Sequence[Any]], count: int) -> NDArray[Any]:
        rows = self._rows[:count]
        rows[:] = self._default
        deque(map(call, *arguments, *self._pointers), maxlen=0)
        return rows.copy()
