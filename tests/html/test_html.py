from __future__ import annotations

from extract.html.reader import read_html
from normalize.formulas import plain
from schemas.page import Emphasis, Line, Table, UnreadReason


def blocks(markup: str):
    (page,) = read_html(f"<!DOCTYPE html><html><body>{markup}</body></html>".encode())
    return page.blocks


def texts(markup: str) -> list[str]:
    return [plain(block.pieces[0].content) for block in blocks(markup) if isinstance(block, Line)]


def test_blocks_breaks_and_lists_become_lines():
    found = blocks("<h1>SATU<br>DUA</h1><p><b>Visi</b>&nbsp;: maju</p><ol type='a'><li>x</li><li>y</li></ol>")
    assert [(plain(b.pieces[0].content), b.marker) for b in found] == [
        ("SATU", None),
        ("DUA", None),
        ("Visi : maju", None),
        ("x", "a."),
        ("y", "b."),
    ]
    assert found[0].emphasis is Emphasis.HEADING


def test_scripts_styles_comments_and_hidden_parts_are_not_read():
    markup = (
        "<script>document.write('palsu')</script><style>p{color:red}</style><!-- <p>rahasia</p> -->"
        "<p style='display:none'>tersembunyi</p><p>terbaca</p><iframe src='http://127.0.0.1:9/'>x</iframe>"
    )
    assert texts(markup) == ["terbaca"]


def test_spans_are_laid_out_and_nonsense_spans_bounded():
    (table,) = blocks(
        "<table><tr><td rowspan='2' colspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>"
        "<tr><td rowspan='999999999'>d</td><td colspan='x'>e</td><td>f</td></tr></table>"
    )
    assert isinstance(table, Table)
    shape = [[None if c is None else plain(c.content) for c in row.cells] for row in table.rows]
    assert shape == [["a", None, "b"], [None, None, "c"], ["d", "e", "f"]]
    assert table.rows[2].cells[0].rowspan == 1


def test_a_table_that_only_places_others_is_dissolved():
    inner = "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td>5</td><td>6</td></tr></table>"
    found = blocks(f"<table><tr><td>Judul</td></tr><tr><td>{inner}</td></tr></table>")
    assert [type(block) for block in found] == [Line, Table]
    assert found[1].width == 2


def test_fractions_ruled_by_the_pages_own_style_sheet():
    sheet = "<style>.pembilang{border-bottom:1px solid} .x{border-bottom:none}</style>"
    (table,) = [
        block
        for block in blocks(
            f"{sheet}<table><tr><td><span><span class='pembilang'>A</span><span class='penyebut'>B</span></span></td>"
            "<td><span><span class='x'>A</span><span>B</span></span></td></tr></table>"
        )
        if isinstance(block, Table)
    ]
    assert [plain(cell.content) for cell in table.rows[0].cells] == ["A / B", "AB"]


def test_markup_nested_beyond_reason_is_read_as_text_and_said():
    deep = "<div>" * 100_000 + "isi" + "</div>" * 100_000
    (page,) = read_html(f"<html><body>{deep}</body></html>".encode())
    assert [plain(block.pieces[0].content) for block in page.blocks] == ["isi"]
    assert [entry.reason for entry in page.unread] == [UnreadReason.LIMIT]


def test_running_text_in_pre_is_read_as_text():
    found = blocks("<pre>Judul\nNO\tA\tB\n1\tx\ty</pre>")
    assert [type(block) for block in found] == [Line, Table]
