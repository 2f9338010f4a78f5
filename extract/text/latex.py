r"""LaTeX outside of formulas, as models write whole pages in it: tables (`tabular`), headings, lists.

A table's rows end with `\\` and its cells are parted by `&`, outside of braces, formulas and inner tables. What only
sets type is dropped; `\multicolumn` and `\multirow` are spans. Commands of formulas are left to the reader of formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.markup.inline import inline_content
from schemas.inline import is_blank
from schemas.page import Cell, Row, Table, Where
from schemas.value import value

MAX_LINES = 5_000
_MAX_SPAN = 200
_MAX_WRAPS = 4
"""How deep commands that only set type stand in one another."""
_BEGIN = regex.compile(r"\\begin\{(?P<name>tabular[xy]?\*?|longtable|tabu|xltabular)\}")
_GROUP = r"\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}"
"""Braces with up to two pairs in them."""
_SPECIFICATION = regex.compile(rf"(?:\s*\[[^\]]*\])?(?:\s*{_GROUP}){{1,2}}")
_RULES = regex.compile(
    r"\\(?:(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|centering|raggedright|noindent)\b"
    rf"|(?:cline|cmidrule|rowcolor|cellcolor|label|arraystretch)(?:\([^)]*\))?(?:\[[^\]]*\])?{_GROUP})"
)
_TOKEN = regex.compile(
    r"\$(?:[^$\\&]++|\\[^\\])*+\$|\\begin\{\w+\*?\}|\\end\{\w+\*?\}|\\\\(?:\[[^\]]*\])?|\\.|[{}&]", regex.S
)
_SPAN = regex.compile(
    rf"\s*\\multi(?P<way>column|row)\s*(?:\[[^\]]*\])?\{{(?P<number>\d+)\}}\s*(?:{_GROUP}|\*)\s*\{{(?P<text>.*)\}}\s*",
    regex.S,
)
_INNER = regex.compile(rf"\\begin\{{\w+\*?\}}(?:\[[^\]]*\])?(?:{_GROUP})?(?P<text>.*?)\\end\{{\w+\*?\}}", regex.S)
_WRAPPED = regex.compile(
    r"\\(?:text(?:bf|it|tt|sc|rm|sf|normal)?|emph|underline|uline|makecell|shortstack|mbox)\*?(?:\[[^\]]*\])?\{([^{}]*)\}"
)
_BOX = regex.compile(rf"\\(?:parbox|rotatebox|textcolor|colorbox)(?:\[[^\]]*\])*{_GROUP}\{{([^{{}}]*)\}}")
_LINE_END = regex.compile(r"\s*(?:\\\\(?:\[[^\]]*\])?|\\newline\b)\s*")
_FORMULA = regex.compile(r"\$[^$]*\$|\\\(.*?\\\)|\\\[.*?\\\]", regex.S)
_SIGNS = {"~": " ", "\\ldots": "...", "\\dots": "...", "\\quad": " ", "\\qquad": " ", "\\textbullet": "•", "\\,": " "}
_SETTING = regex.compile(
    r"\\(?:begin|end)\{(?!array|cases|\w*matrix|align|equation|gather|split|math)\w+\*?\}(?:\[[^\]]*\])?"
    rf"|\\(?:resizebox|scalebox|adjustbox)\*?(?:{_GROUP}){{1,2}}\{{?"
    rf"|\\(?:vspace|hspace|pagestyle|thispagestyle|documentclass|usepackage|setlength|geometry|fontsize)\*?"
    rf"(?:\[[^\]]*\])?(?:{_GROUP})+"
    r"|\\(?:centering|noindent|newpage|clearpage|pagebreak|maketitle|hline|bigskip|medskip|smallskip|par|bfseries|"
    r"selectfont|normalsize|(?:foot|script)?(?:small|size)|large|Large|LARGE|[hH]uge)\b"
)
_HEADING = regex.compile(r"\s*\\(?P<name>title|chapter|(?:sub)*section|caption)\*?\{(?P<text>.*)\}\s*")
_ITEM = regex.compile(r"\s*\\item\b\s*(?:\[(?P<mark>[^\]]*)\])?\s*")
_COMMAND = regex.compile(r"\s*\{?\\(?:text(?:bf|it|normal)|bf|underline|title|chapter|(?:sub)*section|caption|item)\b")
_LEFT_OPEN = regex.compile(r"\\text(?:bf|it)\{")
_GROUPED = regex.compile(r"^\{(?:\\bf\b)?([^{}]*)\}$")
_HELD = regex.compile("\ue002(\\d+)\ue003")


@value
class Tabular:
    """A table, the number of lines that it takes, and what stands behind it in the last."""

    table: Table
    lines: int
    rest: str


def tabular(lines: Sequence[str], at: int) -> Tabular | None:
    """The table that begins in the line `at`, None where none does or none ends."""
    begin = _BEGIN.search(lines[at])
    if begin is None or _SETTING.sub("", lines[at][: begin.start()]).strip():
        return None
    closing = f"\\end{{{begin['name']}}}"
    for n in range(at, min(len(lines), at + MAX_LINES)):
        if closing in lines[n]:
            break
    else:
        return None
    body, _, rest = "\n".join(lines[at : n + 1])[begin.end() :].partition(closing)
    specification = _SPECIFICATION.match(body)
    start = specification.end() if specification is not None else 0
    found = _rows(body, start, braces=True) or _rows(body, start, braces=False)
    rows = [(at + 1 + body.count("\n", 0, place), cells) for place, cells in found]
    return Tabular(_table(rows, at + 1), n + 1 - at, rest.strip(" }")) if rows else None


def _rows(body: str, start: int, *, braces: bool) -> list[tuple[int, list[str]]]:
    """The rows of a table, each with the place where its text begins; none where `braces` are looked at and one stays
    open."""
    rows: list[tuple[int, list[str]]] = []
    cells: list[str] = []
    depth, begun = 0, start
    for token in _TOKEN.finditer(body, start):
        mark = token.group()
        if mark.startswith("\\begin") or (mark == "{" and braces):
            depth += 1
        elif mark.startswith("\\end") or (mark == "}" and braces):
            depth -= 1
        elif depth == 0 and (mark == "&" or mark.startswith("\\\\")):
            cells.append(body[begun : token.start()])
            begun = token.end()
            if mark != "&":
                rows += _row(cells, token.start(), body)
                cells = []
    rows += _row([*cells, body[begun:]], len(body), body)
    return rows if depth == 0 else []


def _row(cells: Sequence[str], end: int, body: str) -> list[tuple[int, list[str]]]:
    """A row, if anything stands in it."""
    texts = [_RULES.sub("", cell).strip() for cell in cells]
    first = next((text for text in texts if text), None)
    return [] if first is None else [(max(body.rfind(first, 0, end), 0), texts)]


def _table(rows: Sequence[tuple[int, list[str]]], line: int) -> Table:
    grid: list[list[Cell | None]] = []
    covered: dict[int, int] = {}
    for number, texts in rows:
        grid.append(_cells(texts, Where(line=number), covered))
    width = max(map(len, grid))
    blank = [
        row + [Cell(where=Where(line=number))] * (width - len(row)) for row, (number, _) in zip(grid, rows, strict=True)
    ]
    built = tuple(Row(tuple(row), Where(line=number)) for row, (number, _) in zip(blank, rows, strict=True))
    return Table(built, Where(line=line))


def _cells(texts: Sequence[str], where: Where, covered: dict[int, int]) -> list[Cell | None]:
    """The cells of a row; `covered` counts by column the rows that a cell from above still reaches into."""
    row: list[Cell | None] = []
    for text in texts:
        cell = _cell(text, where)
        at = len(row)
        reached = covered.pop(at, 0)
        if reached and is_blank(cell.content):
            row.append(None)
            if reached > 1:
                covered[at] = reached - 1
            continue
        row += [cell, *[None] * (cell.colspan - 1)]
        if cell.rowspan > 1:
            covered[at] = cell.rowspan - 1
    return row


def _cell(text: str, where: Where) -> Cell:
    span = _SPAN.fullmatch(text)
    if span is None:
        return Cell(inline_content(_words(text), in_cell=True), where)
    cell = _cell(span["text"], where)
    number = max(1, min(int(span["number"]), _MAX_SPAN))
    return replace(cell, colspan=number) if span["way"] == "column" else replace(cell, rowspan=number)


def as_markdown(line: str) -> str | None:
    r"""A line of text with the commands that set its type as markdown, None where it has none.

    >>> as_markdown(r"\textbf{INDIKATOR KINERJA UTAMA}\\"), as_markdown(r"\frac{A}{B}") is None
    ('**INDIKATOR KINERJA UTAMA**', True)
    """
    bare = line.strip()
    sets_type = _COMMAND.match(bare) or _SETTING.match(bare) or (bare.endswith("\\\\") and "$" not in bare)
    if not sets_type or _BEGIN.search(line):
        return None
    if (heading := _HEADING.fullmatch(line)) is not None:
        return f"{'' if heading['name'] == 'caption' else '# '}{_words(heading['text'])}"
    if (item := _ITEM.match(line)) is not None:
        return f"{item['mark'] or '-'} {_words(line[item.end() :])}"
    parts = [_GROUPED.sub(r"\1", part.strip()) for part in _LINE_END.split(_SETTING.sub("", line))]
    return "<br>".join(f"**{_words(part)}**" if "\\textbf" in part else _words(part) for part in parts if part)


def _words(text: str) -> str:
    """A text without the commands that only set its type; formulas stay as they are."""
    held: list[str] = []

    def hold(match: regex.Match[str]) -> str:
        held.append(match.group())
        return f"\ue002{len(held) - 1}\ue003"

    text = _FORMULA.sub(hold, text.replace("\ue002", "").replace("\ue003", ""))
    if "\\" in text or "~" in text:
        text = _INNER.sub(r"\g<text>", text)
        text = _LINE_END.sub("<br>", text)
        for _ in range(_MAX_WRAPS):
            text, wraps = _WRAPPED.subn(r"\1", _BOX.sub(r"\1", text))
            if not wraps:
                break
        text = _LEFT_OPEN.sub("", text)
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
    return _HELD.sub(lambda match: held[int(match.group(1))], text).strip()
