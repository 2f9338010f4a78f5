"""Rows and narrow corridors that the order in which the texts were written tells."""

from __future__ import annotations

import pytest

from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import only_page, only_table, tables

XS = [50, 80, 210, 350, 450, 550]
HEAD = ["NO", "SASARAN", "INDIKATOR", "SATUAN", "SUMBER"]
ROWS = [
    ["1", "tertibnya\npasar", "persentase los\nyang tertata", "%", "laporan\nbidang"],
    ["", "", "jumlah pasar\nbersih", "unit", "data pasar"],
    ["2", "majunya\nusaha", "rasio\nwirausaha", "rasio", "profil\ndinas"],
]
TOPS = [120, 144, 168]


def ruled_above_and_below(cells: list[tuple[float, float, str]]) -> bytes:
    """A table with rules above and below its rows, its texts (top, left, text) written in this order."""
    paper = Sheet().fill(XS, [100], [HEAD])
    for y in (100, 120, 200):
        paper.rule(50, y, 550, y)
    for top, left, text in cells:
        paper.fill([left], [top], [[text]])
    return build(paper)


def cells() -> list[tuple[float, float, str]]:
    return [(top, x, text) for top, row in zip(TOPS, ROWS, strict=True) for x, text in zip(XS, row, strict=False)]


def by_lines() -> list[tuple[float, float, str]]:
    return sorted((top + 12 * n, x, line) for top, x, text in cells() for n, line in enumerate(text.split("\n")))


def calc() -> list[tuple[float, float, str]]:
    """Texts of one line first, wrapped ones after them."""
    return sorted(cells(), key=lambda cell: "\n" in cell[2])


@pytest.mark.parametrize("written", [cells, calc])
def test_rows_at_the_distance_of_lines_written_cell_by_cell(written):
    table = only_table(only_page(ruled_above_and_below(written())))
    assert [[cell.content[0].text for cell in row.cells if cell and cell.content] for row in table.rows[1:]] == [
        [text.split("\n")[0] for text in row if text] for row in ROWS
    ]
    assert {cell.confidence for row in table.rows for cell in row.cells if cell} == {1.0}


def test_rows_written_line_by_line_are_unsure():
    table = only_table(only_page(ruled_above_and_below(by_lines())))
    assert {cell.confidence for cell in table.rows[-1].cells if cell} == {0.5}


def test_an_objective_set_to_the_middle_of_its_rows_belongs_to_the_row_it_was_written_in():
    middle = [(top + 18 if x < 200 and top == 120 else top, x, text) for top, x, text in cells()]
    table = only_table(only_page(ruled_above_and_below(middle)))
    assert [cell and cell.rowspan for cell in (row.cells[1] for row in table.rows)] == [1, 2, None, 1]


def narrow(*, by_cell: bool) -> list[list[list[str | None]]]:
    """Columns with two points between them, under one heading."""
    paper = Sheet().fill([50, 80, 350], [100], [["NO", "INDIKATOR DAN FORMULA", "SUMBER"]])
    for y in (100, 120, 150, 180, 210):
        paper.rule(50, y, 550, y)
    for top, left in ((120, "rasio los pasar"), (150, "rasio los bersih"), (180, "rasio usaha")):
        lines = [(top, 168 - 5 * len(left), left), (top, 170, "jumlah los"), (top + 12, 128, "terdata")]
        lines += [(top + 12, 170, "seluruhnya")]
        paper.text(54, top + 12, "1")
        for y, x, text in sorted(lines, key=lambda line: line[1] >= 170) if by_cell else lines:
            paper.text(x, y + 12, text)
        paper.text(354, top + 12, "laporan")
    return tables(only_page(build(paper)))


def test_a_narrow_corridor_between_texts_written_one_after_the_other():
    assert {len(row) for row in narrow(by_cell=True)[0]} == {4}


def test_a_narrow_corridor_within_lines_is_white_space():
    assert {len(row) for row in narrow(by_cell=False)[0]} == {3}


def test_rows_of_which_the_lines_are_set_wide_apart():
    paper = Sheet().fill(XS, [100], [HEAD])
    for y in (100, 120, 270):
        paper.rule(50, y, 550, y)
    for top, row in zip((122, 168, 214), ROWS, strict=True):
        for x, text in zip(XS, row, strict=False):
            for n, line in enumerate(text.split("\n")):
                paper.fill([x], [top + 18 * n], [[line]])
    (table,) = tables(only_page(build(paper)))
    assert [[text and text.replace("~", "\n").replace("/", "\n") for text in row] for row in table[1:]] == ROWS
