"""Whether the text layer of a page can be trusted.

Born-digital text is right by construction. What a scanner's OCR left under its picture is not: `kine~a`, `PlHAK`,
`D1NAS`. Signs of it are characters no word has inside it, and words of no known shape; pages without either text or a
picture are simply empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

import regex

FEW_WORDS = 8
"""A page with fewer words and a picture over most of it is a scan."""
LARGE = 0.55
"""Share of the page that a picture covers when it is a scan of the page."""
MANY_CURVES = 400
"""So many outlines on a page without text: letters drawn as shapes."""
BAD_SHARE = 0.02
"""Share of misshapen words from which a layer under a scan is bad."""
BAD_ANYWHERE = 0.25
"""The same for a page that is no scan: a font that lies about its characters."""
SAMPLE = 60
"""Words by which a page that is no scan is judged: a font that lies does so from the first word on."""
KEPT_WORDS = 4096
"""Words whose judgement is kept: the same ones come back on page after page."""
UNKNOWN_SHARE = 0.3
"""Share of characters without a known value from which a layer is bad."""

_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_SUSPECT = regex.compile(
    r"\p{L}[~^|\\{}<>_¬¦§£¥€©®°!]+\p{L}"  # kine~a
    r"|\p{L}\d\p{L}"  # D1NAS
    r"|\p{Ll}\p{Lu}\p{Ll}|\p{Lu}{2}l\p{Lu}|\bl\p{Lu}{2}"  # PlHAK
    rf"|\b[{_CONSONANTS}]{{5,}}\b"
    r"|[\x00-\x08\x0e-\x1f\uFFFD]"
)


class Layer(StrEnum):
    """What a page's text layer is worth."""

    USABLE = "usable"
    BAD = "bad"
    NONE = "none"
    FLAT = "flat"
    """Right as far as it goes, but laid under the picture of a table whose columns it does not tell."""
    EMPTY = "empty"
    """Nothing on the page that could be text."""


def judge(words: Sequence[str], unknown: int, *, scan: bool, invisible: bool, curves: int) -> Layer:
    """Judge a page by its words, how many characters are unknown, whether a picture covers it, whether its text is
    invisible, and how many curved outlines are drawn."""
    if not words:
        return Layer.NONE if scan or curves >= MANY_CURVES else Layer.EMPTY
    if scan and len(words) < FEW_WORDS:
        return Layer.NONE
    if unknown and unknown > UNKNOWN_SHARE * sum(map(len, words)):
        return Layer.BAD
    if scan or invisible:
        return Layer.BAD if misshapen_share(words) > BAD_SHARE else Layer.USABLE
    return Layer.BAD if misshapen_share(words[:SAMPLE]) > BAD_ANYWHERE else Layer.USABLE


def misshapen_share(words: Sequence[str]) -> float:
    """Share of the words with a shape that no typed word has."""
    longer = [word for word in words if len(word) >= 3]
    return sum(map(_is_misshapen, longer)) / len(longer) if longer else 0.0


@lru_cache(KEPT_WORDS)
def _is_misshapen(word: str) -> bool:
    if word.isalpha() and (word.istitle() or word.isupper() or (word.islower() and word.strip(_CONSONANTS))):
        return False  # most words: letters of one case need no closer look
    return _SUSPECT.search(word) is not None
