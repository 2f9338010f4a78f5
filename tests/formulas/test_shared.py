"""Every formula of the seeds, the generated corpus and the real papers, from the text of its truth."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from normalize.formulas import equivalent, read_formula
from normalize.formulas.names import fold
from schemas.formula import FormulaStatus, Relation
from schemas.inline import text_content
from tests.formulas.expected import tree


def outcome(indicator: dict[str, Any]) -> str:
    """How one cell was read: `right`, or what went wrong."""
    note = f" Ket : {indicator['keterangan']}" if indicator["keterangan"] else ""
    reading = read_formula(text_content(indicator["formula_raw"] + note), indikator=indicator["indikator"])
    if reading.keterangan != indicator["keterangan"]:
        return "note"
    if (truth := indicator["formula"]) is None:
        return "right" if reading.status is FormulaStatus.NARRATIVE else "guessed"
    if reading.tree is None:
        return "missed"
    words = [fold(variable.name) for variable in reading.variables]
    alike = equivalent(reading.tree, tree(truth["expr"], truth["vars"])).relation is Relation.EQUAL
    return (
        "right"
        if alike and set(words) == set(map(fold, truth["vars"])) and reading.satuan == truth["satuan"]
        else "wrong"
    )


def outcomes(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.json")):
        documents = json.loads(path.read_text("utf-8"))["documents"]
        indicators = [indicator for document in documents for indicator in document["indicators"]]
        found.update(outcome(indicator) for indicator in indicators if indicator["formula_raw"] is not None)
    return found


@pytest.mark.parametrize(("folder", "least"), [("seeds/truth", 1.0), ("corpus/dev/truth", 0.99), ("real/truth", 0.95)])
def test_formulas_of_the_shared_material(shared: Path, folder: str, least: float) -> None:
    found = outcomes(shared / folder)
    assert found["guessed"] == 0
    assert found["right"] >= least * found.total(), found
