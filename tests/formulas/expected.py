"""Expected expressions of the cases, `100*v0/v1` over a list of names, as trees."""

from __future__ import annotations

import ast
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from normalize.formulas import identify
from schemas.formula import Expression, Head, Number, Operation, Symbol

CASES = Path(__file__).parent / "cases"
HALF = 0.5
_HEADS: dict[type[ast.operator], Head] = {
    ast.Add: Head.ADD,
    ast.Sub: Head.SUBTRACT,
    ast.Mult: Head.MULTIPLY,
    ast.Div: Head.DIVIDE,
    ast.Pow: Head.POWER,
}


def cases(name: str) -> list[Any]:
    """Cases as pytest parameters, each with its label."""
    import pytest

    found = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    found = found["cases"] if isinstance(found, dict) else found
    return [pytest.param(case, id=case["label"]) for case in found]


def tree(expression: str, names: list[str]) -> Expression:
    """The tree of a case's expression; `v0` is the first of its names."""
    return _tree(ast.parse(expression, mode="eval").body, [identify(name).symbol for name in names])


def _tree(node: ast.expr, symbols: list[str]) -> Expression:
    match node:
        case ast.BinOp(base, ast.Pow(), ast.Constant(value)) if value == HALF:
            return Operation(Head.SQRT, (_tree(base, symbols),))
        case ast.BinOp(left, operator, right):
            return Operation(_HEADS[type(operator)], (_tree(left, symbols), _tree(right, symbols)))
        case ast.Name(name):
            return Symbol(symbols[int(name[1:])])
        case ast.Constant(value):
            return Number(Decimal(str(value)))
    raise ValueError(ast.dump(node))
