"""Tables typed line by line: every line of a wrapped cell is a row of its own, and only the first has the row's number.

A row without number is a line of the row above where most of its cells go on in mid-sentence and none begins anew: as
indicators do, with a figure of its own, after a full sentence or a blank, or though the line above had room for its
first word. In a table where most rows without number may be lines, all in which no cell begins anew are lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.assembly.pages.halves import BEGINS_ANEW, FILLED, GOES_ON, says_for_one_row
from extract.assembly.stream import Texts, cell_texts
from extract.assembly.tables.by_cells import names_indicator
from extract.assembly.tables.head import is_number_row
from extract.assembly.tables.table_head import TableHead
from normalize.formulas import plain
from normalize.numbers import is_row_number
from schemas.inline import Break, BreakKind, is_blank
from schemas.page import Cell, Row, Step, Table
from schemas.raw import ColumnKind
from schemas.value import value

JOINED = "row_wrapped"
"""Name of the step that joins the lines of a cell."""
CONFIDENCE = 0.9
"""Of cells that are joined because the rest of the table is typed so."""
FULL, FULL_LOW = 1.0, 1.5
"""What a cell says below a line that had no room for its first word: it begins with a capital; it begins with a small
letter in a column where whole cells do so too."""
QUANTITY = 0.5
"""What an indicator says that begins with a quantity in small letters (`nilai`) below a line without room."""
_FEWEST = 3
"""Rows that may be lines of the one above, in a table that is typed line by line."""
_MANY, _MOST = 0.25, 0.8
"""Shares: of cells that go on, in rows that may be lines; of cells that begin with capitals, in a column of them."""


@value
class _Line:
    """A row without number: what its filled cells say for its being a line of the row above."""

    at: int
    says: dict[int, float]

    @property
    def begins_anew(self) -> bool:
        """Whether it is a row of its own."""
        return BEGINS_ANEW in self.says.values()

    @property
    def goes_on(self) -> bool:
        """Whether it is a line of the row above whatever the other rows are."""
        going = sum(says == GOES_ON for says in self.says.values())
        doubtful = self.begins_anew or QUANTITY in self.says.values()
        return not doubtful and going > 0 and going * 2 >= len(self.says)


def join_wrapped(table: Table, texts: Texts, head: TableHead) -> tuple[Table, Texts]:
    """The table with such lines joined to the rows they belong to, and the texts of its cells."""
    lines = _lines(texts, head)
    possible = [line for line in lines if not line.begins_anew]
    sure = possible if _is_typed_by_lines(possible, lines) else [line for line in possible if line.goes_on]
    if not sure:
        return table, texts
    joined = {line.at: line.says for line in sure}
    rows: list[Row] = []
    last = 0  # the last row that is no line of another and is not blank
    for at, row in enumerate(table.rows):
        if at in joined:
            rows[last] = _joined(rows[last], row, joined[at])
        else:
            last = len(rows) if any(texts[at]) else last
            rows.append(row)
    return replace(table, rows=tuple(rows)), cell_texts(rows)


def _is_typed_by_lines(possible: Sequence[_Line], lines: Sequence[_Line]) -> bool:
    """Whether most rows without number may be lines of the one above, and many of their cells go on in mid-sentence."""
    says = [said for line in possible for said in line.says.values() if said]
    going = sum(said in (GOES_ON, FULL_LOW) for said in says)
    return len(possible) >= _FEWEST and len(possible) * 2 >= len(lines) and going >= _MANY * len(says)


def _lines(texts: Texts, head: TableHead) -> list[_Line]:
    """The rows that may be lines of the one above: without number and without merged cells, below one with a number."""
    number = head.kinds.index(ColumnKind.NO) if ColumnKind.NO in head.kinds else None
    body = texts[head.body :]
    if number is None or not any(row[number] == "" and _may_go_on(row) for row in body):
        return []
    numbered = [row for row in body if is_row_number(row[number] or "")]
    longest = [max((len(row[n] or "") for row in body), default=0) for n in range(len(head.columns))]
    capital = [_begins_with_capitals([text for row in numbered if (text := row[n])]) for n in range(len(head.columns))]
    lines: list[_Line] = []
    above: dict[int, str] = {}
    nearest: dict[int, str] = {}
    for at, row in enumerate(texts[head.body :], start=head.body):
        if not any(row) or is_number_row(row):
            continue
        cells = {n: text for n, text in enumerate(row) if text}
        if row[number] or not above or None in row:
            above = nearest = cells if is_row_number(row[number] or "") else {}
            continue
        says = {n: _says(head, n, above.get(n, ""), text, longest[n], capital[n]) for n, text in cells.items()}
        says |= {n: BEGINS_ANEW for n in says if n in above and n not in nearest and says[n] not in (0, GOES_ON)}
        lines.append(_Line(at, says))
        above, nearest = above | cells, cells
    return lines


def _may_go_on(row: Sequence[str | None]) -> bool:
    """Whether a cell of a row begins with a small letter, as some do in every table typed by lines."""
    return None not in row and any(text[0].islower() for text in row if text)


def _begins_with_capitals(cells: Sequence[str]) -> bool:
    """Whether a small letter at the beginning of a cell of a column means anything."""
    return sum(not text[0].islower() for text in cells) >= _MOST * len(cells)


def _says(head: TableHead, column: int, above: str, below: str, longest: int, capitals: bool) -> float:
    kind = head.kinds[column]
    if kind is ColumnKind.TARGET and above:
        return BEGINS_ANEW
    says = says_for_one_row(above, below)
    is_low = below[0].islower()
    is_full = len(above) + 1 + len(below.split()[0]) > FILLED * longest
    if kind is ColumnKind.INDIKATOR and names_indicator(below) and (is_low or says != GOES_ON):
        return QUANTITY if is_low and capitals and is_full else BEGINS_ANEW
    if not says or (says == GOES_ON and (capitals or not is_low)):
        return says
    if not is_full:
        return BEGINS_ANEW
    return FULL_LOW if is_low else FULL


def _joined(above: Row, below: Row, says: dict[int, float]) -> Row:
    cells = list(above.cells)
    for n, cell in enumerate(below.cells):
        over = cells[n]
        if cell is not None and over is not None and not is_blank(cell.content):
            cells[n] = _joined_cell(over, cell, says.get(n, 0.0))
    return replace(above, cells=tuple(cells))


def _joined_cell(above: Cell, below: Cell, says: float) -> Cell:
    if is_blank(above.content):
        return below
    wraps = says in (GOES_ON, FULL, FULL_LOW, QUANTITY)
    content = (*above.content, Break(BreakKind.WRAP if wraps else BreakKind.LINE), *below.content)
    sure = min(above.confidence, below.confidence, 1.0 if says == GOES_ON else CONFIDENCE)
    step = Step(JOINED, plain(above.content), plain(content))
    return replace(above, content=content, confidence=sure, steps=(*above.steps, step))
