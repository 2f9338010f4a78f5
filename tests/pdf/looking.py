"""Pages as plain strings, for the tests to compare."""

from __future__ import annotations

from extract.pdf import read_pdf
from schemas.inline import Break, BreakKind, Content, Fraction, Picture, Script, Text
from schemas.page import Line, Page, Table

BREAKS = {BreakKind.WRAP: "~", BreakKind.LINE: "/", BreakKind.PARAGRAPH: "//", BreakKind.ITEM: "*"}


def shown(content: Content) -> str:
    """Content with its breaks and fractions visible: `[a : b]` is a fraction."""
    parts = []
    for part in content:
        if isinstance(part, Text):
            parts.append(part.text)
        elif isinstance(part, Fraction):
            parts.append(f"[{shown(part.numerator)} : {shown(part.denominator)}]")
        elif isinstance(part, Break):
            parts.append(BREAKS[part.kind])
        elif isinstance(part, Script):
            parts.append(("^" if part.raised else "_") + shown(part.content))
        elif isinstance(part, Picture):
            parts.append("<picture>")
    return "".join(parts)


def only_page(data: bytes) -> Page:
    (page,) = read_pdf(data)
    return page


def lines(page: Page) -> list[list[str]]:
    return [[shown(piece.content) for piece in block.pieces] for block in page.blocks if isinstance(block, Line)]


def tables(page: Page) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else shown(cell.content) for cell in row.cells] for row in block.rows]
        for block in page.blocks
        if isinstance(block, Table)
    ]


def only_table(page: Page) -> Table:
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    return table
