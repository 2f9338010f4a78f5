"""One document's blocks sorted into its parts: title, revision label, legal basis, header, tables, notes, signature.

The items are walked once; each step takes as many items as its part has and says what it did not use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extract.assembly.captions import captions_at, part_objectives
from extract.assembly.fields import field_at, field_end
from extract.assembly.front import continues_basis, opens_basis, read_front, title_lines
from extract.assembly.label_tables import is_label_table, read_label_table
from extract.assembly.notes import note_at
from extract.assembly.segments import title_block
from extract.assembly.signatures import SignatureRegion, signature_at
from extract.assembly.signers import each_once, own_head_first
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.tables.head import TableHead
from extract.assembly.tables.open import OpenTable, as_notes, table_text
from extract.assembly.wording import is_furniture, is_revision, is_section, is_year, opens_other_paper
from normalize.instansi import body_in_title
from normalize.legal_basis import read_basis
from schemas.raw import (
    ColumnKind,
    HeaderField,
    RawDocument,
    RawField,
    RawNote,
    RawRemainder,
    RawSignature,
    RawTable,
    RawText,
    RemainderReason,
)

_PROSE_BEFORE_TABLE, _PROSE_AFTER_TABLE = 45, 12
"""Lines of running text that may stand between a heading and its table, and between two tables of a document."""
_MAX_PROSE_WITHOUT_TABLE = 60
"""So many lines without a table are a report or a guide, whatever its headings."""
_LINE_LENGTH = 90
"""Characters of a line where the source does not tell them apart."""


@dataclass(slots=True)
class _Parts:
    """What has been found so far; `at` is the next item to look at."""

    items: Sequence[Item]
    at: int = 0
    kind: str | None = None
    title: list[RawText] = field(default_factory=list)
    revision: list[RawText] = field(default_factory=list)
    basis: list[RawText] = field(default_factory=list)
    fields: list[RawField] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    notes: list[RawNote] = field(default_factory=list)
    signatures: list[RawSignature] = field(default_factory=list)
    remainder: list[RawRemainder] = field(default_factory=list)
    captions: list[RawText] = field(default_factory=list)
    cover: list[RawText] = field(default_factory=list)
    above: tuple[RawText, ...] = ()
    open: OpenTable | None = None
    prose: float = 0.0
    """Lines of running text since the last heading, label or table."""
    all_prose: float = 0.0
    """The same in all."""
    other_paper: bool = False
    """Whether the heading of a plan or report stood since the document's own."""

    @property
    def strayed(self) -> bool:
        """Whether another paper has begun, or so much text stands between that a table would be one of a report."""
        return self.other_paper or self.prose > (_PROSE_AFTER_TABLE if self.has_table else _PROSE_BEFORE_TABLE)

    @property
    def has_table(self) -> bool:
        """Whether an indicator table was begun."""
        return self.open is not None or bool(self.tables)

    @property
    def in_annex(self) -> bool:
        """Whether the header block of a covenant's annex may stand here: under its heading, above its table."""
        return self.kind == "perjanjian_kinerja" and bool(self.captions) and not self.has_table


def read_parts(items: Sequence[Item], segment: int) -> RawDocument:
    """The raw document that the items of one segment make."""
    parts = _Parts(items)
    _take_front(parts)
    while parts.at < len(items):
        item = items[parts.at]
        if isinstance(item, TableBlock):
            _table(parts, item)
        else:
            _line(parts, item)
    _close_table(parts)
    _leave(parts, parts.captions)
    if not parts.tables and (parts.strayed or parts.all_prose > _MAX_PROSE_WITHOUT_TABLE):
        _drop_title(parts)
    if read_basis([line.text for line in parts.basis]).jenis is None:
        _leave(parts, parts.basis)
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
        signatures=tuple(own_head_first(each_once(parts.signatures), _body(parts))),
        remainder=tuple(parts.remainder),
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        around=tuple(parts.cover),
        above=parts.above,
    )


