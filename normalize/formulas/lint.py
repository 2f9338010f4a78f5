"""What an auditor should look at in a formula that was read: findings on its tree, never repairs.

Each rule is a function from a reading to its warnings; `lint` runs them all. Places point into the reading's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from normalize.formulas.equivalence import are_equal, is_constant_value, may_cancel
from normalize.formulas.mathjson import decimal_text, from_mathjson
from normalize.formulas.shape import growth, is_constant, nodes, symbols, unscaled, weights
from normalize.formulas.spelled import is_letter
from schemas.formula import (
    Expression,
    FormulaReading,
    FormulaWarning,
    Head,
    Operation,
    Span,
    Symbol,
    WarningCode,
)

_ONE = Decimal(1)
_SUMS = frozenset((Head.ADD, Head.MULTIPLY))


def lint(reading: FormulaReading) -> tuple[FormulaWarning, ...]:
    """The findings on a formula; none for a cell that was not parsed."""
    if reading.tree is None:
        return ()
    rules = _OF_WHAT_CANCELS + _RULES if may_cancel(reading.tree) else _RULES
    return tuple(finding for rule in rules for finding in rule(reading, reading.tree))


def _divisions(tree: Expression) -> Iterator[Operation]:
    return (node for node in nodes(tree) if isinstance(node, Operation) and node.head is Head.DIVIDE)


def _identical_fractions(_: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    """A / A."""
    for division in _divisions(tree):
        above, below = division.args
        if not is_constant(below) and are_equal(above, below):
            message = "numerator and denominator are the same: the result is always 1"
            yield FormulaWarning(WarningCode.IDENTICAL_FRACTION, message, division.span)


def _constants(reading: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    if is_constant_value(tree):
        message = "the formula has the same value whatever its variables are"
        yield FormulaWarning(WarningCode.CONSTANT, message, Span(0, len(reading.text)))


def _partial_denominators(_: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    """(A + B) / B: the denominator is a part of the numerator."""
    for division in _divisions(tree):
        above, below = unscaled(division.args[0]), division.args[1]
        if isinstance(above, Operation) and above.head in _SUMS and below in above.args and not is_constant(below):
            message = "the denominator is a part of the numerator"
            yield FormulaWarning(WarningCode.DENOMINATOR_IN_NUMERATOR, message, division.span)


def _unscaled_growth(reading: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    division = growth(tree, {variable.symbol: variable.name for variable in reading.variables})
    if division is not None:
        message = "a growth without x 100%: the value is a share, not a percentage"
        yield FormulaWarning(WarningCode.GROWTH_WITHOUT_PERCENT, message, division.span)


def _weights(_: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    core = unscaled(tree)
    found = weights(core)
    total = sum(found or [_ONE], start=Decimal(0))
    if isinstance(core, Operation) and total != 1:
        message = f"the weights sum to {decimal_text(total)}, not to 1"
        yield FormulaWarning(WarningCode.WEIGHTS_NOT_ONE, message, core.span)


def _undefined_letters(reading: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    spans = {node.name: node.span for node in nodes(tree) if isinstance(node, Symbol)}
    for variable in reading.variables:
        if variable.letter is None and is_letter(variable.name):
            message = f"the letter {variable.name} is not explained"
            yield FormulaWarning(WarningCode.UNDEFINED_SYMBOL, message, spans.get(variable.symbol))


def _unused_letters(reading: FormulaReading, tree: Expression) -> Iterator[FormulaWarning]:
    used = symbols(tree)
    for definition in reading.definitions:
        expression = symbols(from_mathjson(definition.mathjson)) if definition.mathjson is not None else set()
        if definition.letter is not None and definition.symbol not in used and not (expression and expression <= used):
            message = f"the letter {definition.letter} is explained but not used"
            yield FormulaWarning(WarningCode.UNUSED_SYMBOL, message)


def _ambiguous_precedence(reading: FormulaReading, _: Expression) -> Iterator[FormulaWarning]:
    """Seen while parsing, where it is known which brackets were typed."""
    return (warning for warning in reading.warnings if warning.code is WarningCode.AMBIGUOUS_PRECEDENCE)


Rule = Callable[[FormulaReading, Expression], Iterator[FormulaWarning]]

_OF_WHAT_CANCELS: tuple[Rule, ...] = (_identical_fractions, _constants)
_RULES: tuple[Rule, ...] = (
    _partial_denominators,
    _unscaled_growth,
    _weights,
    _undefined_letters,
    _unused_letters,
    _ambiguous_precedence,
)
