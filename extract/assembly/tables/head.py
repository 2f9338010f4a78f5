"""The heading of a table: one row or several, with year columns, number rows and titles above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import regex

from extract.assembly.tables.by_cells import told_by_cells
from extract.assembly.tables.table_head import OBJECTIVES, TableHead
from extract.assembly.tables.views import regions
from normalize.headings import formula_strength, may_end_heading, read_heading, target_column
from normalize.numbers import is_row_number
from normalize.text import fold, key
from schemas.page import Table
from schemas.raw import Column, ColumnKind

Texts = Sequence[Sequence[str | None]]

_SEARCHED_ROWS = 8
"""A heading stands among the first rows; what is above it is a title inside the table."""
_MAX_HEAD_ROWS = 4
_LONGEST_SUB_HEADING = 40
"""Characters of a cell that completes the heading above it; data rows hold longer ones."""
_LONGEST_NUMBER = 8
"""Characters of a folded cell that numbers a column or names a year: `( 2021 )`."""
_COLUMN_NUMBER = regex.compile(r"^\(?\s*(\d{1,2}|[a-z])\s*\)?\.?$", regex.I)
_YEAR = regex.compile(r"^\(?\s*20\d\d\s*\)?$")
_QUARTERS = regex.compile(r"\b(?:triwulan|tri\s+wulan|trw|tw|semester|tahun|target)\b", regex.I)
_YEARS_COUNTED = regex.compile(r"\btahun\s+ke\W*$", regex.I)
_NUMBERING = regex.compile(r"\W*(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,4})\W*")
_ROMAN = regex.compile(r"^(?:I{1,3}|IV|V)$")
_SUB_HEADING = regex.compile(
    r"(target|realisasi|capaian|kinerja|volume|satuan|tujuan|sasaran|tahun|awal|akhir|utama|iku|tw|trw|triwulan|%|rp|k|i{1,3}|iv|ke)"
    r"\b|20\d\d|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember",
    regex.I,
)
_LOOSE_WORDS = frozenset(
    {"tujuan sasaran", "sasaran", "tujuan", "kinerja", "kinerja utama", "target", "realisasi", "utama", "b", "iku"}
)


_NUMBERED = OBJECTIVES | {ColumnKind.INDIKATOR}


def read_head(table: Table, texts: Texts) -> TableHead | None:
    """The heading of a table, or None where no row reads as one."""
    for top in range(min(len(texts), _SEARCHED_ROWS)):
        if _reads_as_heading(texts[top]) or _reads_as_heading(_marked_heading(table, texts, top)):
            body = _heading_end(table, texts, top)
            columns = _columns(table, texts, top, body)
            body = _skip_number_rows(texts, body)
            columns = told_by_cells(_numbers_apart(columns, texts[body:]), texts[body:])
            return TableHead(columns, top, body)
    return None


def _reads_as_heading(row: Sequence[str | None]) -> bool:
    cells = [text for text in row if text]
    if len(cells) < 2:
        return False
    columns = [read_heading(text) for text in cells]
    known = [column for column in columns if column is not None]
    kinds = {column.kind for column in known}
    return len(kinds) >= 2 and len(known) * 2 >= len(cells) and (ColumnKind.INDIKATOR in kinds or len(kinds) >= 3)


def _heading_end(table: Table, texts: Texts, top: int) -> int:
    """The row after the last heading row: rows that a heading cell spans, and rows of sub-headings."""
    spanned = max([cell.rowspan for cell in table.rows[top].cells if cell is not None], default=1)
    end = top + 1
    while end < len(texts) and end < top + _MAX_HEAD_ROWS:
        within_span = end < top + spanned and spanned <= _MAX_HEAD_ROWS and _is_partial(texts[end])
        if not (within_span or _is_sub_heading(texts[top], texts[end]) or _goes_on(table, texts, top, end)):
            break
        end += 1
    return end


def _goes_on(table: Table, texts: Texts, top: int, row: int) -> bool:
    """Whether a row is a further line of the heading: its source says so, or its words do."""
    cells = [(over, text) for over, text in zip(texts[top], texts[row], strict=True) if text]
    if not table.rows[row].is_heading:
        return bool(cells) and all(over and may_end_heading(text) for over, text in cells)
    if not cells or not table.rows[top].is_heading or is_number_row(texts[row]):
        return False
    return not any(len(text) > _LONGEST_SUB_HEADING or is_row_number(text) for _, text in cells)


def _marked_heading(table: Table, texts: Texts, top: int) -> Sequence[str | None]:
    """The heading over several rows that the source marks as such, column by column; nothing where it marks none."""
    if not table.rows[top].is_heading:
        return ()
    end = top
    while end < min(len(texts), top + _MAX_HEAD_ROWS) and table.rows[end].is_heading:
        end += 1
    if end - top < 2:
        return ()
    return [" ".join(filter(None, column)) for column in zip(*texts[top:end], strict=True)]


def _is_partial(row: Sequence[str | None]) -> bool:
    return any(text is None for text in row)


def _is_sub_heading(top: Sequence[str | None], row: Sequence[str | None]) -> bool:
    """Whether a row completes the heading above it: short words of headings or years, never a number in front."""
    cells = [text for text in row if text]
    if not cells or max(map(len, cells)) > _LONGEST_SUB_HEADING:
        return False
    if _counts_years(top, row):
        return True
    if is_number_row(row):
        return False
    years = sum(map(_is_year, cells))
    if all(_is_year(text) or _ROMAN.match(text) for text in cells) and any(t and _QUARTERS.search(t) for t in top):
        return True
    words = sum([_SUB_HEADING.match(text) is not None and read_heading(text) is not None for text in cells])
    if years + words < len(cells):
        words += sum([len(text) <= 25 and not _is_year(text) and key(text) in _LOOSE_WORDS for text in cells])
    fewer = years > 0 or len(cells) < sum(map(bool, top)) or _stands_under_targets(top, row)
    return years + words >= len(cells) and fewer


def _is_year(text: str) -> bool:
    return "20" in text and _YEAR.match(text) is not None


def _stands_under_targets(top: Sequence[str | None], row: Sequence[str | None]) -> bool:
    """Whether what a row says stands under headings of figures, or under none, alone."""
    over = [read_heading(above) for above, text in zip(top, row, strict=True) if above and text]
    return all(column is not None and column.kind is ColumnKind.TARGET for column in over)


def _counts_years(top: Sequence[str | None], row: Sequence[str | None]) -> bool:
    """Whether the numbers of a row count the years of `TARGET PADA TAHUN KE` above them, and stand nowhere else."""
    filled = [n for n, text in enumerate(row) if text]
    if not filled or any(row[n] != str(at) for at, n in enumerate(filled, start=1)):
        return False
    over = next((text for text in reversed(top[: filled[0] + 1]) if text), "")
    return _YEARS_COUNTED.search(over) is not None


def is_number_row(row: Sequence[str | None]) -> bool:
    """Whether a row numbers the columns: `1 2 3`, `(1) (2)`, with gaps, years left standing.

    >>> is_number_row(["1", "2", "5", "6"]), is_number_row(["1", "Meningkatnya ...", ""])
    (True, False)
    """
    cells = [text for text in row if text]
    if len(cells) < 2 or max(map(len, cells)) > _LONGEST_NUMBER:
        return False
    numbers: list[int] = []
    for text in cells:
        if _is_year(text):
            continue
        match = _COLUMN_NUMBER.match(text)
        if match is None:
            return False
        number = match.group(1).lower()
        numbers.append(int(number) if number.isdigit() else ord(number) - 96)
    return len(numbers) >= 2 and numbers[0] <= 2 and all(a < b for a, b in pairwise(numbers))


def _skip_number_rows(texts: Texts, body: int) -> int:
    while body < len(texts) and (is_number_row(texts[body]) or not any(texts[body])):
        body += 1
    return body


def _columns(table: Table, texts: Texts, top: int, body: int) -> tuple[Column, ...]:
    return one_formula([_column(table, texts, top, body, at) for at in range(table.width)])


def one_formula(columns: list[Column]) -> tuple[Column, ...]:
    """Of several columns that explain an indicator the one that calculates is its formula, the others are remarks."""
    if sum(column.kind is ColumnKind.FORMULA for column in columns) < 2:
        return tuple(columns)
    one = list(columns)
    for part in regions(columns) or [range(len(columns))]:
        explaining = [n for n in part if columns[n].kind is ColumnKind.FORMULA]
        strongest = min(explaining, key=lambda n: formula_strength(columns[n].heading), default=None)
        for n in explaining:
            if n != strongest:
                one[n] = replace(columns[n], kind=ColumnKind.KETERANGAN)
    return tuple(one)


def _numbers_apart(columns: tuple[Column, ...], rows: Texts) -> tuple[Column, ...]:
    """A heading over two columns, of which the first only numbers what stands in the second."""
    return tuple(
        replace(column, kind=ColumnKind.NO)
        if column.kind in _NUMBERED
        and (column.kind, column.heading) == (following.kind, following.heading)
        and (cells := [text for row in rows if (text := row[n])])
        and all(map(_NUMBERING.fullmatch, cells))
        else column
        for n, (column, following) in enumerate(zip(columns, (*columns[1:], Column(ColumnKind.OTHER, "")), strict=True))
    )


def _column(table: Table, texts: Texts, top: int, body: int, at: int) -> Column:
    over = _heading_text(table, texts, top, at)
    below = [text for row in range(top + 1, body) if (text := _own_text(table, texts, row, at))]
    if not over and below:
        over = _inherited_target(texts[top], at, " ".join(below))
    joined = fold(" ".join([over, *below]))
    sub = read_heading(" ".join(below)) if below else None
    if sub is not None and sub.kind in {ColumnKind.SATUAN, ColumnKind.KETERANGAN}:
        return sub
    parent = read_heading(over) if over else None
    if below and parent is not None and parent.kind is ColumnKind.TARGET:
        return _target_column(joined)
    column = read_heading(joined) or parent or sub
    return column if column is not None else Column(ColumnKind.OTHER, joined)


def _heading_text(table: Table, texts: Texts, row: int, at: int) -> str:
    """The heading over a column: its own cell's, or that of the cell to the left that spans it."""
    if (text := texts[row][at]) is not None:
        return text
    for left in range(at - 1, -1, -1):
        cell = table.rows[row].cells[left]
        if cell is not None:
            return texts[row][left] or "" if left + cell.colspan > at else ""
    return ""


