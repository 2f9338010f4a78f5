"""Objectives over a table hold for its rows; what only looks like one does not."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

TITLE = "INDIKATOR KINERJA UTAMA\nDINAS CONTOH KOTA SUKAMAJU\n\n"
HEAD = "NO\tINDIKATOR KINERJA UTAMA\tSUMBER DATA\n"
FIRST = HEAD + "1\tPersentase arsip tertata\tLaporan\n2\tJumlah arsip\tBuku\n\n"
SECOND = HEAD + "1\tNilai layanan\tSurvei\n\n"
OWN = "NO\tSASARAN\tINDIKATOR KINERJA UTAMA\tSUMBER DATA\n1\tTertib\tPersentase arsip tertata\tLaporan\n\n"
BOTH = [(None, "Tertib"), (None, "Tertib"), (None, "Terbuka")]


def objectives(text: str) -> list[tuple[str | None, str | None]]:
    """Tujuan and sasaran of every row of the one document, each with a place where it stands."""
    (document,) = read_source((TITLE + text).encode()).documents
    known = {entry.pointer for entry in document.evidence}
    for n, row in enumerate(document.indicators):
        assert row.sasaran is None or f"/indicators/{n}/sasaran" in known
    return [(row.tujuan, row.sasaran) for row in document.indicators]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"Sasaran 1 : Tertib\n\n{FIRST}Sasaran 2 : Terbuka\n\n{SECOND}", BOTH),
        (f"### Sasaran Strategis 1: Tertib\n\n{FIRST}### Sasaran Strategis 2: Terbuka\n\n{SECOND}", BOTH),
        (f"A. Sasaran Strategis I. Tertib\n\n{FIRST}B. Sasaran Strategis II. Terbuka\n\n{SECOND}", BOTH),
        (f"Sasaran : Tertib\n\n{FIRST}Sasaran : Terbuka\nTabel 2 IKU\n{SECOND}", BOTH),
        (f"Tabel 1. Sasaran 1: Tertib\n\n{FIRST}Tabel 2. Sasaran 2: Terbuka\n\n{SECOND}", BOTH),
        (f"SASARAN 1\nTertib\n\n{FIRST}SASARAN 2\nTerbuka\n\n{SECOND}", BOTH),
        (f"Sasaran 1 : Tertib\n{FIRST}\n{SECOND}", [*BOTH[:2], BOTH[0]]),
        (f"Sasaran 1 : Arsip yang\ntertib\n\n{SECOND}", [(None, "Arsip yang tertib")]),
        (
            f"Tujuan 1 : Arsip\nSasaran 1.1 : Tertib\n{FIRST}Sasaran 1.2 : Terbuka\n{SECOND}",
            [("Arsip", "Tertib"), ("Arsip", "Tertib"), ("Arsip", "Terbuka")],
        ),
    ],
)
def test_an_objective_over_a_table_holds_for_its_rows(text, rows):
    assert objectives(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"Sasaran 1 : Terbuka\n\n{OWN}", [(None, "Tertib")]),
        (f"Sasaran : 1. Tertib\n2. Terbuka\n\n{SECOND}", [(None, None)]),
        (f"Sasaran 1 : Tertib\nSasaran 2 : Terbuka\n\n{SECOND}", [(None, None)]),
        (f"SASARAN 1\nTertib\nSASARAN 2\nTerbuka\n{SECOND}", [(None, None)]),
        (f"Tujuan 1 : Tertib\nTujuan 2 : Terbuka\n\n{SECOND}", [(None, None)]),
        (f"Sasaran : Terbuka\nTugas : menata arsip\n\n{SECOND}", [(None, None)]),
        (f"Sasaran Strategis\n\n{SECOND}", [(None, None)]),
        (f"Sasaran 1\nTahun 2024\n{SECOND}", [(None, None)]),
        (f"{OWN}Sasaran 1 : Terbuka dicapai pada akhir tahun.\n", [(None, "Tertib")]),
    ],
    ids=[
        "a column of its own",
        "a list",
        "two",
        "two below their numbers",
        "two tujuan",
        "a header field between",
        "no text",
        "a year",
        "no table below",
    ],
)
def test_what_is_no_objective_of_the_rows(text, rows):
    assert objectives(text) == rows


def test_a_numbered_label_with_its_value_is_no_caption():
    document = read_source(f"{TITLE}III. TUJUAN : Terwujudnya arsip yang tertib\n\n{OWN}".encode()).documents[0]
    assert [(str(s.field), s.text) for s in document.statements] == [("tujuan", "Terwujudnya arsip yang tertib")]
    document = read_source(f"{TITLE}III. TUJUAN DAN SASARAN\n\n{OWN}".encode()).documents[0]
    assert not document.statements


def test_an_objective_over_a_table_that_is_not_taken_holds_for_no_other():
    plan = HEAD.replace("INDIKATOR KINERJA UTAMA", "INDIKATOR") + "1\tJumlah rapat\tNotula\n\n"
    text = f"Sasaran 1 : Tertib\n\n{FIRST}RENCANA AKSI TAHUN 2024\n\nSasaran 2 : Rapat\n\n{plan}{SECOND}"
    assert objectives(text) == [(None, "Tertib"), (None, "Tertib")]
    text = f"{FIRST}RENCANA AKSI TAHUN 2024\n\nSasaran 2 : Rapat\n\n{plan}INDIKATOR KINERJA UTAMA\n\n{SECOND}"
    assert objectives(text) == [(None, None)] * 3
