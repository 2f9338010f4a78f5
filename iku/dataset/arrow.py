"""The tables' columns as Arrow types, rows as Arrow tables, and the one way in which Parquet is written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import ColumnType, TableSpec, tables

_TYPES: dict[ColumnType, pa.DataType] = {
    ColumnType.STRING: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.DECIMAL: pa.decimal128(24, 6),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.STRINGS: pa.list_(pa.string()),
}


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table; required columns are not nullable."""
    return pa.schema(
        [pa.field(c.name, _TYPES[c.type], nullable=not c.required) for c in tables()[name].columns],
        metadata={"description": tables()[name].description},
    )


def arrow_table(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table of the contract's schema."""
    schema = arrow_schema(name)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.Table.from_arrays(
        [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
    )


def sorted_table(spec: TableSpec, table: pa.Table) -> pa.Table:
    """The table sorted by its key, its columns in one piece each."""
    if table.num_rows > 1:
        table = table.sort_by([(column, "ascending") for column in spec.key])
    return table.combine_chunks()


def parquet_bytes(table: pa.Table) -> bytes:
    """The table as Parquet: the same rows give the same bytes."""
    sink = BytesIO()
    pq.write_table(table, sink, compression="zstd", version="2.6", store_schema=True, write_statistics=True)
    return sink.getvalue()
