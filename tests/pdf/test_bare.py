"""Tables without rules, and those of which only the heading is drawn."""

from __future__ import annotations

import pytest

from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, only_table, tables

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


CLOSE = [50, 64, 131, 212, 264, 310]
"""Columns with one to six points of white space between the longest texts."""


def close(rows: list[list[str]], heads: list[str]) -> Sheet:
    """A table of narrow columns, each row as high as its tallest cell."""
    sheet, top = Sheet().fill(CLOSE, [100], [heads]), 126.0
    for row in rows:
        sheet.fill(CLOSE, [top], [row])
        top += 4 + 12 * max(text.count("\n") + 1 for text in row)
    return sheet


HEADS = ["NO", "SASARAN", "INDIKATOR", "SATUAN", "SUMBER\nDATA"]
NARROW = [
    ["1", "Tertibnya\npasar", "Persentase los\nyang tertata", "%", "Laporan"],
    ["", "", "Jumlah pasar\nbersih", "Unit", "Data pasar"],
    ["2", "Majunya usaha\nmikro", "Rasio usaha", "Rasio", "Profil\ndinas"],
]
READ_NARROW = [[text.replace("\n", "/") for text in row] for row in [HEADS, *NARROW]]


def test_narrow_columns_below_headings_of_indicators():
    assert shown(close(NARROW, HEADS)) == [READ_NARROW]


@pytest.mark.parametrize("signed", [210, 218])
def test_a_signature_close_below_narrow_columns_is_no_row(signed):
    sheet = close(NARROW, HEADS)
    for n, text in enumerate(SIGNED):
        sheet.text(190, signed + 12 + 12 * n, text)
    page = only_page(build(sheet))
    assert [row[0] for row in tables(page)[0]] == ["NO", "1", "", "2"]
    assert [line[0] for line in lines(page)] == SIGNED


TWO_SIGNED = [
    ["Mengetahui,", "Sukamaju, 4 Mei 2021"],
    ["WALI KOTA SUKAMAJU", "KEPALA DINAS PASAR"],
    ["H. DARSONO", "Drs. BADRUDIN"],
]


@pytest.mark.parametrize("gap", [20, 24, 28])
@pytest.mark.parametrize("more", [[], [["", "", "Jumlah pos\nronda", "", "Data pos"]]], ids=["", "a row of two texts"])
def test_two_signers_close_below_are_no_row(gap, more):
    sheet, top = close([*NARROW, *more], HEADS), 206 + 28 * len(more)
    for n, signed in enumerate(TWO_SIGNED):
        for x, text in zip((54, 216), signed, strict=True):
            sheet.text(x, top + gap + 14 * n, text)
    page = only_page(build(sheet))
    assert shown(sheet) == [[*READ_NARROW, *([text.replace("\n", "/") for text in row] for row in more)]]
    assert [" ".join(line) for line in lines(page)] == [" ".join(line) for line in TWO_SIGNED]


@pytest.mark.parametrize(("left", "rows"), [("Mengetahui,", 3), ("Menyetujui :", 3), ("Mengetahuinya", 4)])
def test_two_signers_within_the_columns_are_told_by_their_first_word(left, rows):
    sheet = Sheet().fill([50, 180, 320], [100, 126, 160], [HEAD[1:], *(row[1:] for row in (ROWS[0], ROWS[2]))])
    sheet.text(54, 192, left).text(324, 192, "Sukamaju, 4 Mei 2021")
    assert [len(table) for table in shown(sheet)] == [rows]


def test_a_row_of_two_texts_hardly_apart():
    rows = [
        ["Tertibnya pasar", "Persentase los bersih", "Laporan"],
        ["", "Jumlah pedagang terdata", "Data"],
        ["Majunya usaha", "Rasio wirausaha", "Profil"],
        ["", "Jumlah pos ronda", "Data pos"],
    ]
    (table,) = shown(Sheet().fill([50, 180, 300.5], [100, 126, 144, 162, 180], [HEAD[1:], *rows]))
    assert table == [HEAD[1:], *rows]


def test_rows_without_any_number_below_headings_of_indicators():
    found = shown(close([["", *row[1:]] for row in NARROW], ["", *HEADS[1:]]))
    assert [row[-4:] for row in found[0]] == [row[1:] for row in READ_NARROW]


@pytest.mark.parametrize(
    "heads",
    [["NO", "KOMODITAS", "URAIAN BARANG", "SATUAN", "HARGA"], ["", "NAMA", "JABATAN", "UNIT", "PARAF"]],
    ids=["a price list", "an attendance list"],
)
def test_rows_without_any_number_below_other_headings_stay_lines(heads):
    assert tables(only_page(build(close([["", *row[1:]] for row in NARROW], heads)))) == []


def test_words_of_headings_in_a_sentence_open_no_table():
    sheet = Sheet().text(54, 112, "Sasaran, indikator, formula dan sumber data")
    for n, text in enumerate(["ditetapkan oleh kepala dinas pasar", "setelah dibahas bersama bidang"]):
        sheet.text(54, 124 + 12 * n, text)
    assert tables(only_page(build(sheet))) == []


@pytest.mark.parametrize(("heads", "width"), [(["2023", "2024"], 6), (["AWAL", "AKHIR"], 5)])
def test_figures_a_space_apart_are_columns_below_years_only(heads, width):
    places = [50, 80, 160, 260, 300, 324]
    rows = [[*row[:4], "8.10", "8.30"] for row in NARROW]
    sheet = Sheet().fill(places, [114, 138, 172, 206], [[*HEADS[:4], *heads], *rows]).text(310, 114, "TARGET")
    (table,) = shown(sheet)
    assert {len(row) for row in table} == {width}


