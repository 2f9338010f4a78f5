"""Figures beside a numbered list are told apart by height; words over several lines are not."""

from __future__ import annotations

import pytest

from extract.scan.beside import item_tops, items_of
from extract.scan.content import Item, TextLine, content_of
from schemas.inline import Break, BreakKind, Text

USUAL = 10.0


def line(text: str, top: float) -> TextLine:
    item = Item((Text(text),), 0, 50, top, top + USUAL, top + 5, 10, text, (0.99,))
    return TextLine((item,))


NAMES = [
    line("1. Jumlah pengelola", 0), line("yang tertata", 12), line("2. Persentase", 24), line("layanan", 36),
    line("(sistem)", 48), line("3. Tingkat kecocokan", 60),
]  # fmt: skip


def test_figures_belong_to_the_item_at_whose_height_they_stand() -> None:
    tops = item_tops([[line("Tersusunnya sistem", 0)], NAMES], USUAL)
    figures = [line("27 Kab/Kota", 1), line("1 Provinsi", 11), line("100%", 34), line("WTP", 61)]
    assert items_of(figures, tops) == [0, 0, 1, 2]
    kinds = [part.kind for part in content_of(figures, 0, 60, USUAL, [0, 0, 1, 2]) if isinstance(part, Break)]
    assert kinds == [BreakKind.WRAP, BreakKind.LINE, BreakKind.LINE]


@pytest.mark.parametrize(
    "lines",
    [
        [line("Bidang Keuangan", 0), line("Bidang Umum", 24), line("Bidang Data", 60)],  # names, not figures
        [line("100%", 0), line("90%", 60)],  # none beside the second item
        [line("100%", 30)],
        [],
    ],
)
def test_what_is_not_one_figure_an_item_is_left_alone(lines: list[TextLine]) -> None:
    assert items_of(lines, item_tops([NAMES], USUAL)) == []


def test_two_lists_in_a_row_or_none_decide_nothing() -> None:
    assert item_tops([NAMES, NAMES], USUAL) == ()
    assert item_tops([[line("1. Jumlah", 0), line("3. Persentase", 12)]], USUAL) == ()
    assert item_tops([[line("Jumlah", 0), line("1. Daging", 12), line("2. Telur", 24)]], USUAL) == ()