def _take_front(parts: _Parts) -> None:
    """What stands before the heading, and the heading."""
    front = read_front(parts.items)
    if front is None:
        return
    parts.basis, parts.revision, parts.fields, parts.remainder = front.basis, front.revision, front.fields, front.left
    parts.title, parts.kind, parts.at = front.title, front.kind, front.end
    parts.cover, parts.above = front.cover, front.above


def _pages(parts: _Parts) -> list[int]:
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


def _line(parts: _Parts, item: TextLine) -> None:
    for step in _LINE_STEPS:
        if step(parts, item):
            return
    _stray_line(parts, item)
    parts.at += 1


def _stray_line(parts: _Parts, item: TextLine) -> None:
    """A line of no known kind; inside a table it may be a page number or the heading of a section."""
    raw = item.raw()
    if is_furniture(item.text):
        _leave(parts, [raw], RemainderReason.FURNITURE)
        return
    if parts.open is not None:
        if is_section(item.text):
            parts.open.section(raw)
        else:
            parts.open.stray += 1
    lines = max(1.0, len(item.text) / _LINE_LENGTH)
    parts.prose += lines
    parts.all_prose += lines
    parts.other_paper = parts.other_paper or opens_other_paper(item.text)
    _leave(parts, [raw])


def _drop_title(parts: _Parts) -> None:
    """A heading under which nothing stood: a line of a report."""
    _leave(parts, parts.title)
    parts.title, parts.kind = [], None


def _take_revision(parts: _Parts, item: TextLine) -> bool:
    if parts.has_table or not is_revision(item.text):
        return False
    parts.revision.append(item.raw())
    parts.at += 1
    return True


def _take_field(parts: _Parts, item: TextLine) -> bool:
    if parts.signatures and not parts.in_annex:
        return False
    found = field_at(parts.items, parts.at, after_table=parts.has_table)
    if found is None:
        return False
    _close_table(parts)
    parts.prose = 0.0
    parts.fields.append(found.field)
    if found.alone:
        _leave(parts, [item.raw()], RemainderReason.FURNITURE)
    _leave(parts, [line.raw() for line in parts.items[found.end : found.after] if isinstance(line, TextLine)])
    parts.at = found.after
    return True


def _take_other_label(parts: _Parts, item: TextLine) -> bool:
    """A label whose value is no part of the dataset: left over, with its lines."""
    label = item.label
    if label is None or label.field is not None or not label.separated or parts.has_table:
        return False
    if label.text.casefold().startswith("tahun"):
        parts.cover.append(item.raw())
    end = field_end(parts.items, parts.at + 1, has_value=bool(label.value), after_table=False)
    _leave(parts, [line.raw() for line in parts.items[parts.at : end] if isinstance(line, TextLine)])
    parts.at = end
    return True


def _take_note(parts: _Parts, item: TextLine) -> bool:
    found = note_at(parts.items, parts.at) if parts.has_table else None
    if found is None:
        return False
    _close_table(parts)
    text, parts.at = found
    parts.notes.append(RawNote(text, len(parts.tables)))
    return True


def _take_signature(parts: _Parts, item: TextLine) -> bool:
    if not (parts.has_table or parts.fields):
        return False
    region = signature_at(parts.items, parts.at)
    if region is None:
        return False
    _signed(parts, region)
    parts.at = region.end
    return True


def _signed(parts: _Parts, region: SignatureRegion) -> None:
    _close_table(parts)
    parts.signatures.extend(own_head_first(region.signatures, _body(parts)))
    _leave(parts, [line.raw() for line in region.unused], RemainderReason.FURNITURE)


def _body(parts: _Parts) -> str | None:
    """The body that the document is about, as its header or its heading names it."""
    named = next((field.items for field in parts.fields if field.name is HeaderField.INSTANSI and field.items), None)
    return named[0].text if named else body_in_title([line.text for line in parts.title])


