"""Tables sorted into the parts of a document: of indicators, of labels, of signatures, or of another paper."""

from __future__ import annotations

from extract.assembly.captions import part_objectives
from extract.assembly.label_tables import is_label_table, read_label_table
from extract.assembly.parts.grounds import belongs
from extract.assembly.parts.state import Parts
from extract.assembly.signatures import signature_at
from extract.assembly.stream import TableBlock
from extract.assembly.tables.open import OpenTable, table_text
from extract.assembly.tables.table_head import TableHead
from extract.assembly.wording import is_year
from schemas.raw import RemainderReason


def take_table(parts: Parts, block: TableBlock) -> None:
    """Take the table at `parts.at` as what it is; one of no known kind, or of another paper, is left over."""
    if block.is_signature and parts.has_table and (region := signature_at(parts.items, parts.at)) is not None:
        parts.sign(region)
    elif parts.open is not None and not parts.captions and parts.open.takes(block) and not is_label_table(block):
        parts.open.append(block)
    elif (head := block.indicator_head) is not None and belongs(parts, block, head):
        parts.close_table()
        if parts.strayed and not parts.tables:
            parts.drop_title()
        parts.prose = 0.0
        parts.over_table.clear()
        parts.open = OpenTable.begin(block, head, parts.captions)
        parts.captions = []
    elif is_label_table(block):
        fields, loose = read_label_table(block)
        parts.fields.extend(fields)
        parts.cover.extend(text for text in loose if is_year(text.text))
        parts.leave([field.label for field in fields], RemainderReason.FURNITURE)
        parts.leave(loose)
    elif (head := _inferred(parts, block)) is not None:
        parts.open = OpenTable.begin(block, head, parts.captions)
        parts.captions = []
    elif (region := signature_at(parts.items, parts.at)) is not None and parts.has_table:
        parts.sign(region)
    else:
        parts.refused = parts.refused or block.indicator_head is not None
        parts.remainder.extend(table_text(block, RemainderReason.LOOK_ALIKE_TABLE))
        parts.captions, objectives = part_objectives(parts.captions)
        parts.leave(objectives)
    parts.at += 1


def _inferred(parts: Parts, block: TableBlock) -> TableHead | None:
    """The columns of a table without heading in a document whose heading stands above or below it."""
    head = None if parts.has_table or parts.strayed else block.inferred
    return head if head is not None and parts.has_heading else None
