"""Fraction bars typed as dashes on a line of their own, between numerator and denominator.

    Jumlah A
    ---------- x 100%
    Jumlah B

Readers keep such lines as text; here they become the fraction they stand for, on the page model, for every reader.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from schemas.inline import Break, BreakKind, Content, Fraction, Inline, Text
from schemas.page import Row, Table

_DASHES = regex.compile(r"^\s*[-_─—–=]{3,}\s*")
_MULTIPLIER = regex.compile(r"\s*[x×X*]\s*1[.\s]?0+(?:[.\s]000)*\s*(?:%|persen)?\s*$")


_FEWEST_PARTS = 5
"""Parts of a cell with such a fraction: numerator, bar, denominator, and the breaks between them."""


def may_hold_bars(table: Table) -> bool:
    """Whether a cell has lines enough for a fraction; most tables have none."""
    return any(cell is not None and len(cell.content) >= _FEWEST_PARTS for row in table.rows for cell in row.cells)


def with_bars(table: Table) -> Table:
    """The table with the dashed fractions of its cells read."""
    rows = tuple(_row_with_bars(row) for row in table.rows)
    return replace(table, rows=rows) if rows != table.rows else table


def _row_with_bars(row: Row) -> Row:
    cells = tuple(cell if cell is None else replace(cell, content=dashed_fraction(cell.content)) for cell in row.cells)
    return replace(row, cells=cells)


def dashed_fraction(content: Content) -> Content:
    """Content whose one line of dashes between two others became a fraction; any other content as it is.

    What stands behind the dashes follows the fraction, and so does a multiplier typed at the end of the denominator.
    """
    bars = [
        n
        for n, part in enumerate(content)
        if isinstance(part, Text) and n and isinstance(content[n - 1], Break) and _DASHES.match(part.text)
    ]
    if len(bars) != 1:
        return content
    bar = bars[0]
    end = next((n for n in range(bar, len(content)) if isinstance(content[n], Break)), None)
    if end is None:
        return content
    over, under = _lines_above(content, bar - 1), _lines_below(content, end + 1)
    numerator, denominator = content[over : bar - 1], content[end + 1 : under]
    if not numerator or not denominator:
        return content
    denominator, multiplier = _without_multiplier(denominator)
    dashes = content[bar]
    behind = _DASHES.sub("", dashes.text) if isinstance(dashes, Text) else ""
    tail: tuple[Inline, ...] = tuple(Text(f" {text}") for text in (behind, multiplier) if text)
    return (*content[:over], Fraction(numerator, denominator), *tail, *content[bar + 1 : end], *content[under:])


def _lines_above(content: Content, stop: int) -> int:
    """Where the numerator begins: on the line above the bar, and further up while lines only wrap."""
    at = stop
    while at > 0:
        part = content[at - 1]
        if isinstance(part, Break) and part.kind is not BreakKind.WRAP:
            break
        at -= 1
    return at


def _lines_below(content: Content, start: int) -> int:
    at = start
    while at < len(content):
        part = content[at]
        if isinstance(part, Break) and part.kind is not BreakKind.WRAP:
            break
        at += 1
    return at


def _without_multiplier(content: Content) -> tuple[Content, str]:
    last = content[-1]
    match = _MULTIPLIER.search(last.text) if isinstance(last, Text) else None
    if match is None or not isinstance(last, Text) or not match.start():
        return content, ""
    return (*content[:-1], Text(last.text[: match.start()])), match.group().strip()
