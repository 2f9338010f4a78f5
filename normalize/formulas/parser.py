"""Decided tokens to an expression tree: a Pratt parser over ranges of tokens.

    formula := expr [ RULE expr ]                                 a typed bar divides all that stands on its two sides
    expr    := term {('+' | '-') term}
    term    := factor {('*' | '/') factor | group | fraction}     a bracket or fraction without a sign multiplies
    factor  := unary ['^' factor]
    unary   := ['-' | SUM | ROOT] atom
    atom    := NUMBER ['%'] | phrase | group | fraction | list
    group   := '(' formula ')'
    fraction := OPEN formula BAR formula CLOSE
    list    := ('rata-rata' | 'max' | 'min') '(' expr {(';' | ',') expr} ')'
    phrase  := WORD {WORD | NUMBER | '(' words ')'}               a bracket without signs belongs to its phrase

Words of calculation bind as the signs do, but for one habit of the field: "A ditambah B dibagi C" divides the sum.
Nesting is checked before the parser recurses; an error carries its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from normalize.formulas import kinds
from normalize.formulas.brackets import FormulaSyntaxError, matches
from normalize.formulas.line import render
from normalize.formulas.names import identify, is_year
from normalize.formulas.phrases import Notice, phrase
from normalize.formulas.shape import is_constant
from normalize.formulas.tokens import Token, is_english
from schemas.formula import Expression, Head, Number, Operation, Span, Symbol, WarningCode
from schemas.value import value

_POWERS = {"+": 10, "-": 10, "*": 20, "/": 20, "^": 40}
_PRODUCT = _POWERS["*"]
_DIVIDE, _MULTIPLY = Head.DIVIDE, Head.MULTIPLY
_HEADS = {"+": Head.ADD, "-": Head.SUBTRACT, "*": Head.MULTIPLY, "/": Head.DIVIDE, "^": Head.POWER}
_FLAT = frozenset((Head.ADD, Head.MULTIPLY))
_SUMS = frozenset((Head.ADD, Head.SUBTRACT))
_OPENING = frozenset((kinds.LEFT, kinds.OPEN))
_CLOSING = frozenset((kinds.RIGHT, kinds.CLOSE))
_OPERANDS = frozenset((kinds.LEFT, kinds.OPEN, kinds.ROOT, kinds.LIST))
_UNARY = 30
_TIMES = ("", "x", "X")
_ONE_PHRASE = 2
_HUNDRED = Decimal(100)
_EDGES = " ,;.:*•-"
_FOOTNOTE = re.compile(r"(?:\*\)|\s\(\d\)|,\s(?:dst|dll|dsb))$")
_FOOTNOTE_LENGTH = 6
_SIGN = re.compile("[/+=:×÷]")
_LONE_SIGN = re.compile(r"^$|^[/+=×÷]|[/+=×÷]$|^[xX]\s\d|[/+=:×÷]\s+[/+=:×÷]")


class Named(NamedTuple):
    """A variable as it was met: printed name, and the letter that stood for it."""

    name: str
    letter: str | None = None


@value
class Letter:
    """What a legend says of a letter: its words, and their expression and variables where they calculate."""

    text: str
    tree: Expression | None = None
    names: Mapping[str, Named] = field(default_factory=dict)


@dataclass(slots=True)
class Parsed:
    """What the parser found. Names are in order of appearance; places are those of the marked line."""

    tree: Expression
    names: dict[str, Named]
    percent: bool
    """The whole is scaled by 100 %."""
    title: str | None
    notices: list[Notice] = field(default_factory=list)


def parse(tokens: list[Token], line: str, letters: Mapping[str, Letter]) -> Parsed:
    """The tree of decided tokens.

    Raises `FormulaSyntaxError` with the place of what cannot be read.
    """
    if not tokens:
        raise FormulaSyntaxError("nothing to read", Span(0, 0))
    phrased = phrase(tokens, matches(tokens), frozenset(map(str.casefold, letters)))
    parser = _Parser(phrased.tokens, line, letters, divides_all=phrased.divides_all)
    tree = parser.formula(0, len(phrased.tokens))
    title = render(line[slice(*phrased.title)]) if phrased.title else None
    return Parsed(tree, parser.names, parser.percent, title, phrased.notices + parser.notices)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


class _Parser:
    """Reads `[lo, hi)` ranges of the tokens; `_pos` and `_end` are those of the range being read."""

    def __init__(self, tokens: list[Token], line: str, letters: Mapping[str, Letter], *, divides_all: bool) -> None:
        self._tokens = tokens
        self._line = line
        self._letters = letters
        self._matches = matches(tokens)
        self._divides_all = divides_all
        """A word or a typed bar may divide more than the operand before it."""
        self._pos = 0
        self._end = len(tokens)
        self.names: dict[str, Named] = {}
        self.percent = False
        self._base: str | None = None
        """The last quantity without its year, which a bare year continues."""
        self.notices: list[Notice] = []

    def formula(self, lo: int, hi: int) -> Expression:
        """The whole of a range."""
        saved, (self._pos, self._end) = (self._pos, self._end), (lo, hi)
        rule, division = self._divisions(lo, hi) if self._divides_all else (None, None)
        if rule is not None:
            tree = self._ruled(lo, rule, hi)
        elif division is not None:
            tree = self._expression(0, self._summed(lo, division, hi))
        else:
            tree = self._expression(0)
        if self._pos < self._end:
            raise FormulaSyntaxError("this does not belong to the formula before it", _span(self._tokens[self._pos]))
        self._pos, self._end = saved
        return tree

    def _divisions(self, lo: int, hi: int) -> tuple[int | None, int | None]:
        """The typed bar of a range, and the first `dibagi` that divides the sum before it."""
        n, rule, summed, division = lo, None, False, None
        plain = True
        while n < hi:
            token = self._tokens[n]
            if token.kind in _OPENING:
                n = self._matches[n]
            elif token.kind is kinds.RULE and lo < n < hi - 1:
                rule = n if rule is None else rule
            elif token.kind is kinds.SIGN and division is None:
                if token.sign == "/" and token.spelled and plain and summed:
                    division = n
                plain = plain and token.sign in ("+", "-")
                summed = summed or token.sign in ("+", "-")
            elif token.kind is kinds.NUMBER:
                plain = False
            n += 1
        return rule, division

    def _summed(self, lo: int, division: int, hi: int) -> Expression:
        left = self.formula(lo, division)
        self._pos, self._end = division, hi
        span = Span(self._tokens[lo].start, self._tokens[division].end)
        self._warn(WarningCode.IMPLIED_NUMERATOR, "the sum before the division was taken as the numerator", span)
        return left

    def _ruled(self, lo: int, rule: int, hi: int) -> Expression:
        """A bar of dashes divides all that stands on its two sides, but for a factor at the end."""
        scaled = hi - 2 > rule and self._tokens[hi - 2].sign == "*" and self._tokens[hi - 1].is_factor
        last = hi - 2 if scaled else hi
        ratio = Operation(_DIVIDE, (self.formula(lo, rule), self.formula(rule + 1, last)), self._covering(lo, last))
        self._pos, self._end = last, hi
        return self._expression(0, ratio)

    def _expression(self, power: int, left: Expression | None = None) -> Expression:
        """Operands and signs that bind more tightly than `power`."""
        start = self._pos
        left = self._prefix() if left is None else left
        chained = False
        while self._pos < self._end:
            token = self._tokens[self._pos]
            if token.kind is not kinds.SIGN and token.kind not in _OPERANDS:
                break
            sign = token.sign if token.kind is kinds.SIGN else "*"
            binding = _POWERS[sign]
            if binding <= power:
                break
            if token.kind is kinds.SIGN:
                self._pos += 1
            elif not chained and not is_constant(left):
                self._warn(WarningCode.IMPLIED_MULTIPLICATION, "no sign: taken as a multiplication", _span(token))
            right = self._expression(binding - (sign == "^"))
            left = self._combined(_HEADS[sign], left, right, start, chained)
            chained = True
        return left

    def _combined(self, head: Head, left: Expression, right: Expression, start: int, chained: bool) -> Expression:
        span = self._covering(start, self._pos)
        if head in _SUMS:
            self._check_precedence(left, right, span)
        if chained and head in _FLAT and isinstance(left, Operation) and left.head is head:
            return Operation(head, (*left.args, right), span)
        return Operation(head, (left, right), span)

    def _check_precedence(self, left: Expression, right: Expression, span: Span) -> None:
        """`A + B / C` without brackets: read as the signs bind, and flagged."""
        typed = isinstance(right, Operation) and self._tokens[self._pos - 1].kind not in _CLOSING
        if typed and not isinstance(left, Number) and _has_division(right) and not _has_division(left):
            message = "division binds before addition and subtraction: brackets may be missing"
            self._warn(WarningCode.AMBIGUOUS_PRECEDENCE, message, span)

    def _prefix(self) -> Expression:
        """A sign of its own, then one operand."""
        if self._pos >= self._end:
            place = self._tokens[self._end - 1].end if self._end else 0
            raise FormulaSyntaxError("an operand is missing", Span(place, place))
        token = self._tokens[self._pos]
        self._pos += 1
        match token.kind:
            case kinds.PHRASE:
                return self._quantity(token)
            case kinds.NUMBER:
                return self._number(token)
            case kinds.LEFT:
                return self._group(token)
            case kinds.OPEN:
                return self._fraction(token)
            case kinds.ROOT:
                return Operation(Head.SQRT, (self._expression(_UNARY),), _span(token))
            case kinds.LIST:
                return self._list(token)
            case kinds.SIGN if token.sign == "-" and not self._is_signed():
                return Operation(Head.NEGATE, (self._expression(_PRODUCT),), _span(token))
        raise FormulaSyntaxError("an operand is missing before this", _span(token))

    def _is_signed(self) -> bool:
        """Whether one minus follows another: not written by people, and without end in hostile text."""
        return self._pos < self._end and self._tokens[self._pos].kind is kinds.SIGN

    def _group(self, token: Token) -> Expression:
        left = self._pos - 1
        right = self._matches[left]
        tree = self.formula(left + 1, right)
        self._pos = right + 1
        return tree

    def _fraction(self, token: Token) -> Expression:
        start, close = self._pos - 1, self._matches[self._pos - 1]
        bar = self._bar(start, close)
        parts = (self.formula(start + 1, bar), self.formula(bar + 1, close))
        self._pos = close + 1
        return Operation(_DIVIDE, parts, self._covering(start, close + 1))

    def _bar(self, start: int, close: int) -> int:
        n = start + 1
        while self._tokens[n].kind is not kinds.BAR:
            n = self._matches.get(n, n) + 1
            if n >= close:
                raise FormulaSyntaxError("a fraction without its bar", _span(self._tokens[start]))
        return n

    def _list(self, token: Token) -> Expression:
        """`rata-rata (A; B; C)`, `max(A, B)`: the phrase between the brackets holds the separators."""
        left = self._pos
        right = self._matches[left]
        self._pos = right + 1
        text = self._line[self._tokens[left].end : self._tokens[right].start]
        parts = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text)
        if right - left != _ONE_PHRASE or not all(parts):
            raise FormulaSyntaxError("a list of calculations", _span(token))
        return Operation(Head(token.sign), tuple(self._variable(render(part), None) for part in parts), _span(token))

    def _number(self, token: Token) -> Number | Operation:
        value = token.value
        if value is None:
            raise FormulaSyntaxError("a number without a value", _span(token))
        if token.word.count(",") == 1 and is_english(token.word.rstrip(" %")):
            self._warn(WarningCode.AMBIGUOUS_NUMBER, "read as thousands, not as a decimal comma", _span(token))
        if token.percent and value == _HUNDRED and (self._is_scale(self._pos - 1) or self._is_whole()):
            self.percent = True
            return Number(value)
        if (third := self._rational(value)) is not None:
            return third
        return Number(value / _HUNDRED if token.percent else value)

    def _is_scale(self, n: int) -> bool:
        """Whether the number at a place multiplies, as in `x 100%`."""
        return "*" in self._signs_around(n)

    def _is_whole(self) -> bool:
        """Whether the number just read is the whole that a part is taken from, as in `100% - (A / B x 100%)`."""
        if "-" not in self._signs_around(self._pos - 1):
            return False
        scales = (n for n, token in enumerate(self._tokens) if token.percent and token.value == _HUNDRED)
        return any(self._is_scale(n) for n in scales)

    def _signs_around(self, n: int) -> tuple[str, str]:
        before = self._tokens[n - 1].sign if n else ""
        after = self._tokens[n + 1].sign if n + 1 < len(self._tokens) else ""
        return before, after

    def _rational(self, value: Decimal) -> Operation | None:
        """`1/3` typed without spaces, before a bracket or a sign, is one number."""
        n = self._pos
        if n + 1 >= self._end or self._tokens[n].sign != "/" or self._tokens[n].left or self._tokens[n].right:
            return None
        below = self._tokens[n + 1].value
        if below is None or not below or value != int(value) or below != int(below) or self._tokens[n + 1].percent:
            return None
        self._pos += 2
        return Operation(Head.RATIONAL, (Number(value), Number(below)), self._covering(n - 1, n + 2))

    def _quantity(self, token: Token) -> Expression:
        name = _trimmed(render(self._line[token.start : token.end]))
        if (_SIGN.search(name) or name[:1] in _TIMES) and _LONE_SIGN.search(name):
            raise FormulaSyntaxError("a sign without its operand", _span(token))
        letter = self._letters.get(name)
        if letter is None:
            name = f"{self._base} {name}" if self._base and is_year(name) else name
            return self._variable(name, _span(token))
        if letter.tree is not None:
            self.names.update(letter.names)
            return letter.tree
        return self._variable(letter.text, _span(token), name)

    def _variable(self, name: str, span: Span | None, letter: str | None = None) -> Symbol:
        symbol, self._base, _ = identify(name)
        self.names.setdefault(symbol, Named(name, letter))
        return Symbol(symbol, span)

    def _covering(self, lo: int, hi: int) -> Span:
        return Span(self._tokens[lo].start, self._tokens[hi - 1].end)

    def _warn(self, code: WarningCode, message: str, span: Span) -> None:
        self.notices.append((code, message, span))


def _trimmed(name: str) -> str:
    """A wording without punctuation at its edges, footnote signs and "dst" at its end."""
    name = name.strip(_EDGES)
    while footnote := _FOOTNOTE.search(name[-_FOOTNOTE_LENGTH:]):
        name = name[: -len(footnote[0])].rstrip(_EDGES)
    return name


def _has_division(tree: Expression) -> bool:
    """Whether a division stands at the top of a term."""
    if not isinstance(tree, Operation):
        return False
    return tree.head is _DIVIDE or (tree.head is _MULTIPLY and any(map(_has_division, tree.args)))
