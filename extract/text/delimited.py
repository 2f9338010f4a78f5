"""Tables whose cells are parted by semicolons, commas or bare pipes, as programs export them. A heading line alone
proves one: commas and semicolons stand in any sentence."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from extract.markup.inline import row_contents
from extract.text.tables import is_delimiter_row
from normalize.headings import read_heading
from normalize.numbers import is_row_number
from schemas.inline import EMPTY
from schemas.page import Cell, Row, Table, Where
from schemas.raw import ColumnKind
from schemas.value import value

_DELIMITERS = ";|,"
_FEWEST_COLUMNS = 3
_FEWEST_AT_COMMAS = 4
_KNOWN = 0.75
"""Share of the headings that must be known."""
_LONGEST, _LONGEST_LINE, _LONGEST_ROW = 60, 2_000, 5_000
"""Characters of a heading, of all headings, and of a line of a row."""
_MAX_LINES = 5_000
_MAX_JOINED = 20
"""Lines that one row takes at most: a quoted cell may hold line ends."""


@value
class DelimitedTable:
    """A table, the number of lines that it takes, and the rows among them that have more cells than it has headings:
    line (1-based) and number of cells of each."""

    table: Table
    lines: int
    misfits: tuple[tuple[int, int], ...] = ()


def may_head_columns(line: str) -> bool:
    """Whether a line may head columns, by cheap looks: it names an indicator and holds a delimiter."""
    if (";" not in line and "," not in line and "|" not in line) or "\t" in line or line.lstrip(" >")[:1] == "|":
        return False
    return len(line) <= _LONGEST_LINE and ("ndikator" in line or "NDIKATOR" in line or "IKU" in line)


def delimited_table(lines: Sequence[str], at: int) -> DelimitedTable | None:
    """The table whose heading is the line `at`, None where that heads no columns or no row of as many cells follows."""
    delimiter = next((sign for sign in _DELIMITERS if _is_heading(lines[at], sign)), None)
    if delimiter is None or (at + 1 < len(lines) and is_delimiter_row(lines[at + 1])):
        return None
    headings = _cells(lines[at], delimiter)
    numbered = _is_numbered(headings)
    rows = [(at + 1, headings)]
    misfits: list[tuple[int, int]] = []
    n = at + 1
    while n < min(len(lines), at + _MAX_LINES) and lines[n].strip() and len(lines[n]) <= _LONGEST_ROW:
        taken, cells = _row(lines, n, delimiter)
        if len(cells) < _FEWEST_COLUMNS or (numbered and len(rows) == 1 and not is_row_number(cells[0])):
            break
        if len(cells) > len(headings):
            misfits.append((n + 1, len(cells)))
        else:
            rows.append((n + 1, cells + [""] * (len(headings) - len(cells))))
        n += taken
    return DelimitedTable(_table(rows), n - at, tuple(misfits)) if len(rows) > 1 else None


def _is_numbered(headings: Sequence[str]) -> bool:
    """Whether the first column numbers the rows."""
    first = read_heading(headings[0])
    return first is not None and first.kind is ColumnKind.NO


def _is_heading(line: str, delimiter: str) -> bool:
    """Whether a line is headings and no sentence: each begins with a capital or a figure, most are known."""
    if delimiter not in line or (delimiter == "," and ", " in line):
        return False
    cells = _cells(line, delimiter)
    if len(cells) < (_FEWEST_AT_COMMAS if delimiter == "," else _FEWEST_COLUMNS) or max(map(len, cells)) > _LONGEST:
        return False
    if any(text[:1].islower() for text in cells):
        return False
    known = [column.kind for text in cells if (column := read_heading(text)) is not None]
    kinds = set(known)
    return ColumnKind.INDIKATOR in kinds and len(kinds) >= _FEWEST_COLUMNS and len(known) >= _KNOWN * len(cells)


def _cells(text: str, delimiter: str) -> list[str]:
    """The cells of a row; a cell in quotes may hold delimiters and line ends."""
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)
    return [cell.strip() for row in rows for cell in row]


def _row(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, list[str]]:
    """The cells of the row that begins in a line, blank ones at its end aside, and the lines that it takes."""
    text = lines[at]
    taken = 1
    while text.count('"') % 2 and taken < _MAX_JOINED and at + taken < len(lines):
        text = f"{text}\n{lines[at + taken]}"
        taken += 1
    if text.count('"') % 2:
        text, taken = lines[at].replace('"', ""), 1
    cells = _cells(text, delimiter)
    while cells and not cells[-1]:
        cells.pop()
    return taken, cells


def _table(rows: Sequence[tuple[int, list[str]]]) -> Table:
    return Table(
        tuple(
            Row(
                tuple(
                    Cell(content, where) if content else Cell(EMPTY, where)
                    for content in row_contents([cell.replace("\n", "<br>") for cell in cells])
                ),
                where,
                is_heading=n == 0,
            )
            for n, (where, cells) in enumerate((Where(line=line), cells) for line, cells in rows)
        ),
        Where(line=rows[0][0]),
    )
