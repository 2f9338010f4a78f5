"""What a PDF says is a character, and what a reader sees."""

from __future__ import annotations

import pytest

from schemas.page import UnreadReason
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page


def test_words_spaces_and_wide_gaps():
    sheet = Sheet().text(50, 100, "Tugas").text(150, 100, ": Membina desa").text(50, 120, "satu").text(73, 120, "dua")
    assert lines(only_page(build(sheet))) == [["Tugas", ": Membina desa"], ["satu dua"]]


def test_letters_placed_one_by_one_are_one_word():
    sheet = Sheet()
    for n, letter in enumerate("Kinerja"):
        sheet.text(50 + 5 * n, 100, letter)
    assert lines(only_page(build(sheet))) == [["Kinerja"]]


def test_letters_set_apart_are_one_word():
    sheet = Sheet()
    for n, letter in enumerate("PROVINSI"):
        sheet.text(50 + 9 * n, 100, letter)
    assert lines(only_page(build(sheet))) == [["PROVINSI"]]


@pytest.mark.parametrize(
    ("mapping", "typed", "read"),
    [
        ({"A": "\U0001d45b", "B": "\U0001d44e"}, "AB", "na"),
        ({"A": "ﬁ", "B": "s"}, "AB", "fis"),
        ({"A": "\uf0b7", "B": "x"}, "A B", "• x"),
        ({"A": "\U0001f4a7", "B": "x"}, "AB", "\U0001f4a7x"),
        ({"A": "\ud835", "B": "x"}, "AB", "\ufffdx"),
    ],
    ids=["mathematical", "ligature", "private use", "beyond the basic plane", "lone surrogate"],
)
def test_odd_characters(mapping, typed, read):
    page = only_page(build(Sheet().text(50, 100, typed, font="F3").text(50, 120, "biasa saja"), mapping=mapping))
    assert lines(page)[0] == [read]


def test_repairs_of_the_whole_page_are_named():
    data = build(Sheet().text(50, 100, "A", font="F3"), mapping={"A": "\U0001d44e"})
    assert only_page(data).steps == ("mathematical_letters",)


@pytest.mark.parametrize("text", ["tahun N-1", "Undang-undang", "2013-2018"])
def test_hyphens_stay(text):
    assert lines(only_page(build(Sheet().text(50, 100, text)))) == [[text]]


def test_a_hyphen_at_the_end_of_a_line_stays():
    page = only_page(build(Sheet().text(50, 100, "jumlah masing-").text(50, 112, "masing zat")))
    assert lines(page) == [["jumlah masing-"], ["masing zat"]]


@pytest.mark.parametrize("shift", [0.0, 0.4, 0.9])
def test_text_drawn_twice_to_look_bold_is_read_once(shift):
    sheet = Sheet().text(50, 100, "Indikator Kinerja").text(50 + shift, 100, "Indikator Kinerja")
    assert lines(only_page(build(sheet))) == [["Indikator Kinerja"]]


def test_doubled_letters_of_a_word_stay():
    assert lines(only_page(build(Sheet().text(50, 100, "Maarif, 11 22")))) == [["Maarif, 11 22"]]


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet().text(50, 100, "rahasia", before="1 g"),
        Sheet().raw("BT 3 Tr /F1 10 Tf 1 0 0 1 50 700 Tm (rahasia) Tj 0 Tr ET"),
        Sheet().text(50, 100, "rahasia", size=0.5),
    ],
    ids=["white on paper", "invisible", "too small"],
)
def test_text_that_nobody_sees_is_reported_not_read(sheet):
    page = only_page(build(sheet.text(50, 300, "terlihat jelas", before="0 g")))
    assert lines(page) == [["terlihat jelas"]]
    assert [(entry.reason, entry.detail) for entry in page.unread] == [(UnreadReason.HIDDEN_TEXT, "rahasia")]


def test_white_text_on_a_dark_ground_is_read():
    sheet = Sheet().box(40, 85, 300, 110, colour="0 0 0.6 rg").text(50, 100, "SASARAN", before="1 g")
    page = only_page(build(sheet))
    assert lines(page) == [["SASARAN"]]
    assert page.unread == ()


def test_a_slanted_watermark_is_set_aside():
    slanted = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (SALINAN) Tj ET"
    page = only_page(build(Sheet().raw(slanted).text(50, 100, "Indikator Kinerja Utama")))
    assert lines(page) == [["Indikator Kinerja Utama"]]
    assert page.unread[0].detail == "slanted: SALINAN"


def test_raised_and_lowered_text():
    sheet = (
        Sheet().text(50, 100, "luas 10 m").text(95, 96, "2", size=6).text(103, 100, "CO").text(113, 102, "2", size=6)
    )
    assert lines(only_page(build(sheet))) == [["luas 10 m^2 CO_2"]]


def test_bold_and_centred_lines():
    sheet = Sheet().text(235, 60, "INDIKATOR KINERJA UTAMA", font="F2")
    for n in range(4):
        sheet.text(50, 100 + 12 * n, "baris teks yang panjang " * 4)
    first, second, *_ = only_page(build(sheet)).blocks
    assert (first.emphasis, first.centred) == ("bold", True)
    assert (second.emphasis, second.centred, second.wraps) == ("none", False, True)
