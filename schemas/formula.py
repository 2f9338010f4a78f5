"""Formulas: the expression tree and everything that was read from one formula cell.

The tree is the truth; MathJSON, LaTeX and sympy's notation are written from it. Numbers are exact decimals, never
floats. Places in the text (`span`) are carried along for messages and take no part in equality.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from schemas.value import value


class Span(NamedTuple):
    """Part of a text: offsets of its first character and of the character after its last."""

    start: int
    end: int


class Head(StrEnum):
    """The operations of the MathJSON subset, by their MathJSON names."""

    ADD = "Add"
    SUBTRACT = "Subtract"
    MULTIPLY = "Multiply"
    DIVIDE = "Divide"
    NEGATE = "Negate"
    POWER = "Power"
    SQRT = "Sqrt"
    RATIONAL = "Rational"
    """A fraction of two integers written as one number, `1/3`."""
    MAX = "Max"
    MIN = "Min"
    MEAN = "Mean"


@value
class Number:
    """An exact decimal number; `40%` is 0.4."""

    value: Decimal


@value
class Symbol:
    """A variable, by its stable symbol (`[a-z][a-z0-9_]*`)."""

    name: str
    span: Span | None = field(default=None, compare=False, repr=False)


@value
class Operation:
    """An operation on expressions, in the order in which they were written."""

    head: Head
    args: tuple[Expression, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


Expression = Number | Symbol | Operation

MathJson = int | str | dict[str, str] | list["MathJson"]
"""JSON as `json.loads` gives it: an integer, a symbol, `{"num": "0.4"}` or `[head, argument, ...]`."""


class FormulaStatus(StrEnum):
    """What a formula cell turned out to be."""

    PARSED = "parsed"
    NARRATIVE = "narrative"
    """Words without a calculation: kept as text."""
    IMAGE = "image"
    """A picture stands where the formula should."""
    UNPARSED = "unparsed"
    """A calculation that could not be read; its warning says where."""
    ABSENT = "absent"


class FormulaKind(StrEnum):
    """The shape of a formula."""

    PERCENTAGE = "percentage"
    RATIO = "ratio"
    GROWTH = "growth"
    INDEX = "index"
    AVERAGE = "average"
    WEIGHTED = "weighted"
    SUM = "sum"
    DIFFERENCE = "difference"
    OTHER = "other"


class Role(StrEnum):
    """Where a variable stands in its formula."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    BOTH = "both"
    TERM = "term"


class WarningCode(StrEnum):
    """What a reader or auditor should know of a formula. The first group comes from reading, the second from lint."""

    IMPLIED_FRACTION = "implied_fraction"
    IMPLIED_MULTIPLICATION = "implied_multiplication"
    IMPLIED_NUMERATOR = "implied_numerator"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    UNBALANCED_BRACKET = "unbalanced_bracket"
    TRAILING_TEXT = "trailing_text"
    OPAQUE_SUM = "opaque_sum"
    MIXED_SCRIPT = "mixed_script"
    TOO_LARGE = "too_large"
    SYNTAX = "syntax"

    IDENTICAL_FRACTION = "identical_fraction"
    CONSTANT = "constant"
    DENOMINATOR_IN_NUMERATOR = "denominator_in_numerator"
    GROWTH_WITHOUT_PERCENT = "growth_without_percent"
    WEIGHTS_NOT_ONE = "weights_not_one"
    UNDEFINED_SYMBOL = "undefined_symbol"
    UNUSED_SYMBOL = "unused_symbol"
    AMBIGUOUS_PRECEDENCE = "ambiguous_precedence"


@value
class FormulaWarning:
    """Something to know of a formula. `span` points into `FormulaReading.text`."""

    code: WarningCode
    message: str
    span: Span | None = None


@value
class Variable:
    """A quantity named in a formula.

    `name` is the wording as printed (the legend's, where a legend explains a letter), `letter` that letter. `base` and
    `offset` split a time-shifted quantity: "Cakupan Pemas Tahun N-1" is ("Cakupan Pemas", -1). `position` counts the
    variables of a formula from 1 in order of appearance.
    """

    symbol: str
    name: str
    base: str | None
    offset: int | None
    role: Role
    position: int
    letter: str | None = None


@value
class Definition:
    """What a legend or a note says of a variable; `mathjson` where it says so in a formula of its own."""

    symbol: str
    text: str
    mathjson: MathJson | None = None
    letter: str | None = None


class Relation(StrEnum):
    """How two formulas compare, as functions of their variables."""

    EQUAL = "equal"
    SCALED = "scaled"
    """Equal up to a constant factor, such as a forgotten x 100%."""
    DIFFERENT = "different"


@value
class Equivalence:
    """The comparison of a formula with another. `factor` is the first divided by the second, where it is constant.

    `certain` is False where a root, a maximum or a fractional power stands in the way: such parts are compared by what
    stands in them and not by their value, so that "different" may be too strong.
    """

    relation: Relation
    factor: Fraction | None = None
    certain: bool = True


@value
class FormulaReading:
    """All that was read from the content of one formula cell.

    `text` is the whole cell as one folded line without its note, `keterangan` that note without its marker. `tree`,
    `kind`, `mathjson`, `latex` and `sympy` (in the notation of `srepr`, to be read by people) are None unless `status`
    is `parsed`. `mathjson` is shared with the cache: do not change it in place.
    """

    text: str
    keterangan: str | None
    status: FormulaStatus
    kind: FormulaKind | None = None
    tree: Expression | None = None
    mathjson: MathJson | None = None
    latex: str | None = None
    sympy: str | None = None
    satuan: str | None = None
    name: str | None = None
    """What stands before the equals sign, where it names the result."""
    variables: tuple[Variable, ...] = ()
    definitions: tuple[Definition, ...] = ()
    warnings: tuple[FormulaWarning, ...] = ()
