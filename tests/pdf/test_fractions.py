"""Bars that divide, bars that underline, and rules that part rows."""

from __future__ import annotations

import pytest

from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, tables

PRODUCERS = {"LibreOffice": (0.25, 1.00, 0.31), "Chromium": (0.36, 0.84, 0.25), "LaTeX": (0.30, 0.85, 0.25)}
"""Em from the bar up to the last numerator line, down to the first denominator line, down to the inline text."""


def in_a_cell(draw) -> str:
    """What is read from a wide cell in which something was drawn."""
    sheet = Sheet().grid([50, 350, 550], [100, 130, 330], [["RUMUS", "SUMBER"], ["", "Laporan"]])
    draw(sheet)
    return tables(only_page(build(sheet)))[0][1][0]


def stacked(sheet: Sheet, x0: float, x1: float, bar: float, above: list[str], below: list[str], producer: str) -> None:
    """A fraction centred over and under its bar."""
    up, down, _ = PRODUCERS[producer]
    for n, text in enumerate(reversed(above)):
        sheet.text((x0 + x1) / 2 - 2.5 * len(text), bar - 10 * up - 12 * n, text)
    for n, text in enumerate(below):
        sheet.text((x0 + x1) / 2 - 2.5 * len(text), bar + 10 * down + 12 * n, text)
    sheet.bar(x0, x1, bar)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_fraction_with_its_multiplier(producer):
    def draw(sheet):
        stacked(sheet, 60, 200, 180, ["Jumlah desa yang", "sudah mandiri"], ["Jumlah seluruh", "desa"], producer)
        sheet.text(205, 180 + 10 * PRODUCERS[producer][2], "x 100%")

    assert in_a_cell(draw) == "[Jumlah desa yang~sudah mandiri : Jumlah seluruh~desa] x 100%"


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_fraction_inside_a_fraction(producer):
    def draw(sheet):
        stacked(sheet, 140, 160, 160, ["A"], ["BBB"], producer)
        _, down, _ = PRODUCERS[producer]
        sheet.text(165, 160 + 10 * PRODUCERS[producer][2], "+ C")
        sheet.bar(135, 185, 175).text(150, 175 + 10 * down, "DDDD")

    assert in_a_cell(draw) == "[[A : BBB] + C : DDDD]"


def test_a_stroked_bar_and_one_in_two_pieces():
    def draw(sheet):
        sheet.text(100, 160, "Jumlah anak").rule(80, 163, 120, 163).rule(120, 163, 180, 163).text(
            100, 172, "Jumlah total"
        )

    assert in_a_cell(draw) == "[Jumlah anak : Jumlah total]"


def test_text_in_front_and_a_note_below():
    def draw(sheet):
        sheet.text(85, 183, "Nilai =")
        stacked(sheet, 125, 175, 180, ["Realisasi"], ["Target"], "LibreOffice")
        sheet.text(180, 183, "x 100%").text(54, 204, "Ket : data dari bidang").text(54, 216, "terkait")

    assert in_a_cell(draw).startswith("Nilai = [Realisasi : Target] x 100%")
    assert in_a_cell(draw).endswith("Ket : data dari bidang/terkait")


def test_a_sentence_above_is_no_numerator():
    def draw(sheet):
        sheet.text(54, 152, "Persentase desa mandiri =").text(54, 164, "nilai :")
        stacked(sheet, 60, 200, 180, ["Jumlah desa mandiri"], ["Jumlah seluruh desa"], "LibreOffice")

    assert in_a_cell(draw).endswith("[Jumlah desa mandiri : Jumlah seluruh desa]")


def test_a_multiplier_that_a_narrow_cell_puts_on_two_lines():
    def draw(sheet):
        stacked(sheet, 100, 200, 180, ["Jumlah desa", "mandiri"], ["Jumlah desa"], "Chromium")
        sheet.text(215, 174, "x").text(208, 186, "100%")

    assert in_a_cell(draw) == "[Jumlah desa~mandiri : Jumlah desa] x 100%"


def test_a_multiplier_centred_on_the_whole_fraction():
    def draw(sheet):
        stacked(sheet, 100, 200, 190, ["Jumlah desa", "mandiri", "sekali"], ["Jumlah"], "Chromium")
        sheet.text(208, 181, "x 100%")

    assert in_a_cell(draw) == "[Jumlah desa~mandiri~sekali : Jumlah] x 100%"


def test_an_underlined_numerator_with_a_multiplier():
    def draw(sheet):
        sheet.text(60, 180, "(A - B)").bar(60, 95, 181.2).text(98, 180, "x 100%").text(75, 192, "B")

    assert in_a_cell(draw) == "[(A - B) : B] x 100%"


def test_a_multiplier_close_behind_the_first_line_of_a_denominator():
    def draw(sheet):
        stacked(sheet, 100, 200, 180, ["Jumlah desa"], ["Jumlah desa di kota", "Sukamaju"], "Chromium")
        sheet.text(202, 188.6, "x 100%")

    assert in_a_cell(draw) == "[Jumlah desa : Jumlah desa di kota~Sukamaju] x 100%"


def test_an_underlined_numerator_of_two_lines_over_a_wider_denominator():
    def draw(sheet):
        sheet.text(60, 168, "Jumlah guru yang punya").bar(60, 175, 169.2)
        sheet.text(60, 180, "sertifikat").bar(60, 110, 181.2).text(110, 180, " x 100%")
        sheet.text(60, 194, "Jumlah seluruh guru").text(60, 206, "di kota")

    assert in_a_cell(draw) == "[Jumlah guru yang punya~sertifikat : Jumlah seluruh guru~di kota] x 100%"


