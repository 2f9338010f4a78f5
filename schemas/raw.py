"""What a document says before anything is interpreted: labelled strings, each with where it stood.

`extract` cuts pages into `RawDocument`s; `normalize` turns one of them into a `schemas.document.Document`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from schemas.inline import EMPTY, Content
from schemas.page import NOWHERE, Method, Step, Where
from schemas.value import value


@value
class RawText:
    """A string as printed, white space folded, with its place. `content` is kept where a drawn fraction may matter,
    `tops` are the heights of its lines (see `schemas.page.Cell`)."""

    text: str
    where: Where = NOWHERE
    marker: str | None = None
    content: Content = EMPTY
    raw: str | None = None
    """The whole line or cell as printed, where `text` is only a part of it."""
    confidence: float = 1.0
    steps: tuple[Step, ...] = field(default=(), compare=False)
    tops: tuple[float, ...] = field(default=(), compare=False)


class HeaderField(StrEnum):
    """A labelled part of the header block."""

    INSTANSI = "instansi"
    VISI = "visi"
    MISI = "misi"
    TUJUAN = "tujuan"
    TUGAS = "tugas"
    FUNGSI = "fungsi"


@value
class RawField:
    """A header label and the items under it, in reading order."""

    name: HeaderField
    label: RawText
    items: tuple[RawText, ...]


class ColumnKind(StrEnum):
    """What a column of an indicator table holds."""

    NO = "no"
    TUJUAN = "tujuan"
    SASARAN = "sasaran"
    TUJUAN_SASARAN = "tujuan_sasaran"
    """One column for both; it counts as the sasaran."""
    INDIKATOR = "indikator"
    FORMULA = "formula"
    SUMBER_DATA = "sumber_data"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    SATUAN = "satuan"
    TARGET = "target"
    KETERANGAN = "keterangan"
    PROGRAM = "program"
    ANGGARAN = "anggaran"
    OTHER = "other"


class TargetKind(StrEnum):
    """Which figure a column of figures holds."""

    TARGET = "target"
    REALISASI = "realisasi"
    BASELINE = "baseline"


@value
class Column:
    """A column as its heading describes it. `tahun_ke` counts relative years; `periode`: TW1..TW4, S1, S2 or 01..12."""

    kind: ColumnKind
    heading: str
    tahun: int | None = None
    tahun_ke: int | None = None
    periode: str | None = None
    target: TargetKind | None = None
    at_end: bool = False
    """Figures for the end of the planning period, whose year the heading does not name."""


@value
class RawRow:
    """One indicator row. `cells` by column number, merged and blank cells filled down; `inherited` names the columns
    whose cell was filled from a row above; `sections` are the rows across the table that stand above it."""

    cells: Mapping[int, RawText]
    where: Where = NOWHERE
    inherited: frozenset[int] = frozenset()
    sections: tuple[RawText, ...] = ()


@value
class RawTable:
    """An indicator table, broken over pages or not. `captions` are the lines that announce it."""

    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    captions: tuple[RawText, ...] = ()
    where: Where = NOWHERE


@value
class RawNote:
    """A note under a table: its lines joined, without the marker (`NB :`, `Catatan :`)."""

    text: RawText
    table_no: int


@value
class RawSignature:
    """One signer's block, its lines sorted into parts but not interpreted."""

    tempat: RawText | None = None
    tanggal: RawText | None = None
    jabatan: RawText | None = None
    nama: RawText | None = None
    pangkat: RawText | None = None
    nip: RawText | None = None


class RemainderReason(StrEnum):
    """Why a text was not used."""

    LOOK_ALIKE_TABLE = "look_alike_table"
    UNASSIGNED_LINE = "unassigned_line"
    UNREAD_IMAGE = "unread_image"
    LOW_CONFIDENCE = "low_confidence"
    FURNITURE = "furniture"


@value
class RawRemainder:
    """A text that went into no field, with the reason."""

    text: str
    where: Where
    reason: RemainderReason


@value
class RawDocument:
    """Everything one document of a source says, sorted by part."""

    segment: int
    jenis_dokumen: str
    title: tuple[RawText, ...] = ()
    revision: tuple[RawText, ...] = ()
    basis: tuple[RawText, ...] = ()
    fields: tuple[RawField, ...] = ()
    tables: tuple[RawTable, ...] = ()
    notes: tuple[RawNote, ...] = ()
    signatures: tuple[RawSignature, ...] = ()
    remainder: tuple[RawRemainder, ...] = ()
    page_first: int | None = None
    page_last: int | None = None
    around: tuple[RawText, ...] = ()
    """Lines of its cover and running heads, which may state the year that its heading does not."""
    above: tuple[RawText, ...] = ()
    """The lines directly above its heading that may name the body."""


@value
class RawSource:
    """What was found in one source: its documents and all that was left over."""

    documents: tuple[RawDocument, ...]
    method: Method
    remainder: tuple[RawRemainder, ...] = ()
    """What stands in no document, in reading order; each document carries its own."""
    pages: int | None = None
    characters: int = 0
    """Printed characters read, white space aside: the base of `coverage`."""
    troubles: tuple[Trouble, ...] = ()


@value
class Trouble:
    """Why a source was not read whole: a code of the documented vocabulary and a sentence with page and cause."""

    code: str
    message: str
    page: int | None = None
