"""Labels of sheets that describe one indicator each: what stands beside a label, told by its words."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from normalize.headings import read_heading
from normalize.labels import read_label
from normalize.text import key
from normalize.vocabulary import vocabulary
from schemas.raw import Column, ColumnKind, HeaderField

LONGEST = 60
"""Characters of a label; longer texts are values."""
_MARK = regex.compile(r"^\s*(?:(?:\d{1,2}|[a-zA-Z]|[IVX]{1,4})[.)]|[-•])\s+")
_WORDS = regex.compile(r"[\p{L}\d][\p{L}\d\s/().,&-]*")
"""What a label is made of; `"indikator"` is the name of a field in a file of data."""
_IN_HEADER = frozenset(
    {HeaderField.INSTANSI, HeaderField.VISI, HeaderField.MISI, HeaderField.TUGAS, HeaderField.FUNGSI}
)


@lru_cache(maxsize=2_048)
def read_sheet_label(text: str) -> Column | None:
    """What a label of a sheet announces, None where its words are no such label. A list mark and a colon around it do
    not count; a label of a header block is none.

    >>> read_sheet_label("a. Nama Indikator :").kind, read_sheet_label("Polarisasi").kind
    (<ColumnKind.INDIKATOR: 'indikator'>, <ColumnKind.OTHER: 'other'>)
    >>> read_sheet_label("Perangkat Daerah") is None
    True
    """
    bare = bare_label(text)
    folded = key(bare)
    if not folded or len(bare) > LONGEST or not _WORDS.fullmatch(bare):
        return None
    kind = next((kind for kind, pattern in _kinds() if pattern.fullmatch(folded)), None)
    if kind is not None:
        return Column(kind, bare)
    column = read_heading(bare)
    if column is None or opens_header(text):
        return None
    return Column(ColumnKind.OTHER, bare) if column.kind is ColumnKind.INDIKATOR else column


def bare_label(text: str) -> str:
    """A label without its list mark and its colon.

    >>> bare_label("1. Nama Indikator :")
    'Nama Indikator'
    """
    return _MARK.sub("", text.strip()).rstrip(" :：=")


def opens_header(text: str) -> bool:
    """Whether a label is one of a header block: it names the body, or what that is there for."""
    label = read_label(f"{bare_label(text)} :")
    return label is not None and label.field in _IN_HEADER


def is_foreign_label(text: str) -> bool:
    """Whether a label stands in papers that name an indicator too but do not describe it: budgets, risks."""
    return _pattern("foreign").fullmatch(key(bare_label(text))) is not None


def heads_sheet(text: str) -> bool:
    """Whether a text heads a column of a sheet (`Uraian`, `Penjelasan`)."""
    return _pattern("columns").fullmatch(key(text)) is not None


def names_no_indicator(text: str) -> bool:
    """Whether the text beside the label of an indicator names none: it heads a column, explains the label or how to
    fill it in.

    >>> names_no_indicator("ukuran keberhasilan"), names_no_indicator("Indeks Contoh")
    (True, False)
    """
    return (
        not text[:1].strip()
        or text[0].islower()
        or heads_sheet(text)
        or bool(_pattern("explained").fullmatch(key(text)))
    )


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return _any(vocabulary("sheets")[name])


@cache
def _kinds() -> tuple[tuple[ColumnKind, regex.Pattern[str]], ...]:
    return tuple((ColumnKind(entry["kind"]), _any(entry["patterns"])) for entry in vocabulary("sheets")["label"])


def _any(patterns: list[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns))
