"""What stands beside IKU papers and is none: data dictionaries, price lists, budgets, lines under a heading."""

from __future__ import annotations

import pytest

from iku.pipeline import Outcome, read_source
from normalize.instansi import same_body

PAPER = """INDIKATOR KINERJA UTAMA
{body}
TAHUN 2024

| No | Indikator Kinerja Utama | Formula | Sumber Data |
|---|---|---|---|
| 1 | Persentase jalan mantap | Panjang jalan mantap / panjang jalan x 100% | Laporan |
"""
DICTIONARY = (
    "| No | Nama | Definisi | Rumus | Satuan | Sumber Data |\n|---|---|---|---|---|---|\n"
    "| 1 | umur | lama hidup | tahun ini dikurangi tahun lahir | tahun | kartu keluarga |\n"
)
PRICES = "| No | Uraian | Satuan | Harga | Jumlah |\n|---|---|---|---|---|\n| 1 | Kertas | rim | 50.000 | 10 |\n"
BUDGET = (
    "| Indikator | Tolok Ukur Kinerja | Target Kinerja |\n|---|---|---|\n"
    "| Masukan | Dana yang dibutuhkan | Rp 10.000.000 |\n| Keluaran | Jumlah laporan | 12 laporan |\n"
)


def test_a_data_dictionary_is_no_paper_and_costs_nothing():
    found = read_source(DICTIONARY.encode())
    assert (found.outcome, found.documents) == (Outcome.EMPTY, ())


@pytest.mark.parametrize("beside", [DICTIONARY, PRICES, BUDGET])
def test_a_table_behind_a_paper_adds_no_rows(beside):
    text = f"{PAPER.format(body='DINAS CONTOH KOTA SUKAMAJU')}\n\nLampiran lain\n\n{beside}"
    (document,) = read_source(text.encode()).documents
    assert [i.indikator for i in document.indicators] == ["Persentase jalan mantap"]


@pytest.mark.parametrize(
    "line", ["SUMBER: BAGIAN ORGANISASI", "EDISI KEDUA", "RINGKASAN EKSEKUTIF", "VERSI 2.0", "MELAYANI DENGAN HATI"]
)
def test_a_line_under_a_heading_that_names_no_body_is_none(line):
    (document,) = read_source(PAPER.format(body=line).encode()).documents
    assert document.instansi is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("DINAS PETERNAKAN KABUPATEN CONTOH", "DINAS PERIKANAN KABUPATEN CONTOH", False),
        ("DINAS PERTANIAN KABUPATEN CONTOH", "DINAS PERTANAHAN KABUPATEN CONTOH", False),
        ("INSPEKTUR PEMBANTU I", "INSPEKTUR PEMBANTU II", False),
        ("KECAMATAN SUKA WETAN KOTA CONTOH", "KECAMATAN SUKA KULON KOTA CONTOH", False),
        ("DINAS PERUMAHAN RAKYAT", "DINAS PERUMAHN RAKYAT", True),
        ("KECAMATAN LEMBAH SARI", "KECAMATAN LEMBAHSARI", True),
    ],
)
def test_names_are_compared_word_by_word(one, other, same):
    assert same_body(one, other) is same


def test_two_bodies_of_names_alike_in_one_file_are_two_documents():
    bodies = ["DINAS PETERNAKAN KABUPATEN SUKAMAJU", "DINAS PERIKANAN KABUPATEN SUKAMAJU"]
    text = "\n\n".join(PAPER.format(body=body) for body in bodies)
    assert [document.instansi for document in read_source(text.encode()).documents] == bodies
