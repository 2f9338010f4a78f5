"""Tables cut by a page break, sewn together again.

A table at the top of a page goes on the one at the bottom of the page before where their columns stand at the same
places and its heading, if it has one, is that table's heading again. Headings and number rows that come back are
dropped. A row is cut in two where the cells of its second half go on in mid-sentence; its halves are joined cell by
cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.assembly.pages.halves import is_cut, joined_row
from extract.assembly.tables.head import read_head
from normalize.formulas import plain
from normalize.text import key
from schemas.page import Page, Table

SAME_PLACE, SAME_PLACE_UNRULED = 5.0, 14.0
"""Points by which a column's border may be off; borders told by the alignment of words move with the words."""
MARGIN_SHIFT = 40.0
"""Points by which the whole table may be off: left and right pages have other margins."""
UNKNOWN_HEADING = 2
"""Rows that may come back at the top of a page in a table whose heading was not recognised."""

Texts = tuple[tuple[str | None, ...], ...]


def sew_pages(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, each table whole on the page where it begins."""
    held: list[Page] = []
    for page in pages:
        sewn = _sewn(held[0], page) if held else None
        if sewn is None:
            yield from held
            held = [page]
        else:
            first, rest = sewn
            held = [first, *held[1:], rest]
            if rest.blocks:
                yield from held[:-1]
                held = [rest]
    yield from held


def _sewn(before: Page, page: Page) -> tuple[Page, Page] | None:
    """Both pages with the table that runs over from one to the other moved to the first; None where there is none."""
    if not before.blocks or not page.blocks:
        return None
    above, below = before.blocks[-1], page.blocks[0]
    if not (isinstance(above, Table) and isinstance(below, Table)) or not _same_columns(above, below):
        return None
    table = sew_tables(above, below)
    if table is None:
        return None
    return replace(before, blocks=(*before.blocks[:-1], table)), replace(page, blocks=page.blocks[1:])


def sew_tables(above: Table, below: Table) -> Table | None:
    """One table of two halves; None where the second is a table of its own."""
    upper, lower = _texts(above), _texts(below)
    start = _after_heading(above, below, upper, lower)
    if start is None or start >= len(below.rows) or _reaches_over(below, start):
        return None
    rows = below.rows[start:]
    if is_cut(above, rows[0]):
        halves = joined_row(above.rows, rows[0])
        if halves is not None:
            return replace(above, rows=(*halves, *rows[1:]))
    return replace(above, rows=(*above.rows, *rows))


def _texts(table: Table) -> Texts:
    return tuple(tuple(None if cell is None else plain(cell.content) for cell in row.cells) for row in table.rows)


def _after_heading(above: Table, below: Table, upper: Texts, lower: Texts) -> int | None:
    """The first row below a heading that comes back; None where the second half has a heading of its own."""
    head = read_head(above, upper)
    heading = {_folded(row) for row in upper[: UNKNOWN_HEADING if head is None else head.body]}
    at = 0
    while at < len(lower) and _folded(lower[at]) in heading:
        at += 1
    if at == 0:
        own = read_head(below, lower)
        if own is not None and own.top == 0:
            return None
    return at


def _folded(row: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(key(text) for text in row if text)


def _reaches_over(table: Table, start: int) -> bool:
    """Whether a cell of the heading reaches into the rows below it."""
    return any(cell is not None and n + cell.rowspan > start for n in range(start) for cell in table.rows[n].cells)


def _same_columns(above: Table, below: Table) -> bool:
    if above.width != below.width:
        return False
    left, right = column_starts(above), column_starts(below)
    shared = sorted(left.keys() & right.keys())
    if len(shared) < 2:
        return False
    shift = left[shared[0]] - right[shared[0]]
    slack = SAME_PLACE if above.ruled and below.ruled else SAME_PLACE_UNRULED
    return abs(shift) <= MARGIN_SHIFT and all(abs(left[n] - right[n] - shift) <= slack for n in shared)


def column_starts(table: Table) -> dict[int, float]:
    """The left border of each column in which a cell with a box begins."""
    starts: dict[int, float] = {}
    for row in table.rows:
        for n, cell in enumerate(row.cells):
            if cell is not None and cell.where.box is not None:
                starts.setdefault(n, cell.where.box.x0)
    return starts
