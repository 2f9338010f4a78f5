"""Lines of running text joined: hyphens stay, and the work grows with the number of lines alone."""

from __future__ import annotations

import time

import pytest

from normalize.text import join_lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["peraturan perundang-", "undangan"], "peraturan perundang-undangan"),
        (["peraturan", "-", "undangan"], "peraturan - undangan"),
        (["Perda 12-", "tahun"], "Perda 12- tahun"),
        (["antar-", "Kota"], "antar- Kota"),
        (["a-", "b-", "c"], "a-b-c"),
        (["", "  mutu ", "", "layanan"], "mutu layanan"),
        ([], ""),
    ],
)
def test_lines_joined(lines, joined):
    assert join_lines(lines) == joined


def test_many_lines_are_joined_in_time_that_grows_with_them():
    started = time.process_time()
    assert len(join_lines(["melaksanakan urusan"] * 100_000)) == 1_999_999
    assert time.process_time() - started < 5  # half a minute and more where each line looks at all above
