"""A cell as raw text."""

from __future__ import annotations

from normalize.formulas import plain
from schemas.page import Cell
from schemas.raw import RawText


def raw_text(cell: Cell) -> RawText:
    """The cell's text with its place."""
    return RawText(plain(cell.content), cell.where, content=cell.content, confidence=cell.confidence, steps=cell.steps)
