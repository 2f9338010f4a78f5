"""A cheap look in front of a pattern never hides what the pattern would find."""

from __future__ import annotations

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from extract.assembly import signatures, wording
from extract.assembly.bars import dashed_fraction, may_hold_bars
from extract.assembly.broken_words import _has_wraps, _mended
from extract.assembly.tables import body, head
from schemas.inline import Break, BreakKind, Text
from schemas.page import Cell, Row, Table

_PARTS = st.lists(
    st.sampled_from([Text("a"), Text("---"), Text("b x 100%"), Break(), Break(BreakKind.WRAP)]), max_size=8
)
_SHORT = st.lists(
    st.sampled_from(
        ["a", "B", "é", "É", "1", "12", "2021", "IV", ".", ",", "(", ")", " ", "-", "_", "ⅳ", "ǅ", "ß", "…"]
    ),
    max_size=8,
).map("".join)
_DECREES = st.lists(
    st.sampled_from(
        ["Ditetapkan", "DIKELUARKAN", "pada", "tanggal", " di ", " ", ":", ", ", "1. ", "- ", "a. ", "Sukamaju"]
    )
).map("".join)


def _table(cell: Cell) -> Table:
    return Table((Row((None, cell)),))


@given(_PARTS)
@example([Text("a"), Break(), Text("---"), Break(), Text("b")])
def test_cells_with_a_bar_have_the_fewest_parts(parts):
    content = tuple(parts)
    if dashed_fraction(content) != content:
        assert may_hold_bars(_table(Cell(content)))


@given(_PARTS)
@example([Text("a"), Break(BreakKind.WRAP), Text("b")])
def test_words_are_joined_where_a_text_wraps(parts):
    cell = Cell(tuple(parts))
    if _mended(cell, known := _Every()) != cell:
        assert _has_wraps(_table(cell)), known


class _Every(dict):
    """Every word of five letters or more is known once."""

    def __missing__(self, word):
        return int(len(word) > 1)


@given(_SHORT)
def test_a_number_has_no_small_letters(text):
    assert body._is_number(text) == (body._NUMBERING.match(text) is not None)


def test_no_character_of_a_number_has_another_capital():
    part = regex.compile(r"[\W\dA-Z]")
    assert not [c for c in map(chr, range(0x110000)) if c.upper() != c and part.match(c)]


@given(_SHORT)
def test_a_year_holds_its_century(text):
    assert head._is_year(text) == (head._YEAR.match(text) is not None)


@given(st.one_of(_SHORT, st.text()))
def test_two_letters_together_are_a_word(text):
    assert signatures._is_no_word(text) == (signatures._NO_WORD.match(text) is not None)


@given(_DECREES)
@example("Ditetapkan di : Sukamaju")
@example("- pada tanggal 5 Maret 2021")
def test_a_decree_is_told_by_its_first_letters(text):
    match = signatures._DECREED.match(text)
    assert (signatures._decreed(text) is not None) == (match is not None and bool(match["place"] or match["date"]))
    assert wording.is_decree(text) == (wording._DECREE.match(text) is not None)
