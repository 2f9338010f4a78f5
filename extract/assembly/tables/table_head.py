"""The heading of a table once it is read: which columns it opens, and what these tell of the table."""

from __future__ import annotations

import regex

from normalize.headings import is_priced
from normalize.text import key
from schemas.raw import Column, ColumnKind
from schemas.value import value

_NAMES_IKU = regex.compile(r"\b(?:kinerja utama|iku)\b")
_SAYS_INDICATOR = regex.compile(r"\b(?:indikator|kinerja|iku|kpi|performance|keberhasilan)\b")
_ESSENTIAL = frozenset({ColumnKind.INDIKATOR})
OBJECTIVES = frozenset({ColumnKind.SASARAN, ColumnKind.TUJUAN, ColumnKind.TUJUAN_SASARAN})
"""Columns that hold what the indicators are to show."""
_WHOLE = frozenset({ColumnKind.FORMULA, ColumnKind.SUMBER_DATA, ColumnKind.PENANGGUNG_JAWAB})
_SUPPORT = _WHOLE | OBJECTIVES | {ColumnKind.TARGET, ColumnKind.SATUAN}


@value
class TableHead:
    """The columns of a table and where its rows begin. `top` is the first heading row, `body` the first data row."""

    columns: tuple[Column, ...]
    top: int
    body: int

    @property
    def kinds(self) -> tuple[ColumnKind, ...]:
        """The kinds of the columns, in order."""
        return tuple([column.kind for column in self.columns])

    @property
    def is_inferred(self) -> bool:
        """Whether the columns have no headings."""
        return self.body == 0 and not any(column.heading for column in self.columns)

    @property
    def is_indicator_table(self) -> bool:
        """Whether the table holds indicators: an indicator column and at least one that tells something of them.

        A budget column beside an indicator makes a plan of activities, not an IKU table.
        """
        kinds = set(self.kinds)
        return bool(kinds & _ESSENTIAL) and bool(kinds & _SUPPORT) and not _is_budget(kinds) and not self._is_priced

    @property
    def _is_priced(self) -> bool:
        """Whether a column is one of budgets and price lists (`Harga`, `Kode Rekening`), or its indicators stand beside
        their `Tolok Ukur Kinerja`."""
        headings = [key(column.heading) for column in self.columns]
        yardsticks = [heading.startswith("tolok ukur") for heading in headings]
        return any(map(is_priced, headings)) or (any(yardsticks) and "indikator" in headings)

    @property
    def names_iku(self) -> bool:
        """Whether the columns alone may say that the indicators are IKU: by name, or by what they tell of them."""
        return self.is_named or self.tells_formulas

    @property
    def is_named(self) -> bool:
        """Whether a column calls its indicators IKU."""
        return any(_NAMES_IKU.search(heading) for heading in self._indicators)

    @property
    def says_indicator(self) -> bool:
        """Whether a column calls what it holds indicators, and not `Uraian`."""
        return any(_SAYS_INDICATOR.search(heading) for heading in self._indicators)

    @property
    def says_kinerja(self) -> bool:
        """Whether a column calls its indicators those of kinerja."""
        return any("kinerja" in heading for heading in self._indicators)

    @property
    def tells_formulas(self) -> bool:
        """Whether the columns tell how indicators are calculated, and from what or by whom."""
        kinds = set(self.kinds)
        return ColumnKind.FORMULA in kinds and bool(kinds & {ColumnKind.SUMBER_DATA, ColumnKind.PENANGGUNG_JAWAB})

    @property
    def is_complete(self) -> bool:
        """Whether the columns tell the whole of what an IKU paper tells: what for, how, from what and by whom."""
        return set(self.kinds) >= _WHOLE and self.states_objectives

    @property
    def states_objectives(self) -> bool:
        """Whether a column holds what the indicators are to show."""
        return not OBJECTIVES.isdisjoint(self.kinds)

    @property
    def _indicators(self) -> list[str]:
        """The folded headings of the columns of indicators."""
        return [key(column.heading) for column in self.columns if column.kind is ColumnKind.INDIKATOR]


def _is_budget(kinds: set[ColumnKind]) -> bool:
    strong = {ColumnKind.FORMULA, ColumnKind.SUMBER_DATA, ColumnKind.PENANGGUNG_JAWAB, ColumnKind.SASARAN}
    return ColumnKind.PROGRAM in kinds and not kinds & strong
