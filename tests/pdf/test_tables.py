"""Drawn, half drawn and undrawn tables."""

from __future__ import annotations

from itertools import pairwise

import pytest

from schemas.page import Box
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, only_table, tables

XS = [50, 80, 230, 400, 550]
YS = [100, 130, 180, 230]
HEAD = ["NO", "SASARAN", "INDIKATOR", "SUMBER"]
ROWS = [HEAD, ["1", "Tertib", "Persentase", "Laporan"], ["2", "Aman", "Jumlah", "Dokumen"]]


def test_a_ruled_table_between_lines():
    sheet = Sheet().text(50, 80, "Tabel IKU").grid(XS, YS, ROWS).text(50, 260, "Bandung")
    page = only_page(build(sheet))
    assert tables(page) == [ROWS]
    assert lines(page) == [["Tabel IKU"], ["Bandung"]]
    assert [type(block).__name__ for block in page.blocks] == ["Line", "Table", "Line"]
    table = only_table(page)
    assert table.ruled
    assert table.rows[1].cells[2].where.box == Box(230, 130, 400, 180)
    assert table.rows[1].cells[2].where.page == 1


def test_merged_cells_stand_at_their_top_left():
    sheet = Sheet()
    for y in (100, 130, 230):
        sheet.rule(50, y, 550, y)
    sheet.rule(230, 180, 550, 180).rule(400, 115, 550, 115)
    for x in (50, 80, 230, 400, 550):
        sheet.rule(x, 100, x, 230)
    sheet.rule(475, 115, 475, 230)
    sheet.text(410, 112, "TARGET").text(410, 127, "2021").text(480, 127, "2022").fill(
        XS, [130, 180], [["1", "A", "a"], ["", "", "b"]]
    )
    table = only_table(only_page(build(sheet)))
    assert [[cell and (cell.rowspan, cell.colspan) for cell in row.cells] for row in table.rows] == [
        [(2, 1), (2, 1), (2, 1), (1, 2), None],
        [None, None, None, (1, 1), (1, 1)],
        [(2, 1), (2, 1), (1, 1), (1, 1), (1, 1)],
        [None, None, (1, 1), (1, 1), (1, 1)],
    ]


@pytest.mark.parametrize("missing", ["left", "right", "top", "bottom", "all", "part of the bottom"])
def test_outlines_that_were_not_drawn(missing):
    sheet = Sheet()
    sides = {"left", "right", "top", "bottom"} if missing == "all" else {missing}
    for n, y in enumerate(YS):
        if not ((n == 0 and "top" in sides) or (n == 3 and "bottom" in sides)):
            sheet.rule(230 if missing == "part of the bottom" and n == 3 else 50, y, 550, y)
    for n, x in enumerate(XS):
        if not ((n == 0 and "left" in sides) or (n == 4 and "right" in sides)):
            sheet.rule(x, 100, x, 230)
    assert tables(only_page(build(sheet.fill(XS, YS, ROWS)))) == [ROWS]


def test_horizontal_rules_only():
    sheet = Sheet()
    for y in YS:
        sheet.rule(50, y, 550, y)
    page = only_page(build(sheet.fill(XS, YS, ROWS)))
    assert tables(page) == [ROWS]
    assert not only_table(page).ruled


def test_horizontal_rules_with_a_merged_cell_and_headings_wider_than_their_columns():
    sheet = Sheet()
    for y in (100, 130, 230):
        sheet.rule(50, y, 550, y)
    sheet.rule(230, 180, 550, 180)
    texts = [
        ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "SATUAN"],
        ["1", "Tertib", "Persentase", "%"],
        ["", "", "Jumlah", "kasus"],
    ]
    page = only_page(build(sheet.fill([50, 80, 230, 430, 550], [100, 130, 180, 230], texts)))
    assert tables(page) == [[texts[0], texts[1], [None, None, "Jumlah", "kasus"]]]


def test_rules_around_running_text_are_no_table():
    sheet = Sheet().rule(50, 90, 550, 90)
    for n in range(6):
        sheet.text(50, 110 + 14 * n, "kalimat yang mengisi seluruh lebar halaman tanpa kolom apa pun di dalamnya")
    page = only_page(build(sheet.rule(50, 190, 550, 190).text(50, 205, "catatan kaki").rule(50, 215, 550, 215)))
    assert tables(page) == []
    assert len(lines(page)) == 7


def test_a_heading_that_is_only_shaded():
    sheet = Sheet().box(50, 100, 550, 130)
    for y in (130, 180, 230):
        sheet.rule(50, y, 550, y)
    for x in XS:
        sheet.rule(x, 130, x, 230)
    for left, right in pairwise(XS):
        sheet.box(left, 100, right, 130)
    assert tables(only_page(build(sheet.fill(XS, YS, ROWS)))) == [ROWS]


