"""The blocks of all pages as one stream, each with its plain text worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.assembly.bars import may_hold_bars, with_bars
from extract.assembly.tables.head import read_head
from extract.assembly.tables.headless import infer_head
from extract.assembly.tables.table_head import TableHead
from extract.assembly.wording import is_decree, opens_signature
from normalize.formulas import plain
from normalize.labels import Label, read_label
from normalize.lists import split_marker
from normalize.nip import is_nip_line
from schemas.inline import Break, Content, Text, split_lines
from schemas.page import Emphasis, Line, Page, Piece, Row, Table, Where
from schemas.raw import RawText
from schemas.value import value

_FEWEST_ROWS = 2
"""A heading and an indicator stand above a signature inside a table."""
_MOST_DECREE_ROWS = 2
_SEPARATOR = Text(" ")
_BAR = re.compile(r"[-_─—–=]{3}")


@value
class TextLine:
    """A line of running text: `text` is the whole line, `columns` the texts of its pieces."""

    line: Line
    text: str
    page: int | None = None

    @property
    def where(self) -> Where:
        """Where the line stands."""
        return self.line.where

    @property
    def content(self) -> Content:
        """The whole line's content."""
        if len(self.line.pieces) == 1:
            return self.line.pieces[0].content
        return tuple(part for piece in self.line.pieces for part in (*piece.content, _SEPARATOR))[:-1]

    @property
    def columns(self) -> list[str]:
        """The texts of the line's pieces."""
        if len(self.line.pieces) == 1:
            return [self.text]
        return [plain(piece.content) for piece in self.line.pieces]

    @property
    def label(self) -> Label | None:
        """The header label that begins the line; a wide gap after it stands for its colon."""
        label = read_label(self.text)
        if label is not None or len(self.line.pieces) == 1:
            return label
        first, *value = self.columns
        label = read_label(first)
        if label is None or label.value or len(value) > 1 + (split_marker(f"{value[0]} ")[0] is not None):
            return None
        if label.field is None:
            label = read_label(f"{first} :") or label
        return None if read_label(value[0]) else replace(label, value=" ".join(value), separated=True)

    @property
    def is_set_apart(self) -> bool:
        """Bold, a heading, or centred."""
        return self.line.emphasis is not Emphasis.NONE or self.line.centred

    def raw(self, text: str | None = None) -> RawText:
        """The line, or a part of it, as raw text with the line's place."""
        line = self.line
        whole = text is None
        return RawText(
            self.text if text is None else text,
            line.where,
            line.marker,
            self.content if whole else (),
            None if whole and line.marker is None else self.printed,
            line.confidence,
            line.steps,
        )

    @property
    def printed(self) -> str:
        """The line with the marker that its source keeps apart."""
        return self.text if self.line.marker is None else f"{self.line.marker} {self.text}"


Texts = tuple[tuple[str | None, ...], ...]
"""The plain text of every cell of a table, row by row; None where a cell from elsewhere reaches over."""


@value
class TableBlock:
    """A table with the plain text of its cells (None where a cell from elsewhere reaches over) and its heading."""

    table: Table
    texts: Texts
    head: TableHead | None
    page: int | None = None
    is_signature: bool = False
    """Whether it stood in the last rows of a table of indicators and holds a signature."""

    @property
    def indicator_head(self) -> TableHead | None:
        """Its heading where it holds indicators."""
        return self.head if self.head is not None and self.head.is_indicator_table else None

    @property
    def inferred(self) -> TableHead | None:
        """The columns of a table without heading, by what its cells say."""
        return infer_head(self.table, self.texts) if self.head is None else None

    @property
    def where(self) -> Where:
        """Where the table stands."""
        return self.table.where


Item = TextLine | TableBlock


def stream(pages: Iterable[Page]) -> Iterator[Item]:
    """All blocks in reading order."""
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                text = _line_text(block)
                if text or any(piece.content for piece in block.pieces):
                    yield TextLine(block, text, page.number)
            else:
                texts = cell_texts(block.rows)
                if _is_decree_table(block, texts):
                    yield from _as_lines(block, texts, page.number)
                    continue
                table, *signed = _without_signature(block, texts)
                yield table_block(table, page.number, texts[: len(table.rows)])
                for part in signed:
                    yield replace(table_block(part, page.number, texts[len(table.rows) :]), is_signature=True)


