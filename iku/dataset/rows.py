"""Documents and sources to rows of the dataset's tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from iku.pipeline import PIPELINE, SourceResult
from schemas.document import DefinitionEntry, Document, Indicator, Remainder
from schemas.tables import tables

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""Rows by table, their values in the order of the table's columns."""
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def content_rows(result: SourceResult) -> Rows:
    """The rows that a source gives by itself, in all tables but `sources`.

    What depends on other documents (order, currency, keys) is null here.
    """
    rows: Rows = {name: [] for name in tables()}
    for document in result.documents:
        _document(rows, document)
    _remainder(rows, result)
    return rows


def source_row(summary: object, uris: Sequence[str]) -> Row:
    """The row of `sources` for a `Summary` found under `uris`."""
    ordered = sorted(uris)
    return _row("sources", summary, uri=ordered[0], uris=ordered, pipeline=PIPELINE)


def _row(table: str, item: object, **given: object) -> Row:
    """A row of `table`: each column from `given`, else from the attribute of that name."""
    read, arranged = _plan(table, tuple(given))
    return arranged((*given.values(), *read(item)))


def _row_each(table: str, items: Iterable[object], **given: object) -> list[Row]:
    """A row of `table` for each item, as `_row` gives it."""
    read, arranged = _plan(table, tuple(given))
    values = tuple(given.values())
    return [arranged(values + read(item)) for item in items]


@cache
def _plan(table: str, given: tuple[str, ...]) -> tuple[Callable[[object], Row], Callable[[Row], Row]]:
    """What reads the columns that are not given, and what brings these, behind those given, into the table's order."""
    names = [column.name for column in tables()[table].columns]
    others = [name for name in names if name not in given]
    read = attrgetter(*others) if len(others) > 1 else lambda item: tuple(getattr(item, name) for name in others)
    have = [*given, *others]
    return read, itemgetter(*(have.index(name) for name in names))


def _document(rows: Rows, document: Document) -> None:
    own = {"document_id": document.document_id}
    basis = document.dasar
    rows["documents"].append(
        _row(
            "documents",
            document,
            dasar_jenis=basis.jenis,
            dasar_nomor=basis.nomor,
            dasar_tahun=basis.tahun,
            dasar_tanggal=basis.tanggal,
            dasar_tentang=basis.tentang,
            own_instansi_key=document.instansi_key,
            revisi_ke=None,
            revisi_alasan=None,
            duplicate_of=None,
            supersedes=None,
            is_current=None,
        )
    )
    for indicator in document.indicators:
        _indicator(rows, document.document_id, indicator)
    _definitions(rows, document)
    for table, items in (
        ("statements", document.statements),
        ("signatures", document.signatures),
        ("evidence", document.evidence),
    ):
        rows[table] += _row_each(table, items, **own)


def _indicator(rows: Rows, document_id: str, indicator: Indicator) -> None:
    own = {"indicator_id": indicator.indicator_id}
    rows["indicators"].append(_row("indicators", indicator, document_id=document_id, indicator_key=None))
    for table, items in (
        ("indicator_sumber", indicator.sumber_data),
        ("indicator_penanggung", indicator.penanggung_jawab),
    ):
        rows[table].extend(_row(table, None, **own, position=n, text=text) for n, text in enumerate(items, start=1))
    formula = indicator.formula
    rows["formulas"].append(_row("formulas", formula, **own, mathjson=_json(formula.mathjson)))
    rows["variables"] += _row_each("variables", indicator.variabel, **own)
    rows["targets"] += _row_each("targets", indicator.target, **own)


def _definitions(rows: Rows, document: Document) -> None:
    entries: list[tuple[str | None, DefinitionEntry]] = [(None, entry) for entry in document.definisi]
    entries += [(i.indicator_id, entry) for i in document.indicators for entry in i.definisi]
    rows["definitions"].extend(
        _row(
            "definitions",
            entry,
            document_id=document.document_id,
            position=n,
            indicator_id=indicator_id,
            mathjson=_json(entry.mathjson),
        )
        for n, (indicator_id, entry) in enumerate(entries, start=1)
    )


def _remainder(rows: Rows, result: SourceResult) -> None:
    entries: list[Remainder] = [*result.remainder, *(entry for d in result.documents for entry in d.remainder)]
    rows["remainder"].extend(
        _row("remainder", entry, source_id=result.source_id, position=n) for n, entry in enumerate(entries, start=1)
    )


def _json(value: object) -> str | None:
    return None if value is None else _COMPACT.encode(value)
