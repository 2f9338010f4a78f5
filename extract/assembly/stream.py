"""The blocks of all pages as one stream, each with its plain text worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from extract.assembly.bars import with_bars
from extract.assembly.tables.head import TableHead, read_head
from normalize.formulas import plain
from schemas.inline import Content, Text
from schemas.page import Emphasis, Line, Page, Table, Where
from schemas.raw import RawText

_SEPARATOR = Text(" ")
_BAR = regex.compile(r"[-_─—–=]{3}")


@dataclass(slots=True, frozen=True)
class TextLine:
    """A line of running text: `text` is the whole line, `columns` the texts of its pieces."""

    line: Line
    text: str
    page: int | None = None

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


@dataclass(slots=True, frozen=True)
class TableBlock:
    """A table with the plain text of its cells (None where a cell from elsewhere reaches over) and its heading."""

    table: Table
    texts: tuple[tuple[str | None, ...], ...]
    head: TableHead | None
    page: int | None = None

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
                text = " ".join([_text(piece.content) for piece in block.pieces])
                if text or any(piece.content for piece in block.pieces):
                    yield TextLine(block, text, page.number)
            else:
                yield _table_block(block, page.number)


def _table_block(table: Table, page: int | None) -> TableBlock:
    texts = cell_texts(table)
    if _BAR.search("\n".join(text for row in texts for text in row if text)):
        table = with_bars(table)
        texts = cell_texts(table)
    return TableBlock(table, texts, read_head(table, texts), page)


def cell_texts(table: Table) -> tuple[tuple[str | None, ...], ...]:
    """The plain text of every cell of a table."""
    return tuple([tuple([None if cell is None else _text(cell.content) for cell in row.cells]) for row in table.rows])


def _text(content: Content) -> str:
    """`plain`, the short way for what most lines and cells hold: one text of ASCII characters, folded by its reader."""
    if len(content) == 1 and isinstance(only := content[0], Text):
        text = only.text
        if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
            return text
    return plain(content)


def characters(items: Iterable[Item]) -> int:
    """Printed characters, white space aside."""
    total = 0
    for item in items:
        if isinstance(item, TextLine):
            total += printed(item.text)
        else:
            total += printed("".join([text for row in item.texts for text in row if text]))
    return total


def printed(text: str) -> int:
    """The number of characters of a text that are not white space."""
    return len(text) - text.count(" ")
