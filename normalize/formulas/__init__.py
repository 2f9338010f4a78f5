"""Formulas of performance indicators: every wording of the field becomes a checked expression, or stays text."""

from normalize.formulas.latex import LatexError, latex_content
from normalize.formulas.line import plain
from normalize.formulas.mathjson import MathJsonError, from_mathjson, to_mathjson
from normalize.formulas.reading import read_formula

__all__ = [
    "LatexError",
    "MathJsonError",
    "from_mathjson",
    "latex_content",
    "plain",
    "read_formula",
    "to_mathjson",
]
