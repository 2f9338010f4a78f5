"""Tables that an OCR model typed line by line: rows and headings whose lines are rows of their own."""

from __future__ import annotations

from textwrap import wrap

import pytest

from iku.pipeline import read_source

HEAD = ("NO", "SASARAN", "INDIKATOR KINERJA UTAMA", "FORMULASI", "SUMBER DATA", "PENANGGUNG JAWAB")
ROWS = [
    (
        "Meningkatnya Panen Petani",
        "Persentase kelompok tani yang memakai Benih Unggul Daerah",
        "Jumlah kelompok tani yang memakai benih dibagi jumlah seluruh kelompok tani dikali 100%",
        "Laporan Bidang Benih",
        "Bidang Benih dan Perlindungan Tanaman",
    ),
    (
        "Meningkatnya Mutu Kebun",
        "Luas Kebun Rakyat yang terawat menurut Standar Nasional",
        "Jumlah luas kebun yang dirawat menurut standar",
        "Data Statistik Perkebunan",
        "Bidang Kebun",
    ),
    (
        "Lestarinya Lahan",
        "Tidak Adanya Alih Fungsi Lahan Pangan",
        "Hasil pemantauan lahan pada akhir tahun",
        "Berita Acara Pemantauan",
        "Sekretariat",
    ),
]


def table(*rows: tuple[str, ...], separator: int = 1) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(separator, "|" + "---|" * len(rows[0]))
    return "INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nTAHUN 2024\n\n" + "\n".join(lines) + "\n"


def read(text: str) -> list[tuple[str | None, ...]]:
    return [
        (i.no, i.sasaran, i.indikator, i.formula_text, "; ".join(i.sumber_data), "; ".join(i.penanggung_jawab))
        for document in read_source(text.encode()).documents
        for i in document.indicators
    ]


def by_lines(cells: tuple[str, ...], width: int) -> list[tuple[str, ...]]:
    lines = [wrap(cell, width) for cell in cells]
    return [tuple(cell[n] if n < len(cell) else "" for cell in lines) for n in range(max(map(len, lines)))]


@pytest.mark.parametrize("width", range(14, 44, 3))
@pytest.mark.parametrize("lower", [False, True], ids=["capitals", "small letters"])
def test_the_lines_of_wrapped_cells_are_one_row(width, lower):
    whole = [
        (str(n), s, i, f[0].lower() + f[1:] if lower else f, *rest) for n, (s, i, f, *rest) in enumerate(ROWS, start=1)
    ]
    assert read(table(HEAD, *[line for row in whole for line in by_lines(row, width)])) == whole


def test_indicators_without_number_are_told_from_lines():
    second = (
        "",
        "",
        "Jumlah Petani Muda yang dibina sampai berdaya",
        "Jumlah petani muda",
        "Data Petani",
        "Bidang Benih",
    )
    rows = [("1", *ROWS[0]), second, ("2", *ROWS[1])]
    found = read(table(HEAD, *[line for row in rows for line in by_lines(row, 22)]))
    assert found == [rows[0], ("1", ROWS[0][0], *second[2:]), rows[2]]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("", "", "persentase petani", "jumlah petani", "data", "bidang"), id="a quantity"),
        pytest.param(("", "", "Tersedianya benih", "Ada", "Laporan", "Bidang"), id="capitals"),
        pytest.param(("", "", "tersedianya benih", "Ada", "Laporan", "Bidang"), id="one small letter"),
    ],
)
def test_whole_rows_without_number_stay(row):
    first = ("1", "Panen", "Luas tanam", "Luas", "Laporan", "Bidang")
    assert [found[2] for found in read(table(HEAD, first, row))] == ["Luas tanam", row[2]]


def test_a_row_with_a_figure_of_its_own_stays():
    head = ("NO", "SASARAN", "INDIKATOR", "TARGET 2024")
    rows = [("1", "Panen", "Luas tanam", "70"), ("", "", "yang terairi", "80"), ("", "", "yang kering", "90")]
    assert [found[2] for found in read(table(head, *rows))] == ["Luas tanam", "yang terairi", "yang kering"]


@pytest.mark.parametrize("separator", [0, 1, 2])
def test_a_heading_may_stand_in_two_rows(separator):
    first = ("NO", "SASARAN", "INDIKATOR KINERJA", "FORMULASI", "SUMBER", "PENANGGUNG")
    second = ("", "STRATEGIS", "UTAMA", "PERHITUNGAN", "DATA", "JAWAB")
    row = ("1", "Panen", "Luas tanam", "Luas", "Laporan", "Bidang")
    assert read(table(first, second, row, separator=separator)) == [row]


def test_what_the_source_marks_as_heading_need_not_be_known_line_by_line():
    first = ("NO", "KONDISI YANG", "TOLOK", "CARA", "PENYEDIA", "PENANGGUNG")
    second = ("", "INGIN DICAPAI", "UKUR", "MEMPEROLEH", "DATA", "JAWAB")
    row = ("1", "Panen", "Luas tanam", "Luas", "Laporan", "Bidang")
    assert read(table(first, second, row, separator=2)) == [row]
    assert read(table(first, second, row)) == []


def test_a_row_below_the_heading_that_is_no_part_of_it_stays():
    first = ("1", "PANEN", "KINERJA", "UTAMA", "DATA", "JAWAB")
    assert read(table(HEAD, first)) == [first]
