"""Where documents begin: several in one file, revisions among them, a decree or a letter in front.

A heading opens a document. A second heading opens another one only where a signature, a revision label or a header
block stands between, or where it names another body; otherwise it announces a further table of the same document. A
label that names a body opens a document too, once the one before has its body and its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.assembly.heading import heading_end, lines_above
from extract.assembly.label_tables import is_label_table
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.wording import (
    MAX_HEADING,
    is_abbreviated_title,
    is_revision,
    names_parties,
    place_and_date,
    title_kind,
)
from normalize.instansi import begins_body, body_in_title, find_pemda, names_firm, same_body
from normalize.labels import Label
from normalize.nip import is_nip_line
from normalize.text import key
from schemas.raw import HeaderField
from schemas.value import value

_LOOK_AHEAD = 80
_COVENANT = "perjanjian_kinerja"
_PERFORMANCE = "performance"
"""What the heading of a private firm calls its indicators, and the heading of a body that a government owns may."""
_BROKEN_TITLE = "indikator"
"""First line of a heading that large letters broke."""


@value
class TitleBlock:
    """The lines of a heading: `start` inclusive, `end` exclusive, `kind` of document it names."""

    start: int
    end: int
    kind: str
    body: str | None


@value
class Segment:
    """The items of one document, with what stands before its heading."""

    items: tuple[Item, ...]


@dataclass(slots=True)
class _Seen:
    """What the document at hand has shown so far."""

    start: int = 0
    kind: str | None = None
    body: str | None = None
    header: bool = False
    instansi: bool = False
    table: bool = False
    signed_at: int | None = None


def title_block(items: Sequence[Item], at: int) -> TitleBlock | None:
    """The heading that begins at `at`, or None."""
    first = items[at]
    if not isinstance(first, TextLine):
        return None
    text, end = first.text, at + 1
    if not _may_head(text):
        return None
    if text.strip().casefold() == _BROKEN_TITLE and end < len(items) and isinstance(below := items[end], TextLine):
        text, end = f"{text} {below.text}", end + 1
    short = is_abbreviated_title(text)
    kind = "iku" if short else title_kind(text, set_apart=first.is_set_apart)
    if kind is None or _is_subject(items, at):
        return None
    end = heading_end(items, at, end, kind)
    if short and end == at + 1:
        return None
    body = body_in_title([item.text for item in items[at:end] if isinstance(item, TextLine)])
    if body is not None and _PERFORMANCE in text.casefold() and names_firm(body):
        return None
    return TitleBlock(at, end, kind, body)


@lru_cache(maxsize=4_096)
def _may_head(text: str) -> bool:
    """A cheap look at a line: whether it could be the first of a heading."""
    folded = text.casefold()
    if "kinerja" in folded or folded.strip() == _BROKEN_TITLE:
        return True
    return len(folded) <= MAX_HEADING and (
        folded.startswith(("iku", "i k u")) or " iku" in folded or "performance" in folded
    )


def _is_subject(items: Sequence[Item], at: int) -> bool:
    """Whether a line is the subject of a decree: it stands under TENTANG."""
    above = items[at - 1] if at else None
    return isinstance(above, TextLine) and key(above.text).endswith("tentang")


def segments(items: Sequence[Item]) -> Iterator[Segment]:
    """The documents of a source, each with all items from the end of the one before."""
    seen: _Seen | None = None
    begins: list[int] = []
    at = 0
    while at < len(items):
        block = title_block(items, at)
        if block is not None:
            if seen is None or _opens_document(items, seen, block):
                begins.append(_beginning(items, seen, at))
                seen = _Seen(start=at, kind=block.kind)
            seen.body = seen.body or block.body
            at = block.end
            continue
        item = items[at]
        if isinstance(item, TableBlock):
            seen = _note_table(item, at, seen, begins)
        elif seen is not None:
            label = item.label
            if seen.table and seen.instansi and _names_body(label):
                begins.append(_beginning(items, seen, at))
                seen = _Seen(start=at)
            _note_line(item, label, at, seen)
        at += 1
    if not begins:
        if items:
            yield Segment(tuple(items))
        return
    begins[0] = 0
    for start, end in zip(begins, [*begins[1:], len(items)], strict=True):
        yield Segment(tuple(items[start:end]))


def _note_table(block: TableBlock, at: int, seen: _Seen | None, begins: list[int]) -> _Seen | None:
    """Take down what a table shows; one of indicators without heading opens a document of its own."""
    if (head := block.indicator_head) is not None:
        if seen is None and head.names_iku:
            begins.append(at)
            seen = _Seen(start=at)
        if seen is not None:
            seen.table = True
            seen.signed_at = None
    elif seen is not None:
        seen.header = seen.header or is_label_table(block)
        if seen.table and any(is_nip_line(text) for row in block.texts for text in row if text):
            seen.signed_at = at
    return seen


def _note_line(line: TextLine, label: Label | None, at: int, seen: _Seen) -> None:
    """Take down what a line shows: a label, a NIP, place and date."""
    if label is not None and label.field is not None:
        seen.header = True
        seen.instansi = seen.instansi or label.field is HeaderField.INSTANSI
        if label.field is HeaderField.INSTANSI and label.value:
            seen.body = label.value
    elif seen.table and (is_nip_line(line.text) or (seen.signed_at is None and place_and_date(line.text))):
        seen.signed_at = at


def _names_body(label: Label | None) -> bool:
    """Whether a label with its colon names a body."""
    return label is not None and label.field is HeaderField.INSTANSI and label.separated


def _opens_document(items: Sequence[Item], seen: _Seen, block: TitleBlock) -> bool:
    if not seen.table:
        annexed = seen.kind == block.kind == _COVENANT and not _parties_follow(items, block.end)
        begins = seen.header and not annexed and _header_follows(items, block.end)
        return begins and not _same_page_cover(items, seen, block)
    if seen.signed_at is not None or _revision_above(items, block.start):
        return True
    if seen.kind is None and _table_follows(items, block.end):
        return True
    if seen.kind is not None and block.kind != seen.kind:
        return True
    if block.body and seen.body and not same_body(block.body, seen.body) and _is_sure(block.body, seen.body):
        return True
    return _header_follows(items, block.end)


def _is_sure(body: str, before: str) -> bool:
    """Whether the name of another body is more than a line under the heading, which may head a section."""
    return begins_body(body) or find_pemda(body) is not None or not begins_body(before)


def _parties_follow(items: Sequence[Item], at: int) -> bool:
    """Whether a covenant begins anew under its heading: its annex names no parties."""
    for item in items[at : at + _LOOK_AHEAD]:
        if isinstance(item, TableBlock):
            if item.indicator_head is not None:
                return False
        elif title_kind(item.text, set_apart=item.is_set_apart):
            return False
        elif names_parties(item.text):
            return True
    return False


def _same_page_cover(items: Sequence[Item], seen: _Seen, block: TitleBlock) -> bool:
    """Whether nothing but a heading and labels lies between: a cover sheet in front of the document itself."""
    between = items[seen.start : block.start]
    return not any(isinstance(item, TableBlock) for item in between) and len(between) < 6


def _revision_above(items: Sequence[Item], at: int) -> bool:
    above = items[at - 1] if at else None
    return isinstance(above, TextLine) and is_revision(above.text)


def _table_follows(items: Sequence[Item], at: int) -> bool:
    """Whether a heading has a table of its own, and does not stand behind the one that it names."""
    ahead = (item for item in items[at : at + _LOOK_AHEAD] if isinstance(item, TableBlock))
    return any(item.indicator_head is not None for item in ahead)


def _header_follows(items: Sequence[Item], at: int) -> bool:
    """Whether a header block stands between a heading and the next table."""
    for item in items[at : at + _LOOK_AHEAD]:
        if isinstance(item, TableBlock):
            if item.indicator_head is not None:
                return False
            if is_label_table(item):
                return True
            continue
        if title_kind(item.text, set_apart=item.is_set_apart):
            return False
        label = item.label
        if label is not None and label.field is not None and (label.separated or not label.value):
            return True
    return False


def _beginning(items: Sequence[Item], seen: _Seen | None, at: int) -> int:
    """The first item of the document whose heading is at `at`: what follows the signature before, or the lines of a
    revision label or the body's name directly above."""
    if seen is not None and seen.signed_at is not None:
        return seen.signed_at + 1
    start = at
    floor = seen.start + 1 if seen is not None else 0
    while start - 1 >= floor:
        above = items[start - 1]
        revised = isinstance(above, TextLine) and is_revision(above.text)
        if not revised and not lines_above(items, start):
            break
        start -= 1
    return start
