"""Sheets that follow each other, laid out as the rows of one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import regex

from extract.assembly.sheets.in_lines import heading_entry, line_entry, line_label, objectives_above, sheets_in_lines
from extract.assembly.sheets.in_tables import entries_of_table, holds_only_labels, labels_indicator, lists_labels
from extract.assembly.sheets.sheet import Entry, Sheet, valid_sheets
from extract.assembly.stream import Item, TableBlock, TextLine, cell_texts, table_block
from extract.assembly.tables.head import one_formula
from extract.assembly.tables.table_head import TableHead
from extract.assembly.wording import opens_signature, title_kind
from normalize.formulas import plain
from normalize.headings import formula_strength
from normalize.lists import split_marker
from normalize.text import key
from schemas.inline import Text
from schemas.page import Cell, Row, Table
from schemas.raw import Column, ColumnKind

_MOST_LEADS, _MOST_REPEATED = 3, 9
"""Lines between two sheets that number or repeat the second, and those that repeat what stands above the first."""
_MOST_PARTS = 2
"""Tables into which pages cut one sheet."""
_LONGEST_LEAD = 160
_COUNTS = regex.compile(r"(?:iku|indikator(?: kinerja)?(?: utama)?)(?: ke)? ?\d{1,3}")
"""`IKU 1`, over a sheet."""
_DESCRIBING = ("formula", "rumus", "sumber", "defin", "hitung", "ukur", "metod", "penjelasan", "konsep", "pengertian")
"""Parts of the labels of which a sheet has at least one."""
_NUMBER = Column(ColumnKind.NO, "No")
_BY_HEADING = frozenset({ColumnKind.OTHER, ColumnKind.KETERANGAN})
"""Kinds of which a sheet may hold several that are not the same."""

Place = tuple[object, ...]
"""What tells one column of the sheets from another."""


@dataclass(slots=True)
class _Run:
    """Sheets that follow each other up to the item `end`, each with its page; a header block above the first, and what
    is left of the table that holds the last."""

    end: int
    above: frozenset[str]
    """Keys of the lines above the first sheet: a paper may repeat its heading above each."""
    sheets: list[tuple[Sheet, int | None]] = field(default_factory=list)
    header: TableBlock | None = None
    rest: TableBlock | None = None


def lay_sheets(items: Sequence[Item]) -> list[Item]:
    """The items with sheets that describe an IKU each laid out as a table, a block of the same columns for each sheet.

    A sheet is one of an IKU where its own label says so, or where a heading of IKU stands above it.
    """
    if not any(map(_may_belong, items)):
        return list(items)
    laid: list[Item] = []
    at = 0
    titled = False
    while at < len(items):
        item = items[at]
        titled = titled or _is_title(item)
        run = _run(items, at)
        if run is None or not (titled or _says_iku(run)):
            laid.append(_without_false_head(item))
            at += 1
            continue
        if laid and isinstance(above := laid[-1], TextLine) and _repeats(above, run.sheets[0][0]):
            run.sheets[0] = _led(run.sheets[0], above)
            laid.pop()
        laid += [_without_false_head(b) for b in (run.header, *_blocks(run.sheets), run.rest) if b is not None]
        at = run.end
    return laid


def _repeats(line: TextLine, sheet: Sheet) -> bool:
    """Whether a line over a sheet is the name of its indicator, a number aside."""
    return key(split_marker(line.text)[1]) == key(sheet.name)


def _led(sheet: tuple[Sheet, int | None], line: TextLine) -> tuple[Sheet, int | None]:
    return replace(sheet[0], lead=(_lead(line), *sheet[0].lead)), sheet[1]


def _lead(line: TextLine) -> Cell:
    content = line.content if line.line.marker is None else (Text(f"{line.line.marker} "), *line.content)
    return Cell(content, line.where, confidence=line.line.confidence)


def _without_false_head(item: Item) -> Item:
    if isinstance(item, TableBlock) and item.indicator_head is not None and lists_labels(item):
        return replace(item, head=None)
    return item


def _may_belong(item: Item) -> bool:
    """Whether an item may be of a sheet, by cheap looks: a table that names an indicator in a label, a line whose label
    tells how one is measured or where its data stand."""
    if isinstance(item, TableBlock):
        return labels_indicator(item) or lists_labels(item)
    label = line_label(item)
    return bool(label) and _describes(label)


@lru_cache(maxsize=4_096)
def _describes(label: str) -> bool:
    return any(map(label.casefold().__contains__, _DESCRIBING))


def _is_title(item: Item) -> bool:
    if isinstance(item, TextLine):
        return title_kind(item.text, set_apart=item.is_set_apart) is not None
    return any(text and title_kind(text) is not None for row in item.texts[:1] for text in row)


def _says_iku(run: _Run) -> bool:
    """Whether the label of the indicator names IKU, or performance at least."""
    words = key(run.sheets[0][0].indicator.column.heading).split()
    return "iku" in words or "kinerja" in words


def _run(items: Sequence[Item], at: int) -> _Run | None:
    """The sheets that begin at an item, None where none does. Lines between them that number or repeat them belong to
    the sheet below."""
    above = [item.text for item in items[max(at - _MOST_REPEATED, 0) : at] if isinstance(item, TextLine)]
    run = _Run(at, frozenset(map(key, above)))
    while run.rest is None:
        if not (_take(run, items, *_lines_above(items, run)) or _take_named(run, items)):
            break
    return run if run.sheets else None


def _take_named(run: _Run, items: Sequence[Item]) -> bool:
    """Take a table of labels, none of which names an indicator, with the line close above it that does."""
    for table in range(run.end + 1, min(run.end + _MOST_LEADS, len(items))):
        block = items[table]
        if isinstance(block, TableBlock):
            named = heading_entry(items[run.end], run.end)
            if named is None or labels_indicator(block) or not lists_labels(block):
                return False
            between = [_lead(line) for line in items[run.end + 1 : table] if isinstance(line, TextLine)]
            return _take(run, items, [named], between, table)
    return False


def _take(run: _Run, items: Sequence[Item], above: list[Entry], lead: list[Cell], at: int) -> bool:
    """Take the sheets of one table or of the lines from there, with the entries above them; False where there are
    none."""
    if at >= len(items):
        return False
    if isinstance(items[at], TextLine):
        lines = sheets_in_lines(items, at)
        sheets, run.end = (lines.sheets, lines.end) if lines is not None else ((), run.end)
    else:
        sheets = _from_tables(run, items, above, at)
        above = []
    for sheet in sheets:
        page = items[sheet.entries[-1].at[0]].page
        run.sheets.append((Sheet((*above, *sheet.entries), (*lead, *sheet.lead)), page))
        above, lead = [], []
    return bool(sheets)


def _from_tables(run: _Run, items: Sequence[Item], above: list[Entry], at: int) -> tuple[Sheet, ...]:
    """The sheets of a table and of the tables in which it goes on over page breaks, with the entries above it."""
    first = items[at]
    if not isinstance(first, TableBlock):
        return ()
    if not (labels_indicator(first) or lists_labels(first) or _begins_sheet(items, at)):
        return ()
    found = entries_of_table(first, at)
    if found is None or (found.header_rows and run.sheets):
        return ()
    entries = [*above, *found.entries]
    end = at + 1
    while (below := _goes_on(items, end)) is not None:
        entries += below
        end += 1
        if end > at + _MOST_PARTS and not valid_sheets(entries)[0]:
            return ()
    sheets, behind = valid_sheets(entries)
    if not sheets:
        return ()
    run.header = _part(first, 0, found.header_rows) or run.header
    run.end = end
    if behind is not None:
        last = items[behind.at[0]]
        run.end = behind.at[0] + 1
        run.rest = _part(last, behind.at[1], len(last.texts)) if isinstance(last, TableBlock) else None
    return (replace(sheets[0], lead=(*found.lead, *sheets[0].lead)), *sheets[1:])


def _begins_sheet(items: Sequence[Item], at: int) -> bool:
    """Whether a page cut a sheet before its indicator: its first labels stand in a table at the end of a page."""
    first = items[at]
    if not isinstance(first, TableBlock) or first.indicator_head is not None or not holds_only_labels(first):
        return False
    below = items[at + 1] if at + 1 < len(items) else None
    return isinstance(below, TableBlock) and below.page != first.page and labels_indicator(below)


def _goes_on(items: Sequence[Item], at: int) -> tuple[Entry, ...] | None:
    """The labels and values of a table at the top of a page that goes on with the sheets at the end of the one before,
    None where it does not."""
    item, above = items[at] if at < len(items) else None, items[at - 1]
    if not isinstance(item, TableBlock) or item.page is None or item.page == above.page:
        return None
    if item.indicator_head is not None or not holds_only_labels(item):
        return None
    found = entries_of_table(item, at)
    return None if found is None or found.header_rows or found.lead else found.entries


def _part(block: TableBlock, start: int, end: int) -> TableBlock | None:
    """Some rows of a table as a table of their own."""
    rows = block.table.rows[start:end]
    return table_block(replace(block.table, rows=rows, where=rows[0].where), block.page) if rows else None


def _lines_above(items: Sequence[Item], run: _Run) -> tuple[list[Entry], list[Cell], int]:
    """The lines behind a run that belong to the sheet below them: what numbers or repeats it, and a sasaran over a
    table; with the item after them. Above the first sheet only a number counts (`IKU 1`)."""
    lead: list[Cell] = []
    start, others = run.end, 0
    while start < len(items) and start - run.end < _MOST_REPEATED and line_entry(items, start) is None:
        item = items[start]
        if isinstance(item, TableBlock):
            break
        if not (_COUNTS.fullmatch(key(item.text)) or (run.sheets and key(item.text) in run.above)):
            others += 1
            if not run.sheets or others > _MOST_LEADS or not _may_lead(item):
                break
        lead.append(_lead(item))
        start += 1
    objectives, below = objectives_above(items, start)
    return objectives, lead, below


def _may_lead(item: TextLine) -> bool:
    return (
        len(item.text) <= _LONGEST_LEAD and item.label is None and not (opens_signature(item.text) or _is_title(item))
    )


def _blocks(sheets: Sequence[tuple[Sheet, int | None]]) -> Iterator[TableBlock]:
    """The sheets as blocks of a table: a heading and a row each, under the columns that all of them have together."""
    numbered = all(sheet.number is not None for sheet, _ in sheets)
    placed = [_places(sheet, numbered=numbered) for sheet, _ in sheets]
    columns: dict[Place, Column] = {}
    for entries in placed:
        for place, entry in entries.items():
            columns.setdefault(place, entry.column)
    heads = one_formula(list(columns.values()))
    for n, ((sheet, page), entries) in enumerate(zip(sheets, placed, strict=True)):
        above = sheet.indicator.value.where
        blank = Cell(where=above)
        own = [entries.get(place) for place in columns]
        rows = [
            *(Row((text, *[blank] * (len(heads) - 1)), text.where) for text in sheet.lead),
            Row(tuple([blank if entry is None else entry.label for entry in own]), sheet.indicator.label.where, True),
            Row(tuple([blank if entry is None else entry.value for entry in own]), above),
        ]
        head = TableHead(heads, 0 if n else len(rows) - 2, len(rows) - 1)
        yield TableBlock(Table(tuple(rows), rows[0].where), cell_texts(rows), head, page)


def _places(sheet: Sheet, *, numbered: bool) -> dict[Place, Entry]:
    """The entries of a sheet by the column they go into."""
    placed: dict[Place, Entry] = {}
    if numbered and sheet.number is not None and all(entry.kind is not ColumnKind.NO for entry in sheet.entries):
        placed[(ColumnKind.NO,)] = Entry(_NUMBER, Cell(where=sheet.number.where), sheet.number, (0, 0))
    for entry in sheet.entries:
        column = entry.column
        place: Place = (column.kind, column.tahun, column.tahun_ke, column.periode, column.target)
        if column.kind in _BY_HEADING:
            place += (key(column.heading) or plain(entry.value.content),)
        elif column.kind is ColumnKind.FORMULA:
            place += (formula_strength(column.heading),)
        while place in placed:
            place += ("again",)
        placed[place] = entry
    return placed