def _take_caption(parts: _Parts, item: TextLine) -> bool:
    block = title_block(parts.items, parts.at)
    if block is not None:
        parts.prose, parts.other_paper = 0.0, False
    if block is not None and not parts.title:
        parts.title, revision = title_lines(parts.items, block)
        parts.revision.extend(revision)
        parts.kind = parts.kind or block.kind
        parts.at = block.end
        return True
    captions, end = captions_at(parts.items, parts.at, block, parts.kind)
    if not captions:
        return False
    _close_table(parts)
    parts.other_paper = parts.other_paper or opens_other_paper(item.text)
    parts.captions.extend(captions)
    parts.at = end
    return True


def _take_basis(parts: _Parts, item: TextLine) -> bool:
    above = parts.items[parts.at - 1] if parts.at else None
    if parts.has_table or not (opens_basis(item) or continues_basis(parts.basis, above, item)):
        return False
    parts.basis.append(item.raw())
    parts.at += 1
    return True


_LINE_STEPS: tuple[Callable[[_Parts, TextLine], bool], ...] = (
    _take_revision,
    _take_basis,
    _take_caption,
    _take_field,
    _take_other_label,
    _take_note,
    _take_signature,
)


# ---- tables


def _table(parts: _Parts, block: TableBlock) -> None:
    if block.is_signature and parts.has_table and (region := signature_at(parts.items, parts.at)) is not None:
        _signed(parts, region)
    elif parts.open is not None and not parts.captions and parts.open.takes(block) and not is_label_table(block):
        parts.open.append(block)
    elif (head := block.indicator_head) is not None and _belongs(parts, head):
        _close_table(parts)
        if parts.strayed and not parts.tables:
            _drop_title(parts)
        parts.prose = 0.0
        parts.open = OpenTable.begin(block, head, parts.captions)
        parts.captions = []
    elif is_label_table(block):
        fields, loose = read_label_table(block)
        parts.fields.extend(fields)
        parts.cover.extend(text for text in loose if is_year(text.text))
        _leave(parts, [field.label for field in fields], RemainderReason.FURNITURE)
        _leave(parts, loose)
    elif (head := _inferred(parts, block)) is not None:
        parts.open = OpenTable.begin(block, head, parts.captions)
        parts.captions = []
    elif (region := signature_at(parts.items, parts.at)) is not None and parts.has_table:
        _signed(parts, region)
    else:
        parts.remainder.extend(table_text(block, RemainderReason.LOOK_ALIKE_TABLE))
        parts.captions, objectives = part_objectives(parts.captions)
        _leave(parts, objectives)
    parts.at += 1


def _inferred(parts: _Parts, block: TableBlock) -> TableHead | None:
    """The columns of a table without heading in a document whose heading stands above or below it."""
    head = None if parts.has_table or parts.strayed else block.inferred
    if head is None or not any(title_block(parts.items, at) for at in range(len(parts.items))):
        return None
    return head


def _belongs(parts: _Parts, head: TableHead) -> bool:
    """Whether a table of indicators is one of the document, and not of a plan or report around it: such a one may name
    the IKU that it plans or measures, but does not say how they are calculated."""
    if head.names_iku:
        return not parts.other_paper or ColumnKind.FORMULA in head.kinds
    return not parts.strayed and (parts.kind is not None or bool(parts.fields))


def _close_table(parts: _Parts) -> None:
    if parts.open is None:
        return
    closed = parts.open.close()
    parts.open = None
    if closed.table is not None:
        parts.tables.append(closed.table)
    parts.notes.extend(as_notes(closed.notes, len(parts.tables)))
    parts.remainder.extend(closed.left)


def _leave(parts: _Parts, texts: Sequence[RawText], reason: RemainderReason = RemainderReason.UNASSIGNED_LINE) -> None:
    parts.remainder.extend(RawRemainder(text.text, text.where, reason) for text in texts if text.text)
