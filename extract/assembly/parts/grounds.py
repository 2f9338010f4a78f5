"""On what grounds a table of indicators counts whose columns do not call them IKU.

Standards of service, accreditation forms, research and contracts hold indicators too, with formulas and sources. The
nearest heading above tells them apart. One that is known as that of another paper, or of a private firm, refuses the
table. Under one that names neither IKU, kinerja nor a column of such a table, two of these must stand by its formulas:
objectives, a header block, a body or a signature. Where no heading stands above, as in the second half of a file, one
of these will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import regex
from rapidfuzz import fuzz

from extract.assembly.heading import lines_above
from extract.assembly.parts.state import Parts
from extract.assembly.stream import TableBlock, TextLine
from extract.assembly.tables.by_cells import mostly_indicators
from extract.assembly.tables.table_head import OBJECTIVES, TableHead
from extract.assembly.wording import (
    has_academic_title,
    is_address,
    is_caption,
    is_furniture,
    is_revision,
    is_year,
    opens_other_paper,
    opens_signature,
    title_kind,
)
from normalize.headings import read_heading
from normalize.instansi import begins_body, name_goes_on, names_firm
from normalize.legal_basis import is_basis_line
from normalize.nip import is_nip_line
from normalize.text import key, title_case_share, uppercase_share
from schemas.page import Emphasis
from schemas.raw import ColumnKind

_LONGEST_HEADING, _LONGEST_SECTION = 160, 80
_FEWEST_WORDS = 2
_ALIKE, _ALIKE_DAMAGED = 80.0, 70.0
"""Similarity in per cent from which the words of a heading are those of IKU, and where neither of them is read well."""
_INDICATOR, _OWN_WORDS = "indikator", "indikatorkinerja"
_SAY_KINERJA = ("kinerja", "performance")
_SECTION = regex.compile(r"^\W*(?P<number>(?:\d{1,2}|\p{Lu})(?:\.\d{1,2})*)[.)]?\s+\p{Lu}")
"""The numbered heading of a section in a report."""
_IN_DECREE = regex.compile(r"\W*(?:nomor|tanggal|tentang)\b", regex.I)
"""Lines of a decree's head, which may be set as headings are."""
_OF_INDICATORS = OBJECTIVES | {ColumnKind.INDIKATOR}
_REACH = 200
"""Lines above a table among which its heading stands."""
_SIGNED_WITHIN = 40
"""Items below a table among which its signature stands."""


class Heading(Enum):
    """What the nearest heading above a table says of it."""

    NONE = "none"
    OWN = "own"
    UNKNOWN = "unknown"
    OTHER = "other"
    NEXT = "next"
    """It is that of the report's section next to the paper's own."""


def belongs(parts: Parts, block: TableBlock, head: TableHead) -> bool:
    """Whether a table of indicators is one of the document, and not of a plan or report around it: such a one may name
    the IKU that it plans or measures, but does not say how they are calculated."""
    if head.is_named:
        return not parts.other_paper or ColumnKind.FORMULA in head.kinds
    if head.is_complete:
        return True
    if parts.strayed and not head.tells_formulas:
        return False
    heading = _heading_above(parts)
    if parts.kind is not None:
        return heading in {Heading.NONE, Heading.OWN} or _counts_titled(parts, block, head, heading)
    return parts.has_heading or _counts_untitled(parts, block, head, heading)


def _counts_titled(parts: Parts, block: TableBlock, head: TableHead, heading: Heading) -> bool:
    """Whether a table counts under a further heading of a paper of IKU, which may be that of a part (`URUSAN SOSIAL`);
    behind the paper's signature, and in the next section, one that tells of formulas and objectives, or of the same
    indicators as the tables before."""
    if head.says_kinerja:
        return True
    if heading is Heading.NEXT or (parts.has_table and parts.signatures):
        goes_on = (head.tells_formulas and head.states_objectives) or _repeats(parts, block, head)
        return heading is not Heading.OTHER and goes_on
    return head.says_indicator or _holds_quantities(block, head)


def _counts_untitled(parts: Parts, block: TableBlock, head: TableHead, heading: Heading) -> bool:
    """Whether a table counts in a paper that has no heading of IKU at all."""
    if heading is Heading.OTHER:
        return False
    if heading in {Heading.UNKNOWN, Heading.NEXT}:
        return _is_attested(parts, head)
    if not head.tells_formulas:
        if parts.fields:
            return head.says_indicator or _holds_quantities(block, head)
        return heading is Heading.OWN and head.states_objectives and head.says_indicator and _is_official(parts)
    return heading is Heading.OWN or bool(parts.fields) or head.states_objectives or _is_official(parts)


def _is_attested(parts: Parts, head: TableHead) -> bool:
    """Whether two of these stand by a table that tells of formulas, and three by another one, objectives among them: a
    header block, a body, a signature."""
    witnesses = [head.states_objectives, bool(parts.fields), _has_body(parts), _is_signed(parts)]
    if head.tells_formulas:
        return sum(witnesses) >= 2
    return head.says_indicator and head.states_objectives and bool(parts.fields) and sum(witnesses) >= 3


def _holds_quantities(block: TableBlock, head: TableHead) -> bool:
    """Whether a column of indicators under a heading that says too little (`Uraian`) holds quantities."""
    return mostly_indicators(block.texts[head.body :], head.kinds.index(ColumnKind.INDIKATOR))


