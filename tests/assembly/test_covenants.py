"""Covenants: a sheet that names its parties, and an annex with the body and the table."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

PARTIES = """PERJANJIAN KINERJA TAHUN 2025

kami yang bertanda tangan di bawah ini :

Nama : SURYA DARMA
Jabatan : CAMAT CONTOH
selanjutnya disebut pihak pertama

Nama : SARI KENCANA
Jabatan : BUPATI MANDALA
selanjutnya disebut pihak kedua
"""
SIGNED = """
Pihak Kedua,\tContoh, 2 Januari 2025
BUPATI MANDALA\tPihak Pertama,
\tCAMAT CONTOH

SARI KENCANA\tSURYA DARMA, S.STP
\tNIP. 197001021995031004

"""
TABLE = "No\tSasaran Strategis\tIndikator Kinerja\tTarget\n1\tMeningkatnya layanan\tIndeks layanan\t81\n"


def read(*parts: str) -> list[tuple[str | None, str | None, int | None, int]]:
    documents = read_source("\n".join(parts).encode()).documents
    return [(d.judul, d.instansi, d.tahun, len(d.indicators)) for d in documents]


@pytest.mark.parametrize("body", ["KECAMATAN CONTOH KABUPATEN MANDALA", "SEKRETARIAT DINAS CONTOH"])
@pytest.mark.parametrize(
    "heading",
    [
        "PERJANJIAN KINERJA TAHUN 2025",
        "LAMPIRAN PERJANJIAN KINERJA TAHUN 2025",
        "LAMPIRAN\nPERJANJIAN KINERJA\nTAHUN 2025",
        "TARGET KINERJA TAHUN 2025",
    ],
)
def test_the_annex_names_the_body(heading, body):
    found = read(PARTIES, SIGNED, heading, body, "", TABLE, SIGNED)
    assert found == [("PERJANJIAN KINERJA TAHUN 2025", body, 2025, 1)]


def test_the_annex_of_a_decree_is_its_legal_basis_still():
    text = "LAMPIRAN KEPUTUSAN BUPATI MANDALA\nNOMOR 12 TAHUN 2025\nTENTANG PERJANJIAN KINERJA\n\n" + PARTIES
    (document,) = read_source(f"{text}{SIGNED}{TABLE}".encode()).documents
    assert (document.dasar.jenis, document.dasar.nomor) == ("KEPUTUSAN BUPATI MANDALA", "12")


@pytest.mark.parametrize("heading", ["PERJANJIAN KINERJA TAHUN 2025", "TARGET KINERJA TAHUN 2025"])
def test_an_annex_with_a_header_block_is_no_document_of_its_own(heading):
    block = "Unit Kerja : Kecamatan Contoh Kabupaten Mandala\n"
    found = read(PARTIES, SIGNED, heading, "", block, TABLE, SIGNED)
    assert found == [("PERJANJIAN KINERJA TAHUN 2025", "Kecamatan Contoh Kabupaten Mandala", 2025, 1)]


def test_covenants_one_behind_the_other_stay_apart():
    other = PARTIES.replace("CAMAT CONTOH", "CAMAT LEMBAH")
    found = read(PARTIES, SIGNED, other, SIGNED, "LAMPIRAN PERJANJIAN KINERJA", "", TABLE, SIGNED, PARTIES, TABLE)
    assert [(instansi, rows) for _, instansi, _, rows in found] == [
        ("CAMAT CONTOH", 0),
        ("CAMAT LEMBAH", 1),
        ("CAMAT CONTOH", 1),
    ]
