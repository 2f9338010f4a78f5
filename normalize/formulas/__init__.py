"""Formulas of performance indicators: every wording of the field becomes a checked expression, or stays text.

    content of a cell ─ line ─▶ marked line ─ cell ─▶ statements ─ tokens, spelled, signs, phrases ─▶ operands and signs
                      ─ parser ─▶ expression tree ─ mathjson, notation, symbolic ─▶ MathJSON, LaTeX, srepr, sympy

Three adapters lead to one stream of tokens: LaTeX (`latex_content`), fractions drawn on a page or in MathML (they are
`Content` already), and words. Nothing that is read is ever evaluated as code.
"""

from normalize.formulas.definitions import read_definitions
from normalize.formulas.equivalence import equivalent
from normalize.formulas.explain import Explanation, explain
from normalize.formulas.latex import LatexError, latex_content
from normalize.formulas.line import plain
from normalize.formulas.lint import lint
from normalize.formulas.mathjson import MathJsonError, from_mathjson, to_mathjson
from normalize.formulas.names import identify
from normalize.formulas.notation import to_latex, to_srepr
from normalize.formulas.reading import read_formula
from normalize.formulas.symbolic import from_sympy, to_sympy

__all__ = [
    "Explanation",
    "LatexError",
    "MathJsonError",
    "equivalent",
    "explain",
    "from_mathjson",
    "from_sympy",
    "identify",
    "latex_content",
    "lint",
    "plain",
    "read_definitions",
    "read_formula",
    "to_latex",
    "to_mathjson",
    "to_srepr",
    "to_sympy",
]
