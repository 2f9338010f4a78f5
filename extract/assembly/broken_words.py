"""Words that a narrow column broke over two lines without a hyphen, joined where the document itself proves them.

`persampaha` / `n` is one word where `persampahan` stands elsewhere in the document (or is a word of the field) and one
of the two parts is no word by itself: it is none of the field, and it stands nowhere but where a line breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import filterfalse
from typing import TypeGuard

import regex

from extract.assembly.stream import Item, TableBlock, table_block, texts_of
from extract.scan.words import is_word
from normalize.formulas import plain
from schemas.inline import Break, BreakKind, Content, Inline, Text
from schemas.page import Cell, Row, Step, Table

STEP = "word_joined"
_SHORTEST = 5
"""Letters of a word that is worth joining."""
_LAST = regex.compile(r"(?<![\p{L}\d-])\p{L}+$")
_FIRST = regex.compile(r"^(?:\p{Ll}+|\p{Lu}+)(?![\p{L}\d-])")
_WORD, _ASCII_WORD = regex.compile(r"\p{L}+"), re.compile(r"[a-z]+")
_WRAP = Break(BreakKind.WRAP)


def join_broken_words(items: Sequence[Item]) -> list[Item]:
    """The items with such words joined inside the cells of tables on pages; every joint is a step in the evidence."""
    tables = [n for n, item in enumerate(items) if isinstance(item, TableBlock) and _has_wraps(item.table)]
    if not tables:
        return list(items)
    known = _Words(items, tables)
    joined = list(items)
    for n in tables:
        block = joined[n]
        if isinstance(block, TableBlock) and (table := _joined(block.table, known)) is not None:
            joined[n] = table_block(table, block.page)
    return joined


def _has_wraps(table: Table) -> bool:
    """Whether a cell has a text that wraps: one part above the break, one below."""
    for row in table.rows:
        for cell in row.cells:
            if _wraps(cell):
                return True
    return False


def _wraps(cell: Cell | None) -> TypeGuard[Cell]:
    return cell is not None and len(cell.content) > 2 and _WRAP in cell.content


class _Words:
    """The words of a document, counted when the first of them is in doubt."""

    def __init__(self, items: Sequence[Item], tables: Sequence[int]) -> None:
        self._items, self._tables = items, tables

    @cached_property
    def _all(self) -> Counter[str]:
        """How often each word stands in the document."""
        texts = [text for item in self._items for text in texts_of(item)]
        simple, other = filter(str.isascii, texts), filterfalse(str.isascii, texts)
        return Counter([*_ASCII_WORD.findall("\n".join(simple).lower()), *_WORD.findall("\n".join(other).casefold())])

    @cached_property
    def _at_ends(self) -> Counter[str]:
        """How often of these beside the end of a line that wraps."""
        blocks = [block for n in self._tables if isinstance(block := self._items[n], TableBlock)]
        return Counter(word for block in blocks for word in _words_at_ends(block.table))

    def holds(self, word: str) -> bool:
        """Whether a word is known."""
        return is_word(word) or word in self._all

    def stands_alone(self, word: str) -> bool:
        """Whether a word is known where no line breaks. A word that breaks in one row often breaks in the next one
        as well, so that its parts come back, but only there."""
        return is_word(word) or self._all[word] > self._at_ends[word]


def _words_at_ends(table: Table) -> Iterator[str]:
    """The words before and after the line ends in the cells of a table; one that fills its line counts once."""
    for row in table.rows:
        for cell in filter(_wraps, row.cells):
            content = cell.content
            for n, part in enumerate(content):
                if isinstance(part, Text):
                    first = _FIRST.match(part.text) if content[:n][-1:] == (_WRAP,) else None
                    last = _LAST.search(part.text) if content[n + 1 : n + 2] == (_WRAP,) else None
                    found = {match.span(): match.group() for match in (first, last) if match is not None}
                    yield from map(str.casefold, found.values())


def _joined(table: Table, known: _Words) -> Table | None:
    """The table with its broken words joined, None where it has none."""
    changed = False
    rows: list[Row] = []
    for row in table.rows:
        cells = [_mended(cell, known) if _wraps(cell) else cell for cell in row.cells]
        if any(new is not old for new, old in zip(cells, row.cells, strict=True)):
            changed = True
            row = replace(row, cells=tuple(cells))  # noqa: PLW2901
        rows.append(row)
    return replace(table, rows=tuple(rows)) if changed else None


def _mended(cell: Cell, known: _Words) -> Cell:
    parts: list[Inline] = []
    steps: list[Step] = []
    tops = list(cell.tops)
    line = 0
    for part in cell.content:
        if isinstance(part, Text) and parts[1:] and parts[-1] == _WRAP and isinstance(before := parts[-2], Text):
            step = _joint(before.text, part.text, known)
            if step is not None:
                steps.append(step)
                parts[-2:] = [Text(before.text + part.text)]
                del tops[line : line + 1]
                line -= 1
                continue
        line += isinstance(part, Break)
        parts.append(part)
    content: Content = tuple(parts)
    if not steps:
        return cell
    return replace(cell, content=content, tops=tuple(tops), steps=(*cell.steps, *steps), printed=plain(cell.content))


def _joint(above: str, below: str, known: _Words) -> Step | None:
    """The word that ends one line and begins the next, None where the two ends are words of their own."""
    last, first = _LAST.search(above), _FIRST.match(below)
    if last is None or first is None:
        return None
    end, begin = last.group(), first.group()
    same_case = begin.islower() or end.isupper()
    return Step(STEP, f"{end} {begin}", end + begin) if same_case and _is_broken(end, begin, known) else None


def _is_broken(end: str, begin: str, known: _Words) -> bool:
    """Whether two parts are one word: it is known whole, and one of them is known only where it is a part."""
    first, second = end.casefold(), begin.casefold()
    whole = first + second
    if len(whole) < _SHORTEST or not known.holds(whole):
        return False
    return not (known.stands_alone(first) and known.stands_alone(second))
