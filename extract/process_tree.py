"""A process and all it has started, through /proc (Linux); elsewhere the process alone is known."""

from __future__ import annotations

import os
import signal
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


def process_tree(pid: int) -> list[int]:
    """`pid` and its living descendants, parents first."""
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:  # ended meanwhile, or no /proc
            continue
        found += map(int, children.split())
    return found


def resident_bytes(pid: int) -> int:
    """Memory that a process and its descendants hold; 0 where it cannot be told. Pages they share count for each."""
    total = 0
    for member in process_tree(pid):
        try:
            total += int(Path(f"/proc/{member}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
        except OSError:
            continue
    return total


def kill_tree(pid: int) -> None:
    """End a process and its descendants at once. One that has ended already is no error."""
    for member in process_tree(pid):
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            continue
