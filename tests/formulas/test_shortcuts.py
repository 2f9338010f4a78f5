"""Cheap looks and faster forms: they never hide what the whole rule would find."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from normalize.formulas.cell import _ASCII_EVENT, _ASCII_LETTERED, _EVENT
from normalize.formulas.equivalence import are_equal, equivalent, is_constant_value, may_cancel
from normalize.formulas.line import _COMPOUND, _SIGNS, BREAK, ITEM, _wrapped, marked, render
from normalize.formulas.names import _RELATIVE, _may_be_year, _words
from normalize.formulas.shape import is_constant, nodes
from schemas.formula import Expression, Head, Operation, Relation
from schemas.inline import Break, BreakKind, Fraction, Inline, Text
from tests.formulas.test_algebra import others, positive, symbols

trees = st.recursive(symbols | positive, others, max_leaves=7)
YEARS = ["tahun", "Thn", "th.", "periode", "semester", "ke", "ke-", "n", "N", "t", "N-1", "(n - 1)", "n–1", "Tahunn"]
PHRASES = ["tahun lalu", "pada tahun ini", "Tahun sebelumnya", "-1", "(t-1)", "Xt", "PADn", "2n", "tahunke"]
QUANTITIES = ["Jumlah", "produksi padi", "PDRB", "%", "_", "é", "1", "2024", "x", "nilai"]
LABELS = ["Rumus :", "Formulasi perhitungan :", "Cara menghitung =", "dimana :", "Dengan ketentuan", "Ket :", "NB:"]
PARTS = ["A =", "B :", "X1 = jumlah", "pt-1 adalah nilai", "A / B", "x 100%", "PAD", "adalah jumlah", "yaitu luas", "="]
PIECES = ["a. Jumlah", "1) (A", "selesai. Jumlah", "(A);", "b) luas", "sumber data :", BREAK, ITEM, "×", "≤", "-", "•"]
TEXTS = ["Jumlah", " pegawai ", "N-", "-", "", "  ", "1)", "a. ", "sosial-", "ekonomi", "é", "\n", "\t", "²"]
HALF = Fraction((Text("A"),), (Text("B"),))
PARTS_OF_CELLS = st.one_of(st.sampled_from(TEXTS).map(Text), st.sampled_from(BreakKind).map(Break), st.just(HALF))


def divisions(tree: Expression) -> list[Operation]:
    return [node for node in nodes(tree) if isinstance(node, Operation) and node.head is Head.DIVIDE]


@given(trees)
def test_what_cannot_cancel_does_not(tree: Expression) -> None:
    assume(not may_cancel(tree))
    assert not is_constant_value(tree)
    assert not any(are_equal(*division.args) for division in divisions(tree) if not is_constant(division.args[1]))


@given(trees, trees)
def test_equality_is_that_of_the_comparison(a: Expression, b: Expression) -> None:
    assert are_equal(a, b) == (equivalent(a, b).relation is Relation.EQUAL)
    assert are_equal(a, a)


@given(st.lists(st.sampled_from([*YEARS, *PHRASES, *QUANTITIES]), min_size=1, max_size=5), st.sampled_from(["", " "]))
def test_no_year_of_a_wording_is_missed(parts: list[str], joint: str) -> None:
    name = joint.join(parts)
    assert _RELATIVE.search(name) is None or _may_be_year(name, _words(name))


@given(st.lists(st.sampled_from([*LABELS, *PARTS, *PIECES]), max_size=8), st.sampled_from(["", " "]))
def test_a_line_is_cut_alike_by_both_patterns(parts: list[str], joint: str) -> None:
    line = joint.join(parts)
    assert _ASCII_LETTERED.fullmatch(line)
    found, wanted = list(_ASCII_EVENT.finditer(line)), list(_EVENT.finditer(line))
    assert [(e.span(), e.lastgroup) for e in found] == [(e.span(), e.lastgroup) for e in wanted]


def test_letters_of_other_alphabets_are_left_to_the_slower_pattern() -> None:
    assert _ASCII_LETTERED.fullmatch("Nilai (A × B) – C ≤ 10") is not None
    for word in ("é", "Σ", "ﬁ", "²", "á"):
        assert _ASCII_LETTERED.fullmatch(f"A = {word}") is None


@given(st.text(alphabet="AB x×X-–−+:/÷*()\ufdd1", max_size=12))
def test_operands_without_a_sign_are_not_compound(line: str) -> None:
    assert not _SIGNS.isdisjoint(line) or not any(match["bracket"] is None for match in _COMPOUND.finditer(line))


@given(st.lists(PARTS_OF_CELLS, max_size=7).map(tuple))
def test_wrapped_text_is_one_line_either_way(content: tuple[Inline, ...]) -> None:
    assert _wrapped(content) in (None, render(marked(content)))


def test_wrapped_text_takes_the_short_way() -> None:
    assert (
        _wrapped((Text("Jumlah pegawai"), Break(BreakKind.WRAP), Text("yang dibina "))) == "Jumlah pegawai yang dibina"
    )
