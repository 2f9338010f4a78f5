"""The columns of a table whose heading stands elsewhere (on a file before it), by what its cells say.

Only whole columns count, and only where numbers, indicators and their sources can be told apart. What is inferred says
so in the evidence, and is never more sure than `CONFIDENCE`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from extract.assembly.tables.by_cells import names_indicator
from extract.assembly.tables.head import Texts
from extract.assembly.tables.table_head import TableHead
from normalize.lists import begins_name
from normalize.numbers import is_row_number
from normalize.targets import read_target
from schemas.page import Table
from schemas.raw import Column, ColumnKind, TargetKind

CONFIDENCE = 0.7
INFERRED = "columns_inferred"
"""Name of the step in the evidence."""
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 4
_MOST, _MANY = 0.8, 0.6
"""Shares of the filled cells of a column that must say what it holds."""


def infer_head(table: Table, texts: Texts) -> TableHead | None:
    """The columns of a table without heading, None where its cells do not tell them."""
    if table.width < _FEWEST_COLUMNS or len(texts) < _FEWEST_ROWS:
        return None
    rows = [row for row in texts if sum(map(bool, row)) > 1]  # not one text across: a section, a signature
    columns = [[text for row in rows if (text := row[n])] for n in range(table.width)]
    filled = [n for n, cells in enumerate(columns) if cells]
    if len(filled) < _FEWEST_COLUMNS or _share(columns[filled[0]], is_row_number) < _MOST:
        return None
    at = next((at for at in range(1, len(filled)) if _share(columns[filled[at]], names_indicator) >= _MOST), None)
    if at is None:
        return None
    kinds = [ColumnKind.NO, *[ColumnKind.OTHER] * (at - 1), ColumnKind.INDIKATOR]
    if at > 1:
        kinds[at - 1] = ColumnKind.SASARAN
    for n in filled[at + 1 :]:
        kinds.append(_kind_behind(columns[n], kinds))
    if ColumnKind.SUMBER_DATA in kinds and kinds[at + 1] is ColumnKind.OTHER:
        kinds[at + 1] = ColumnKind.FORMULA
    if ColumnKind.OTHER in kinds or ColumnKind.SUMBER_DATA not in kinds:
        return None
    by_place = dict(zip(filled, kinds, strict=True))
    return TableHead(tuple(_column(by_place.get(n, ColumnKind.OTHER)) for n in range(table.width)), 0, 0)


def _kind_behind(cells: Sequence[str], before: Sequence[ColumnKind]) -> ColumnKind:
    """What a column behind the indicators holds."""
    if _share(cells, _is_figure) >= _MOST:
        return ColumnKind.TARGET
    if ColumnKind.SUMBER_DATA in before and _share(cells, lambda text: begins_name(text, "penanggung")) >= _MANY:
        return ColumnKind.PENANGGUNG_JAWAB
    if ColumnKind.SUMBER_DATA not in before and _share(cells, lambda text: begins_name(text, "sumber")) >= _MOST:
        return ColumnKind.SUMBER_DATA
    return ColumnKind.OTHER


def _column(kind: ColumnKind) -> Column:
    return Column(kind, "", target=TargetKind.TARGET if kind is ColumnKind.TARGET else None)


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells) if cells else 0.0


@lru_cache(maxsize=256)
def _is_figure(text: str) -> bool:
    return len(text) <= 40 and read_target(text).value is not None
