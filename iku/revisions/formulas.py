"""Whether the formulas of two revisions mean the same, however each is typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from iku.revisions.papers import Row, VariableFact
from iku.revisions.text import Comparison, digits, formula_words, quantity, settings
from normalize.formulas.equivalence import equivalent
from normalize.formulas.mathjson import from_mathjson
from schemas.formula import Expression, Relation

_PART = 0.8
"""What a wording counts that stands within another."""


class Verdict(StrEnum):
    """How a formula compares with the one before."""

    EQUIVALENT = "equivalent"
    RENAMED = "renamed"
    """The same calculation over quantities that are worded differently."""
    SCALED = "scaled"
    """The same up to a constant factor."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """The wording differs, and at least one of them is no formula that could be read."""


@lru_cache(maxsize=65_536)
def tree_of(mathjson: str) -> Expression:
    """The expression in a MathJSON text. Raises `MathJsonError` for what the dataset does not write."""
    return from_mathjson(json.loads(mathjson))


@dataclass(frozen=True, slots=True)
class _Names:
    """Which variable of the new formula is which of the old one: by equal words, and by similar ones."""

    equal: dict[str, str]
    similar: dict[str, str]


def compare_formulas(old: Row, new: Row, comparison: Comparison) -> Verdict:
    """The verdict on two formula cells, both of which say something."""
    if comparison.same(old.formula_text, new.formula_text):
        return Verdict.EQUIVALENT
    if old.mathjson is None or new.mathjson is None:
        return _compare_words(old, new, comparison)
    first, second = tree_of(old.mathjson), tree_of(new.mathjson)
    names = _names(old.variables, new.variables, comparison)
    found = equivalent(first, second, names.equal)
    if found.relation is Relation.EQUAL:
        return Verdict.EQUIVALENT
    if found.relation is Relation.SCALED:
        return Verdict.SCALED
    return _renamed(first, second, names)


def _renamed(first: Expression, second: Expression, names: _Names) -> Verdict:
    relation = equivalent(first, second, names.equal | names.similar).relation
    if not names.similar or relation is Relation.DIFFERENT:
        return Verdict.DIFFERENT
    return Verdict.RENAMED if relation is Relation.EQUAL else Verdict.DIFFERENT


def _compare_words(old: Row, new: Row, comparison: Comparison) -> Verdict:
    """Cells of which one at least is no formula: the same words are the same, operators aside."""
    one, other = old.formula_text or "", new.formula_text or ""
    if digits(one) != digits(other):
        return Verdict.UNKNOWN
    first, second = formula_words(one), formula_words(other)
    named = formula_words(f"{old.indikator} {one}"), formula_words(f"{new.indikator} {other}")
    same = first == second or named[0] == second or named[1] == first  # one may repeat the indicator before "="
    return Verdict.EQUIVALENT if same or comparison.nearly(first, second) else Verdict.UNKNOWN


def _names(old: Sequence[VariableFact], new: Sequence[VariableFact], comparison: Comparison) -> _Names:
    """Variables paired: equal symbols and words first, the rest one to one by likeness if as many are left."""
    equal = _equal(old, new, comparison)
    left_old = [v for v in old if v.symbol not in equal.values()]
    left_new = [v for v in new if v.symbol not in equal]
    similar: dict[str, str] = {}
    if left_old and len(left_old) == len(left_new):
        alike = np.array([[_alike(a, b) for b in left_new] for a in left_old])
        pairs = list(zip(*linear_sum_assignment(alike, maximize=True), strict=True))
        if all(alike[i, j] / 100 >= settings()["formulas"]["renamed"] for i, j in pairs):
            similar = {left_new[j].symbol: left_old[i].symbol for i, j in pairs}
    return _Names(equal, similar)


def _alike(one: VariableFact, other: VariableFact) -> float:
    """How alike the wordings of two quantities are, per cent; one that takes in the other is very much so."""
    a, b = quantity(one.name), quantity(other.name)
    return max(fuzz.ratio(a, b), _PART * fuzz.partial_ratio(a, b))


def _equal(old: Sequence[VariableFact], new: Sequence[VariableFact], comparison: Comparison) -> dict[str, str]:
    symbols = {v.symbol for v in old}
    meanings = {quantity(v.name): v.symbol for v in old}
    equal: dict[str, str] = {}
    for variable in new:
        if variable.symbol in symbols:
            equal[variable.symbol] = variable.symbol
        elif (meaning := quantity(variable.name)) in meanings:
            equal[variable.symbol] = meanings[meaning]
        elif comparison.noisy:
            same = [v.symbol for v in old if comparison.same(v.name, variable.name)]
            if same:
                equal[variable.symbol] = same[0]
    return equal
