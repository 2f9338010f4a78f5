"""Characters of the Symbol and Wingdings fonts, which Office programs write as private-use codes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

_PRIVATE = 0xF000
"""Private-use codes are this plus the font's own code."""


@cache
def symbols() -> dict[int, int]:
    """Code points by private-use code."""
    table = json.loads(files("extract").joinpath("symbols.json").read_text(encoding="utf-8"))["symbols"]
    return {int(code, 16): ord(character) for code, character in table.items()}


def symbol(code: int) -> str:
    """The character of a code point, private-use codes of symbol fonts resolved.

    >>> symbol(0xF0B7), symbol(ord("a"))
    ('•', 'a')
    """
    return chr(symbols().get(code, code))


def font_symbol(code: int) -> str:
    """The character of a symbol font's code, given with or without the private-use offset (`w:sym`).

    >>> font_symbol(0xB7)
    '•'
    """
    return symbol(code if code >= _PRIVATE else code + _PRIVATE) if code < 0x10000 else "\N{REPLACEMENT CHARACTER}"
