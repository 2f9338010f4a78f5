"""Trees and their other forms: exact round trips, comparison of two formulas, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from normalize.formulas import (
    MathJsonError,
    equivalent,
    from_mathjson,
    from_sympy,
    latex_content,
    read_formula,
    to_latex,
    to_mathjson,
    to_srepr,
    to_sympy,
)
from schemas.formula import Expression, Head, Number, Operation, Relation, Symbol
from schemas.inline import text_content
from tests.formulas.expected import cases, tree

NAMES = {"a": "Jumlah A", "b": "Nilai B", "c": "Luas C (Ha)", "d": "Produksi D tahun N-1"}

symbols = st.sampled_from(sorted(NAMES)).map(Symbol)
numbers = st.decimals(min_value=0, max_value=10**6, places=2).map(lambda value: Number(value.normalize()))
positive = st.integers(1, 99).map(lambda value: Number(Decimal(value)))
binary = st.sampled_from([Head.SUBTRACT, Head.DIVIDE])
many = st.sampled_from([Head.ADD, Head.MULTIPLY])


def operations(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Operations that the field writes."""
    return st.one_of(
        st.builds(lambda head, a, b: Operation(head, (a, b)), binary, inner, inner),
        st.builds(lambda head, args: Operation(head, tuple(args)), many, st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda a, n: Operation(Head.POWER, (a, Number(Decimal(n)))), inner, st.integers(2, 3)),
        st.builds(lambda a: Operation(Head.SQRT, (a,)), inner),
    )


def others(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Operations that MathJSON has besides."""
    lists = st.sampled_from([Head.MAX, Head.MIN, Head.MEAN])
    return st.one_of(
        operations(inner),
        st.builds(lambda a: Operation(Head.NEGATE, (a,)), inner),
        st.builds(lambda a, b: Operation(Head.RATIONAL, (a, b)), positive, positive),
        st.builds(lambda head, args: Operation(head, tuple(args)), lists, st.lists(inner, min_size=1, max_size=3)),
    )


written = st.recursive(st.one_of(symbols, positive), operations, max_leaves=8)
expressions = st.recursive(st.one_of(symbols, numbers), others, max_leaves=20)


@given(expressions)
def test_mathjson_is_exact(expression: Expression) -> None:
    assert from_mathjson(json.loads(json.dumps(to_mathjson(expression)))) == expression


@given(st.recursive(st.one_of(symbols, positive), operations, max_leaves=8))
def test_sympy_holds_the_same_function(expression: Expression) -> None:
    back = from_sympy(to_sympy(expression))
    assert equivalent(expression, back).relation is Relation.EQUAL or _is_undefined(expression)


def _is_undefined(expression: Expression) -> bool:
    """Whether the expression divides by what is nothing, such as a - a."""
    return not equivalent(expression, Operation(Head.ADD, (expression, Symbol("z")))).certain


@given(written)
def test_srepr_is_what_sympy_says(expression: Expression) -> None:
    assert to_srepr(expression) == sympy.srepr(to_sympy(expression), order="none")


@given(written)
def test_latex_reads_back_as_the_same_tree(expression: Expression) -> None:
    reading = read_formula(latex_content(f"y = {to_latex(expression, NAMES)}"))
    if not any(isinstance(node, Symbol) for node in _nodes(expression)) or not isinstance(expression, Operation):
        return
    assert reading.tree is not None, to_latex(expression, NAMES)
    letters = {name: letter for letter, name in NAMES.items()}
    mapping = {variable.symbol: letters[variable.name] for variable in reading.variables}
    relation = equivalent(expression, reading.tree, mapping).relation
    assert relation is Relation.EQUAL or _is_undefined(expression)


def _nodes(expression: Expression) -> list[Expression]:
    inside = [node for arg in expression.args for node in _nodes(arg)] if isinstance(expression, Operation) else []
    return [expression, *inside]


@pytest.mark.parametrize("case", cases("equivalences"))
def test_two_formulas_compare(case: dict[str, Any]) -> None:
    names = ["Jumlah A", "Jumlah B", "Jumlah C"]
    found = equivalent(tree(case["a"], names), tree(case["b"], names))
    assert found.relation == case["relation"]
    assert found.factor == (Fraction(case["factor"]) if case["factor"] else None)
    assert found.certain == case["certain"]


@given(written, written)
def test_a_ratio_never_equals_its_reverse(above: Expression, below: Expression) -> None:
    ratio, reverse = Operation(Head.DIVIDE, (above, below)), Operation(Head.DIVIDE, (below, above))
    if equivalent(above, below).relation is Relation.DIFFERENT and equivalent(above, below).certain:
        squares = [Operation(Head.MULTIPLY, (side, side)) for side in (above, below)]
        same = equivalent(squares[0], squares[1]).relation
        assert (equivalent(ratio, reverse).relation is Relation.EQUAL) == (same is Relation.EQUAL)


def test_a_mapping_joins_variables_that_were_reworded() -> None:
    old = read_formula(text_content("Jumlah desa aktif / Jumlah desa x 100%"))
    new = read_formula(text_content("Jumlah desa yang aktif / Jumlah seluruh desa"))
    assert old.tree is not None
    assert new.tree is not None
    mapping = {b.symbol: a.symbol for a, b in zip(old.variables, new.variables, strict=True)}
    assert equivalent(old.tree, new.tree).relation is Relation.DIFFERENT
    assert equivalent(old.tree, new.tree, mapping).factor == 100


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (["Eval", "a"], "$"),
        (["Divide", "a"], "$"),
        (["Add", "a", 1.5], "$[2]"),
        (["Add", "a", True], "$[2]"),
        (["Add", "a", {"num": "1e5"}], "$[2]"),
        (["Add", "a", ["Power", "A", 2]], "$[2][1]"),
        (["Rational", 1, 0], "$"),
        (["Rational", "a", 2], "$"),
        ({"sym": "a"}, "$"),
        (None, "$"),
        ([], "$"),
        ([["Add"], "a"], "$"),
        (10**50, "$"),
    ],
)
def test_mathjson_outside_the_subset_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(MathJsonError) as refused:
        from_mathjson(value)
    assert refused.value.path == place


def test_mathjson_has_limits() -> None:
    deep: object = "a"
    for _ in range(64):
        deep = ["Negate", deep]
    with pytest.raises(MathJsonError, match="deeper than 64"):
        from_mathjson(deep)
    with pytest.raises(MathJsonError, match="more than 1000 nodes"):
        from_mathjson(["Add", *["a"] * 1000])
    assert isinstance(from_mathjson(["Add", *["a"] * 999]), Operation)


def test_sympy_is_built_unevaluated_and_only_when_asked_for() -> None:
    a = Symbol("a")
    assert str(to_sympy(Operation(Head.DIVIDE, (a, a)))) == "a/a"
    code = "import sys, normalize.formulas as f; f.explain('Jumlah A / Jumlah B x 100%'); print('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_sympy_of_other_things_is_refused() -> None:
    with pytest.raises(ValueError, match="sin"):
        from_sympy(sympy.sin(sympy.Symbol("a")))
