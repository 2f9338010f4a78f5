"""Links as rows of the dataset's tables, and as columns added to `documents` and `indicators`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from iku.revisions.changes import Change
from iku.revisions.explain import copy_reason, explain, order_reason
from iku.revisions.link import LinkedFamily, Links, Transition
from iku.revisions.matching import Entry
from iku.revisions.papers import Paper

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """The columns of `documents` that depend on other documents."""

    instansi_key: str
    revisi_ke: int | None
    revisi_alasan: str
    duplicate_of: str | None
    supersedes: str | None
    is_current: bool


def places(links: Links) -> dict[str, Place]:
    """The place of every document among the others, by document_id."""
    found = {
        paper.document_id: Place(links.bodies[paper.instansi_key], None, copy_reason(of), of, None, is_current=False)
        for paper in links.papers
        if (of := links.copies.get(paper.document_id)) is not None
    }
    for linked in links.families:
        found.update(_family_places(linked))
    return found


def _family_places(linked: LinkedFamily) -> Iterator[tuple[str, Place]]:
    steps = linked.family.steps
    for number, step in enumerate(steps):
        before = steps[number - 1].paper if number else None
        current = linked.is_current and number == len(steps) - 1
        reason = order_reason(before, step)
        replaced = before.document_id if before is not None else None
        yield step.paper.document_id, Place(linked.family.instansi_key, number, reason, None, replaced, current)


def change_rows(links: Links) -> Iterator[Row]:
    """Rows of `changes`."""
    for linked in links.families:
        for transition in linked.transitions:
            for position, change in enumerate(transition.changes, start=1):
                yield _change_row(links, linked, transition, change) | {"position": position}


def _change_row(links: Links, linked: LinkedFamily, transition: Transition, change: Change) -> Row:
    entry = change.new or change.old
    return {
        "from_document_id": transition.before.paper.document_id,
        "to_document_id": transition.after.paper.document_id,
        "instansi_key": linked.family.instansi_key,
        "indicator_key": links.indicator_keys[entry.main.indicator_id] if entry is not None else None,
        "change": change.kind.value,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "similarity": change.similarity,
        "formula_equivalent": change.verdict.value if change.verdict is not None else None,
        "explanation": explain(change),
    }


def version_rows(links: Links) -> Iterator[Row]:
    """Rows of `indicator_versions`."""
    for linked in links.families:
        for thread, found in zip(linked.threads, linked.versions, strict=True):
            for version in found:
                yield {
                    "indicator_key": thread.key,
                    "version": version.number,
                    "previous_keys": list(thread.previous_keys),
                    "instansi_key": linked.family.instansi_key,
                    "valid_from": version.valid_from,
                    "valid_to": version.valid_to,
                    "presisi": version.presisi,
                    "is_current": version.is_current,
                    **_attributes(version.entry),
                }


def current_rows(links: Links) -> Iterator[Row]:
    """Rows of `iku_current`."""
    for linked in links.families:
        for thread, found in zip(linked.threads, linked.versions, strict=True):
            if not found[-1].is_current:
                continue
            entry = thread.found[-1][1]  # the latest document says it, if the form is older
            formula = entry.first("formula_text")
            yield {
                "indicator_key": thread.key,
                "instansi_key": linked.family.instansi_key,
                "jenis_dokumen": linked.family.jenis_dokumen,
                "instansi": entry.paper.instansi,
                "pemerintah_daerah": entry.paper.pemerintah_daerah,
                "latex": formula.latex if formula is not None else None,
                "mathjson": formula.mathjson if formula is not None else None,
                "arah": entry.value("arah"),
                "valid_from": found[-1].valid_from,
                "presisi": found[-1].presisi,
                **_attributes(entry),
            }


def _attributes(entry: Entry) -> Row:
    """The attributes of an indicator, each from the most telling of its rows that has it."""
    return {
        "document_id": entry.paper.document_id,
        "indicator_id": entry.main.indicator_id,
        "jenis": entry.main.jenis,
        "indikator": entry.main.indikator,
        **{name: entry.value(name) for name in ("no", "tujuan", "sasaran", "formula_text", "satuan")},
        **{name: list(entry.items(name)) for name in ("sumber_data", "penanggung_jawab")},
    }


def body_views(links: Links) -> dict[str, Row]:
    """The merged view of every body, by its key: what holds now, where each value comes from, and how it came to be."""
    views: dict[str, Row] = {}
    for linked in links.families:
        key = linked.family.instansi_key
        view = views.setdefault(key, {"instansi_key": key, "families": [], "copies": []})
        view["families"].append(_family_view(linked))
    keys = {paper.document_id: links.bodies[paper.instansi_key] for paper in links.papers}
    for copy, canonical in sorted(links.copies.items()):
        key = keys[canonical]
        views[key]["copies"].append({"document_id": copy, "duplicate_of": canonical})
    return views


def _family_view(linked: LinkedFamily) -> Row:
    family = linked.family
    return {
        "jenis_dokumen": family.jenis_dokumen,
        "period": list(family.period) if family.period is not None else None,
        "is_current": linked.is_current,
        "header": _header(family.papers[-1]),
        "documents": [
            {"document_id": paper_id, "revisi_ke": place.revisi_ke, "reason": place.revisi_alasan}
            for paper_id, place in _family_places(linked)
        ],
        "indicators": [_thread_view(linked, index) for index in range(len(linked.threads))],
    }


def _header(paper: Paper) -> Row:
    """The header of the latest document; every value comes from that document."""
    return {
        "document_id": paper.document_id,
        "instansi": paper.instansi,
        "pemerintah_daerah": paper.pemerintah_daerah,
        "judul": paper.judul,
        "tahun": paper.tahun,
        "revisi_label": paper.revisi_label,
        "visi": paper.visi,
        **{name: list(paper.listed(name)) for name in ("misi", "tujuan", "tugas", "fungsi")},
    }


def _thread_view(linked: LinkedFamily, index: int) -> Row:
    thread, found = linked.threads[index], linked.versions[index]
    entry = thread.found[-1][1]
    return {
        "indicator_key": thread.key,
        "previous_keys": list(thread.previous_keys),
        "is_current": found[-1].is_current,
        "values": {
            name: {"value": value, "indicator_id": row.indicator_id}
            for name in ("jenis", "no", "tujuan", "sasaran", "indikator", "formula_text", "satuan", "arah")
            if (row := entry.first(name)) is not None and (value := getattr(row, name)) is not None
        }
        | {
            name: {"value": list(entry.items(name)), "indicator_id": row.indicator_id}
            for name in ("sumber_data", "penanggung_jawab")
            if (row := entry.first(name)) is not None
        },
        "history": [
            {
                "version": version.number,
                "document_id": version.entry.paper.document_id,
                "indicator_id": version.entry.main.indicator_id,
                "valid_from": version.valid_from.isoformat() if version.valid_from is not None else None,
                "valid_to": version.valid_to.isoformat() if version.valid_to is not None else None,
                "indikator": version.entry.main.indikator,
                "formula_text": version.entry.value("formula_text"),
            }
            for version in found
        ],
    }
