"""Revision labels inside the lines of a heading: `INDIKATOR KINERJA UTAMA (REVISI)`, `... TAHUN 2024 PERUBAHAN KEDUA`.

A label stands behind the heading's own words or behind its year, or anywhere in brackets. In front of the heading's
words (`REVIU INDIKATOR KINERJA UTAMA`) it may as well say what a paper does with them, and counts as none.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from normalize.text import fold
from normalize.vocabulary import alternation, vocabulary

_ORDINAL = r"(?:[\s-]*(?:ke[\s-]*)?(?:\d{1,2}|[IVX]{1,4}|pertama|kedua|ketiga|keempat|kelima)\b)?"
_ENDS_LABEL = regex.compile(
    r"\W*(?:$|(?:tahun|periode|t\.?\s?a)\b|(?:pada|di\s+lingkungan)\b|[-–,(]|(?:19|20)\d\d\b)", regex.I
)


def label_inside(line: str) -> str | None:
    """The revision label inside a line of a heading, as printed.

    >>> label_inside("INDIKATOR KINERJA UTAMA REVISI TAHUN 2024"), label_inside("IKU DINAS CONTOH (Reviu Kedua)")
    ('REVISI', '(Reviu Kedua)')
    >>> label_inside("INDIKATOR KINERJA UTAMA BIDANG PERUBAHAN IKLIM") is None
    True
    """
    match = _label(fold(line))
    return match["label"] if match is not None else None


def without_label(line: str) -> str:
    """The line without the revision label inside it."""
    match = _label(fold(line))
    return f"{match.string[: match.start('label')]} {match.string[match.end('label') :]}" if match is not None else line


@lru_cache(maxsize=4_096)
def _label(line: str) -> regex.Match[str] | None:
    if not _may_hold().search(line):
        return None  # as most
    for pattern in _labels():
        match = pattern.search(line)
        if match is not None and (match["label"].startswith("(") or _ends(line[match.end("label") :])):
            return match
    return None


def _ends(rest: str) -> bool:
    """Whether what follows a word shows that it is a label, and no part of a name."""
    return _ENDS_LABEL.match(rest) is not None or _begins_body().match(rest) is not None


@cache
def _may_hold() -> regex.Pattern[str]:
    return regex.compile(alternation(vocabulary("titles")["revision"]["inside"]), regex.I)


@cache
def _begins_body() -> regex.Pattern[str]:
    return regex.compile(rf"\W*(?:{alternation(vocabulary('bodies')['heads'])})\b", regex.I)


@cache
def _labels() -> tuple[regex.Pattern[str], ...]:
    word = rf"(?:{alternation(vocabulary('titles')['revision']['inside'])})\b{_ORDINAL}"
    return (
        regex.compile(rf"(?P<label>\(\s*(?:hasil\s+)?{word}[^()]{{0,30}}\))", regex.I),
        regex.compile(rf"\b(?:kinerja\s+utama|iku)\b\W*(?P<label>{word})", regex.I),
        regex.compile(rf"\b(?:19|20)\d\d\W+(?P<label>{word})(?=\W*$)", regex.I),
    )
