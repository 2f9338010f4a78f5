"""Markup inside a line or cell: the short ways give what the long ones would."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from extract.markup.inline import _LATEX, inline_content, row_contents

_PIECES = st.sampled_from(
    ["a", " ", "  ", "Jumlah x", "(b)", "1. ", "- ", "é", "100%", ">", "/", "<br>", "<br/>", "<BR />"]
)


@given(st.lists(_PIECES, max_size=9).map("".join), st.booleans())
def test_line_breaks_alone_read_as_by_the_html_parser(text, in_cell):
    parsed = inline_content(f"<span>{text}</span>", in_cell=in_cell)
    assert inline_content(text, in_cell=in_cell) == parsed


@given(st.lists(st.lists(st.one_of(_PIECES, st.sampled_from(["$x$", "**", "&amp;", "_", "\u00a0"]))).map("".join)))
def test_a_row_reads_as_its_cells_one_by_one(texts):
    assert row_contents(texts) == [inline_content(text, in_cell=True) for text in texts]


_LAZY = regex.compile(r"(?<!\\)(?<!\bUS)\$(?P<inline>(?=\S)(?:[^$\\]|\\.)+?(?<=\S))\$(?!\d)", regex.S)


@given(st.lists(st.sampled_from(["$", "\\", "US", " ", "\n", "a", "1", "{", "\\$", "\\%"]), max_size=14).map("".join))
def test_an_inline_formula_ends_at_the_first_dollar_that_may_close_it(text):
    found = [m["inline"] for m in _LATEX.finditer(text) if m["inline"] is not None]
    if not regex.search(r"\$\$|\\[(\[]", text):
        assert found == [m["inline"] for m in _LAZY.finditer(text)]
