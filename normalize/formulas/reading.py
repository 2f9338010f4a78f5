"""The content of a formula cell: its text and note, and what it calculates.

A cell is read in five steps: its content as a marked line; note and bullets taken off; the line cut into statements;
the statements that calculate parsed, with the letters that the others explain; the one that defines the indicator
chosen. A cell in which nothing calculates is a narrative; one in which something does but cannot be read is unparsed,
with the place. Nothing is guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from normalize.formulas.cell import Statement, split_note, without_bullets
from normalize.formulas.definitions import definitions
from normalize.formulas.interpretation import Interpretation, may_calculate
from normalize.formulas.line import BREAK, ITEM, PICTURE, keeps_places, marked, render, text_place
from normalize.formulas.mathjson import to_mathjson
from normalize.formulas.names import fold, identify
from normalize.formulas.notation import to_latex, to_srepr
from normalize.formulas.parser import Parsed
from normalize.formulas.phrases import Notice
from normalize.formulas.shape import kind_of, nodes, roles
from schemas.formula import (
    Definition,
    Expression,
    FormulaReading,
    FormulaStatus,
    FormulaWarning,
    Head,
    Number,
    Operation,
    Span,
    Symbol,
    Variable,
    WarningCode,
)
from schemas.inline import Content
from schemas.value import value

MAX_LINE = 20_000
"""Longer cells are kept as text: no formula is this long."""

_ALIKE = 0.5
"""Share of words in common from which a statement's name is taken for the indicator's."""
_FOREIGN = re.compile("[\u0370-\u1fff\u2126\u2c00-\u2dff\ua000-\uabff\ufe2e-\U0010ffff]")
"""A cheap look for letters of other scripts, before the pattern for words that mix them."""
_SIGN_FIRST = re.compile(rf"[\s{BREAK}{ITEM}]*[x×*/÷]\s?\d", re.IGNORECASE)
_MIXED = regex.compile(r"\b(?=\w*\p{Latin})(?=\w*[\p{Cyrillic}\p{Greek}--[Σσµπ]])\w+", regex.VERSION1)


def read_formula(content: Content, *, indikator: str | None = None) -> FormulaReading:
    """Everything that a formula cell says.

    `indikator` is the wording of the indicator the cell belongs to; it helps to choose where several statements
    calculate. Never raises: what cannot be read is kept as text, with its status and a warning that says where.
    """
    line = marked(content)
    return _read(line, indikator) if len(line) <= MAX_LINE else _read.__wrapped__(line, indikator)


@lru_cache(maxsize=4_096)
def _read(line: str, indikator: str | None) -> FormulaReading:
    line, note = split_note(without_bullets(line))
    text, keterangan = render(line), render(note) if note else None
    if not text or not may_calculate(line):
        status = FormulaStatus.NARRATIVE if text else FormulaStatus.ABSENT
        return FormulaReading(text, keterangan, FormulaStatus.IMAGE if PICTURE in line else status)
    if len(line) > MAX_LINE:
        return FormulaReading(text, keterangan, FormulaStatus.UNPARSED, warnings=(_too_long(line),))
    return _Reader(line, note, indikator).reading(text, keterangan)


def _too_long(line: str) -> FormulaWarning:
    place = text_place(line, MAX_LINE)
    message = f"longer than {MAX_LINE} characters: kept as text"
    return FormulaWarning(WarningCode.TOO_LARGE, message, Span(place, place))


@value
class _Candidate:
    """A statement that calculates; `title` is what it says it calculates."""

    statement: Statement
    parsed: Parsed
    title: str | None


class _Reader:
    """Reads the statements of one cell."""

    def __init__(self, line: str, note: str | None, indikator: str | None) -> None:
        self._line = line
        self._keeps_places = keeps_places(line)
        self._length = len(line) if self._keeps_places else len(render(line))
        self._note = note
        self._indikator = indikator
        self._cell = Interpretation(line)

    def reading(self, text: str, keterangan: str | None) -> FormulaReading:
        """The reading of the cell, whose text and note are known."""
        candidates = self._candidates()
        if candidates and (torn := self._torn()) is not None:
            warning = self._warning((WarningCode.SYNTAX, "a sign without its operand", torn))
            return FormulaReading(text, keterangan, FormulaStatus.UNPARSED, warnings=(warning,))
        if candidates:
            return self._parsed(self._chosen(candidates), text, keterangan)
        if self._cell.faults:
            warnings = tuple(self._warning((fault.code, fault.message, fault.span)) for fault in self._cell.faults)
            return FormulaReading(text, keterangan, FormulaStatus.UNPARSED, warnings=warnings)
        status = FormulaStatus.IMAGE if PICTURE in self._line else FormulaStatus.NARRATIVE
        return FormulaReading(text, keterangan, status)

    def _torn(self) -> Span | None:
        """Where an equation of the cell lacks what its first sign calculates with (`A = x 100%`): the bar of a drawn
        fraction was lost, so that the parts around it are no formulas of their own."""
        for statement in self._cell.statements:
            if statement.name is not None or statement.letter is not None:
                match = _SIGN_FIRST.match(self._line, statement.body.start, statement.body.end)
                if match is not None:
                    return Span(*match.span())
        return None

    def _candidates(self) -> list[_Candidate]:
        """The statements that calculate; where none does, lines of the legend, then the cell as one statement."""
        stated = [self._candidate(statement) for statement in self._cell.statements if statement.letter is None]
        if found := [candidate for candidate in stated if candidate is not None]:
            return found
        lettered = [self._candidate(statement) for statement in self._cell.statements if statement.letter is not None]
        if found := [candidate for candidate in lettered if candidate is not None]:
            return found
        named = any(statement.name or statement.letter for statement in self._cell.statements)
        if named or self._cell.faults or len(self._cell.statements) == 1:
            return []
        whole = self._candidate(Statement(Span(0, len(self._line))))
        return [whole] if whole is not None else []

    def _candidate(self, statement: Statement) -> _Candidate | None:
        parsed = self._cell.parsed(statement)
        if parsed is None or not parsed.names:
            return None
        title = self._cell.words(statement.name) if statement.name else statement.letter or parsed.title
        return _Candidate(statement, parsed, title)

    def _chosen(self, candidates: list[_Candidate]) -> _Candidate:
        """The statement that defines the indicator: labelled, of its name, scaled or divided; else the first."""
        if len(candidates) == 1:
            return candidates[0]
        wanted = set(fold(self._indikator or "").split())

        def rank(candidate: _Candidate) -> tuple[bool, float, bool, bool]:
            name = set(fold(candidate.title or "").split())
            shared = len(wanted & name) / len(wanted | name) if wanted and name else 0.0
            alike = shared if shared >= _ALIKE else 0.0
            heads = {node.head for node in nodes(candidate.parsed.tree) if isinstance(node, Operation)}
            return candidate.statement.labelled, alike, candidate.parsed.percent, Head.DIVIDE in heads

        return max(candidates, key=rank)

    def _parsed(self, chosen: _Candidate, text: str, keterangan: str | None) -> FormulaReading:
        parsed = chosen.parsed
        tree = self._placed(parsed.tree)
        variables = _variables(parsed)
        names = {variable.symbol: variable.name for variable in variables}
        satuan = "%" if parsed.percent else None
        title = chosen.title or self._indikator or ""
        notices = [self._warning(notice) for notice in parsed.notices]
        return FormulaReading(
            text=text,
            keterangan=keterangan,
            status=FormulaStatus.PARSED,
            kind=kind_of(tree, names, percent=parsed.percent, title=title),
            tree=tree,
            mathjson=to_mathjson(tree),
            latex=to_latex(tree, names, satuan=satuan),
            sympy=to_srepr(tree),
            satuan=satuan,
            name=chosen.title,
            variables=variables,
            definitions=self._definitions(variables),
            warnings=tuple(notices + self._mixed_script()),
        )

    def _definitions(self, variables: tuple[Variable, ...]) -> tuple[Definition, ...]:
        """The legend, and what other statements and the note say of the variables."""
        if len(self._cell.statements) == 1 and not self._note:
            return ()
        known = {variable.symbol for variable in variables}
        said = definitions(self._cell, variables) if len(self._cell.statements) > 1 else ()
        noted = definitions(Interpretation(self._note), variables) if self._note and "=" in self._note else ()
        return tuple(found for found in said + noted if found.letter is not None or found.symbol in known)

    def _placed(self, tree: Expression) -> Expression:
        """The tree with places of the text instead of the marked line."""
        if self._keeps_places or isinstance(tree, Number):
            return tree
        span = self._place(tree.span) if tree.span else None
        if isinstance(tree, Operation):
            return Operation(tree.head, tuple(map(self._placed, tree.args)), span)
        return Symbol(tree.name, span)

    def _place(self, span: Span) -> Span:
        if self._keeps_places:
            return span
        start, end = span
        return Span(min(text_place(self._line, start), self._length), min(text_place(self._line, end), self._length))

    def _warning(self, notice: Notice) -> FormulaWarning:
        code, message, span = notice
        return FormulaWarning(code, message, self._place(span))

    def _mixed_script(self) -> list[FormulaWarning]:
        if self._line.isascii() or not _FOREIGN.search(self._line):
            return []
        message = "letters of two scripts in one word"
        found = (Span(*match.span()) for match in _MIXED.finditer(self._line))
        return [self._warning((WarningCode.MIXED_SCRIPT, message, span)) for span in found]


def _variables(parsed: Parsed) -> tuple[Variable, ...]:
    """The variables of the tree, in order of appearance."""
    placed = roles(parsed.tree)
    found: list[Variable] = []
    for symbol, named in parsed.names.items():
        if symbol in placed:
            _, base, offset = identify(named.name)
            found.append(Variable(symbol, named.name, base, offset, placed[symbol], len(found) + 1, named.letter))
    return tuple(found)
