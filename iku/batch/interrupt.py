"""Ctrl-C and SIGTERM as a request: finish what must be whole, then end. A second one ends at once."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupt:
    """While it is entered, the first signal only sets it. Outside the main thread signals stay as they are."""

    def __init__(self) -> None:
        self._set = False
        self._before: dict[signal.Signals, signal._HANDLER] = {}

    def is_set(self) -> bool:
        """Whether the run was asked to end."""
        return self._set

    def __enter__(self) -> Interrupt:  # noqa: D105 - see the class
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._note) for number in _SIGNALS}
        return self

    def __exit__(  # noqa: D105 - see the class
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._set:
            raise KeyboardInterrupt
        self._set = True
