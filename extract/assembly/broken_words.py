"""Words that a narrow column broke over two lines without a hyphen, joined where the document itself proves them.

`persampaha` / `n` is one word where `persampahan` stands elsewhere in the document (or is a word of the field) and one
of the two parts is no word by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
_WORD = regex.compile(r"\p{L}+")
_WRAP = Break(BreakKind.WRAP)


def join_broken_words(items: Sequence[Item]) -> list[Item]:
    """The items with such words joined inside the cells of tables on pages; every joint is a step in the evidence."""
    tables = [n for n, item in enumerate(items) if isinstance(item, TableBlock) and _has_wraps(item.table)]
    if not tables:
        return list(items)
    known = _vocabulary(items)
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
            if cell is not None and len(cell.content) > 2 and _WRAP in cell.content:
                return True
    return False


def _vocabulary(items: Sequence[Item]) -> Counter[str]:
    """How often each word stands whole in the document; the parts of broken ones count too, where they break."""
    found: Counter[str] = Counter()
    for item in items:
        for text in texts_of(item):
            found.update(_WORD.findall(text.casefold()))
    return found


def _joined(table: Table, known: Counter[str]) -> Table | None:
    """The table with its broken words joined, None where it has none."""
    changed = False
    rows: list[Row] = []
    for row in table.rows:
        cells = [cell if cell is None or _WRAP not in cell.content else _mended(cell, known) for cell in row.cells]
        if any(new is not old for new, old in zip(cells, row.cells, strict=True)):
            changed = True
            row = replace(row, cells=tuple(cells))  # noqa: PLW2901
        rows.append(row)
    return replace(table, rows=tuple(rows)) if changed else None


def _mended(cell: Cell, known: Counter[str]) -> Cell:
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


def _joint(above: str, below: str, known: Counter[str]) -> Step | None:
    """The word that ends one line and begins the next, None where the two ends are words of their own."""
    last, first = _LAST.search(above), _FIRST.match(below)
    if last is None or first is None:
        return None
    end, begin = last.group(), first.group()
    same_case = begin.islower() or end.isupper()
    return Step(STEP, f"{end} {begin}", end + begin) if same_case and _is_broken(end, begin, known) else None


def _is_broken(end: str, begin: str, known: Counter[str]) -> bool:
    """Whether two parts are one word: it is known whole, and one of them is known only where it is a part."""
    first, second = end.casefold(), begin.casefold()
    whole = first + second
    if len(whole) < _SHORTEST or not (known[whole] or is_word(whole)):
        return False
    return not all(known[part] > 1 or is_word(part) for part in (first, second))
