"""Tables without rules, and those of which only the heading is drawn."""

from __future__ import annotations

import pytest

from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, tables

XS = [50, 80, 210, 360, 480, 550]
HEAD = ["NO", "SASARAN", "INDIKATOR", "SUMBER"]
ROWS = [
    ["1.", "Tertibnya pasar", "Persentase los\nyang tertata", "Laporan"],
    ["", "", "Jumlah pasar bersih", "Data pasar"],
    ["2.", "Majunya usaha", "Rasio wirausaha", "Profil"],
]
READ = [[text.replace("\n", "/") for text in row] for row in ROWS]
TOPS = [124, 160, 184]
SIGNED = ["Sukamaju, 4 Mei 2021", "KEPALA DINAS PASAR KOTA SUKAMAJU", "Drs. BADRUDIN"]


def bare(rows: list[list[str]] = ROWS) -> Sheet:
    return Sheet().fill(XS, [100, *TOPS], [HEAD, *rows])


def shown(sheet: Sheet) -> list[list[list[str | None]]]:
    return [
        [[cell and cell.replace("~", "/") for cell in row] for row in table]
        for table in tables(only_page(build(sheet)))
    ]


def test_rows_without_a_number_of_their_own():
    assert shown(bare()) == [[HEAD, *READ]]


@pytest.mark.parametrize("gap", [16, 22])
def test_a_signature_close_below_is_no_row(gap):
    sheet = bare()
    for n, text in enumerate(SIGNED):
        sheet.text(300, 196 + gap + 12 * n, text)
    page = only_page(build(sheet))
    assert len(tables(page)[0]) == 4
    assert [line[0] for line in lines(page)] == SIGNED


def test_a_title_close_above_is_no_heading():
    sheet = bare().text(240, 100, "TAHUN 2021").text(200, 88, "INDIKATOR KINERJA UTAMA DINAS PASAR")
    page = only_page(build(sheet))
    assert tables(page)[0][0] == HEAD
    assert len(lines(page)) == 2


def test_beside_a_ruled_table_on_the_same_page():
    sheet = bare().grid([50, 150, 400], [40, 60, 80], [["Instansi", "Dinas Pasar"], ["Tugas", "menata pasar"]])
    assert shown(sheet) == [[["Instansi", "Dinas Pasar"], ["Tugas", "menata pasar"]], [HEAD, *READ]]


def headed() -> Sheet:
    sheet = Sheet().box(50, 100, 480, 118, colour="0.8 g")
    for left, right in ((50, 80), (80, 210), (210, 360), (360, 480)):
        sheet.box(left, 100, right, 118, paint="S", colour="0 G")
    return sheet.fill(XS, [100], [HEAD])


def test_rows_below_a_heading_that_alone_is_drawn():
    sheet = headed().fill(XS, [120, 150, 174], ROWS)
    for n, text in enumerate(SIGNED):
        sheet.text(300, 214 + 12 * n, text)
    page = only_page(build(sheet))
    assert shown(sheet) == [[HEAD, *READ]]
    assert [line[0] for line in lines(page)] == SIGNED


@pytest.mark.parametrize(
    "below",
    [
        ["Catatan : angka sementara dari bidang yang belum diperiksa", "dan akan ditetapkan kemudian"],
        ["Jumlah", "12"],
        SIGNED,
    ],
    ids=["a note", "a short line", "a signature"],
)
def test_lines_below_a_drawn_heading_that_are_no_rows(below):
    sheet = headed()
    for n, text in enumerate(below):
        sheet.text(60, 130 + 12 * n, text)
    page = only_page(build(sheet))
    assert tables(page) == [[HEAD]]
    assert len(lines(page)) == len(below)


def test_lines_below_a_whole_table_are_no_rows():
    sheet = (
        Sheet().grid(XS[:5], [100, 120, 140, 160, 180], [HEAD, *READ[:1] * 3]).fill(XS, [181], [["a", "b", "c", "d"]])
    )
    page = only_page(build(sheet))
    assert len(tables(page)[0]) == 4
    assert lines(page) == [["a", "b", "c", "d"]]
