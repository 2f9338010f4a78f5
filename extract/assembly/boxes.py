"""A heading in a box: one frame around it, or `logo | INDIKATOR KINERJA UTAMA | No. Dokumen` as offices with a document
control and hospitals have. Its lines are taken out of the table and stand as lines; the rest stays a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.assembly.label_tables import cell_lines
from extract.assembly.stream import Item, TableBlock, TextLine, table_block
from extract.assembly.wording import title_kind
from normalize.instansi import begins_body
from normalize.text import key, uppercase_share
from normalize.vocabulary import vocabulary
from schemas.inline import EMPTY
from schemas.page import Cell, Emphasis, Line, Piece

_MOST_ROWS, _MOST_COLUMNS = 6, 6


def open_boxes(items: Iterable[Item]) -> Iterator[Item]:
    """The items with the headings that stand in boxes as lines, the body's name in a cell beside them above."""
    for item in items:
        at = _title_cell(item) if isinstance(item, TableBlock) else None
        if at is None or not isinstance(item, TableBlock):
            yield item
            continue
        bodies = [place for place in _filled(item) if place != at and _names_body(item.texts[place[0]][place[1]] or "")]
        taken = [*bodies[:1], at]
        if len(taken) < len(_filled(item)):
            yield _without(item, taken)
        for row, column in taken:
            cell = item.table.rows[row].cells[column]
            if cell is not None:
                yield from _lines(cell, item.texts[row][column] or "", item.page)


def _title_cell(block: TableBlock) -> tuple[int, int] | None:
    """The place of the one cell that is a heading, in a box that is nothing else."""
    if len(block.texts) > _MOST_ROWS or block.table.width > _MOST_COLUMNS or block.indicator_head is not None:
        return None
    filled = _filled(block)
    found = [place for place in filled if _holds_title(block, *place, alone=len(filled) == 1)]
    return found[0] if len(found) == 1 and (len(filled) == 1 or _is_controlled(block)) else None


def _filled(block: TableBlock) -> list[tuple[int, int]]:
    return [(row, column) for row, texts in enumerate(block.texts) for column, text in enumerate(texts) if text]


def _holds_title(block: TableBlock, row: int, column: int, *, alone: bool) -> bool:
    text = block.texts[row][column] or ""
    cell = block.table.rows[row].cells[column]
    if cell is None or "kinerja" not in text.casefold() or not (alone or uppercase_share(text) > 0.7):
        return False
    return bool(title_kind(text)) or any(title_kind(line.text) for line in cell_lines(cell, block.page))


def _is_controlled(block: TableBlock) -> bool:
    """Whether a cell beside the heading counts the document, its revision or its pages."""
    words = tuple(vocabulary("titles")["control"]["starts"])
    return any(key(text).startswith(words) for row in block.texts for text in row if text)


def _names_body(text: str) -> bool:
    return begins_body(text) and uppercase_share(text) > 0.7


def _without(block: TableBlock, taken: list[tuple[int, int]]) -> TableBlock:
    rows = list(block.table.rows)
    for row, column in taken:
        cells = list(rows[row].cells)
        cell = cells[column]
        cells[column] = replace(cell, content=EMPTY) if cell is not None else None
        rows[row] = replace(rows[row], cells=tuple(cells))
    return table_block(replace(block.table, rows=tuple(rows)), block.page)


def _lines(cell: Cell, text: str, page: int | None) -> Iterator[TextLine]:
    """The lines of a cell, set apart; one where all of it is a heading or a name, however its words are broken."""
    parts = cell_lines(cell, page)
    if title_kind(text) or not any(title_kind(part.text) for part in parts):
        line = Line((Piece(cell.content),), cell.where, confidence=cell.confidence, steps=cell.steps)
        parts = [TextLine(line, text, page)]
    for part in parts:
        yield replace(part, line=replace(part.line, emphasis=Emphasis.BOLD))
