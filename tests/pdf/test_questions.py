"""What PDFium is not asked, because something else tells it, is what it would have answered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pdf import characters
from extract.pdf.calls import ROWS, numbers, pointer
from extract.pdf.characters import read_text
from extract.pdf.drawing import Drawing, read_drawing
from extract.pdf.pdfium import open_document, open_page
from schemas.page import Emphasis, Line
from tests.pdf.drawing_board import Sheet, build, font
from tests.pdf.looking import lines, only_page

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "pdf").glob("*.pdf"))


def objects_asked_and_told(data: bytes) -> list[tuple[list[int], list[int]]]:
    """For each page the objects of its characters: each one asked for, and as they are read."""
    found = []
    with open_document(data) as document:
        for index in range(len(document)):
            with open_page(document, index) as page:
                text = pointer(characters._load_text(page))
                codes = characters._read_codes(text, characters._count_chars(text))
                solid = np.flatnonzero(characters._INK[codes])
                asked = numbers(characters._text_object, [text] * len(solid), solid.tolist())
                found.append((asked.tolist(), characters._read_objects(text, solid).tolist()))
                characters._close_text(text)
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_objects_of_the_characters_of_samples(path: Path):
    for asked, told in objects_asked_and_told(path.read_bytes()):
        assert told == asked


@given(st.lists(st.tuples(st.text("ab c", min_size=1, max_size=9), st.sampled_from([0, 1, 6, 40])), max_size=12))
def test_the_objects_of_characters(pieces: list[tuple[str, int]]):
    sheet, x = Sheet(), 20
    for text, gap in pieces:
        sheet.text(x, 100, text)
        x += 5 * len(text) + gap
    ((asked, told),) = objects_asked_and_told(build(sheet))
    assert told == asked


def drawings(data: bytes) -> list[tuple[Drawing, Drawing]]:
    """Each page's drawing, read without and with knowing its text objects."""
    found = []
    with open_document(data) as document:
        for index in range(len(document)):
            with open_page(document, index) as page:
                found.append((read_drawing(page), read_drawing(page, read_text(page).addresses)))
    return found


FORM = ("X1", "BT /F1 10 Tf 1 0 0 1 90 300 Tm (dalam) Tj ET 80 280 100 0.5 re f 80 200 60 40 re S")
SHEET = (
    Sheet()
    .grid([50, 150, 250], [90, 110, 130], [["satu", "dua"], ["", "tiga"]])
    .box(50, 150, 90, 190)
    .raw("/X1 Do")
    .text(50, 300, "akhir")
    .raw("q 30 0 0 30 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")
)


@pytest.mark.parametrize("data", [build(SHEET, forms=[FORM]), *[path.read_bytes() for path in SAMPLES]])
def test_a_drawing_is_the_same_whether_its_texts_are_known(data: bytes):
    for plain, told in drawings(data):
        for name in ("lines", "rectangles", "filled", "fills", "shaded", "pictures", "on_top"):
            assert np.array_equal(getattr(plain, name), getattr(told, name)), name
        assert (plain.curves, plain.cut_short) == (told.curves, told.cut_short)


def test_texts_that_are_known_are_neither_lines_nor_pictures():
    ((_, told),) = drawings(build(SHEET, forms=[FORM]))
    assert len(told.rectangles) == 2
    assert told.on_top.tolist() == [True]


@pytest.mark.parametrize("letters", [0, 121, 122, 123, 240])
@pytest.mark.parametrize(("end", "emphasis"), [("-Bold", Emphasis.BOLD), ("-Book", Emphasis.NONE)])
def test_the_name_of_a_font_is_read_to_its_end(letters: int, end: str, emphasis: Emphasis):
    fonts = f"/Resources << /Font << /F1 {font('A' * letters + end)} >> >>"
    page = only_page(build(Sheet(extra=fonts).text(50, 100, "Visi dan misi")))
    assert [block.emphasis for block in page.blocks if isinstance(block, Line)] == [emphasis]


def test_more_characters_than_are_asked_for_at_once():
    rows = [f"{n:03}{'abcdefghij' * 4}" for n in range(2 * ROWS // 43 + 3)]
    sheet = Sheet(height=1000)
    for n, row in enumerate(rows):
        sheet.text(50, 50 + 15 * n, row)
    assert lines(only_page(build(sheet))) == [[row] for row in rows]
