"""Whether two formulas are the same function of their variables: exactly, and fast.

Both trees are evaluated at random integers modulo a prime of 61 bits, with fixed seeds. Two different rational
functions agree at such a point with a chance of about one in 10^17; there is no rounding. Roots, maxima, minima and
powers that are no small integers are opaque: they count as one unknown, named by the value of what stands in them.
A / B and B / A come out different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache, partial
from hashlib import blake2s
from math import isqrt, prod

from normalize.formulas.shape import is_constant, nodes
from schemas.formula import Equivalence, Expression, Head, Number, Operation, Relation, Symbol

_PRIME = 2**61 - 1
_ROUNDS = range(3)
_LARGEST_POWER = 64
_POWER = Head.POWER
_OPAQUE = frozenset((Head.SQRT, Head.MAX, Head.MIN))


def equivalent(a: Expression, b: Expression, mapping: Mapping[str, str] | None = None) -> Equivalence:
    """How `a` compares with `b`; `mapping` gives for symbols of `b` the symbols of `a` that mean the same.

    >>> from schemas.formula import Symbol, Operation, Head
    >>> x, y = Symbol("x"), Symbol("y")
    >>> equivalent(Operation(Head.DIVIDE, (x, y)), Operation(Head.DIVIDE, (y, x))).relation.value
    'different'
    """
    certain = not (is_opaque(a) or is_opaque(b))
    try:
        pairs = [(evaluated(a, point), evaluated(b, point, mapping)) for point in _ROUNDS]
    except ZeroDivisionError:
        return Equivalence(Relation.EQUAL, Fraction(1)) if a == b else Equivalence(Relation.DIFFERENT, certain=False)
    if all(first == second for first, second in pairs):
        return Equivalence(Relation.EQUAL, Fraction(1))
    factor = _constant_ratio(pairs)
    if factor is not None:
        return Equivalence(Relation.SCALED, factor)
    return Equivalence(Relation.DIFFERENT, certain=certain)


def is_constant_value(tree: Expression) -> bool:
    """Whether a tree has one value whatever its variables are, as A / A has."""
    try:
        values = (evaluated(tree, point) for point in _ROUNDS)
        first = next(values)
        return all(value == first for value in values)
    except ZeroDivisionError:
        return False


def are_equal(a: Expression, b: Expression) -> bool:
    """Whether two trees are the same function: `equivalent` without a look for a factor between them."""
    try:
        return all(evaluated(a, point) == evaluated(b, point) for point in _ROUNDS)
    except ZeroDivisionError:
        return a == b


def may_cancel(tree: Expression) -> bool:
    """Whether anything in a tree could cancel out: a variable that stands in it twice, a zero, a sum of mere numbers.

    A cheap look: of another tree no two parts are the same function of a variable, nor is it constant as a whole.
    """
    met: set[str] = set()
    for node in nodes(tree):
        if isinstance(node, Symbol):
            if node.name in met:
                return True
            met.add(node.name)
        elif isinstance(node, Number):
            if not node.value:
                return True
        elif node.head is not Head.RATIONAL and is_constant(node):
            return True
    return not met


def is_opaque(tree: Expression) -> bool:
    """Whether something stands in a tree that is compared by its looks."""
    operations = (node for node in nodes(tree) if isinstance(node, Operation))
    return any(node.head in _OPAQUE or (node.head is _POWER and _power(node) is None) for node in operations)


def _constant_ratio(pairs: list[tuple[int, int]]) -> Fraction | None:
    if any(not second for _, second in pairs):
        return None
    ratios = {first * pow(second, -1, _PRIME) % _PRIME for first, second in pairs}
    return _reconstructed(ratios.pop()) if len(ratios) == 1 else None


def _reconstructed(residue: int) -> Fraction | None:
    """The fraction of small numbers that a residue stands for, by Euclid's algorithm."""
    bound = isqrt(_PRIME // 2)
    above, below = (_PRIME, residue), (0, 1)
    while above[1] > bound:
        quotient = above[0] // above[1]
        above = (above[1], above[0] - quotient * above[1])
        below = (below[1], below[0] - quotient * below[1])
    return Fraction(above[1], below[1]) if 0 < abs(below[1]) <= bound and above[1] else None


def evaluated(tree: Expression, point: int, mapping: Mapping[str, str] | None = None) -> int:
    """The value of a tree modulo the prime, at one of the fixed points.

    Raises `ZeroDivisionError` where a denominator vanishes.
    """
    if isinstance(tree, Symbol):
        name = mapping.get(tree.name, tree.name) if mapping else tree.name
        return _hashed(point, name)
    if isinstance(tree, Number):
        above, below = tree.value.as_integer_ratio()
        return above % _PRIME if below == 1 else above * _inverse(below) % _PRIME
    values = [evaluated(arg, point, mapping) for arg in tree.args]
    if tree.head is _POWER and (power := _power(tree)) is not None:
        return pow(values[0] if power >= 0 else _inverse(values[0]), abs(power), _PRIME)
    return _VALUES[tree.head](values) % _PRIME


@lru_cache(maxsize=16_384)
def _hashed(point: int, name: str) -> int:
    return int.from_bytes(blake2s(f"{point}:{name}".encode(), digest_size=8).digest()) % _PRIME


def _inverse(value: int) -> int:
    if value % _PRIME == 0:
        raise ZeroDivisionError
    return pow(value, -1, _PRIME)


def _power(tree: Operation) -> int | None:
    exponent = tree.args[1]
    if isinstance(exponent, Operation) and exponent.head is Head.NEGATE and isinstance(exponent.args[0], Number):
        exponent = Number(-exponent.args[0].value)
    if not isinstance(exponent, Number) or exponent.value != int(exponent.value):
        return None
    return int(exponent.value) if abs(exponent.value) <= _LARGEST_POWER else None


def _opaque(head: Head, values: Iterable[int]) -> int:
    return _hashed(0, f"{head}({','.join(map(str, values))})")


_VALUES: dict[Head, Callable[[list[int]], int]] = {
    Head.ADD: sum,
    Head.SUBTRACT: lambda values: values[0] - values[1],
    Head.MULTIPLY: prod,
    Head.DIVIDE: lambda values: values[0] * _inverse(values[1]),
    Head.RATIONAL: lambda values: values[0] * _inverse(values[1]),
    Head.NEGATE: lambda values: -values[0],
    Head.MEAN: lambda values: sum(values) * _inverse(len(values)),
    Head.POWER: partial(_opaque, Head.POWER),
    Head.SQRT: partial(_opaque, Head.SQRT),
    Head.MAX: lambda values: _opaque(Head.MAX, sorted(values)),
    Head.MIN: lambda values: _opaque(Head.MIN, sorted(values)),
}
