"""Glyphs to words."""

from __future__ import annotations

import numpy as np
import pytest

from extract.pdf.characters import GENERATED, NOTHING, TYPED
from extract.pdf.glyphs import Glyphs
from extract.pdf.words import find_words


def glyphs(text: str, gaps: list[float], before: list[int]) -> Glyphs:
    """Letters 5 points wide, the white space in front of each, and what the reader marked there."""
    count = len(text)
    x0 = np.cumsum(np.array(gaps) + 5.0) - 5.0
    flat = np.zeros(count)
    return Glyphs(
        np.array([ord(letter) for letter in text], np.uint32),
        x0,
        x0 + 5.0,
        flat + 100,
        flat + 10,
        np.arange(count),
        flat.astype(bool),
        flat.astype(np.intp),
        np.array(before, np.int8),
    )


@pytest.mark.parametrize(
    ("gap", "mark", "words"),
    [
        (0.0, GENERATED, ["PASAR"]),
        (0.5, GENERATED, ["PASAR"]),
        (1.2, GENERATED, ["PA", "SAR"]),
        (0.0, TYPED, ["PA", "SAR"]),
        (0.5, NOTHING, ["PASAR"]),
        (2.0, NOTHING, ["PA", "SAR"]),
    ],
)
def test_white_space_that_was_not_typed_needs_a_gap(gap, mark, words):
    found = find_words(glyphs("PASAR", [0, 0, gap, 0, 0], [NOTHING, NOTHING, mark, NOTHING, NOTHING]))
    assert [word.text for word in found] == words
