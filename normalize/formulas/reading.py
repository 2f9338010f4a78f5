"""The content of a formula cell: its text and note, and what it calculates.

A cell is read in five steps: its content as a marked line; note and bullets taken off; the line cut into statements;
the statements that calculate parsed, with the letters that the others explain; the one that defines the indicator
chosen. A cell in which nothing calculates is a narrative; one in which something does but cannot be read is unparsed,
with the place. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from normalize.formulas.cell import Statement, split_note, statements, without_bullets
from normalize.formulas.line import OPEN, PICTURE, marked, render
from normalize.formulas.mathjson import MAX_NODES, MAX_TREE_DEPTH, to_mathjson
from normalize.formulas.names import fold, identify
from normalize.formulas.notation import to_latex, to_srepr
from normalize.formulas.parser import FormulaSyntaxError, Letter, Parsed, parse
from normalize.formulas.phrases import Notice
from normalize.formulas.shape import is_constant, kind_of, nodes, roles, symbols
from normalize.formulas.signs import decide
from normalize.formulas.tokens import Kind, Token, tokenize
from normalize.formulas.vocabulary import COMPARISONS, SIGNS, any_of
from schemas.formula import (
    Definition,
    Expression,
    FormulaReading,
    FormulaStatus,
    FormulaWarning,
    Head,
    Operation,
    Span,
    Variable,
    WarningCode,
)
from schemas.inline import Content

MAX_LINE = 20_000
"""Longer cells are kept as text: no formula is this long."""

_MAY_CALCULATE = re.compile(
    rf"[/:∶+=×÷*√∑Σ^{OPEN}·∙✕✖∕]|\s[-–−]|[-–−]\s|[)\d][-–−]|[-_─━—]{{3}}|(?<![^\W\d_])[xX](?![^\W\d_])"
    rf"|\b(?:di\s?)?(?:{any_of(word.removeprefix('di') for word in SIGNS)})\b|\b{any_of(COMPARISONS)}\b",
    re.IGNORECASE,
)
_MIXED = regex.compile(r"\b(?=\w*\p{Latin})(?=\w*[\p{Cyrillic}\p{Greek}--[Σσµπ]])\w+", regex.VERSION1)
_OPERATORS = frozenset((Kind.OPEN, Kind.RULE))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement that was parsed."""

    statement: Statement
    parsed: Parsed
    title: str | None


def read_formula(content: Content, *, indikator: str | None = None) -> FormulaReading:
    """Everything that a formula cell says.

    `indikator` is the wording of the indicator the cell belongs to; it helps to choose where several statements
    calculate. Never raises: what cannot be read is kept as text, with its status and a warning that says where.
    """
    return _read(marked(content), indikator)


@lru_cache(maxsize=4_096)
def _read(line: str, indikator: str | None) -> FormulaReading:
    line, keterangan = split_note(without_bullets(line))
    text = render(line)
    note = render(keterangan) if keterangan else None
    if not text:
        return FormulaReading("", note, FormulaStatus.IMAGE if PICTURE in line else FormulaStatus.ABSENT)
    if not _MAY_CALCULATE.search(line):
        return FormulaReading(text, note, FormulaStatus.IMAGE if PICTURE in line else FormulaStatus.NARRATIVE)
    if len(line) > MAX_LINE:
        return FormulaReading(text, note, FormulaStatus.UNPARSED, warnings=(_too_long(line),))
    return _Reader(line, indikator).reading(text, note)


def _too_long(line: str) -> FormulaWarning:
    place = len(render(line[:MAX_LINE]))
    message = f"longer than {MAX_LINE} characters: kept as text"
    return FormulaWarning(WarningCode.TOO_LARGE, message, Span(place, place))


