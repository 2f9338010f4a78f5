from __future__ import annotations

import multiprocessing
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iku.batch.status import NO_TASK, StatusBoard


@given(st.integers(0, 1 << 40), st.integers(0, 1 << 50), st.binary(min_size=32, max_size=32), st.integers(1, 10**6))
def test_what_the_worker_tells_is_what_the_supervisor_reads(task: int, size: int, digest: bytes, page: int) -> None:
    board = StatusBoard()
    board.begin(task, size)
    assert board.read()[0] == task
    assert board.read()[3:] == (None, size, None, "")
    board.content(size + 1, digest.hex(), "text/plain")
    board.step(page)
    assert board.read()[3:] == (page, size + 1, digest.hex(), "text/plain")
    board.step(None)
    assert board.read().page is None


def _tell(board: StatusBoard, rounds: int) -> None:
    for number in range(rounds):
        board.begin(number, number)
        board.content(number, "ab" * 32, "text/plain")
        board.step(1)


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning"
)  # a fork of a process with threads; this one has none that matter
def test_a_time_is_never_read_while_it_is_half_written() -> None:
    board = StatusBoard()
    began = time.monotonic()
    teller = multiprocessing.get_context("fork").Process(target=_tell, args=(board, 150_000))
    teller.start()
    read = []
    while teller.is_alive():
        read.append(board.read())
    teller.join()
    assert all(status.started >= began - 60 and status.stepped >= began - 60 for status in read)
    assert all(status.task >= NO_TASK for status in read)
