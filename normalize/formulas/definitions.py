"""What legends and notes say of variables, linked to the variables they define.

    note := [marker] {name '=' text | letter ('=' | ':') text | name 'adalah' text}

A name is linked to a variable whose wording, or whose wording without its year, it repeats: "Perhitungan Cakupan Pemas"
explains both "Cakupan Pemas Tahun N" and "Cakupan Pemas Tahun N-1".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from normalize.formulas.cell import Statement, without_bullets
from normalize.formulas.interpretation import Interpretation
from normalize.formulas.line import marked
from normalize.formulas.mathjson import to_mathjson
from normalize.formulas.names import fold, identify
from normalize.formulas.vocabulary import LABELS, any_of
from schemas.formula import Definition, Span, Variable
from schemas.inline import Content

MAX_NOTE = 20_000
"""Longer notes define nothing: no definition is this long."""

_MARKER = regex.compile(rf"^\s*(?i:{any_of(LABELS['note'])})\.?\s?[:=]?(?![\p{{L}}\p{{N}}])[\s*]*")
_ANNOUNCING = regex.compile(rf"^(?:(?i:{any_of(LABELS['formula'])}|[a-h1-9][.)])\s+)+")
_IS = regex.compile(rf"\s(?:{any_of(['adalah', 'merupakan', 'ialah', 'yaitu'])})\s", regex.IGNORECASE)


def read_definitions(content: Content, variables: Sequence[Variable]) -> tuple[Definition, ...]:
    """The definitions in a note under a table, or in a note's cell.

    `variables` are those the note may be about; a definition of something else has a symbol of its own.
    """
    line = without_bullets(marked(content).replace("**", ""))
    if len(line) > MAX_NOTE:
        return ()
    return definitions(Interpretation(str(_MARKER.sub("", line))), variables)


def definitions(note: Interpretation, variables: Sequence[Variable]) -> tuple[Definition, ...]:
    """The definitions among the statements of a note."""
    return tuple(found for statement in note.statements for found in _defined(note, statement, variables))


def _defined(note: Interpretation, statement: Statement, variables: Sequence[Variable]) -> Iterator[Definition]:
    statement = _split(note, statement)
    if statement.letter is None and statement.name is None:
        return
    text = note.words(statement.body)
    if not text:
        return
    parsed = note.parsed(statement)
    mathjson = to_mathjson(parsed.tree) if parsed is not None else None
    name = statement.letter or note.words(statement.name or statement.body)
    for symbol in _linked(name, text, statement.letter, variables):
        yield Definition(symbol, text, mathjson, statement.letter)


def _split(note: Interpretation, statement: Statement) -> Statement:
    """A sentence "name adalah text" as name and text."""
    if statement.letter is not None or statement.name is not None:
        return statement
    verb = _IS.search(note.line, *statement.body)
    if verb is None:
        return statement
    return Statement(Span(verb.end(), statement.body.end), Span(statement.body.start, verb.start()))


def _linked(name: str, text: str, letter: str | None, variables: Sequence[Variable]) -> list[str]:
    """The symbols of the variables a name stands for; where it is none of them, a symbol of its own."""
    if letter is not None:
        found = [variable.symbol for variable in variables if letter in (variable.letter, variable.name)]
        return found or [identify(text).symbol]
    wanted = fold(str(_ANNOUNCING.sub("", name)))
    found = [variable.symbol for variable in variables if _is_named(variable, wanted)]
    return found or [identify(name).symbol]


def _is_named(variable: Variable, wanted: str) -> bool:
    wordings = [fold(variable.name)] + ([fold(variable.base)] if variable.base else [])
    return bool(wanted) and any(wanted == wording or wording.startswith(f"{wanted} ") for wording in wordings)
