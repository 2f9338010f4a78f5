"""What the command prints of one formula."""

from __future__ import annotations

import pytest

from normalize.formulas import explain
from schemas.formula import FormulaStatus


def test_a_formula_shows_all_its_forms() -> None:
    explanation = explain(r"Persentase = $\frac{\text{Jumlah A}}{\text{Jumlah B}} \times 100\%$")
    assert explanation.is_formula
    shown = ["Multiply", "├─ Divide", "Mul(Mul(Symbol(", '["Multiply"', "Jumlah B (denominator)"]
    shown += [r"\frac{\text{Jumlah A}}{\text{Jumlah B}} \times 100\%"]
    assert [part for part in shown if part not in explanation.report] == []
    assert "unit      %" in explanation.report


def test_findings_stand_under_their_place() -> None:
    lines = explain("1 - Jumlah A / jumlah A").report.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("identical_fraction"))
    assert lines[place + 1 : place + 3] == ["  1 - Jumlah A / jumlah A", "      ^^^^^^^^^^^^^^^^^^^"]


@pytest.mark.parametrize(
    ("text", "status", "shown", "caret"),
    [
        ("((Nilai A + Nilai B) / 2", FormulaStatus.UNPARSED, "((Nilai A + Nilai B) / 2", 0),
        (r"\frac{\text{A}}{\text{B}", FormulaStatus.UNPARSED, r"\frac{\text{A}}{\text{B}", 16),
        (r"Nilai $\frac{A}{B$", FormulaStatus.UNPARSED, r"Nilai $\frac{A}{B$", 16),
    ],
)
def test_a_caret_stands_under_what_cannot_be_read(text: str, status: FormulaStatus, shown: str, caret: int) -> None:
    explanation = explain(text)
    assert explanation.reading.status is status
    assert not explanation.is_formula
    line, pointer = explanation.report.splitlines()[-2:]
    assert (line, pointer.index("^") - 2) == (f"  {shown}", caret)


def test_a_narrative_is_no_formula() -> None:
    explanation = explain("Hasil survei kepuasan masyarakat")
    assert not explanation.is_formula
    assert explanation.report == "no calculation: kept as text\n  Hasil survei kepuasan masyarakat"
