"""The expression tree as a sympy expression, by constructors, and back.

sympy takes half a second to import and nothing in reading needs it: it is imported when it is first asked for. Nothing
that was read is ever given to its string parsers.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from schemas.formula import Expression, Head, Number, Operation, Symbol

if TYPE_CHECKING:
    import sympy


def to_sympy(tree: Expression) -> sympy.Expr:
    """The tree as an unevaluated sympy expression: what stands in the formula stands in it, A / A too."""
    import sympy

    if isinstance(tree, Symbol):
        return sympy.Symbol(tree.name)
    if isinstance(tree, Number):
        return sympy.Rational(*tree.value.as_integer_ratio())
    return _constructors()[tree.head](*map(to_sympy, tree.args))


def _constructors() -> dict[Head, Callable[..., Any]]:
    import sympy

    def add(*args: sympy.Expr) -> sympy.Expr:
        return sympy.Add(*args, evaluate=False)

    def multiply(*args: sympy.Expr) -> sympy.Expr:
        return sympy.Mul(*args, evaluate=False)

    def power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
        return sympy.Pow(base, exponent, evaluate=False)

    def divide(above: sympy.Expr, below: sympy.Expr) -> sympy.Expr:
        return multiply(above, power(below, sympy.Integer(-1)))

    return {
        Head.ADD: add,
        Head.SUBTRACT: lambda a, b: add(a, multiply(sympy.Integer(-1), b)),
        Head.MULTIPLY: multiply,
        Head.DIVIDE: divide,
        Head.NEGATE: lambda a: multiply(sympy.Integer(-1), a),
        Head.POWER: power,
        Head.SQRT: lambda a: power(a, sympy.Rational(1, 2)),
        Head.RATIONAL: divide,
        Head.MAX: lambda *args: sympy.Max(*args, evaluate=False),
        Head.MIN: lambda *args: sympy.Min(*args, evaluate=False),
        Head.MEAN: lambda *args: multiply(sympy.Rational(1, len(args)), add(*args)),
    }


def from_sympy(expression: sympy.Expr) -> Expression:
    """The tree of a sympy expression built of the same operations; sympy knows no division, the tree gets it back.

    Raises `ValueError` for anything else, such as a function or a float.
    """
    import sympy

    if isinstance(expression, sympy.Symbol):
        return Symbol(expression.name)
    if isinstance(expression, sympy.Rational):
        return _number(int(expression.p), int(expression.q))
    for kind, head in ((sympy.Add, Head.ADD), (sympy.Max, Head.MAX), (sympy.Min, Head.MIN)):
        if isinstance(expression, kind):
            return Operation(head, tuple(map(from_sympy, expression.args)))
    if isinstance(expression, sympy.Mul):
        return _product([from_sympy(arg) for arg in expression.args])
    if isinstance(expression, sympy.Pow):
        return _power(*map(from_sympy, expression.args))
    raise ValueError(f"not an expression of the subset: {type(expression).__name__}")


def _number(above: int, below: int) -> Expression:
    if below == 1:
        return Number(Decimal(above))
    return Operation(Head.RATIONAL, (Number(Decimal(above)), Number(Decimal(below))))


_MINUS_ONE = Number(Decimal(-1))
_HALF = Operation(Head.RATIONAL, (Number(Decimal(1)), Number(Decimal(2))))


def _power(base: Expression, exponent: Expression) -> Expression:
    if exponent == _MINUS_ONE:
        return Operation(Head.DIVIDE, (Number(Decimal(1)), base))
    return Operation(Head.SQRT, (base,)) if exponent == _HALF else Operation(Head.POWER, (base, exponent))


def _product(args: list[Expression]) -> Expression:
    if args[0] == _MINUS_ONE and len(args) == 2:
        return Operation(Head.NEGATE, (args[1],))
    return args[0] if len(args) == 1 else Operation(Head.MULTIPLY, tuple(args))
