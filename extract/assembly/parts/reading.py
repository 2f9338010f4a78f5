"""One walk over the items of a document."""

from __future__ import annotations

from collections.abc import Sequence

from extract.assembly.front import read_front
from extract.assembly.parts.lines import take_line
from extract.assembly.parts.state import Parts
from extract.assembly.parts.tables import take_table
from extract.assembly.signers import each_once, own_head_first
from extract.assembly.stream import Item, TableBlock
from normalize.legal_basis import read_basis
from schemas.raw import RawDocument

_MAX_PROSE_WITHOUT_TABLE = 60
"""So many lines without a table are a report or a guide, whatever its headings."""


def read_parts(items: Sequence[Item], segment: int) -> RawDocument:
    """The raw document that the items of one segment make."""
    parts = Parts(items)
    _take_front(parts)
    while parts.at < len(items):
        item = items[parts.at]
        if isinstance(item, TableBlock):
            take_table(parts, item)
        else:
            take_line(parts, item)
    parts.close_table()
    parts.leave(parts.captions)
    if not parts.tables and (parts.strayed or parts.refused or parts.all_prose > _MAX_PROSE_WITHOUT_TABLE):
        parts.drop_title()
    if read_basis([line.text for line in parts.basis]).jenis is None:
        parts.leave(parts.basis)
        parts.basis = []
    pages = _pages(parts)
    return RawDocument(
        segment=segment,
        jenis_dokumen=parts.kind or "iku",
        title=tuple(parts.title),
        revision=tuple(parts.revision),
        basis=tuple(parts.basis),
        fields=tuple(parts.fields),
        tables=tuple(parts.tables),
        notes=tuple(parts.notes),
        signatures=tuple(own_head_first(each_once(parts.signatures), parts.body)),
        remainder=tuple(parts.remainder),
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        around=tuple(parts.cover),
        above=parts.above,
    )


def _take_front(parts: Parts) -> None:
    """What stands before the heading, and the heading."""
    front = read_front(parts.items)
    if front is None:
        return
    parts.basis, parts.revision, parts.fields, parts.remainder = front.basis, front.revision, front.fields, front.left
    parts.title, parts.kind, parts.at = front.title, front.kind, front.end
    parts.cover, parts.above = front.cover, front.above


def _pages(parts: Parts) -> list[int]:
    """The pages on which the document's own parts stand; those of the whole segment where it has none. Running text
    has no pages at all."""
    if not parts.items or parts.items[0].page is None:
        return []
    signed = [text for s in parts.signatures for text in (s.tempat, s.jabatan, s.nama, s.nip) if text is not None]
    fields = [text for field in parts.fields for text in (field.label, *field.items)]
    rows = [cell for table in parts.tables for row in table.rows for cell in row.cells.values()]
    own = [*parts.basis, *parts.revision, *parts.title, *fields, *rows, *signed]
    return [text.where.page for text in own if text.where.page is not None] or [
        item.page for item in parts.items if item.page is not None
    ]
