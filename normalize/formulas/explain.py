r"""One formula, explained for people: what `iku formula "TEXT"` prints.

The text is what a user types or pastes: words, or LaTeX between `$`, `\(` or with commands of its own. The report shows
the tree, LaTeX, sympy, MathJSON, variables, unit and warnings; where nothing can be read, the text with a caret under
the place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from normalize.formulas.latex import LatexError, latex_content
from normalize.formulas.lint import lint
from normalize.formulas.mathjson import decimal_text
from normalize.formulas.reading import read_formula
from schemas.formula import Expression, FormulaReading, FormulaStatus, FormulaWarning, Number, Span, Symbol
from schemas.inline import Content, Inline, text_content

_MATH = regex.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", regex.DOTALL)
_COMMAND = regex.compile(r"\\[a-zA-Z]{2,}|[_^]\{")
_WIDTH = 100
_CONTEXT = 40
_REASONS = {
    FormulaStatus.NARRATIVE: "no calculation: kept as text",
    FormulaStatus.UNPARSED: "a calculation that could not be read",
    FormulaStatus.IMAGE: "a picture",
    FormulaStatus.ABSENT: "nothing to read",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A formula's reading with its findings, and the report of both. `is_formula` decides the exit code."""

    reading: FormulaReading
    findings: tuple[FormulaWarning, ...]
    report: str

    @property
    def is_formula(self) -> bool:
        """Whether the text was read as a formula."""
        return self.reading.status is FormulaStatus.PARSED


def explain(text: str) -> Explanation:
    """Read a formula as a user types it, and report on it. Never raises."""
    try:
        content = _content(text)
    except LatexError as error:
        reading = FormulaReading(" ".join(text.split()), None, FormulaStatus.UNPARSED)
        return Explanation(reading, (), "\n".join(_pointed(text, Span(error.offset, error.offset), error.message)))
    reading = read_formula(content)
    findings = lint(reading)
    others = tuple(warning for warning in reading.warnings if warning not in findings)
    return Explanation(reading, findings, "\n".join(_report(reading, others + findings)))


def _content(text: str) -> Content:
    """Typed text as content: math spans are LaTeX, and so is the whole where it holds commands but no spans."""
    spans = list(_MATH.finditer(text))
    if not spans:
        return latex_content(text) if _COMMAND.search(text) else text_content(text)
    parts: list[Inline] = []
    end = 0
    for span in spans:
        parts += text_content(text[end : span.start()])
        source = next(group for group in span.groups() if group is not None)
        parts += _shifted(source, span.start() + span[0].index(source))
        end = span.end()
    return (*parts, *text_content(text[end:]))


def _shifted(source: str, offset: int) -> Content:
    try:
        return latex_content(source)
    except LatexError as error:
        raise LatexError(error.message, error.offset + offset) from error


def _report(reading: FormulaReading, warnings: tuple[FormulaWarning, ...]) -> Iterator[str]:
    if reading.tree is None:
        yield _REASONS[reading.status]
        if not warnings:
            yield f"  {_cut(reading.text)}"
    else:
        yield from _parsed(reading, reading.tree)
    for warning in warnings:
        yield from _pointed(reading.text, warning.span, f"{warning.code}: {warning.message}")
    if reading.keterangan:
        yield f"note      {reading.keterangan}"


def _parsed(reading: FormulaReading, tree: Expression) -> Iterator[str]:
    names = {variable.symbol: variable.name for variable in reading.variables}
    if reading.name:
        yield f"name      {reading.name}"
    yield "tree"
    yield from (f"  {line}" for line in draw(tree, names))
    yield f"kind      {reading.kind}"
    yield f"unit      {reading.satuan or '-'}"
    yield f"LaTeX     {reading.latex}"
    yield f"sympy     {reading.sympy}"
    yield f"MathJSON  {json.dumps(reading.mathjson)}"
    yield "variables"
    for variable in reading.variables:
        shift = f" [{variable.base}, year {variable.offset:+d}]" if variable.offset is not None else ""
        letter = f"{variable.letter} = " if variable.letter else ""
        yield f"  {variable.symbol}  {letter}{variable.name}{shift} ({variable.role})"
    for definition in reading.definitions:
        if definition.mathjson is not None:
            yield f"  {definition.symbol}  := {json.dumps(definition.mathjson)}"


def draw(tree: Expression, names: dict[str, str]) -> list[str]:
    """The tree as lines of text, a branch each.

    >>> from schemas.formula import Operation, Head
    >>> print("\\n".join(draw(Operation(Head.DIVIDE, (Symbol("a"), Symbol("b"))), {"a": "Jumlah A"})))
    Divide
    ├─ Jumlah A
    └─ b
    """
    if isinstance(tree, Symbol):
        return [names.get(tree.name, tree.name)]
    if isinstance(tree, Number):
        return [decimal_text(tree.value)]
    lines = [tree.head.value]
    for n, arg in enumerate(tree.args, 1):
        last = n == len(tree.args)
        first, *rest = draw(arg, names)
        lines.append(f"{'└─' if last else '├─'} {first}")
        lines += [f"{'  ' if last else '│ '} {line}" for line in rest]
    return lines


def _pointed(text: str, span: Span | None, message: str) -> Iterator[str]:
    """A message with the text around its place and carets under it."""
    yield message
    if span is None:
        return
    start = max(0, span.start - _CONTEXT)
    shown = text[start : start + _WIDTH].replace("\n", " ").replace("\t", " ")
    length = min(max(1, span.end - span.start), max(1, _WIDTH - (span.start - start)))
    yield f"  {shown}"
    yield f"  {' ' * (span.start - start)}{'^' * length}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}..."
