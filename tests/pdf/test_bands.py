"""Rows that no rule parts: rules above and below the table and under its heading only."""

from __future__ import annotations

import pytest

from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import only_page, only_table, tables

XS = [50, 80, 210, 350, 450, 550]
HEAD = ["NO", "SASARAN", "INDIKATOR", "SATUAN", "SUMBER"]
ROWS = [
    ["1", "Tertibnya\npasar", "Persentase los\nyang tertata", "%", "Laporan\nbidang"],
    ["", "", "Jumlah pasar\nbersih", "Unit", "Data pasar"],
    ["2", "Majunya\nusaha", "Rasio\nwirausaha", "Rasio", "Profil\ndinas"],
]
READ = [[text.replace("\n", "~") for text in row] for row in ROWS]


def sheet(
    tops: list[float], rows: list[list[str]], bottom: float, *, centred: bool = False, by_cell: bool = False
) -> bytes:
    """A table with rules above and below its rows only, written line by line, or cell by cell."""
    paper = Sheet()
    for y in (100, 120, bottom):
        paper.rule(50, y, 550, y)
    paper.fill(XS, [100], [HEAD])
    texts: list[tuple[float, float, str]] = []
    for top, row in zip(tops, rows, strict=True):
        tallest = max(text.count("\n") for text in row)
        for x, text in zip(XS, row, strict=False):
            lower = 6 * (tallest - text.count("\n")) if centred else 0
            texts += [(top + lower + 12 * n, x, line) for n, line in enumerate(text.split("\n")) if line]
    for y, x, line in texts if by_cell else sorted(texts):
        paper.fill([x], [y], [[line]])
    return build(paper)


@pytest.mark.parametrize("by_cell", [False, True], ids=["line by line", "cell by cell"])
@pytest.mark.parametrize("centred", [False, True], ids=["at the top", "in the middle"])
def test_rows_set_apart_by_white_space(centred, by_cell):
    page = only_page(sheet([120, 150, 180], ROWS, 210, centred=centred, by_cell=by_cell))
    assert tables(page) == [[HEAD, *READ]]
    assert {cell.confidence for row in only_table(page).rows for cell in row.cells} == {1.0}


def test_rows_at_the_distance_of_lines_are_told_by_their_texts_and_less_sure():
    page = only_page(sheet([120, 144, 168], ROWS, 200))
    assert tables(page) == [[HEAD, *READ]]
    assert {cell.confidence for row in only_table(page).rows for cell in row.cells} == {0.7}


def test_an_objective_longer_than_its_first_row_is_not_cut():
    rows = [["1", "Tertibnya\npasar\nrakyat di\nkota", *ROWS[0][2:]], *ROWS[1:]]
    table = only_table(only_page(sheet([120, 150, 200], rows, 230)))
    assert [cell and cell.rowspan for cell in (row.cells[1] for row in table.rows)] == [1, 2, None, 1]


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Tertib", "Persentase los\nyang tertata\n\nKeterangan los", "%", "Laporan"],
        ["1", "Tertib", "Persentase", "%", "1. Laporan\n\n2. Profil\n\n3. Data"],
        ["1", "Tertib", "Persentase\nlos", "%\nper tahun", "Laporan\nbidang"],
    ],
    ids=["a note", "a list", "one row"],
)
def test_paragraphs_of_a_cell_are_no_rows(row):
    table = only_table(only_page(sheet([120], [row], 190)))
    assert len(table.rows) == 2


def test_rows_that_cannot_be_told_apart_are_unsure():
    rows = [["1", "tertib", "persentase los\ntertata", "%", "laporan"], ["2", "aman", "jumlah\npasar", "unit", "data"]]
    table = only_table(only_page(sheet([120, 144], rows, 180)))
    assert {cell.confidence for cell in table.rows[-1].cells} == {0.5}


def test_a_rule_of_the_page_above_and_below_a_ruled_table_makes_no_table_of_it():
    paper = Sheet().rule(40, 60, 560, 60).rule(40, 64, 560, 64).rule(40, 400, 560, 400)
    paper.grid(XS, [100, 120, 150], [HEAD, ["1", "Tertib", "Persentase", "%", "Laporan"]])
    assert tables(only_page(build(paper))) == [[HEAD, ["1", "Tertib", "Persentase", "%", "Laporan"]]]


def narrow(heads: list[str]) -> list[list[list[str | None]]]:
    """A table with 4 points between its second and third column, under the headings given."""
    paper = Sheet()
    for y in (100, 120, 150, 180, 210):
        paper.rule(50, y, 550, y)
    paper.fill([50, 80, 166, 350], [100], [heads])
    rows = ["Persentase los~Jumlah los tertata", "Jumlah pasar~Jumlah pasar bersih", "Rasio wirausaha~Jumlah wirausaha"]
    for top, row in zip((120, 150, 180), rows, strict=True):
        left, right = row.split("~")
        paper.text(54, top + 12, "1").text(166 - 5 * len(left), top + 12, left).text(170, top + 12, right)
        paper.text(166 - 35, top + 24, "terdata").text(170, top + 24, "seluruhnya").text(354, top + 12, "Laporan")
    return tables(only_page(build(paper)))


def test_a_narrow_corridor_parts_columns_whose_texts_begin_in_line_under_headings_of_their_own():
    (table,) = narrow(["NO", "INDIKATOR", "FORMULA", "SUMBER"])
    assert table[2] == ["1", "Jumlah pasar~terdata", "Jumlah pasar bersih~seluruhnya", "Laporan"]


def test_under_one_heading_a_narrow_corridor_is_white_space():
    (table,) = narrow(["NO", "INDIKATOR DAN FORMULA", "", "SUMBER"])
    assert {len(row) for row in table} == {3}


def test_an_objective_set_to_the_middle_of_its_rows_makes_them_unsure():
    paper = Sheet()
    for y in (100, 120, 200):
        paper.rule(50, y, 550, y)
    rows = [["", "", *ROWS[0][2:]], ["1", "Tertibnya", *ROWS[1][2:]], ["", "", *ROWS[2][2:]]]
    paper.fill(XS, [100, 120, 148, 176], [HEAD, *rows])
    table = only_table(only_page(build(paper)))
    assert len(table.rows) == 4
    assert table.rows[1].cells[2].confidence == 0.5
