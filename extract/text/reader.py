"""Plain text and markdown to a page: lines, tab tables, pipe tables and HTML tables in the order they stand.

The lines are walked once. A tab or pipe row opens a table that lasts as long as such rows follow; `<table>` opens one
that lasts to its end tag; `$$` opens a display formula that lasts to its closing `$$`. Everything else is a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extract.html.tables import tables_of_markup
from extract.markup.inline import MARKS, inline_content, unmarked_content
from extract.text.aligned import aligned_table
from extract.text.decode import decode
from extract.text.delimited import DelimitedTable, delimited_table, may_head_columns
from extract.text.latex import as_markdown, tabular
from extract.text.tables import is_delimiter_row, is_pipe_row, is_tab_row, pipe_table, tab_table
from schemas.inline import Text, split_lines
from schemas.page import Block, Emphasis, Line, Method, Page, Piece, Table, Unread, UnreadReason, Where

MAX_LINE = 200_000
"""Longer lines are no text of this field: a cell or paragraph has a few thousand characters at most."""
_MAX_DISPLAY_LINES = 40
_MAX_MARKUP_LINES = 5_000
_MAX_JOINED_LINES = 20

_PLAIN = Emphasis.NONE
_ORDINARY = re.compile(rf" *[^\W_][^\t|{MARKS}]*")
"""A line that begins with a letter or digit and holds nothing that could make it more than text, as most lines do."""
_HEADING = regex.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SETEXT = regex.compile(r"^\s{0,3}(?:=+|-{3,}|\*{3,}|_{3,})\s*$")
_QUOTE = regex.compile(r"^\s{0,3}>+\s?")
_BULLETS = "-*+•▪●○◦‣·–➢✓❖■◆►➤"
_BULLET = regex.compile(rf"^\s*([{_BULLETS}])\s+(?=\S)")
_BOLD = regex.compile(r"^\s*(?:\*\*|__|<b>|<strong>)", regex.I)
_OPENS_NUMBERED = regex.compile(r"^\s*\W?\d{1,2}(?:[.,]\d{1,2})*[.)]?\t\s*\p{L}")
_OPENS_ROW = regex.compile(r"^(?:\t|\s*\W?\d{1,2}(?:[.,]\d{1,2})*[.)]?\t|#|\||<)")
_CURRENCY = regex.compile(r"(?<![\p{L}$\\])(?:US|AS|AU|SG?)\s?\$(?!\$)")
_GAP = regex.compile(r"\t|(?<=[^\s:])(?<!\bNIP\.?) {4,}(?=[^\s:])")
"""What divides a line of running text: a tab, or the spaces typed in its place."""
_TABLE_TAG = regex.compile(r"<(/?)table\b", regex.I)


@dataclass(slots=True)
class _Scanner:
    """The lines of a text with a place in them; `gap` counts blank lines since the last block."""

    lines: list[str]
    at: int = 0
    gap: int = 0
    bold: bool = False
    unread: list[Unread] = field(default_factory=list)


def read_text(data: bytes) -> Iterator[Page]:
    """The single page of a text file. Raises `ReadError` for empty or binary content."""
    decoded = decode(data)
    scanner = _Scanner(decoded.text.split("\n"))
    blocks = tuple(_blocks(scanner))
    steps = (f"decoded_{decoded.encoding}",)
    if decoded.damaged:
        scanner.unread.append(
            Unread(UnreadReason.UNMAPPED_GLYPHS, Where(), f"{decoded.damaged} characters could not be decoded")
        )
    yield Page(blocks, Method.TEXT, unread=tuple(scanner.unread), steps=steps)


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a text that stands in another document (a `<pre>` of an HTML file)."""
    return list(_blocks(_Scanner(text.split("\n"))))


def _blocks(scanner: _Scanner) -> Iterator[Block]:
    lines = scanner.lines
    while scanner.at < len(lines):
        line = lines[scanner.at]
        if "\\" in line and (plain := as_markdown(line)) is not None:
            line = lines[scanner.at] = plain
        bare = line.strip()
        if not bare:
            scanner.at += 1
            scanner.gap += 1
            continue
        if len(line) > MAX_LINE:
            yield from _long_line(scanner)
        elif may_head_columns(line) and (listed := delimited_table(lines, scanner.at)) is not None:
            yield from _listed_blocks(scanner, listed)
        elif not scanner.bold and _ORDINARY.fullmatch(line) and "  " not in bare:
            scanner.at += 1
            yield Line((Piece(unmarked_content(line)),), Where(None, scanner.at), None, scanner.gap)
        elif is_tab_row(line):
            yield tab_table(_tab_rows(scanner))
        elif "|" in line and (is_pipe_row(line) or _opens_bare_pipe_table(scanner)):
            yield pipe_table(_pipe_rows(scanner))
        elif "<" in line and _TABLE_TAG.search(line):
            yield from _markup_blocks(scanner)
        elif (table := _typeset_table(scanner, bare)) is not None:
            yield table
        else:
            yield from _text_lines(scanner)
        scanner.gap = 0


