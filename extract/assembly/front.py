"""What stands before the heading of a document: decree, covering letter, cover. The legal basis and a revision label
are taken, the rest is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.assembly.fields import field_label
from extract.assembly.heading import lines_above, stands_inside
from extract.assembly.label_tables import is_label_table, read_label_table
from extract.assembly.segments import TitleBlock, title_block
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.tables.open import table_text
from extract.assembly.wording import MAX_HEADING, is_office, is_revision, title_kind
from normalize.legal_basis import is_basis_line, quotes_sources
from schemas.raw import RawField, RawRemainder, RawText, RemainderReason

_MAX_SUBJECT_LINES = 4


@dataclass(slots=True)
class Front:
    """The heading (its lines and the kind of paper that it names), what was found before it, and the item after it."""

    title: list[RawText]
    kind: str
    end: int
    basis: list[RawText] = field(default_factory=list)
    revision: list[RawText] = field(default_factory=list)
    fields: list[RawField] = field(default_factory=list)
    left: list[RawRemainder] = field(default_factory=list)
    cover: list[RawText] = field(default_factory=list)
    """Lines set as headings are; they count as left too."""
    above: tuple[RawText, ...] = ()
    """The body's name directly above the heading; it counts as left too."""


def read_front(items: Sequence[Item]) -> Front | None:
    """The front of a document to the end of its heading, None where it has no heading."""
    title = _main_title(items)
    if title is None:
        return None
    lines, revision, left = title_lines(items, title)
    front = Front(lines, title.kind, title.end, above=lines_above(items, title.start))
    quoting = False
    above: Item | None = None
    for item in items[: title.start]:
        if isinstance(item, TableBlock):
            _take_table(front, item, own_page=item.page == items[title.start].page)
        else:
            quoting = quotes_sources(item.text, already=quoting)
            _take_line(front, item, above, quoting=quoting)
        above = item
    front.revision.extend(revision)
    front.left.extend(map(_unassigned, left))
    return front


def _main_title(items: Sequence[Item]) -> TitleBlock | None:
    """The heading nearest above the first label or table: earlier ones are covers. One below a table that needs none
    is no front."""
    found: TitleBlock | None = None
    at = 0
    while at < len(items):
        block = title_block(items, at)
        if block is not None:
            found = block
            at = block.end
            continue
        item = items[at]
        if found is None and isinstance(item, TableBlock) and stands_alone(item):
            return None
        if found is not None and (isinstance(item, TableBlock) or field_label(item) is not None):
            break
        at += 1
    return found


def title_lines(items: Sequence[Item], title: TitleBlock) -> tuple[list[RawText], list[RawText], list[RawText]]:
    """The lines of a heading, the revision label that stands among them, and what else is no part of the title."""
    own: list[RawText] = []
    revision: list[RawText] = []
    left: list[RawText] = []
    for at in range(title.start, title.end):
        if isinstance(line := items[at], TextLine):
            inside = at > title.start and stands_inside(items, at)
            kept = own if not inside else revision if is_revision(line.text) else left
            kept.append(line.raw())
    return own, revision, left


def stands_alone(block: TableBlock) -> bool:
    """Whether a table is one of IKU without any heading above it."""
    head = block.indicator_head
    return head.names_iku if head is not None else block.inferred is not None


def _take_table(front: Front, block: TableBlock, *, own_page: bool) -> None:
    if not (own_page and is_label_table(block)):
        front.left.extend(table_text(block, RemainderReason.UNASSIGNED_LINE))
        return
    fields, loose = read_label_table(block)  # some put the heading under its header block
    front.fields.extend(fields)
    front.left.extend(_unassigned(text) for text in loose if text.text)


def _take_line(front: Front, item: TextLine, above: Item | None, *, quoting: bool) -> None:
    if is_revision(item.text):
        front.revision.append(item.raw())
    elif not quoting and (opens_basis(item) or continues_basis(front.basis, above, item)):
        front.basis.append(item.raw())
    elif item.text:
        if not quoting and item.is_set_apart and len(item.text) <= MAX_HEADING:
            front.cover.append(item.raw())
        front.left.append(_unassigned(item.raw()))


def _unassigned(text: RawText) -> RawRemainder:
    return RawRemainder(text.text, text.where, RemainderReason.UNASSIGNED_LINE)


def opens_basis(item: TextLine) -> bool:
    """Whether a line belongs to the legal basis and is no heading (`LAMPIRAN PERJANJIAN KINERJA`)."""
    return is_basis_line(item.text) and title_kind(item.text, set_apart=item.is_set_apart) is None


def continues_basis(basis: Sequence[RawText], above: Item | None, item: TextLine) -> bool:
    """Whether a line directly under TENTANG, or under such a line, is the subject of a decree."""
    if not basis or above is None or basis[-1].where != above.where or not item.text.isupper():
        return False
    announced = [text.text.rstrip(" :").upper().endswith("TENTANG") for text in basis[-_MAX_SUBJECT_LINES:]]
    goes_on = item.line.gap < 1 and not item.text.rstrip().endswith(",") and not is_office(item.text)
    return announced[-1] or (any(announced) and goes_on)
