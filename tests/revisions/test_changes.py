"""What counts as a change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iku.revisions import link
from iku.revisions.changes import Change
from iku.revisions.explain import explain
from iku.revisions.papers import Paper
from iku.revisions.text import Comparison
from tests.revisions.written import paper, row

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "cases" / "changes.json").read_text("utf-8")
)
NAME = "Persentase kasus yang selesai"


def changed(before: Paper, after: Paper) -> list[Change]:
    return [change for linked in link([before, after]).families for t in linked.transitions for change in t.changes]


@pytest.mark.parametrize(
    "case", CASES["in_the_wild"] + CASES["synthetic"] + CASES["negative"], ids=lambda case: case["label"]
)
def test_changes_of_an_indicator(case: dict[str, Any]) -> None:
    others = [row("Jumlah embung", **case.get("others", {}))]
    papers = [
        paper(name, [row(NAME, **case[name]), *others], tahun=year)
        for name, year in (("before", 2021), ("after", 2022))
    ]
    found = changed(papers[0], papers[1])
    assert [[c.kind.value, c.field, c.verdict.value if c.verdict else None] for c in found] == case["changes"]
    assert all(explain(change, language) for change in found for language in ("en", "id"))


def test_added_removed_and_reworded() -> None:
    before = paper("a", ["Jumlah embung", "Persentase jalan mantap", "Indeks kepuasan masyarakat"], tahun=2021)
    after = paper("b", ["Jumlah embung baru", "Indeks kepuasan masyarakat", "Angka harapan hidup"], tahun=2022)
    found = {(change.kind.value, change.before, change.after) for change in changed(before, after)}
    assert found == {
        ("reworded", "Jumlah embung", "Jumlah embung baru"),
        ("added", None, "Angka harapan hidup"),
        ("removed", "Persentase jalan mantap", None),
    }


def test_a_reworded_sasaran_moves_nothing() -> None:
    before = paper(
        "a",
        [
            row("Jumlah embung", sasaran="Meningkatnya ketersediaan air"),
            row("Jumlah bendung", sasaran="Meningkatnya ketersediaan air"),
        ],
    )
    after = paper(
        "b",
        [
            row("Jumlah embung", sasaran="Meningkatnya ketersediaan air baku"),
            row("Jumlah bendung", sasaran="Meningkatnya ketersediaan air baku"),
        ],
        revisi_label="REVISI",
    )
    assert [(c.kind.value, c.field) for c in changed(before, after)] == [("reworded", "sasaran")]


def test_header_changes() -> None:
    before = paper("a", ["Satu"], tahun=2021, visi="Maju", lists={"misi": ["Satu", "Dua"]}, signers=[{"nama": "Fulan"}])
    after = paper(
        "b", ["Satu"], tahun=2022, visi="Mandiri", lists={"misi": ["Satu;", "dua."]}, signers=[{"nama": "Polan"}]
    )
    assert [(c.kind.value, c.field) for c in changed(before, after)] == [
        ("header", "visi"),
        ("header", "penanda_tangan"),
    ]


def test_misread_letters_of_a_scan_are_no_change() -> None:
    before = paper(
        "a", [row("Persentase pelayanan publik tepat waktu", sumber=["Laporan pelayanan publik"])], tahun=2021
    )
    after = paper(
        "b",
        [row("Persentase pelayanan pub1ik tepat waktu", sumber=["Laporan pelayanan pubiik"])],
        tahun=2022,
        method="ocr",
    )
    assert changed(before, after) == []


def test_what_shares_nothing_is_not_compared_row_by_row() -> None:
    one, other = paper("a", ["Jumlah embung"], tahun=2021), paper("b", ["Indeks kepuasan"], tahun=2022)
    (linked,) = link([one, other]).families
    assert linked.transitions[0].after.matching is None
    assert linked.transitions[0].changes == ()
    links = link([paper("a", ["Jumlah embung"]), paper("b", ["Indeks kepuasan"])])
    assert [len(linked.family.steps) for linked in links.families] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Indeks SPBE", "lndeks SPBE", True),
        ("Angka 10", "Angka l0", True),
        ("Persentase pelayanan publik", "Persentase pelayananpublik", True),
        ("Bidang Kesehatan Masyarakat", "Bidang Kesehatan Masyarakaf", True),
        ("Seksi A", "Seksi B", False),
        ("Target 2021", "Target 2022", False),
        ("Jumlah kelahiran hidup", "Target jumlah kelahiran hidup", False),
        ("Jumlah insiden siber yang dilaporkan", "Target jumlah insiden siber yang dilaporkan", False),
    ],
)
def test_what_a_scan_may_have_misread(one: str, other: str, same: bool) -> None:
    assert Comparison(noisy=True).same(one, other) is same
    assert not Comparison().same(one, other) or one.replace(" ", "") == other.replace(" ", "")


def test_sources_of_a_scan_cut_in_other_places() -> None:
    assert Comparison(noisy=True).same_list(["Laporan bulanan", "Register"], ["Laporan bulanan Reglster"])
    assert not Comparison(noisy=True).same_list(["Laporan bulanan"], ["Laporan bulanan", "Register"])
