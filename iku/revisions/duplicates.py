"""Copies of one document: the same paper scanned twice, a PDF and a DOCX of one text.

Copies say the same in every row, and contradict each other in nothing that would make one of them a revision: year,
label, decree, date of signing. A paper that says REVISI and changes nothing is no copy but a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from iku.revisions.papers import Paper, Row
from iku.revisions.text import compact, settings

_RECOGNISED = frozenset(("ocr", "mixed"))
_LARGEST_COMPARED = 200
"""Papers of one body and kind that are compared pair by pair; of more only exact copies are found."""


def find_duplicates(papers: Sequence[Paper], bodies: dict[str, str]) -> dict[str, str]:
    """For every copy the document_id of its canonical one. `bodies` joins keys of bodies."""
    blocks: dict[tuple[str, ...], list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.rows:
            blocks[_block(paper, bodies)].append(paper)
    copies: dict[str, str] = {}
    for block in blocks.values():
        for group in _copies(sorted(block, key=lambda paper: paper.document_id)):
            best = min(group, key=_preference)
            copies.update({paper.document_id: best.document_id for paper in group if paper is not best})
    return copies


def _block(paper: Paper, bodies: dict[str, str]) -> tuple[str, ...]:
    """Papers of different blocks are never copies. Without a government the signer must be the same person."""
    if paper.pemerintah_daerah is not None:
        return paper.jenis_dokumen, bodies[paper.instansi_key]
    names = sorted(compact(signer.nip or signer.nama or "") for signer in paper.signers)
    own = "" if any(names) else paper.document_id
    return paper.jenis_dokumen, compact(paper.instansi or ""), *names, own


def _preference(paper: Paper) -> tuple[int, float, str]:
    methods = settings()["duplicates"]["methods"]
    return methods.index(paper.method), -paper.confidence, paper.document_id


def _copies(papers: Sequence[Paper]) -> Iterable[list[Paper]]:
    """Groups of copies, each of two or more."""
    groups: list[list[Paper]] = []
    exact: dict[tuple[object, ...], list[Paper]] = {}
    for paper in papers:
        print_ = (_facts(paper), _content(paper))
        exact.setdefault(print_, []).append(paper)
    firsts = [group[0] for group in exact.values()]
    home = {paper.document_id: paper.document_id for paper in firsts}
    for one, other in combinations(firsts[:_LARGEST_COMPARED], 2):
        if home[one.document_id] != home[other.document_id] and is_copy(one, other):
            old, new = home[other.document_id], home[one.document_id]
            home = {key: new if value == old else value for key, value in home.items()}
    joined: dict[str, list[Paper]] = defaultdict(list)
    for first, group in zip(firsts, exact.values(), strict=True):
        joined[home[first.document_id]] += group
    groups.extend(group for group in joined.values() if len(group) > 1)
    return groups


def is_copy(one: Paper, other: Paper) -> bool:
    """Whether two papers of one body are copies of one document.

    Papers read in the same way must say exactly the same. Where readers differ some letters may, if both papers carry
    the same date or decree.
    """
    scanned = bool(_RECOGNISED & {one.method, other.method})
    lenient = scanned or one.method != other.method
    first, second = _facts(one), _facts(other)
    if len(one.rows) != len(other.rows) or not first.agree(second, lenient=lenient, scanned=scanned):
        return False
    texts = _content(one), _content(other)
    if texts[0] == texts[1]:
        return True
    limit = 100 * settings()["duplicates"]["scanned" if scanned else "typed"]
    return lenient and first.dated_like(second) and fuzz.ratio(*map("\n".join, texts), score_cutoff=limit) >= limit


class Facts(NamedTuple):
    """What would make a paper a revision of another; None where it does not say."""

    tahun: int | None
    periode: tuple[int | None, int | None] | None
    label: str | None
    nomor: str | None
    since: date | str | None

    def agree(self, other: Facts, *, lenient: bool, scanned: bool) -> bool:
        """Whether the facts agree. A reader may have lost one of them; a label only where it was recognised."""
        if self.label != other.label and not (scanned and (self.label is None or other.label is None)):
            return False
        return all(a == b or (lenient and (a is None or b is None)) for a, b in zip(self, other, strict=True))

    def dated_like(self, other: Facts) -> bool:
        """Whether both carry the same date or the same decree."""
        return (self.since is not None and self.since == other.since) or (
            self.nomor is not None and self.nomor == other.nomor
        )


def _facts(paper: Paper) -> Facts:
    signed = paper.signers[0].tanggal_iso if paper.signers else None
    period = (paper.periode_awal, paper.periode_akhir) if paper.periode_awal else None
    label, number = compact(paper.revisi_label or ""), compact(paper.dasar_nomor or "")
    return Facts(paper.tahun, period, label or None, number or None, signed or paper.berlaku_sejak)


def _content(paper: Paper) -> tuple[str, ...]:
    return tuple(_row_content(row) for row in paper.rows)


def _row_content(row: Row) -> str:
    figures = [target.raw for target in row.targets]
    parts = (row.sasaran, row.indikator, row.formula_text, *row.sumber_data, *row.penanggung_jawab, *figures)
    return compact(" ".join(part for part in parts if part))
