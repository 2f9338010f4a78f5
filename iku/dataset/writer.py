"""A run's results merged into a dataset on disk.

A run adds: sources that are not given again stay until pruned. Rows are sorted, so neither the order of the inputs nor
their split over runs shows. Every file is replaced in one step; `datapackage.json` comes last and holds the sums of all
tables, so that a reader can tell a finished dataset.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from iku.dataset.arrow import arrow_schema, arrow_table, parquet_bytes, sorted_table
from iku.dataset.files import file_stem, replace_file, to_json
from iku.dataset.linked import link_tables
from iku.dataset.package import data_package
from iku.dataset.parcel import Parcel, pack
from iku.dataset.rows import Row, source_row
from iku.pipeline import SourceResult, unread_id
from schemas.document import Document
from schemas.tables import SCHEMA_VERSION, TableSpec, tables

TABLES, DOCUMENTS, BODIES, PACKAGE = "tables", "documents", "instansi", "datapackage.json"

Results = Iterable[tuple[SourceResult, Sequence[str]]]
"""Sources with the addresses under which each was found."""
Parcels = Iterable[tuple[Parcel, Sequence[str]]]
"""The same, packed; each source once."""

_CHUNK = 500
"""Sources whose rows stand in memory as Python objects at a time; after that they are Arrow columns."""


class OtherDatasetError(ValueError):
    """The folder holds tables that are not of this schema."""


def write_dataset(directory: Path, results: Results, *, prune: bool = False) -> None:
    """Merge `results` into the dataset in `directory`; with `prune`, sources that are not among them are dropped.

    Raises `OSError` where the folder cannot be written and `OtherDatasetError` where it holds something else.
    """
    once: dict[str, tuple[SourceResult, list[str]]] = {}
    for result, uris in results:
        once.setdefault(result.source_id, (result, []))[1].extend(uris)
    write_parcels(directory, ((pack(result), uris) for result, uris in once.values()), prune=prune)


def write_parcels(directory: Path, parcels: Parcels, *, prune: bool = False) -> None:
    """`write_dataset` for packed sources, which are taken one at a time."""
    old = {} if prune else _existing(directory)
    intake = _Intake(_old_addresses(old.get("sources")))
    for parcel, uris in parcels:
        intake.add(parcel, uris)
        for document_id, data in parcel.documents:
            replace_file(directory / DOCUMENTS / f"{document_id}.json", data)
    new = intake.finish()
    dropped = _documents_of(old, intake.given)
    merged = {name: _merged(spec, new[name], old.get(name), intake.given, dropped) for name, spec in tables().items()}
    merged, bodies = link_tables(merged)
    _write_bodies(directory, bodies)
    _remove_documents(directory, keep=_all_documents(merged))
    sums: dict[str, tuple[int, str, int]] = {}
    for name, table in merged.items():
        data = parquet_bytes(table)
        replace_file(directory / TABLES / f"{name}.parquet", data)
        sums[name] = (len(data), hashlib.sha256(data).hexdigest(), table.num_rows)
    replace_file(directory / PACKAGE, to_json(data_package(sums)))


@dataclass(slots=True)
class _Intake:
    """Gathers the rows of the sources of a run, column by column as soon as there are enough of them."""

    addresses: dict[str, set[str]]
    given: set[str] = field(default_factory=set)
    """Sources whose old rows are replaced: those of this run, and those that stood for what could not be read then."""
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in tables()})
    chunks: dict[str, list[pa.Table]] = field(default_factory=lambda: {name: [] for name in tables()})

    def add(self, parcel: Parcel, uris: Sequence[str]) -> None:
        """Take a source. Addresses add up over runs; the same content under one address counts once."""
        source_id = parcel.summary.source_id
        self.given.update([source_id, *map(unread_id, uris)])
        self.rows["sources"].append(source_row(parcel.summary, sorted({*uris, *self.addresses.get(source_id, ())})))
        for name, rows in parcel.rows.items():
            self.rows[name].extend(rows)
        if len(self.rows["sources"]) >= _CHUNK:
            self._columns()

    def finish(self) -> dict[str, pa.Table]:
        """All rows by table."""
        self._columns()
        return {name: pa.concat_tables(chunks) for name, chunks in self.chunks.items()}

    def _columns(self) -> None:
        for name, rows in self.rows.items():
            self.chunks[name].append(arrow_table(name, rows))
            rows.clear()


def _write_bodies(directory: Path, bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """The merged view of every body; a body that is gone leaves none."""
    names = {f"{file_stem(key)}.json": view for key, view in bodies.items()}
    for name, view in names.items():
        replace_file(directory / BODIES / name, to_json(view))
    for path in (directory / BODIES).glob("*.json"):
        if path.name not in names:
            path.unlink()


def _existing(directory: Path) -> dict[str, pa.Table]:
    found = {}
    for name in tables():
        path = directory / TABLES / f"{name}.parquet"
        if path.exists():
            try:
                found[name] = pq.read_table(path, partitioning=None).cast(arrow_schema(name))
            except (ValueError, pa.ArrowException) as error:
                advice = "give another folder with --out, or --prune to write it anew"
                raise OtherDatasetError(f"{path} is no table of schema {SCHEMA_VERSION}: {advice}") from error
    return found


def _old_addresses(sources: pa.Table | None) -> dict[str, set[str]]:
    if sources is None:
        return {}
    return {
        source_id: set(uris)
        for source_id, uris in zip(sources["source_id"].to_pylist(), sources["uris"].to_pylist(), strict=True)
    }


def _documents_of(old: dict[str, pa.Table], given: set[str]) -> set[str]:
    if "documents" not in old:
        return set()
    ids, sources = old["documents"]["document_id"].to_pylist(), old["documents"]["source_id"].to_pylist()
    return {document for document, source in zip(ids, sources, strict=True) if source in given}


def _merged(spec: TableSpec, new: pa.Table, old: pa.Table | None, given: set[str], dropped: set[str]) -> pa.Table:
    """New rows and those old ones that belong to no source of this run."""
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


def _all_documents(merged: dict[str, pa.Table]) -> set[str]:
    return set(merged["documents"]["document_id"].to_pylist())


def _remove_documents(directory: Path, keep: set[str]) -> None:
    for path in (directory / DOCUMENTS).glob("*.json"):
        if path.stem not in keep:
            path.unlink()


def read_document(path: Path) -> Document:
    """The document in a JSON file. Raises `pydantic.ValidationError` where it is not a valid one."""
    return Document.model_validate(orjson.loads(path.read_bytes()))
