"""Expression trees as MathML Core, the quantities in words as printed.

What comes out is built from the tree alone: every text is escaped, no markup is taken from a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from textwrap import wrap

from normalize.formulas.mathjson import decimal_text
from schemas.formula import Expression, Head, Number, Operation, Symbol

_LINE = 34
"""Letters in a line of a quantity's words."""
_SUM, _PRODUCT, _ATOM = 1, 2, 3
"""How tightly the sign of an expression binds; a looser one inside a tighter one takes brackets."""
_BINDING = {Head.ADD: _SUM, Head.SUBTRACT: _SUM, Head.NEGATE: _SUM, Head.MULTIPLY: _PRODUCT}


def mathml(tree: Expression, names: Mapping[str, str], satuan: str | None = None) -> str:
    """A `<math>` element; `names` gives the words of every symbol, `satuan` the unit of a percentage."""
    percent = satuan == "%" and isinstance(tree, Operation) and tree.head is Head.MULTIPLY
    unit = "<mo>%</mo>" if percent else ""
    return f'<math display="block"><mrow>{_Writer(names).node(tree)}{unit}</mrow></math>'


class _Writer:
    """Writes the nodes of one tree."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def node(self, tree: Expression) -> str:
        if isinstance(tree, Symbol):
            return _words(self.names.get(tree.name, tree.name))
        if isinstance(tree, Number):
            return f"<mn>{escape(_printed(decimal_text(tree.value)))}</mn>"
        return _WRITERS[tree.head](self, tree.args)

    def within(self, tree: Expression, binding: int) -> str:
        """A part of an expression whose sign binds so tightly, in brackets if need be."""
        own = _BINDING.get(tree.head, _ATOM) if isinstance(tree, Operation) else _ATOM
        text = self.node(tree)
        return f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>" if own < binding else text

    def joined(self, args: Sequence[Expression], sign: str, binding: int) -> str:
        return f"<mo>{sign}</mo>".join(self.within(arg, binding) for arg in args)

    def difference(self, args: Sequence[Expression]) -> str:
        return f"{self.within(args[0], _SUM)}<mo>−</mo>{self.within(args[1], _PRODUCT)}"

    def fraction(self, args: Sequence[Expression]) -> str:
        return f"<mfrac><mrow>{self.node(args[0])}</mrow><mrow>{self.node(args[1])}</mrow></mfrac>"

    def power(self, args: Sequence[Expression]) -> str:
        return f"<msup><mrow>{self.within(args[0], _ATOM)}</mrow><mrow>{self.node(args[1])}</mrow></msup>"

    def function(self, name: str, args: Sequence[Expression]) -> str:
        inner = "<mo>;</mo>".join(self.node(arg) for arg in args)
        return f"<mi>{name}</mi><mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"


def _words(text: str) -> str:
    """Words as printed, long ones over several lines: a browser does not break the text of a formula."""
    lines = wrap(text, _LINE) or [text]
    if len(lines) == 1:
        return f"<mtext>{escape(text)}</mtext>"
    rows = "".join(f"<mtr><mtd><mtext>{escape(line)}</mtext></mtd></mtr>" for line in lines)
    return f'<mtable rowspacing="0">{rows}</mtable>'


def _printed(number: str) -> str:
    """A number as Indonesian papers write it: 1.000 and 0,4."""
    whole, _, part = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if whole.lstrip("-").isdecimal() else whole
    return f"{grouped},{part}" if part else grouped


_WRITERS: dict[Head, Callable[[_Writer, Sequence[Expression]], str]] = {
    Head.ADD: lambda writer, args: writer.joined(args, "+", _SUM),
    Head.SUBTRACT: _Writer.difference,
    Head.MULTIPLY: lambda writer, args: writer.joined(args, "×", _PRODUCT),
    Head.DIVIDE: _Writer.fraction,
    Head.RATIONAL: _Writer.fraction,
    Head.NEGATE: lambda writer, args: f"<mo>−</mo>{writer.within(args[0], _PRODUCT)}",
    Head.POWER: _Writer.power,
    Head.SQRT: lambda writer, args: f"<msqrt><mrow>{writer.node(args[0])}</mrow></msqrt>",
    Head.MAX: lambda writer, args: writer.function("max", args),
    Head.MIN: lambda writer, args: writer.function("min", args),
    Head.MEAN: lambda writer, args: writer.function("mean", args),
}
