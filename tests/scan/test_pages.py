"""Whole pages: what a caller gets of pictures and of PDFs with scanned pages, by a fake engine and by the real one."""

from __future__ import annotations

import ctypes
import io
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import extract.scan.choose as choosing
import extract.scan.reader as reading
from extract.errors import ReadError
from extract.scan.cache import PageCache
from extract.scan.mixed import read_mixed_pdf
from extract.scan.options import Ocr, ScanOptions
from extract.scan.raster import from_pixels
from extract.scan.reader import read_image, read_picture
from extract.scan.stored import BROKEN, page_from_json, page_to_json
from extract.scan.twins import SeenPages, duplicate_of
from schemas.inline import Break, Fraction, Text
from schemas.page import Cell, Line, Method, Page, Piece, Row, Table, UnreadReason
from tests.scan.drawing import DPI, FakeEngine, Sheet, letter, skewed

OPTIONS = ScanOptions(orient=False)


def texts(page: Page) -> list[str]:
    return [" ".join(flat(p.content) for p in b.pieces) for b in page.blocks if isinstance(b, Line)]


def flat(content: tuple[object, ...]) -> str:
    parts = []
    for part in content:
        if isinstance(part, Text):
            parts.append(part.text)
        elif isinstance(part, Fraction):
            parts.append(f"{flat(part.numerator)} / {flat(part.denominator)}")
        elif isinstance(part, Break):
            parts.append(" ")
    return "".join(parts)


def png(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], dpi: int = DPI) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    engine = FakeEngine()
    monkeypatch.setattr(reading, "choose_engine", lambda ocr: engine)
    monkeypatch.setattr(choosing, "choose_engine", lambda ocr: engine)
    return engine


def ruled_page() -> Sheet:
    sheet = Sheet()
    sheet.text(70, 60, "Nama Organisasi", 11)
    sheet.text(220, 60, ": Dinas", 11)
    sheet.grid([60, 100, 300, 520], [120, 150, 220])
    for x in (65, 105, 305):
        sheet.text(x, 128, "NO" if x == 65 else "Indikator", 10)
    sheet.text(65, 160, "1", 10)
    sheet.text(105, 160, "Persentase", 10)
    sheet.text(320, 165, "Jumlah siswa lulus", 9)
    sheet.line(316, 179, 410, 179)
    sheet.text(330, 182, "Jumlah siswa", 9)
    sheet.text(70, 260, "Bandung", 11)
    return sheet


def test_a_page_has_lines_with_pieces_and_a_table_with_a_fraction() -> None:
    page = read_picture(ruled_page().picture(), 3, OPTIONS, FakeEngine())
    first, table, last = page.blocks
    assert isinstance(first, Line)
    assert isinstance(table, Table)
    assert isinstance(last, Line)
    assert (page.method, page.number, round(page.width or 0), round(page.height or 0)) == (Method.OCR, 3, 595, 842)
    assert len(first.pieces) == 2
    assert (len(table.rows), table.width, table.ruled) == (2, 3, True)
    formula = table.rows[1].cells[2]
    assert isinstance(formula, Cell)
    assert formula.content == (Fraction((Text("data"),), (Text("data"),)),)
    assert table.where.box is not None
    assert table.where.box == pytest.approx((60, 120, 520, 220), abs=2)
    assert all(0 <= c.confidence <= 1 for row in table.rows for c in row.cells if c is not None)


def test_a_skewed_page_gives_the_same_table() -> None:
    sheet = ruled_page()
    page = read_picture(from_pixels(skewed(sheet.pixels(), 1.4), DPI, 300), 1, OPTIONS, FakeEngine())
    (table,) = [b for b in page.blocks if isinstance(b, Table)]
    assert (len(table.rows), table.width) == (2, 3)
    assert any(step.startswith("deskewed_") for step in page.steps)


def test_each_preparation_can_be_switched_off() -> None:
    bare = replace(
        OPTIONS, orient=False, deskew=False, remove_colour=False, divide_background=False, filter_fax=False,
    )  # fmt: skip
    picture = from_pixels(skewed(ruled_page().pixels(), 1.4), DPI, 300)
    assert read_picture(picture, 1, bare, FakeEngine()).steps == ()


def test_a_coloured_stamp_goes_and_black_text_under_it_stays() -> None:
    sheet = ruled_page()
    colour = np.stack([sheet.pixels()] * 3, axis=2)
    height, width = colour.shape[:2]
    y, x = np.mgrid[:height, :width]
    ring = np.abs(np.hypot(x - sheet.px(110), y - sheet.px(265)) - sheet.px(34)) < 6
    stamped = np.where(ring[:, :, None] & (colour > 100), np.array([200, 60, 60], np.uint8), colour).astype(np.uint8)
    page = read_picture(from_pixels(stamped, DPI, 300), 1, OPTIONS, FakeEngine())
    plain = read_picture(from_pixels(colour, DPI, 300), 1, OPTIONS, FakeEngine())
    assert "colour_removed" in page.steps
    assert len(texts(page)) == len(texts(plain))


