"""What a formula cell says: expression, variables, unit, kind, note, status."""

from __future__ import annotations

from typing import Any

import pytest

from normalize.formulas import equivalent, latex_content, lint, plain, read_definitions, read_formula
from normalize.formulas.names import fold
from schemas.formula import FormulaKind, FormulaReading, FormulaStatus, Relation, Role, WarningCode
from schemas.inline import Break, BreakKind, Fraction, Picture, Root, Script, Text, text_content
from tests.formulas.expected import cases, tree

Case = dict[str, Any]


def read(case: Case) -> FormulaReading:
    return read_formula(latex_content(case["latex"]) if "latex" in case else text_content(case["text"]))


def check(case: Case) -> None:
    reading = read(case)
    if case["expr"] is None:
        assert reading.status is FormulaStatus.NARRATIVE
        return
    assert reading.tree is not None, reading.warnings
    assert [fold(variable.name) for variable in reading.variables] == [fold(name) for name in case["vars"]]
    assert equivalent(reading.tree, tree(case["expr"], case["vars"])).relation is Relation.EQUAL
    assert reading.satuan == case["satuan"]
    assert case.get("kind", reading.kind) == reading.kind


def check_warnings(case: Case) -> None:
    assert [warning.code for warning in read(case).warnings] == case.get("warnings", [])


@pytest.mark.parametrize("case", cases("rules"))
def test_every_rule_of_the_field_is_read(case: Case) -> None:
    check(case)
    check_warnings(case)


@pytest.mark.parametrize("case", cases("written_first") + cases("officials"))
def test_formulas_written_down_before_the_parser_are_read(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("synthetic") + cases("in_the_wild"))
def test_wordings_are_read(case: Case) -> None:
    check(case)
    check_warnings(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_a_narrative_is_left_alone(case: Case) -> None:
    reading = read(case)
    assert reading.status is FormulaStatus.NARRATIVE
    assert reading.text == case["text"]
    assert (reading.tree, reading.mathjson, reading.satuan, reading.variables) == (None, None, None, ())


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True)
def test_known_failures(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("cells"))
def test_text_and_note_are_parted(case: Case) -> None:
    reading = read(case)
    assert (reading.text, reading.keterangan) == (case["body"], case["keterangan"])


@pytest.mark.parametrize("case", cases("lint"))
def test_lint(case: Case) -> None:
    reading = read(case)
    findings = lint(reading)
    assert [finding.code for finding in findings] == case["codes"]
    assert all(
        finding.span is None or 0 <= finding.span.start < finding.span.end <= len(reading.text) for finding in findings
    )


def test_a_finding_points_at_its_division_in_the_text_of_a_drawn_fraction() -> None:
    content = latex_content(r"1 - \frac{\text{Jumlah A + Jumlah B}}{\text{Jumlah B}}")
    (finding,) = lint(read_formula(content))
    assert finding.span is not None
    assert plain(content)[slice(*finding.span)] == "(Jumlah A + Jumlah B) / Jumlah B"


def test_variables_have_roles_years_and_letters() -> None:
    reading = read_formula(text_content("(A - B)/B x 100%\nA = Produksi tahun n + 1\nB = Produksi tahun n"))
    later, earlier = reading.variables
    assert (later.base, later.offset, later.role, later.letter) == ("Produksi", 1, Role.NUMERATOR, "A")
    assert (earlier.base, earlier.offset, earlier.role, earlier.letter) == ("Produksi", 0, Role.BOTH, "B")
    assert [definition.letter for definition in reading.definitions] == ["A", "B"]
    assert {definition.symbol for definition in reading.definitions} == {later.symbol, earlier.symbol}


def test_the_same_words_give_the_same_symbol() -> None:
    first = read_formula(text_content("Jumlah OPD aktif / Jumlah seluruh OPD x 100%"))
    second = read_formula(text_content("(∑ opd aktif : Jumlah Seluruh OPD) X 100%"))
    assert [variable.symbol for variable in first.variables] == [variable.symbol for variable in second.variables]


def test_the_indicator_chooses_between_statements() -> None:
    cell = text_content("Angka A = Jumlah X / Jumlah Y\nAngka B = Jumlah P / Jumlah Q")
    assert read_formula(cell, indikator="Angka B").variables[0].name == "Jumlah P"
    assert read_formula(cell, indikator="Angka A").variables[0].name == "Jumlah X"


