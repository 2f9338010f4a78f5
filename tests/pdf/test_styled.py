"""Tables of which a style draws only some borders."""

from __future__ import annotations

from itertools import pairwise

import pytest

from schemas.page import UnreadReason
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import only_page, tables

XS = [50, 80, 210, 350, 450, 550]
YS = [100, 125, 160, 195, 230]
HEAD = ["NO", "SASARAN", "INDIKATOR", "SATUAN", "SUMBER"]
ROWS = [
    HEAD,
    ["1", "Tertibnya pasar", "Persentase los\nyang tertata", "%", "Laporan"],
    ["2", "Majunya usaha", "Rasio wirausaha", "Rasio", "Profil\ndinas"],
    ["3", "Amannya kota", "Jumlah pos ronda", "Unit", "Data pos"],
]
READ = [[text.replace("\n", " ") for text in row] for row in ROWS]
GREY = "0.8 g"


def read(sheet: Sheet) -> list[list[list[str | None]]]:
    """The tables of a page, line ends left out."""
    return [
        [[cell and cell.replace("~", " ").replace("/", " ") for cell in row] for row in table]
        for table in tables(only_page(build(sheet)))
    ]


def framed() -> Sheet:
    """A filled heading, a frame, rules between the rows."""
    sheet = Sheet().box(50, 100, 550, 125, colour=GREY)
    for y in YS:
        sheet.rule(50, y, 550, y)
    return sheet.rule(50, 100, 50, 230).rule(550, 100, 550, 230)


@pytest.mark.parametrize("drawn", [(), (80,), tuple(XS)], ids=["no columns", "one", "those of the heading"])
def test_a_frame_with_rules_between_the_rows_only(drawn):
    sheet = framed()
    for x in drawn:
        sheet.rule(x, 100, x, 125)
    assert read(sheet.fill(XS, YS, ROWS)) == [READ]


def test_shaded_bands_cell_by_cell():
    sheet = Sheet()
    for top, bottom in (YS[1:3], YS[3:5]):
        for left, right in pairwise(XS):
            sheet.box(left, top, right, bottom, colour=GREY)
    for y in (100, 125, 230):
        sheet.rule(50, y, 550, y)
    assert read(sheet.fill(XS, YS, ROWS)) == [READ]


def test_bands_below_a_heading_that_nothing_marks():
    sheet = Sheet().text(250, 90, "TAHUN 2024")
    for top, bottom in (YS[1:3], YS[3:5]):
        for left, right in pairwise(XS):
            sheet.box(left, top, right, bottom, colour=GREY)
    assert read(sheet.fill(XS, [104, *YS[1:]], ROWS)) == [READ]


def test_bands_of_one_colour_are_parted_where_a_number_begins():
    sheet = Sheet()
    for left, right in pairwise(XS[:4]):
        sheet.box(left, 125, right, 160, colour=GREY)  # no edge parts the white rows below
    for top, bottom in pairwise(YS[1:]):
        for left, right in pairwise(XS[3:]):
            sheet.box(left, top, right, bottom, colour=GREY)
    for y in (100, 125, 230):
        sheet.rule(50, y, 550, y)
    assert read(sheet.fill(XS, YS, ROWS)) == [READ]


def test_wide_cells_of_text_stay_cells():
    sheet = Sheet().grid(XS, YS[:3], ROWS[:2]).rule(50, 160, 50, 230).rule(550, 160, 550, 230).rule(50, 230, 550, 230)
    for n, text in enumerate(
        ["Cara perhitungan = a + b", "Catatan: angka yang belum tetap", "dihitung lagi setiap bulan"]
    ):
        sheet.text(54, 172 + 12 * n, text)
    (table,) = tables(only_page(build(sheet)))
    assert table[2][1:] == [None] * 4
    assert table[2][0].startswith("Cara perhitungan = a + b")


def test_boxes_of_a_chart_make_no_table():
    sheet = Sheet()
    for n, left in enumerate((40, 230, 420)):
        for top in (100, 200, 300):
            sheet.box(left, top, left + 140, top + 40, colour=GREY).grid(
                [left, left + 30, left + 60, left + 140], [top, top + 40]
            )
            sheet.text(left + 4, top + 12, f"{n}.1").text(left + 64, top + 12, "Jumlah pasar")
    found = tables(only_page(build(sheet)))
    assert [len(table) for table in found] == [1] * 9


def test_a_table_whose_columns_cannot_be_told_is_reported():
    sheet = framed().grid(XS, YS[:2], [HEAD])
    for n, top in enumerate(YS[1:4]):
        for x in (60 + 37 * n, 180 + 37 * n, 330 + 37 * n):
            sheet.text(x, top + 12, "Persentase desa maju")
    page = only_page(build(sheet))
    (unread,) = page.unread
    assert unread.reason is UnreadReason.HALF_DRAWN
    assert unread.where.box == (50, 100, 550, 230)
