"""What has been found of one document so far, and how it grows: the state that the steps share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.assembly.segments import title_block
from extract.assembly.signatures import SignatureRegion
from extract.assembly.signers import own_head_first
from extract.assembly.stream import Item
from extract.assembly.tables.open import OpenTable, as_notes
from normalize.instansi import body_in_title
from schemas.raw import (
    HeaderField,
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


@dataclass(slots=True)
class Parts:
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
    over_table: list[int] = field(default_factory=list)
    """Captions, and lines that no step took, since the heading or the last table, by their place."""
    other_paper: bool = False
    """Whether the heading of a plan or report stood since the document's own."""

    refused: bool = False
    """Whether a table of indicators was left to another paper."""
    headed: bool | None = None
    """Whether a heading stands anywhere, once it was asked for."""

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

    @property
    def body(self) -> str | None:
        """The body that the document is about, as its header or its heading names it."""
        named = next((found.items for found in self.fields if found.name is HeaderField.INSTANSI and found.items), None)
        return named[0].text if named else body_in_title([line.text for line in self.title])

    @property
    def has_heading(self) -> bool:
        """Whether a heading stands anywhere, above or below."""
        if self.headed is None:
            self.headed = any(title_block(self.items, at) for at in range(len(self.items)))
        return self.headed

    def leave(self, texts: Sequence[RawText], reason: RemainderReason = RemainderReason.UNASSIGNED_LINE) -> None:
        """Put down what went into no part."""
        self.remainder.extend(RawRemainder(text.text, text.where, reason) for text in texts if text.text)

    def drop_title(self) -> None:
        """Leave a heading under which nothing stood: a line of a report."""
        self.leave(self.title)
        self.title, self.kind = [], None

    def sign(self, region: SignatureRegion) -> None:
        """Take a signature; it ends the table at hand."""
        self.close_table()
        self.signatures.extend(own_head_first(region.signatures, self.body))
        self.leave([line.raw() for line in region.unused], RemainderReason.FURNITURE)

    def close_table(self) -> None:
        """End the table at hand, if there is one."""
        if self.open is None:
            return
        closed = self.open.close()
        self.open = None
        if closed.table is not None:
            self.tables.append(closed.table)
        self.notes.extend(as_notes(closed.notes, len(self.tables)))
        self.remainder.extend(closed.left)