def test_a_page_printed_in_colour_keeps_its_text() -> None:
    sheet = letter(14)
    blue = np.stack([np.maximum(sheet.pixels(), 180), sheet.pixels(), sheet.pixels()], axis=2)
    page = read_picture(from_pixels(blue, DPI, 300), 1, OPTIONS, FakeEngine())
    assert len(texts(page)) == 14


def test_a_shadow_takes_no_line_away() -> None:
    pixels = letter(14).pixels().astype(np.float32)
    shade = np.linspace(0.45, 1.0, pixels.shape[1])[None, :]
    page = read_picture(from_pixels((pixels * shade).astype(np.uint8), DPI, 300), 1, OPTIONS, FakeEngine())
    assert len(texts(page)) == 14


def test_white_text_on_a_dark_heading_is_read() -> None:
    sheet = Sheet()
    sheet.draw.rectangle([sheet.px(60), sheet.px(100), sheet.px(520), sheet.px(130)], fill=60)
    light = Sheet()
    light.text(200, 108, "INDIKATOR KINERJA", 11)
    pixels = np.where(light.pixels() < 128, 255, sheet.pixels()).astype(np.uint8)
    page = read_picture(from_pixels(pixels, DPI, 300), 1, OPTIONS, FakeEngine())
    assert "shaded_inverted" in page.steps
    assert texts(page) == ["data"]


@pytest.mark.parametrize("value", [255, 128])
def test_a_blank_page_has_no_blocks(value: int) -> None:
    page = read_picture(from_pixels(np.full((877, 1240), value, np.uint8), DPI, 300), 1, OPTIONS, FakeEngine())
    assert page.blocks == ()


def test_a_photograph_is_bounded_and_gives_no_sure_text() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (800, 600, 3)).astype(np.uint8)
    engine = FakeEngine(score=0.2)
    page = read_picture(from_pixels(noise, DPI, 300), 1, OPTIONS, engine)
    assert page.blocks == ()


def test_without_an_engine_a_page_says_that_it_was_not_read() -> None:
    page = read_picture(letter().picture(), 1, OPTIONS, None)
    assert page.blocks == ()
    assert [u.reason for u in page.unread] == [UnreadReason.IMAGE]


def test_handwriting_is_listed_and_not_guessed() -> None:
    page = read_picture(letter(3).picture(), 1, OPTIONS, FakeEngine(score=0.3))
    assert page.blocks == ()
    assert len(page.unread) == 3


def test_frames_become_pages_and_a_frame_scanned_twice_is_marked(fake: FakeEngine) -> None:
    one, other = letter(14), ruled_page()
    frames = [Image.fromarray(p) for p in (one.pixels(), other.pixels(), skewed(one.pixels(), 0.3))]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:], dpi=(DPI, DPI))
    fake.words = ["Meningkatnya kualitas pelayanan"]
    pages = list(read_image(buffer.getvalue(), OPTIONS))
    assert [page.number for page in pages] == [1, 2, 3]
    assert [duplicate_of(page) for page in pages] == [None, None, 1]


def with_text(number: int, words: str) -> Page:
    return read_picture(letter(14).picture(), number, OPTIONS, FakeEngine(words=words.split()))


def test_twins_are_marked_with_the_first_page_and_near_twins_are_not() -> None:
    words = "Meningkatnya kualitas pelayanan publik tahun 2021 nomor 17"
    seen = SeenPages()
    pages = [with_text(n, words if n != 2 else words.replace("17", "18")) for n in (1, 2, 3, 4)]
    marks = [duplicate_of(seen.marked(page)) for page in pages]
    assert marks == [None, None, 1, 1]


def pdf_of(*sheets: Sheet) -> bytes:
    images = [sheet.image for sheet in sheets]
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    return buffer.getvalue()


def test_pages_of_a_pdf_without_text_are_read_as_pictures(fake: FakeEngine) -> None:
    pages = list(read_mixed_pdf(pdf_of(letter(), ruled_page()), OPTIONS))
    assert [page.method for page in pages] == [Method.OCR, Method.OCR]
    assert [page.number for page in pages] == [1, 2]
    assert any(isinstance(block, Table) for block in pages[1].blocks)


def test_with_ocr_off_they_stay_unread(fake: FakeEngine) -> None:
    (page,) = read_mixed_pdf(pdf_of(letter()), ScanOptions(ocr=Ocr.OFF))
    assert page.blocks == ()
    assert [u.reason for u in page.unread] == [UnreadReason.NO_TEXT_LAYER]
    assert fake.seen == []


def test_a_cached_page_is_not_read_again(fake: FakeEngine, tmp_path: Path) -> None:
    options = replace(OPTIONS, cache=tmp_path)
    data = pdf_of(letter())
    first = list(read_mixed_pdf(data, options))
    count = len(fake.seen)
    assert list(read_mixed_pdf(data, options)) == first
    assert len(fake.seen) == count > 0
    list(read_mixed_pdf(data, replace(options, deskew=False)))
    assert len(fake.seen) > count


