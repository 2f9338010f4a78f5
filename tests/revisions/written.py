"""Papers written by hand: a few facts given, the rest empty; formulas read as the extractor reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from iku.revisions.papers import DefinitionFact, Paper, Row, SignerFact, StatementFact, TargetFact, VariableFact
from normalize.dates import find_date
from normalize.formulas import read_formula
from normalize.instansi import Pemda, instansi_key
from normalize.nip import nip_valid
from normalize.targets import read_target
from schemas.inline import text_content

PEMDA = Pemda("kota", "Sukamaju")


def row(indikator: str, **facts: Any) -> dict[str, Any]:
    """An indicator row: `formula`, `sumber`, `penanggung`, `target` as {year: text}, and columns by name."""
    return {"indikator": indikator, **facts}


def paper(name: str, rows: Iterable[Mapping[str, Any] | str] = (), **facts: Any) -> Paper:
    """A paper of the body `instansi`; `pemda` None for none. `name` stands for the file it came in."""
    source_id = sha256(str(facts.pop("source", name)).encode()).hexdigest()
    segment = int(facts.pop("segment", 1))
    document_id = f"{source_id[:16]}-{segment}"
    pemda: Pemda | None = facts.pop("pemda", PEMDA)
    instansi = facts.pop("instansi", "Dinas Contoh")
    signers = tuple(_signer(**signer) for signer in facts.pop("signers", ()))
    lists = facts.pop("lists", {})
    since = facts.pop("since", None)
    found = find_date(since) if since else None
    given_rows = [row(r) if isinstance(r, str) else r for r in rows]
    values: dict[str, Any] = dict.fromkeys(Paper.__dataclass_fields__)
    values |= {
        "document_id": document_id,
        "source_id": source_id,
        "segment": segment,
        "jenis_dokumen": "iku",
        "instansi": instansi,
        "instansi_key": instansi_key(instansi, pemda, document_id),
        "pemerintah_daerah": pemda.printed if pemda is not None else None,
        "berlaku_sejak": found.first_day if found is not None else None,
        "berlaku_presisi": found.precision if found is not None else None,
        "catatan": (),
        "method": "text",
        "confidence": 1.0,
        "statements": tuple(StatementFact(field, text) for field, items in lists.items() for text in items),
        "rows": tuple(_row(document_id, n, **r) for n, r in enumerate(given_rows)),
        "definitions": tuple(_definition(**d) for d in facts.pop("definitions", ())),
        "signers": signers,
    }
    if isinstance(facts.get("dasar_tanggal"), str):
        facts["dasar_tanggal"] = date.fromisoformat(facts["dasar_tanggal"])
    return Paper(**values | facts)


def _row(document_id: str, index: int, **facts: Any) -> Row:
    formula = facts.pop("formula", None)
    reading = read_formula(text_content(formula)) if formula else None
    target = facts.pop("target", {})
    values: dict[str, Any] = dict.fromkeys(Row.__dataclass_fields__)
    values |= {
        "indicator_id": f"{document_id}/{index + 1}",
        "index": index,
        "table_no": 1,
        "row_no": index + 1,
        "jenis": "iku",
        "sumber_data": tuple(facts.pop("sumber", ())),
        "penanggung_jawab": tuple(facts.pop("penanggung", ())),
        "confidence": 1.0,
        "status": "absent",
        "definitions": (),
        "variables": (),
        "targets": tuple(_target(year, text, **facts.pop("figure", {})) for year, text in target.items()),
    }
    if reading is not None:
        values |= {
            "formula_text": reading.text,
            "keterangan": reading.keterangan,
            "status": reading.status.value,
            "kind": reading.kind.value if reading.kind else None,
            "mathjson": json.dumps(reading.mathjson) if reading.mathjson is not None else None,
            "latex": reading.latex,
            "formula_satuan": reading.satuan,
            "satuan": reading.satuan,
            "variables": tuple(VariableFact(v.symbol, v.name, v.role.value) for v in reading.variables),
            "definitions": tuple(_definition(d.symbol, d.text, d.mathjson) for d in reading.definitions),
        }
    return Row(**values | facts)


def _definition(symbol: str, text: str, mathjson: Any = None) -> DefinitionFact:
    return DefinitionFact(symbol, text, json.dumps(mathjson) if mathjson is not None else None)


def _target(year: str, text: str, kind: str = "target") -> TargetFact:
    read = read_target(text)
    value = Decimal(read.value) if read.value is not None else None
    return TargetFact(int(year), None, None, kind, read.operator, read.raw, value, read.satuan)


def _signer(nama: str | None = "Fulan", **facts: Any) -> SignerFact:
    tanggal = facts.get("tanggal")
    found = find_date(tanggal) if tanggal else None
    nip = facts.get("nip")
    return SignerFact(
        facts.get("tempat"),
        tanggal,
        found.iso if found is not None else None,
        facts.get("jabatan", "Kepala Dinas Contoh Kota Sukamaju"),
        nama,
        nip,
        nip_valid(nip) if nip else None,
    )