def _repeats(parts: Parts, block: TableBlock, head: TableHead) -> bool:
    """Whether most indicators of a table stand in a table before it."""
    before = {
        key(row.cells[n].text)
        for table in parts.tables
        for n, column in enumerate(table.columns)
        if column.kind is ColumnKind.INDIKATOR
        for row in table.rows
        if n in row.cells
    }
    at = head.kinds.index(ColumnKind.INDIKATOR)
    here = [key(text) for row in block.texts[head.body :] if (text := row[at])]
    return 2 * sum(text in before for text in here) > len(here)


def _is_official(parts: Parts) -> bool:
    """Whether a body stands above the table at hand, or a signature with its number below."""
    return _has_body(parts) or _is_signed(parts)


def _has_body(parts: Parts) -> bool:
    above = parts.at
    while above > 0 and isinstance(line := parts.items[above - 1], TextLine) and is_year(line.text):
        above -= 1
    return bool(lines_above(parts.items, above))


def _is_signed(parts: Parts) -> bool:
    below = parts.items[parts.at : parts.at + _SIGNED_WITHIN]
    return any(isinstance(item, TextLine) and is_nip_line(item.text) for item in below)


def _heading_above(parts: Parts) -> Heading:
    """What the nearest heading says that stands above the table, below the document's own heading or last table. A
    covenant has names and offices of its parties there."""
    if parts.kind == "perjanjian_kinerja":
        return Heading.NONE
    lines = list(_lines_above(parts))
    if parts.kind is None and any(names_firm(item.text) and _is_heading(item) for item in lines):
        return Heading.OTHER
    for item in lines:
        if _is_next_section(parts, item):
            names_indicators = _INDICATOR in key(item.text).split() and not _says_kinerja(item.text)
            return Heading.OWN if names_indicators else Heading.NEXT
        if opens_other_paper(item.text):
            return Heading.OTHER
        caption = is_caption(item.text) and " : " not in item.text
        if (caption or _is_heading(item)) and _names_indicators(parts, item.text):
            return Heading.OWN
        if not caption and _is_heading(item) and not begins_body(item.text):
            return Heading.UNKNOWN
    return Heading.NONE


def _lines_above(parts: Parts) -> Iterator[TextLine]:
    """The lines above that are no fields, and no second lines of a name, the nearest first, up to an annex's decree."""
    lowest = parts.at
    for at in parts.over_table[: -_REACH - 1 : -1]:
        if any(isinstance(item, TextLine) and is_basis_line(item.text) for item in parts.items[at + 1 : lowest]):
            return
        above = parts.items[at - 1] if at else None
        goes_on = isinstance(above, TextLine) and name_goes_on(above.text)
        if isinstance(item := parts.items[at], TextLine) and not goes_on:
            yield item
        lowest = at


def _is_next_section(parts: Parts, item: TextLine) -> bool:
    """Whether a line is the heading of the section next to the one that the document's heading opens. Where one number
    alone counts the sections, as it may count the items of a list, it must be set apart."""
    here = _SECTION.match(parts.title[0].text) if parts.title else None
    there = _SECTION.match(item.text) if here is not None and _may_head_section(item) else None
    if here is None or there is None:
        return False
    (*above, own), (*beside, other) = (match["number"].split(".") for match in (here, there))
    return above == beside and (len(own), own) < (len(other), other) and (bool(above) or item.is_set_apart)


def _may_head_section(item: TextLine) -> bool:
    """Whether a line is short, no sentence, and set apart or in capital letters, at least those of its words."""
    if len(item.text) > _LONGEST_SECTION or item.text.rstrip().endswith((".", ";", ":", ",")):
        return False
    return item.is_set_apart or uppercase_share(item.text) > 0.7 or title_case_share(item.text) > 0.9


def _is_heading(item: TextLine) -> bool:
    """Whether a line is set as a heading is, and is no line of a letterhead, a decree, a table or a signature."""
    text = item.text
    words = len(key(text).split())
    if len(text) > _LONGEST_HEADING or len(item.line.pieces) > 1:
        return False
    if words < _FEWEST_WORDS and not (words and item.line.emphasis is Emphasis.HEADING):
        return False
    if not (item.is_set_apart or uppercase_share(text) > 0.7) or text.rstrip().endswith((".", ";", ":", ",")):
        return False
    return item.label is None and not (
        is_year(text)
        or _IN_DECREE.match(text)
        or is_address(text)
        or is_revision(text)
        or is_furniture(text)
        or opens_signature(text)
        or has_academic_title(text)
    )


def _says_kinerja(text: str) -> bool:
    folded = key(text)
    return any(word in folded for word in _SAY_KINERJA)


def _names_indicators(parts: Parts, text: str) -> bool:
    """Whether a heading says what the table under it holds: kinerja, the words of one of its columns, or indicators
    where a body or an official stands beside them."""
    folded = key(text)
    if title_kind(text, set_apart=True) or _says_kinerja(text) or "iku" in folded.split():
        return True
    likeness = fuzz.partial_ratio(_OWN_WORDS, folded.replace(" ", ""))
    if likeness >= (_ALIKE if _INDICATOR in folded else _ALIKE_DAMAGED):
        return True
    column = read_heading(text)
    if column is not None and column.kind in _OF_INDICATORS:
        return True
    return _INDICATOR in folded.split() and _is_official(parts)
