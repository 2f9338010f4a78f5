"""The rows of an indicator table: one raw row per indicator, merged and blank cells filled down.

Rows are taken one by one. A row may repeat the heading, number the columns, span the table (a section), carry only the
sasaran of the rows below, continue the row above (its indicator cell is blank) or be an indicator row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.assembly.tables.cells import raw_text
from extract.assembly.tables.head import Texts, is_number_row, same_heading
from extract.assembly.tables.lettered import split_lettered
from extract.assembly.tables.table_head import TableHead
from extract.assembly.tables.views import View, in_row, views
from extract.assembly.wording import note_body
from normalize.formulas import plain
from normalize.text import key
from schemas.inline import Break, BreakKind, Content
from schemas.page import Table
from schemas.raw import Column, ColumnKind, RawRow, RawText

FILLED_DOWN = (ColumnKind.NO, ColumnKind.TUJUAN, ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN)
"""Columns whose blank cells mean the value above, as does an owner's in front of its indicators; others are filled only
where a merged cell proves it."""

_SECTION_WORD = regex.compile(r"^(misi|tujuan|sasaran|program|visi|urusan|bidang|indikator|iku|perspektif)\b", regex.I)
_SECTION_MARK = regex.compile(
    r"^(?P<kind>misi|tujuan|sasaran(?:\s+strategis)?|program|visi|urusan|bidang|perspektif)\b[\s\w.]{0,14}?\s*[:.]\s*\S",
    regex.I,
)
_SECTION_KINDS = {"tujuan": ColumnKind.TUJUAN, "sasaran": ColumnKind.SASARAN}
_NUMBERING = regex.compile(r"^\W*(?:\d{1,3}(?:[.,]\d{1,3})*|[IVX]{1,5}|[A-Z])\W*$")
_SAME = frozenset({ColumnKind.TUJUAN, ColumnKind.INDIKATOR})
_LONE_MARKS = ".-–•"


@dataclass(slots=True)
class Fill:
    """What the rows so far leave for the rows below, also over the end of a table."""

    cells: dict[int, RawText] = field(default_factory=dict)
    sections: tuple[RawText, ...] = ()
    unused: list[RawText] = field(default_factory=list)
    """Cells that went into no row."""
    notes: list[RawText] = field(default_factory=list)
    """Notes that stand in rows of the table."""


@dataclass(slots=True)
class _Body:
    table: Table
    texts: Texts
    columns: tuple[Column, ...]
    fill: Fill
    rows: list[RawRow]
    views: tuple[View, ...]
    """One for each column of indicators that is read."""
    indicators: frozenset[int]
    """Those columns."""
    down: frozenset[int]
    """The columns that are filled down."""


def read_rows(
    table: Table, texts: Texts, head: TableHead, fill: Fill, previous: Sequence[RawRow] = (), start: int | None = None
) -> list[RawRow]:
    """The indicator rows of a table, after the rows already read of it (`previous`) on earlier pages.

    `fill` carries what is filled down and is changed. The last of the `previous` rows may grow by cells of a row
    that was cut; the list returned holds all rows.
    """
    seen = views(head.columns)
    down = frozenset([n for n, c in enumerate(head.columns) if _is_filled_down(c.kind, n < seen[0].indikator)])
    indicators = frozenset([view.indikator for view in seen])
    body = _Body(table, texts, head.columns, fill, list(previous), seen, indicators, down)
    heading = [key(text) if text else "" for text in texts[head.top]] if head.body > head.top else []
    at = head.body if start is None else start
    while at < len(texts):
        if heading and same_heading(head, texts, at, heading):
            at = _after_repeated_heading(texts, at, head)
            continue
        if any(texts[at]) and not is_number_row(texts[at]):
            _read_row(body, at)
        at += 1
    return body.rows


def _is_filled_down(kind: ColumnKind, before_indicators: bool) -> bool:
    return kind in FILLED_DOWN or (before_indicators and kind is ColumnKind.PENANGGUNG_JAWAB)


def _after_repeated_heading(texts: Texts, at: int, head: TableHead) -> int:
    """The row after a heading that stands again: it has as many rows as the first one, number rows aside."""
    at += 1
    for _ in range(head.body - head.top - 1):
        if at < len(texts) and (is_number_row(texts[at]) or _same_kind_of_row(texts, at, head)):
            at += 1
    return at


def _same_kind_of_row(texts: Texts, at: int, head: TableHead) -> bool:
    keys = {key(text) for row in range(head.top + 1, head.body) for text in texts[row] if text}
    cells = [key(text) for text in texts[at] if text]
    return bool(cells) and all(cell in keys for cell in cells)


def _read_row(body: _Body, at: int) -> None:
    row: dict[int, RawText] = {}
    for n, (cell, text) in enumerate(zip(body.table.rows[at].cells, body.texts[at], strict=True)):
        if cell is not None and text and not (n in body.indicators and _is_lone_mark(text)):
            row[n] = raw_text(cell, text)
    if not row:
        return
    if (note := _note(row)) is not None:
        body.fill.notes.append(note)
    elif _is_section(body, at, row):
        _open_section(body, row)
    elif len(body.views[0].own) == len(body.columns):
        _read_view(body, body.views[0], at, row)
    else:
        _read_views(body, at, row)


def _read_view(body: _Body, view: View, at: int, row: dict[int, RawText]) -> None:
    if view.indikator not in row and view.indikator not in _covered(body, at):
        _row_without_indicator(body, view, at, row)
    else:
        _indicator_row(body, view, at, row)


def _read_views(body: _Body, at: int, row: dict[int, RawText]) -> None:
    """A row of a table with several columns of indicators, once for each; blank and repeated ones are those above."""
    seen = in_row(body.views, row, _covered(body, at), body.rows[-1].cells if body.rows else {})
    for view in seen:
        cells = {n: cell for n, cell in row.items() if n in view.own}
        if view.indikator in row and view.indikator != seen[-1].indikator and _is_repeated(body, view, cells):
            continue
        if view.indikator not in row and view.indikator != seen[-1].indikator:
            cells = {n: cell for n, cell in cells.items() if n in body.down or n > view.indikator}
            if cells:
                _row_without_indicator(body, view, at, cells)
        elif cells:
            _read_view(body, view, at, cells)
    body.fill.unused.extend(cell for n, cell in row.items() if not any(n in view.own for view in seen))


def _is_repeated(body: _Body, view: View, row: dict[int, RawText]) -> bool:
    """Whether the row says again what the last one of a column of indicators said."""
    last = _last_row(body, view)
    if last is None:
        return False
    cells = body.rows[last].cells
    return max(row) == view.indikator and all(
        n in cells and cells[n].text == cell.text for n, cell in row.items() if body.columns[n].kind in _SAME
    )


def _last_row(body: _Body, view: View) -> int | None:
    """The last row that was read of a column of indicators."""
    return next((n for n in range(len(body.rows) - 1, -1, -1) if view.indikator in body.rows[n].cells), None)


def _note(row: dict[int, RawText]) -> RawText | None:
    """A row that holds nothing but a note (`Ket : ...`), its marker taken off."""
    if len(row) != 1:
        return None
    (cell,) = row.values()
    text = note_body(cell.text)
    return None if text is None else replace(cell, text=text, raw=cell.text)


def _covered(body: _Body, at: int) -> dict[int, RawText]:
    """The columns of a row that a cell from a row above reaches into, with that cell."""
    reached: dict[int, RawText] = {}
    cells = body.table.rows[at].cells
    if all(cells):
        return reached
    for n, cell in enumerate(cells):
        if cell is not None:
            continue
        for up in range(at - 1, -1, -1):
            over = body.table.rows[up].cells[n]
            if over is not None:
                if over.rowspan > at - up:
                    reached[n] = raw_text(over, body.texts[up][n])
                break
    return reached


def _is_section(body: _Body, at: int, row: dict[int, RawText]) -> bool:
    """One text across the table: a merged cell over half of it, or a lone cell that begins as sections do. A number in
    front of it does not count."""
    if len(body.columns) < 3:
        return False
    only: int | None = None
    for n, raw in row.items():
        if not _is_number(raw.text):
            if only is not None:
                return False  # most rows, after two cells
            only = n
    cell = None if only is None else body.table.rows[at].cells[only]
    if only is None or cell is None:
        return False
    text = row[only].text
    if cell.colspan * 2 > len(body.columns):
        return True
    announced = bool(_SECTION_WORD.match(text)) and (text.isupper() or bool(_SECTION_MARK.match(text)))
    if only in body.indicators or len(row) > 1:
        return announced and bool(_SECTION_MARK.match(text)) and len(body.columns) > 3
    return announced and not _covered(body, at) and only <= 1


def _is_number(text: str) -> bool:
    """Whether a cell holds a number or a lone letter, which are written without small letters."""
    return text.upper() == text and _NUMBERING.match(text) is not None


def _open_section(body: _Body, row: dict[int, RawText]) -> None:
    """A section takes the place of the one before; what it says of tujuan or sasaran holds for the rows below."""
    cell = max(row.values(), key=lambda raw: len(raw.text))
    kind = _section_kind(cell)
    body.fill.sections = (*(s for s in body.fill.sections if kind is not None and _other_kind(s, cell)), cell)
    if kind is None or kind in {column.kind for column in body.columns}:
        body.fill.unused.append(cell)  # until a row without a cell of its own uses it
    for n in body.down:
        body.fill.cells.pop(n, None)


def _section_kind(section: RawText) -> ColumnKind | None:
    """Which column a section speaks for."""
    match = _SECTION_MARK.match(section.text)
    return _SECTION_KINDS.get(match.group("kind").split()[0].lower()) if match else None


def _other_kind(section: RawText, new: RawText) -> bool:
    """Whether a section above goes on to hold: a tujuan over its sasaran."""
    return section.text[:6].lower() == "tujuan" and new.text[:7].lower() == "sasaran"


def _row_without_indicator(body: _Body, view: View, at: int, row: dict[int, RawText]) -> None:
    if not body.down.issuperset(row):
        _continue_row(body, view, row)
    elif not all(_is_lone_mark(cell.text) for cell in row.values()):
        _set_fill(body, row, _covered(body, at))


def _continue_row(body: _Body, view: View, row: dict[int, RawText]) -> None:
    """Cells without an indicator of their own belong to the row above, line by line."""
    at = _last_row(body, view)
    if at is None:
        body.fill.unused.extend(row.values())
        return
    last = body.rows[at]
    cells = dict(last.cells)
    for n, cell in row.items():
        above = cells.get(n)
        cells[n] = cell if above is None or not above.content else _joined(above, cell)
    body.rows[at] = replace(last, cells=cells)


def _joined(above: RawText, below: RawText) -> RawText:
    between: Content = (Break(BreakKind.LINE),)
    content = above.content + between + below.content
    return replace(
        above,
        text=plain(content),
        content=content,
        confidence=min(above.confidence, below.confidence),
        steps=above.steps + below.steps,
    )


def _set_fill(body: _Body, own: dict[int, RawText], reached: dict[int, RawText]) -> None:
    """Take over new values to fill down; a new tujuan ends the sasaran above it."""
    fill = body.fill.cells
    if ColumnKind.TUJUAN in [body.columns[n].kind for n in own]:
        for n, column in enumerate(body.columns):
            if column.kind is ColumnKind.SASARAN and n not in own and n not in reached:
                fill.pop(n, None)
    fill.update(own)


def _indicator_row(body: _Body, view: View, at: int, row: dict[int, RawText]) -> None:
    reached = _covered(body, at)
    own = {n: cell for n, cell in row.items() if n in body.down and not _is_lone_mark(cell.text)}
    _set_fill(body, own, reached)
    cells: dict[int, RawText] = {}
    inherited: set[int] = set()
    for n in sorted(view.own):
        fills_down = n in body.down
        cell = own.get(n) if fills_down else row.get(n)
        if cell is None:
            cell = reached.get(n)
            if cell is None or not cell.content:
                cell = body.fill.cells.get(n) if fills_down else None
            if cell is None:
                continue
            inherited.add(n)
        cells[n] = cell
    if view.indikator not in cells:
        body.fill.unused.extend(row.values())  # its indicator cell is part of a blank merged one
        return
    if body.fill.sections and body.fill.unused:
        filled = {body.columns[n].kind for n in cells}
        used = [s for s in body.fill.sections if (kind := _section_kind(s)) is not None and kind not in filled]
        body.fill.unused = [cell for cell in body.fill.unused if cell not in used]
    raw = RawRow(cells, body.table.rows[at].where, frozenset(inherited), body.fill.sections)
    if len(cells[view.indikator].content) == 1:
        body.rows.append(raw)  # a single line, as most indicators are
    else:
        body.rows.extend(split_lettered(raw, body.columns, view.indikator))


def _is_lone_mark(text: str) -> bool:
    """Whether nothing but dots, dashes and bullets stands in a cell."""
    return not text.strip(_LONE_MARKS)
