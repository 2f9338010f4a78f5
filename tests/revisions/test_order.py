"""The order of revisions and what it rests on."""

from __future__ import annotations

import json
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

from iku.revisions.order import Ground, compare, doubts, ordered, revision_rank
from tests.revisions.written import paper

CASES: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parent / "cases" / "order.json").read_text("utf-8"))


def written(case: dict[str, Any]) -> list[Any]:
    return [paper(f"{n}", ["Indikator"], **facts) for n, facts in enumerate(case["papers"])]


@pytest.mark.parametrize("case", CASES["in_the_wild"] + CASES["synthetic"], ids=lambda case: case["label"])
def test_order_and_its_ground(case: dict[str, Any]) -> None:
    papers = written(case)
    for arrival in list(permutations(papers))[:24]:
        assert ordered(arrival) == papers
    for one, other in pairwise(papers):
        assert (compare(one, other).sign, compare(one, other).ground.value) == (-1, case["ground"])
        assert compare(other, one).sign == 1


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["label"])
def test_a_tie_is_said_and_not_guessed(case: dict[str, Any]) -> None:
    papers = ordered(written(case))
    assert [doubt.precedence.ground for doubt in doubts(papers)] == [Ground.TIE]
    assert papers == ordered(papers[::-1])


def test_a_date_against_the_label_is_a_contradiction() -> None:
    original = paper("a", ["I"], since="4 Mei 2022")
    revision = paper("b", ["I"], since="4 Mei 2021", revisi_label="REVISI")
    found = ordered([revision, original])
    assert found == [original, revision]
    assert [doubt.precedence.contradicted for doubt in doubts(found)] == [Ground.DATE]


def test_agreeing_grounds_are_no_contradiction() -> None:
    papers = [paper("a", ["I"], tahun=2021, since="4 Mei 2021"), paper("b", ["I"], tahun=2022, since="1 Mei 2022")]
    assert list(doubts(ordered(papers))) == []


@pytest.mark.parametrize(
    ("label", "rank"),
    [
        (None, 0),
        ("", 0),
        ("INDIKATOR KINERJA UTAMA", 0),
        ("REVISI", 1),
        ("REVIU KEDUA", 2),
        ("Perubahan ke 3", 3),
        ("KEEMPAT PERUBAHAN", 4),
    ],
)
def test_ranks_of_labels(label: str | None, rank: int) -> None:
    assert revision_rank(label) == rank
