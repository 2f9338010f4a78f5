"""Rulings become tables with the cells that were drawn: merged, open at the sides, with fraction bars inside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extract.scan.fractions import walls_of
from extract.scan.grid import Grid
from extract.scan.options import ScanOptions
from extract.scan.paper import Sheet as Prepared
from extract.scan.paper import ink_of
from extract.scan.reader import Structure, find_structure
from extract.scan.runs import find_runs
from tests.scan.drawing import DPI, Sheet, skewed

XS = [60, 90, 220, 360, 520]
YS = [100, 130, 190, 250, 310]


def structure(sheet: Sheet, degrees: float = 0.0) -> Structure:
    pixels = skewed(sheet.pixels(), degrees) if degrees else sheet.pixels()
    return find_structure(Prepared(pixels, ink_of(pixels, DPI), DPI, ()), ScanOptions())


def fill(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for n, y in enumerate(ys[:-1]):
        for m, x in enumerate(xs[:-1]):
            sheet.text(x + 4, y + 5, f"{n + 1}" if m == 0 else "Jumlah data", 9)


def spans(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(c.row, c.column, c.rowspan, c.colspan) for c in grid.cells if c.rowspan * c.colspan > 1}


@pytest.mark.parametrize("degrees", [0.0, 0.15])
def test_a_full_grid(degrees: float) -> None:
    sheet = Sheet()
    sheet.grid(XS, YS)
    fill(sheet, XS, YS)
    (grid,) = structure(sheet, degrees).grids
    assert (len(grid.xs) - 1, len(grid.ys) - 1, len(grid.cells)) == (4, 4, 16)
    assert [round(x * 72 / DPI) for x in grid.xs] == pytest.approx(XS, abs=2)


def test_cells_without_a_line_between_them_are_merged() -> None:
    sheet = Sheet()
    for y in (100, 130, 190, 310):
        sheet.line(60, y, 520, y)
    sheet.line(60, 250, 90, 250)
    sheet.line(220, 250, 520, 250)
    for x in XS:
        sheet.line(x, 130, x, 310)
    sheet.line(60, 100, 60, 130)
    sheet.line(520, 100, 520, 130)
    fill(sheet, XS, YS)
    (grid,) = structure(sheet).grids
    assert spans(grid) == {(0, 0, 1, 4), (2, 1, 2, 1)}


def test_open_sides_are_closed_where_the_lines_end() -> None:
    sheet = Sheet()
    for y in (130, 190, 250):
        sheet.line(60, y, 520, y)
    for x in XS[1:-1]:
        sheet.line(x, 100, x, 310)
    fill(sheet, XS, YS)
    (grid,) = structure(sheet).grids
    assert (len(grid.xs) - 1, len(grid.ys) - 1) == (4, 4)
    assert [round(y * 72 / DPI) for y in grid.ys] == pytest.approx(YS, abs=2)


def test_columns_without_vertical_lines_come_from_the_words() -> None:
    sheet = Sheet()
    for y in YS:
        sheet.line(60, y, 520, y)
    fill(sheet, XS, YS)
    (grid,) = structure(sheet).grids
    assert not grid.ruled
    assert (len(grid.xs) - 1, len(grid.ys) - 1) == (4, 4)


def test_a_heading_underlined_over_several_columns_spans_them() -> None:
    sheet = Sheet()
    for y in (100, 160, 220, 280):
        sheet.line(60, y, 520, y)
    sheet.line(215, 130, 525 - 10, 130)
    sheet.text(330, 108, "TARGET", 9)
    for x, word in ((65, "No"), (95, "Indikator"), (225, "2021"), (365, "2022")):
        sheet.text(x, 140, word, 9)
    for y in (170, 230):
        for x, word in ((65, "1"), (95, "Persentase"), (225, "97,80"), (365, "98,20")):
            sheet.text(x, y, word, 9)
    (grid,) = structure(sheet).grids
    assert (0, 2, 1, 2) in spans(grid)


def test_a_fraction_bar_is_no_border() -> None:
    sheet = Sheet()
    sheet.grid(XS, YS)
    fill(sheet, XS, [*YS[:2], YS[1]])
    sheet.text(228, 205, "Jumlah siswa lulus", 9)
    sheet.line(226, 219, 322, 219)
    sheet.text(238, 222, "Jumlah siswa", 9)
    found = structure(sheet)
    (grid,) = found.grids
    assert len(grid.cells) == 16
    assert len(found.bars) == 1
    assert found.bars[0].length * 72 / DPI == pytest.approx(96, abs=2)


def test_text_alone_makes_no_table() -> None:
    sheet = Sheet()
    for n in range(20):
        sheet.text(70, 90 + 16 * n, "IIIIII llll EEEE HHHH TTTT perundang-undangan HIT", 10)
    assert structure(sheet).grids == ()


def test_an_underlined_name_is_no_table() -> None:
    sheet = Sheet()
    sheet.text(300, 500, "NAMA PEJABAT, S.Sos", 11)
    sheet.line(300, 514, 430, 514)
    sheet.text(300, 516, "Pembina Tk. I", 11)
    assert structure(sheet).grids == ()


def test_rulings_are_gone_from_what_is_read() -> None:
    sheet = Sheet()
    sheet.grid(XS, YS)
    found = structure(sheet)
    assert found.ink.max() == 0
    assert found.grey.min() > 150


def test_colons_of_lines_close_together_are_one_each() -> None:
    tops = (0, 32, 64)
    ink = np.zeros((100, 400), np.uint8)
    for top in tops:
        ink[top : top + 24, 100:300:7] = 255
        for y in (top, top + 14):
            ink[y : y + 4, 50:54] = 255
    colons = [run for run in find_runs(ink, DPI) if run.width < 10]
    assert sorted((run.y0, run.y1) for run in colons) == [(top, top + 18) for top in tops]


def test_a_cut_beside_a_bar_stays_within_its_cell() -> None:
    sheet = Sheet()
    sheet.grid([60, 300, 520], [100, 160, 220])
    for y in (130, 190):
        sheet.text(70, y - 14, "Jumlah siswa lulus", 9)
        sheet.line(68, y, 160, y)
        sheet.text(70, y + 3, "Jumlah siswa", 9)
    found = structure(sheet)
    usual = 12 * DPI / 72
    (grid,) = found.grids
    cells = [cell for cell in grid.cells for bar in found.bars if cell.x0 < bar.start < cell.x1 and cell.top < bar.at]
    held = walls_of(found.bars, found.ink, usual, found.grids)
    assert len(held) == 4
    for _, top, bottom in held:
        assert any(cell.top - 1 <= top < bottom <= cell.bottom + 1 for cell in cells)
    assert any(bottom - top > 65 * DPI / 72 for _, top, bottom in walls_of(found.bars, found.ink, usual))
