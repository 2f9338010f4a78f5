"""Dark headings part rows as rules do; short rules, long stems and letters at a border are told from one another."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.grid import Grid
from extract.scan.options import ScanOptions
from extract.scan.raster import from_pixels
from extract.scan.reader import Structure, find_structure, prepare
from extract.scan.rulings import Ruling, Stretch, erased, find_rulings
from tests.scan.drawing import DPI, FakeEngine, Sheet, skewed

OPTIONS = ScanOptions(orient=False)
XS = [60, 90, 220, 360, 520]
YS = [130, 190, 250, 310]
HEAD = 100
HEADINGS = ["NO", "SASARAN", "INDIKATOR", "FORMULA"]


def structure(sheet: Sheet, light: Sheet | None = None, degrees: float = 0.0) -> Structure:
    """What is drawn on a page, on which the ink of another is white."""
    pixels = sheet.pixels()
    if light is not None:
        pixels = np.where(light.pixels() < 128, 255, pixels).astype(np.uint8)
    pixels = skewed(pixels, degrees) if degrees else pixels
    prepared, _ = prepare(from_pixels(pixels, DPI, 300), OPTIONS, FakeEngine())
    return find_structure(prepared, OPTIONS)


def headed(ground: int, headings: list[str]) -> tuple[Sheet, Sheet]:
    """A table under a heading on a dark ground, and the heading's letters."""
    sheet, light = Sheet(), Sheet()
    sheet.grid(XS, YS)
    for y in YS[:-1]:
        for x in XS[:-1]:
            sheet.text(x + 4, y + 6, "1" if x == XS[0] else "Jumlah data", 9)
    sheet.draw.rectangle([sheet.px(v) for v in (XS[0], HEAD, XS[-1], YS[0])], fill=ground)
    for x, heading in zip(XS, headings, strict=False):
        light.text(x + 6, HEAD + 10, heading, 9)
    return sheet, light


def size(grid: Grid) -> tuple[int, int, int]:
    return len(grid.xs) - 1, len(grid.ys) - 1, len(grid.cells)


@pytest.mark.parametrize("degrees", [0.0, 0.3])
def test_a_dark_heading_without_lines_has_the_columns_below_it(degrees: float) -> None:
    (grid,) = structure(*headed(70, HEADINGS), degrees=degrees).grids
    assert size(grid) == (4, 4, 16)


def test_white_lines_part_a_dark_heading() -> None:
    sheet, light = headed(70, HEADINGS)
    for x in XS[1:-1]:
        light.line(x, HEAD, x, YS[0], 1)
    (grid,) = structure(sheet, light).grids
    assert size(grid) == (4, 4, 16)


def test_black_lines_on_a_grey_heading_stay_lines() -> None:
    sheet, light = headed(110, [])
    sheet.grid(XS, [HEAD, 115, YS[0]])
    (grid,) = structure(sheet, light).grids
    assert size(grid) == (4, 5, 20)


def test_a_heading_over_several_columns_is_not_cut() -> None:
    sheet, light = headed(70, ["", "", ""])
    light.text(150, HEAD + 10, "SASARAN DAN INDIKATOR KINERJA UTAMA PERANGKAT DAERAH", 9)
    (grid,) = structure(sheet, light).grids
    assert (0, 2) not in {(c.row, c.column) for c in grid.cells}


def test_a_dark_title_over_no_table_makes_none() -> None:
    sheet, light = Sheet(), Sheet()
    sheet.draw.rectangle([sheet.px(v) for v in (60, 100, 520, 130)], fill=60)
    light.text(200, 108, "INDIKATOR KINERJA", 11)
    sheet.text(60, 160, "Tugas membantu Bupati", 11)
    assert structure(sheet, light).grids == ()


def test_short_rules_of_a_narrow_column_part_its_numbers() -> None:
    xs = [60, 76, 220, 360, 520]
    sheet = Sheet()
    for y in YS:
        sheet.line(xs[0], y, xs[1], y)
        sheet.line(xs[2], y, xs[-1], y)
    for y in (YS[0], YS[-1]):
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, YS[0], x, YS[-1])
    for n, y in enumerate(YS[:-1]):
        sheet.text(xs[0] + 4, y + 20, str(n + 1), 9)
        sheet.text(xs[2] + 4, y + 20, "Jumlah data", 9)
    sheet.grid([xs[0], 300, xs[-1]], [40, 90])  # another table, whose border stands in line
    _, grid = structure(sheet).grids
    assert sum(cell.column == 0 for cell in grid.cells) == 3
    assert sum(cell.column == 1 for cell in grid.cells) == 1


def test_a_number_at_the_height_of_a_rule_is_none() -> None:
    xs = [60, 76, 220, 360, 520]
    sheet = Sheet()
    for y in YS:
        sheet.line(xs[1], y, xs[-1], y)
    for y in (YS[0], YS[-1]):
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, YS[0], x, YS[-1])
    sheet.text(xs[0] + 3, YS[1] - 5, "10", 9)
    (grid,) = structure(sheet).grids
    assert sum(cell.column == 0 for cell in grid.cells) == 1


def test_one_border_that_runs_on_into_a_letter_adds_no_row() -> None:
    sheet = Sheet()
    sheet.grid(XS, YS)
    sheet.line(XS[2], YS[-1], XS[2], YS[-1] + 40)
    (grid,) = structure(sheet).grids
    assert size(grid) == (4, 3, 12)


def test_letters_that_touch_a_border_neither_move_nor_thicken_it() -> None:
    ink = np.zeros((600, 300), np.uint8)
    ink[50:550, 100:102] = 255
    for y in range(60, 540, 30):
        ink[y : y + 18, 102:105] = 255
    _, (border,) = find_rulings(ink, 200)
    assert border.at == pytest.approx(101, abs=0.6)
    assert border.thickness == pytest.approx(2, abs=1.1)


def test_letters_close_to_a_border_keep_their_strokes() -> None:
    ink = np.zeros((100, 100), np.uint8)
    ink[:, 50:52] = 255
    ink[20:40, 53:55] = 255
    border = Ruling(51.0, 0.0, 100.0, 2.0, 1.0, 0.0, (Stretch(0, 100, 50.5, 50.5),))
    wiped = erased(ink, ink, [], [border], 200, 0)
    assert (wiped[20:40, 53:55] == 255).all()
    assert not wiped[:, :53].any()
    assert not wiped[50:].any()
