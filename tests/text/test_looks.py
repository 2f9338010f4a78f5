"""A cheap look in front of a pattern never hides what the pattern would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract import identify
from extract.text import reader
from extract.text.reader import _BOLD, _BULLET, _HEADING, _QUOTE, _SETEXT, blocks_of_text

_NEVER = re.compile(r"(?!)")
_STARTS = ["a", "Visi", "1. ", "**", "_", "#", ">", "- ", "• ", "<b>", "<br>", "$$", "\\[", "\\]", "---", "=", "|"]
_INSIDE = [" ", "    ", "\t", ":", "\n", "&", "`", "\u00a0", "\u200b", "é", "\x1f", "NIP."]
_LINES = st.lists(st.sampled_from([*_STARTS, *_INSIDE]), max_size=16).map("".join)


@given(_LINES)
@example("Visi  \n  Misi\n**Tujuan\nTugas**\nNo\tx\nNo | x\n--- | ---\n1 | 2")
def test_an_ordinary_line_reads_as_by_the_long_way(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_ORDINARY", _NEVER)
        read = blocks_of_text(text)
    assert blocks_of_text(text) == read


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [(_SETEXT, "=-*_"), (_QUOTE, ">"), (_HEADING, "#"), (_BOLD, "*_<"), (_BULLET, reader._BULLETS)],
    ids=["rule", "quote", "heading", "bold", "bullet"],
)
def test_the_first_character_tells_which_marks_may_follow(pattern, openings):
    for first in map(chr, [*range(0x2FFF), 0xF0B7]):
        for line in (first, f" {first}", first * 3, f"{first} x", f"{first * 2}x", f"{first}b>", f"{first}STRONG>"):
            if pattern.match(line):
                assert reader._first(line) in openings


@given(st.lists(st.sampled_from(["#", " ", "-", "---", "|", ":", "\n", "a"]), max_size=12).map("".join))
def test_markdown_is_told_by_its_marks(text):
    is_markdown = identify._MARKDOWN.search(text) is not None
    assert (identify._kind_of_text(text) is identify.MediaType.MARKDOWN) == is_markdown
