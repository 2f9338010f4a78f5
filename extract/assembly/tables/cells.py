"""A cell as raw text."""

from __future__ import annotations

from normalize.formulas import plain
from schemas.page import Cell
from schemas.raw import RawText


def raw_text(cell: Cell, text: str | None = None) -> RawText:
    """The cell's text with its place; `text` where its plain text is known already."""
    text = plain(cell.content) if text is None else text
    return RawText(text, cell.where, None, cell.content, cell.printed, cell.confidence, cell.steps, cell.tops)
