r"""An expression tree written for people: LaTeX, and sympy's `srepr`.

Both are written from the tree alone, without sympy: `to_srepr` says what sympy's `srepr` says of `to_sympy(tree)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from normalize.formulas.mathjson import decimal_text
from schemas.formula import Expression, Head, Number, Symbol

_LATEX_SPECIAL = re.compile(r"[\\{}$&#^_%~]")
_LATEX_NAMES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_SUM, _PRODUCT, _POWER, _ATOM = 10, 20, 40, 100
_BINDING = {Head.ADD: _SUM, Head.SUBTRACT: _SUM, Head.NEGATE: _SUM, Head.MULTIPLY: _PRODUCT, Head.POWER: _POWER}
_HUNDRED = 100


def to_latex(tree: Expression, names: Mapping[str, str] | None = None, *, satuan: str | None = None) -> str:
    r"""The tree as LaTeX; `names` give the wordings of its symbols, the unit `%` a percent sign to its factor 100.

    >>> from schemas.formula import Operation
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
        text = _LATEX[tree.head](self, tree.args)
        return rf"\left({text}\right)" if _BINDING.get(tree.head, _ATOM) < binding else text

    def fraction(self, args: tuple[Expression, ...]) -> str:
        return rf"\frac{{{self.write(args[0], 0)}}}{{{self.write(args[1], 0)}}}"

    def root(self, args: tuple[Expression, ...]) -> str:
        return rf"\sqrt{{{self.write(args[0], 0)}}}"

    def power(self, args: tuple[Expression, ...]) -> str:
        """A power; a base of words or a fraction would be misread without brackets."""
        base = self.write(args[0], _ATOM)
        if not base.startswith(r"\left(") and not isinstance(args[0], Number):
            base = rf"\left({base}\right)"
        return f"{base}^{{{self.write(args[1], 0)}}}"

    def negative(self, args: tuple[Expression, ...]) -> str:
        return f"-{self.write(args[0], _PRODUCT)}"

    def product(self, args: tuple[Expression, ...]) -> str:
        last = [self._factor(arg, _PRODUCT + 1) for arg in args[1:]]
        return r" \times ".join([self._factor(args[0], _PRODUCT), *last])

    def sum(self, args: tuple[Expression, ...]) -> str:
        return " + ".join([self.write(args[0], _SUM), *(self.write(arg, _SUM + 1) for arg in args[1:])])

    def difference(self, args: tuple[Expression, ...]) -> str:
        return f"{self.write(args[0], _SUM)} - {self.write(args[1], _SUM + 1)}"

    def listed(self, args: tuple[Expression, ...]) -> str:
        return rf"\left({'; '.join(self.write(arg, 0) for arg in args)}\right)"

    def _factor(self, arg: Expression, binding: int) -> str:
        if self._percent and isinstance(arg, Number) and arg.value == _HUNDRED:
            return r"100\%"
        return self.write(arg, binding)


_LATEX: dict[Head, Callable[[_Latex, tuple[Expression, ...]], str]] = {
    Head.ADD: _Latex.sum,
    Head.SUBTRACT: _Latex.difference,
    Head.MULTIPLY: _Latex.product,
    Head.DIVIDE: _Latex.fraction,
    Head.RATIONAL: _Latex.fraction,
    Head.NEGATE: _Latex.negative,
    Head.POWER: _Latex.power,
    Head.SQRT: _Latex.root,
    Head.MAX: lambda latex, args: r"\max" + latex.listed(args),
    Head.MIN: lambda latex, args: r"\min" + latex.listed(args),
    Head.MEAN: lambda latex, args: r"\operatorname{rata-rata}" + latex.listed(args),
}


def escaped(text: str) -> str:
    """Text for the inside of `\\text{}`."""
    return _LATEX_SPECIAL.sub(lambda match: _LATEX_NAMES.get(match[0], "\\" + match[0]), text)


def to_srepr(tree: Expression) -> str:
    """The tree in sympy's `srepr` notation, unevaluated, to be read and never loaded.

    >>> from schemas.formula import Operation
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
