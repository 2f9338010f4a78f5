"""Numbered indicators of one row and the figures beside them, as a reader of pages gives them."""

from __future__ import annotations

from extract.assembly.tables.lettered import split_lettered
from normalize.formulas import plain
from schemas.inline import Break, BreakKind, Content, Text
from schemas.page import Where
from schemas.raw import Column, ColumnKind, RawRow, RawText

COLUMNS = (Column(ColumnKind.INDIKATOR, "Indikator"), Column(ColumnKind.TARGET, "Target"))
NAMES = ("1. Jumlah pengelola", BreakKind.WRAP, "yang tertata", BreakKind.LINE, "2. Persentase layanan")


def cell(*parts: str | BreakKind) -> RawText:
    content: Content = tuple(Text(part) if not isinstance(part, BreakKind) else Break(part) for part in parts)
    return RawText(plain(content), Where(), content=content)


def targets(*parts: str | BreakKind) -> list[str]:
    row = RawRow({0: cell(*NAMES), 1: cell(*parts)}, Where())
    return [plain(part.cells[1].content) for part in split_lettered(row, COLUMNS, 0)]


def test_a_figure_that_wraps_stays_with_its_indicator() -> None:
    figures = ("27 Kab/Kota", BreakKind.WRAP, "12 Biro", BreakKind.LINE, "100%")
    assert targets(*figures) == ["27 Kab/Kota 12 Biro", "100%"]


def test_lines_that_seem_to_wrap_are_figures_where_their_number_fits() -> None:
    assert targets("80%", BreakKind.WRAP, "100%") == ["80%", "100%"]


def test_figures_that_fit_no_list_leave_the_row_whole() -> None:
    assert len(targets("80%")) == 1
