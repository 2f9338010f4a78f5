"""HTML tables to the grid of the page model: spans laid out, headings marked, layout tables dissolved."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from extract.markup.builder import text_of
from extract.markup.elements import NO_STYLES, Styles, element_content, is_hidden, line_of, tag_of
from extract.markup.inline import read_marks
from schemas.inline import Text
from schemas.page import Block, Cell, Line, Piece, Row, Table, Where

MAX_SPAN = 200
MAX_CELLS = 200_000
"""Cells of one table, spans counted; a larger grid is cut there."""


def tables_of_markup(markup: str, first_line: int) -> Iterator[Block]:
    """The tables of a piece of markup inside a text, and what stands around them as lines."""
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<html><body>{markup}</body></html>", parser)
    body = root.find("body") if root is not None else None
    if body is None:
        return
    offset = first_line - 1
    if body.text and body.text.strip():
        yield _line(body.text, first_line)
    for child in body:
        tables = [child] if tag_of(child) == "table" else list(child.iter("table"))
        for table in tables:
            if not any(ancestor in tables for ancestor in table.iterancestors()):
                yield grid(table, NO_STYLES, offset)
        if not tables and (text := text_of(child)):
            yield _line(text, first_line)
        if child.tail and child.tail.strip():
            yield _line(child.tail, first_line)


def _line(text: str, number: int) -> Line:
    return Line((Piece((Text(" ".join(text.split())),)),), Where(line=number))


def is_layout(table: _Element) -> bool:
    """Whether a table only places other blocks: it holds a table that is more than a fraction or a list."""
    for inner in table.iter("table"):
        if inner is table:
            continue
        rows = list(inner.iter("tr"))
        widest = max((sum(1 for cell in row if tag_of(cell) in {"td", "th"}) for row in rows), default=0)
        if (len(rows) > 2 and widest > 1) or widest > 3:
            return True
    return False


def grid(table: _Element, styles: Styles = NO_STYLES, line_offset: int = 0) -> Table:
    """The grid of a `<table>`: every row as long as the widest, None where a cell reaches over."""
    placed: list[list[Cell | None]] = []
    reach: dict[int, int] = {}
    rows = list(_rows(table))
    headings: list[bool] = []
    lines: list[int] = []
    count = 0
    for at, row in enumerate(rows):
        cells: list[Cell | None] = []
        line = (line_of(row) or 0) + line_offset
        own = [cell for cell in row if tag_of(cell) in {"td", "th"} and not is_hidden(cell, styles)]
        for element in own:
            _skip_covered(cells, reach)
            rowspan = min(_span(element, "rowspan") or len(rows) - at, len(rows) - at)
            colspan = max(1, _span(element, "colspan"))
            content = read_marks(element_content(element, styles, in_cell=True), in_cell=True)
            where = Where(line=(line_of(element) or line_of(row) or 0) + line_offset)
            for n in range(colspan):
                if rowspan > 1:
                    reach[len(cells)] = rowspan - 1
                cells.append(Cell(content, where, rowspan, colspan) if n == 0 else None)
        _skip_covered(cells, reach)
        count += len(cells)
        if count > MAX_CELLS:
            break
        placed.append(cells)
        lines.append(line)
        headings.append(_is_heading(row, own))
    width = max((len(cells) for cells in placed), default=0)
    return Table(
        rows=tuple(
            Row(
                tuple(cells + [Cell(where=Where(line=line))] * (width - len(cells))),
                Where(line=line),
                is_heading=heading,
            )
            for cells, line, heading in zip(placed, lines, headings, strict=True)
        ),
        where=Where(line=(line_of(table) or 0) + line_offset),
    )


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of this table alone, not of tables inside it."""
    for child in table:
        tag = tag_of(child)
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if tag_of(row) == "tr")


def _skip_covered(cells: list[Cell | None], reach: dict[int, int]) -> None:
    while reach.get(len(cells), 0) > 0:
        reach[len(cells)] -= 1
        cells.append(None)


def _span(element: _Element, name: str) -> int:
    """A span as a number within limits; 0 for `rowspan="0"` (to the end of the table), 1 for nonsense."""
    value = (element.get(name) or "1").strip()
    return min(int(value), MAX_SPAN) if value.isdigit() and len(value) < 10 else 1


def _is_heading(row: _Element, cells: list[_Element]) -> bool:
    parent = row.getparent()
    in_head = parent is not None and tag_of(parent) == "thead"
    return in_head or (bool(cells) and all(tag_of(cell) == "th" for cell in cells))
