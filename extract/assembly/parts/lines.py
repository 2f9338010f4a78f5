"""Lines of running text sorted into the parts of a document: each step takes as many as its part has."""

from __future__ import annotations

from collections.abc import Callable

from extract.assembly.captions import captions_at
from extract.assembly.fields import field_at, field_end
from extract.assembly.front import continues_basis, opens_basis, title_lines
from extract.assembly.notes import note_at
from extract.assembly.parts.state import Parts
from extract.assembly.segments import title_block
from extract.assembly.signatures import signature_at
from extract.assembly.stream import TextLine
from extract.assembly.wording import is_furniture, is_revision, is_section, opens_other_paper
from schemas.raw import RawNote, RemainderReason

_LINE_LENGTH = 90
"""Characters of a line where the source does not tell them apart."""


def take_line(parts: Parts, item: TextLine) -> None:
    """Take the part of the document that the line at `parts.at` opens; a line that opens none is left over."""
    for step in _LINE_STEPS:
        if step(parts, item):
            return
    _stray_line(parts, item)
    parts.at += 1


def _stray_line(parts: Parts, item: TextLine) -> None:
    """A line of no known kind; inside a table it may be a page number or the heading of a section."""
    raw = item.raw()
    if is_furniture(item.text):
        parts.leave([raw], RemainderReason.FURNITURE)
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
    parts.over_table.append(parts.at)
    parts.leave([raw])


def _take_revision(parts: Parts, item: TextLine) -> bool:
    if parts.has_table or not is_revision(item.text):
        return False
    parts.revision.append(item.raw())
    parts.at += 1
    return True


def _take_field(parts: Parts, item: TextLine) -> bool:
    if parts.signatures and not parts.in_annex:
        return False
    found = field_at(parts.items, parts.at, after_table=parts.has_table)
    if found is None:
        return False
    parts.close_table()
    parts.prose = 0.0
    parts.fields.append(found.field)
    if found.alone:
        parts.leave([item.raw()], RemainderReason.FURNITURE)
    parts.leave([line.raw() for line in parts.items[found.end : found.after] if isinstance(line, TextLine)])
    parts.at = found.after
    return True


def _take_other_label(parts: Parts, item: TextLine) -> bool:
    """A label whose value is no part of the dataset: left over, with its lines."""
    label = item.label
    if label is None or label.field is not None or not label.separated or parts.has_table:
        return False
    if label.text.casefold().startswith("tahun"):
        parts.cover.append(item.raw())
    end = field_end(parts.items, parts.at + 1, has_value=bool(label.value), after_table=False)
    parts.leave([line.raw() for line in parts.items[parts.at : end] if isinstance(line, TextLine)])
    parts.at = end
    return True


def _take_note(parts: Parts, item: TextLine) -> bool:
    found = note_at(parts.items, parts.at) if parts.has_table else None
    if found is None:
        return False
    parts.close_table()
    text, parts.at = found
    parts.notes.append(RawNote(text, len(parts.tables)))
    return True


def _take_signature(parts: Parts, item: TextLine) -> bool:
    if not (parts.has_table or parts.fields):
        return False
    region = signature_at(parts.items, parts.at)
    if region is None:
        return False
    parts.sign(region)
    parts.at = region.end
    return True


def _take_caption(parts: Parts, item: TextLine) -> bool:
    block = title_block(parts.items, parts.at)
    if block is not None:
        parts.prose, parts.other_paper = 0.0, False
    if block is not None and not parts.title:
        parts.title, revision, left = title_lines(parts.items, block)
        parts.revision.extend(revision)
        parts.leave(left)
        parts.kind = parts.kind or block.kind
        parts.at = block.end
        return True
    captions, end = captions_at(parts.items, parts.at, block, parts.kind)
    if not captions:
        return False
    parts.close_table()
    parts.other_paper = parts.other_paper or opens_other_paper(item.text)
    parts.captions.extend(captions)
    parts.over_table.extend(range(parts.at, end))
    parts.at = end
    return True


def _take_basis(parts: Parts, item: TextLine) -> bool:
    above = parts.items[parts.at - 1] if parts.at else None
    if parts.has_table or not (opens_basis(item) or continues_basis(parts.basis, above, item)):
        return False
    parts.basis.append(item.raw())
    parts.at += 1
    return True


_LINE_STEPS: tuple[Callable[[Parts, TextLine], bool], ...] = (
    _take_revision,
    _take_basis,
    _take_caption,
    _take_field,
    _take_other_label,
    _take_note,
    _take_signature,
)
