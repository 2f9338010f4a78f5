"""The second opinion: stock pdfplumber's characters through the same stages."""

from __future__ import annotations

import numpy as np
import pytest

from extract.pdf.characters import read_text
from extract.pdf.drawing import read_drawing
from extract.pdf.layout import lay_out, page_of
from extract.pdf.pdfium import open_document, open_page, page_frame
from extract.pdf.stock import Stock, is_plausible
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, tables


def drawn() -> bytes:
    sheet = (
        Sheet().text(50, 60, "INDIKATOR KINERJA UTAMA", font="F2").text(50, 80, "Tugas").text(150, 80, ": Membina desa")
    )
    sheet.grid([50, 200, 400], [100, 130, 190], [["RUMUS", "SUMBER"], ["", "Laporan\ndesa"]])
    return build(
        sheet.text(60, 150, "Jumlah desa").bar(58, 117, 153).text(60, 162, "Jumlah kota").text(120, 156, "x 100%")
    )


def test_it_reads_the_same():
    data = drawn()
    stock = Stock(data).read(0)
    assert stock is not None
    frame, raw, drawing = stock
    page = page_of(lay_out(raw, drawing, frame, 1), 1)
    ours = only_page(data)
    assert (lines(page), tables(page)) == (lines(ours), tables(ours))


def test_it_is_not_asked_for_sound_pages_but_for_impossible_ones():
    with open_document(drawn()) as document, open_page(document, 0) as page:
        assert page is not None
        frame, raw = page_frame(page), read_text(page)
        assert read_drawing(page).has_shapes
    assert is_plausible(raw, frame)
    raw.origins[:, 0] += 5_000
    assert not is_plausible(raw, frame)
    raw.origins[:, 0] = np.nan
    assert not is_plausible(raw, frame)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.5 rusak", build()], ids=["nothing", "broken", "no pages"])
def test_it_fails_quietly(data):
    assert Stock(data).read(0) is None
