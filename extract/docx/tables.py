"""Tables of a DOCX: rows on one grid, spans and vertical merges laid out, nested tables flattened into their cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import regex
from lxml.etree import _Element

from extract.docx.names import W, is_on, local, number
from schemas.inline import Break, BreakKind, Content, Fraction, Inline, Text, is_blank
from schemas.page import Cell, Row, Table, Where

MAX_SPAN = 200
MAX_CELLS = 200_000
"""Places of one table, spans counted; a larger grid is cut there."""

_MULTIPLIER = regex.compile(r"\s*[x×X*]\s*\d")

CellReader = Callable[[_Element], Content]


@dataclass(slots=True)
class _Origin:
    """Where a vertically merged cell began, and how many rows it reaches so far."""

    row: int
    column: int
    colspan: int


def read_table(table: _Element, read_cell: CellReader, line: int) -> Table | None:
    """The table on its grid; None where it has no cell. `line` is the paragraph it begins with."""
    grid: list[list[Cell | None]] = []
    headings: list[bool] = []
    open_merges: dict[int, _Origin] = {}
    places = 0
    for element in rows_of(table):
        row = _read_row(element, len(grid), grid, open_merges, read_cell, line)
        grid.append(row)
        headings.append(bool(is_on(element.find(W + "trPr"), "tblHeader")))
        places += len(row)
        if places > MAX_CELLS:
            break
    width = max(map(len, grid), default=0)
    if not width:
        return None
    where = Where(line=line)
    grid = _without_idle_columns([row + [Cell(where=where)] * (width - len(row)) for row in grid])
    rows = tuple(Row(tuple(row), where, is_heading) for row, is_heading in zip(grid, headings, strict=True))
    return Table(rows, where)


def _without_idle_columns(grid: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """The grid without columns in which no cell begins: Word keeps one for every border that was ever moved."""
    begins = [any(row[n] is not None for row in grid) for n in range(len(grid[0]))]
    if all(begins):
        return grid
    narrowed: list[list[Cell | None]] = []
    for row in grid:
        kept: list[Cell | None] = []
        for n, cell in enumerate(row):
            if begins[n]:
                span = sum(begins[n : n + cell.colspan]) if cell is not None else 1
                kept.append(replace(cell, colspan=span) if cell is not None else None)
        narrowed.append(kept)
    return narrowed


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table, those within content controls and insertions included, deleted ones left out."""
    for child in table:
        name = local(child)
        if name == "tr":
            properties = child.find(W + "trPr")
            if properties is None or properties.find(W + "del") is None:
                yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from rows_of(child)


def cells_of(row: _Element) -> Iterator[_Element]:
    """The cells of a row, likewise."""
    for child in row:
        name = local(child)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from cells_of(child)


def blocks_of(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables of a cell or a body, those within content controls and insertions included."""
    for child in parent:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
            yield from blocks_of(child)


def is_frame(table: _Element) -> bool:
    """Whether a table only frames other blocks: one column, and a table in it that is more than a fraction."""
    rows = [list(cells_of(row)) for row in rows_of(table)]
    if any(len(row) > 1 for row in rows):
        return False
    inner = (block for row in rows for cell in row for block in blocks_of(cell) if local(block) == "tbl")
    return any(is_frame(block) or _is_grid(block) for block in inner)


def _is_grid(table: _Element) -> bool:
    widths = [sum(1 for _ in cells_of(row)) for row in rows_of(table)]
    widest = max(widths, default=0)
    return widest > 2 or (widest > 1 and len(widths) > 2)


def _read_row(
    element: _Element,
    at: int,
    grid: list[list[Cell | None]],
    open_merges: dict[int, _Origin],
    read_cell: CellReader,
    line: int,
) -> list[Cell | None]:
    before = number(element.find(W + "trPr"), "gridBefore") or 0
    row: list[Cell | None] = [Cell(where=Where(line=line)) for _ in range(min(before, MAX_SPAN))]
    for cell in cells_of(element):
        properties = cell.find(W + "tcPr")
        span = max(1, min(number(properties, "gridSpan") or 1, MAX_SPAN))
        column = len(row)
        if _continues(properties, "hMerge") and row:
            _widen(row)
        elif _continues(properties, "vMerge") and (origin := open_merges.get(column)) and origin.colspan == span:
            _lengthen(grid, origin, at)
            row.extend([None] * span)
        else:
            row.append(Cell(read_cell(cell), Where(line=line), colspan=span))
            row.extend([None] * (span - 1))
            _note_merge(open_merges, properties, at, column, span)
    return row


def _continues(properties: _Element | None, name: str) -> bool:
    """Whether a cell goes on one that began above (`vMerge`) or to the left (`hMerge`)."""
    merge = properties.find(W + name) if properties is not None else None
    return merge is not None and (merge.get(W + "val") or "continue") == "continue"


def _note_merge(open_merges: dict[int, _Origin], properties: _Element | None, at: int, column: int, span: int) -> None:
    for covered in range(column, column + span):
        open_merges.pop(covered, None)
    if properties is not None and properties.find(W + "vMerge") is not None:
        open_merges[column] = _Origin(at, column, span)


def _lengthen(grid: list[list[Cell | None]], origin: _Origin, at: int) -> None:
    cell = grid[origin.row][origin.column]
    if cell is not None:
        grid[origin.row][origin.column] = replace(cell, rowspan=at - origin.row + 1)


def _widen(row: list[Cell | None]) -> None:
    for n in range(len(row) - 1, -1, -1):
        cell = row[n]
        if cell is not None:
            row[n] = replace(cell, colspan=cell.colspan + 1)
            row.append(None)
            return


def flatten(table: Table) -> Content:
    """A nested table as the content of the cell it stands in: one cell over another is a fraction, else row by row."""
    if (fraction := _fraction(table)) is not None:
        return fraction
    cells = [
        [cell.content for cell in row.cells if cell is not None and not is_blank(cell.content)] for row in table.rows
    ]
    parts: list[Inline] = []
    for n, row in enumerate(row for row in cells if row):
        if n:
            parts.append(Break(BreakKind.LINE))
        for m, content in enumerate(row):
            parts.extend(((Text(" "),) if m else ()) + content)
    return tuple(parts)


def _fraction(table: Table) -> Content | None:
    """The fraction that a table of two rows makes: a column with one cell over another, beside it nothing but what is
    set equal to it or multiplies it; None where it is none."""
    if len(table.rows) != 2:
        return None
    columns = [
        [cell.content for cell in column if cell is not None and not is_blank(cell.content)]
        for column in zip(*(row.cells for row in table.rows), strict=True)
    ]
    filled = [column for column in columns if column]
    stacked = [n for n, column in enumerate(filled) if len(column) == 2]
    if len(stacked) != 1:
        return None
    at = stacked[0]
    before, behind = filled[:at], filled[at + 1 :]
    if not all(_is_equated(content) for (content,) in before) or not all(_multiplies(content) for (content,) in behind):
        return None
    parts: list[Inline] = [part for (content,) in before for part in (*content, Text(" "))]
    parts.append(Fraction(filled[at][0], filled[at][1]))
    parts += [part for (content,) in behind for part in (Text(" "), *content)]
    return tuple(parts)


def _is_equated(content: Content) -> bool:
    last = content[-1]
    return isinstance(last, Text) and last.text.rstrip().endswith("=")


def _multiplies(content: Content) -> bool:
    first = content[0]
    return isinstance(first, Text) and _MULTIPLIER.match(first.text) is not None
