"""Columns whose heading says too little alone, told by what their cells say as well: `BIDANG` over names of offices.

A column is only told where the table has no other of its kind, and most of its cells must say so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import regex

from normalize.headings import may_open
from normalize.instansi import begins_body
from normalize.lists import begins_name, split_marker
from normalize.numbers import is_row_number
from normalize.text import LEADERS, key
from normalize.vocabulary import alternation, vocabulary
from schemas.raw import Column, ColumnKind

_MOST = 0.6
"""Share of the filled cells of a column that must say what it holds."""
_CALCULATES = regex.compile(
    r"\d\s*%|\b(?:dibagi|dikali|dibanding|jumlah|rumus|rata-rata|total|selisih)\b|[=×÷∑]|\s[/x]\s", regex.I
)


def told_by_cells(columns: tuple[Column, ...], rows: Sequence[Sequence[str | None]]) -> tuple[Column, ...]:
    """The columns, those told that were of no kind, or of one that their cells speak against."""
    unsure = [n for n, column in enumerate(columns) if may_open(column.heading) or not key(column.heading)]
    if not unsure:
        return columns
    told = list(columns)
    unsure.sort(key=lambda n: ColumnKind.INDIKATOR not in may_open(columns[n].heading))  # the others are told beside it
    for n in unsure:
        cells = [text for row in rows if (text := row[n]) and text.strip(LEADERS)]
        kind = _kind(told, n, cells) if cells else None
        if kind is not None:
            told[n] = Column(kind, columns[n].heading)
    return tuple(told)


def _kind(columns: Sequence[Column], at: int, cells: Sequence[str]) -> ColumnKind | None:
    """What a column holds, None where its cells do not tell or another one holds it already."""
    present = {column.kind for column in columns}
    heading = columns[at].heading
    if not key(heading):
        is_number = at == 0 and ColumnKind.NO not in present and _share(cells, is_row_number) == 1
        return ColumnKind.NO if is_number else None
    for kind in may_open(heading):
        missing = kind not in present and (kind is ColumnKind.INDIKATOR or ColumnKind.INDIKATOR in present)
        if missing and _share(cells, _SAYS[kind]) >= _MOST:
            return kind
    return None


@cache
def _quantities() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(vocabulary('indicators')['starts'])})\b", regex.I)


def names_indicator(text: str) -> bool:
    """Whether a text begins as indicators do, with a quantity: `Jumlah ...`, `Persentase ...`."""
    return _quantities().match(text.lstrip(" -–•")) is not None


def mostly_indicators(rows: Sequence[Sequence[str | None]], at: int) -> bool:
    """Whether most cells of a column begin as indicators do."""
    cells = [text for row in rows if (text := row[at])]
    return bool(cells) and _share(cells, names_indicator) >= _MOST


def _names_office(text: str) -> bool:
    return begins_body(text) or begins_name(text, "penanggung")


_SAYS: dict[ColumnKind, Callable[[str], bool]] = {
    ColumnKind.INDIKATOR: names_indicator,
    ColumnKind.PENANGGUNG_JAWAB: _names_office,
    ColumnKind.SUMBER_DATA: lambda text: begins_name(text, "sumber"),
    ColumnKind.FORMULA: lambda text: _CALCULATES.search(text) is not None,
}


def _share(cells: Sequence[str], says: Callable[[str], bool]) -> float:
    return sum(says(text) or says(split_marker(text)[1]) for text in cells) / len(cells)
