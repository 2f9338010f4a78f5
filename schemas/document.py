"""The canonical JSON of a document: what one document says, typed, with the place every value came from.

These models are the source of `document.schema.json`. A document holds nothing that depends on other documents; order,
currency and keys across documents live in the dataset's tables. Decimals are strings, boxes are rounded to 0.1 pt and
confidence to 3 decimals, so that the same inputs give the same bytes.
"""

from __future__ import annotations

from dataclasses import KW_ONLY
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from schemas.formula import FormulaKind, FormulaStatus, Role
from schemas.page import Method
from schemas.raw import RemainderReason, TargetKind
from schemas.value import value

DecimalText = Annotated[Decimal, PlainSerializer(lambda value: format(value, "f"), return_type=str)]
Confidence = Annotated[float, Field(ge=0, le=1)]
Ordinal = Annotated[int, Field(ge=1)]
Filled = Annotated[str, Field(min_length=1)]
VariableName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Pointer = Annotated[str, Field(pattern=r"^(/[^/]+)+$")]
Jenis = Literal["tujuan", "sasaran", "iku"]
JenisDokumen = Literal["iku", "perjanjian_kinerja", "lainnya"]
Arah = Literal["higher", "lower"]
Operator = Literal["=", "≥", "≤", ">", "<"]
Precision = Literal["day", "month", "year"]
HeaderList = Literal["visi", "misi", "tujuan", "tugas", "fungsi"]
MathJson = Any
"""JSON of the MathJSON subset; checked where it is built, `normalize.formulas.from_mathjson`."""


_CONFIG = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


class _Part:
    """A part of a document: a plain value, made without validation.

    A document has a hundred of them. A document read from JSON, and every document before it is written, is validated
    with all of them.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar = _CONFIG


@value
class Statement(_Part):
    """One item of a header list."""

    field: HeaderList
    position: Ordinal
    marker: str | None
    text: Filled


@value
class LegalBasis(_Part):
    """The decree or regulation that a document rests on."""

    jenis: str | None = None
    nomor: str | None = None
    tahun: int | None = None
    tanggal: date | None = None
    tentang: str | None = None


@value
class VariableEntry(_Part):
    """A quantity that a formula names."""

    symbol: VariableName
    name: str
    base: str | None
    offset: int | None
    role: Role
    position: Ordinal


@value
class DefinitionEntry(_Part):
    """What a legend or note says of a variable."""

    symbol: str
    text: str
    mathjson: MathJson = None


@value
class FormulaEntry(_Part):
    """What was read from a formula cell."""

    _: KW_ONLY
    status: FormulaStatus
    kind: FormulaKind | None
    latex: str | None
    sympy: str | None
    mathjson: MathJson = None
    satuan: str | None


@value
class TargetEntry(_Part):
    """One figure of an indicator."""

    position: Ordinal
    tahun: int | None
    tahun_ke: int | None
    periode: str | None
    kind: TargetKind
    operator: Operator
    raw: Filled
    value: DecimalText | None
    value_high: DecimalText | None
    satuan: str | None


@value
class Indicator(_Part):
    """One indicator row of a table."""

    indicator_id: str
    table_no: Ordinal
    row_no: Ordinal
    jenis: Jenis
    no: str | None
    tujuan: str | None
    sasaran: str | None
    indikator: Filled
    formula_text: str | None
    keterangan: str | None
    satuan: str | None
    arah: Arah | None
    sumber_data: tuple[str, ...]
    penanggung_jawab: tuple[str, ...]
    page: int | None
    confidence: Confidence
    formula: FormulaEntry
    variabel: tuple[VariableEntry, ...]
    definisi: tuple[DefinitionEntry, ...]
    target: tuple[TargetEntry, ...]


@value
class Signature(_Part):
    """One signer. Personal data."""

    position: Ordinal
    tempat: str | None
    tanggal: str | None
    tanggal_iso: str | None
    jabatan: str | None
    nama: str | None
    pangkat: str | None
    nip: str | None
    nip_valid: bool | None


@value
class _Placed(_Part):
    """Something with its place: page and box, or the line of a text."""

    _: KW_ONLY
    page: int | None = None
    line: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None


@value
class Evidence(_Placed):
    """Where one value came from."""

    _: KW_ONLY
    pointer: Pointer
    raw: str
    steps: tuple[str, ...] = ()
    confidence: Confidence
    method: Method
    pribadi: bool = False


@value
class Remainder(_Placed):
    """A text of the document that went into no field."""

    _: KW_ONLY
    text: str
    reason: RemainderReason


class Document(BaseModel):
    """One IKU document."""

    model_config = _CONFIG

    document_id: str = Field(pattern=r"^[0-9a-f]{16}-[1-9][0-9]*$")
    source_id: str = Field(pattern=r"^[0-9a-f]{64}$")
    segment: Ordinal
    jenis_dokumen: JenisDokumen
    judul: str | None
    instansi: str | None
    instansi_key: str
    pemerintah_daerah: str | None
    tahun: int | None
    periode_awal: int | None
    periode_akhir: int | None
    visi: str | None
    revisi_label: str | None
    dasar: LegalBasis
    berlaku_sejak: date | None
    berlaku_presisi: Precision | None
    penetapan_tempat: str | None
    penetapan_tanggal: str | None
    catatan: tuple[str, ...]
    page_first: int | None
    page_last: int | None
    method: Method
    confidence: Confidence
    statements: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    definisi: tuple[DefinitionEntry, ...]
    signatures: tuple[Signature, ...]
    evidence: tuple[Evidence, ...]
    remainder: tuple[Remainder, ...]
