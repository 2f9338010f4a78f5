"""A string with mixed markup to content: LaTeX, HTML tags and entities, markdown emphasis, all in one cell.

Strings without markup take a short way; of the rest most hold only bold tags or one LaTeX span.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache, lru_cache

import regex
from lxml import etree

from extract.markup.builder import Part, finish, fold_space
from extract.markup.elements import element_content
from normalize.formulas import LatexError, latex_content
from normalize.text import is_folded
from schemas.inline import EMPTY, Break, Content, Fraction, Inline, Root, Script, Text

MARKS = r"<&$\\*_~`\u00a0\u200b\ufeff"
"""The characters, as a set in a pattern, without which a text is nothing but text."""
_MARKS = re.compile(f"[{MARKS}]")
_MAX_KEPT = 1_000
"""Characters of a text that is worth remembering."""
_LATEX = regex.compile(
    r"\$\$(?P<display>.+?)\$\$"
    r"|(?<!\\)(?<!\bUS)\$(?P<inline>(?=\S)(?:[^$\\]++|\\.)++(?<=\S))\$(?!\d)"
    r"|\\\((?P<round>.+?)\\\)"
    r"|\\\[(?P<square>.+?)\\\]",
    regex.S,
)
_BARE_LATEX = regex.compile(r"\\[dt]?frac\s*\{")
_MIXED = frozenset("$\\*`")
_EMPHASIS_TAG = re.compile(r"</?(?:b|strong|i|em|font|small|big|tt|code)(?:\s[^<>]*)?>", re.I)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_TAG = regex.compile(
    r"</?(?:a|abbr|article|b|big|blockquote|body|br|center|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|hr|html|i|img|"
    r"input|ins|label|li|m(?:ath|frac|row|text|i|n|o|sqrt|sup|sub|fenced|space|style)|nobr|ol|p|pre|q|s|script|section|"
    r"small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)\b[^<>]*/?>|<!--.*?-->",
    regex.I | regex.S,
)
_STRONG = regex.compile(r"(?<![\w_])(?:\*\*|__(?!_))(?=\S)|(?<=[^\s_])(?:\*\*|__)(?![\w_])|^\s*\*\*\s*|\*\*\s*$")
_NOTE_MARK = regex.compile(r"^\s*\*+\s*\)")
_CODE = regex.compile(r"`([^`\n]+)`")
_ITALIC = regex.compile(r"(?<![\w*])\*(?=[^\s*)])([^*\n]{1,500}?)(?<=[^\s*(])\*(?![\w*])")
_ESCAPE = regex.compile(r"\\([*_.\-#|+~>`\[\]!$&%])")
_HELD = re.compile(r"\ue000(\d+)\ue001")


def inline_content(text: str, *, in_cell: bool = False) -> Content:
    """The content of one line or cell that may hold any markup.

    >>> inline_content("**NO**")
    (Text(text='NO'),)
    """
    if not _MARKS.search(text):
        return unmarked_content(text)
    return _marked_content(text, in_cell) if len(text) > _MAX_KEPT else _kept_content(text, in_cell)


@lru_cache(maxsize=4_096)
def _kept_content(text: str, in_cell: bool) -> Content:
    """Lists of offices and sources stand in row after row, and in every revision of a paper."""
    return _marked_content(text, in_cell)


def _marked_content(text: str, in_cell: bool) -> Content:
    held: list[Content] = []
    text = _hold_latex(_without_holders(text), held)
    text = _without_marks(text)
    if "<" in text:
        text = _EMPHASIS_TAG.sub("", text)
        lines = _BREAK_TAG.split(text)
        if len(lines) > 1 and "&" not in text and text.isprintable() and not any("<" in line for line in lines):
            return _release(_typed_lines(lines), held)
        if _TAG.search(text):
            return _release(_html(text, in_cell=in_cell), held)
    if "&" in text:
        text = html.unescape(text)
    text = fold_space(text).strip()
    return _release((Text(text),) if text else EMPTY, held)


def unmarked_content(text: str) -> Content:
    """The content of a text that holds no mark."""
    text = text if is_folded(text) else " ".join(text.split())
    return (Text(text),) if text else EMPTY


def row_contents(texts: Sequence[str]) -> list[Content]:
    """The content of each cell of a row. Most rows hold no mark and nothing to fold, which one look at all of their
    cells tells."""
    row = "".join(texts)
    if _MARKS.search(row):
        return [inline_content(text, in_cell=True) for text in texts]
    if not is_folded(row):
        return [unmarked_content(text) for text in texts]
    return [(Text(bare),) if (bare := text.strip()) else EMPTY for text in texts]


def read_marks(content: Content, *, in_cell: bool = False) -> Content:
    """Content of HTML elements with the LaTeX and markdown in its text read too, as models mix them."""
    if not any(isinstance(part, Text) and not _MIXED.isdisjoint(part.text) for part in content):
        return content
    held: list[Content] = []
    parts: list[Part] = []
    for part in content:
        if isinstance(part, Text):
            parts.append(Text(_without_marks(_hold_latex(_without_holders(part.text), held))))
        else:
            parts.append(part)
    return _release(finish(parts, in_cell=in_cell), held)


def _without_holders(text: str) -> str:
    """The text without the characters that hold the place of a LaTeX span."""
    return text.replace("\ue000", "").replace("\ue001", "")


def _without_marks(text: str) -> str:
    """Markdown emphasis, code spans and escapes taken out; a mark that opens a note (`*)`) stays."""
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "*" not in text and "_" not in text and "\\" not in text:
        return text
    note = _NOTE_MARK.match(text)
    kept = note.group() if note is not None else ""
    text = text[len(kept) :]
    if "**" in text or "__" in text:
        text = _STRONG.sub("", text)
    if "*" in text:
        text = _ITALIC.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return kept + text


def _hold_latex(text: str, held: list[Content]) -> str:
    """LaTeX spans read and put aside, so that what stands in them is not taken for markdown or HTML."""
    if "$" not in text and "\\" not in text:
        return text

    def hold(match: regex.Match[str]) -> str:
        source = next(group for group in match.groups() if group is not None)
        try:
            content = latex_content(source)
        except LatexError:
            content = (Text(match.group()),)
        held.append(content)
        return f"\ue000{len(held) - 1}\ue001"

    without, spans = _LATEX.subn(hold, text)
    if spans:
        return str(without)
    if _BARE_LATEX.search(text):
        try:
            held.append(latex_content(text))
        except LatexError:
            return text
        return f"\ue000{len(held) - 1}\ue001"
    return text


def _typed_lines(lines: list[str]) -> Content:
    """Lines with nothing but `<br>` between them, as the HTML parser would read them: those that are not blank."""
    parts: list[Inline] = []
    for line in lines:
        if text := fold_space(line).strip():
            parts += (Text(text), Break())
    return tuple(parts[:-1])


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(recover=True, no_network=True)


def _html(text: str, *, in_cell: bool) -> Content:
    """Markup through the HTML parser; a `<` that opens no known tag is a character."""
    pieces: list[str] = []
    last = 0
    for match in _TAG.finditer(text):
        pieces += (text[last : match.start()].replace("<", "&lt;"), match.group())
        last = match.end()
    pieces.append(text[last:].replace("<", "&lt;"))
    root = etree.fromstring(f"<html><body>{''.join(pieces)}</body></html>", _parser())
    body = root.find("body") if root is not None else None
    if body is None:
        return finish((Text(_TAG.sub(" ", text)),), in_cell=in_cell)
    return element_content(body, in_cell=in_cell)


def _release(content: Content, held: list[Content]) -> Content:
    """The content with the LaTeX spans back in their places."""
    if not held:
        return content
    parts: list[Part] = []
    for part in content:
        parts.extend(_released(part, held))
    return finish(parts, in_cell=False)


def _released(part: Inline, held: list[Content]) -> list[Inline]:
    if isinstance(part, Text):
        out: list[Inline] = []
        last = 0
        for match in _HELD.finditer(part.text):
            out += (Text(part.text[last : match.start()]), *held[int(match.group(1))])
            last = match.end()
        return [*out, Text(part.text[last:])]
    if isinstance(part, Fraction):
        return [Fraction(_release(part.numerator, held), _release(part.denominator, held))]
    if isinstance(part, Root):
        return [Root(_release(part.radicand, held))]
    if isinstance(part, Script):
        return [Script(_release(part.content, held), part.raised)]
    return [part]
