"""The expression tree as MathJSON and back, exactly.

    expression := integer | symbol | {"num": decimal} | [head, expression, ...]

Integers stand bare, other decimals as strings; there are no floats. Whatever is read is checked: heads against the
closed list of `Head`, depth and size against the limits of the dataset's contract.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import regex

from schemas.formula import Expression, Head, MathJson, Number, Operation, Symbol

MAX_TREE_DEPTH = 64
MAX_NODES = 1_000
MAX_DIGITS = 40

_SYMBOL = regex.compile(r"[a-z][a-z0-9_]*")
_DECIMAL = regex.compile(r"-?\d+\.\d+")
_HEADS = {head.value: head for head in Head}
_NAMES = {head: head.value for head in Head}
_ARITY: dict[Head, tuple[int, int]] = {
    Head.SUBTRACT: (2, 2),
    Head.DIVIDE: (2, 2),
    Head.POWER: (2, 2),
    Head.RATIONAL: (2, 2),
    Head.NEGATE: (1, 1),
    Head.SQRT: (1, 1),
}
_ANY_NUMBER = (1, MAX_NODES)


class MathJsonError(ValueError):
    """MathJSON outside the subset of the contract; `path` is where, as `$[1][2]`."""

    def __init__(self, message: str, path: str = "$") -> None:
        super().__init__(f"{message} @ {path}")
        self.path = path


def to_mathjson(tree: Expression) -> MathJson:
    """The tree as MathJSON.

    >>> to_mathjson(Operation(Head.MULTIPLY, (Symbol("a"), Number(Decimal("0.4")))))
    ['Multiply', 'a', {'num': '0.4'}]
    """
    if isinstance(tree, Symbol):
        return tree.name
    if isinstance(tree, Operation):
        return [_NAMES[tree.head], *map(to_mathjson, tree.args)]
    return _number_out(tree.value)


def _number_out(value: Decimal) -> MathJson:
    text = decimal_text(value)
    return {"num": text} if "." in text else int(text)


def decimal_text(value: Decimal) -> str:
    """A decimal in its shortest plain form.

    >>> decimal_text(Decimal("0.40")), decimal_text(Decimal("1E+2"))
    ('0.4', '100')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def from_mathjson(value: object) -> Expression:
    """The tree of MathJSON as `json.loads` gives it.

    Raises `MathJsonError` for anything outside the subset, deeper than 64 or larger than 1,000 nodes.
    """
    return _Reader().expression(value, "$", 1)


class _Reader:
    """Reads one value and counts its nodes."""

    def __init__(self) -> None:
        self._nodes = 0

    def expression(self, value: object, path: str, depth: int) -> Expression:
        self._nodes += 1
        if depth > MAX_TREE_DEPTH:
            raise MathJsonError(f"deeper than {MAX_TREE_DEPTH}", path)
        if self._nodes > MAX_NODES:
            raise MathJsonError(f"more than {MAX_NODES} nodes", path)
        if isinstance(value, list | tuple):
            return self._operation(value, path, depth)
        if isinstance(value, str):
            if not _SYMBOL.fullmatch(value):
                raise MathJsonError(f"not a symbol: {value[:40]!r}", path)
            return Symbol(value)
        return _number_in(value, path)

    def _operation(self, value: list[object] | tuple[object, ...], path: str, depth: int) -> Operation:
        if not value or not isinstance(value[0], str) or value[0] not in _HEADS:
            raise MathJsonError(f"not a head: {value[:1]!r:.60}", path)
        head = _HEADS[value[0]]
        least, most = _ARITY.get(head, _ANY_NUMBER)
        if not least <= len(value) - 1 <= most:
            raise MathJsonError(f"{head} with {len(value) - 1} arguments", path)
        args = tuple(self.expression(arg, f"{path}[{n}]", depth + 1) for n, arg in enumerate(value[1:], 1))
        if head is Head.RATIONAL and not _is_rational(args):
            raise MathJsonError("Rational of something else than two integers, the second not 0", path)
        return Operation(head, args)


def _is_rational(args: tuple[Expression, ...]) -> bool:
    integers = all(isinstance(arg, Number) and arg.value == int(arg.value) for arg in args)
    return integers and args[1] != Number(Decimal(0))


def _number_in(value: object, path: str) -> Number:
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 10**MAX_DIGITS:
            raise MathJsonError(f"a number of more than {MAX_DIGITS} digits", path)
        return Number(Decimal(value))
    if isinstance(value, dict) and list(value) == ["num"] and isinstance(text := value["num"], str):
        return _decimal_in(text, path)
    raise MathJsonError(f"not an expression: {value!r:.60}", path)


def _decimal_in(text: str, path: str) -> Number:
    if len(text) > MAX_DIGITS + 2 or not _DECIMAL.fullmatch(text):
        raise MathJsonError(f"not a decimal: {text[:60]!r}", path)
    try:
        return Number(Decimal(text))
    except InvalidOperation as error:
        raise MathJsonError(f"not a decimal: {text[:60]!r}", path) from error
