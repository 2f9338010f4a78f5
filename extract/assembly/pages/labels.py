"""Header labels set on two lines beside their value ("Nama" over "Organisasi"), put on one line again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.formulas import plain
from normalize.labels import read_label
from normalize.text import key
from schemas.inline import Break, BreakKind, Content, Text
from schemas.page import Block, Line, Page, Piece

SAME_COLUMN = 4.0
"""Points by which the two lines of a label, or of its value, may start apart."""
CLOSE = 0.6
"""Lines of white space between the two lines of a label at most."""


def join_labels(page: Page) -> Page:
    """The page with labels over two lines joined."""
    if not any(isinstance(block, Line) and len(block.pieces) > 1 for block in page.blocks):
        return page
    blocks = tuple(_joined(page.blocks))
    return page if len(blocks) == len(page.blocks) else replace(page, blocks=blocks)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        one, two = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(one, Line) and isinstance(two, Line) and _is_one_label(one, two):
            yield _one_line(one, two)
            at += 2
        else:
            yield one
            at += 1


def _is_one_label(one: Line, two: Line) -> bool:
    """Whether the first pieces of two lines are one label of the vocabulary; the first may be one alone ("Tugas" over
    "Pokok")."""
    if len(one.pieces) < 2 or len(two.pieces) > 2 or two.gap > CLOSE or two.marker or not _is_beneath(one, two):
        return False
    first, rest = plain(one.pieces[0].content), plain(two.pieces[0].content)
    if ":" in first or ":" in rest or not plain(one.pieces[1].content).lstrip().startswith(":"):
        return False
    if len(two.pieces) > 1 and plain(two.pieces[1].content).lstrip().startswith(":"):
        return False  # a label and value of its own
    label = read_label(f"{first} {rest} : x")
    return bool(rest) and label is not None and label.field is not None and key(label.text).endswith(key(rest))


def _is_beneath(one: Line, two: Line) -> bool:
    upper, lower = one.pieces[0].box, two.pieces[0].box
    if upper is None or lower is None or abs(upper.x0 - lower.x0) > SAME_COLUMN:
        return False
    value = one.pieces[1].box
    return value is not None and lower.x1 <= value.x0 + SAME_COLUMN


def _one_line(one: Line, two: Line) -> Line:
    label = replace(one.pieces[0], content=_after(one.pieces[0].content, two.pieces[0].content, Text(" ")))
    values = list(one.pieces[1:])
    if len(two.pieces) > 1:
        last: Piece = values[-1]
        values[-1] = replace(last, content=_after(last.content, two.pieces[1].content, Break(BreakKind.WRAP)))
    return replace(one, pieces=(label, *values), wraps=two.wraps if len(two.pieces) > 1 else one.wraps)


def _after(first: Content, second: Content, between: Text | Break) -> Content:
    return (*first, between, *second)
