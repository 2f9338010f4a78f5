r"""An expression tree written for people: LaTeX, and sympy's `srepr`.

Both are written from the tree alone, without sympy: `to_srepr` says what sympy's `srepr` says of `to_sympy(tree)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import regex

from normalize.formulas.mathjson import decimal_text
from schemas.formula import Expression, Head, Number, Operation, Symbol

_LATEX_SPECIAL = regex.compile(r"[\\{}$&#^_%~]")
_LATEX_NAMES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_BINDING = {Head.ADD: 10, Head.SUBTRACT: 10, Head.NEGATE: 10, Head.MULTIPLY: 20, Head.POWER: 40}
_ATOM = 100
_LIST_NAMES = {Head.MAX: r"\max", Head.MIN: r"\min", Head.MEAN: r"\operatorname{rata-rata}"}


def to_latex(tree: Expression, names: Mapping[str, str] | None = None, *, satuan: str | None = None) -> str:
    r"""The tree as LaTeX; `names` give the wordings of its symbols, the unit `%` a percent sign to its factor 100.

    >>> to_latex(Operation(Head.DIVIDE, (Symbol("a"), Symbol("b"))), {"a": "Jumlah A", "b": "Jumlah B"})
    '\\frac{\\text{Jumlah A}}{\\text{Jumlah B}}'
    """
    return _Latex(names or {}, percent=satuan == "%").write(tree, 0)


class _Latex:
    def __init__(self, names: Mapping[str, str], *, percent: bool) -> None:
        self._names = names
        self._percent = percent

    def write(self, tree: Expression, binding: int) -> str:
        """The tree, in brackets if it binds less tightly than `binding`."""
        if isinstance(tree, Symbol):
            return rf"\text{{{escaped(self._names.get(tree.name, tree.name))}}}"
        if isinstance(tree, Number):
            text = decimal_text(tree.value).replace(".", "{,}")
            return text if tree.value >= 0 or not binding else rf"\left({text}\right)"
        text = self._operation(tree)
        return rf"\left({text}\right)" if _BINDING.get(tree.head, _ATOM) < binding else text

    def _operation(self, tree: Operation) -> str:
        head, args = tree.head, tree.args
        if head in (Head.DIVIDE, Head.RATIONAL):
            return rf"\frac{{{self.write(args[0], 0)}}}{{{self.write(args[1], 0)}}}"
        if head is Head.SQRT:
            return rf"\sqrt{{{self.write(args[0], 0)}}}"
        if head is Head.POWER:
            return f"{self._base(args[0])}^{{{self.write(args[1], 0)}}}"
        if head is Head.NEGATE:
            return f"-{self.write(args[0], _BINDING[Head.MULTIPLY])}"
        if head in _LIST_NAMES:
            return rf"{_LIST_NAMES[head]}\left({'; '.join(self.write(arg, 0) for arg in args)}\right)"
        return self._chain(head, args)

    def _base(self, base: Expression) -> str:
        """The base of a power; a word or a fraction would be misread without brackets."""
        text = self.write(base, _ATOM)
        return text if text.startswith(r"\left(") or isinstance(base, Number) else rf"\left({text}\right)"

    def _chain(self, head: Head, args: tuple[Expression, ...]) -> str:
        binding = _BINDING[head]
        if head is Head.MULTIPLY:
            last = [self._factor(arg, binding + 1) for arg in args[1:]]
            return r" \times ".join([self._factor(args[0], binding), *last])
        sign = " + " if head is Head.ADD else " - "
        return sign.join([self.write(args[0], binding), *(self.write(arg, binding + 1) for arg in args[1:])])

    def _factor(self, arg: Expression, binding: int) -> str:
        if self._percent and isinstance(arg, Number) and arg.value == _HUNDRED:
            return r"100\%"
        return self.write(arg, binding)


_HUNDRED = 100


def escaped(text: str) -> str:
    """Text for the inside of `\\text{}`."""
    return str(_LATEX_SPECIAL.sub(lambda match: _LATEX_NAMES.get(match[0], "\\" + match[0]), text))


def to_srepr(tree: Expression) -> str:
    """The tree in sympy's `srepr` notation, unevaluated, to be read and never loaded.

    >>> to_srepr(Operation(Head.DIVIDE, (Symbol("a"), Symbol("b"))))
    "Mul(Symbol('a'), Pow(Symbol('b'), Integer(-1)))"
    """
    if isinstance(tree, Symbol):
        return f"Symbol('{tree.name}')"
    if isinstance(tree, Number):
        return _number(tree)
    return _SREPR[tree.head](*map(to_srepr, tree.args))


def _number(number: Number) -> str:
    above, below = number.value.as_integer_ratio()
    return f"Integer({above})" if below == 1 else f"Rational({above}, {below})"


def _joined(name: str) -> Callable[..., str]:
    return lambda *args: args[0] if len(args) == 1 else f"{name}({', '.join(args)})"


def _rational(above: str, below: str) -> str:
    return f"Mul({above}, Pow({below}, Integer(-1)))"


_SREPR: dict[Head, Callable[..., str]] = {
    Head.ADD: _joined("Add"),
    Head.SUBTRACT: lambda a, b: f"Add({a}, Mul(Integer(-1), {b}))",
    Head.MULTIPLY: _joined("Mul"),
    Head.DIVIDE: lambda a, b: f"Mul({a}, Pow({b}, Integer(-1)))",
    Head.NEGATE: lambda a: f"Mul(Integer(-1), {a})",
    Head.POWER: lambda a, b: f"Pow({a}, {b})",
    Head.SQRT: lambda a: f"Pow({a}, Rational(1, 2))",
    Head.RATIONAL: _rational,
    Head.MAX: _joined("Max"),
    Head.MIN: _joined("Min"),
    Head.MEAN: lambda *args: f"Mul(Rational(1, {len(args)}), {_joined('Add')(*args)})",
}