def test_shading_behind_lines_of_a_cell_does_not_split_it():
    sheet = Sheet().box(231, 131, 399, 144).box(231, 144, 399, 157)
    texts = [HEAD, ["1", "Tertib", "Persentase\ndesa", "Laporan"]]
    assert tables(only_page(build(sheet.grid(XS, [100, 130, 180], texts)))) == [
        [HEAD, ["1", "Tertib", "Persentase/desa", "Laporan"]]
    ]


def test_text_drawn_over_a_border_belongs_where_its_run_starts():
    texts = [HEAD, ["1", "Tertib", "", "Laporan"]]
    sheet = Sheet().grid(XS, [100, 130, 180], texts).text(300, 160, "rumus yang lebih lebar dari selnya")
    assert tables(only_page(build(sheet)))[0][1] == ["1", "Tertib", "rumus yang lebih lebar dari selnya", "Laporan"]


def test_glued_neighbours_stay_apart():
    sheet = Sheet().grid([50, 200, 350], [100, 130, 160], [["A", "B"], ["", ""]])
    sheet.text(54, 146, "Meningkatnya ketertiban umum.").text(201, 146, "Persentase")
    assert tables(only_page(build(sheet)))[0][1] == ["Meningkatnya ketertiban umum.", "Persentase"]


def test_why_a_line_ends_inside_a_cell():
    sheet = Sheet().grid([50, 200, 350], [100, 130, 240], [["SUMBER", "INDIKATOR"]])
    for n, text in enumerate(["1. Laporan", "2. Dokumen bidang penata", "ruang"]):
        sheet.text(54, 146 + 12 * n, text)
    for n, text in zip((0, 1, 3), ["Jumlah penduduk yang sudah", "terdaftar", "Catatan"], strict=True):
        sheet.text(204, 146 + 12 * n, text)
    assert tables(only_page(build(sheet)))[0][1] == [
        "1. Laporan*2. Dokumen bidang penata~ruang",
        "Jumlah penduduk yang sudah~terdaftar//Catatan",
    ]


@pytest.mark.parametrize(
    ("above", "below", "read"),
    [
        ("peraturan perundang-", "undangan daerah", "peraturan perundang-undangan daerah"),
        ("daging -", "telur", "daging -/telur"),
    ],
)
def test_hyphens_at_line_ends_of_a_cell(above, below, read):
    sheet = Sheet().grid([50, 156, 350], [100, 130, 180], [["A", "B"], [f"{above}\n{below}", ""]])
    assert tables(only_page(build(sheet)))[0][1][0] == read


def test_a_word_broken_by_a_narrow_column_is_one_word():
    sheet = Sheet().grid([50, 110, 350], [100, 130, 330], [["PENANGGUNG", "INDIKATOR"]])
    for n, text in enumerate(["Kepala ", "Penanggung", "jawab ", "Bidang "]):
        sheet.text(54, 146 + 12 * n, text)
    for n in range(7):
        sheet.text(114, 146 + 12 * n, "kalimat biasa yang terus berlanjut sampai ")
    cell = tables(only_page(build(sheet)))[0][1][0]
    assert cell == "Kepala~Penanggungjawab~Bidang"


@pytest.mark.parametrize(
    ("above", "below", "read"),
    [
        ("Penataanny", "a", "Penataannya"),
        ("Menurunnya", "kehilangan", "Menurunnya~kehilangan"),
        ("penyaluran", "kebutuhan", "penyaluran~kebutuhan"),
        ("PELABUHAN", "PERIKANAN", "PELABUHAN~PERIKANAN"),
        ("Kabupaten", "Wanasari", "Kabupaten~Wanasari"),
        ("Anggaran", "2024", "Anggaran~2024"),
        ("1.263.111", "16", "1.263.11116"),
        ("kalimat", "biasa", "kalimat~biasa"),
    ],
)
def test_a_space_dropped_where_a_line_was_full_breaks_no_word(above, below, read):
    sheet = Sheet().grid(
        [50, 62 + 5 * len(above), 350], [100, 130, 330], [["A", "INDIKATOR"], [f"{above}\n{below}", ""]]
    )
    for n in range(7):
        sheet.text(150, 146 + 12 * n, "kalimat biasa yang terus berlanjut sampai ")
    assert tables(only_page(build(sheet)))[0][1][0] == read


