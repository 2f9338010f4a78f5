"""Header blocks laid out as a table: label | : | text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.assembly.lists import read_items
from extract.assembly.stream import TableBlock, TextLine
from extract.assembly.tables.cells import raw_text
from extract.assembly.unlisted import explains
from normalize.formulas import plain
from normalize.labels import read_label, unlisted_label
from normalize.lists import split_marker
from schemas.inline import split_lines
from schemas.page import Cell, Line, Piece
from schemas.raw import HeaderField, RawField, RawText

_MAX_COLUMNS = 5
"""Columns with text: number, label, colon, list number, text."""
_LONE_MARKER = regex.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]$", regex.I)


def is_label_table(block: TableBlock) -> bool:
    """Whether a table is a header block: few columns, a known label alone in the first filled cell of a row."""
    used = sum(1 for column in zip(*block.texts, strict=True) if any(column))
    if used > _MAX_COLUMNS or block.indicator_head is not None:
        return False
    return any(_row_label(row) is not None for row in block.texts)


def _row_label(row: tuple[str | None, ...]) -> tuple[int, HeaderField | None] | None:
    """The place and field of the label in a row; a numbered label may have its number in a cell of its own."""
    filled = [(n, text) for n, text in enumerate(row) if text and text != ":"]
    for n, text in filled[:2]:
        label = read_label(text)
        if label is None or (label.field is None and not label.separated):
            label = read_label(f"{text} :") or label
        if label is not None and not label.value and (len(filled) > 1 or text.rstrip().endswith(":")):
            return n, label.field
        if not text.strip(" .)").isdigit():
            break
    return None


def _is_unlisted(row: tuple[str | None, ...], column: int, field: HeaderField, lines: Sequence[TextLine]) -> bool:
    """Whether a row begins, in the column of the label above, with a label that no vocabulary lists."""
    text, beside = row[column], " ".join([text for text in row[column + 1 :] if text]).lstrip(": ")
    if not text or not beside or not lines:
        return False
    label = unlisted_label(f"{split_marker(text)[1].rstrip(' :')} : {beside}")
    return label is not None and not explains(field, label, " ".join([line.text for line in lines]))


def read_label_table(block: TableBlock) -> tuple[list[RawField], list[RawText]]:
    """The fields of a label table, and the texts of rows under no known label."""
    fields: list[RawField] = []
    loose: list[RawText] = []
    current: tuple[HeaderField, RawText] | None = None
    gathered: list[TextLine] = []
    column = 0

    def close() -> None:
        if current is not None:
            fields.append(RawField(current[0], current[1], read_items(None, gathered)))

    for at, texts in enumerate(block.texts):
        cells = block.table.rows[at].cells
        found = _row_label(texts)
        if found is not None:
            close()
            gathered = []
            label_cell = cells[found[0]]
            current = (found[1], raw_text(label_cell)) if found[1] is not None and label_cell is not None else None
            column = found[0]
            if current is None and label_cell is not None:
                loose.append(raw_text(label_cell))
        elif current is not None and _is_unlisted(texts, column, current[0], gathered):
            close()
            current = None
        values = [
            cell
            for n, cell in enumerate(cells)
            if cell is not None and texts[n] and texts[n] != ":" and (found is None or n > found[0])
        ]
        if current is not None:
            gathered.extend(_value_lines(values, block.page))
        else:
            loose.extend(raw_text(cell) for cell in values)
    close()
    return fields, loose


def _value_lines(cells: Sequence[Cell], page: int | None) -> list[TextLine]:
    """The lines of a row's values; a list number in a cell of its own is the marker of the text beside it."""
    lines: list[TextLine] = []
    marker: str | None = None
    for cell in cells:
        for line in cell_lines(cell, page):
            if _LONE_MARKER.match(line.text):
                marker = line.text
                continue
            lines.append(line if marker is None else replace(line, line=replace(line.line, marker=marker)))
            marker = None
    return lines


def cell_lines(cell: Cell, page: int | None) -> list[TextLine]:
    """The lines of a cell as running text; a colon that opens the value is dropped."""
    lines: list[TextLine] = []
    for opened, content in split_lines(cell.content):
        text = plain(content)
        if text.startswith(":"):
            text = text[1:].strip()
        if not text:
            continue
        marker = opened.marker if opened is not None else None
        line = Line(
            (Piece(content),), cell.where, marker, wraps=_wraps(opened), confidence=cell.confidence, steps=cell.steps
        )
        lines.append(TextLine(line, text, page))
    return lines


def _wraps(opened: object) -> bool | None:
    return None if opened is None else False
