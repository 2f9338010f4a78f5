"""Dirt on black and white goes; the dots of letters, full stops and colons stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.raster import Pixels
from extract.scan.specks import without_dots
from tests.scan.drawing import Sheet

DPI = 200


def page(*, bold: bool = False) -> Pixels:
    """Black and white, with dots that a cleaning must not take for dirt."""
    sheet = Sheet(dpi=DPI)
    for n in range(18):
        sheet.text(70, 60 + 20 * n, "Fungsi", 10)
        sheet.text(180, 60 + 20 * n, f":  {n + 1}. Pelaksanaan evaluasi dinas;", 10)
    return np.where(sheet.pixels() < (200 if bold else 150), 0, 255).astype(np.uint8)


def dirtied(clean: Pixels, share: float, tall: int = 1) -> Pixels:
    dots = (np.random.default_rng(5).random(clean.shape) < share).astype(np.uint8)
    return np.where(cv2.dilate(dots, np.ones((tall, 1), np.uint8)) > 0, 0, clean).astype(np.uint8)


def marks(pixels: Pixels) -> set[tuple[int, ...]]:
    """Boxes of all ink that hangs together."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((pixels < 128).astype(np.uint8), connectivity=8)
    return {tuple(int(v) for v in row[:4]) for row in stats[1:]}


@pytest.mark.parametrize("tall", [1, 2, 3])
def test_dirt_goes_and_dots_of_letters_stay(tall: int) -> None:
    clean = page()
    cleaned, specked = without_dots(dirtied(clean, 6e-4, tall), DPI)
    assert specked
    kept = marks(cleaned)
    assert len(marks(clean) & kept) >= 0.93 * len(marks(clean))  # some letters have dirt on them
    assert len(kept) <= 1.1 * len(marks(clean))


def test_a_clean_page_is_left_alone() -> None:
    clean = page()
    cleaned, specked = without_dots(clean, DPI)
    assert not specked
    assert np.array_equal(cleaned, clean)


def test_rows_of_dots_beside_text_are_no_dirt() -> None:
    """Dotted leaders: many small marks, all of them near letters."""
    sheet = Sheet(dpi=DPI)
    for n in range(30):
        sheet.text(60, 50 + 24 * n, "Nama ................................................ NIP", 10)
    clean = np.where(sheet.pixels() < 150, 0, 255).astype(np.uint8)
    assert len(marks(clean)) > 1_000
    assert marks(without_dots(clean, DPI)[0]) == marks(clean)
