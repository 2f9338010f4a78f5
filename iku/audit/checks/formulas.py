"""Checks of formulas: IKU001 to IKU007."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from iku.audit.finding import Hit, at_row
from iku.audit.rules import words
from iku.revisions.formulas import tree_of
from iku.revisions.papers import DefinitionFact, Paper, Row
from normalize.formulas.equivalence import are_equal
from normalize.formulas.lint import lint
from normalize.formulas.shape import is_constant, nodes, symbols
from normalize.text import key
from schemas.formula import (
    Expression,
    FormulaReading,
    FormulaStatus,
    Head,
    Operation,
    Role,
    Variable,
    WarningCode,
)

_SHOWN = 60


def formula_checks(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """What is wrong with the formulas of a document, by code of the rule."""
    for row in paper.rows:
        if row.mathjson is not None:
            yield from _row_checks(paper, row, tree_of(row.mathjson))
        for definition in row.definitions:
            yield from _definition_checks(paper, definition, f"/indicators/{row.index}/definisi", row)
    notes = {definition.text: index for index, definition in reversed(list(enumerate(paper.definitions)))}
    for index in sorted(notes.values()):  # one note may define several quantities
        definition = paper.definitions[index]
        yield from _definition_checks(paper, definition, f"/definisi/{index}", None)


def _row_checks(paper: Paper, row: Row, tree: Expression) -> Iterator[tuple[str, Hit]]:
    found = {warning.code: warning for warning in lint(_reading(row, tree))}
    if WarningCode.IDENTICAL_FRACTION in found:
        yield "IKU001", at_row(paper, row, "formula_text", what=f'"{row.indikator}"')
    elif WarningCode.CONSTANT in found:
        yield "IKU002", at_row(paper, row, "formula_text")
    if WarningCode.DENOMINATOR_IN_NUMERATOR in found and not _is_growth(row, tree):
        yield "IKU003", at_row(paper, row, "formula_text")
    if WarningCode.GROWTH_WITHOUT_PERCENT in found or _percent_missing(row, tree):
        yield "IKU004", at_row(paper, row, "formula_text")
    if WarningCode.WEIGHTS_NOT_ONE in found:
        yield "IKU006", at_row(paper, row, "formula_text", detail=found[WarningCode.WEIGHTS_NOT_ONE].message)
    if WarningCode.UNDEFINED_SYMBOL in found:
        letters = [v.name for v in row.variables if _is_letter(v.name) and not _explained(row, v.name)]
        if letters:
            yield "IKU007", at_row(paper, row, "formula_text", letter=", ".join(letters))
    unused = [letter for definition in row.definitions if (letter := _unused_letter(row, definition, tree))]
    if unused:
        yield "IKU007", at_row(paper, row, "formula_text", letter=", ".join(unused))


def _reading(row: Row, tree: Expression) -> FormulaReading:
    variables = tuple(
        Variable(v.symbol, v.name, None, None, Role(v.role), n) for n, v in enumerate(row.variables, start=1)
    )
    return FormulaReading(row.formula_text or "", None, FormulaStatus.PARSED, tree=tree, variables=variables)


def _is_growth(row: Row, tree: Expression) -> bool:
    return row.kind == "growth" or any(isinstance(n, Operation) and n.head is Head.SUBTRACT for n in nodes(tree))


def _percent_missing(row: Row, tree: Expression) -> bool:
    """A share of two quantities under a wording that asks for a percentage."""
    first = key(row.indikator).split(" ", 1)[0]
    ratio = isinstance(tree, Operation) and tree.head is Head.DIVIDE and not is_constant(tree.args[1])
    told = bool(words("ratio_words") & set(key(row.formula_text or "").split()))  # a ratio in words, no calculation
    return first in words("percent") and ratio and not told and row.formula_satuan is None


def _is_letter(name: str) -> bool:
    return len(key(name)) <= 2


def _unused_letter(row: Row, definition: DefinitionFact, tree: Expression) -> str | None:
    """The letter of a legend entry that the formula does not use."""
    used = symbols(tree)
    inner = symbols(tree_of(definition.mathjson)) if definition.mathjson is not None else set()
    if definition.symbol in used or (inner and inner <= used):
        return None
    start = regex.escape(definition.text[:40])
    match = regex.search(rf"(?<![\p{{L}}\p{{N}}])(?P<letter>\p{{L}}\d?)\s?[=:]\s?{start}", _cell(row))
    if match is None or len(_uses(row, match["letter"])) > 1:
        return None  # it stands elsewhere too, if only as the name of the result
    return match["letter"]


def _cell(row: Row) -> str:
    return f"{row.formula_text or ''} {row.keterangan or ''}"


def _uses(row: Row, letter: str) -> list[str]:
    found: list[str] = regex.findall(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(letter)}(?![\p{{L}}\p{{N}}])", _cell(row))
    return found


def _explained(row: Row, letter: str) -> bool:
    """Whether the cell says what a letter means, even if the formula was not read with it."""
    return regex.search(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(letter)}\s?[=:]\s?\p{{L}}{{2}}", _cell(row)) is not None


def _definition_checks(
    paper: Paper, definition: DefinitionFact, pointer: str, row: Row | None
) -> Iterator[tuple[str, Hit]]:
    """A note may define a quantity by a formula of its own."""
    if definition.mathjson is None:
        return
    for node in nodes(tree_of(definition.mathjson)):
        if isinstance(node, Operation) and node.head is Head.DIVIDE and _cancels(node):
            yield "IKU001", Hit(paper, pointer, row, {"what": f'"{_short(definition.text)}"'}, definition.text)
            return


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} ..."


def _cancels(division: Operation) -> bool:
    above, below = division.args
    return not is_constant(below) and are_equal(above, below)
