"""Text and markdown to lines and tables, whatever the markup."""

from __future__ import annotations

import pytest

from extract.assembly.stream import stream
from extract.text.reader import read_text
from normalize.formulas import plain
from schemas.inline import Fraction
from schemas.page import Emphasis, Line, Table, UnreadReason


def read(text: str):
    (page,) = read_text(text.encode())
    return page


def grid(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else plain(cell.content) for cell in row.cells] for row in table.rows]


def test_tab_rows_pipe_rows_and_html_tables_in_one_file():
    page = read(
        "Judul\n\nNO\tA\tB\n1\tx\ty\n\n| NO | A |\n|---|:--:|\n| 1 | x \\| y |\n\n"
        '<table><tr><td rowspan="2">1</td><td>a<br>b</td></tr><tr><td>c</td></tr></table>\nAkhir'
    )
    tables = [block for block in page.blocks if isinstance(block, Table)]
    lines = [plain(block.pieces[0].content) for block in page.blocks if isinstance(block, Line)]
    assert [grid(table) for table in tables] == [
        [["NO", "A", "B"], ["1", "x", "y"]],
        [["NO", "A"], ["1", "x | y"]],
        [["1", "a b"], [None, "c"]],
    ]
    assert lines == ["Judul", "Akhir"]
    assert [row.is_heading for row in tables[1].rows] == [True, False]


def test_a_comment_between_tables_is_not_read():
    page = read("<table><tr><td>a</td><td>b</td></tr></table><!-- rahasia --> sisa")
    assert [type(block).__name__ for block in page.blocks] == ["Table", "Line"]
    assert plain(page.blocks[1].pieces[0].content) == "sisa"


def test_lines_know_their_place_gap_and_marker():
    page = read("# Judul\n\n\n- **Instansi** : Bagian\n")
    first, second = page.blocks
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.where.line, first.emphasis) == (1, Emphasis.HEADING)
    assert (second.where.line, second.gap, second.marker) == (4, 2, "-")
    assert plain(second.pieces[0].content) == "Instansi : Bagian"


@pytest.mark.parametrize(
    "markup",
    [
        r"$\frac{\text{A}}{\text{B}} \times 100\%$",
        r"$$\frac{\text{A}}{\text{B}} \times 100\%$$",
        r"\(\frac{\text{A}}{\text{B}} \times 100\%\)",
        "<math><mfrac><mtext>A</mtext><mtext>B</mtext></mfrac><mo>×</mo><mtext>100%</mtext></math>",
        "<u>A</u> x 100%<br>B",
        "A<br/>----- x 100%<br/>B",
        "A<br>_____<br>B x 100%",
        "A<hr>B x 100%",
        '<span class="f"><span style="border-bottom:1px solid">A</span><span>B</span></span> x 100%',
        '<div style="border-bottom: 1pt solid">A</div><div>B</div> x 100%',
        '<p style="text-decoration: underline">A</p><p>B</p><p>x 100%</p>',
        "<table><tr><td>A</td><td rowspan='2'>x 100%</td></tr><tr><td>B</td></tr></table>",
    ],
)
def test_a_fraction_is_a_fraction_however_it_was_typed(markup):
    (block,) = stream([read(f"NO\tINDIKATOR\tRUMUS\n1\tx\t{markup}")])
    cell = block.table.rows[1].cells[2]
    assert isinstance(cell.content[0], Fraction)
    assert plain(cell.content).replace("×", "x").replace(" ", "") == "A/Bx100%"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nilai < 60 dan > 40", "nilai < 60 dan > 40"),
        ("R&amp;D &lt;b&gt;", "R&D <b>"),
        ("Rp 5.000 $ dan $ 6", "Rp 5.000 $ dan $ 6"),
        ("biaya $5 dan $6 juta", "biaya $5 dan $6 juta"),
        ("*) catatan", "*) catatan"),
        ("nama_berkas_ini", "nama_berkas_ini"),
        ("<b>tebal</b> **dan** *miring*", "tebal dan miring"),
        ("m<sup>2</sup>", "m2"),
        ("a\u00a0b\u200bc", "a b c"),
    ],
)
def test_what_is_markup_and_what_is_text(text, expected):
    table = read(f"NO\tA\tB\n1\tx\t{text}").blocks[0]
    assert plain(table.rows[1].cells[2].content) == expected


def test_a_display_formula_over_lines_is_one_line():
    page = read("NB : Cakupan =\n\n$$\n\\frac{\\text{A}}{\\text{B}}\n$$\n\nSelesai")
    assert [plain(line.pieces[0].content) for line in page.blocks] == ["NB : Cakupan =", "A / B", "Selesai"]


def test_an_endless_line_is_kept_as_text_and_said():
    page = read("x" * 1_000_000)
    assert "".join(plain(line.pieces[0].content) for line in page.blocks) == "x" * 1_000_000
    assert [entry.reason for entry in page.unread] == [UnreadReason.LIMIT]
    assert "line 1 has 1,000,000 characters" in page.unread[0].detail
