"""Tables cut by a page break, sewn together again.

A table at the top of a page goes on the one at the bottom of the page before where their columns stand at the same
places and its heading, if it has one, is that table's heading again. Headings and number rows that come back are
dropped. A row is cut in two where the cells of its second half go on in mid-sentence; its halves are joined cell by
cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.assembly.pages.halves import is_cut, join_row
from extract.assembly.stream import Texts, cell_texts
from extract.assembly.tables.head import read_head
from normalize.text import key
from schemas.page import Page, Row, Table

SAME_PLACE, SAME_PLACE_UNRULED = 5.0, 14.0
"""Points by which a column's border may be off; borders told by the alignment of words move with the words."""
MARGIN_SHIFT = 40.0
"""Points by which the whole table may be off: left and right pages have other margins."""
UNKNOWN_HEADING = 2
"""Rows that may come back at the top of a page in a table whose heading was not recognised."""

HEADING_ROWS = 24
"""Rows of a table among which its heading is looked for, number rows below it included."""


def sew_pages(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, each table whole on the page where it begins."""
    held: list[Page] = []  # a page that may end with a table, and those that gave all their blocks to it
    growing: _Growing | None = None
    for page in pages:
        below = page.blocks[0] if page.blocks else None
        if growing is None or not isinstance(below, Table) or not growing.takes(below):
            yield from _released(held, growing)
            held = [page]
            growing = _growing_on(page)
            continue
        rest = replace(page, blocks=page.blocks[1:])
        if rest.blocks:
            yield from _released(held, growing)
            held = [rest]
            growing = _growing_on(rest)
        else:
            held.append(rest)
    yield from _released(held, growing)


def sew_tables(above: Table, below: Table) -> Table | None:
    """One table of two halves with the same columns; None where the second is a table of its own."""
    growing = _Growing(above)
    return growing.table() if growing.goes_on_with(below) else None


def _growing_on(page: Page) -> _Growing | None:
    """The table that a page ends with."""
    last = page.blocks[-1] if page.blocks else None
    return _Growing(last) if isinstance(last, Table) else None


def _released(held: list[Page], growing: _Growing | None) -> Iterator[Page]:
    """Pages that were held back, the first one with its last table as it has grown."""
    if growing is not None and growing.has_grown:
        held[0] = replace(held[0], blocks=(*held[0].blocks[:-1], growing.table()))
    yield from held


class _Growing:
    """A table that may go on over pages. What is asked of it on every page is kept, so that a long table costs no more
    a page than a short one."""

    def __init__(self, first: Table) -> None:
        self.first = first
        self.rows = list(first.rows)
        self.has_grown = False
        self._starts = column_starts(first.rows)
        self._heading: set[tuple[str, ...]] = set()
        self._heading_rows = -1

    def table(self) -> Table:
        """The whole table."""
        return replace(self.first, rows=tuple(self.rows))

    def takes(self, below: Table) -> bool:
        """Whether a table at the top of a page goes on with this one; its rows then belong to it."""
        return self._has_columns_of(below) and self.goes_on_with(below)

    def goes_on_with(self, below: Table) -> bool:
        """`takes` for a table whose columns are known to stand at the same places."""
        lower = cell_texts(below.rows)
        start = self._after_heading(below, lower)
        if start is None or start >= len(below.rows) or _reaches_over(below, start):
            return False
        rows = below.rows[start:]
        if is_cut(self.rows, rows[0]) and join_row(self.rows, rows[0]):
            rows = rows[1:]
        self.rows.extend(rows)
        self.has_grown = True
        for column, x in column_starts(rows).items():
            self._starts.setdefault(column, x)
        return True

    def _has_columns_of(self, below: Table) -> bool:
        if self.first.width != below.width:
            return False
        left, right = self._starts, column_starts(below.rows)
        shared = sorted(left.keys() & right.keys())
        if len(shared) < 2:
            return False
        shift = left[shared[0]] - right[shared[0]]
        slack = SAME_PLACE if self.first.ruled and below.ruled else SAME_PLACE_UNRULED
        return abs(shift) <= MARGIN_SHIFT and all(abs(left[n] - right[n] - shift) <= slack for n in shared)

    def _after_heading(self, below: Table, lower: Texts) -> int | None:
        """The first row below a heading that comes back; None where the second half has a heading of its own."""
        heading = self._heading_texts()
        at = 0
        while at < len(lower) and _folded(lower[at]) in heading:
            at += 1
        if at == 0:
            own = read_head(below, lower)
            if own is not None and own.top == 0:
                return None
        return at

    def _heading_texts(self) -> set[tuple[str, ...]]:
        """The texts of the heading's rows, looked for again as long as the table is short."""
        rows = tuple(self.rows[:HEADING_ROWS])
        if self._heading_rows < len(rows):
            upper = cell_texts(rows)
            head = read_head(replace(self.first, rows=rows), upper)
            self._heading = {_folded(row) for row in upper[: UNKNOWN_HEADING if head is None else head.body]}
            self._heading_rows = len(rows)
        return self._heading


def _folded(row: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(key(text) for text in row if text)


def _reaches_over(table: Table, start: int) -> bool:
    """Whether a cell of the heading reaches into the rows below it."""
    return any(cell is not None and n + cell.rowspan > start for n in range(start) for cell in table.rows[n].cells)


def column_starts(rows: Sequence[Row]) -> dict[int, float]:
    """The left border of each column in which a cell with a box begins."""
    starts: dict[int, float] = {}
    for row in rows:
        for n, cell in enumerate(row.cells):
            if cell is not None and cell.where.box is not None:
                starts.setdefault(n, cell.where.box.x0)
    return starts
