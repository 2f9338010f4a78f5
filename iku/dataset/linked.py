"""The tables that depend on several documents, made anew from the whole dataset at the end of every run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from iku.audit.findings import find, finding_rows
from iku.collector import collector_paused
from iku.dataset.arrow import arrow_schema, arrow_table, sorted_table
from iku.revisions import Links, link
from iku.revisions.papers import Paper, papers_of
from iku.revisions.tables import body_views, change_rows, current_rows, places, version_rows
from schemas.tables import tables

NEEDED = ("documents", "statements", "indicators", "formulas", "variables", "definitions", "targets", "signatures")
"""Tables that linking reads."""


def read_papers(merged: Mapping[str, pa.Table]) -> list[Paper]:
    """The papers in Arrow tables."""
    return papers_of({name: merged[name].to_pylist() for name in NEEDED})


@collector_paused()
def link_tables(merged: Mapping[str, pa.Table]) -> tuple[dict[str, pa.Table], dict[str, dict[str, Any]]]:
    """All tables with what depends on several documents, and the merged view of every body by its key."""
    links = link(read_papers(merged))
    linked = dict(merged)
    linked["documents"] = _with_places(merged["documents"], links)
    keys = [links.indicator_keys.get(own) for own in merged["indicators"]["indicator_id"].to_pylist()]
    linked["indicators"] = _with_column(merged["indicators"], "indicators", "indicator_key", keys)
    linked["changes"] = _table("changes", change_rows(links))
    linked["indicator_versions"] = _table("indicator_versions", version_rows(links))
    linked["iku_current"] = _table("iku_current", current_rows(links))
    linked["findings"] = _table("findings", finding_rows(find(links)))
    return linked, body_views(links)


def _with_places(documents: pa.Table, links: Links) -> pa.Table:
    found = places(links)
    ids = documents["document_id"].to_pylist()
    for name in ("instansi_key", "revisi_ke", "revisi_alasan", "duplicate_of", "supersedes", "is_current"):
        documents = _with_column(documents, "documents", name, [getattr(found[own], name) for own in ids])
    return documents


def _with_column(table: pa.Table, name: str, column: str, values: list[Any]) -> pa.Table:
    field = arrow_schema(name).field(column)
    return table.set_column(table.schema.get_field_index(column), field, pa.array(values, field.type))


def _table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    columns = arrow_schema(name).names
    return sorted_table(tables()[name], arrow_table(name, [tuple(row[column] for column in columns) for row in rows]))
