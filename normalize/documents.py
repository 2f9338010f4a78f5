"""A raw document made canonical: the whole of the interpretation in one function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from normalize.dates import DateFound, find_date, with_years_joined
from normalize.evidence import EvidenceLog, edges, rounded
from normalize.formulas import read_definitions
from normalize.indicators import TableReading, definition_entry, read_indicators
from normalize.instansi import Pemda, begins_body, body_in_letterhead, body_in_title, find_pemda, instansi_key
from normalize.labels import labels_office
from normalize.legal_basis import BasisFound, read_basis
from normalize.nip import is_other_number, nip_valid, read_nip
from normalize.revision_labels import label_inside
from normalize.text import fold, join_lines, uppercase_share, without_final_mark
from schemas.document import (
    DefinitionEntry,
    Document,
    HeaderList,
    Indicator,
    LegalBasis,
    Remainder,
    Signature,
    Statement,
)
from schemas.formula import FormulaReading
from schemas.page import Method
from schemas.raw import HeaderField, RawDocument, RawRemainder, RawSignature, RawText, RemainderReason
from schemas.value import value

Fields = dict[str, object]
"""Fields of a document, which are validated all together."""

_YEARS = re.compile(r"\b((?:19|20)\d\d)\b(?:\s*(?:[-–/]|s\.?/?d\.?|sampai(?:\s+dengan)?)\s*((?:19|20)\d\d)\b)?", re.I)
_TOLD_BY_PLACE = 0.8
"""How sure a body is that stands in a heading and begins with no known word."""
_NEAR_HEADING = 6
"""Left-over lines among which the name of the body may stand."""
_CALLED = regex.compile(r"[\s,]*\b(?:yang\s+)?selanjutnya\s+disebut\b.*$", regex.I)
"""What a covenant adds to the name of an office."""
_LIST_FIELDS: tuple[HeaderList, ...] = ("visi", "misi", "tujuan", "tugas", "fungsi")


@value
class Years:
    """The year or the period that a heading states."""

    tahun: int | None = None
    awal: int | None = None
    akhir: int | None = None


def normalize_document(raw: RawDocument, source_id: str, method: Method) -> Document:
    """The canonical document of a raw one. `source_id` is the SHA-256 of the source's bytes, in hex."""
    document_id = f"{source_id[:16]}-{raw.segment}"
    log = EvidenceLog(method)
    basis = read_basis([line.text for line in raw.basis])
    signatures = [_signature(n, signer, log) for n, signer in enumerate(raw.signatures)]
    indicators = _indicators(raw, document_id, log)
    fields = {
        "document_id": document_id,
        "source_id": source_id,
        "segment": raw.segment,
        "jenis_dokumen": raw.jenis_dokumen,
        "page_first": raw.page_first,
        "page_last": raw.page_last,
        "method": method,
        **_header(raw, basis, document_id, log),
        **_validity(raw, basis, signatures, log),
        "statements": list(_statements(raw, log)),
        "indicators": [indicator for indicator, _ in indicators],
        "definisi": list(_note_definitions(raw, indicators)),
        "catatan": _notes(raw, log),
        "signatures": signatures,
        "remainder": [remainder_entry(entry) for entry in raw.remainder],
    }
    # the log is complete only here
    return Document.model_validate({**fields, "confidence": rounded(log.lowest), "evidence": log.entries()})


def remainder_entry(entry: RawRemainder) -> Remainder:
    """A left-over text as the dataset shows it."""
    where = entry.where
    x0, top, x1, bottom = edges(where.box)
    return Remainder(
        page=where.page, line=where.line, x0=x0, top=top, x1=x1, bottom=bottom, text=entry.text, reason=entry.reason
    )


def read_years(lines: Sequence[str]) -> Years:
    """The year that heading lines state, if it is one; a span of years is the planning period.

    >>> read_years(["INDIKATOR KINERJA UTAMA", "TAHUN 2013-2018"])
    Years(tahun=None, awal=2013, akhir=2018)
    """
    single: set[int] = set()
    for line in lines:
        joined = with_years_joined(line)
        if "19" not in joined and "20" not in joined:
            continue  # as most
        for match in _YEARS.finditer(joined):
            if match.group(2) and int(match.group(2)) > int(match.group(1)):
                return Years(None, int(match.group(1)), int(match.group(2)))
            single.add(int(match.group(1)))
    return Years(single.pop()) if len(single) == 1 else Years()


# ---- header


