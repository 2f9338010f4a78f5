"""Header blocks through the whole of reading: where a field ends, and which lines are its own."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source
from tests.cases import cases

TITLE = "INDIKATOR KINERJA UTAMA\nTAHUN 2024\n\n"
TABLE = "\nNO\tSASARAN\tINDIKATOR KINERJA UTAMA\tSUMBER DATA\n1\tTertib arsip\tPersentase arsip tertata\tLaporan\n"


def read(header: str):
    """The one document of a paper with this header block."""
    (document,) = read_source((TITLE + header + "\n" + TABLE).encode()).documents
    assert len(document.indicators) == 1
    return document


def said(document) -> list[tuple[str, str]]:
    """What the header says, field by field."""
    named = [("instansi", document.instansi)] if document.instansi else []
    return named + [(str(s.field), s.text) for s in document.statements]


@pytest.mark.parametrize(("header", "expected"), cases("fields"))
def test_where_a_field_ends(header, expected):
    """`negative` are fields whose own text holds a colon."""
    document = read(header)
    assert [list(entry) for entry in said(document)] == expected
    assert not document.signatures


ROWS = [
    ("Kedudukan | : | unsur pelaksana", [("tugas", "menata arsip")]),
    ("| : | melaporkan arsip", [("tugas", "menata arsip melaporkan arsip")]),
    ("Bidang Data | : | melaksanakan pelaporan", [("tugas", "menata arsip Bidang Data melaksanakan pelaporan")]),
    ("Kode Satker : | | 123456", [("tugas", "menata arsip")]),
    ("Tujuan 1 | : | Arsip tertib", [("tugas", "menata arsip"), ("tujuan", "Arsip tertib")]),
    ("Tugas Pokok dan Fungsi | : | mendata", [("tugas", "menata arsip"), ("tugas", "mendata")]),
]


@pytest.mark.parametrize(("row", "rest"), ROWS)
def test_a_row_with_a_label_that_no_vocabulary_lists_ends_the_field_above(row, rest):
    rows = ["Instansi | : | Balai Contoh", "Tugas | : | menata arsip", row]
    cells = ["".join(f"<td>{cell.strip()}</td>" for cell in text.split("|")) for text in rows]
    header = f"<table><tr>{'</tr><tr>'.join(cells)}</tr></table>"
    document = read(header)
    assert sorted(said(document)) == [("instansi", "Balai Contoh"), *sorted(rest)]
    if rest == [("tugas", "menata arsip")]:
        assert row.split("|")[0].strip() in [entry.text for entry in document.remainder]
