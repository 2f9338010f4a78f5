"""The tables of the dataset: names, columns, types, keys. The one source of Parquet, data package, DDL and reference.

The definitions stand in `tables.toml`; here they get types. Names are fixed: warehouses and notebooks read them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA_VERSION = "1.0.0"
"""Grows in its first place when a name or type is dropped or changed."""


class ColumnType(StrEnum):
    """The types of columns."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"
    """decimal(24,6)"""
    BOOLEAN = "boolean"
    DATE = "date"
    STRINGS = "strings"
    """A list of strings."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table."""

    name: str
    type: ColumnType
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of a table that name a row of another."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of the dataset; rows are sorted by `key`."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    def column(self, name: str) -> ColumnSpec:
        """The column of that name. Raises `KeyError`."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")


@cache
def tables() -> dict[str, TableSpec]:
    """All tables by name, in the order of the contract.

    >>> tables()["documents"].key
    ('document_id',)
    """
    definitions: dict[str, Any] = tomllib.loads((files(__package__) / "tables.toml").read_text("utf-8"))
    return {name: _table(name, entry) for name, entry in definitions.items()}


def _table(name: str, entry: dict[str, Any]) -> TableSpec:
    key = tuple(entry["key"])
    return TableSpec(
        name,
        entry["description"],
        key,
        tuple(_column(column, key) for column in entry["columns"]),
        tuple(
            ForeignKey(tuple(f["columns"]), f["table"], tuple(f.get("references", f["columns"])))
            for f in entry.get("foreign_keys", ())
        ),
    )


def _column(entry: list[str], key: tuple[str, ...]) -> ColumnSpec:
    name, kind, description = entry
    required = kind.endswith("!") or name in key
    return ColumnSpec(name, ColumnType(kind.rstrip("!")), description, required)
