"""Checks of documents: IKU013, IKU014, IKU021, IKU022, IKU025."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from iku.audit.finding import Hit
from iku.audit.rules import words
from iku.revisions.papers import Paper
from normalize.instansi import find_pemda
from normalize.text import key

_BLANK = regex.compile(r"[.…_]{3,}|…")
_NEAR = 1
"""Years by which a date of signing may stand off the year of the heading."""


def document_checks(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """What is wrong with a document as a whole, by code of the rule."""
    yield from _unsigned(paper)
    yield from _numbers_of_officials(paper)
    yield from _governments(paper)
    yield from _years(paper)
    if paper.pemerintah_daerah is None and not _is_national(paper):
        yield "IKU025", Hit(paper, "/instansi", evidence=paper.instansi)


def _unsigned(paper: Paper) -> Iterator[tuple[str, Hit]]:
    if not any(signer.nama or signer.jabatan for signer in paper.signers):
        yield "IKU013", Hit(paper, "/signatures", values={"missing": "signature"})
        return
    for index, signer in enumerate(paper.signers):
        if signer.tanggal and _BLANK.search(signer.tanggal):
            yield (
                "IKU013",
                Hit(paper, f"/signatures/{index}/tanggal", values={"missing": "date"}, evidence=signer.tanggal),
            )
    if paper.dasar_nomor and _BLANK.search(paper.dasar_nomor):
        yield "IKU013", Hit(paper, "/dasar", values={"missing": "number"}, evidence=paper.dasar_nomor)


def _numbers_of_officials(paper: Paper) -> Iterator[tuple[str, Hit]]:
    for index, signer in enumerate(paper.signers):
        if signer.nip and signer.nip_valid is False:
            yield "IKU014", Hit(paper, f"/signatures/{index}/nip", evidence=signer.nip)


def _governments(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """The body of a Kota signed for by an official of the Kabupaten of the same name, or of another town."""
    named = find_pemda(paper.instansi) if paper.instansi else None
    for index, signer in enumerate(paper.signers):
        signing = find_pemda(signer.jabatan) if signer.jabatan else None
        if named is None or signing is None or "provinsi" in (named.kind, signing.kind):
            continue
        if named.key != signing.key:
            values = {"body": named.printed, "signature": signing.printed}
            yield "IKU021", Hit(paper, f"/signatures/{index}/jabatan", values=values, evidence=signer.jabatan)


def _years(paper: Paper) -> Iterator[tuple[str, Hit]]:
    if paper.tahun is None and paper.periode_awal is None:
        return
    first = paper.tahun or paper.periode_awal or 0
    last = paper.tahun or paper.periode_akhir or first
    title = str(paper.tahun or f"{paper.periode_awal}-{paper.periode_akhir}")
    for index, signer in enumerate(paper.signers):
        year = int(signer.tanggal_iso[:4]) if signer.tanggal_iso else None
        if year is not None and not first - _NEAR <= year <= last + _NEAR:
            values = {"title": title, "states": "signed", "found": str(year)}
            yield "IKU022", Hit(paper, f"/signatures/{index}/tanggal", values=values, evidence=signer.tanggal)
            break
    targets = sorted({t.tahun for row in paper.rows for t in row.targets if t.tahun is not None and t.kind == "target"})
    if targets and not any(first <= year <= last for year in targets):
        values = {"title": title, "states": "target", "found": ", ".join(map(str, targets))}
        yield "IKU022", Hit(paper, "/indicators", values=values, evidence=paper.judul)


def _is_national(paper: Paper) -> bool:
    name = key(paper.instansi or "")
    return any(name.startswith(head) for head in words("national"))
