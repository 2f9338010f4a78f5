"""The two halves of a row that a page break has cut: recognised by their text, joined cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

import regex

from extract.assembly.tables.by_cells import names_indicator
from normalize.formulas import plain
from schemas.inline import Break, BreakKind, is_blank, split_lines
from schemas.page import Cell, Row, Step

GOES_ON, BEGINS_ANEW, CAPITAL, ENDED = 2.0, -1.5, -0.5, 0.25
"""What a cell says: it goes on in mid-sentence, it begins anew (after a full sentence, as indicators do, or where there
was room above), it begins with a capital (as names do in the middle of a sentence too), it had ended above."""
NUMBER_MISSING = 1.25
"""What a blank number says where every row above has its own and no cell begins anew."""
PAGE_FULL = 1.25
"""What it says that all cells which have text below had come to the lowest line of their row, and one that has none had
not; a capital says nothing then."""
ENOUGH = 1.5
LOOKED_AT = 12
"""Rows above the break that tell how rows are numbered and how long the lines of a column are."""
LINE = 10.0
"""Points of a line where a cell has only one."""
FILLED = 0.9
"""Share of the longest line of a column that a line surely has room for."""
JOINED = "row_over_pages"
"""Name of the step that joins two halves of a cell."""

_NUMBER = regex.compile(r"\W*(?:\d{1,3}(?:[.,]\d{1,3})*|[a-zA-Z])\s*[.)]?\W*")
_MARKER = regex.compile(r"(?:[-–•▪●■]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s")
_LOW_START = regex.compile(r"[\p{Ll})\]/%,;:=+×÷]|[xX]\s*\d")
_OPEN_END = regex.compile(r"[,/(=:+×\-–&]$")
_FULL_END = regex.compile(r"[.;%)]$")


@cache
def _open_words() -> frozenset[str]:
    text = files("extract.assembly.pages").joinpath("open_ends.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)["words"])


def is_cut(above: Sequence[Row], row: Row) -> bool:
    """Whether a row at the top of a page is the second half of the last of the rows above."""
    last = above[-1]
    if len(last.cells) != len(row.cells) or not any(
        cell is not None and not is_blank(cell.content) for cell in row.cells
    ):
        return False
    first = row.cells[0]
    if first is not None and _NUMBER.fullmatch(plain(first.content)):
        return False
    said = list(_cells_say(above, row))
    if BEGINS_ANEW not in said and _are_numbered(above[-LOOKED_AT:]):
        said.append(NUMBER_MISSING)
    if BEGINS_ANEW not in said and _fills_page(above, row):
        said = [*(max(0.0, says) for says in said), PAGE_FULL]
    return sum(said) >= ENOUGH


def _cells_say(above: Sequence[Row], row: Row) -> Iterator[float]:
    """What each cell of a row says for its being the second half of the last row above."""
    deepest = _lowest_line(above[-1])
    for n, cell in enumerate(row.cells):
        over = _cover(above, n)
        if cell is not None and over is not None:
            says = says_for_one_row(plain(over.content), plain(cell.content))
            if says == CAPITAL and (_ends_above(over, deepest) or _had_room(above[-LOOKED_AT:], n, over, cell)):
                says = BEGINS_ANEW
            yield says


def _are_numbered(rows: Sequence[Row]) -> bool:
    """Whether each of several rows begins with a number of its own."""
    cells = ["" if (cell := row.cells[0]) is None else plain(cell.content) for row in rows]
    first = next((n for n, text in enumerate(cells) if _NUMBER.fullmatch(text)), len(cells))
    return len(cells) - first > 1 and all(map(_NUMBER.fullmatch, cells[first:]))


def _lowest_line(row: Row) -> float:
    return max((cell.tops[-1] for cell in row.cells if cell is not None and cell.tops), default=0.0)


def _fills_page(above: Sequence[Row], row: Row) -> bool:
    """Whether the cells with text below had come to the lowest line of their row, and one that has none had not."""
    lowest = _lowest_line(above[-1])
    pairs = [(over, cell) for n, cell in enumerate(row.cells) if cell is not None and (over := _cover(above, n))]
    ended = [over.tops != () and _ends_above(over, lowest) for over, cell in pairs if is_blank(cell.content)]
    going = [over.tops != () and not _ends_above(over, lowest) for over, cell in pairs if not is_blank(cell.content)]
    return any(ended) and all(going)


def _ends_above(cell: Cell, deepest: float) -> bool:
    """Whether a cell's text ends a line or more above the lowest line of its row: it had not come to the page's end."""
    if len(cell.tops) != sum(1 for _ in split_lines(cell.content)):
        return False
    pitch = min((below - above for above, below in pairwise(cell.tops)), default=LINE)
    return cell.tops[-1] + pitch / 2 < deepest


def _had_room(rows: Sequence[Row], column: int, above: Cell, below: Cell) -> bool:
    """Whether the first word below would have stood on the last line above, by the longest line of its column."""
    cells = [cell for row in rows if (cell := row.cells[column]) is not None and cell.colspan == above.colspan]
    longest = max(len(line) for cell in (*cells, above, below) for line in _lines(cell))
    return len(_lines(above)[-1]) + 1 + len(plain(below.content).split()[0]) <= FILLED * longest


def _lines(cell: Cell) -> list[str]:
    return [plain(line) for _, line in split_lines(cell.content)]


def _cover(rows: Sequence[Row], column: int) -> Cell | None:
    """The cell that covers a column in the last row."""
    place = _cover_place(rows, column)
    return rows[place].cells[column] if place is not None else None


def _cover_place(rows: Sequence[Row], column: int) -> int | None:
    last = len(rows) - 1
    for r in range(last, -1, -1):
        cell = rows[r].cells[column]
        if cell is not None:
            return r if r + cell.rowspan > last else None
    return None


def says_for_one_row(above: str, below: str) -> float:
    """How much two parts of a cell speak for one row: one of `GOES_ON`, `BEGINS_ANEW`, `CAPITAL`, `ENDED`, or 0 where
    there is nothing above or a list marker begins the part below."""
    if not below:
        return ENDED if above else 0.0
    if not above or _MARKER.match(below):
        return 0.0
    words = above.split()
    goes_on = _LOW_START.match(below) or _OPEN_END.search(above) or words[-1].casefold() in _open_words()
    if goes_on:
        return GOES_ON
    return BEGINS_ANEW if _FULL_END.search(above) or names_indicator(below) else CAPITAL


def join_row(rows: list[Row], below: Row) -> bool:
    """Join the second half of the last row to the rows of a table; False, and nothing done, where the grids differ."""
    changed: dict[int, list[Cell | None]] = {}
    for n, cell in enumerate(below.cells):
        if cell is None:
            continue
        place = _cover_place(rows, n)
        over = rows[place].cells[n] if place is not None else None
        if place is None or over is None or over.colspan != cell.colspan:
            return False
        changed.setdefault(place, list(rows[place].cells))[n] = _joined(over, cell)
    for place, cells in changed.items():
        rows[place] = replace(rows[place], cells=tuple(cells))
    return True


def _joined(above: Cell, below: Cell) -> Cell:
    rowspan = above.rowspan + below.rowspan - 1
    if is_blank(below.content):
        return replace(above, rowspan=rowspan)
    if is_blank(above.content):
        return replace(above, content=below.content, where=below.where, rowspan=rowspan)
    content = (*above.content, Break(BreakKind.WRAP), *below.content)
    step = Step(JOINED, plain(above.content), plain(content))
    confidence = min(above.confidence, below.confidence)
    return replace(above, content=content, rowspan=rowspan, confidence=confidence, steps=(*above.steps, step))
