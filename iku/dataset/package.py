"""The Frictionless Data Package that describes a dataset: tables, types, keys, sizes and sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.tables import SCHEMA_VERSION, ColumnSpec, ColumnType, TableSpec, tables

_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.DECIMAL: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.STRINGS: "array",
}


def data_package(sums: Mapping[str, tuple[int, str, int]]) -> dict[str, Any]:
    """The descriptor; `sums` gives bytes, SHA-256 and number of rows of each table."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "iku",
        "title": "Indikator Kinerja Utama",
        "version": SCHEMA_VERSION,
        "resources": [_resource(spec, *sums[name]) for name, spec in tables().items()],
    }


def _resource(spec: TableSpec, size: int, digest: str, rows: int) -> dict[str, Any]:
    return {
        "name": spec.name.replace("_", "-"),
        "path": f"tables/{spec.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": spec.description,
        "bytes": size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": {
            "fields": [_field(column) for column in spec.columns],
            "primaryKey": list(spec.key),
            "foreignKeys": [
                {
                    "fields": list(key.columns),
                    "reference": {"resource": key.table.replace("_", "-"), "fields": list(key.references)},
                }
                for key in spec.foreign_keys
            ],
        },
    }


def _field(column: ColumnSpec) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.description}
    if column.required:
        described["constraints"] = {"required": True}
    return described