def _typeset_table(scanner: _Scanner, bare: str) -> Table | None:
    """The table that begins at hand in LaTeX, or in columns that blanks alone part."""
    if "\\begin{" in bare and (typeset := tabular(scanner.lines, scanner.at)) is not None:
        scanner.at += typeset.lines
        if typeset.rest:
            scanner.at -= 1
            scanner.lines[scanner.at] = typeset.rest
        return typeset.table
    if "  " in bare and (found := aligned_table(scanner.lines, scanner.at)) is not None:
        scanner.at += found.lines
        return found.table
    return None


def _listed_blocks(scanner: _Scanner, listed: DelimitedTable) -> Iterator[Block]:
    """A table of delimited rows, and after it as lines those whose cells are not as many as its headings."""
    for number, cells in listed.misfits:
        where = Where(line=number)
        detail = f"line {number} has {cells} cells under {listed.table.width} headings; kept as plain text"
        scanner.unread.append(Unread(UnreadReason.DAMAGED, where, detail))
    scanner.at += listed.lines
    yield listed.table
    for number, _ in listed.misfits:
        yield Line((Piece(inline_content(scanner.lines[number - 1])),), Where(line=number), gap=1)


def _long_line(scanner: _Scanner) -> Iterator[Line]:
    """A line beyond any table row or paragraph: kept in parts, read as neither, and said so."""
    number = scanner.at + 1
    line = scanner.lines[scanner.at]
    scanner.at += 1
    where = Where(line=number)
    detail = f"line {number} has {len(line):,} characters, more than any table row or paragraph; kept as plain text"
    scanner.unread.append(Unread(UnreadReason.LIMIT, where, detail))
    for start in range(0, len(line), MAX_LINE):
        text = " ".join(line[start : start + MAX_LINE].split())
        if text:
            yield Line((Piece((Text(text),)),), where, gap=scanner.gap)


def _tab_rows(scanner: _Scanner) -> list[tuple[int, str]]:
    """Consecutive rows; a row whose formula is still open goes on in the next lines."""
    rows: list[tuple[int, str]] = []
    while scanner.at < len(scanner.lines):
        line = scanner.lines[scanner.at]
        if len(line) > MAX_LINE or not (is_tab_row(line) or (rows and _OPENS_NUMBERED.match(line))):
            break
        number = scanner.at + 1
        scanner.at += 1
        line = _with_open_formula(scanner, line)
        if rows:
            line = _with_cut_rest(scanner, line, rows[0][1].count("\t"))
        if not is_tab_row(line):
            scanner.at = number - 1
            break
        rows.append((number, line))
    return rows or [(scanner.at + 1, "")]


def _with_cut_rest(scanner: _Scanner, line: str, tabs: int) -> str:
    """A row whose cell was broken over lines, put together: its parts have as many tabs as the heading."""
    missing = tabs - line.count("\t")
    parts = [line]
    while missing > 0 and len(parts) <= _MAX_JOINED_LINES and scanner.at + len(parts) <= len(scanner.lines):
        following = scanner.lines[scanner.at + len(parts) - 1]
        if not following.strip() or _OPENS_ROW.match(following) or following.count("\t") > missing:
            break
        missing -= following.count("\t")
        parts.append(following)
    if len(parts) == 1 or missing != 0:
        return line
    scanner.at += len(parts) - 1
    return " ".join(parts)


def _with_open_formula(scanner: _Scanner, line: str) -> str:
    if "$" not in line or _dollars(line) % 2 == 0:
        return line
    for ahead in range(1, _MAX_JOINED_LINES):
        if scanner.at + ahead > len(scanner.lines) or not scanner.lines[scanner.at + ahead - 1].strip():
            break
        joined = " ".join([line, *scanner.lines[scanner.at : scanner.at + ahead]])
        if _dollars(joined) % 2 == 0:
            scanner.at += ahead
            return joined
    return line


