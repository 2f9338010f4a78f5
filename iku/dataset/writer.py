"""A run's results merged into a dataset on disk.

A run adds: sources that are not given again stay until pruned. Rows are sorted, so neither the order of the inputs nor
their split over runs shows. Every file is replaced in one step; `datapackage.json` comes last and holds the sums of all
tables, so that a reader can tell a finished dataset.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from iku.dataset.arrow import arrow_schema, arrow_table, parquet_bytes, sorted_table
from iku.dataset.files import replace_file, to_json
from iku.dataset.package import data_package
from iku.dataset.rows import Row, rows_of
from iku.pipeline import SourceResult
from schemas.document import Document
from schemas.tables import TableSpec, tables

TABLES, DOCUMENTS, PACKAGE = "tables", "documents", "datapackage.json"

Results = Sequence[tuple[SourceResult, Sequence[str]]]
"""Sources with the addresses under which each was found."""


def write_dataset(directory: Path, results: Results, *, prune: bool = False) -> None:
    """Merge `results` into the dataset in `directory`; with `prune`, sources that are not among them are dropped.

    Raises `OSError` where the folder cannot be written.
    """
    old = {} if prune else _existing(directory)
    results = _with_old_addresses(results, old.get("sources"))
    rows = rows_of(results)
    given = {result.source_id for result, _ in results}
    dropped = _documents_of(old, given)
    merged = {name: _merged(spec, rows[name], old.get(name), given, dropped) for name, spec in tables().items()}
    written = _write_documents(directory, (document for result, _ in results for document in result.documents))
    _remove_documents(directory, keep=written | (set() if prune else _all_documents(merged)))
    sums: dict[str, tuple[int, str, int]] = {}
    for name, table in merged.items():
        data = parquet_bytes(table)
        replace_file(directory / TABLES / f"{name}.parquet", data)
        sums[name] = (len(data), hashlib.sha256(data).hexdigest(), table.num_rows)
    replace_file(directory / PACKAGE, to_json(data_package(sums)))


def _existing(directory: Path) -> dict[str, pa.Table]:
    found = {}
    for name in tables():
        path = directory / TABLES / f"{name}.parquet"
        if path.exists():
            found[name] = pq.read_table(path, partitioning=None).cast(arrow_schema(name))
    return found


def _with_old_addresses(results: Results, sources: pa.Table | None) -> Results:
    """Addresses add up over runs; the same content under one address counts once."""
    known: dict[str, set[str]] = defaultdict(set)
    if sources is not None:
        for source_id, uris in zip(sources["source_id"].to_pylist(), sources["uris"].to_pylist(), strict=True):
            known[source_id].update(uris)
    return [(result, sorted({*uris, *known[result.source_id]})) for result, uris in results]


def _documents_of(old: dict[str, pa.Table], given: set[str]) -> set[str]:
    if "documents" not in old:
        return set()
    ids, sources = old["documents"]["document_id"].to_pylist(), old["documents"]["source_id"].to_pylist()
    return {document for document, source in zip(ids, sources, strict=True) if source in given}


def _merged(spec: TableSpec, rows: list[Row], old: pa.Table | None, given: set[str], dropped: set[str]) -> pa.Table:
    """New rows and those old ones that belong to no source of this run."""
    new = arrow_table(spec.name, rows)
    if old is None or not old.num_rows:
        return sorted_table(spec, new)
    kept = old.filter(pc.invert(_replaced(spec, old, given, dropped)))
    return sorted_table(spec, pa.concat_tables([kept, new]))


def _replaced(spec: TableSpec, old: pa.Table, given: set[str], dropped: set[str]) -> pa.Array:
    names = {column.name for column in spec.columns}
    if "source_id" in names:
        return pc.is_in(old["source_id"], pa.array(sorted(given), pa.string()))
    if "document_id" in names:
        return pc.is_in(old["document_id"], pa.array(sorted(dropped), pa.string()))
    if "indicator_id" in names:
        owners = pc.list_element(pc.split_pattern(old["indicator_id"], "/"), 0)
        return pc.is_in(owners, pa.array(sorted(dropped), pa.string()))
    return pa.array([True] * old.num_rows)  # tables across documents are made anew


def _write_documents(directory: Path, documents: Iterable[Document]) -> set[str]:
    written = set()
    for document in documents:
        data = to_json(document.model_dump(mode="json"))
        Document.model_validate_json(data)
        replace_file(directory / DOCUMENTS / f"{document.document_id}.json", data)
        written.add(document.document_id)
    return written


def _all_documents(merged: dict[str, pa.Table]) -> set[str]:
    return set(merged["documents"]["document_id"].to_pylist())


def _remove_documents(directory: Path, keep: set[str]) -> None:
    for path in (directory / DOCUMENTS).glob("*.json"):
        if path.stem not in keep:
            path.unlink()


def read_document(path: Path) -> Document:
    """The document in a JSON file. Raises `pydantic.ValidationError` where it is not a valid one."""
    return Document.model_validate(orjson.loads(path.read_bytes()))
