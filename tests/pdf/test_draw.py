"""The page picture with what was found on it."""

from __future__ import annotations

import pytest

from extract.errors import ReadError
from extract.pdf.draw import TABLE, draw_page
from schemas.page import Box
from tests.pdf.drawing_board import Sheet, build

RED = tuple(int(TABLE[n : n + 2], 16) for n in (1, 3, 5))


@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/CropBox [40 40 560 760]"], ids=["plain", "rotated", "cropped"])
def test_tables_are_outlined_where_they_stand(extra):
    data = build(Sheet(extra=extra).grid([100, 200, 400], [100, 130, 160], [["A", "B"], ["1", "2"]]))
    picture = draw_page(data, 1, resolution=72).convert("RGB")
    left, top = (60, 60) if "Crop" in extra else (100, 100)
    colours = {picture.getpixel((left + dx, top + dy + 20)) for dx in range(-3, 4) for dy in range(-3, 4)}
    assert any(all(abs(a - b) < 90 for a, b in zip(colour, RED, strict=True)) for colour in colours)


def test_fields_are_drawn_with_their_labels():
    data = build(Sheet().text(100, 100, "Indikator"))
    plain = draw_page(data, 1)
    assert draw_page(data, 1, fields=lambda _: [(Box(100, 90, 150, 105), "judul")]).tobytes() != plain.tobytes()


def test_a_page_that_is_not_there():
    with pytest.raises(ReadError):
        draw_page(build(Sheet()), 2)
