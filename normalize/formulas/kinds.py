"""The kinds of token, as constants of a module: every rule asks for them, and the members of an `Enum` take 15 times as
long to look up."""

from __future__ import annotations

from typing import Final, NewType

Kind = NewType("Kind", str)

WORD: Final = Kind("word")
NUMBER: Final = Kind("number")
SIGN: Final = Kind("sign")
"""Calculates: + - * / ^, in `Token.sign`."""
LEFT: Final = Kind("left")
RIGHT: Final = Kind("right")
OPEN: Final = Kind("open")
BAR: Final = Kind("bar")
CLOSE: Final = Kind("close")
SUM: Final = Kind("sum")
ROOT: Final = Kind("root")
RULE: Final = Kind("rule")
PHRASE: Final = Kind("phrase")
"""Words made one operand (by `phrases`)."""
LIST: Final = Kind("list")
"""A function of a list: its head in `Token.sign`."""
