"""Divisions and means that no sign writes: words that stand around their operands.

    comparison := ('perbandingan' | 'rasio' | ...) ['antara'] A ('dengan' | 'terhadap') B
    rate       := A 'per' B                        between two quantities, and not before a unit
    percentage := 'persentase' A 'terhadap' B      where both are counted by the same noun, or B is a total
    mean       := 'rata-rata' 'dari' A {',' B} 'dan' C | 'rata-rata' '(' A {(';' | ',') B} ')'

They are read where no sign divides already, and become the signs that a careful writer would have typed.
"""

from __future__ import annotations

from decimal import Decimal

from normalize.formulas import kinds
from normalize.formulas import vocabulary as words
from normalize.formulas.operands import Operands
from normalize.formulas.spelled import is_letter
from normalize.formulas.tokens import Token

_COMPARISON = 4
"""The fewest tokens of a comparison: its word, two operands and their partner."""
_HUNDRED = Decimal(100)


class Comparisons(Operands):
    """The tokens of one formula; `said` are those of their words that tell what there is to do."""

    def __init__(self, tokens: list[Token], line: str, said: frozenset[str]) -> None:
        super().__init__(tokens, line)
        self._compares = not words.COMPARISONS.isdisjoint(said)
        self._averages = not words.MEANS.isdisjoint(said)
        self._percents = not words.PERCENTAGES.isdisjoint(said)

    def compare(self, *, scaled: bool) -> None:
        """Make signs of the words that compare; `scaled` says that a factor such as `x 100%` is written."""
        self._compare()
        self._divide_per()
        if self._percents:
            self._percentage(scaled=scaled)
        if self._averages:
            self._mean()

    def is_compared(self) -> bool:
        """Whether a comparison opens the formula."""
        first = self._start_of_comparison()
        return first is not None and any(token.word in words.PARTNERS for token in self._tokens[first:])

    def _compare(self) -> None:
        first = self._start_of_comparison()
        if first is None:
            return
        partners = [n for n in range(first + 1, len(self._tokens) - 1) if self._tokens[n].word in words.PARTNERS]
        named = [n for n in partners if self._opens_quantity(n + 1)]
        certain = self._tokens[first].word in words.CERTAIN_COMPARISONS
        for n in named[:1] or (partners[:1] if certain else []):
            _divide(self._tokens[n])
            between = self._tokens[first + 1].word in words.BETWEEN
            opened = [token for token in self._tokens[:first] if token.kind is kinds.LEFT]
            self._tokens[: first + 1 + between] = opened

    def _start_of_comparison(self) -> int | None:
        """Where "perbandingan" opens the formula, also as "jumlah perbandingan" or "hasil pembagian"."""
        if not self._compares:
            return None
        n = 0
        opening = words.COUNTS | words.RESULTS
        while n < len(self._tokens) and (self._tokens[n].kind is kinds.LEFT or self._tokens[n].word in opening):
            n += 1
        found = n + _COMPARISON <= len(self._tokens) and self._tokens[n].word in words.COMPARISONS
        return n if found else None

    def _divide_per(self) -> None:
        """As in "Jumlah dokter per jumlah penduduk"."""
        for n, token in enumerate(self._tokens):
            counted = token.word == "per" and self._is_between(n) and self._tokens[n + 1].word in words.COUNTED
            if counted and self._opens_quantity(self._start(n)):
                _divide(token)

    def _percentage(self, *, scaled: bool) -> None:
        """A hundred is written behind where no factor is: two tokens without length, which the reader is told of."""
        tokens = self._tokens
        if len(tokens) < _COMPARISON or tokens[0].word not in words.PERCENTAGES or tokens[1].word not in words.COUNTED:
            return
        wholes = words.WHOLES | (words.COUNTS if tokens[1].word in words.COUNTS else {tokens[1].word})
        for n in range(2, len(tokens) - 1):
            if tokens[n].word in words.PERCENTAGE_PARTNERS and tokens[n + 1].word in wholes:
                _divide(tokens[n])
                end = tokens[-1].end
                times = [Token(kinds.SIGN, end, end, "*", "*"), _number(_HUNDRED, end)]
                tokens[:] = tokens[1:] if scaled else tokens[1:] + times
                break

    def _mean(self) -> None:
        """The sum of the parts by their number, where every part is a quantity and nothing else calculates."""
        tokens = self._tokens
        if len(tokens) < _COMPARISON or tokens[0].word not in words.MEANS:
            return
        bracketed = tokens[1].kind is kinds.LEFT and tokens[-1].kind is kinds.RIGHT
        if not bracketed and tokens[1].word not in words.LISTED:
            return
        parts = _parts(tokens[2 : len(tokens) - bracketed])
        if len(parts) < 2 or not _are_quantities(parts) or any(token.kind is kinds.SIGN for token in tokens):
            return
        mean, left, end = tokens[0], tokens[1], tokens[-1].end
        summed = [Token(kinds.LEFT, left.start, left.end, "("), *parts[0]]
        for part in parts[1:]:
            summed += [Token(kinds.SIGN, part[0].start, part[0].start, "+", "+"), *part]
        divider = Token(kinds.SIGN, mean.start, mean.end, mean.word, "/")
        tokens[:] = [*summed, Token(kinds.RIGHT, end, end, ")"), divider, _number(Decimal(len(parts)), end)]


def _divide(token: Token) -> None:
    token.kind, token.sign, token.spelled = kinds.SIGN, "/", True


def _number(value: Decimal, place: int) -> Token:
    return Token(kinds.NUMBER, place, place, str(value), value=value)


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """The parts of a list; a separator may be a comma, a word, or both."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.word not in words.SEPARATORS:
            parts[-1].append(token)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _are_quantities(parts: list[list[Token]]) -> bool:
    """Whether all parts are letters, or all open with a noun of quantity, and none belongs to a sentence."""
    if all(len(part) == 1 and is_letter(part[0].word) for part in parts):
        return True
    said = {token.word for part in parts for token in part}
    return all(part[0].word in words.HEADS for part in parts) and not said & words.SENTENCE