def _header(raw: RawDocument, basis: BasisFound, document_id: str, log: EvidenceLog) -> Fields:
    title = _title(raw, log)
    instansi = _instansi(raw, log)
    pemda = _pemda(raw, instansi, title, basis)
    years = _years(raw, log)
    return {
        "judul": title,
        "instansi": instansi,
        "instansi_key": instansi_key(instansi, pemda, document_id),
        "pemerintah_daerah": pemda.printed if pemda is not None else None,
        "tahun": years.tahun,
        "periode_awal": years.awal,
        "periode_akhir": years.akhir,
        "visi": _visi(raw, log),
        "revisi_label": _revision(raw, log),
    }


def _years(raw: RawDocument, log: EvidenceLog) -> Years:
    """The year of the heading; where it states none, the one that cover and running heads agree on."""
    years = read_years([line.text for line in raw.title])
    if years != Years() or not raw.around:
        return years
    dated = [line for line in raw.around if read_years([line.text]) != Years()]
    years = read_years([line.text for line in dated])
    if years.tahun is None:
        return Years()
    log.text("/tahun", dated[0])
    return years


def _title(raw: RawDocument, log: EvidenceLog) -> str | None:
    log.texts("/judul", raw.title)
    return fold(" ".join(line.text for line in raw.title)) or None


def _revision(raw: RawDocument, log: EvidenceLog) -> str | None:
    """The label's own lines, else one inside a line of the heading."""
    if not raw.revision:
        for line in raw.title:
            if (label := label_inside(line.text)) is not None:
                log.text("/revisi_label", line)
                return label
    log.texts("/revisi_label", raw.revision)
    return fold(" ".join(line.text for line in raw.revision)) or None


def _instansi(raw: RawDocument, log: EvidenceLog) -> str | None:
    """The labelled field, else the body named in the heading, as printed.

    In a covenant the offices at its beginning are its parties; the body stands over the table of its annex.
    """
    labelled = [field for field in raw.fields if field.name is HeaderField.INSTANSI]
    if raw.jenis_dokumen == "perjanjian_kinerja":
        for table in raw.tables:
            annexed = body_in_title([line.text for line in table.captions])
            if annexed:
                log.texts("/instansi", _as_sure(annexed, table.captions))
                return annexed
        labelled.sort(key=lambda field: labels_office(field.label.text))
    for field in labelled:
        if field.items:
            log.texts("/instansi", field.items)
            text = without_final_mark(_CALLED.sub("", join_lines([item.text for item in field.items])))
            if text:
                return text
    named = body_in_title([line.text for line in raw.title])
    if named:
        log.texts("/instansi", _as_sure(named, raw.title))
        return named
    named = body_in_letterhead([line.text for line in raw.above])
    if named:
        log.texts("/instansi", raw.above)
        return named
    return _bare_body(raw, log)


def _as_sure(body: str, lines: Sequence[RawText]) -> Sequence[RawText]:
    """The lines of a heading with the confidence of the body that they name."""
    if begins_body(body):
        return lines
    return [replace(line, confidence=min(line.confidence, _TOLD_BY_PLACE)) for line in lines]


def _bare_body(raw: RawDocument, log: EvidenceLog) -> str | None:
    """A line in capitals near the heading that is nothing but the name of a body with its government."""
    for entry in raw.remainder[:_NEAR_HEADING]:
        text = entry.text
        if uppercase_share(text) > 0.9 and len(text) < 120 and find_pemda(text) is not None:
            named = body_in_title([text])
            if named is not None and entry.reason is RemainderReason.UNASSIGNED_LINE:
                log.text("/instansi", RawText(text, entry.where))
                return named
    return None


def _pemda(raw: RawDocument, instansi: str | None, title: str | None, basis: BasisFound) -> Pemda | None:
    """The regional government: from the body, the heading, the signer's office or the legal basis."""
    offices = [signer.jabatan.text for signer in raw.signatures if signer.jabatan is not None]
    above = [line.text for line in raw.above]
    for text in (instansi, title, *above, *offices, basis.tentang, basis.jenis):
        if text and (found := find_pemda(text)) is not None:
            return found
    return None


def _visi(raw: RawDocument, log: EvidenceLog) -> str | None:
    for field in raw.fields:
        if field.name is HeaderField.VISI and field.items:
            log.texts("/visi", field.items)
            return join_lines([item.text for item in field.items]) or None
    return None


