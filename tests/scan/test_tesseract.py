"""The real Tesseract, where it is installed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.scan.choose import choose_engine, has_tesseract
from extract.scan.options import Ocr
from extract.scan.reader import read_image
from extract.scan.tesseract import TesseractEngine
from schemas.page import Cell, Table
from tests.scan.drawing import Sheet
from tests.scan.test_pages import OPTIONS, flat, png, ruled_page, texts

pytestmark = pytest.mark.skipif(not has_tesseract(), reason="no tesseract with ind and eng is installed")


def test_many_pictures_are_read_in_their_order() -> None:
    words = ["Persentase layanan", "", "NIP. 19800101", "Kepala Dinas", "98,60"]
    pictures = []
    for word in words:
        sheet = Sheet(200, 24)
        sheet.text(6, 5, word, 11)
        pictures.append(sheet.pixels())
    pictures.insert(2, np.zeros((0, 9), np.uint8))
    readings = TesseractEngine().read(pictures)
    assert [reading.text for reading in readings] == [*words[:2], "", *words[2:]]
    assert all(len(r.text) == len(r.scores) == len(r.places) for r in readings)


def test_a_page_with_a_table_is_read() -> None:
    engine = choose_engine(Ocr.TESSERACT)
    assert engine is not None
    assert engine.name.startswith("tesseract ")
    (page,) = read_image(png(ruled_page().pixels()), replace(OPTIONS, ocr=Ocr.TESSERACT))
    assert texts(page)[-1] == "Bandung"
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    formula = table.rows[1].cells[2]
    assert isinstance(formula, Cell)
    assert flat(formula.content) == "Jumlah siswa lulus / Jumlah siswa"
    assert 0.5 < formula.confidence < 1
