"""The rows of a table as labels and values: `label | value`, `label | : | value`, a number in front or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.assembly.sheets.sheet import DESCRIBING, NAMED_ABOVE, Entry
from extract.assembly.stream import TableBlock
from extract.assembly.tables.by_cells import names_indicator
from normalize.headings import target_column
from normalize.lists import split_marker
from normalize.numbers import is_row_number
from normalize.sheets import LONGEST, bare_label, heads_sheet, opens_header, read_sheet_label
from schemas.inline import Break, Content, Text
from schemas.page import Cell
from schemas.raw import Column, ColumnKind
from schemas.value import value

_FEWEST_ROWS = 3
_COLUMNS_OF_TABLE = 3
"""Kinds of columns in one heading row that make an ordinary table of indicators."""
_TITLE = regex.compile(r"^(?:IKU|Indikator(?:\s+Kinerja(?:\s+Utama)?)?)\s*(?:ke\s*)?[\d.]+\s*[:.)–-]?\s*", regex.I)
"""`IKU 1 :`, in front of an indicator."""
_UNLABELLED = Column(ColumnKind.OTHER, "")

Filled = list[tuple[int, Cell, str]]
"""The cells of a row that hold more than a colon: column, cell, text."""


@value
class TableEntries:
    """The labels and values of a table, the titles above them, and how many rows of a header block stand there."""

    entries: tuple[Entry, ...]
    lead: tuple[Cell, ...]
    header_rows: int


def entries_of_table(block: TableBlock, item: int) -> TableEntries | None:
    """The labels and values of a table, which is the item of that number; None where an indicator has several values
    side by side."""
    header = _header_rows(block)
    at = header
    lead: list[Cell] = []
    titled = not labels_indicator(block)
    while at < len(block.texts) and _is_lead(block, filled := _filled(block, at)):
        if titled and filled and _title(block, filled) is not None:
            break
        lead += [cell for _, cell, _ in filled]
        at += 1
    entries = _entries(block, item, at, titled=titled)
    return None if entries is None else TableEntries(tuple(entries), tuple(lead), header)


def lists_labels(block: TableBlock) -> bool:
    """Whether the rows of a table begin with labels of several kinds: a heading of its own (`Uraian`, `Penjelasan`)
    then names no indicators."""
    if len(block.texts) < _FEWEST_ROWS or _is_ordinary(block):
        return False
    kinds = {column.kind for column in _first_labels(block)} - {ColumnKind.OTHER}
    return len(kinds) >= _COLUMNS_OF_TABLE and bool(kinds & DESCRIBING)


def _first_labels(block: TableBlock) -> list[Column]:
    columns = [read_sheet_label(text) for row in block.texts for text in [text for text in row if text][:2]]
    return [column for column in columns if column is not None]


def _is_ordinary(block: TableBlock) -> bool:
    """Whether one row of a table heads columns of several kinds."""
    head = block.indicator_head
    return head is not None and len(set(head.kinds) - {ColumnKind.OTHER}) >= _COLUMNS_OF_TABLE


def holds_only_labels(block: TableBlock) -> bool:
    """Whether each row of a table begins with a known label, as in the part of a sheet that a page cut off."""
    labels = [label_of(block, at) for at in range(len(block.texts))]
    return all(text is None or read_sheet_label(text) is not None for text in labels) and any(labels)


def label_of(block: TableBlock, at: int) -> str | None:
    """The label with which a row begins, known or not."""
    filled = _filled(block, at)
    label = _label_at(filled)
    return None if label is None else filled[label][2]


def labels_indicator(block: TableBlock) -> bool:
    """Whether a row begins with the label of an indicator, told from ordinary tables by cheap looks."""
    if len(block.texts) < _FEWEST_ROWS or _is_ordinary(block):
        return False
    for row in block.texts:
        for text in [text for text in row if text][:3]:
            if len(text) <= LONGEST and ("ndikator" in text or "NDIKATOR" in text or "IKU" in text):
                column = read_sheet_label(text)
                if column is not None and column.kind is ColumnKind.INDIKATOR:
                    return True
    return False


def _filled(block: TableBlock, at: int) -> Filled:
    row = zip(block.table.rows[at].cells, block.texts[at], strict=True)
    return [(n, cell, text) for n, (cell, text) in enumerate(row) if cell is not None and text and text.strip(" :")]


def _header_rows(block: TableBlock) -> int:
    """The rows of a header block in front of the sheets, with a tujuan that stands among them."""
    rows = 0
    for at in range(len(block.texts)):
        text = label_of(block, at) or ""
        column = read_sheet_label(text) if text else None
        if not (opens_header(text) or (rows and column is not None and column.kind is ColumnKind.TUJUAN)):
            break
        rows = at + 1
    return rows


def _is_lead(block: TableBlock, filled: Filled) -> bool:
    """Whether a row above the labels is a title, or heads their columns."""
    if len(filled) < 2:
        return not filled or _spans(block, filled[0][1]) or read_sheet_label(filled[0][2]) is None
    return all(heads_sheet(text) for _, _, text in filled)


def _spans(block: TableBlock, cell: Cell) -> bool:
    """Whether a cell reaches across the table."""
    return block.table.width > 1 and cell.colspan == block.table.width


def _title(block: TableBlock, filled: Filled) -> Cell | None:
    """The indicator that a row across the table names, as a title over its labels; None where it names none."""
    _, cell, text = filled[0]
    if len(filled) > 1 or not _spans(block, cell):
        return None
    name = _TITLE.sub("", text)
    if not names_indicator(split_marker(name)[1]):
        return None
    return _alone(cell) if name == text else replace(_alone(cell), content=(Text(name),), printed=text, tops=())


def _entries(block: TableBlock, item: int, start: int, *, titled: bool) -> list[Entry] | None:
    """The labels and values from a row on; None where an indicator has several values side by side. `titled`: rows
    across the table name the indicators, and no label does."""
    entries: list[Entry] = []
    at = start
    while at < len(block.texts):
        filled = _filled(block, at)
        label = None if filled and _spans(block, filled[0][1]) else _label_at(filled)
        years = _years_beside(block, (item, at), filled, label)
        row = at
        at += 2 if years else 1
        if years:
            entries += years
        elif label is not None:
            own = _pairs(filled, label, (item, row)) or [_entry(filled, label, (item, row))]
            if len(own) == 1 and own[0].kind is ColumnKind.INDIKATOR and len(filled) - label > 2:
                return None
            entries += own
        elif titled and filled and (title := _title(block, filled)) is not None:
            entries.append(Entry(NAMED_ABOVE, Cell(where=title.where), title, (item, row)))
        elif filled and not _goes_on(entries, filled):
            entries.append(Entry(_UNLABELLED, Cell(where=filled[0][1].where), _joined(filled), (item, row)))
        elif filled:
            entries[-1] = replace(entries[-1], value=_below(entries[-1].value, _joined(filled)))
    return entries


def _label_at(filled: Filled) -> int | None:
    """Which of the filled cells of a row is its label: the first, after a number of its own; the second where that
    tells what the first is about (`Target | 2021 | 80`)."""
    at = 1 if len(filled) > 1 and is_row_number(filled[0][2]) else 0
    if at >= len(filled) or len(filled[at][2]) > LONGEST:
        return None
    if not any(map(str.isalpha, filled[at][2])) and read_sheet_label(filled[at][2]) is None:
        return None
    if len(filled) - at == 1:
        return at if read_sheet_label(filled[at][2]) is not None else None
    if len(filled) - at > 2 and read_sheet_label(filled[at][2]) and read_sheet_label(filled[at + 1][2]):
        return at + 1
    return at


def _entry(filled: Filled, label: int, at: tuple[int, int]) -> Entry:
    _, cell, text = filled[label]
    number = filled[0][1] if label and is_row_number(filled[0][2]) else None
    column = read_sheet_label(text)
    over = read_sheet_label(filled[label - 1][2]) if label else None
    if column is not None and over is not None and over.kind is column.kind is ColumnKind.TARGET:
        column = target_column(f"{over.heading} {column.heading}")
    found = column if column is not None else Column(ColumnKind.OTHER, bare_label(text))
    return Entry(found, _alone(cell), _joined(filled[label + 1 :]), at, column is not None, number)


def _pairs(filled: Filled, label: int, at: tuple[int, int]) -> list[Entry]:
    """Two labels and more in a row, each with its value beside it; none elsewhere."""
    cells = filled[label:]
    texts = [text for _, _, text in cells]
    if len(cells) < 4 or len(cells) % 2 or not all(map(read_sheet_label, texts[::2])):
        return []
    if any(map(read_sheet_label, texts[1::2])):
        return []
    return [_entry(cells[n : n + 2], 0, at) for n in range(0, len(cells), 2)]


def _goes_on(entries: Sequence[Entry], filled: Filled) -> bool:
    """Whether cells without a label belong to the value above: they stand to the right of its label."""
    return bool(entries) and filled[0][0] > 0 and len(filled) < 3


def _years_beside(block: TableBlock, at: tuple[int, int], filled: Filled, label: int | None) -> list[Entry]:
    """Targets side by side under their years, `Target | 2021 | 2022` over `| 80 | 82`; none elsewhere."""
    if not label or at[1] + 1 >= len(block.texts):
        return []
    over = read_sheet_label(filled[label - 1][2])
    if over is None or over.kind is not ColumnKind.TARGET or over.tahun is not None:
        return []
    years = [(n, cell, target_column(f"{over.heading} {text}")) for n, cell, text in filled[label:]]
    below = {n: cell for n, cell, text in _filled(block, at[1] + 1)}
    places = {n for n, _, _ in years}
    if any(column.tahun is None for _, _, column in years) or len(years) < 2 or not below.keys() <= places:
        return []
    return [Entry(column, _alone(cell), _alone(below[n]), at) for n, cell, column in years if n in below]


def _joined(filled: Filled) -> Cell:
    """The cells of a value as one; a colon that opens it is dropped."""
    if not filled:
        return Cell()
    cell = _alone(filled[0][1])
    content = without_colon(cell.content)
    for _, other, _ in filled[1:]:
        content = (*content, Text(" "), *other.content)
    return cell if content == cell.content else replace(cell, content=content, tops=())


def _below(above: Cell, cell: Cell) -> Cell:
    """A value that goes on in the row below."""
    if not above.content:
        return cell
    return replace(
        above,
        content=(*above.content, Break(), *cell.content),
        confidence=min(above.confidence, cell.confidence),
        tops=(),
        printed=None,
        steps=above.steps + cell.steps,
    )


def _alone(cell: Cell) -> Cell:
    """A cell that spans nothing, as it stands in a row of its own."""
    return cell if cell.rowspan == cell.colspan == 1 else replace(cell, rowspan=1, colspan=1)


def without_colon(content: Content) -> Content:
    """Content without a colon that opens it."""
    first = content[0] if content else None
    if not isinstance(first, Text) or not first.text.lstrip().startswith((":", "：")):
        return content
    rest = first.text.lstrip()[1:].lstrip()
    return (Text(rest), *content[1:]) if rest else content[1:]