@pytest.mark.parametrize(("right", "confidence"), [(7, 0.5), (4, 1.0)], ids=["set apart", "a space"])
def test_columns_that_cannot_be_parted_below_two_headings_are_unsure(right, confidence):
    places = [50, 80, 180, 290]
    rows = [[*row[:3], f"{row[3]} {row[4]}"] for row in NARROW]
    sheet = Sheet().fill(places, [100, 126, 160, 194], [["NO", "SASARAN", "INDIKATOR", "SATUAN"], *rows])
    page = only_page(build(sheet.text(324 + right, 112, "SUMBER")))
    assert [len(table[0]) for table in tables(page)] == [4]
    assert {cell.confidence for row in only_table(page).rows for cell in row.cells if cell} == {confidence}


@pytest.mark.parametrize("blank", [3, 4], ids=["between others", "the last"])
def test_a_column_without_any_text_has_its_heading(blank):
    rows = [[*row[:blank], "", *row[blank:]] for row in NARROW]
    heads = [*HEADS[:blank], "PENANGGUNG JAWAB", *HEADS[blank:]]
    places = [50, 80, 160, 260, 360, 460]
    (table,) = shown(Sheet().fill(places, [100, 126, 160, 194], [heads, *rows]))
    assert [row[blank] for row in table] == ["PENANGGUNG JAWAB", "", "", ""]


def test_a_heading_set_to_the_middle_over_short_texts_opens_no_column_of_its_own():
    sheet = Sheet().fill([50, 80, 180, 270, 400], [100], [["NO", "SASARAN", "INDIKATOR", "", "SUMBER"]])
    sheet.text(330, 112, "SATUAN").fill([50, 80, 180, 290, 400], [126, 160, 194], NARROW)
    (table,) = shown(sheet)
    assert table[0] == ["NO", "SASARAN", "INDIKATOR", "SATUAN", "SUMBER"]


def test_the_rest_of_a_row_below_headings_that_come_back():
    (table,) = shown(Sheet().fill(WIDE, [100], [HEAD]).fill([210], [120], [["bersih dan\ntertata"]]))
    assert table == [HEAD, ["", "", "bersih dan/tertata", ""]]


def test_a_line_of_heading_words_above_the_table_hides_no_headings():
    sheet = close(NARROW, HEADS)
    for x, word in ((54, "Sasaran,"), (97, "indikator,"), (150, "formula,"), (193, "sumber"), (226, "data:")):
        sheet.text(x, 60, word)
    page = only_page(build(sheet))
    assert shown(sheet) == [READ_NARROW]
    assert len(lines(page)) == 1


def test_two_tables_one_below_the_other():
    sheet = close(NARROW, HEADS).text(54, 240, "Tujuan 2 : Majunya kota")
    top = 250.0
    for row in [HEADS, *NARROW]:
        sheet.fill(CLOSE, [top], [row])
        top += 4 + 12 * max(text.count("\n") + 1 for text in row)
    page = only_page(build(sheet))
    assert shown(sheet) == [READ_NARROW, READ_NARROW]
    assert lines(page) == [["Tujuan 2 : Majunya kota"]]


WIDE = [50, 80, 210, 360, 480, 580]
GOING_ON = [
    ["", "", "Jumlah pasar\nbersih", "Unit", "Data pasar"],
    ["4", "Majunya usaha\nmikro", "Rasio usaha", "Rasio", "Profil"],
    ["5", "Amannya kota", "Jumlah pos\nronda", "Pos", "Data pos"],
]


def going_on(rows: list[list[str]]) -> Sheet:
    sheet = Sheet().text(250, 40, "- 2 -")
    return sheet.fill(WIDE, [56, 90, 124], rows).text(300, 190, "Sukamaju, 4 Mei 2021")


def test_rows_at_the_top_of_a_page_whose_numbers_go_on():
    (table,) = shown(going_on(GOING_ON))
    assert table == [[text.replace("\n", "/") for text in row] for row in GOING_ON]


@pytest.mark.parametrize(("numbers", "found"), [(["", "4", "5"], 1), (["", "", "5"], 0)], ids=["two", "one"])
def test_rows_that_go_on_written_line_by_line_need_two_numbers(numbers, found):
    rows = [[number, *row[1:]] for number, row in zip(numbers, GOING_ON, strict=True)]
    sheet = Sheet().text(250, 40, "- 2 -")
    for top, row in zip((56, 90, 124), rows, strict=True):
        for n in range(2):
            sheet.fill(WIDE, [top + 12 * n], [[[*text.split("\n"), ""][n] for text in row]])
    assert len(tables(only_page(build(sheet)))) == found


@pytest.mark.parametrize("numbers", [["", "4", "6"], ["", "a", "b"], ["", "", ""]])
def test_rows_at_the_top_of_a_page_whose_numbers_do_not_go_on_stay_lines(numbers):
    rows = [[number, *row[1:]] for number, row in zip(numbers, GOING_ON, strict=True)]
    assert tables(only_page(build(going_on(rows)))) == []


def test_a_word_that_runs_out_of_its_column_belongs_to_it():
    rows = [*NARROW, ["3", "Amannya\nkota", "Jumlah orang\nketenagakerjaannya", "Orang", "Data\npos"]]
    (table,) = shown(close(rows, HEADS))
    assert table == [*READ_NARROW, [text.replace("\n", "/") for text in rows[-1]]]


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
