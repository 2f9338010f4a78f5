"""The cells between rules are those that pdfplumber finds."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import TableFinder

from extract.pdf import read_pdf
from extract.pdf.cells import find_cells, group_cells
from extract.pdf.rules import Rule
from schemas.page import Table
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import tables


class Edges:
    """What TableFinder asks of a page."""

    bbox = (0, 0, 1000, 1000)

    def __init__(self, across: list[Rule], down: list[Rule]) -> None:
        self.edges = [*map(self.across, across), *map(self.down, down)]

    def across(self, rule: Rule) -> dict[str, object]:
        line = {"orientation": "h", "object_type": "line", "x0": rule.start, "x1": rule.end}
        return line | {"top": rule.at, "bottom": rule.at, "width": rule.length, "height": 0}

    def down(self, rule: Rule) -> dict[str, object]:
        line = {"orientation": "v", "object_type": "line", "x0": rule.at, "x1": rule.at}
        return line | {"top": rule.start, "bottom": rule.end, "width": 0, "height": rule.length}


places = st.sampled_from([float(n) for n in range(0, 200, 20)])


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    """Rules on a coarse net, those at one position apart from each other."""
    found = []
    for at in draw(st.sets(places, min_size=2, max_size=6)):
        start, end = sorted(draw(st.tuples(places, places)))
        if end > start:
            found.append(Rule(at, start, end))
    return sorted(found)


@settings(max_examples=150, deadline=None)
@given(rules(), rules())
def test_the_same_cells_and_tables_as_tablefinder(across, down):
    stock = TableFinder(Edges(across, down))
    ours = find_cells(across, down)
    assert [tuple(cell) for cell in ours] == stock.cells
    assert sorted(map(sorted, group_cells(ours))) == sorted(sorted(table.cells) for table in stock.tables)


def shapes(found: list[list[list[str | None]]]) -> list[tuple[int, int]]:
    return [(len(table), len(table[0])) for table in found]


def squeezed(table: list[list[str | None]]) -> list[list[str | None]]:
    return [[cell and "".join(cell.replace("~", "").replace("/", "").split()) for cell in row] for row in table]


def test_the_same_tables_as_stock_pdfplumber_on_drawn_pages():
    sheets = [
        Sheet().grid(
            [50, 80, 230, 550],
            [100, 130, 180, 230],
            [["NO", "A", "B"], ["1", "satu dua", "tiga\nempat"], ["2", "", "lima"]],
        ),
        Sheet().grid([50, 300], [300, 330], [["a"]]).grid([50, 200, 350], [100, 120, 140], [["p", "q"], ["r", "s"]]),
    ]
    data = build(*sheets)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page, ours in zip(pdf.pages, read_pdf(data), strict=True):
            assert [squeezed(table) for table in tables(ours)] == [squeezed(table) for table in page.extract_tables()]


@pytest.mark.parametrize("name", ["pdf/d03.pdf", "pdf/c06.pdf", "pdf/f09.pdf", "perwali/perwali_12hal.pdf"])
def test_the_same_shapes_as_stock_pdfplumber_on_generated_papers(shared: Path, name: str):
    path = shared / "corpus" / "dev" / "files" / name
    data = path.read_bytes()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page, ours in zip(pdf.pages[:4], read_pdf(data, last=4), strict=True):
            stock = [table for table in page.extract_tables() if len(table[0]) > 1]
            found = [block for block in ours.blocks if isinstance(block, Table)]
            assert [(len(table.rows), table.width) for table in found] == shapes(stock)
