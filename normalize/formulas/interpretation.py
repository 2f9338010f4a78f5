"""The statements of a cell or note, with the legend that explains their letters, each parsed on request."""

from __future__ import annotations

import re
from collections.abc import Mapping

from normalize.formulas import kinds
from normalize.formulas.brackets import FormulaSyntaxError
from normalize.formulas.cell import Statement, statements
from normalize.formulas.line import BREAK, ITEM, OPEN, POWER, render
from normalize.formulas.mathjson import MAX_NODES, MAX_TREE_DEPTH
from normalize.formulas.parser import Letter, Parsed, parse
from normalize.formulas.shape import depth, nodes
from normalize.formulas.signs import decide
from normalize.formulas.tokens import Token, tokenize
from normalize.formulas.vocabulary import COMPARISONS, COUNTED, LISTED, MEANS, PARTNERS, PERCENTAGES, SIGNS, any_of
from schemas.formula import Head, Operation, Span, WarningCode

_SIGN = re.compile(rf"[/⁄:∶+=×÷*√∑Σ^%{OPEN}{POWER}·∙✕✖∕]")
_WORDED_SIGN = re.compile(
    rf"\s[-–−]|[-–−]\s|[)\d][-–−]|[-_─━—]{{3}}|(?<![^\W\d_])[xX](?![^\W\d_])"
    rf"|\b(?:di\s?)?{any_of(word.removeprefix('di') for word in SIGNS)}\b|\b{any_of(COMPARISONS)}\b|\bper\b"
    rf"|\b{any_of(PERCENTAGES)}\s{any_of(COUNTED)}\b|\b{any_of(MEANS)}\s?(?:\(|{any_of(LISTED)}\b)",
    re.IGNORECASE,
)
_MAY_DIVIDE = re.compile(rf"\w/\w|\b{any_of(PARTNERS)}\b|\b(?:mem|di|ter|per|pem)?(?:bagi|banding)", re.IGNORECASE)
_OPERATORS = frozenset((kinds.OPEN, kinds.RULE, kinds.ROOT))
_CALCULATES = _OPERATORS | {kinds.SIGN}
_EDGES = " ,;.:*-" + BREAK + ITEM


def may_calculate(line: str, start: int = 0, end: int | None = None) -> bool:
    """Whether anything in a marked line could be a sign: a cheap look, before anything else is done."""
    end = len(line) if end is None else end
    return _SIGN.search(line, start, end) is not None or _WORDED_SIGN.search(line, start, end) is not None


