"""Lines that announce a table: its caption, and the objective that holds for its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.assembly.heading import caption_end
from extract.assembly.segments import TitleBlock
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.tables.table_head import TableHead
from extract.assembly.wording import is_caption, is_year
from normalize.labels import Label
from normalize.lists import split_marker
from normalize.objectives import read_objective
from normalize.text import join_lines
from schemas.raw import ColumnKind, HeaderField, RawText

_REACH = 5
"""Items below a caption among which its table stands."""
_TABLE_NUMBER = regex.compile(r"^tabel\s+(?:\d{1,2}(?:[.-]\d{1,2})*|[IVX]{1,4})\s*[.:]?\s+", regex.I)
_NUMBER_ALONE = regex.compile(
    r"^(?:tujuan|sasaran(?:\s+strategis)?)\s+(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.:]?$", regex.I
)
_STATED_WITHIN = 24
"""Characters of a line within which it says that it states an objective."""
_MOST_ABOVE = 400
"""Items above a sasaran among which its tujuan may stand."""
_COLUMNS = {
    ColumnKind.TUJUAN: {ColumnKind.TUJUAN, ColumnKind.TUJUAN_SASARAN},
    ColumnKind.SASARAN: {ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN},
}
"""The columns that state an objective of each kind themselves."""


def announces_table(items: Sequence[Item], at: int) -> bool:
    """Whether a line is a caption: one only with its table close behind, and none where it reads as a label with its
    value."""
    item = items[at]
    if not isinstance(item, TextLine) or not is_caption(item.text) or _has_value(item.label):
        return False
    return any(isinstance(after, TableBlock) for after in items[at + 1 : at + _REACH])


def _has_value(label: Label | None) -> bool:
    return label is not None and label.field is not None and label.separated and bool(label.value)


def captions_at(
    items: Sequence[Item], at: int, block: TitleBlock | None, kind: str | None
) -> tuple[list[RawText], int]:
    """The lines from `at` that announce a table, and the item after them; `block` is the heading that begins there,
    `kind` that of the document."""
    if block is not None:
        return [line.raw() for line in items[at : block.end] if isinstance(line, TextLine)], block.end
    objective = _objective_at(items, at)
    if objective is not None:
        return objective
    if not announces_table(items, at):
        return [], at
    end = caption_end(items, at, kind)
    return [line.raw() for line in items[at:end] if isinstance(line, TextLine)], end


def holds_for(text: RawText, head: TableHead) -> bool:
    """Whether a caption is the objective of all rows of its table: no column states one of its kind."""
    objective = read_objective(text.text)
    return objective is not None and _COLUMNS[objective.kind].isdisjoint(head.kinds)


def part_objectives(captions: Sequence[RawText]) -> tuple[list[RawText], list[RawText]]:
    """The captions that are no objectives, and those that are: they hold for the table next below them alone."""
    objectives = [text for text in captions if read_objective(text.text) is not None]
    return [text for text in captions if text not in objectives], objectives


def _objective_at(items: Sequence[Item], at: int) -> tuple[list[RawText], int] | None:
    """The objective over a table without a column for it, and below a tujuan the one it belongs to."""
    if not _may_state(items[at]):
        return None
    text, end = _objective(items[at]), at + 1
    if text is None and at + 1 < len(items):
        text, end = _under_its_number(items[at], items[at + 1]), at + 2
    if text is None:
        return None
    while end < len(items) and _goes_on(items[end - 1], items[end]):
        end += 1
    head = _table_below(items, end)
    if head is None or not holds_for(text, head) or _is_marked(items[end]) or not _is_alone(items, at, text):
        return None
    return [*_tujuan_above(items, at, text), _lines_as_one(items[at:end], text)], end


def _under_its_number(item: Item, below: Item) -> RawText | None:
    """An objective on the line below its number (`SASARAN 1`, `MENINGKATNYA MUTU`)."""
    if not isinstance(item, TextLine) or not isinstance(below, TextLine) or not _NUMBER_ALONE.match(item.text):
        return None
    stated = below.line.gap <= 1 and below.label is None and not _is_marked(below)
    if not stated or is_caption(below.text) or is_year(below.text):
        return None
    return item.raw(f"{item.text.rstrip(' .:')} : {below.text}")


def _objective(item: Item) -> RawText | None:
    """A line that states an objective, its list number taken off; a header field is none."""
    if not isinstance(item, TextLine) or not _may_state(item):
        return None
    text = _TABLE_NUMBER.sub("", split_marker(item.text)[1])
    if read_objective(text) is None or (_has_value(item.label) and item.label is not None and not item.label.count):
        return None
    return item.raw() if text == item.text else replace(item.raw(), text=text, raw=item.printed)


def _may_state(item: Item) -> bool:
    """A cheap look that spares most lines the patterns of an objective."""
    begin = item.text[:_STATED_WITHIN].lower() if isinstance(item, TextLine) else ""
    return "sasaran" in begin or "tujuan" in begin or begin.startswith("ss")


def _goes_on(above: Item, below: Item) -> bool:
    """Whether a line goes on with the one above: close to it, and in small letters or within its paragraph."""
    if not isinstance(above, TextLine) or not isinstance(below, TextLine) or below.line.gap >= 1 or _is_marked(below):
        return False
    return below.text[:1].islower() or bool(above.line.wraps)


def _is_marked(item: Item) -> bool:
    return isinstance(item, TextLine) and (split_marker(item.text)[0] or item.line.marker) is not None


def _lines_as_one(items: Sequence[Item], text: RawText) -> RawText:
    lines = [line for line in items if isinstance(line, TextLine)]
    if len(lines) == 1:
        return text
    below = lines[2:] if _NUMBER_ALONE.match(lines[0].text) else lines[1:]
    joined = join_lines([text.text, *[line.text for line in below]])
    return replace(text, text=joined, content=(), raw="\n".join([line.printed for line in lines]))


def _table_below(items: Sequence[Item], at: int) -> TableHead | None:
    """The heading of the table of indicators that stands close below, with no header field between."""
    for item in items[at : at + _REACH - 1]:
        if isinstance(item, TableBlock):
            return item.indicator_head
        if item.label is not None and item.label.field not in (None, HeaderField.TUJUAN):
            return None
    return None


def _is_alone(items: Sequence[Item], at: int, text: RawText) -> bool:
    """Whether no other objective of the kind stands over the same table: several are a list of the header."""
    own = read_objective(text.text)
    for step in (1, -1):
        for n in range(1, _REACH):
            item = items[at + step * n] if 0 <= at + step * n < len(items) else None
            if item is None or isinstance(item, TableBlock):
                break
            line = split_marker(item.text)[1]
            other = read_objective(f"{line} : x" if _NUMBER_ALONE.match(line) else line)
            if own is not None and other is not None and other.kind is own.kind:
                return False
    return True


def _tujuan_above(items: Sequence[Item], at: int, text: RawText) -> list[RawText]:
    """The tujuan under which a sasaran stands, where a table lies between the two: it holds for this one too."""
    objective = read_objective(text.text)
    if objective is None or objective.kind is ColumnKind.TUJUAN:
        return []
    seen_table = False
    for n in range(at - 1, max(at - _MOST_ABOVE, -1), -1):
        seen_table = seen_table or isinstance(items[n], TableBlock)
        above = _objective(items[n])
        read = read_objective(above.text) if above is not None else None
        if above is not None and read is not None and read.kind is ColumnKind.TUJUAN:
            return [above] if seen_table else []
    return []
