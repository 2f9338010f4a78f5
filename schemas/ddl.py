"""The tables as SQL DDL."""

from __future__ import annotations

from schemas.tables import ColumnType, TableSpec, tables

_TYPES: dict[str, dict[ColumnType, str]] = {
    "postgres": {
        ColumnType.STRING: "text",
        ColumnType.INTEGER: "bigint",
        ColumnType.NUMBER: "double precision",
        ColumnType.DECIMAL: "numeric(24,6)",
        ColumnType.BOOLEAN: "boolean",
        ColumnType.DATE: "date",
        ColumnType.STRINGS: "text[]",
    },
    "duckdb": {
        ColumnType.STRING: "VARCHAR",
        ColumnType.INTEGER: "BIGINT",
        ColumnType.NUMBER: "DOUBLE",
        ColumnType.DECIMAL: "DECIMAL(24,6)",
        ColumnType.BOOLEAN: "BOOLEAN",
        ColumnType.DATE: "DATE",
        ColumnType.STRINGS: "VARCHAR[]",
    },
    "sqlite": {
        ColumnType.STRING: "TEXT",
        ColumnType.INTEGER: "INTEGER",
        ColumnType.NUMBER: "REAL",
        ColumnType.DECIMAL: "TEXT",
        ColumnType.BOOLEAN: "INTEGER",
        ColumnType.DATE: "TEXT",
        ColumnType.STRINGS: "TEXT",
    },
}


class UnknownDialectError(ValueError):
    """A dialect that no DDL is written for."""


def ddl(dialect: str) -> str:
    """`CREATE TABLE` statements of all tables. Raises `UnknownDialectError`."""
    if dialect not in _TYPES:
        raise UnknownDialectError(f"no DDL for {dialect!r}; there is {', '.join(_TYPES)}")
    return "\n".join(_create(spec, _TYPES[dialect]) for spec in tables().values())


def _create(spec: TableSpec, types: dict[ColumnType, str]) -> str:
    lines = [
        f'  "{column.name}" {types[column.type]}{" NOT NULL" if column.required else ""}' for column in spec.columns
    ]
    lines.append(f"  PRIMARY KEY ({_quoted(spec.key)})")
    lines += [
        f'  FOREIGN KEY ({_quoted(key.columns)}) REFERENCES "{key.table}" ({_quoted(key.references)})'
        for key in spec.foreign_keys
    ]
    return f'CREATE TABLE "{spec.name}" (\n' + ",\n".join(lines) + "\n);\n"


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
