"""Tables aligned by blanks alone, as programs write them that turn pages into text: columns are what stands between
corridors of blanks that run through all lines, rows begin with a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.markup.inline import inline_content
from normalize.headings import read_heading
from normalize.numbers import is_row_number
from schemas.page import Cell, Row, Step, Table, Where
from schemas.raw import ColumnKind
from schemas.value import value

_FEWEST_COLUMNS = 3
_MAX_LENGTH = 400
"""Characters of a line; longer ones were not laid out for the eye."""
_MAX_LINES = 2_000
_MAX_HEADING_LINES = 12
"""Lines, blank ones included, after which a heading has its first numbered row."""
CONFIDENCE = 0.8
"""How sure a cell is at most: two rows without a number between them cannot be told from one."""
STEP = "columns_by_blanks"
_PIECE = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[\s\-_=+|]*")


@value
class AlignedTable:
    """A table and the number of lines that it takes."""

    table: Table
    lines: int


def aligned_table(lines: Sequence[str], at: int) -> AlignedTable | None:
    """The table whose heading is the line `at`, None where the lines from there are none."""
    if not _is_heading(lines[at]):
        return None
    headings = [match.start() for match in _PIECE.finditer(lines[at])]
    taken, occupied = [at], _places(lines[at])
    numbered = False
    end = at + 1
    for n in range(at + 1, min(len(lines), at + _MAX_LINES)):
        line = lines[n]
        if not line.strip():
            continue
        if _RULE.fullmatch(line):
            end = n + 1
            continue
        if len(line) > _MAX_LENGTH or (not numbered and n - at > _MAX_HEADING_LINES):
            break
        joined = occupied | _places(line)
        columns = _columns(joined)
        opens_row = is_row_number(line[: columns[0][1]])
        if not _part(headings, columns) or (n > end and numbered and not opens_row):
            break
        taken.append(n)
        occupied, numbered, end = joined, numbered or opens_row, n + 1
    return AlignedTable(_table(lines, taken, _columns(occupied)), end - at) if numbered else None


def _is_heading(line: str) -> bool:
    """Whether a line heads columns: pieces set apart by blanks, most of them known, an indicator among them."""
    if "  " not in line.strip() or "\t" in line or len(line) > _MAX_LENGTH:
        return False
    pieces = _PIECE.findall(line)
    if len(pieces) < _FEWEST_COLUMNS:
        return False
    known = [column.kind for text in pieces if (column := read_heading(text)) is not None]
    return ColumnKind.INDIKATOR in known and len(set(known)) * 2 >= len(pieces) and len(set(known)) >= _FEWEST_COLUMNS


def _places(line: str) -> frozenset[int]:
    """Where a line is written on, single blanks between words included."""
    return frozenset(n for match in _PIECE.finditer(line) for n in range(*match.span()))


def _part(headings: Sequence[int], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether every heading has a column of its own."""
    starts = {max(start for start, _ in columns if start <= place) for place in headings}
    return len(starts) == len(headings)


def _columns(occupied: frozenset[int]) -> list[tuple[int, int]]:
    """The columns between corridors: start and end of each."""
    found: list[tuple[int, int]] = []
    for place in sorted(occupied):
        if found and place == found[-1][1]:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _table(lines: Sequence[str], taken: Sequence[int], columns: Sequence[tuple[int, int]]) -> Table:
    """Rows begin where the first column holds a number; other lines go on with the row above."""
    rows: list[tuple[int, list[str]]] = []
    for n in taken:
        cells = [lines[n][start:end].strip() for start, end in columns]
        if rows and not is_row_number(cells[0]):
            above = rows[-1][1]
            above[:] = [f"{old} {new}".strip() for old, new in zip(above, cells, strict=True)]
        else:
            rows.append((n + 1, cells))
    built = tuple(Row(tuple(_cell(text, line) for text in cells), Where(line=line)) for line, cells in rows)
    return Table(built, Where(line=taken[0] + 1), ruled=False)


def _cell(text: str, line: int) -> Cell:
    steps = (Step(STEP, "", ""),) if text else ()
    return Cell(inline_content(text, in_cell=True), Where(line=line), confidence=CONFIDENCE, steps=steps)
