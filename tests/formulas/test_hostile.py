"""Whatever a cell holds: bounded work, no exception, an error with its place; and nothing is evaluated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.formulas import (
    LatexError,
    explain,
    from_mathjson,
    latex_content,
    lint,
    plain,
    read_definitions,
    read_formula,
)
from normalize.formulas.vocabulary import HEADS, SIGNS
from schemas.formula import FormulaReading, FormulaStatus, WarningCode
from schemas.inline import MAX_DEPTH, Content, Fraction, Text, text_content

WORDS = [
    "A",
    "B",
    "/",
    ":",
    "x",
    "100%",
    "(",
    ")",
    "-",
    "+",
    "=",
    "n",
    "1",
    "1/3",
    "∑",
    "√",
    "\n",
    "Ket :",
    "--",
    "---",
]
WORDS += ["yang", "^", "perbandingan", "dengan", "rata-rata", ";", ",", "tahun", "N-1", "0,5", "per", "di", "*)", "%"]
WORDS += [*sorted(HEADS)[:5], *sorted(SIGNS), "Rumus :", "\u202e", "\ufdd0", "\ufdd1", "\ufdd2", "×", "÷"]
cells = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
    st.text(max_size=60),
)
LATEX = [
    "\\frac",
    "{",
    "}",
    "\\text{",
    "A",
    " ",
    "^",
    "_",
    "\\sqrt",
    "[3]",
    "\\times",
    "\\over",
    "\\sum",
    "\\",
    "\\foo",
]
LATEX += ["\\begin{array}{c}", "\\end{array}", "\\\\", "\\hline", "&", "$", "\\left(", "\\right)", "100\\%", "B"]


def read(text: str) -> FormulaReading:
    return read_formula(text_content(text))


def content_or_offset(source: str) -> tuple[Content, int]:
    try:
        return latex_content(source), 0
    except LatexError as error:
        return (), error.offset


def is_sound(reading: FormulaReading) -> None:
    assert (reading.status is FormulaStatus.PARSED) == (reading.tree is not None)
    for warning in (*reading.warnings, *lint(reading)):
        assert warning.span is None or 0 <= warning.span.start <= warning.span.end <= len(reading.text)
    if reading.tree is not None:
        assert from_mathjson(reading.mathjson) == reading.tree
        assert reading.variables


@given(cells)
def test_any_cell_is_read_soundly(text: str) -> None:
    reading = read(text)
    is_sound(reading)
    read_definitions(text_content(text), reading.variables)
    assert explain(text).report


@given(st.lists(st.sampled_from(LATEX), max_size=30).map("".join))
def test_any_latex_is_read_or_refused_with_its_place(source: str) -> None:
    content, offset = content_or_offset(source)
    assert 0 <= offset <= len(source)
    is_sound(read_formula(content))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("(" * 10_000 + "A / B x 100%", WarningCode.TOO_LARGE, 40),
        ("(" * 10_000 + "A / B" + ")" * 10_000, WarningCode.TOO_LARGE, 20_000),
        ("Jumlah a + " * 1_500 + "Jumlah b", WarningCode.TOO_LARGE, 3_309),
        ("Jumlah orang / " * 70_000, WarningCode.TOO_LARGE, 20_000),
        ("A" + "^2" * 5_000, WarningCode.TOO_LARGE, 81),
        ("9" * 1_000_000 + " / 3", WarningCode.TOO_LARGE, 20_000),
    ],
    ids=["open brackets", "nested brackets", "long sum", "a megabyte of slashes", "powers", "a megabyte of digits"],
)
def test_what_is_too_large_says_where(text: str, code: WarningCode, place: int) -> None:
    reading = read(text)
    assert reading.status is FormulaStatus.UNPARSED
    assert [(warning.code, warning.span and warning.span.start) for warning in reading.warnings] == [(code, place)]


@pytest.mark.parametrize("text", ["kata " * 200_000, "a" * 1_000_000, "• " * 500_000, " " * 1_000_000 + "a"])
def test_a_megabyte_of_words_is_kept_as_text(text: str) -> None:
    reading = read(text)
    assert reading.tree is None
    assert len(reading.text) <= len(text)


@pytest.mark.parametrize(
    "part",
    ["a/", "a: ", "a = b ", "Ket : A = ", "A : ", "- ", "√", "a --- x 100% b ", "n - 1 ", "a (b + c) ", "*", "*) "],
)
def test_repeated_signs_end(part: str) -> None:
    is_sound(read(part * (19_000 // len(part))))


def test_nested_fractions_are_refused_beyond_the_depth() -> None:
    with pytest.raises(LatexError, match="nested deeper"):
        latex_content(r"\frac{" * 5_000 + "a" + "}{b}" * 5_000)
    deepest = latex_content(r"\frac{" * MAX_DEPTH + "a" + "}{b}" * MAX_DEPTH)
    assert plain(deepest).count("/") == MAX_DEPTH
    is_sound(read_formula(deepest))


def test_marks_of_our_own_in_a_text_are_dropped() -> None:
    assert plain((Text("a\ufdd0b\ufdd1c"), Text("d"))) == "abcd"
    assert read("Jumlah \ufdd0A\ufdd1 / Jumlah B x 100%").text == "Jumlah A / Jumlah B x 100%"


def test_code_in_a_cell_stays_words(tmp_path: object) -> None:
    for text in ["__import__('os').system('id') / Jumlah B x 100%", "exec(1) / eval(2)", "lambda: 1 / Jumlah A x 100%"]:
        reading = read(text)
        assert all(variable.name in text for variable in reading.variables)


def test_a_cell_is_read_alike_however_often_its_spaces_repeat() -> None:
    drawn = (Fraction((Text("Jumlah  A"),), (Text(" Jumlah B "),)), Text("  x   100%"))
    assert read_formula(drawn).text == "Jumlah A / Jumlah B x 100%"
