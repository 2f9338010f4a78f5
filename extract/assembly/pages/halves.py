"""The two halves of a row that a page break has cut: recognised by their text, joined cell by cell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import regex

from normalize.formulas import plain
from schemas.inline import Break, BreakKind, is_blank
from schemas.page import Cell, Row, Step

GOES_ON, BEGINS_ANEW, ENDED = 2.0, -1.5, 0.25
"""What a cell says: it goes on in mid-sentence, it begins with a capital after a full sentence, it had ended above."""
ENOUGH = 1.5
JOINED = "row_over_pages"
"""Name of the step that joins two halves of a cell."""

_NUMBER = regex.compile(r"\W*(?:\d{1,3}(?:[.,]\d{1,3})*|[a-zA-Z])\s*[.)]?\W*")
_MARKER = regex.compile(r"(?:[-–•▪●■]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s")
_LOW_START = regex.compile(r"[\p{Ll})\]/%,;:=+×÷]|[xX]\s*\d")
_OPEN_END = regex.compile(r"[,/(=:+×\-–&]$")


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
    total = 0.0
    for n, cell in enumerate(row.cells):
        over = _cover(above, n)
        if cell is not None and over is not None:
            total += _evidence(plain(over.content), plain(cell.content))
    return total >= ENOUGH


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


def _evidence(above: str, below: str) -> float:
    """How much two halves of a cell speak for one row."""
    if not below:
        return ENDED if above else 0.0
    if not above or _MARKER.match(below):
        return 0.0
    words = above.split()
    goes_on = _LOW_START.match(below) or _OPEN_END.search(above) or words[-1].casefold() in _open_words()
    return GOES_ON if goes_on else BEGINS_ANEW


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
