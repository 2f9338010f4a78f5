"""Tables with several columns of indicators: `TUJUAN | INDIKATOR TUJUAN | SASARAN | INDIKATOR SASARAN | TARGET`.

Each column of indicators that has an objective of its own in front of it is read as if it stood alone, with the columns
between that objective and the next one. The columns at the end tell of the last indicator that a row has.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import regex

from normalize.text import key
from schemas.raw import Column, ColumnKind
from schemas.value import value

_OBJECTIVES = frozenset(
    {ColumnKind.TUJUAN, ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN, ColumnKind.PROGRAM, ColumnKind.NO}
)
_SASARAN = frozenset({ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN})
_OF = regex.compile(r"\b(tujuan|sasaran|program|kegiatan|aktivitas)\b")
_INDICATORS = regex.compile(r"\b(?:indikator|iku|ukuran|kpi)\b")
_NO_IKU = frozenset({"program", "kegiatan", "aktivitas"})
"""Indicators of what is done, not of what it is done for: they are no part of the dataset."""


@value
class View:
    """A column of indicators and the columns that tell of them. `tail` tells of them in rows whose last column of
    indicators is blank."""

    indikator: int
    own: frozenset[int]
    tail: frozenset[int] = frozenset()


def regions(columns: Sequence[Column]) -> list[range]:
    """The columns of each column of indicators that has an objective of its own, from that objective to the next one;
    all columns where there is only one, nothing where there is none."""
    opening: list[int] = []
    starts: list[int] = []
    for n, column in enumerate(columns):
        if column.kind is ColumnKind.INDIKATOR:
            start = _objectives_start(columns, n)
            if not opening or (
                _names_indicators(column) and (start < n or _names_another(columns[opening[-1]], column))
            ):
                opening.append(n)
                starts.append(start)
    if not starts:
        return []
    ends = [*starts[1:], len(columns)]
    return [range(0 if at == 0 else start, end) for at, (start, end) in enumerate(zip(starts, ends, strict=True))]


def _objectives_start(columns: Sequence[Column], at: int) -> int:
    """Where the objectives in front of a column of indicators begin; numbers alone are none."""
    start = at
    while start > 0 and columns[start - 1].kind in _OBJECTIVES:
        start -= 1
    return start if any(column.kind is not ColumnKind.NO for column in columns[start:at]) else at


def _names_indicators(column: Column) -> bool:
    return _INDICATORS.search(key(column.heading)) is not None


def _names_another(before: Column, column: Column) -> bool:
    one, other = _OF.search(key(before.heading)), _OF.search(key(column.heading))
    return one is not None and other is not None and one.group() != other.group()


def views(columns: Sequence[Column]) -> tuple[View, ...]:
    """How a table is read: once for each column of indicators with an objective of its own, in most tables one."""
    indicators = [n for n, column in enumerate(columns) if column.kind is ColumnKind.INDIKATOR]
    if len(indicators) == 1:  # most tables
        return (View(indicators[0], frozenset(range(len(columns)))),)
    parts = regions(columns)
    found = [_view(columns, part) for part in parts]
    kept = [view for view in found if not _is_of_program(columns, view)] or found
    if len(parts) < 2:
        return (View(kept[0].indikator, frozenset(range(len(columns)))),)
    last = kept[-1] if kept[-1] is found[-1] else None
    tail = frozenset(n for n in parts[-1] if last is not None and n > last.indikator)
    return tuple(
        View(view.indikator, view.own, frozenset() if view is last or _tells(columns, view) else tail) for view in kept
    )


def in_row(seen: Sequence[View], row: Collection[int], covered: Collection[int], above: Collection[int]) -> list[View]:
    """How a row is read, by the columns that it fills (`row`), those that cells from above reach into (`covered`) and
    those of the row read last (`above`): the columns at the end belong to the last indicator that the row has, or that
    it goes on with."""
    last = seen[-1]
    if last.indikator in row or last.indikator in covered or not any(view.tail for view in seen):
        return list(seen)
    taker = next((view for view in reversed(seen) if view.indikator in row), None)
    taker = taker or next((view for view in reversed(seen) if view.indikator in above), last)
    if not taker.tail:
        return list(seen)
    return [View(v.indikator, v.own | v.tail if v is taker else v.own - taker.tail) for v in seen]


def _view(columns: Sequence[Column], part: range) -> View:
    """A column of indicators with what stands in its part, and the objectives in front of that."""
    indikator = next(n for n in part if columns[n].kind is ColumnKind.INDIKATOR)
    kinds = {columns[n].kind for n in part if n < indikator}
    before = range(part.start)
    own = {n for n in before if columns[n].kind is ColumnKind.TUJUAN}
    if ColumnKind.NO not in kinds:
        own |= {n for n in before if columns[n].kind is ColumnKind.NO}
    if not kinds & _SASARAN:
        own |= set([n for n in before if columns[n].kind in _SASARAN][-1:])
    of = _of(columns, part, indikator)
    return View(indikator, frozenset(n for n in own | set(part) if of != "tujuan" or columns[n].kind not in _SASARAN))


def _of(columns: Sequence[Column], part: range, indikator: int) -> str:
    """What the indicators are of: by their heading, else by the objective next in front of them."""
    named = _OF.search(key(columns[indikator].heading))
    if named is not None:
        return str(named.group())
    objectives = [columns[n].kind.value for n in part if n < indikator and columns[n].kind is not ColumnKind.NO]
    return objectives[-1] if objectives else ""


def _is_of_program(columns: Sequence[Column], view: View) -> bool:
    part = range(min(view.own), view.indikator)
    return _of(columns, part, view.indikator) in _NO_IKU


def _tells(columns: Sequence[Column], view: View) -> bool:
    """Whether anything but objectives stands behind a column of indicators in its own part."""
    return any(n > view.indikator and columns[n].kind not in _OBJECTIVES for n in view.own)