def test_an_underlined_heading_above_is_no_numerator():
    def draw(sheet):
        sheet.text(60, 166, "Rumus hitung").bar(60, 85, 167.2)
        sheet.text(60, 180, "Realisasi").bar(60, 105, 181.2).text(108, 180, "x 100%").text(60, 194, "Target")
        sheet.text(60, 206, "Catatan: angka tetap")

    assert in_a_cell(draw).startswith("Rumus hitung")
    assert "[Realisasi : Target] x 100%" in in_a_cell(draw)
    assert in_a_cell(draw).endswith("Catatan: angka tetap")


def test_underlined_words_are_no_fraction():
    def draw(sheet):
        sheet.text(60, 180, "Rumus").bar(60, 85, 181.2).text(60, 192, "Hasil")

    assert in_a_cell(draw) == "Rumus/Hasil"


@pytest.mark.parametrize("below", [1.2, 2.2, 2.9])
def test_the_underlined_name_of_a_signer_is_no_numerator(below):
    sheet = Sheet().text(300, 500, "KEPALA DINAS").text(300, 560, "BUDI SANTOSO", font="F2").bar(300, 360, 560 + below)
    page = only_page(build(sheet.text(300, 573, "Pembina").text(300, 586, "NIP. 19700101 199003 1 001")))
    assert lines(page) == [["KEPALA DINAS"], ["BUDI SANTOSO"], ["Pembina"], ["NIP. 19700101 199003 1 001"]]


def test_a_fraction_between_horizontal_rules_only():
    sheet = Sheet()
    for y in (100, 130, 190):
        sheet.rule(50, y, 550, y)
    sheet.fill([50, 100, 330], [100, 130], [["NO", "RUMUS", "SUMBER"], ["1", "", "Laporan"]])
    stacked(sheet, 104, 204, 160, ["Jumlah anak"], ["Jumlah total"], "LibreOffice")
    assert tables(only_page(build(sheet.text(208, 163, "x 100%")))) == [
        [["NO", "RUMUS", "SUMBER"], ["1", "[Jumlah anak : Jumlah total] x 100%", "Laporan"]]
    ]


def test_a_rule_between_rows_close_to_their_text_is_no_bar():
    sheet = Sheet()
    for y in (100, 118, 136, 154):
        sheet.rule(50, y, 550, y)
    rows = [["NO", "SASARAN", "INDIKATOR"], ["1", "Tertib", "Jumlah"], ["2", "Aman", "Persen"]]
    assert tables(only_page(build(sheet.fill([50, 100, 330], [101, 119, 137], rows)))) == [rows]


def test_typed_dashes_stay_text():
    def draw(sheet):
        sheet.text(54, 146, "Jumlah desa").text(54, 158, "------------ x 100%").text(54, 170, "Jumlah total")

    assert in_a_cell(draw) == "Jumlah desa/------------ x 100%/Jumlah total"


def test_many_bars_cost_little_and_leave_the_text():
    sheet = Sheet()
    for n in range(3_000):
        sheet.bar(50 + n % 20, 90 + n % 20, 100 + n / 5)
    page = only_page(build(sheet.text(50, 60, "Indikator")))
    assert lines(page)[0] == ["Indikator"]


def test_sums_that_hang_from_above_stand_on_their_line():
    def draw(sheet):
        sheet.text(80, 160 - 9.5, "X", font="F4").text(86, 160, "desa mandiri")
        sheet.text(80, 174 - 7.5, "P", font="F4").text(86, 174, "seluruh desa").bar(78, 148, 163)

    assert in_a_cell(draw) == "[∑desa mandiri : ∑seluruh desa]"


def test_two_fractions_side_by_side():
    def draw(sheet):
        stacked(sheet, 60, 100, 180, ["Jumlah"], ["n"], "Chromium")
        sheet.text(106, 182.5, "+")
        stacked(sheet, 118, 158, 180, ["Bobot"], ["m"], "Chromium")

    assert in_a_cell(draw) == "[Jumlah : n] + [Bobot : m]"


def test_a_multiplier_and_a_bracket_on_lines_of_their_own():
    def draw(sheet):
        sheet.text(60, 164, "nilai (1 -")
        stacked(sheet, 60, 200, 180, ["Jumlah desa dengan temuan"], ["Jumlah desa"], "Chromium")
        sheet.text(203, 182.5, ") x").text(60, 201, "100%")

    assert in_a_cell(draw) == "nilai (1 -/[Jumlah desa dengan temuan : Jumlah desa] ) x/100%"


def test_a_fraction_with_nothing_beside_it_between_horizontal_rules_only():
    sheet = Sheet()
    for y in (100, 130, 190, 250):
        sheet.rule(50, y, 550, y)
    sheet.fill(
        [50, 100, 330], [100, 130, 190], [["NO", "RUMUS", "SUMBER"], ["1", "", "Laporan"], ["2", "Indeks", "Survei"]]
    )
    stacked(sheet, 104, 204, 160, ["Jumlah anak"], ["Jumlah total"], "LibreOffice")
    assert tables(only_page(build(sheet)))[0][1] == ["1", "[Jumlah anak : Jumlah total]", "Laporan"]


def test_an_equation_close_below_a_fraction_is_not_its_denominator():
    def draw(sheet):
        sheet.text(60, 172, "C =").text(95, 172, "A - (3% x A)").text(160, 183, "x 1000").bar(90, 155, 180)
        sheet.text(118, 190, "B")
        sheet.text(60, 201, "A =").text(95, 201, "P+I-E")

    assert in_a_cell(draw) == "C = [A - (3% x A) : B] x 1000/A = P+I-E"
