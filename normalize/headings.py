"""Column headings: which column of an indicator table a heading opens, and for figures which year and kind."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from normalize.text import key
from normalize.vocabulary import vocabulary
from schemas.raw import Column, ColumnKind, TargetKind

_YEAR = regex.compile(r"\b(19[5-9]\d|20\d\d)\b")
_RELATIVE_YEAR = regex.compile(r"\b(?:tahun|th|thn)(?: ke)? ?(\d{1,2}|[ivx]{1,4})\b(?! \d)")
_ONLY_NUMBER = regex.compile(r"ke ?(\d{1,2})|(\d)")
_QUARTER = regex.compile(r"\b(?:trw|t ?w|twl|tri ?wulan)(?: kinerja)? ?(i{1,3}|iv|[1-4])\b")
_QUARTER_SHORT = regex.compile(r"\bq ?([1-4])\b")
_SEMESTER = regex.compile(r"\b(?:semester|smt|sem) ?(i{1,2}|[12])\b")
_SEMESTER_ENDS = {"S1": "TW2", "S2": "TW4"}
_MONTH_SHORT = regex.compile(r"\bb ?(0[1-9]|1[0-2])\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_REALISASI = regex.compile(r"\b(realisasi|capaian)\b")
_BASELINE = regex.compile(
    r"\b(eksisting|existing|base ?line|(kondisi|capaian)( kinerja)?( pada)? (awal|eksisting|saat ini))\b"
)
_AT_THE_END = regex.compile(r"\bakhir\b(?! tahun)")
_BRACKETS = regex.compile(r"\([^)]*\)")


@cache
def _kinds() -> tuple[tuple[ColumnKind, regex.Pattern[str]], ...]:
    return tuple(
        (ColumnKind(entry["kind"]), regex.compile("|".join(f"(?:{p})" for p in entry["patterns"])))
        for entry in vocabulary("headings")["heading"]
    )


@lru_cache(maxsize=5_000)
def read_heading(text: str) -> Column | None:
    """The column that a heading opens, or None where its words are no heading of this field.

    >>> read_heading("PENJELASAN/ FORMULASI PERHITUNGAN").kind
    <ColumnKind.FORMULA: 'formula'>
    >>> read_heading("TARGET 2024").tahun
    2024
    """
    folded = key(text)
    if not folded or len(folded) > 160:
        return None
    kind = _kind(folded) or _kind(folded.replace(" ", "")) or _kind(_without_brackets(text))
    if kind is None:
        return None
    if kind is not ColumnKind.TARGET:
        return Column(kind, text)
    return target_column(text)


@cache
def _told_by_cells() -> tuple[tuple[ColumnKind, regex.Pattern[str]], ...]:
    return tuple(
        (ColumnKind(entry["kind"]), regex.compile("|".join(f"(?:{p})" for p in entry["patterns"])))
        for entry in vocabulary("headings")["told_by_cells"]
    )


@lru_cache(maxsize=1_024)
def may_open(text: str) -> tuple[ColumnKind, ...]:
    """The columns that a heading opens where their cells say so too.

    >>> [kind.value for kind in may_open("PERANGKAT DAERAH")], may_open("LOKASI")
    (['penanggung_jawab'], ())
    """
    folded = key(text)
    return tuple(kind for kind, pattern in _told_by_cells() if pattern.fullmatch(folded))


@cache
def _second_lines() -> frozenset[str]:
    return frozenset(vocabulary("headings")["second_lines"])


def may_end_heading(text: str) -> bool:
    """Whether a text may be the second line of a heading.

    >>> may_end_heading("UTAMA"), may_end_heading("Luas panen")
    (True, False)
    """
    return key(text) in _second_lines()


def formula_strength(heading: str) -> int:
    """How directly a formula column's heading announces a calculation: 0 is strongest."""
    folded = key(heading)
    patterns = vocabulary("headings")["formula_strength"]
    return next((n for n, pattern in enumerate(patterns) if regex.search(pattern, folded)), len(patterns))


def _kind(folded: str) -> ColumnKind | None:
    for kind, pattern in _kinds():
        if pattern.fullmatch(folded):
            return kind
    return None


def _without_brackets(text: str) -> str:
    return key(_BRACKETS.sub(" ", text))


@lru_cache(maxsize=4_096)
def is_priced(folded: str) -> bool:
    """Whether a heading stands in budgets and price lists alone.

    >>> is_priced("harga satuan"), is_priced("satuan")
    (True, False)
    """
    return _priced().match(folded) is not None


@cache
def _priced() -> regex.Pattern[str]:
    return regex.compile(f"(?:{'|'.join(vocabulary('headings')['priced'])})\\b")


def target_column(text: str) -> Column:
    """The column of figures under a heading: its year, relative year, period, and whether it holds targets.

    >>> target_column("REALISASI Tahun 2023").target
    <TargetKind.REALISASI: 'realisasi'>
    """
    folded = key(text)
    years = _YEAR.findall(folded)
    relative = None if years else _relative_year(folded)
    if _BASELINE.search(folded):
        kind = TargetKind.BASELINE
    elif _REALISASI.search(folded) and "target" not in folded.split():
        kind = TargetKind.REALISASI
    else:
        kind = TargetKind.TARGET
    at_end = kind is TargetKind.TARGET and not years and _AT_THE_END.search(folded) is not None
    return Column(ColumnKind.TARGET, text, int(years[-1]) if years else None, relative, _period(folded), kind, at_end)


def contract_period(period: str | None) -> str | None:
    """The period of a column in the words of the dataset, which knows quarters and months: a semester is told by the
    quarter with which it ends.

    >>> contract_period("S1"), contract_period("TW3"), contract_period(None)
    ('TW2', 'TW3', None)
    """
    return _SEMESTER_ENDS.get(period, period) if period is not None else None


def _relative_year(folded: str) -> int | None:
    match = _RELATIVE_YEAR.search(folded)
    if match:
        return _ROMAN.get(match.group(1)) or (int(match.group(1)) if match.group(1).isdigit() else None)
    if match := _ONLY_NUMBER.fullmatch(folded):
        return int(match.group(1) or match.group(2))
    return None


def _period(folded: str) -> str | None:
    for name, pattern in (("TW", _QUARTER), ("TW", _QUARTER_SHORT), ("S", _SEMESTER)):
        if match := pattern.search(folded):
            number = match.group(1)
            return f"{name}{_ROMAN.get(number) or int(number)}"
    if match := _MONTH_SHORT.search(folded):
        return str(match.group(1))
    months = vocabulary("signatures")["months"]
    return next((f"{months[word]:02d}" for word in folded.split() if word in months and len(word) > 3), None)
