"""The operands around a sign: where they begin and end, and what they are.

An operand is looked for among the tokens beside a sign, before anything is known of the sign itself.
"""

from __future__ import annotations

import regex

from normalize.formulas import kinds
from normalize.formulas import vocabulary as words
from normalize.formulas.spelled import OPERAND_ENDS, is_letter
from normalize.formulas.tokens import Token

_AFTER = frozenset((kinds.WORD, kinds.NUMBER, kinds.LEFT, kinds.OPEN, kinds.SUM, kinds.ROOT))
_STARTS = frozenset((kinds.SIGN, kinds.LEFT, kinds.OPEN, kinds.BAR, kinds.RULE))
_ENDS = frozenset((kinds.SIGN, kinds.RIGHT, kinds.BAR, kinds.CLOSE, kinds.RULE))
_QUANTITIES = frozenset((kinds.OPEN, kinds.ROOT, kinds.NUMBER))
_ACRONYM = regex.compile(r"\p{Lu}[\p{L}\d]{0,7}")
_OPERAND_AND_SIGN = 2
_NEAR = 200
"""How many tokens away the edge of an operand is looked for."""
_LONGEST_OPERAND = 8
"""Words in an operand of a bare sum; what is longer is a sentence."""


class Operands:
    """The tokens of one formula, asked for the operands on the two sides of the sign at a place."""

    def __init__(self, tokens: list[Token], line: str) -> None:
        self._tokens = tokens
        self._line = line

    def _is_between(self, n: int) -> bool:
        """Whether an operand stands on both sides of a sign."""
        before = self._tokens[n - 1].kind if n else None
        after = self._tokens[n + 1].kind if n + 1 < len(self._tokens) else None
        return before in OPERAND_ENDS and after in _AFTER

    def _is_calculated(self, right: int) -> bool:
        """Whether the bracket that closes at `right` opens an operand of its own (and no phrase before it)."""
        depth = 0
        for n in range(right, max(right - _NEAR, -1), -1):
            kind = self._tokens[n].kind
            depth += (kind is kinds.RIGHT) - (kind is kinds.LEFT)
            if depth == 0:
                return n == 0 or self._tokens[n - 1].kind in _STARTS
        return False

    def _is_short(self, n: int) -> bool:
        start, end = self._start(n), self._end(n)
        text = {token.word for token in self._tokens}
        return end - n <= _LONGEST_OPERAND and n - start <= 2 * _LONGEST_OPERAND and not text & words.SENTENCE

    def _start(self, n: int) -> int:
        """Where the operand before `n` begins; brackets in it are part of it."""
        start, depth = n, 0
        while start > 0 and n - start < _NEAR:
            kind = self._tokens[start - 1].kind
            depth += kind is kinds.RIGHT
            if depth == 0 and kind in _STARTS:
                break
            depth -= kind is kinds.LEFT
            start -= 1
        return start

    def _end(self, n: int) -> int:
        """Where the operand behind `n` ends."""
        end, depth = n + 1, 0
        while end < len(self._tokens) and end - n < _NEAR:
            kind = self._tokens[end].kind
            depth += kind is kinds.LEFT
            if depth == 0 and kind in _ENDS:
                break
            depth -= kind is kinds.RIGHT
            end += 1
        return end

    def _opens_quantity(self, n: int) -> bool:
        """Whether what begins at `n` names a quantity."""
        while n < len(self._tokens) and self._tokens[n].kind in (kinds.LEFT, kinds.SUM):
            if self._tokens[n].kind is kinds.SUM:
                return True
            n += 1
        if n >= len(self._tokens):
            return False
        token = self._tokens[n]
        if token.kind is kinds.NUMBER and n + 1 < len(self._tokens) and self._tokens[n + 1].word in words.TIMES:
            return False
        return token.kind in _QUANTITIES or token.word in words.HEADS or is_letter(token.word)

    def _are_quantities(self, n: int) -> bool:
        return self._opens_quantity(self._start(n)) and self._opens_quantity(n + 1)

    def _is_whole_before(self, n: int) -> bool:
        if n < _OPERAND_AND_SIGN:
            return True
        return self._tokens[n - 2].kind in _STARTS and self._tokens[n - 2].sign != "slash"

    def _is_whole_after(self, n: int) -> bool:
        return n + 2 >= len(self._tokens) or self._tokens[n + 2].kind in _ENDS

    def _are_letters(self, n: int) -> bool:
        """Whether a sign stands between two letters, each the whole operand."""
        sides = (self._tokens[n - 1], self._tokens[n + 1])
        whole = self._is_whole_before(n) and self._is_whole_after(n)
        return whole and all(token.kind is kinds.WORD and is_letter(token.word) for token in sides)

    def _are_acronyms(self, n: int) -> bool:
        sides = (self._tokens[n - 1], self._tokens[n + 1])
        whole = self._is_whole_before(n) and self._is_whole_after(n)
        return whole and all(_ACRONYM.fullmatch(self._line, side.start, side.end) for side in sides)
