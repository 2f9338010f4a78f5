"""Lists under a header label: numbered, lettered, bulleted, typed in one line, numbered outside the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.assembly.stream import TextLine
from normalize.lists import split_marker, split_run_together, without_connective
from normalize.text import join_lines
from schemas.inline import EMPTY
from schemas.raw import RawText

_LEADS_OVER = regex.compile(r"[;,]\s*(?:dan|serta)$")


@dataclass(slots=True)
class _Item:
    """An item while its lines are gathered: their texts, and what was printed."""

    marker: str | None
    first: TextLine | RawText
    lines: list[str]
    printed: list[str]
    confidence: float

    def raw(self) -> RawText:
        first = self.first if isinstance(self.first, RawText) else self.first.line
        text, printed = join_lines(self.lines), "\n".join(self.printed)
        return RawText(text, first.where, self.marker, EMPTY, printed, self.confidence, first.steps)


def read_items(value: RawText | None, lines: Sequence[TextLine]) -> tuple[RawText, ...]:
    """The items of a field: the text after its label, then the lines under it.

    A marked line opens an item, an unmarked one continues it, unless the list is numbered only on its first line: then
    a line after a closed item (`;`) that begins with a capital opens one too. Items run together in one line are split
    where the numbers count on.
    """
    items: list[_Item] = []
    if value is not None and value.text:
        marker, text = split_marker(value.text)
        items.append(_Item(marker, value, [text], [value.raw or value.text], value.confidence))
    for line in lines:
        _take(items, line)
    parts = [part for item in items for part in _apart(item.raw()) if part.text]
    return (*[_without_connective(part) for part in parts[:-1]], *parts[-1:])


def _without_connective(item: RawText) -> RawText:
    text = without_connective(item.text)
    return item if text == item.text else replace(item, text=text)


def _take(items: list[_Item], line: TextLine) -> None:
    marker, text = split_marker(line.text.lstrip())  # a blank piece may stand before the marker
    marker = line.line.marker if marker is None else marker
    if marker is not None or not items or _opens_unmarked(items, text, line):
        items.append(_Item(marker, line, [text], [line.printed], line.line.confidence))
        return
    last = items[-1]
    last.lines.append(text)
    last.printed.append(line.printed)
    last.confidence = min(last.confidence, line.line.confidence)


def _opens_unmarked(items: list[_Item], text: str, line: TextLine) -> bool:
    """A list whose first item alone carries its number in the text."""
    if items[0].marker is None or line.line.wraps:
        return False
    last = items[-1].lines[-1].rstrip()
    closed = last.endswith(";") or (text[:1].isupper() and last.endswith(".")) or _LEADS_OVER.search(last) is not None
    return closed and not any(item.marker for item in items[1:])


def _apart(item: RawText) -> list[RawText]:
    parts = split_run_together(item.marker, item.text)
    return [item if text == item.text else replace(item, text=text, marker=marker) for marker, text in parts]
