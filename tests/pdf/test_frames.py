"""Where the top left of a page is: rotation by flag and by content, crop boxes, odd media boxes, page sizes."""

from __future__ import annotations

import pytest

from extract.pdf import read_pdf
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, tables

TURNED = {90: "0 1 -1 0 {x} {y}", 180: "-1 0 0 -1 {x} {y}", 270: "0 -1 1 0 {x} {y}"}


def sideways(degrees: int, across: float, down: float, text: str) -> str:
    """Text that stands upright after a clockwise turn of the page: `across`, `down` from the top left then."""
    x, y = {90: (down, across), 180: (600 - across, down), 270: (600 - down, 800 - across)}[degrees]
    return f"BT /F1 10 Tf {TURNED[degrees].format(x=x, y=y)} Tm ({text}) Tj ET"


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("flagged", [True, False], ids=["by /Rotate", "by content"])
def test_turned_pages_are_read_upright(degrees, flagged):
    sheet = Sheet(extra=f"/Rotate {degrees}" if flagged else "")
    sheet.raw(sideways(degrees, 50, 40, "Indikator")).raw(sideways(degrees, 300, 40, "Utama"))
    sheet.raw(sideways(degrees, 50, 60, "Sasaran"))
    page = only_page(build(sheet))
    assert lines(page) == [["Indikator", "Utama"], ["Sasaran"]]
    assert (page.width, page.height) == ((800, 600) if degrees in (90, 270) else (600, 800))
    assert page.steps == (() if flagged else (f"rotated_{degrees}",))
    box = page.blocks[0].pieces[0].box
    assert (box.x0, round(box.bottom)) == (50, 42)


def test_a_vertical_heading_stands_in_its_cell():
    sheet = Sheet().grid([50, 80, 300, 500], [100, 200, 230], [["", "Sasaran", "Indikator"], ["1", "a", "b"]])
    sheet.raw("BT /F1 10 Tf 0 1 -1 0 68 620 Tm (Nomor) Tj ET")
    assert tables(only_page(build(sheet))) == [[["Nomor", "Sasaran", "Indikator"], ["1", "a", "b"]]]


@pytest.mark.parametrize(
    ("boxes", "size", "corner"),
    [
        ("/MediaBox [0 0 600 800] /CropBox [100 100 500 700]", (400, 600), (50, 102)),
        ("/MediaBox [100 100 500 700]", (400, 600), (50, 102)),
        ("/MediaBox [500 700 100 100]", (400, 600), (50, 102)),
        ("/MediaBox [0 0 600 800] /CropBox [-50 -50 900 900]", (600, 800), (150, 202)),
    ],
    ids=["crop box", "offset", "corners swapped", "crop box beyond the page"],
)
def test_places_count_from_the_top_left_of_what_is_displayed(boxes, size, corner):
    page = only_page(build(Sheet(extra=boxes).text(150, 200, "Indikator")))
    box = page.blocks[0].where.box
    assert (page.width, page.height) == size
    assert (box.x0, round(box.bottom)) == corner


def test_pages_of_mixed_sizes_keep_their_numbers():
    sheets = [Sheet(600, 800), Sheet(800, 600), Sheet(1200, 800)]
    pages = list(read_pdf(build(*(sheet.text(50, 50, "halaman") for sheet in sheets))))
    assert [(page.number, page.width, page.height) for page in pages] == [(1, 600, 800), (2, 800, 600), (3, 1200, 800)]


def test_a_range_of_pages():
    data = build(*(Sheet().text(50, 50, f"halaman {n}") for n in range(1, 6)))
    assert [lines(page) for page in read_pdf(data, first=2, last=3)] == [[["halaman 2"]], [["halaman 3"]]]