def with_layer(sheet: Sheet, words: str) -> bytes:
    """A PDF of a picture with an invisible layer of right words under it, as a scanner's OCR leaves it."""
    document = pdfium.PdfDocument(pdf_of(sheet))
    page = document[0]
    font = pdfium_c.FPDFText_LoadStandardFont(document, b"Helvetica")
    for n in range(4):
        text = pdfium_c.FPDFPageObj_CreateTextObj(document, font, 9.0)
        letters = (ctypes.c_ushort * (len(words) + 1))(*map(ord, words), 0)
        pdfium_c.FPDFText_SetText(text, letters)
        pdfium_c.FPDFTextObj_SetTextRenderMode(text, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
        pdfium_c.FPDFPageObj_Transform(text, 1, 0, 0, 1, 70, 380 - 14 * n)
        pdfium_c.FPDFPage_InsertObject(page, text)
    pdfium_c.FPDFPage_GenerateContent(page)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


WORDS = "Meningkatnya kualitas pelayanan publik kecamatan persentase layanan tepat waktu"


def test_a_ruled_table_in_the_picture_under_a_good_layer_is_read(fake: FakeEngine) -> None:
    (page,) = read_mixed_pdf(with_layer(ruled_page(), WORDS), OPTIONS)
    assert page.method is Method.OCR
    assert "bad_text_layer" in page.steps
    assert any(isinstance(block, Table) for block in page.blocks)


def test_a_good_layer_over_running_text_is_kept(fake: FakeEngine) -> None:
    (page,) = read_mixed_pdf(with_layer(letter(), WORDS), OPTIONS)
    assert page.method is Method.PDF
    assert fake.seen == []


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[1]", b"[{}]", b'[{"blocks": 3}]', b"\xff\xfe"])
def test_a_broken_entry_of_the_cache_is_as_good_as_none(fake: FakeEngine, tmp_path: Path, rubbish: bytes) -> None:
    data, options = png(letter().pixels()), replace(OPTIONS, cache=tmp_path)
    first = list(read_image(data, options))
    (entry,) = tmp_path.rglob("*.json")
    entry.write_bytes(rubbish)
    assert PageCache.of(data, options, fake.name).get(0) is None
    assert list(read_image(data, options)) == first
    assert PageCache.of(data, options, fake.name).get(0) == first
    assert not list(tmp_path.rglob("*.tmp"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200)
@given(values)
def test_what_no_page_was_written_as_is_refused_by_name(value: object) -> None:
    refused = False
    try:
        page_from_json(value)
    except BROKEN:
        refused = True
    assert refused


def test_a_page_survives_being_stored() -> None:
    page = read_picture(ruled_page().picture(), 3, OPTIONS, FakeEngine())
    assert page_from_json(page_to_json(page)) == page
    rows = (Row((Cell((Text("a"), Break(marker="1."), Text("b"))), None)),)
    other = replace(page, blocks=(Table(rows, ruled=False), Line((Piece((Text("x"),)),), marker="a.", wraps=True)))
    assert page_from_json(page_to_json(other)) == other


def test_a_missing_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "has_rapid", lambda: False)
    monkeypatch.setattr(choosing, "has_tesseract", lambda: False)
    with pytest.raises(ReadError) as caught:
        choosing.choose_engine(Ocr.AUTO)
    assert caught.value.reason_code == "ocr_missing"
    assert choosing.choose_engine(Ocr.OFF) is None


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any attempt to reach another machine fails the test."""

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError(f"the network was asked for: {arguments}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    return


@pytest.mark.usefixtures("no_network")
def test_the_embedded_engine_reads_without_any_network() -> None:
    rapid = pytest.importorskip("extract.scan.rapid")
    sheet = Sheet(320, 130)
    sheet.text(20, 20, "Persentase layanan 98,60%", 12)
    sheet.text(20, 60, "NIP. 19800101 201001 1 001", 12)
    engine = rapid.RapidEngine()
    page = read_picture(from_pixels(sheet.pixels(), DPI, 300), 1, OPTIONS, engine)
    first, second = texts(page)
    assert first == "Persentase layanan 98,60%"
    assert second.replace(" ", "") == "NIP.198001012010011001"
    assert all(b.confidence > 0.8 for b in page.blocks if isinstance(b, Line))
    assert engine.find_lines(sheet.pixels())


@pytest.mark.usefixtures("no_network")
def test_the_embedded_engine_turns_a_page_upright() -> None:
    pytest.importorskip("extract.scan.rapid")
    sheet = Sheet(300, 420)
    for n in range(6):
        sheet.text(30, 40 + 24 * n, "Meningkatnya kualitas layanan", 12)
    page = next(read_image(png(np.rot90(sheet.pixels(), 2).copy())))
    assert "rotated_180" in page.steps
    assert texts(page) == ["Meningkatnya kualitas layanan"] * 6
