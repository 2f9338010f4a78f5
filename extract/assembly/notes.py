"""Notes under a table: the line that opens one, and the lines that follow it closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.assembly.captions import announces_table
from extract.assembly.segments import title_block
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.wording import note_body, opens_signature
from normalize.text import join_lines
from schemas.inline import Break
from schemas.raw import RawText

_MAX_LINES = 12


def note_at(items: Sequence[Item], at: int) -> tuple[RawText, int] | None:
    """The note that begins at `at`, its marker taken off, and the item after it; None where none begins."""
    item = items[at]
    body = note_body(item.text) if isinstance(item, TextLine) else None
    if body is None or not isinstance(item, TextLine):
        return None
    end = _end(items, at + 1, body)
    lines = [line for line in items[at + 1 : end] if isinstance(line, TextLine)]
    raw = item.raw()
    text = join_lines([body, *(line.text for line in lines)])
    content = item.content + tuple(part for line in lines for part in (Break(), *line.content))
    printed = "\n".join([raw.raw or raw.text, *(line.printed for line in lines)])
    return replace(raw, text=text, content=content, raw=printed), end


def _end(items: Sequence[Item], at: int, body: str) -> int:
    """A note goes on while its lines follow closely; one that ends with `=` or `:` waits for what it announces."""
    start = at
    while at < len(items) and at - start < _MAX_LINES:
        item = items[at]
        if isinstance(item, TableBlock) or note_body(item.text) is not None or title_block(items, at):
            break
        waits = body.rstrip().endswith(("=", ":"))
        if (item.line.gap >= 1 and not waits) or opens_signature(item.text) or announces_table(items, at):
            break
        body = item.text
        at += 1
    return at