def _is_decree_table(table: Table, texts: Texts) -> bool:
    """Whether a table says where and when a decree was made (`Ditetapkan di | : | Sukamaju`) and nothing else."""
    if not texts or len(texts) > _MOST_DECREE_ROWS:
        return False
    firsts = [next((text for text in row if text), "") for row in texts]
    return all(map(is_decree, firsts)) and not any(
        isinstance(part, Break) for row in table.rows for cell in row.cells if cell is not None for part in cell.content
    )


def _as_lines(table: Table, texts: Texts, page: int | None) -> Iterator[TextLine]:
    """The rows of a table as lines of running text."""
    for row, filled in zip(table.rows, texts, strict=True):
        parts = [
            part for cell in row.cells if cell is not None and cell.content for part in (*cell.content, _SEPARATOR)
        ]
        yield TextLine(Line((Piece(tuple(parts[:-1])),), row.where), " ".join([text for text in filled if text]), page)


def _line_text(line: Line) -> str:
    if len(line.pieces) == 1:
        return plain(line.pieces[0].content)
    return " ".join([plain(piece.content) for piece in line.pieces])


def _without_signature(table: Table, texts: Texts) -> Sequence[Table]:
    """A table of indicators and the signature that was put into its last rows, each as a table of its own."""
    at = len(table.rows) - 1
    if at < _FEWEST_ROWS or not _holds_nip(table.rows[at], texts[at]):
        return (table,)
    at = _first_signed(table, texts, at)
    if (
        at < _FEWEST_ROWS
        or any(map(is_decree, filter(None, texts[0])))
        or any(c is not None and n + c.rowspan > at for n, r in enumerate(table.rows[:at]) for c in r.cells)
    ):
        return (table,)
    signed = table.rows[at:]
    return (replace(table, rows=table.rows[:at]), Table(signed, signed[0].where, table.ruled))


def _holds_nip(row: Row, texts: Sequence[str | None]) -> bool:
    return any(map(is_nip_line, _row_lines(row, texts)))


def _first_signed(table: Table, texts: Texts, last: int) -> int:
    """The row with which a signature begins whose NIP stands in the row `last`: the uppermost that begins as one does,
    of those above that are filled in no other columns."""
    columns = _filled(table.rows[last])
    found = at = last
    while at > 1 and _filled(table.rows[at - 1]) <= columns:
        at -= 1
        lines = _row_lines(table.rows[at], texts[at])
        if not lines or opens_signature(lines[0]):
            found = at
    return found


def _filled(row: Row) -> set[int]:
    return {n for n, cell in enumerate(row.cells) if cell is not None and cell.content}


def _row_lines(row: Row, texts: Sequence[str | None]) -> list[str]:
    """The lines of all cells of a row, whose texts are known; blank ones aside."""
    lines: list[str] = []
    for cell, text in zip(row.cells, texts, strict=True):
        if cell is not None and text:
            lines += [text] if len(cell.content) == 1 else [plain(line) for _, line in split_lines(cell.content)]
    return [line for line in lines if line]


def table_block(table: Table, page: int | None, texts: Texts | None = None) -> TableBlock:
    """A table with its heading and plain text (`texts` where it is known); lines of dashes in its cells are bars."""
    texts = cell_texts(table.rows) if texts is None else texts
    if may_hold_bars(table) and _BAR.search("\n".join([text for row in texts for text in row if text])):
        table = with_bars(table)
        texts = cell_texts(table.rows)
    return TableBlock(table, texts, read_head(table, texts), page)


def cell_texts(rows: Iterable[Row]) -> Texts:
    """The plain text of every cell of a table's rows."""
    return tuple([tuple([None if c is None else plain(c.content) if c.content else "" for c in r.cells]) for r in rows])


def texts_of(item: Item) -> list[str]:
    """What is printed in a line or in the cells of a table."""
    return [item.text] if isinstance(item, TextLine) else [text for row in item.texts for text in row if text]


def characters(items: Iterable[Item]) -> int:
    """Printed characters, white space aside."""
    return printed("".join([text for item in items for text in texts_of(item)]))


def printed(text: str) -> int:
    """The number of characters of a text that are not white space."""
    return len(text) - text.count(" ")
