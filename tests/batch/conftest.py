from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# workers import the readers of the tests by name
sys.path.insert(0, str(Path(__file__).parent))

PAPER = """INDIKATOR KINERJA UTAMA
DINAS PERCONTOHAN KOTA SUKAMAJU

Nama : Dinas Percontohan {n}
Tugas : melaksanakan urusan percontohan

NO\tSASARAN\tINDIKATOR KINERJA\tFORMULASI PERHITUNGAN\tSUMBER DATA
1\tMeningkatnya layanan\tPersentase layanan ke-{n} tepat waktu\tJumlah tepat waktu / Jumlah layanan x 100%\tBidang A
"""


def paper(n: int = 0) -> str:
    """A text that reads as one document; each `n` another."""
    return PAPER.format(n=n)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "masuk"
    path.mkdir()
    return path


@pytest.fixture
def papers(folder: Path) -> Callable[[int], Path]:
    """Writes so many good files into the folder."""

    def write(count: int) -> Path:
        for n in range(count):
            (folder / f"baik_{n:02}.txt").write_text(paper(n), encoding="utf-8")
        return folder

    return write
