"""Which signs and words of a formula calculate, and which belong to a phrase.

Officials write `/` for "and" and for "divided by", `-` for ranges, words and differences, `x` for "times a day". Each
sign is decided by what stands around it; in doubt it stays a word, so that a narrative is never taken for a formula.

    1. words of calculation (`dibagi`, `di kali`, `--dibagi--`), unless hindered ("yang dikurangi", "dibagi menjadi")
    2. `x`: a token of its own between two operands, not "1 x 24 jam"
    3. year indexes: `tahun n - 1` is one word
    4. `:` and `/`, the heart of the matter: see `_colon` and `_slash`
    5. `-`: spaced on both sides or against a bracket or number, no range; `+`: between operands
    6. where nothing divides: comparisons and means in words (see `comparisons`), quantities on two lines
    7. sums and differences alone must be between quantities
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from normalize.formulas import kinds
from normalize.formulas import vocabulary as words
from normalize.formulas.comparisons import Comparisons
from normalize.formulas.line import BREAK, ITEM
from normalize.formulas.spelled import INDEXES, SPELLINGS, indexed, spelled
from normalize.formulas.tokens import Token

_DIVIDERS = frozenset(("/", "slash", ":"))
_DRAWN = frozenset((kinds.OPEN, kinds.RULE))
_HUNDRED = Decimal(100)
_TELLING = SPELLINGS | INDEXES | words.COMPARISONS | words.MEANS | words.PERCENTAGES
"""Words by which `decide` notices what there is to do."""
_RAISED = 3
"""How far before the slash of a power `^(1/3)` its sign stands."""


def decide(tokens: list[Token], line: str, *, named: bool = False) -> list[Token]:
    """The tokens with every sign decided: what does not calculate has become a word.

    `named` says that an equals sign or a label announces a formula, which settles what would else be in doubt.
    """
    said = _TELLING.intersection([token.word for token in tokens])
    if not SPELLINGS.isdisjoint(said):
        tokens = spelled(tokens)
    if not INDEXES.isdisjoint(said):
        tokens = indexed(tokens)
    return _Decider(tokens, line, said, named=named).decided()


class _Decider(Comparisons):
    """Decides the signs of one formula in place."""

    def __init__(self, tokens: list[Token], line: str, said: frozenset[str], *, named: bool) -> None:
        super().__init__(tokens, line, said)
        self._named = named
        self._signs: list[int] = []
        """Where a token stands that may be a sign."""
        self._drawn = False
        """A fraction is drawn, or typed over a bar."""
        self._look()
        self._first = 0
        """Where the formula begins: behind a label with its colon."""
        self._factor = False
        """A scale such as `x 100%` stands in the formula."""
        self._solid = False
        """A divider that is one beyond doubt stands in the formula."""

    def _look(self) -> None:
        self._signs = [n for n, token in enumerate(self._tokens) if token.sign or token.word == "x"]
        self._drawn = not _DRAWN.isdisjoint([token.kind for token in self._tokens])

    def decided(self) -> list[Token]:
        """The rules, in their order."""
        self._times()
        signs = {self._tokens[n].sign for n in self._signs}
        self._factor = "*" in signs and any(map(self._is_scaled, self._signs))
        self._solid = self._drawn or self.is_compared() or ("/" in signs and self._is_solid())
        if ":" in signs:
            self._each(":", self._colon)
        if "slash" in signs:
            self._slashes()
        if "-" in signs:
            self._each("-", self._dash)
        if "+" in signs:
            self._each("+", self._plus)
        if not self._has("/"):
            self.compare(scaled=self._factor)
            if self._factor:
                self._stack()
            self._look()
        if not self._factor and not self._has("/", "^") and not self._is_weighted():
            self._sums()
        return self._tokens[self._first :] if self._first else self._tokens

    def _stack(self) -> None:
        """Two quantities on two lines, the second scaled and nothing divided: a fraction whose bar is not drawn. Its
        sign has no length, and the reader is told of it."""
        tokens = self._tokens
        if any(token.sign and token.sign != "*" for token in tokens) or not self._opens_quantity(0):
            return
        breaks = [n for n in range(1, len(tokens)) if self._is_on_new_line(n)]
        if len(breaks) == 1 and tokens[breaks[0]].word in words.HEADS and tokens[breaks[0] - 1].kind is kinds.WORD:
            start = tokens[breaks[0]].start
            tokens.insert(breaks[0], Token(kinds.SIGN, start, start, "/", "/"))

    def _is_on_new_line(self, n: int) -> bool:
        between = self._line[self._tokens[n - 1].end : self._tokens[n].start]
        return BREAK in between or ITEM in between

    def _has(self, *signs: str) -> bool:
        return self._drawn or not {self._tokens[n].sign for n in self._signs}.isdisjoint(signs)

    def _each(self, sign: str, rule: Callable[[int], bool]) -> None:
        for n in self._signs:
            token = self._tokens[n]
            if token.sign == sign and not token.spelled and not (self._is_between(n) and rule(n)):
                _demote(token)

    def _times(self) -> None:
        wrapped = None
        for n in self._signs:
            token = self._tokens[n]
            if token.sign == "*" or (token.kind is kinds.WORD and token.word == "x"):
                if self._is_between(n) and (token.spelled or not self._is_frequency(n)):
                    token.kind, token.sign = kinds.SIGN, "*"
                elif self._is_wrapped(n):
                    token.kind, token.sign, wrapped = kinds.SIGN, "*", n
                else:
                    _demote(token)
        if wrapped is not None:
            del self._tokens[wrapped + 2], self._tokens[wrapped - 1]
            self._look()

    def _is_wrapped(self, n: int) -> bool:
        """Whether a factor has brackets of its own, which it loses: `A / B (x 100%)`."""
        tokens = self._tokens
        bracketed = 1 < n < len(tokens) - 2 and tokens[n - 1].kind is kinds.LEFT and tokens[n + 2].kind is kinds.RIGHT
        return bracketed and tokens[n + 1].is_factor

    def _is_frequency(self, n: int) -> bool:
        """`1 x 24 jam`, `2 x dalam setahun`."""
        before, after = self._tokens[n - 1], self._tokens[n + 1]
        unit = self._tokens[n + 2].word if n + 2 < len(self._tokens) else ""
        if before.kind is not kinds.NUMBER:
            return False
        if after.kind is kinds.NUMBER:
            return unit in words.TIMES
        return after.word in words.TIMES or after.word in words.HINDERED_BEFORE

    def _is_scaled(self, n: int) -> bool:
        if self._tokens[n].sign != "*" or not 0 < n < len(self._tokens) - 1:
            return False
        before, after = self._tokens[n - 1], self._tokens[n + 1]
        return after.is_factor or (before.is_factor and before.value == _HUNDRED)

    def _is_weighted(self) -> bool:
        """Whether two or more terms are multiplied by a part of one (`0,4 x`, `40% x`): words of any kind between
        such signs are quantities."""
        weights = 0
        for n in self._signs:
            if self._tokens[n].sign == "*" and 0 < n < len(self._tokens) - 1:
                weights += any(_is_part(self._tokens[side]) for side in (n - 1, n + 1))
        return weights > 1

    def _is_solid(self) -> bool:
        """Whether a sign divides that can mean nothing else."""
        signs = [self._tokens[n] for n in self._signs]
        return any(token.sign == "/" and (token.spelled or token.word != "/") for token in signs)

    def _colon(self, n: int) -> bool:
        """`:` divides between quantities or where the whole is scaled; after a label it is punctuation."""
        token, before, after = self._tokens[n], self._tokens[n - 1], self._tokens[n + 1]
        if before.kind is kinds.NUMBER and after.kind is kinds.NUMBER and not token.left:
            return False
        if before.kind is kinds.WORD and self._is_label(n):
            return False
        if after.kind is kinds.NUMBER and self._line.startswith(". ", after.end):
            return False  # the first number of a list
        accepted = self._factor or self._are_letters(n) or self._are_quantities(n)
        if before.kind is kinds.RIGHT:
            accepted = accepted or after.kind in (kinds.NUMBER, kinds.LEFT)
        if accepted:
            token.sign = "/"
            self._solid = True
        return accepted

    def _is_label(self, n: int) -> bool:
        """Whether the words before a colon only announce what follows; a formula begins behind them."""
        token, before, start = self._tokens[n], self._tokens[n - 1], self._start(n)
        announces = before.word in words.OPENERS or self._tokens[start].word in words.SENTENCE
        if announces or (not token.left and token.right):
            divides = self._divider_after(n)
            if divides and start == 0:
                self._first = n + 1
            if divides or before.word in words.OPENERS:
                return True
        return before.word in words.LABEL_WORDS and self._opens_line(n - 1, start)

    def _opens_line(self, n: int, start: int) -> bool:
        """Whether a word stands where a label may: first of its operand or line, or behind the formula's factor."""
        return n == start or self._is_on_new_line(n) or self._tokens[n - 1].is_factor

    def _divider_after(self, n: int) -> bool:
        return any(token.sign in _DIVIDERS or token.kind in _DRAWN for token in self._tokens[n + 1 :])

    def _slashes(self) -> None:
        """`/`: first those that divide beyond doubt, then, where there are none, those that are merely spaced."""
        slashes = [n for n in self._signs if self._tokens[n].sign == "slash"]
        certain = {n for n in slashes if self._is_between(n) and self._slash(n)}
        likely = set[int]()
        if not certain and not self._solid:
            likely = {n for n in slashes if self._is_between(n) and self._loose_slash(n, len(slashes) == 1)}
        for n in slashes:
            if n in certain or n in likely:
                self._tokens[n].sign = "/"
            else:
                _demote(self._tokens[n])

    def _slash(self, n: int) -> bool:
        """A slash that divides beyond doubt: against a bracket or sum, before a number, before a quantity."""
        token, before, after = self._tokens[n], self._tokens[n - 1], self._tokens[n + 1]
        spaced, glued = token.left and token.right, not token.left and not token.right
        if before.kind is kinds.CLOSE or after.kind in (kinds.OPEN, kinds.SUM, kinds.ROOT):
            return True
        if before.kind is kinds.RIGHT:
            return after.kind is not kinds.WORD or not glued or self._is_calculated(n - 1)
        if after.kind is kinds.LEFT:
            return not glued or self._is_whole_before(n)
        if after.kind is kinds.NUMBER:
            return spaced or (before.kind is kinds.NUMBER and self._is_fraction(n))
        if after.word in words.HEADS:
            doubtful = glued and self._solid
            return (spaced or self._factor or self._opens_quantity(self._start(n))) and not doubtful
        return self._are_letters(n)

    def _loose_slash(self, n: int, only: bool) -> bool:
        """A slash before a word that names no quantity: it divides if spaced and the whole scaled, or named."""
        token = self._tokens[n]
        if token.left and token.right:
            return self._factor or (self._named and self._opens_quantity(self._start(n)) and self._is_short(n))
        if self._factor and not token.left and not token.right:
            return self._are_acronyms(n)
        return self._factor and only

    def _is_fraction(self, n: int) -> bool:
        """`1/3 (`, `1/2 x` or a power `^(1/3)`: a number, unlike `14/2017` or `2/3 bagian`."""
        after = self._tokens[n + 2] if n + 2 < len(self._tokens) else None
        if after is None or not self._is_whole_before(n):
            return False
        raised = after.kind is kinds.RIGHT and n >= _RAISED and self._tokens[n - _RAISED].sign == "^"
        return raised or after.kind is kinds.LEFT or after.sign == "*"

    def _dash(self, n: int) -> bool:
        """`-` subtracts if spaced on both sides or against a bracket; between numbers it is a range."""
        token, before, after = self._tokens[n], self._tokens[n - 1], self._tokens[n + 1]
        if before.kind is kinds.NUMBER and after.kind is kinds.NUMBER:
            return self._is_whole_before(n) and self._is_whole_after(n)
        if (token.left and token.right) or self._are_letters(n):
            return True
        bracketed = before.kind in (kinds.RIGHT, kinds.CLOSE) or after.kind in (kinds.OPEN, kinds.LEFT)
        bare = before.kind is kinds.NUMBER and self._is_whole_before(n)
        return bare or (bracketed and (self._factor or self._solid or token.left == token.right))

    def _plus(self, n: int) -> bool:
        token = self._tokens[n]
        return token.left == token.right

    def _sums(self) -> None:
        """Sums, differences and products alone are a formula only between quantities: a sentence has dashes too."""
        signs = [n for n in self._signs if self._tokens[n].kind is kinds.SIGN]
        if not signs:
            return
        named = self._opens_quantity(self._start(signs[0])) and all(self._opens_quantity(n + 1) for n in signs)
        text = {token.word for token in self._tokens}
        added = all(self._tokens[n].sign == "+" for n in signs) and all(self._is_short(n) for n in signs)
        if (named and not text & words.SENTENCE) or (added and not self._is_explained(signs[0])):
            return
        for n in signs:
            _demote(self._tokens[n])

    def _is_explained(self, n: int) -> bool:
        """Whether a bracket of words behind a quantity holds a sign: "Jumlah pasien (laki-laki + perempuan)"."""
        start = self._start(n)
        return start > 1 and self._tokens[start - 1].kind is kinds.LEFT and self._tokens[start - 2].kind is kinds.WORD


def _demote(token: Token) -> None:
    token.kind, token.sign = kinds.WORD, ""


def _is_part(token: Token) -> bool:
    """Whether a token is a number that is a part of one."""
    return token.kind is kinds.NUMBER and token.value is not None and (token.percent or 0 < token.value < 1)
