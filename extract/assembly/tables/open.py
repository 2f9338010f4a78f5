"""An indicator table while it is read: over page breaks and stray lines, until something else begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.assembly.captions import holds_for
from extract.assembly.stream import TableBlock
from extract.assembly.tables.body import Fill, read_rows
from extract.assembly.tables.headless import CONFIDENCE, INFERRED
from extract.assembly.tables.table_head import TableHead
from extract.assembly.tables.wrapped import join_wrapped
from normalize.indicators import unused_cells
from normalize.text import key
from schemas.page import Step
from schemas.raw import RawNote, RawRemainder, RawRow, RawTable, RawText, RemainderReason
from schemas.value import value

MAX_STRAY_LINES = 3
"""Lines of no known kind that may stand inside a table that goes on without its heading."""


@value
class ClosedTable:
    """A finished table (None where it had no row), the notes in its rows, and what went into no field."""

    table: RawTable | None
    notes: tuple[RawText, ...]
    left: tuple[RawRemainder, ...]


@dataclass(slots=True)
class OpenTable:
    """The table at hand. `stray` counts lines of no known kind since its last block."""

    head: TableHead
    first: TableBlock
    captions: tuple[RawText, ...]
    fill: Fill = field(default_factory=Fill)
    rows: list[RawRow] = field(default_factory=list)
    stray: int = 0
    left: list[RawRemainder] = field(default_factory=list)

    @classmethod
    def begin(cls, block: TableBlock, head: TableHead, captions: Sequence[RawText]) -> OpenTable:
        """Open a table with its first block; rows above its heading are captions."""
        above = tuple(
            RawText(text, block.table.rows[row].where) for row in range(head.top) for text in block.texts[row] if text
        )
        table = cls(head, block, (*captions, *above))
        table.fill.sections = tuple(text for text in table.captions if holds_for(text, head))
        table._read(block, head)
        return table

    def takes(self, block: TableBlock) -> bool:
        """Whether a block goes on with this table: the same columns under a heading that stands again, or no heading,
        as many columns and next to nothing between."""
        if (head := block.indicator_head) is not None:
            return self.stray == 0 and (
                _columns(head) == _columns(self.head) or _headings(head) == _headings(self.head)
            )
        return block.head is None and block.table.width == len(self.head.columns) and self.stray <= MAX_STRAY_LINES

    def append(self, block: TableBlock) -> None:
        """Read the rows of a block that `takes` accepted."""
        self._read(block, block.head if block.head is not None else replace(self.head, top=0, body=0))
        self.stray = 0

    def _read(self, block: TableBlock, head: TableHead) -> None:
        table, texts = join_wrapped(block.table, block.texts, head)
        self.rows = read_rows(table, texts, head, self.fill, self.rows)
        if block.head is None and head.is_inferred:
            self.rows = [replace(row, cells=_less_sure(row.cells)) for row in self.rows]
        for row in range(head.top, head.body):
            where = block.table.rows[row].where
            self.left.append(RawRemainder(_printed(block, row), where, RemainderReason.FURNITURE))

    def section(self, text: RawText) -> None:
        """A line between the rows that opens a section."""
        self.fill.sections = (text,)

    def close(self) -> ClosedTable:
        """The finished table."""
        if not self.rows:
            return ClosedTable(None, tuple(self.fill.notes), tuple(self._everything()))
        unused = [*self.fill.unused, *unused_cells(self.head.columns, self.rows)]
        left = [
            *(
                RawRemainder(c.text, c.where, RemainderReason.FURNITURE)
                for c in self.captions
                if not holds_for(c, self.head)
            ),
            *self.left,
            *(RawRemainder(c.text, c.where, RemainderReason.UNASSIGNED_LINE) for c in unused if c.text),
        ]
        table = RawTable(self.head.columns, tuple(self.rows), self.captions, self.first.where)
        return ClosedTable(table, tuple(self.fill.notes), tuple(entry for entry in left if entry.text))

    def _everything(self) -> list[RawRemainder]:
        """All text of a table without a row."""
        return [
            *(RawRemainder(c.text, c.where, RemainderReason.UNASSIGNED_LINE) for c in self.captions),
            *table_text(self.first, RemainderReason.UNASSIGNED_LINE),
        ]


def _less_sure(cells: Mapping[int, RawText]) -> dict[int, RawText]:
    """Cells of columns that no heading names."""
    step = Step(INFERRED, "", "")
    return {
        n: cell
        if step in cell.steps
        else replace(cell, confidence=min(cell.confidence, CONFIDENCE), steps=(*cell.steps, step))
        for n, cell in cells.items()
    }


def table_text(block: TableBlock, reason: RemainderReason) -> list[RawRemainder]:
    """The text of a table, a row each."""
    joined = [(row.where, _printed(block, n)) for n, row in enumerate(block.table.rows)]
    return [RawRemainder(text, where, reason) for where, text in joined if text]


def _printed(block: TableBlock, row: int) -> str:
    """The cells of a row as printed: words that a narrow column broke are left as they stood."""
    cells = zip(block.table.rows[row].cells, block.texts[row], strict=True)
    return " | ".join([(cell.printed or text) if cell is not None else text for cell, text in cells if text])


def as_notes(texts: Sequence[RawText], table_no: int) -> list[RawNote]:
    """Notes found in the rows of a table."""
    return [RawNote(text, table_no) for text in texts]


def _columns(head: TableHead) -> list[tuple[object, ...]]:
    return [(column.kind, column.tahun, column.target) for column in head.columns]


def _headings(head: TableHead) -> list[str]:
    """What the columns are called; what their cells say may tell them apart from one block to the next."""
    return [key(column.heading) for column in head.columns]
