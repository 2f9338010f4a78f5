"""Header fields in running text: a label, its value, and the lines that belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.assembly.captions import announces_table
from extract.assembly.lists import read_items
from extract.assembly.segments import title_block
from extract.assembly.signatures import signature_at
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.unlisted import Own, opens_unlisted
from extract.assembly.wording import opens_signature
from normalize.instansi import begins_body, find_pemda, goes_on_with_name, name_goes_on
from normalize.labels import Label, begins_label, read_label
from normalize.legal_basis import is_basis_line
from normalize.lists import split_marker
from schemas.page import Emphasis
from schemas.raw import HeaderField, RawField
from schemas.value import value

_MAX_LABEL_PART = 20
"""The first line of a label that is broken over two."""
_MAX_BODY_LINES = 5
"""A body's name is short; text that runs on is something else."""


@value
class FieldFound:
    """A field that ends before item `end`, with labels that no vocabulary lists and their texts from there to `after`;
    `alone` says that its label has a line of its own."""

    field: RawField
    end: int
    after: int
    alone: bool


def field_at(items: Sequence[Item], at: int, *, after_table: bool) -> FieldFound | None:
    """The header field whose label is the line at `at`, with its value, or None."""
    item = items[at]
    if not isinstance(item, TextLine):
        return None
    broken = _label_over_lines(items, at)
    label = broken if broken is not None else item.label
    if label is None or label.field is None:
        return None
    below = at + (2 if broken is not None else 1)
    first_mark = split_marker(label.value)[0]
    own = Own(item, label)
    end = field_end(items, below, has_value=bool(label.value), after_table=after_table, mark=first_mark, own=own)
    if label.field is HeaderField.INSTANSI:
        end = _body_end(items, below + (not label.value), min(end, below + _MAX_BODY_LINES))
    value = item.raw(label.value) if label.value else None
    lines = [line for line in items[below:end] if isinstance(line, TextLine)]
    found = RawField(label.field, item.raw(label.text), read_items(value, lines))
    return FieldFound(found, end, _unlisted_end(items, end, own), value is None or broken is not None)


def _body_end(items: Sequence[Item], at: int, end: int) -> int:
    """The item after the lines of a body's name, which end before item `end`: a line in bold below plain ones that goes
    on with no name is a heading."""
    for n in range(at, end):
        above, line = items[n - 1], items[n]
        if not isinstance(above, TextLine) or not isinstance(line, TextLine):
            continue
        bolder = above.line.emphasis is Emphasis.NONE and line.line.emphasis is not Emphasis.NONE
        goes_on = name_goes_on(above.text) or goes_on_with_name(line.text)
        if bolder and not (goes_on or begins_body(line.text) or find_pemda(line.text)):
            return n
    return end


def _unlisted_end(items: Sequence[Item], at: int, own: Own) -> int:
    """The item after the labels that no vocabulary lists, and their texts, directly below a field that ends at `at`."""
    while at < len(items) and opens_unlisted(own, items, at) and not _ends(items, at, after_table=False):
        item = items[at]
        if isinstance(item, TextLine) and is_basis_line(item.text):
            break
        at = field_end(items, at + 1, has_value=True, after_table=False)
    return at


def field_label(item: Item) -> HeaderField | None:
    """The field that a line's label opens, or None."""
    if not isinstance(item, TextLine):
        return None
    label = item.label
    return label.field if label is not None else None


def _label_over_lines(items: Sequence[Item], at: int) -> Label | None:
    """A label broken over two lines: `Nama` / `Organisasi : ...`, `Tugas` / `Pokok : ...`."""
    first, second = items[at], items[at + 1] if at + 1 < len(items) else None
    if not isinstance(first, TextLine) or not isinstance(second, TextLine) or len(first.text) > _MAX_LABEL_PART:
        return None
    if not begins_label(first.text):
        return None
    label = read_label(f"{first.text} {second.text}")
    return label if label is not None and label.separated and len(label.text) > len(first.text) else None


def field_end(
    items: Sequence[Item],
    at: int,
    *,
    has_value: bool,
    after_table: bool,
    mark: str | None = None,
    own: Own | None = None,
) -> int:
    """The item after the last line of a field: labels, tables, captions and signatures end it, and so does a paragraph
    that stands apart once the field has its text; `mark`: of the list that has begun beside the label. A label that no
    vocabulary lists is told by the field's `own`."""
    while at < len(items):
        item = items[at]
        if isinstance(item, TableBlock) or _ends(items, at, after_table=after_table):
            break
        next_mark = _mark(item)
        if item.line.gap >= 1 and has_value and _stands_apart(item.text, next_mark, mark is not None):
            break
        if own is not None and has_value and opens_unlisted(own, items, at, mark):
            break
        mark = next_mark or mark
        has_value = True
        at += 1
    return at


def _ends(items: Sequence[Item], at: int, *, after_table: bool) -> bool:
    """Whether a table, a label, a heading, a caption or a signature begins at `at`."""
    item = items[at]
    if isinstance(item, TableBlock) or item.label is not None or title_block(items, at) is not None:
        return True
    if _label_over_lines(items, at) is not None:
        return True
    return _mark(item) is None and (announces_table(items, at) or _opens_signature(items, at, item, after_table))


def _mark(item: TextLine) -> str | None:
    """The list marker of a line, in its text or kept apart by its source."""
    return split_marker(item.text.lstrip())[0] or item.line.marker


def _stands_apart(text: str, marker: str | None, marked: bool) -> bool:
    """Whether a line below a blank one begins something else: a paragraph in capitals, or a list that goes on from
    another one."""
    if marker is None:
        return not text[:1].islower()
    bare = marker.strip("().").lower()
    return not marked and bare.isalnum() and bare not in {"1", "a", "i"}


def _opens_signature(items: Sequence[Item], at: int, item: TextLine, after_table: bool) -> bool:
    return opens_signature(item.text) and (item.line.gap >= 1 or after_table) and signature_at(items, at) is not None
