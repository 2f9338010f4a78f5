"""What a quantity's wording means: its stable symbol, and its year."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2s
from typing import NamedTuple
from unicodedata import normalize

import regex

from normalize.formulas.vocabulary import COUNTS, YEAR_OFFSETS, any_of

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}%]+")
_ASCII_WORDS = bytes(
    ord(chr(code).lower()) if code < 128 and (chr(code).isalnum() or chr(code) == "%") else ord(" ")
    for code in range(256)
)
"""What each ASCII character is in the words of a wording."""
_PLAIN = re.compile(r"[^a-z0-9]+")
_YEARS = ("tahun", "thn", "th", "periode", "bulan", "semester", "triwulan")
_YEAR = any_of(_YEARS)
_INDEX = r"\(?\s?[nt]\s?(?P<step>[-–−+]\s?\d{1,2})?\s?\)?"
_RELATIVE = regex.compile(
    rf"""\b(?:pada\s)?(?:{_YEAR}\.?\s?-?\s?(?:ke\s?-?\s?)?|ke\s?-?\s?){_INDEX}(?![\p{{L}}\d])
    | (?<![\p{{L}}\d])[nt]\s?(?P<bare>[-–−+]\s?\d{{1,2}})(?!\d)
    | (?<=\p{{L}})\s?\(?[nt]?(?P<tail>-\s?1)\)?$
    | (?<=^\p{{Lu}}{{1,5}})(?-i:[nt])$
    | \b(?:pada\s)?(?P<phrase>{any_of(phrase.replace(" ", "[ ]") for phrase in YEAR_OFFSETS)})\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
# words without which the pattern above finds nothing, but for a short name and one that ends with 1
_YEARLY = frozenset(
    [phrase.split()[0] for phrase in YEAR_OFFSETS]
    + [unit + counted + index for unit in ("", *_YEARS) for counted in ("", "ke") for index in "nt"]
)
_SHORT = 6
_STEPS = str.maketrans({"–": "-", "−": "-", " ": None})
_LONGEST_CACHED = 500
_SLUG_WORDS = 3
_SLUG_WORD = 12


class Identity(NamedTuple):
    """The symbol of a quantity, and its base and time offset if its wording has a relative year."""

    symbol: str
    base: str | None = None
    offset: int | None = None


def identify(name: str) -> Identity:
    """What a wording stands for. The same words give the same symbol in every document.

    >>> identify("Cakupan Pemas Tahun N-1")[1:]
    ('Cakupan Pemas', -1)
    >>> identify("Jumlah OPD").symbol == identify("OPD").symbol != identify("Total OPD").symbol
    True
    """
    return _cached(name) if len(name) <= _LONGEST_CACHED else _identified(name)


def _identified(name: str) -> Identity:
    words = _words(name)
    year = _RELATIVE.search(name) if _may_be_year(name, words) else None
    base = " ".join((name[: year.start()] + " " + name[year.end() :]).split(" ")).strip(" ,()-") if year else ""
    if year is None or not base:
        return Identity(_symbol(_uncounted(words), ""))
    offset = _offset(year)
    return Identity(_symbol(fold(base), f"@{offset}"), " ".join(base.split()), offset)


def _may_be_year(name: str, words: list[str]) -> bool:
    """Whether a relative year could stand in a wording: a cheap look that spares most of them the pattern."""
    return not _YEARLY.isdisjoint(words) or len(name) <= _SHORT or "%" in name or name.endswith(("1", "1)"))


_cached = lru_cache(maxsize=16_384)(_identified)


def is_year(name: str) -> bool:
    """Whether a wording is a relative year and nothing else, as in "produksi tahun ini dikurangi tahun lalu"."""
    return _RELATIVE.fullmatch(name) is not None


def _offset(year: regex.Match[str]) -> int:
    if phrase := year["phrase"]:
        return YEAR_OFFSETS[" ".join(phrase.casefold().split())]
    step = year["step"] or year["bare"] or year["tail"] or "0"
    return int(step.translate(_STEPS))


def fold(name: str) -> str:
    """The words of a wording without case, punctuation and the counting words that open it.

    >>> fold("∑ Jumlah OPD/Badan (aktif)")
    'opd badan aktif'
    """
    return _uncounted(_words(name))


def _words(name: str) -> list[str]:
    if name.isascii():
        return name.encode().translate(_ASCII_WORDS).decode().split()
    return _WORD.findall(normalize("NFKC", name).replace("Σ", " ").casefold())


def _uncounted(words: list[str]) -> str:
    start = 0
    while start < len(words) - 1 and words[start] in COUNTS:
        start += 1
    return " ".join(words[start:])


def _symbol(folded: str, year: str) -> str:
    first = folded.split(maxsplit=_SLUG_WORDS)[:_SLUG_WORDS]
    ascii_words = first if folded.isascii() and "%" not in folded else [_PLAIN.sub("", word) for word in first]
    slug = "_".join(word[:_SLUG_WORD] for word in ascii_words if word)
    if not slug[:1].isalpha():
        slug = f"v_{slug}".rstrip("_")
    return f"{slug}_{blake2s((folded + year).encode(), digest_size=4).hexdigest()}"
