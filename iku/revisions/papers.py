"""What linking and auditing need to know of a document, taken from the dataset's rows.

Linking runs over the whole dataset at the end of each run. It works on these small records, not on the documents' JSON:
the tables of earlier runs are in memory already, and evidence, the largest part of a document, is not needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from iku.revisions.text import compact
from schemas.value import value

Record = Mapping[str, Any]
"""A row of a table by column names."""
Tables = Mapping[str, Sequence[Record]]
T = TypeVar("T")
F = TypeVar("F")


class VariableFact(NamedTuple):
    """A quantity of a formula."""

    symbol: str
    name: str
    role: str


class DefinitionFact(NamedTuple):
    """What a legend or note says of a variable."""

    symbol: str
    text: str
    mathjson: str | None


class TargetFact(NamedTuple):
    """A figure of an indicator."""

    tahun: int | None
    tahun_ke: int | None
    periode: str | None
    kind: str
    operator: str
    raw: str
    value: Decimal | None
    satuan: str | None

    @property
    def slot(self) -> tuple[int | None, int | None, str | None, str]:
        """What the figure is for: year, relative year, period and kind."""
        return self.tahun, self.tahun_ke, self.periode, self.kind


class SignerFact(NamedTuple):
    """Who signed."""

    tempat: str | None
    tanggal: str | None
    tanggal_iso: str | None
    jabatan: str | None
    nama: str | None
    nip: str | None
    nip_valid: bool | None


class StatementFact(NamedTuple):
    """An item of a header list."""

    field: str
    text: str


@value
class Row:
    """An indicator row. `index` is its place in the document from 0, as JSON pointers count."""

    indicator_id: str
    index: int
    table_no: int
    row_no: int
    jenis: str
    no: str | None
    tujuan: str | None
    sasaran: str | None
    indikator: str
    formula_text: str | None
    keterangan: str | None
    satuan: str | None
    arah: str | None
    sumber_data: tuple[str, ...]
    penanggung_jawab: tuple[str, ...]
    page: int | None
    confidence: float
    status: str
    kind: str | None
    mathjson: str | None
    latex: str | None
    formula_satuan: str | None
    variables: tuple[VariableFact, ...] = ()
    definitions: tuple[DefinitionFact, ...] = ()
    targets: tuple[TargetFact, ...] = ()

    @property
    def folded(self) -> str:
        """The indicator without case, spaces and punctuation."""
        return compact(self.indikator)


@value
class Paper:
    """A document as linking sees it; every field as in the table `documents`."""

    document_id: str
    source_id: str
    segment: int
    jenis_dokumen: str
    judul: str | None
    instansi: str | None
    instansi_key: str
    pemerintah_daerah: str | None
    tahun: int | None
    periode_awal: int | None
    periode_akhir: int | None
    visi: str | None
    revisi_label: str | None
    dasar_jenis: str | None
    dasar_nomor: str | None
    dasar_tahun: int | None
    dasar_tanggal: date | None
    dasar_tentang: str | None
    berlaku_sejak: date | None
    berlaku_presisi: str | None
    penetapan_tempat: str | None
    penetapan_tanggal: str | None
    catatan: tuple[str, ...]
    method: str
    confidence: float
    statements: tuple[StatementFact, ...] = ()
    rows: tuple[Row, ...] = ()
    definitions: tuple[DefinitionFact, ...] = ()
    signers: tuple[SignerFact, ...] = ()

    def listed(self, field: str) -> tuple[str, ...]:
        """The items of a header list."""
        return tuple(item.text for item in self.statements if item.field == field)


def papers_of(tables: Tables) -> list[Paper]:
    """The papers in a dataset's tables, by document_id. `tables` gives the rows of each as mappings."""
    rows, notes = _rows(tables), _notes(tables)
    statements = _grouped(tables["statements"], "document_id", _reader(StatementFact), "field", "position")
    signers = _grouped(tables["signatures"], "document_id", _reader(SignerFact), "position")
    papers = [
        _fact(
            Paper,
            record,
            instansi_key=record["own_instansi_key"],
            catatan=tuple(record["catatan"]),
            statements=tuple(statements.get(record["document_id"], ())),
            rows=tuple(rows.get(record["document_id"], ())),
            definitions=tuple(notes.get(record["document_id"], ())),
            signers=tuple(signers.get(record["document_id"], ())),
        )
        for record in tables["documents"]
    ]
    return sorted(papers, key=lambda paper: paper.document_id)


def _rows(tables: Tables) -> dict[str, list[Row]]:
    formulas = {record["indicator_id"]: record for record in tables["formulas"]}
    variables = _grouped(tables["variables"], "indicator_id", _reader(VariableFact), "position")
    targets = _grouped(tables["targets"], "indicator_id", _reader(TargetFact), "position")
    legends = _grouped(tables["definitions"], "indicator_id", _reader(DefinitionFact), "position")
    rows: dict[str, list[Row]] = {}
    for record in tables["indicators"]:
        own = record["indicator_id"]
        formula = formulas[own]
        row = _fact(
            Row,
            record,
            index=int(own.rsplit("/", 1)[1]) - 1,
            sumber_data=tuple(record["sumber_data"]),
            penanggung_jawab=tuple(record["penanggung_jawab"]),
            formula_satuan=formula["satuan"],
            variables=tuple(variables.get(own, ())),
            definitions=tuple(legends.get(own, ())),
            targets=tuple(targets.get(own, ())),
            **{name: formula[name] for name in ("status", "kind", "mathjson", "latex")},
        )
        rows.setdefault(record["document_id"], []).append(row)
    for found in rows.values():
        found.sort(key=lambda row: row.index)
    return rows


def _notes(tables: Tables) -> dict[str, list[DefinitionFact]]:
    """Definitions in notes under tables, which belong to no row."""
    found = (record for record in tables["definitions"] if record["indicator_id"] is None)
    return _grouped(found, "document_id", _reader(DefinitionFact), "position")


def _grouped(records: Iterable[Record], owner: str, read: Callable[[Record], T], *order: str) -> dict[str, list[T]]:
    """Records by their owner, in the order of the columns `order`."""
    groups: dict[str, list[tuple[Any, T]]] = {}
    for record in records:
        place = tuple(record[name] for name in order)
        groups.setdefault(record[owner], []).append((place, read(record)))
    return {key: [value for _, value in sorted(group, key=itemgetter(0))] for key, group in groups.items()}


def _reader(kind: type[T]) -> Callable[[Record], T]:
    """A function from a record to a named tuple of the columns of the same names."""
    pick = itemgetter(*kind._fields)  # type: ignore[attr-defined]  # T is one of the named tuples above
    return lambda record: kind(*pick(record))


def _fact(fact: type[F], record: Record, **given: Any) -> F:
    """A record as a data class; what is not `given` comes from the columns of the same names."""
    names, pick = _columns(fact, tuple(given))  # type: ignore[arg-type]  # mypy sees the hash of its instances
    return fact(**dict(zip(names, pick(record), strict=True)), **given)


@cache
def _columns(fact: type[Any], given: tuple[str, ...]) -> tuple[list[str], Callable[[Record], tuple[Any, ...]]]:
    names = [name for name in fact.__dataclass_fields__ if name not in given]
    return names, itemgetter(*names)
