"""The content of a formula cell: text, note, expression, variables, unit."""

from __future__ import annotations

from normalize.formulas.line import plain
from schemas.formula import FormulaReading, FormulaStatus
from schemas.inline import Content, Picture


def read_formula(content: Content, *, indikator: str | None = None) -> FormulaReading:
    """Everything that a formula cell says."""
    text = plain(content)
    if text:
        return FormulaReading(text, None, FormulaStatus.NARRATIVE)
    pictured = any(isinstance(part, Picture) for part in content)
    return FormulaReading("", None, FormulaStatus.IMAGE if pictured else FormulaStatus.ABSENT)
