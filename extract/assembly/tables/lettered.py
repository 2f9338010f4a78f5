"""Several indicators in one row, lettered or numbered line by line, each with a formula or target of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from normalize.formulas import plain
from normalize.lists import split_marker
from schemas.inline import Break, BreakKind, Content, Text, split_lines
from schemas.raw import Column, ColumnKind, RawRow, RawText

_SHARED = frozenset({ColumnKind.NO, ColumnKind.TUJUAN, ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN})
_OWN = frozenset({ColumnKind.FORMULA, ColumnKind.TARGET})


def split_lettered(row: RawRow, columns: tuple[Column, ...], indikator: int) -> list[RawRow]:
    """One row for each lettered indicator of a row, or the row alone.

    The indicator's lines must be lettered in order, and its formula or targets must be divided in as many parts: a list
    that only belongs to one indicator stays in it. What is not divided holds for each of them.
    """
    names = _parts(row.cells[indikator])
    if len(names) < 2:
        return [row]
    divided: Mapping[int, list[RawText]] = {
        n: parts
        for n, cell in row.cells.items()
        if columns[n].kind not in _SHARED
        and n != indikator
        and len(parts := _parts(cell) or _figures(cell, columns[n].kind, len(names))) == len(names)
    }
    if not any(columns[n].kind in _OWN for n in divided):
        return [row]
    return [
        replace(row, cells={**row.cells, indikator: name, **{n: parts[at] for n, parts in divided.items()}})
        for at, name in enumerate(names)
    ]


def _parts(cell: RawText) -> list[RawText]:
    """The lettered parts of a cell, their marks taken off; none where its lines are not lettered in order."""
    parts: list[list[Content]] = []
    marks: list[str] = []
    for opened, content in split_lines(cell.content):
        mark, rest = split_marker(plain(content[:1])) if content and isinstance(content[0], Text) else (None, "")
        if mark is None and opened is not None:
            mark = opened.marker
            rest = plain(content[:1])
        bare = (mark or "").strip("().")
        if bare.isalnum():
            marks.append(bare.lower())
            parts.append([(Text(rest), *content[1:]) if rest else content[1:]])
        elif parts:
            parts[-1].append(content)
        elif content:
            return []
    return [_part(cell, lines) for lines in parts] if _count_on(marks) else []


def _count_on(marks: list[str]) -> bool:
    letters = [chr(ord("a") + n) for n in range(len(marks))]
    numbers = [str(n) for n in range(1, len(marks) + 1)]
    return marks in (letters, numbers)


def _figures(cell: RawText, kind: ColumnKind, wanted: int) -> list[RawText]:
    """The lines of a cell of figures, which carry no letters; those that only wrap are one where that gives as many."""
    if kind not in {ColumnKind.TARGET, ColumnKind.SATUAN}:
        return []
    unwrapped = tuple(
        Text(" ") if isinstance(part, Break) and part.kind is BreakKind.WRAP else part for part in cell.content
    )
    lines = [content for _, content in split_lines(unwrapped) if content]
    if len(lines) != wanted:
        lines = [content for _, content in split_lines(cell.content) if content]
    return [_part(cell, [content]) for content in lines]


def _part(cell: RawText, lines: list[Content]) -> RawText:
    content: Content = tuple(part for n, line in enumerate(lines) for part in ((Text(" "), *line) if n else line))
    return replace(cell, text=plain(content), content=content, raw=cell.raw or cell.text)
