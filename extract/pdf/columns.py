"""Tables without vertical rules: rows from the rules, columns from the alignment of words."""

from __future__ import annotations

from extract.pdf.grid import Grid
from extract.pdf.rules import Rules
from extract.pdf.words import Word
from schemas.page import Box


def find_open_grids(rules: Rules, words: list[Word], grids: list[Grid], page: Box) -> list[Grid]:
    """Grids between horizontal rules."""
    return []
