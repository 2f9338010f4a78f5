"""Whether the text layer of a page is used, left to OCR, or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.pdf.quality import Layer, judge
from schemas.page import UnreadReason
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page

CASES = json.loads((Path(__file__).parent / "layers.json").read_text(encoding="utf-8"))
SCAN = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


@pytest.mark.parametrize(
    ("text", "layer"),
    [pytest.param(text, layer, id=label) for layer, cases in CASES.items() for text, label in cases],
)
def test_layers_of_scans_are_judged_by_their_words(text, layer):
    found = judge(text.split() * 3, 0, scan=True, invisible=True, curves=0)
    assert found is (Layer.USABLE if layer == "good" else Layer.BAD)


def test_a_picture_over_the_page_without_text_is_left_to_ocr():
    page = only_page(build(Sheet().raw(SCAN).text(50, 50, "hal 1")))
    assert page.blocks == ()
    assert [entry.reason for entry in page.unread] == [UnreadReason.NO_TEXT_LAYER]


def test_a_bad_layer_under_a_picture_is_not_read():
    sheet = Sheet().raw(SCAN).raw("3 Tr")
    for n in range(12):
        sheet.raw(f"BT 3 Tr /F1 10 Tf 1 0 0 1 50 {700 - 14 * n} Tm (kine~a D1NAS PlHAK te~adi dan lain) Tj ET")
    page = only_page(build(sheet))
    assert page.blocks == ()
    assert UnreadReason.BAD_TEXT_LAYER in [entry.reason for entry in page.unread]


def test_a_good_layer_under_a_picture_is_read_where_it_is_no_table():
    sheet = Sheet().raw(SCAN)
    for n in range(12):
        sheet.raw(f"BT 3 Tr /F1 10 Tf 1 0 0 1 50 {700 - 14 * n} Tm (kalimat biasa dari sebuah keputusan) Tj ET")
    assert len(lines(only_page(build(sheet)))) == 12
    for n in range(6):
        sheet.raw(f"BT 3 Tr /F1 10 Tf 1 0 0 1 50 {300 - 14 * n} Tm (satu) Tj 100 0 Td (dua) Tj 100 0 Td (tiga) Tj ET")
    page = only_page(build(sheet))
    assert [(entry.reason, entry.detail) for entry in page.unread] == [(UnreadReason.BAD_TEXT_LAYER, "flat")]


def test_a_good_page_on_a_decorated_background_is_read():
    page = only_page(
        build(Sheet().raw(SCAN).text(50, 50, "Indikator Kinerja Utama Dinas Kesehatan Provinsi Jawa Barat Tahun 2017"))
    )
    assert lines(page) == [["Indikator Kinerja Utama Dinas Kesehatan Provinsi Jawa Barat Tahun 2017"]]


def test_fonts_that_do_not_say_their_characters():
    unknown = build(Sheet().text(50, 50, "AAAA AAAA", font="F3").text(50, 70, "biasa"), mapping={"A": "\ud835"})
    page = only_page(unknown)
    assert page.blocks == ()
    assert {entry.reason for entry in page.unread} == {UnreadReason.UNMAPPED_GLYPHS, UnreadReason.BAD_TEXT_LAYER}


def _letter(sheet):
    for n in range(12):
        sheet.text(50, 100 + 14 * n, "Dalam rangka mewujudkan pemerintahan yang baik kami berjanji")
    return sheet


def test_a_good_layer_of_plain_text_is_read_though_a_picture_lies_over_it():
    page = only_page(build(_letter(Sheet()).raw(SCAN)))
    assert len(lines(page)) == 12
    assert not page.unread


@pytest.mark.parametrize("over", [True, False], ids=["under the picture", "on the picture"])
def test_rules_drawn_under_the_picture_of_a_page_make_no_table(over):
    sheet = _letter(Sheet()) if over else _letter(Sheet().raw(SCAN))
    sheet.grid([50, 100, 300, 400], [400, 420, 440], [["No", "Indikator", "Target"], ["1", "Luas", "5"]])
    page = only_page(build(sheet.raw(SCAN) if over else sheet))
    assert bool(page.blocks) is not over
    assert (UnreadReason.BAD_TEXT_LAYER in [entry.reason for entry in page.unread]) is over
