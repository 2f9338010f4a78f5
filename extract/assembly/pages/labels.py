"""Header labels set on several lines beside their value ("Nama" over "Organisasi"), put on one line again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from normalize.formulas import plain
from normalize.labels import read_label
from normalize.text import key
from schemas.inline import Break, BreakKind, Content, Text
from schemas.page import Block, Line, Page, Piece

SAME_COLUMN = 4.0
"""Points by which the lines of a label, or of its value, may start apart."""
CLOSE = 0.6
"""Lines of white space between the lines of a label at most."""
_MOST_LINES = 4
"""Lines of a label at most."""


def join_labels(page: Page) -> Page:
    """The page with labels over several lines joined."""
    if not any(isinstance(block, Line) and len(block.pieces) > 1 for block in page.blocks):
        return page
    blocks = tuple(_joined(page.blocks))
    return page if len(blocks) == len(page.blocks) else replace(page, blocks=blocks)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        lines = _label_lines(block, blocks[at + 1 : at + _MOST_LINES]) if isinstance(block, Line) else []
        yield reduce(_one_line, lines, block) if isinstance(block, Line) else block
        at += 1 + len(lines)


def _label_lines(one: Line, below: Sequence[Block]) -> list[Line]:
    """The lines under a line whose first pieces go on with its label, so that all are one of the vocabulary; its own
    first piece may be one alone ("Tugas" over "Pokok")."""
    if len(one.pieces) < 2 or not plain(one.pieces[1].content).lstrip().startswith(":"):
        return []
    label = plain(one.pieces[0].content)
    lines: list[Line] = []
    found: list[Line] = []
    for line in below:
        if not isinstance(line, Line) or ":" in label or not _may_go_on(one, line):
            break
        rest = plain(line.pieces[0].content)
        label = f"{label} {rest}"
        lines.append(line)
        known = read_label(f"{label} : x")
        if rest and known is not None and known.field is not None and key(known.text).endswith(key(rest)):
            found = list(lines)
    return found


def _may_go_on(one: Line, line: Line) -> bool:
    """Whether a line stands close under the label of another and has no label and value of its own."""
    if len(line.pieces) > 2 or line.gap > CLOSE or line.marker or not _is_beneath(one, line):
        return False
    texts = [plain(piece.content).lstrip() for piece in line.pieces]
    return ":" not in texts[0] and not (len(texts) > 1 and texts[1].startswith(":"))


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