def _dollars(text: str) -> int:
    """The signs that open or close a formula: those of a currency (`US$`) do not."""
    return text.count("$") - len(_CURRENCY.findall(text))


def _opens_bare_pipe_table(scanner: _Scanner) -> bool:
    """A heading row without outer pipes: the delimiter row under it tells."""
    return scanner.at + 1 < len(scanner.lines) and is_delimiter_row(scanner.lines[scanner.at + 1])


def _pipe_rows(scanner: _Scanner) -> list[tuple[int, str]]:
    rows: list[tuple[int, str]] = []
    while scanner.at < len(scanner.lines):
        line = scanner.lines[scanner.at]
        if not line.strip() or "|" not in line or len(line) > MAX_LINE:
            break
        if len(rows) > 1 and not is_pipe_row(line) and line.count("|") < 2:
            break
        rows.append((scanner.at + 1, line))
        scanner.at += 1
    return rows


def _markup_blocks(scanner: _Scanner) -> Iterator[Block]:
    """The lines from `<table>` to its end tag, through the HTML parser."""
    start = scanner.at
    depth = 0
    while scanner.at < len(scanner.lines) and scanner.at - start < _MAX_MARKUP_LINES:
        for match in _TABLE_TAG.finditer(scanner.lines[scanner.at]):
            depth += -1 if match.group(1) else 1
        scanner.at += 1
        if depth <= 0:
            break
    yield from tables_of_markup("\n".join(scanner.lines[start : scanner.at]), start + 1)


def _text_lines(scanner: _Scanner) -> Sequence[Line]:
    where = Where(None, scanner.at + 1)
    line = _with_display_formula(scanner)
    opens_with = _first(line)
    if opens_with.isalnum() and not scanner.bold and "**" not in line:
        return _lines_of(line, where, None, scanner.gap, _PLAIN)
    if opens_with in "=-*_" and line.rstrip()[-1:] == opens_with and _SETEXT.match(line):
        return ()
    was_bold, emphasis = scanner.bold, _PLAIN
    if opens_with == ">":
        line = _QUOTE.sub("", line)
        opens_with = _first(line)
    if opens_with == "#" and (heading := _HEADING.match(line)):
        emphasis, line = Emphasis.HEADING, heading.group(2)
    elif was_bold or (opens_with in "*_<" and _BOLD.match(line)):
        emphasis = Emphasis.BOLD
    if line.count("**") % 2:
        scanner.bold = not was_bold
    bullet = _BULLET.match(line) if _first(line) in _BULLETS else None
    if bullet is None:
        return _lines_of(line, where, None, scanner.gap, emphasis)
    return _lines_of(line[bullet.end() :], where, bullet.group(1), scanner.gap, emphasis)


def _first(line: str) -> str:
    """The character with which a line begins: it tells which marks may stand in front."""
    return line.lstrip()[:1]


def _with_display_formula(scanner: _Scanner) -> str:
    """The line at hand, with the lines to the closing `$$` or `\\]` where it opens a display formula."""
    line = scanner.lines[scanner.at]
    scanner.at += 1
    opened, closing = ("\\[", "\\]") if "\\[" in line else ("$$", "$$")
    if opened not in line or (line.count("$$") % 2 == 0 and opened == "$$") or (opened == "\\[" and closing in line):
        return line
    for ahead in range(_MAX_DISPLAY_LINES):
        if scanner.at + ahead < len(scanner.lines) and closing in scanner.lines[scanner.at + ahead]:
            joined = " ".join([line, *scanner.lines[scanner.at : scanner.at + ahead + 1]])
            scanner.at += ahead + 1
            return joined
    return line


def _lines_of(text: str, where: Where, marker: str | None, gap: float, emphasis: Emphasis) -> list[Line]:
    """One line, or several where markup breaks it (`<br>`, `<li>`)."""
    if "\t" in text or ("    " in text and _GAP.search(text)):
        pieces = [inline_content(piece) for piece in _GAP.split(text)]
        while pieces and not pieces[-1]:
            pieces.pop()
        # a blank piece keeps the place of those after it, as two signers side by side need
        return [Line(tuple([Piece(part) for part in pieces]), where, marker, gap, emphasis)] if pieces else []
    lines: list[Line] = []
    for opened, content in split_lines(inline_content(text)):
        if content:
            own = opened.marker if opened is not None and opened.marker else marker
            lines.append(Line((Piece(content),), where, own, gap, emphasis))
            marker, gap = None, 0
    return lines
