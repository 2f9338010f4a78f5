"""The reference page of the tables, written from their definitions."""

from __future__ import annotations

from schemas.tables import SCHEMA_VERSION, TableSpec, tables

INTRODUCTION = f"""# The dataset: reference

Written from `schemas/tables.toml` (schema version {SCHEMA_VERSION}); do not edit by hand, run
`python -m schemas.reference > docs/dataset.md`. Rows are sorted by the key, whose columns are in bold. `!` marks a
column that is never null.
"""


def reference_page() -> str:
    """The page as markdown."""
    return "\n".join([INTRODUCTION, *(_section(spec) for spec in tables().values())])


def _section(spec: TableSpec) -> str:
    lines = [f"## {spec.name}", "", spec.description, "", "| column | type | what it says |", "|---|---|---|"]
    for column in spec.columns:
        name = f"**`{column.name}`**" if column.name in spec.key else f"`{column.name}`"
        mark = "!" if column.required else ""
        lines.append(f"| {name} | {column.type.value}{mark} | {column.description.replace('|', 'or')} |")
    lines += [f"\n`{', '.join(key.columns)}` names a row of `{key.table}`." for key in spec.foreign_keys]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference_page())
