"""Words that are one sign or one word: `di bagi`, `--dibagi--`, "dibagi dengan", `tahun n - 1`.

A word of calculation is an ordinary word where another hinders it: "sampah yang dikurangi", "dibagi menjadi", "dua kali
setahun", "dibandingkan tahun sebelumnya".
"""

from __future__ import annotations

import regex

from normalize.formulas import kinds
from normalize.formulas import vocabulary as words
from normalize.formulas.tokens import Token

OPERAND_ENDS = frozenset((kinds.WORD, kinds.NUMBER, kinds.RIGHT, kinds.CLOSE))
"""The kinds of token that an operand may end with."""

SPELLINGS = frozenset(words.SIGNS) | {"di"}
"""Words that `spelled` looks for."""
_CONCERNED = SPELLINGS.union(words.NUMBERS)
INDEXES = frozenset(("n", "t"))
"""Words that `indexed` looks for."""

_LETTER = regex.compile(r"\p{L}\p{M}?\d{0,2}['’]?|\p{L}{1,2}\d{1,2}|\p{L}{1,2}-1")
_LONGEST_LETTER = 5
_LOOK_AHEAD = 4
_INDEX_DIGITS = 2


def is_letter(text: str) -> bool:
    """Whether a word is a letter that stands for a quantity: A, b, X1, N.

    >>> [is_letter(word) for word in ("A", "x1", "Pt-1", "PAD")]
    [True, True, True, False]
    """
    return len(text) <= _LONGEST_LETTER and _LETTER.fullmatch(text) is not None


def spelled(tokens: list[Token]) -> list[Token]:
    """Words of calculation made signs, without the dashes drawn round them and the words attached to them."""
    found: list[Token] = []
    n = 0
    while n < len(tokens):
        token, n = tokens[n], n + 1
        if token.word not in _CONCERNED:
            found.append(token)
            continue
        if token.kind is kinds.WORD and token.word == "di" and n < len(tokens) and "di" + tokens[n].word in words.SIGNS:
            token = Token(kinds.WORD, token.start, tokens[n].end, "di" + tokens[n].word)
            n += 1
        if token.word in words.NUMBERS and found and found[-1].sign == "*":
            n += _count(token, tokens[n : n + 1])
        sign = words.SIGNS.get(token.word) if token.kind is kinds.WORD else None
        if sign is not None:
            _drop_leading(found, tokens, n)
        if sign is None or (_is_hindered(found, tokens, n) and not _is_wrapped(found, tokens, n)):
            found.append(token)
            continue
        token.kind, token.sign, token.spelled = kinds.SIGN, sign, True
        while found and _is_dash(found[-1]) and not found[-1].right:
            found.pop()
        n = _after_attached(tokens, n, sign)
        found.append(token)
    return found


def _drop_leading(found: list[Token], tokens: list[Token], n: int) -> None:
    """Take off the words that lead over to a word of calculation: "kemudian dikali", "dan dikalikan 100%"."""
    factor = next((token for token in tokens[n : n + _LOOK_AHEAD] if token.word not in words.ATTACHED), None)
    leading = words.LEADING_OVER
    if factor is not None and factor.is_factor:
        leading = leading | words.LEADING_TO_FACTOR
    while len(found) > 1 and found[-1].word in leading and found[-2].word not in words.YEARS:
        found.pop()


def _count(token: Token, following: list[Token]) -> int:
    """Make a number of "seratus" or "seratus persen"; how many words behind it belong to it."""
    percent = [other for other in following if other.word == "persen"]
    token.kind, token.value, token.percent = kinds.NUMBER, words.NUMBERS[token.word], bool(percent)
    token.end = percent[-1].end if percent else token.end
    return len(percent)


def _is_hindered(found: list[Token], tokens: list[Token], n: int) -> bool:
    before = next((token for token in reversed(found) if not _is_dash(token)), None)
    after = next(
        (token for token in tokens[n : n + _LOOK_AHEAD] if not _is_dash(token) and token.word not in words.ATTACHED),
        None,
    )
    if before is None or after is None or before.kind not in OPERAND_ENDS or before.word in words.HINDERED_AFTER:
        return True
    if tokens[n - 1].word == "kali":
        return not after.is_factor and (before.kind is kinds.NUMBER or after.word not in words.HEADS)
    if "banding" in tokens[n - 1].word:
        return after.kind is kinds.WORD and after.word not in words.HEADS
    return after.word in words.HINDERED_BEFORE and words.SIGNS[tokens[n - 1].word] in "/*"


def _is_wrapped(found: list[Token], tokens: list[Token], n: int) -> bool:
    """Whether a factor has brackets of its own: "(dikali 100%)"."""
    if not found or found[-1].kind is not kinds.LEFT or n + 1 >= len(tokens):
        return False
    return tokens[n].is_factor and tokens[n + 1].kind is kinds.RIGHT and words.SIGNS[tokens[n - 1].word] == "*"


def _is_dash(token: Token) -> bool:
    return (token.sign == "-" and not token.spelled) or token.kind is kinds.RULE


def _after_attached(tokens: list[Token], n: int, sign: str) -> int:
    """Past the dashes and words that belong to a word of calculation: `dibagi--`, "dibagi dengan", "dikali (x)"."""
    while n < len(tokens) - 1:
        dash = _is_dash(tokens[n]) and not tokens[n].left
        again = sign == "*" and tokens[n].sign == "*" and tokens[n].word.startswith("(")
        if not (dash or again or tokens[n].word in words.ATTACHED):
            break
        n += 1
    return n


def indexed(tokens: list[Token]) -> list[Token]:
    """Year indexes made one word: `N-1`, `tahun n + 1`, `(n - 1)`."""
    found: list[Token] = []
    n = 0
    while n < len(tokens):
        token = tokens[n]
        if token.word in INDEXES and _is_index(found, tokens, n):
            last = tokens[n + 2]
            found.append(Token(kinds.WORD, token.start, last.end, "n"))
            n += 3
        else:
            found.append(token)
            n += 1
    return found


def _is_index(found: list[Token], tokens: list[Token], n: int) -> bool:
    if n + 2 >= len(tokens) or tokens[n + 1].sign not in ("+", "-") or tokens[n + 1].spelled:
        return False
    step = tokens[n + 2]
    if step.kind is not kinds.NUMBER or step.percent or not step.word.isdigit() or len(step.word) > _INDEX_DIGITS:
        return False
    alone = bool(found) and found[-1].kind is kinds.LEFT
    before = found[-1 - alone].word if len(found) > alone else ""
    glued = not tokens[n + 1].left and not tokens[n + 1].right
    closed = n + 3 < len(tokens) and tokens[n + 3].kind is kinds.RIGHT
    return glued or before.strip("-.") in words.YEARS or (alone and closed and before[:1].isalpha())