def test_pictures_and_blank_cells_are_told_apart() -> None:
    assert read_formula((Picture(),)).status is FormulaStatus.IMAGE
    assert read_formula((Text("Rumus terlampir"), Picture())).status is FormulaStatus.IMAGE
    assert read_formula(()).status is FormulaStatus.ABSENT
    assert read_formula((Text(" \u200b "), Break())).status is FormulaStatus.ABSENT


def test_a_calculation_that_cannot_be_read_says_where() -> None:
    reading = read_formula(text_content("((Nilai A + Nilai B) / Nilai C x 100%"))
    assert reading.status is FormulaStatus.UNPARSED
    assert [(w.code, w.span) for w in reading.warnings] == [(WarningCode.UNBALANCED_BRACKET, (0, 1))]


@pytest.mark.parametrize(
    "text",
    [
        "Realisasi fisik dibagi rencana fisik dikali 100% dan realisasi dana dibagi pagu dikali 100%",
        "Jumlah lulus/peserta x 100%",
        "Hasil bagi jumlah lulus dengan jumlah peserta dikali 100%",
        "Indeks = akar pangkat tiga (Indeks A x Indeks B x Indeks C)",
    ],
)
def test_what_would_be_read_as_another_formula_is_not_read(text: str) -> None:
    assert read_formula(text_content(text)).status is FormulaStatus.UNPARSED


@pytest.mark.parametrize("text", ["Jumlah A + / Jumlah B x 100%", "Jumlah A / / Jumlah B x 100%", "x 100% / Jumlah A"])
def test_a_sign_without_its_operand_is_no_formula(text: str) -> None:
    assert read_formula(text_content(text)).tree is None


def test_drawn_fractions_and_roots_are_read_as_such() -> None:
    above, below = (Text("Jumlah desa/kelurahan aktif"),), (Text("Jumlah desa / kelurahan"),)
    reading = read_formula((Fraction(above, below), Text(" x 100%")))
    assert [variable.name for variable in reading.variables] == [
        "Jumlah desa/kelurahan aktif",
        "Jumlah desa / kelurahan",
    ]
    root = read_formula((Root((Text("Indeks A x Indeks B"),)),))
    assert isinstance(root.mathjson, list)
    assert root.mathjson[0] == "Sqrt"


def test_a_raised_number_is_a_power_in_a_formula_and_text_in_a_unit() -> None:
    two = Script((Text("2"),), raised=True)
    assert plain((Text("(A + B)"), two)) == "(A + B)^2"
    assert plain((Text("Luas (m"), two, Text(")"))) == "Luas (m2)"


def test_a_word_broken_at_its_hyphen_is_one_word() -> None:
    assert plain((Text("perundang-"), Break(BreakKind.WRAP), Text("undangan"))) == "perundang-undangan"
    assert plain((Text("perundang-"), Break(BreakKind.LINE), Text("undangan"))) == "perundang- undangan"


def test_a_note_under_the_table_defines_the_variables_it_names() -> None:
    reading = read_formula(text_content("(Cakupan Tahun N - Cakupan Tahun N-1) / Cakupan Tahun N-1"))
    assert reading.kind is FormulaKind.GROWTH
    note = (Text("NB :**Perhitungan Cakupan =** "), *latex_content(r"\frac{\sum \text{Kelompok}}{\sum \text{Desa}}"))
    found = read_definitions(note, reading.variables)
    assert [definition.symbol for definition in found] == [variable.symbol for variable in reading.variables]
    assert all(isinstance(d.mathjson, list) and d.mathjson[0] == "Divide" for d in found)
    assert found[0].text == "∑ Kelompok / ∑ Desa"


def test_statements_beside_the_formula_define_its_variables() -> None:
    cell = (
        "a. Jumlah kasus = jumlah rabies + jumlah anthrax b. Penurunan = (A - B) / B x 100% "
        "A = jumlah kasus tahun n + 1 B = jumlah kasus tahun n"
    )
    reading = read_formula(text_content(cell))
    sums = [d for d in reading.definitions if isinstance(d.mathjson, list) and d.mathjson[0] == "Add"]
    assert [definition.symbol for definition in sums] == [variable.symbol for variable in reading.variables]


def test_an_equation_whose_fraction_lost_its_bar_is_not_read_in_parts():
    reading = read_formula(text_content("(X(n-1) - X(n))\nA = x 100%\nX(n)"))
    assert (reading.status, reading.mathjson) == (FormulaStatus.UNPARSED, None)
    (warning,) = reading.warnings
    assert reading.text[warning.span.start : warning.span.end].strip() == "x 1"
