"""Decided tokens with their words made phrases, so that the parser sees operands and signs alone.

    phrase := (WORD | NUMBER WORD | '(' words ')' WORD | SUM) {WORD | NUMBER | SUM | '(' anything ')'}

A number with words behind it is a phrase ("27 kabupaten"), unless it is a weight ("40% Nilai A") or a factor ("x 1.000
KH"): the words behind a factor are its unit, or the denominator of a fraction without a bar.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from normalize.formulas import kinds
from normalize.formulas import vocabulary as words
from normalize.formulas.brackets import FormulaSyntaxError
from normalize.formulas.spelled import is_letter
from normalize.formulas.tokens import Token
from schemas.formula import Head, Span, WarningCode

Notice = tuple[WarningCode, str, Span]
"""A warning with its place in the marked line."""

_LISTS = {
    **dict.fromkeys(words.MEANS, Head.MEAN),
    **dict.fromkeys(words.MAXIMA, Head.MAX),
    **dict.fromkeys(words.MINIMA, Head.MIN),
}
_CALCULATES = frozenset((kinds.SIGN, kinds.OPEN, kinds.RULE))
_WORDS = frozenset((kinds.WORD, kinds.NUMBER, kinds.SUM))
_TWO_LINES = (WarningCode.IMPLIED_FRACTION, "two lines without a bar: taken as a fraction")
_IMPLIED = {
    "*": (WarningCode.IMPLIED_MULTIPLICATION, "a percentage without its factor: taken times 100"),
    "/": _TWO_LINES,
}
_SEPARATORS = frozenset(";,")
_TERMS = frozenset("*/")


@dataclass(slots=True)
class Phrased:
    """Tokens without loose words. `title` is where words name the result before a bracket or fraction."""

    tokens: list[Token] = field(default_factory=list)
    title: Span | None = None
    divides_all: bool = False
    """A word or a typed bar is a sign, which may divide more than the operand before it."""
    notices: list[Notice] = field(default_factory=list)


def phrase(tokens: list[Token], matches: dict[int, int], letters: frozenset[str]) -> Phrased:
    """The tokens with every run of words made a PHRASE; `matches` gives each opening bracket its closing one."""
    return _Phraser(tokens, matches, letters).phrased()


class _Phraser:
    """Goes over the tokens once; `_pos` is the next one, `_out` what was made of those before."""

    def __init__(self, tokens: list[Token], matches: dict[int, int], letters: frozenset[str]) -> None:
        self._tokens = tokens
        self._matches = matches
        self._letters = letters
        self._pos = 0
        self._divided = False
        self._result = Phrased()
        self._out = self._result.tokens

    def phrased(self) -> Phrased:
        """The rules by kind of token."""
        while self._pos < len(self._tokens):
            token = self._tokens[self._pos]
            if token.kind is kinds.NUMBER:
                self._number(token)
            elif token.kind is kinds.WORD:
                self._word(token)
            elif token.kind is kinds.SUM:
                self._sum(token)
            elif token.kind is kinds.LEFT and self._is_parenthesis(self._pos):
                self._phrase(self._pos)
            elif token.kind is kinds.RULE:
                self._rule(token)
            elif token.kind is kinds.SIGN:
                self._sign(token)
            else:
                self._divided = self._divided or token.kind is kinds.OPEN
                self._take(token)
        return self._result

    def _sign(self, token: Token) -> None:
        self._divided = self._divided or token.sign == "/"
        self._result.divides_all = self._result.divides_all or token.spelled
        if token.start == token.end:
            self._notice_implied(token)
        self._take(token)

    def _take(self, token: Token) -> None:
        self._out.append(token)
        self._pos += 1

    def _kind_at(self, n: int) -> kinds.Kind | None:
        return self._tokens[n].kind if n < len(self._tokens) else None

    def _number(self, token: Token) -> None:
        scaling = bool(self._out) and self._out[-1].sign == "*" and token.is_factor
        following = self._kind_at(self._pos + 1)
        if scaling and self._is_worded(self._pos + 1):
            self._take(token)
            self._after_factor()
        elif following is kinds.NUMBER:
            self._phrase(self._pos)
        elif following not in _WORDS:
            self._take(token)
        elif token.percent or self._is_letter(token, self._tokens[self._pos + 1]):
            self._take(token)
            self._imply("*", WarningCode.IMPLIED_MULTIPLICATION, "no sign after a number: taken as a weight")
        else:
            self._phrase(self._pos)

    def _is_worded(self, n: int) -> bool:
        """Whether words stand at a place, in brackets or not."""
        kind = self._kind_at(n)
        return kind in _WORDS or (kind is kinds.LEFT and not self._calculates(n, self._matches[n]))

    def _is_letter(self, number: Token, token: Token) -> bool:
        return token.word in self._letters or (is_letter(token.word) and token.start == number.end)

    def _imply(self, sign: str, code: WarningCode, message: str) -> None:
        token = self._tokens[self._pos]
        self._out.append(Token(kinds.SIGN, token.start, token.start, sign, sign))
        self._result.notices.append((code, message, Span(token.start, token.end)))

    def _notice_implied(self, token: Token) -> None:
        """A sign that nobody wrote, of those that are no plain matter of words (see `comparisons`)."""
        if token.sign in _IMPLIED:
            span = Span(self._tokens[0].start, self._tokens[-1].end)
            self._result.notices.append((*_IMPLIED[token.sign], span))

    def _after_factor(self) -> None:
        """Words behind `x 100%`: the denominator of a fraction drawn without a bar, or the factor's unit."""
        opening = self._tokens[self._pos]
        if not self._divided and (opening.word in words.HEADS or opening.kind is kinds.SUM or self._is_last_letter()):
            self._divided = True
            self._imply("/", *_TWO_LINES)
            return
        end = self._end_of_words(self._pos)
        if any(token.word[:1].isalnum() for token in self._tokens[self._pos : end]):
            span = Span(opening.start, self._tokens[end - 1].end)
            if end < len(self._tokens) and self._tokens[end].sign in _TERMS:
                raise FormulaSyntaxError("words after the factor calculate", span)
            self._result.notices.append((WarningCode.TRAILING_TEXT, "words after the factor are not calculated", span))
        self._pos = end

    def _is_last_letter(self) -> bool:
        """Whether the next token is the last one, and a letter that the legend explains."""
        return self._pos == len(self._tokens) - 1 and self._tokens[self._pos].word in self._letters

    def _word(self, token: Token) -> None:
        following = self._kind_at(self._pos + 1)
        if token.word in words.WEIGHTS and following is kinds.NUMBER and self._is_weight(self._pos + 1):
            self._pos += 1
        elif following is kinds.LEFT and token.word in words.ROOTS:
            self._take(Token(kinds.ROOT, token.start, token.end, token.word))
        elif following is kinds.LEFT and token.word in _LISTS and self._is_list(self._pos + 1):
            self._take(Token(kinds.LIST, token.start, token.end, token.word, _LISTS[token.word].value))
        else:
            self._phrase(self._pos)

    def _is_weight(self, n: int) -> bool:
        """Whether a number multiplies, and does not count as in "bobot 1 x nilai 1"."""
        if n + 1 >= len(self._tokens) or self._tokens[n + 1].sign != "*":
            return False
        last = self._tokens[self._end_of_words(n + 2) - 1]
        return last.value != self._tokens[n].value or last.start == self._tokens[n + 1].start

    def _is_list(self, left: int) -> bool:
        inside = self._tokens[left + 1 : self._matches[left]]
        return any(token.word in _SEPARATORS for token in inside)

    def _sum(self, token: Token) -> None:
        """A sum sign belongs to the words behind it; before a bracket of a product it makes one quantity of it."""
        following = self._kind_at(self._pos + 1)
        if following not in (kinds.LEFT, kinds.OPEN):
            self._phrase(self._pos)
            return
        end = self._matches[self._pos + 1]
        inside = self._tokens[self._pos + 1 : end]
        if following is kinds.LEFT and all(t.kind is not kinds.SIGN or t.sign in "+-" for t in inside):
            self._pos += 1
            return
        span = Span(token.start, self._tokens[end].end)
        message = "the sum of products or ratios was taken as one quantity"
        self._result.notices.append((WarningCode.OPAQUE_SUM, message, span))
        self._emit(span)
        self._pos = end + 1

    def _is_parenthesis(self, left: int) -> bool:
        """A bracket of words with more words behind it: part of a phrase."""
        right = self._matches[left]
        return self._kind_at(right + 1) is kinds.WORD and not self._calculates(left, right)

    def _calculates(self, left: int, right: int) -> bool:
        return any(token.kind in _CALCULATES for token in self._tokens[left:right])

    def _rule(self, token: Token) -> None:
        """A typed bar. A factor right behind it (`A --- x 100% B`) goes behind its denominator."""
        self._take(token)
        self._result.divides_all = True
        self._divided = True
        n = self._pos
        if n + 2 < len(self._tokens) and self._tokens[n].word in _TIMES and self._tokens[n + 1].is_factor:
            times, factor = self._tokens[n : n + 2]
            sign = Token(kinds.SIGN, times.start, times.end, times.word, "*")
            self._tokens = [*self._tokens[:n], *self._tokens[n + 2 :], sign, factor]
            self._matches = {left - 2 * (left > n): right - 2 * (right > n) for left, right in self._matches.items()}

    def _end_of_words(self, n: int) -> int:
        while n < len(self._tokens):
            kind = self._tokens[n].kind
            if kind is kinds.LEFT:
                n = self._matches[n]
            elif kind not in _WORDS:
                break
            n += 1
        return n

    def _phrase(self, start: int) -> None:
        """One phrase from `start`; words that name the result before a calculation become the title."""
        end = start
        while end < len(self._tokens):
            kind = self._tokens[end].kind
            if kind is kinds.LEFT:
                if start == 0 and end > start and self._is_definition(end):
                    break
                end = self._matches[end]
            elif kind not in _WORDS:
                break
            end += 1
        span = Span(self._tokens[start].start, self._tokens[end - 1].end)
        self._pos = end
        if start == 0 and self._kind_at(end) in (kinds.LEFT, kinds.OPEN):
            if any(token.word in words.ROOTS for token in self._tokens[:end]):
                raise FormulaSyntaxError("a root in words", span)
            self._result.title = span
        else:
            self._emit(span)

    def _is_definition(self, left: int) -> bool:
        """`Persentase X (A / B x 100%)`, `Nilai (A + B) / 2`: the bracket holds the formula of the words before it."""
        right = self._matches[left]
        if not self._calculates(left, right):
            return False
        inside = [token for token in self._tokens[left + 1 : right] if token.kind is kinds.WORD]
        lettered = bool(inside) and all(is_letter(token.word) for token in inside)
        return lettered or right == len(self._tokens) - 1

    def _emit(self, span: Span) -> None:
        self._out.append(Token(kinds.PHRASE, span.start, span.end, ""))


_TIMES = frozenset(("x", "×", "*", "dikali", "kali"))
