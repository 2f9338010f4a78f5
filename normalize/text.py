"""Folding of text: what is kept as printed, and what keys for matching are made of."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_NOT_WORD = regex.compile(r"[\W_]+")
_ASCII_KEY = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
"""What each ASCII character is in a key: a table of bytes, looked up in a fifth of the time of one of characters."""
_WORD = regex.compile(r"[^\W\d_]+")
_OPENING = regex.compile(r"[^\p{L}]*(?:(?:\p{L}|[IVX]{1,4})\s*[.)]\s*)?[^\p{L}]*(\p{L}{1,4})")
_FINAL = regex.compile(r"[\s;,.]+$")
_HYPHEN_END = regex.compile(r"\p{L}-")
LEADERS = " .…-–_"
"""What stands in a cell whose value is left open."""
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def is_folded(text: str) -> bool:
    """Whether nothing needs folding or cleaning in a text, as in most: printable ASCII with single spaces inside."""
    return text.isascii() and text.isprintable() and "  " not in text and text.strip() == text


def fold(text: str) -> str:
    """White space folded to single spaces, soft hyphens dropped, ends trimmed; everything else as printed."""
    if is_folded(text):
        return text
    return " ".join(text.replace(_SOFT_HYPHEN, "").split())


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """Lower case letters and digits with single spaces: equal for texts that differ in case, spacing and punctuation.

    >>> key("PENJELASAN/ FORMULASI  Perhitungan :")
    'penjelasan formulasi perhitungan'
    """
    if text.isascii():
        return b" ".join(text.encode().translate(_ASCII_KEY).split()).decode()
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@lru_cache(maxsize=8_192)
def opening(text: str) -> str:
    """The first letters of a text, four at most, a list marker in front of them aside: what most lines can be told
    apart by before a pattern is tried on them.

    >>> opening("2. Nama Unit Organisasi"), opening("(REVIEW)")
    ('nama', 'revi')
    """
    match = _OPENING.match(text)
    return match.group(1).casefold() if match is not None else ""


def without_final_mark(text: str) -> str:
    """The text without the semicolon, comma or full stop that ends a list item."""
    return text if text[-1:].isalnum() else str(_FINAL.sub("", text))


def join_lines(lines: list[str]) -> str:
    """Lines of running text as one; a hyphen that ends a line stays and takes no space.

    >>> join_lines(["peraturan perundang-", "undangan yang berlaku"])
    'peraturan perundang-undangan yang berlaku'
    """
    if len(lines) == 1:
        return fold(lines[0])
    parts: list[str] = []
    above = ""
    for line in filter(None, (line.strip() for line in lines)):
        if above and not (line[0].islower() and _HYPHEN_END.match(above[-2:])):
            parts.append(" ")
        parts.append(line)
        above = line
    return fold("".join(parts))


def uppercase_share(text: str) -> float:
    """The share of capital letters among the letters; 0 where there are none."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper / (upper + lower) if upper + lower else 0.0


def title_case_share(text: str) -> float:
    """The share of words that begin with a capital letter, small connecting words aside; 0 where there are none."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in {"dan", "di", "ke", "dari", "pada", "yang"}]
    return sum(1 for word in words if word[0].isupper()) / len(words) if words else 0.0