class Interpretation:
    """The statements of one marked line. `faults` keeps what calculates and could not be parsed."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.statements = statements(line)
        self.faults: list[FormulaSyntaxError] = []
        self.letters: dict[str, Letter] = {}
        self._explain()

    def words(self, span: Span) -> str:
        """The text between two places."""
        return render(self.line[slice(*span)]).strip(_EDGES)

    def parsed(self, statement: Statement) -> Parsed | None:
        """The expression of a statement, None if nothing in it calculates or it cannot be read (see `faults`)."""
        named = statement.labelled or statement.name is not None or statement.letter is not None
        return self._parsed(statement.body, self._others(statement), named=named)

    def _others(self, statement: Statement) -> Mapping[str, Letter]:
        """The letters that may stand in a statement: all but the one it explains."""
        if statement.letter is None:
            return self.letters
        return {letter: meaning for letter, meaning in self.letters.items() if letter != statement.letter}

    def _explain(self) -> None:
        """The legend; an explanation may itself calculate with the other letters."""
        explanations = [statement for statement in self.statements if statement.letter is not None]
        if not explanations:
            return
        self.letters = {str(s.letter): Letter(self.words(s.body)) for s in explanations}
        calculated = {s.letter: parsed for s in explanations if (parsed := self._explanation(s)) is not None}
        for letter, parsed in calculated.items():
            self.letters[str(letter)] = Letter(self.letters[str(letter)].text, parsed.tree, parsed.names)
        self.faults.clear()

    def _explanation(self, statement: Statement) -> Parsed | None:
        return self._parsed(statement.body, self._others(statement), named=False)

    def _parsed(self, span: Span, letters: Mapping[str, Letter], *, named: bool) -> Parsed | None:
        # a whole line was looked at before its statements were cut; of a note no statement is the whole line
        if span != (0, len(self.line)) and not may_calculate(self.line, *span):
            return None
        tokens = decide(tokenize(self.line, *span), self.line, named=named)
        if _CALCULATES.isdisjoint([token.kind for token in tokens]):
            return None
        parsed: Parsed | None
        try:
            parsed = self._within_limits(tokens, letters)
        except FormulaSyntaxError as fault:
            parsed = self._repaired(tokens, letters, fault)
        if parsed is None or not isinstance(parsed.tree, Operation):
            return None
        if _may_hide_division(parsed):
            self.faults.append(FormulaSyntaxError("a percentage of words that may divide", span))
            return None
        return parsed

    def _within_limits(self, tokens: list[Token], letters: Mapping[str, Letter]) -> Parsed:
        """The expression, within the limits of the dataset's contract; a few tokens without a legend keep them."""
        parsed = parse(tokens, self.line, letters)
        if len(tokens) < MAX_TREE_DEPTH and not letters:
            return parsed
        if sum(1 for _ in nodes(parsed.tree)) > MAX_NODES or depth(parsed.tree) > MAX_TREE_DEPTH:
            span = Span(tokens[0].start, tokens[-1].end)
            raise FormulaSyntaxError("too large a formula", span, WarningCode.TOO_LARGE)
        return parsed

    def _repaired(self, tokens: list[Token], letters: Mapping[str, Letter], fault: FormulaSyntaxError) -> Parsed | None:
        """Without a lone bracket, where none could change the result, or with the one that closes a mean."""
        lone = next((n for n, token in enumerate(tokens) if (token.start, token.end) == fault.span), None)
        if fault.code is not WarningCode.UNBALANCED_BRACKET or lone is None:
            self.faults.append(fault)
            return None
        repaired = tokens[:lone] + tokens[lone + 1 :] if _is_simple(tokens) else _with_mean_closed(tokens, lone)
        try:
            parsed = self._within_limits(repaired, letters)
        except FormulaSyntaxError:
            self.faults.append(fault)
            return None
        parsed.notices.append((fault.code, fault.message, fault.span))
        return parsed


def _may_hide_division(parsed: Parsed) -> bool:
    """Whether all that is scaled to a percentage is one quantity, in whose words a division may be meant."""
    if not parsed.percent or len(parsed.names) != 1:
        return False
    (named,) = parsed.names.values()
    operations = [node for node in nodes(parsed.tree) if isinstance(node, Operation)]
    return len(operations) == 1 and operations[0].head is Head.MULTIPLY and _MAY_DIVIDE.search(named.name) is not None


def _is_simple(tokens: list[Token]) -> bool:
    """Whether a formula is one division without sums."""
    signs = [token.sign for token in tokens if token.kind is kinds.SIGN]
    return set(signs) <= {"*", "/"} and signs.count("/") <= 1 and not any(t.kind in _OPERATORS for t in tokens)


def _with_mean_closed(tokens: list[Token], left: int) -> list[Token]:
    """`(A + B / 2`: a bracket that opens a sum is closed before the number of the sum's terms."""
    if left and tokens[left - 1].kind is kinds.WORD:
        return tokens
    terms, nesting = 1, 0
    for n in range(left + 1, len(tokens) - 1):
        token = tokens[n]
        nesting += (token.kind is kinds.LEFT) - (token.kind is kinds.RIGHT)
        if token.kind is not kinds.SIGN or nesting:
            continue
        if token.sign == "/" and terms > 1 and tokens[n + 1].value == terms:
            return [*tokens[:n], Token(kinds.RIGHT, token.start, token.start, ")"), *tokens[n:]]
        if token.sign != "+":
            break
        terms += 1
    return tokens
