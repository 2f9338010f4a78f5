"""A marked line as tokens, before anything is decided about them.

    token := number ['%'] | word | sign | bracket | mark | rule
    number := 1.234.567 [',' digits] | 1,361,759 ['.' digits] | digits [(',' | '.') digits]
    word := letters and digits with inner hyphens, apostrophes and dots, or any character with no other meaning
    sign := + - * / : and their other shapes, `(x)`, `x` against a number
    rule := three or more dashes: a typed fraction bar

Words are not told apart here: `signs` decides which signs and words calculate and which belong to a phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalize.formulas import kinds
from normalize.formulas.line import BAR, BREAK, CLOSE, ITEM, OPEN, PICTURE, POWER
from normalize.formulas.vocabulary import HEADS, SCALES

MAX_DIGITS = 30


@dataclass(slots=True)
class Token:
    """One token. `start` and `end` are places in the marked line; `word` is its lower-case text."""

    kind: kinds.Kind
    start: int
    end: int
    word: str
    sign: str = ""
    value: Decimal | None = None
    percent: bool = False
    spelled: bool = False
    """The sign is a word (`dibagi`)."""
    left: bool = False
    """White space, a break or an edge stands before it; kept of signs and rules alone, as is `right`."""
    right: bool = False

    @property
    def is_factor(self) -> bool:
        """A number that scales a ratio: 100 %, 1.000, 100.000."""
        return self.value is not None and (self.percent or self.value in SCALES)


_DASHES = "-‐‑‒–—―−"
_DASH = re.escape(_DASHES)
_L = r"[^\W\d_]"
_HYPHEN = "[-‐‑]"
_INNER = r"[\w'’.\u0300-\u036f]*+"
# an `x` against a number that scales: "x100%", "x1.000"
_SCALES = r"\d[\d.,]*\s?%|1(?:00|0?[.,]?000|00[.,]?000)(?!\d)"
# `re` and not `regex`: three times as fast here, and this runs over every word of every formula. Words come first, as
# most tokens are words; what stands between two tokens is taken with the second, lest everything be tried on it.
_LEX = re.compile(
    rf"""
    [\s{BREAK}{ITEM}{PICTURE}]*+(?:
    (?P<letters>(?:[^\W\d_xXΣ] | [xX](?!{_SCALES})){_INNER}
      (?:{_HYPHEN}(?:(?<={_L}{_HYPHEN})(?={_L}{{2}}|\d) | (?<={_L}{{2}}{_HYPHEN})(?={_L})){_INNER})*+)
  | (?P<number>(?:
        (?!0)\d{{1,3}}(?:\.\d{{3}})++(?:,\d+)?
      | \d{{1,3}}(?:,\d{{3}}){{2,}}+(?:\.\d+)?
      | \d{{1,3}}(?:,\d{{3}})++\.\d+
      | \d++(?:[.,]\d+)?)(?:\s?%|\s?persen\b|\s?prosen\b)?)
  | (?P<times>\(\s?[xX×]\s?\) | [×✕✖∙·xX] | \*(?!\**\)))
  | (?P<sum>[∑Σ])
  | (?P<footnote>\*{{1,3}}\))
  | (?P<rule>[{_DASH}_─━=]{{3,}}+)
  | (?P<fixed>[+÷∕()\[\]{{}}{OPEN}{BAR}{CLOSE}{POWER}^√/⁄:∶{_DASH}])
  | (?P<other>[^\s{BREAK}{ITEM}{PICTURE}]))
    """,
    re.VERBOSE,
)
_LETTERS = _LEX.groupindex["letters"]
_FIXED: dict[str, tuple[kinds.Kind, str]] = {
    "+": (kinds.SIGN, "+"),
    "÷": (kinds.SIGN, "/"),
    "∕": (kinds.SIGN, "/"),
    "⁄": (kinds.SIGN, "/"),
    "/": (kinds.SIGN, "slash"),
    ":": (kinds.SIGN, ":"),
    "∶": (kinds.SIGN, ":"),
    "^": (kinds.SIGN, "^"),
    POWER: (kinds.SIGN, "^"),
    "√": (kinds.ROOT, ""),
    OPEN: (kinds.OPEN, ""),
    BAR: (kinds.BAR, ""),
    CLOSE: (kinds.CLOSE, ""),
    **dict.fromkeys("([{", (kinds.LEFT, "")),
    **dict.fromkeys(")]}", (kinds.RIGHT, "")),
    **dict.fromkeys(_DASHES, (kinds.SIGN, "-")),
}
_PLAIN_KINDS = {"sum": kinds.SUM, "rule": kinds.RULE, "other": kinds.WORD, "footnote": kinds.WORD}
_SPACED = frozenset((kinds.SIGN, kinds.RULE))
_INDEXES = frozenset("nt")
_EDGES = frozenset(" " + BREAK + ITEM + OPEN + BAR + CLOSE)


def tokenize(line: str, start: int, end: int) -> list[Token]:
    """The tokens of a marked line between two places."""
    tokens: list[Token] = []
    for match in _LEX.finditer(line, start, end):
        group = match.lastindex or 0
        first, last = match.span(group)
        if group == _LETTERS:
            word = line[first:last].casefold().rstrip(".")
            if word[1:2] == "-" and word[2:] in HEADS and word[0] in _INDEXES:
                tokens += _subtracted(word, first, last)
            else:
                tokens.append(Token(kinds.WORD, first, last, word))
            continue
        token = _token(line[first:last], str(match.lastgroup), first, last)
        if token.kind in _SPACED:
            token.left = first == start or line[first - 1] in _EDGES
            token.right = last == end or line[last] in _EDGES
        tokens.append(token)
    return tokens


def _subtracted(word: str, start: int, end: int) -> list[Token]:
    """`n-Jumlah`: a year's index and the quantity that is subtracted, set without the spaces round the sign."""
    sign = Token(kinds.SIGN, start + 1, start + 2, "-", "-", left=True, right=True)
    return [Token(kinds.WORD, start, start + 1, word[0]), sign, Token(kinds.WORD, start + 2, end, word[2:])]


def _token(text: str, group: str, start: int, end: int) -> Token:
    if group == "fixed":
        kind, sign = _FIXED[text]
        return Token(kind, start, end, text, sign)
    if group == "number":
        return _number(text, start, end)
    if group == "times":
        return Token(kinds.SIGN, start, end, text, "*")
    return Token(_PLAIN_KINDS[group], start, end, text)


def _number(text: str, start: int, end: int) -> Token:
    digits = text.rstrip("%persnoPERSNO \N{NO-BREAK SPACE}")
    if len(digits) > MAX_DIGITS:
        return Token(kinds.WORD, start, end, text)
    return Token(kinds.NUMBER, start, end, text, value=number(digits), percent=digits != text)


def number(text: str) -> Decimal:
    """The value of a printed number, Indonesian or English by its own shape.

    >>> number("1.234,5"), number("1,361,759.53"), number("0,376"), number("0.376")
    (Decimal('1234.5'), Decimal('1361759.53'), Decimal('0.376'), Decimal('0.376'))
    >>> number("100.000"), number("1,000"), number("993.29")
    (Decimal('100000'), Decimal('1000'), Decimal('993.29'))
    """
    if text.isdigit():
        return Decimal(text)
    if is_english(text):
        return Decimal(text.replace(",", ""))
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", "."))


_THOUSANDS = re.compile(r"(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+|1(?:0|00)?,000")


def is_english(text: str) -> bool:
    """Whether a number groups its thousands with commas; `1,000` does so as a factor, and is ambiguous."""
    return _ENGLISH.fullmatch(text) is not None
