"""A cell as raw text."""

from __future__ import annotations

from normalize.formulas import plain
from schemas.page import Cell
from schemas.raw import RawText


def raw_text(cell: Cell, text: str | None = None) -> RawText:
    """The cell's text with its place; `text` where its plain text is known already."""
    return RawText(
        plain(cell.content) if text is None else text,
        cell.where,
        content=cell.content,
        raw=cell.printed,
        confidence=cell.confidence,
        steps=cell.steps,
        tops=cell.tops,
    )