def test_a_picture_inside_a_cell_is_reported_with_its_place():
    sheet = Sheet().grid([50, 200, 350], [100, 130, 200], [["A", "B"], ["1", ""]])
    sheet.raw("q 100 0 0 30 220 640 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
    page = only_page(build(sheet))
    assert tables(page)[0][1] == ["1", "<picture>"]
    (unread,) = page.unread
    assert unread.reason == "unread_image"
    assert unread.where.box.x0 == 220


def test_two_signers_side_by_side_keep_their_boxes():
    sheet = (
        Sheet()
        .text(60, 100, "PIHAK KEDUA")
        .text(350, 100, "PIHAK KESATU")
        .text(60, 160, "Drs. A")
        .text(350, 160, "Drs. B")
    )
    page = only_page(build(sheet))
    assert lines(page) == [["PIHAK KEDUA", "PIHAK KESATU"], ["Drs. A", "Drs. B"]]
    assert [piece.box.x0 for piece in page.blocks[1].pieces] == [60, 350]
    assert page.blocks[1].gap == pytest.approx(4.0)


BARE = [
    ["NO", "SASARAN", "INDIKATOR", "SUMBER"],
    ["1.", "Tertib", "Persentase desa\nmandiri", "Laporan"],
    ["2.", "Aman", "Jumlah", "Dokumen"],
]


def test_no_rules_at_all():
    page = only_page(build(Sheet().text(50, 60, "Tabel IKU").fill(XS, [100, 124, 160], BARE).text(300, 260, "Bandung")))
    assert tables(page) == [[BARE[0], ["1.", "Tertib", "Persentase desa~mandiri", "Laporan"], BARE[2]]]
    assert lines(page) == [["Tabel IKU"], ["Bandung"]]
    assert not only_table(page).ruled


@pytest.mark.parametrize(
    "rows",
    [
        [["1.", "Membina desa dan kelurahan"], ["2.", "Mengawasi pembangunan desa"], ["3.", "Melaporkan hasilnya"]],
        [["Nama", ": Dinas"], ["1.", "a", "b", "c"], ["5.", "d", "e", "f"]],
        [["JUDUL YANG MENUTUPI SEMUA KOLOM DI BAWAHNYA SEKALIGUS " * 2], ["1.", "a", "b", "c"], ["2.", "d", "e", "f"]],
    ],
    ids=["a numbered list", "numbers that do not count", "a heading over all columns"],
)
def test_lines_that_only_look_like_a_table_stay_lines(rows):
    page = only_page(build(Sheet().fill(XS, [100, 124, 148], rows)))
    assert tables(page) == []


def test_borders_drawn_dot_by_dot():
    sheet = Sheet()
    for y in YS:
        for x in range(50, 551, 2):
            sheet.box(x, y, x + 0.5, y + 0.5, colour="0 g")
    for x in XS:
        for y in range(100, 231, 2):
            sheet.box(x, y, x + 0.5, y + 0.5, colour="0 g")
    assert tables(only_page(build(sheet.fill(XS, YS, ROWS)))) == [ROWS]


def test_a_row_between_horizontal_rules_that_the_page_cuts():
    sheet = Sheet()
    for y in YS:
        sheet.rule(50, y, 550, y)
    sheet.fill(XS, YS, [*ROWS, ["3", "Maju\nsekali", "Rasio", "Profil"]]).text(50, 290, "Bandung, 4 Mei 2021")
    page = only_page(build(sheet))
    assert tables(page) == [[*ROWS, ["3", "Maju~sekali", "Rasio", "Profil"]]]
    assert lines(page) == [["Bandung, 4 Mei 2021"]]


def test_lines_below_a_closed_table_stay_lines():
    sheet = Sheet()
    for y in YS:
        sheet.rule(50, y, 550, y)
    sheet.fill(XS, YS, ROWS).text(50, 244, "Catatan : angka sementara dari bidang yang belum seluruhnya diperiksa")
    page = only_page(build(sheet))
    assert tables(page) == [ROWS]
    assert len(lines(page)) == 1


def test_the_last_row_of_a_table_with_rules_above_its_rows_only():
    sheet = Sheet()
    for y in YS:
        sheet.rule(50, y, 550, y)
    blank = [[row[0], "", *row[2:]] for row in ROWS[1:]]
    rows = [["0", "Majunya", "Rasio", "Profil"], *blank, ["3", "Amannya pasar\nkota", "Jumlah", "Data"]]
    page = only_page(build(sheet.fill(XS, [YS[0] - 20, *YS], [HEAD, *rows])))
    assert tables(page)[0][-1] == ["3", "Amannya pasar~kota", "Jumlah", "Data"]


@pytest.mark.parametrize("number", ["1", "a"])
def test_a_first_row_that_stands_with_the_heading_above_the_first_rule(number):
    """Rules below the rows only: where the first row begins, its number tells."""
    heading = ["NO", "SASARAN\nPASAR", "INDIKATOR", "SUMBER"]
    rows = [[number, "Tertib\nniaga", "Rasio", "Profil"], *(row for row in ROWS[1:])]
    sheet = Sheet()
    for y in (150, *YS[2:]):
        sheet.rule(50, y, 550, y)
    (table,) = tables(only_page(build(sheet.fill(XS, [96, 122, 151, 181], [heading, *rows]))))
    assert [row[0] for row in table] == (["NO", "1", "1", "2"] if number == "1" else ["NO//a", "1", "2"])