def _statements(raw: RawDocument, log: EvidenceLog) -> Iterator[Statement]:
    """The header lists; two blocks of one label count on."""
    index = 0
    for name in _LIST_FIELDS:
        position = 0
        for field in raw.fields:
            if field.name != name:
                continue
            for item in field.items:
                text = fold(item.text)
                if not text:
                    continue
                position += 1
                log.text(f"/statements/{index}/text", item)
                yield Statement(name, position, item.marker, text)
                index += 1


# ---- tables and notes


def _indicators(raw: RawDocument, document_id: str, log: EvidenceLog) -> list[tuple[Indicator, FormulaReading]]:
    found: list[tuple[Indicator, FormulaReading]] = []
    of_heading = read_years([line.text for line in raw.title]).tahun
    for table_no, table in enumerate(raw.tables, start=1):
        tahun = read_years([line.text for line in table.captions]).tahun or of_heading
        reading = TableReading(table, table_no, document_id, raw.jenis_dokumen, tahun)
        found.extend(read_indicators(reading, len(found), log))
    return found


def _notes(raw: RawDocument, log: EvidenceLog) -> list[str]:
    for n, note in enumerate(raw.notes):
        log.text(f"/catatan/{n}", note.text)
    return [note.text.text for note in raw.notes]


def _note_definitions(
    raw: RawDocument, indicators: Sequence[tuple[Indicator, FormulaReading]]
) -> Iterator[DefinitionEntry]:
    """What the notes under tables define, by the variables of the document's formulas."""
    if not raw.notes:
        return
    variables = tuple({v.symbol: v for _, reading in indicators for v in reading.variables}.values())
    for note in raw.notes:
        for definition in read_definitions(note.text.content, variables):
            yield definition_entry(definition)


# ---- signature and dates


def _validity(raw: RawDocument, basis: BasisFound, signatures: Sequence[Signature], log: EvidenceLog) -> Fields:
    """The legal basis, when and where the document was signed, and since when it holds."""
    if basis.jenis:
        log.texts("/dasar", raw.basis)
    day = basis.tanggal.first_day if basis.tanggal is not None and basis.tanggal.day else None
    place, signed = _signing(raw, basis, log)
    since = _in_force(basis, signatures, read_years([line.text for line in raw.title]))
    return {
        "dasar": LegalBasis(basis.jenis, basis.nomor, basis.tahun, day, basis.tentang),
        "berlaku_sejak": since.first_day if since is not None else None,
        "berlaku_presisi": since.precision if since is not None else None,
        "penetapan_tempat": place,
        "penetapan_tanggal": signed,
    }


def _signature(index: int, raw: RawSignature, log: EvidenceLog) -> Signature:
    for name in ("tempat", "tanggal", "jabatan", "nama", "pangkat", "nip"):
        part: RawText | None = getattr(raw, name)
        if part is not None:
            log.text(f"/signatures/{index}/{name}", part)
    found = find_date(raw.tanggal.text) if raw.tanggal is not None else None
    nip = read_nip(raw.nip.text) if raw.nip is not None else None
    return Signature(
        position=index + 1,
        tempat=_text(raw.tempat),
        tanggal=_text(raw.tanggal),
        tanggal_iso=found.iso if found is not None else None,
        jabatan=_text(raw.jabatan),
        nama=_text(raw.nama),
        pangkat=_text(raw.pangkat),
        nip=nip or None,
        nip_valid=nip_valid(nip) if nip and raw.nip and not is_other_number(raw.nip.text) else None,
    )


def _text(raw: RawText | None) -> str | None:
    return (fold(raw.text) or None) if raw is not None else None


def _signing(raw: RawDocument, basis: BasisFound, log: EvidenceLog) -> tuple[str | None, str | None]:
    """Place and date of signing: of the decree, else of the first signature that has them."""
    if basis.tempat is not None:
        log.texts("/penetapan_tempat", raw.basis)
        return basis.tempat, basis.tanggal.text if basis.tanggal is not None else None
    for signer in raw.signatures:
        if signer.tempat is not None:
            log.text("/penetapan_tempat", signer.tempat)
            if signer.tanggal is not None:
                log.text("/penetapan_tanggal", signer.tanggal)
            return _text(signer.tempat), _text(signer.tanggal)
    return None, None


def _in_force(basis: BasisFound, signatures: Sequence[Signature], years: Years) -> DateFound | None:
    """Since when a document holds: the decree's date, else the signing date, else the year of the heading."""
    if basis.tanggal is not None:
        return basis.tanggal
    for signer in signatures:
        if signer.tanggal is not None and (found := find_date(signer.tanggal)) is not None:
            return found
    year = years.tahun or years.awal or basis.tahun
    return DateFound(str(year), 0, year) if year else None
