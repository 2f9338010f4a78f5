"""Tables typed into running text: tab-separated rows and pipe rows, to the grid of the page model."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.markup.inline import row_contents
from schemas.inline import EMPTY
from schemas.page import Cell, Row, Table, Where

MAX_COLUMNS = 200
"""A row with more tabs is no table of this field; it is kept as text."""

_PIPE = regex.compile(r"(?<!\\)\|")
_DELIMITER_ROW = regex.compile(r"^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


def is_tab_row(line: str) -> bool:
    """Whether a line is a row of three or more tab-separated cells."""
    return 2 <= line.count("\t") < MAX_COLUMNS


def is_pipe_row(line: str) -> bool:
    """Whether a line is a row of a pipe table: it begins with a pipe or has at least two."""
    bare = line.lstrip(" >")
    return bare.startswith("|") and bare.count("|") >= 2


def is_delimiter_row(line: str) -> bool:
    """Whether a line is the dashed line under the heading of a pipe table."""
    return "-" in line and "|" in line and bool(_DELIMITER_ROW.match(line))


def tab_table(rows: Sequence[tuple[int, str]]) -> Table:
    """The table of consecutive tab rows, each with its line number (1-based)."""
    return _grid([(line, text.split("\t")) for line, text in rows])


def pipe_table(rows: Sequence[tuple[int, str]]) -> Table:
    """The table of consecutive pipe rows; the delimiter row marks what stands above it as heading."""
    split: list[tuple[int, list[str]]] = []
    head = 0
    for line, text in rows:
        if is_delimiter_row(text):
            head = head or len(split)
        else:
            split.append((line, _pipe_cells(text)))
    return _grid(split, head)


def _pipe_cells(text: str) -> list[str]:
    bare = text.strip(" >\t")
    cells = _PIPE.split(bare.removeprefix("|"))
    if bare.endswith("|") and not bare.endswith("\\|"):
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _grid(rows: Sequence[tuple[int, list[str]]], head: int = 0) -> Table:
    width = max((len(cells) for _, cells in rows), default=0)
    return Table(
        rows=tuple(
            [_row(Where(None, line), cells, width, is_heading=at < head) for at, (line, cells) in enumerate(rows)]
        ),
        where=Where(line=rows[0][0] if rows else None),
    )


def _row(where: Where, texts: list[str], width: int, *, is_heading: bool) -> Row:
    blank = Cell(EMPTY, where)
    cells = [Cell(content, where) if content else blank for content in row_contents(texts)]
    cells += [blank] * (width - len(cells))
    return Row(tuple(cells), where, is_heading)
