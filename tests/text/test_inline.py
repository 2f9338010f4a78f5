"""Markup inside a line or cell: the short ways give what the long ones would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.markup.inline import inline_content

_PIECES = st.sampled_from(
    ["a", " ", "  ", "Jumlah x", "(b)", "1. ", "- ", "é", "100%", ">", "/", "<br>", "<br/>", "<BR />"]
)


@given(st.lists(_PIECES, max_size=9).map("".join), st.booleans())
def test_line_breaks_alone_read_as_by_the_html_parser(text, in_cell):
    parsed = inline_content(f"<span>{text}</span>", in_cell=in_cell)
    assert inline_content(text, in_cell=in_cell) == parsed