def _own_text(table: Table, texts: Texts, row: int, at: int) -> str:
    text = texts[row][at]
    if text is not None:
        return text
    cell = next((table.rows[row].cells[left] for left in range(at - 1, -1, -1) if table.rows[row].cells[left]), None)
    return _heading_text(table, texts, row, at) if cell is not None and cell.colspan > 1 else ""


def _inherited_target(row: Sequence[str | None], at: int, below: str) -> str:
    """In typed tables the cells under a spanning heading are blank: a heading of targets to the left holds, unless
    both it and the cell below name a year."""
    left = next((text for text in reversed(row[:at]) if text), "")
    column = read_heading(left) if left else None
    if column is None or column.kind is not ColumnKind.TARGET:
        return ""
    return left if column.tahun is None or _target_column(below).tahun is None else ""


@lru_cache(maxsize=1_024)
def _target_column(text: str) -> Column:
    """The same few headings of figures stand in most papers of a year."""
    return target_column(text)


def same_heading(head: TableHead, texts: Texts, row: int, columns_texts: Sequence[str]) -> bool:
    """Whether `row` repeats the heading `columns_texts` (keys of the first heading row)."""
    filled = sum(map(bool, texts[row]))
    may_differ = filled - max(2, -(-filled * 4 // 5))
    for n, text in enumerate(texts[row]):
        if may_differ < 0:
            return False  # most rows, after a cell or two
        if text and (n >= len(columns_texts) or key(text) != columns_texts[n]):
            may_differ -= 1
    return may_differ >= 0
