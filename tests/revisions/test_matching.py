"""Which indicators are the same one."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iku.revisions.matching import entries, match
from tests.revisions.written import paper, row

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "cases" / "matching.json").read_text("utf-8")
)
SUBJECTS = ("jalan", "guru", "pasar", "arsip", "irigasi", "perizinan", "puskesmas", "terminal", "pelatihan", "embung")


def rows(seed: int, count: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    names = [f"{one} {other}" for one in SUBJECTS for other in SUBJECTS if one != other]
    return [
        row(
            f"Persentase {name} yang aktif",
            formula=f"Jumlah {name} aktif / Jumlah seluruh {name} x 100%",
            sasaran=f"Baiknya {name}",
        )
        for name in chance.sample(names, count)
    ]


@pytest.mark.parametrize("case", CASES["in_the_wild"], ids=lambda case: case["label"])
def test_reworded_or_replaced(case: dict[str, Any]) -> None:
    found = match(entries(paper("a", [case["old"]])), entries(paper("b", [case["new"]])))
    assert bool(found.pairs) is case["same"]
    assert (len(found.removed), len(found.added)) == ((0, 0) if case["same"] else (1, 1))


@given(st.integers(0, 1_000), st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(seed: int, count: int, chance: random.Random) -> None:
    old = rows(seed, count)
    new = list(old)
    chance.shuffle(new)
    found = match(entries(paper("a", old)), entries(paper("b", new)))
    assert len(found.pairs) == count
    assert all(one.folded == other.folded for one, other in found.pairs)


def test_one_wording_under_two_sasaran_keeps_its_place() -> None:
    old = [row("Jumlah dokumen", sasaran="Tertibnya arsip"), row("Jumlah dokumen", sasaran="Tertibnya keuangan")]
    found = match(entries(paper("a", old)), entries(paper("b", old[::-1])))
    assert [(a.value("sasaran"), b.value("sasaran")) for a, b in found.pairs] == [
        ("Tertibnya keuangan", "Tertibnya keuangan"),
        ("Tertibnya arsip", "Tertibnya arsip"),
    ]


def test_tables_of_one_document_speak_of_one_indicator() -> None:
    both = [
        row("Indeks Kepuasan Masyarakat (IKM)", jenis="sasaran", table_no=1, target={"2021": "80"}),
        row("Indeks kepuasan masyarakat (IKM)", table_no=2, formula="Hasil survei", sumber=["Laporan"]),
        row("Persentase jalan mantap", table_no=2),
    ]
    found = entries(paper("a", both))
    assert [len(entry.rows) for entry in found] == [2, 1]
    assert found[0].value("formula_text") == "Hasil survei"
    assert found[0].main.jenis == "iku"


def test_the_best_total_wins_over_the_first_good_pair() -> None:
    old = [row("Persentase jalan kabupaten mantap"), row("Persentase jalan kabupaten mantap sekali")]
    new = [row("Persentase jalan kabupaten mantap sekali sekali"), row("Persentase jalan kabupaten yang mantap baik")]
    found = match(entries(paper("a", old)), entries(paper("b", new)))
    assert {(a.main.row_no, b.main.row_no) for a, b in found.pairs} == {(2, 1), (1, 2)}


def test_empty_documents_match_nothing() -> None:
    assert match([], []).share == 0
    assert match(entries(paper("a", ["Satu"])), []).removed
