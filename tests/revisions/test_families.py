"""Bodies, copies, families and histories."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iku.revisions import Links, link
from iku.revisions.bodies import joined_keys
from iku.revisions.duplicates import is_copy
from iku.revisions.papers import Paper
from iku.revisions.tables import body_views, change_rows, current_rows, places, version_rows
from normalize.instansi import Pemda
from tests.revisions.written import paper, row

BODIES: dict[str, list[list[str]]] = json.loads((Path(__file__).parent / "cases" / "bodies.json").read_text("utf-8"))
KOTA, KABUPATEN = Pemda("kota", "Sukamaju"), Pemda("kabupaten", "Sukamaju")
THREE = ["Persentase jalan mantap", "Jumlah embung", "Indeks kepuasan masyarakat"]


def shape(links: Links) -> list[list[str]]:
    return [[step.paper.document_id for step in linked.family.steps] for linked in links.families]


@pytest.mark.parametrize(("one", "other", "why"), BODIES["same"], ids=lambda text: text)
def test_one_body(one: str, other: str, why: str) -> None:
    papers = [paper("a", THREE, instansi=one, tahun=2021), paper("b", THREE[:2], instansi=other, tahun=2022)]
    assert len(set(joined_keys(papers).values())) == 1, why
    assert len(link(papers).families) == 1


@pytest.mark.parametrize(("one", "other", "why"), BODIES["different"], ids=lambda text: text)
def test_two_bodies(one: str, other: str, why: str) -> None:
    papers = [paper("a", THREE, instansi=one), paper("b", THREE, instansi=other)]
    assert len(set(joined_keys(papers).values())) == 2, why
    assert len(link(papers).families) == 2


@pytest.mark.parametrize("pemda", [KABUPATEN, None])
def test_equal_names_under_other_governments_stay_apart(pemda: Pemda | None) -> None:
    one, other = paper("a", THREE, pemda=KOTA, tahun=2021), paper("b", THREE, pemda=pemda, tahun=2022)
    assert len(link([one, other]).families) == 2


def test_two_unknown_governments_stay_apart() -> None:
    papers = [paper(name, THREE, pemda=None, tahun=year) for name, year in (("a", 2021), ("b", 2022))]
    assert len(link(papers).families) == 2


def test_planning_periods_are_series() -> None:
    periods = [(2013, 2018), (2013, 2018), (2018, 2023), (2019, 2023)]
    labels = [None, "REVISI", None, "REVISI"]
    papers = [
        paper(f"{n}", THREE, periode_awal=first, periode_akhir=last, revisi_label=label)
        for n, ((first, last), label) in enumerate(zip(periods, labels, strict=True))
    ]
    links = link(papers)
    assert shape(links) == [[p.document_id for p in papers[:2]], [p.document_id for p in papers[2:]]]
    found = places(links)
    assert [found[p.document_id].is_current for p in papers] == [False, False, False, True]
    assert [found[p.document_id].revisi_ke for p in papers] == [0, 1, 0, 1]
    assert {r["document_id"] for r in current_rows(links)} == {papers[3].document_id}


def test_kinds_of_documents_are_apart() -> None:
    papers = [paper("a", THREE, tahun=2021), paper("b", THREE, tahun=2022, jenis_dokumen="perjanjian_kinerja")]
    assert len(link(papers).families) == 2


# ---- copies

SIGNED = [{"tanggal": "4 Januari 2021"}]


def test_the_same_text_twice_is_a_copy_and_the_best_is_kept() -> None:
    scan = paper("a", THREE, method="ocr", confidence=0.8, signers=SIGNED)
    word = paper("b", THREE, method="docx", signers=SIGNED)
    page = paper("c", THREE, method="pdf", signers=SIGNED)
    links = link([scan, word, page])
    assert links.copies == {scan.document_id: word.document_id, page.document_id: word.document_id}
    assert shape(links) == [[word.document_id]]
    assert places(links)[scan.document_id].duplicate_of == word.document_id


def test_misread_letters_of_a_scan_do_not_hide_a_copy() -> None:
    scan = paper(
        "a", ["Persentase ja1an mantap", "Jumlah embung", "Indeks kepuasan masyarakaf"], method="ocr", signers=SIGNED
    )
    assert is_copy(paper("b", THREE, method="pdf", signers=SIGNED), scan)


@pytest.mark.parametrize(
    "facts",
    [
        {"revisi_label": "REVISI"},
        {"tahun": 2022},
        {"signers": [{"tanggal": "5 Januari 2021"}]},
        {"dasar_nomor": "7"},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_what_may_be_a_revision_is_no_copy(facts: dict[str, object]) -> None:
    given_facts = {"tahun": 2021, "signers": SIGNED, "dasar_nomor": "5"}
    assert not is_copy(paper("a", THREE, **given_facts), paper("b", THREE, **given_facts | facts))


def test_one_word_more_in_the_same_kind_of_file_is_no_copy() -> None:
    assert not is_copy(paper("a", THREE), paper("b", [*THREE[:2], "Indeks kepuasan seluruh masyarakat"]))


def test_equal_papers_of_unknown_governments_are_copies_only_if_one_person_signed() -> None:
    signed = [{"nama": "Fulan"}]
    assert link([paper(name, THREE, pemda=None, signers=signed) for name in "ab"]).copies
    assert not link([paper(name, THREE, pemda=None) for name in "ab"]).copies
    two = [paper("a", THREE, pemda=None, signers=signed), paper("b", THREE, pemda=None, signers=[{"nama": "Polan"}])]
    assert not link(two).copies


# ---- histories


def test_versions_hold_until_the_next_form() -> None:
    first = paper("a", THREE, tahun=2021, since="4 Januari 2021")
    second = paper("b", [*THREE[:2], "Indeks kepuasan masyarakat kota"], tahun=2022, since="1 Mei 2022")
    third = paper("c", [*THREE[:1], "Indeks kepuasan masyarakat kota"], tahun=2023, since="2023")
    links = link([third, first, second])
    found = {(r["indikator"], r["version"]): r for r in version_rows(links)}
    assert len(found) == 4
    old, new = found["Indeks kepuasan masyarakat", 1], found["Indeks kepuasan masyarakat kota", 2]
    assert old["indicator_key"] == new["indicator_key"]
    assert (old["valid_from"], old["valid_to"], old["is_current"]) == (date(2021, 1, 4), date(2022, 5, 1), False)
    assert (new["valid_from"], new["valid_to"], new["is_current"]) == (date(2022, 5, 1), None, True)
    dropped = found["Jumlah embung", 1]
    assert (dropped["valid_to"], dropped["is_current"]) == (date(2023, 1, 1), False)
    kept = found["Persentase jalan mantap", 1]
    assert (kept["valid_from"], kept["valid_to"], kept["document_id"]) == (date(2021, 1, 4), None, first.document_id)
    assert {r["indikator"] for r in current_rows(links)} == {
        "Persentase jalan mantap",
        "Indeks kepuasan masyarakat kota",
    }


def test_an_older_revision_that_arrives_late_keeps_the_key_findable() -> None:
    late = paper("a", ["Prosentase jalan yang mantap", "Jumlah embung"], tahun=2020)
    known = [paper("b", ["Persentase jalan mantap", "Jumlah embung"], tahun=2021)]
    before = {r["indikator"]: r["indicator_key"] for r in current_rows(link(known))}
    after = {r["indikator"]: r for r in version_rows(link([*known, late])) if r["is_current"]}
    assert after["Persentase jalan mantap"]["indicator_key"] != before["Persentase jalan mantap"]
    assert before["Persentase jalan mantap"] in after["Persentase jalan mantap"]["previous_keys"]
    assert after["Jumlah embung"]["indicator_key"] == before["Jumlah embung"]


def test_an_indicator_that_comes_back_is_the_same_one() -> None:
    papers = [
        paper(str(year), THREE if year != 2022 else THREE[:2], tahun=year, since=str(year))
        for year in (2021, 2022, 2023)
    ]
    found = [r for r in version_rows(link(papers)) if r["indikator"] == THREE[2]]
    assert [(r["version"], r["valid_from"].year, r["is_current"]) for r in found] == [(1, 2021, False), (2, 2023, True)]
    assert len({r["indicator_key"] for r in found}) == 1


def test_two_rows_of_one_wording_have_two_keys() -> None:
    rows = [row("Jumlah dokumen", sasaran=text) for text in ("Arsip", "Aset", "Aset")]
    keys = link([paper("a", rows)]).indicator_keys
    assert len(set(keys.values())) == 3


POOL = [
    paper(f"{body}{year}{kind}", rows, instansi=body, tahun=year, since=f"{year}", jenis_dokumen=kind, visi=visi)
    for body, visi in (("Dinas Satu", "A"), ("Dinas Keseatan", "B"), ("Dinas Kesehatan", "C"))
    for kind in ("iku", "perjanjian_kinerja")
    for year, rows in ((2020, THREE), (2021, [*THREE[::-1], "Angka harapan hidup"]), (2022, THREE[:2]))
] + [paper("copy", THREE, instansi="Dinas Satu", tahun=2020, since="2020", visi="A", method="pdf")]


def everything(papers: list[Paper]) -> object:
    links = link(papers)
    return (
        list(change_rows(links)),
        list(version_rows(links)),
        list(current_rows(links)),
        places(links),
        body_views(links),
        links.indicator_keys,
    )


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_papers_gives_the_same_links(chance: random.Random) -> None:
    papers = list(POOL)
    chance.shuffle(papers)
    assert everything(papers) == everything(POOL)
