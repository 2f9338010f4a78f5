"""Lines of running text as labels and values: `Nama Indikator : ...`, with a colon or a wide gap between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.assembly.segments import title_block
from extract.assembly.sheets.in_tables import without_colon
from extract.assembly.sheets.sheet import BEGINNING, NAMED_ABOVE, Entry, Sheet, valid_sheets
from extract.assembly.signatures import signature_at
from extract.assembly.stream import Item, TextLine
from extract.assembly.tables.by_cells import names_indicator
from extract.assembly.wording import opens_signature
from normalize.lists import split_marker
from normalize.sheets import LONGEST, bare_label, opens_header, read_sheet_label
from schemas.inline import Break, BreakKind, Content, Text
from schemas.page import Cell
from schemas.raw import Column, ColumnKind
from schemas.value import value

_UNKNOWN_LABEL = regex.compile(r"\p{Lu}[\p{L}/()-]{2,}(?:\s[\p{L}/()-]+){0,3}\s*")
_FREE = frozenset({ColumnKind.FORMULA, ColumnKind.KETERANGAN})
"""Values that may hold words with a colon of their own, as the legend of a formula does."""
_MOST_BEFORE, _MOST_OF_ONE, _MOST = 8, 40, 120
"""Labels before the indicator, of one sheet, and those that are read at once."""
_MOST_OBJECTIVE_LINES = 10
"""Lines of the objectives above a table."""
_LONGEST_LEAD = 160
"""Characters of a line between two sheets that numbers or repeats the second."""


@value
class LineSheets:
    """The sheets that begin at an item, and the item after them."""

    sheets: tuple[Sheet, ...]
    end: int


def sheets_in_lines(items: Sequence[Item], at: int) -> LineSheets | None:
    """The sheets that begin with the line at `at`, None where it is no label of one."""
    entry = line_entry(items, at)
    if entry is None and _heading(items, at) is None:
        return None
    if entry is not None and (
        entry.kind not in BEGINNING or (entry.kind is ColumnKind.TUJUAN and _in_header(items, at))
    ):
        return None
    if not valid_sheets(_entries(items, at, named=entry is None, one=True)[0])[0]:
        return None  # no more than one sheet is read again from the next line
    entries, end = _entries(items, at, named=entry is None)
    sheets, behind = valid_sheets(entries)
    if len(entries) == _MOST and len(sheets) > 1 and behind is None:
        behind, sheets = sheets[-1].entries[0], sheets[:-1]
    return LineSheets(sheets, end if behind is None else behind.at[0])


def line_entry(items: Sequence[Item], at: int) -> Entry | None:
    """The label and value of a line, None where it begins with no known label."""
    item = items[at] if at < len(items) else None
    if not isinstance(item, TextLine):
        return None
    label = line_label(item)
    column = read_sheet_label(label) if label else None
    return None if column is None else _entry(item, label, column, at)


def line_label(item: TextLine) -> str:
    """What stands in a line before its colon, or before the wide gap in its place; empty where it has neither."""
    colon = item.text.find(":", 0, LONGEST)
    if colon > 0:
        return item.text[:colon]
    return item.columns[0] if len(item.line.pieces) > 1 else ""


def _entry(item: TextLine, label: str, column: Column, at: int, *, known: bool = True) -> Entry:
    marker, _ = split_marker(label)
    marker = marker or item.line.marker or ""
    number = _cell(item, (Text(marker),)) if marker.strip("().").isdigit() else None
    return Entry(column, _cell(item, (Text(label.strip()),)), _cell(item, _value(item)), (at, 0), known, number)


def _cell(item: TextLine, content: Content) -> Cell:
    return Cell(content, item.where, confidence=item.line.confidence, steps=item.line.steps)


def _value(item: TextLine) -> Content:
    """The content of a line behind its first colon, or behind its first piece where it has none there."""
    if ":" not in item.columns[0] and len(item.line.pieces) > 1:
        first = len(item.line.pieces[0].content)
        return without_colon(tuple(part for part in item.content[first:] if part != Text(" ")))
    for n, part in enumerate(item.content):
        if isinstance(part, Text) and ":" in part.text:
            rest = part.text.partition(":")[2].lstrip()
            return (Text(rest), *item.content[n + 1 :]) if rest else item.content[n + 1 :]
    return ()


def _heading(items: Sequence[Item], at: int) -> Entry | None:
    """A line over labels that names the indicator without a label of its own."""
    return heading_entry(items[at], at) if line_entry(items, at + 1) is not None else None


def heading_entry(item: Item, at: int) -> Entry | None:
    """A line that may name the indicator of what stands below it: numbered or set apart, and a quantity."""
    if not isinstance(item, TextLine) or len(item.text) > _LONGEST_LEAD:
        return None
    marker, text = split_marker(item.text)
    marker = marker or item.line.marker
    if not (marker or item.is_set_apart) or not names_indicator(text):
        return None
    number = _cell(item, (Text(marker),)) if marker and marker[0].isdigit() else None
    return Entry(NAMED_ABOVE, Cell(where=item.where), _cell(item, item.content), (at, 0), number=number)


def _entries(items: Sequence[Item], at: int, *, named: bool, one: bool = False) -> tuple[list[Entry], int]:
    """The labelled lines from `at` on with their values, and the item after them; of `one` sheet, or of all. `named`:
    headings over them name the indicators, and no label does."""
    entries: list[Entry] = []
    while at < len(items) and len(entries) < _MOST:
        item = items[at]
        if not isinstance(item, TextLine) or (one and _is_whole(entries)):
            break
        if entries and (joined := _label_goes_on(entries[-1], item)) is not None:
            entries[-1] = joined
            at += 1
            continue
        entry = line_entry(items, at) or (_heading(items, at) if named else None)
        entry = entry or (_unknown(item, entries[-1], at) if entries else None)
        if named and entry is not None and entry.kind is ColumnKind.INDIKATOR and entry.column != NAMED_ABOVE:
            break
        if (
            entry is not None
            and entry.kind is ColumnKind.KETERANGAN
            and item.line.gap >= 1
            and _is_note(items, entries)
        ):
            break
        if entry is not None:
            entries.append(entry)
        elif _goes_on(items, at, entries[-1]):
            entries[-1] = replace(entries[-1], value=_below(entries[-1].value, item))
        elif _leads(items, at):
            lead = _cell(item, item.content)
            entries.append(Entry(Column(ColumnKind.OTHER, ""), Cell(where=item.where), lead, (at, 0)))
        else:
            break
        at += 1
    return entries, at


def _is_whole(entries: Sequence[Entry]) -> bool:
    """Whether a second indicator has begun, or so many labels stand there that none will."""
    indicators = sum(entry.kind is ColumnKind.INDIKATOR for entry in entries)
    return indicators > 1 or len(entries) > (_MOST_OF_ONE if indicators else _MOST_BEFORE)


def _is_note(items: Sequence[Item], entries: Sequence[Entry]) -> bool:
    """Whether a remark that stands apart is a note under the sheets: their own labels stand close."""
    lines = [items[entry.at[0]] for entry in entries[1:] if entry.column.heading]
    return bool(lines) and isinstance(last := lines[-1], TextLine) and last.line.gap < 1


def _label_goes_on(above: Entry, item: TextLine) -> Entry | None:
    """The entry above with the rest of its label and value, where a line holds both without a colon between them:
    `Formula / Cara : Jumlah A dibagi` over `Perhitungan   jumlah B`."""
    if (
        len(item.line.pieces) < 2
        or item.line.gap >= 1
        or not above.value.content
        or line_label(item) != item.columns[0]
    ):
        return None
    if ":" in item.text:
        return None
    column = read_sheet_label(f"{above.column.heading} {item.columns[0]}")
    if column is None:
        return None
    label = replace(above.label, content=(*above.label.content, Text(f" {item.columns[0]}")))
    value = _below(above.value, replace(item, line=replace(item.line, pieces=item.line.pieces[1:])))
    return replace(above, column=column, label=label, value=value, known=True)


def objectives_above(items: Sequence[Item], at: int) -> tuple[list[Entry], int]:
    """The sasaran that stand in the lines from an item on right above a table, and that table; none where anything
    else stands there."""
    first = line_entry(items, at)
    near = items[at : at + _MOST_OBJECTIVE_LINES]
    if first is None or first.kind is not ColumnKind.SASARAN or all(isinstance(item, TextLine) for item in near):
        return [], at
    entries, end = _entries(items, at, named=False)
    objectives = all(entry.kind is ColumnKind.SASARAN and entry.value.content for entry in entries)
    if not objectives or end == len(items) or isinstance(items[end], TextLine):
        return [], at
    return entries, end


def _unknown(item: TextLine, above: Entry, at: int) -> Entry | None:
    """A line with a label of no known words: a few of them, capitalised, before a colon."""
    label = line_label(item)
    bare = bare_label(label)
    if above.kind in _FREE or ":" not in item.text or not _UNKNOWN_LABEL.fullmatch(bare) or opens_header(label):
        return None
    return _entry(item, label, Column(ColumnKind.OTHER, bare), at, known=False)


def _goes_on(items: Sequence[Item], at: int, above: Entry) -> bool:
    """Whether a line belongs to the value above it: it stands close to it, or the value is still to come."""
    item = items[at]
    if not isinstance(item, TextLine) or opens_header(line_label(item)) or title_block(items, at) is not None:
        return False
    if item.line.gap >= 1 and above.value.content:
        return False
    return not (opens_signature(item.text) and signature_at(items, at) is not None)


def _leads(items: Sequence[Item], at: int) -> bool:
    """Whether a short line numbers or repeats the sheet that begins below it."""
    item = items[at]
    if not isinstance(item, TextLine) or len(item.text) > _LONGEST_LEAD or title_block(items, at) is not None:
        return False
    return line_entry(items, at + 1) is not None and not opens_header(line_label(item))


def _in_header(items: Sequence[Item], at: int) -> bool:
    """Whether a line stands below the label of a header block."""
    above = items[at - 1] if at else None
    return isinstance(above, TextLine) and above.label is not None and above.label.field is not None


def _below(above: Cell, item: TextLine) -> Cell:
    """A value that goes on in a line; on pages the line above it may have been full."""
    marker = item.line.marker or split_marker(item.text)[0]
    kind = BreakKind.ITEM if item.line.marker else BreakKind.LINE
    if item.page is not None and marker is None:
        kind = BreakKind.WRAP
    between: Content = (Break(kind, item.line.marker),) if above.content or item.line.marker else ()
    return replace(
        above,
        content=(*above.content, *between, *without_colon(item.content)),
        where=above.where if above.content else item.where,
        confidence=min(above.confidence, item.line.confidence),
        steps=above.steps + item.line.steps,
    )