class _Reader:
    """Reads the statements of one cell."""

    def __init__(self, line: str, indikator: str | None) -> None:
        self._line = line
        self._indikator = indikator
        self._faults: list[FormulaSyntaxError] = []
        self._statements = statements(line)
        self._letters = self._legend()

    def reading(self, text: str, keterangan: str | None) -> FormulaReading:
        """The reading of the cell, whose text and note are known."""
        candidates = self._candidates()
        if candidates:
            return self._parsed(self._chosen(candidates), text, keterangan)
        if self._faults:
            warnings = tuple(self._warning((fault.code, fault.message, fault.span)) for fault in self._faults)
            return FormulaReading(text, keterangan, FormulaStatus.UNPARSED, warnings=warnings)
        status = FormulaStatus.IMAGE if PICTURE in self._line else FormulaStatus.NARRATIVE
        return FormulaReading(text, keterangan, status)

    def _legend(self) -> dict[str, Letter]:
        """The letters that the cell explains; an explanation may itself calculate with the other letters."""
        explained = [(s.letter, self._words(s.body)) for s in self._statements if s.letter is not None]
        letters = {letter: Letter(words) for letter, words in explained}
        return {s.letter: self._letter(s, letters) for s in self._statements if s.letter is not None}

    def _letter(self, statement: Statement, letters: Mapping[str, Letter]) -> Letter:
        words = self._words(statement.body)
        others = {letter: meaning for letter, meaning in letters.items() if letter != statement.letter}
        parsed = self._parse(statement.body, others)
        return Letter(words) if parsed is None else Letter(words, parsed.tree, parsed.names)

    def _words(self, span: Span) -> str:
        return render(self._line[slice(*span)]).strip(" ,;.:-")

    def _parse(self, span: Span, letters: Mapping[str, Letter], *, named: bool = False) -> Parsed | None:
        """The expression between two places, None if nothing calculates there; a fault is kept."""
        if not _MAY_CALCULATE.search(self._line, *span):
            return None
        tokens = decide(tokenize(self._line, *span), self._line, named=named)
        if not any(token.kind is Kind.SIGN or token.kind in _OPERATORS for token in tokens):
            return None
        try:
            return self._checked(parse(tokens, self._line, letters))
        except FormulaSyntaxError as fault:
            return self._repaired(tokens, fault, letters)

    def _repaired(self, tokens: list[Token], fault: FormulaSyntaxError, letters: Mapping[str, Letter]) -> Parsed | None:
        """Without a lone bracket, where no bracket could change the result: only × and ÷ in a row of words."""
        lone = [token for token in tokens if (token.start, token.end) == fault.span]
        simple = all(token.sign in ("", "*", "/") for token in tokens) and not any(t.kind in _OPERATORS for t in tokens)
        if fault.code is not WarningCode.UNBALANCED_BRACKET or not lone or not simple or _divisions(tokens) > 1:
            self._faults.append(fault)
            return None
        tokens = [token for token in tokens if token is not lone[0]]
        try:
            parsed = self._checked(parse(tokens, self._line, letters))
        except FormulaSyntaxError:
            self._faults.append(fault)
            return None
        parsed.notices.append((fault.code, fault.message, fault.span))
        return parsed

    def _checked(self, parsed: Parsed) -> Parsed:
        """The limits of the contract."""
        if sum(1 for _ in nodes(parsed.tree)) > MAX_NODES or _depth(parsed.tree) > MAX_TREE_DEPTH:
            raise FormulaSyntaxError("too large a formula", Span(0, len(self._line)), WarningCode.TOO_LARGE)
        return parsed

    def _candidates(self) -> list[_Candidate]:
        """The statements that calculate; where none does, the whole cell as one statement."""
        found = [c for s in self._statements if s.letter is None and (c := self._candidate(s)) is not None]
        if not found:
            found = [c for s in self._statements if s.letter is not None and (c := self._candidate(s)) is not None]
        if not found and not self._faults and len(self._statements) > 1:
            whole = Statement(Span(0, len(self._line)))
            found = [c for c in [self._candidate(whole)] if c is not None]
        return found

    def _candidate(self, statement: Statement) -> _Candidate | None:
        named = statement.labelled or statement.name is not None
        parsed = self._parse(statement.body, self._letters, named=named)
        if parsed is None or is_constant(parsed.tree):
            return None
        title = self._words(statement.name) if statement.name else parsed.title
        return _Candidate(statement, parsed, title)

    def _chosen(self, candidates: list[_Candidate]) -> _Candidate:
        """The statement that defines the indicator: labelled, of its name, scaled or divided; else the first."""
        if len(candidates) == 1:
            return candidates[0]
        wanted = set(fold(self._indikator or "").split())

        def rank(candidate: _Candidate) -> tuple[bool, bool, bool, bool]:
            name = set(fold(candidate.title or "").split())
            alike = bool(wanted) and len(wanted & name) >= max(1, len(wanted | name) // 2)
            heads = {node.head for node in nodes(candidate.parsed.tree) if isinstance(node, Operation)}
            return candidate.statement.labelled, alike, candidate.parsed.percent, Head.DIVIDE in heads

        return max(candidates, key=rank)

    def _parsed(self, chosen: _Candidate, text: str, keterangan: str | None) -> FormulaReading:
        parsed = chosen.parsed
        tree = parsed.tree
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
            definitions=self._definitions(),
            warnings=tuple(notices + self._mixed_script()),
        )

    def _definitions(self) -> tuple[Definition, ...]:
        return tuple(
            Definition(
                symbol=identify(meaning.text).symbol,
                text=meaning.text,
                mathjson=None if meaning.tree is None else to_mathjson(meaning.tree),
                letter=letter,
            )
            for letter, meaning in self._letters.items()
        )

    def _warning(self, notice: Notice) -> FormulaWarning:
        code, message, span = notice
        return FormulaWarning(code, message, self._place(span))

    def _place(self, span: Span) -> Span:
        """A place of the marked line as a place of its text."""
        start = _rendered_length(self._line[: span.start])
        return Span(start, max(start, _rendered_length(self._line[: span.end])))

    def _mixed_script(self) -> list[FormulaWarning]:
        if self._line.isascii():
            return []
        message = "letters of two scripts in one word"
        found = (Span(*match.span()) for match in _MIXED.finditer(self._line))
        return [self._warning((WarningCode.MIXED_SCRIPT, message, span)) for span in found]


def _rendered_length(line: str) -> int:
    """The length of the text of a line that is cut anywhere: a space at its end counts."""
    return len(render(line + "|")) - 1


def _divisions(tokens: list[Token]) -> int:
    return sum(token.sign == "/" for token in tokens)


def _depth(tree: Expression) -> int:
    deepest, stack = 0, [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(node, Operation):
            stack += [(arg, depth + 1) for arg in node.args]
    return deepest


def _variables(parsed: Parsed) -> tuple[Variable, ...]:
    """The variables of the tree, in order of appearance."""
    used = symbols(parsed.tree)
    found: list[Variable] = []
    positions = roles(parsed.tree)
    for symbol, named in parsed.names.items():
        if symbol in used:
            identity = identify(named.name)
            role = positions[symbol]
            found.append(
                Variable(symbol, named.name, identity.base, identity.offset, role, len(found) + 1, named.letter)
            )
    return tuple(found)
