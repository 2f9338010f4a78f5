"""Several indicators inside one ruled row, and which figures belong to each."""

from __future__ import annotations

import pytest

from extract.assembly.tables.lettered import split_lettered
from schemas.inline import split_lines, text_content
from schemas.raw import Column, ColumnKind, RawRow, RawText

COLUMNS = (
    Column(ColumnKind.SASARAN, "Sasaran"),
    Column(ColumnKind.INDIKATOR, "Indikator"),
    Column(ColumnKind.TARGET, "Target"),
)


def cell(text: str, *tops: float) -> RawText:
    content = text_content(text)
    assert len(tops) in (0, sum(1 for _ in split_lines(content)))
    return RawText(text.replace("\n", " "), content=content, tops=tops)


def split(indikator: RawText, target: RawText) -> list[tuple[str, str]]:
    row = RawRow({0: cell("Meningkatnya panen"), 1: indikator, 2: target})
    return [(found.cells[1].text, found.cells[2].text) for found in split_lettered(row, COLUMNS, 1)]


def test_figures_go_to_the_indicator_beside_which_they_stand():
    indikator = cell("1. Luas tanam\ndi dataran\n2. Produksi benih\nunggul\n3. Panen", 10, 20, 30, 40, 50)
    target = cell("27 Desa\n1 Kota\n100%\n3 ton", 11, 21, 34, 49)
    assert split(indikator, target) == [
        ("Luas tanam di dataran", "27 Desa 1 Kota"),
        ("Produksi benih unggul", "100%"),
        ("Panen", "3 ton"),
    ]


def test_coded_indicators_keep_their_codes_and_may_lack_a_figure():
    indikator = cell("1.1.2.3 Produktivitas\n1.1.2.3.1 Kelahiran sapi\n- Jarak\n1.1.2.3.2 Anak domba", 10, 20, 30, 40)
    target = cell("70\n18\n105", 20, 30, 40)
    assert split(indikator, target) == [
        ("1.1.2.3 Produktivitas", ""),
        ("1.1.2.3.1 Kelahiran sapi - Jarak", "70 18"),
        ("1.1.2.3.2 Anak domba", "105"),
    ]


@pytest.mark.parametrize(
    ("indikator", "target"),
    [
        pytest.param(cell("1. A\n2. B\n3. C", 10, 20, 30), cell("5\n6", 10, 30), id="an indicator without its figure"),
        pytest.param(cell("1. A\n2. B"), cell("5\n6\n7"), id="no heights"),
        pytest.param(cell("1. A\n3. B", 10, 20), cell("5\n6\n7", 10, 15, 20), id="numbers that do not count on"),
        pytest.param(cell("Nilai\n1.2.2 B\n1.2.1 C", 10, 20, 30), cell("5\n6", 20, 30), id="text before the codes"),
        pytest.param(cell("1.2.2 B\n1.2.1 C", 10, 20), cell("5\n6", 10, 20), id="codes that fall"),
        pytest.param(cell("1. A\n2. B", 700, 20), cell("5\n6\n7", 700, 20, 30), id="a row cut by a page break"),
        pytest.param(cell("1. A\n2. B", 10, 20), cell("100%", 15), id="one figure for all"),
    ],
)
def test_what_cannot_be_divided_stays_one_row(indikator, target):
    assert len(split(indikator, target)) == 1


def test_bulleted_indicators_are_rows_where_their_figures_are_as_many():
    assert split(cell("• Luas tanam\n• Panen"), cell("5\n6")) == [("Luas tanam", "5"), ("Panen", "6")]
    assert len(split(cell("Jumlah contoh\n- Daging\n- Telur"), cell("5\n6"))) == 1
    assert len(split(cell("• Luas tanam\n• Panen"), cell("100%"))) == 1


def test_quantities_on_lines_of_their_own_are_rows_where_their_figures_are_as_many():
    two = cell("Persentase pencari kerja terlatih\nJumlah wirausaha baru")
    assert split(two, cell("3,63 persen\n100 orang")) == [
        ("Persentase pencari kerja terlatih", "3,63 persen"),
        ("Jumlah wirausaha baru", "100 orang"),
    ]
    assert len(split(two, cell("5 persen"))) == 1
    assert len(split(cell("Persentase pencari kerja\nyang terlatih"), cell("5\n6"))) == 1
