"""A heading and its header block that come back over the next part of the same table, as a form that is filled page by
page has them: put down as furniture, so that the table goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extract.assembly.label_tables import is_label_table
from extract.assembly.segments import title_block
from extract.assembly.stream import Item, TableBlock, TextLine, texts_of
from extract.assembly.wording import is_furniture
from normalize.text import key
from schemas.value import value

_NUMBER = regex.compile(r"\s*(\d{1,3})\s*[.)]?\s*")


@value
class _Part:
    """A table of indicators and the heading over it, which begins at item `start`."""

    start: int
    table_at: int
    table: TableBlock


def without_repeats(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The items without the headings that come back, and those."""
    tables = [item for item in items if isinstance(item, TableBlock)]
    if len(tables) < 2 or sum(table.indicator_head is not None for table in tables) < 2:
        return list(items), []
    parts = list(_parts(items))
    dropped: set[int] = set()
    for above, below in pairwise(parts):
        if _goes_on(items, above, below):
            dropped.update(range(below.start, below.table_at))
    kept = [item for n, item in enumerate(items) if n not in dropped]
    return kept, [items[n] for n in sorted(dropped)]


def _parts(items: Sequence[Item]) -> Iterator[_Part]:
    start: int | None = None
    at = 0
    while at < len(items):
        item = items[at]
        if isinstance(item, TableBlock) and item.indicator_head is not None:
            yield _Part(at if start is None else start, at, item)
            start = None
        elif (block := title_block(items, at)) is not None:
            start = at
            at = block.end
            continue
        at += 1


def _goes_on(items: Sequence[Item], above: _Part, below: _Part) -> bool:
    """Whether the second table goes on with the first: the same heading with a header block, nothing between, and
    numbers that go on."""
    first, second = items[above.start : above.table_at], items[below.start : below.table_at]
    if len(first) != len(second) or not any(map(_is_header, second)):
        return False
    between = items[above.table_at + 1 : below.start]
    if not all(isinstance(item, TextLine) and is_furniture(item.text) for item in between):
        return False
    last, following = _numbers(above.table)[-1:], _numbers(below.table)[:1]
    return bool(last) and following == [last[0] + 1] and [*map(_words, first)] == [*map(_words, second)]


def _is_header(item: Item) -> bool:
    return item.label is not None if isinstance(item, TextLine) else is_label_table(item)


def _words(item: Item) -> list[str]:
    return [key(text) for text in texts_of(item)]


def _numbers(block: TableBlock) -> list[int]:
    """The numbers in the first column of a table, those of its columns aside."""
    body = block.texts[block.indicator_head.body :] if block.indicator_head is not None else ()
    return [int(match.group(1)) for row in body if row[0] and (match := _NUMBER.fullmatch(row[0]))]
