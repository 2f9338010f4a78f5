"""HTML files to a page: block elements become lines, tables become tables, scripts and styles are left out.

Nothing is loaded and nothing runs. Markup that nests deeper than the parser allows is read as its bare text, and
said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from lxml import etree
from lxml.etree import _Element

from extract.html.tables import grid, is_layout
from extract.markup.builder import Part, finish
from extract.markup.elements import (
    BLOCK_TAGS,
    SKIPPED_TAGS,
    Styles,
    is_hidden,
    line_of,
    list_marker,
    parts_of,
    read_styles,
    tag_of,
)
from extract.markup.inline import read_marks
from extract.text.decode import decode
from extract.text.reader import blocks_of_text
from schemas.inline import Text, is_blank, split_lines
from schemas.page import Block, Emphasis, Line, Method, Page, Piece, Unread, UnreadReason, Where

MAX_NESTING = 200
"""Elements inside one another; files of this field nest some twenty deep."""

_TAG = regex.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[/!a-z?][^<>]*>", regex.I | regex.S)
_XML_DECLARATION = regex.compile(r"^\s*<\?xml[^>]*\?>", regex.I)
_CHARSET = regex.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", regex.I)
_INLINE_ONLY = BLOCK_TAGS | {"table", "br"}


@dataclass(slots=True)
class _Walk:
    """What has been read so far; `pending` collects inline parts until a block ends the line."""

    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    pending: list[Part] = field(default_factory=list)
    line: int | None = None
    marker: str | None = None
    emphasis: Emphasis = Emphasis.NONE
    gap: float = 0.0
    too_deep: bool = False


def read_html(data: bytes) -> Iterator[Page]:
    """The single page of an HTML file. Raises `ReadError` for empty or binary content."""
    text, encoding = _text_of(data)
    unread: list[Unread] = []
    root = _parse(text)
    if root is None:
        yield Page((), Method.HTML, steps=(f"decoded_{encoding}",))
        return
    walk = _Walk(_styles_of(root))
    body = root.find(".//body")
    _walk(walk, body if body is not None else root, 0)
    _end_line(walk)
    if walk.too_deep:
        unread.append(
            Unread(UnreadReason.LIMIT, Where(), f"markup nested over {MAX_NESTING} deep was read as plain text")
        )
    yield Page(tuple(walk.blocks), Method.HTML, unread=tuple(unread), steps=(f"decoded_{encoding}",))


def _text_of(data: bytes) -> tuple[str, str]:
    """The text in its declared encoding where that is one of the single-byte ones, else as `decode` finds it."""
    declared = _CHARSET.search(data[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name in {"iso-8859-1", "latin1", "windows-1252", "cp1252"}:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace"), "cp1252"
    decoded = decode(data)
    return decoded.text, decoded.encoding


def _parse(text: str) -> _Element | None:
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    text = _XML_DECLARATION.sub("", text)
    if _nesting(text) > MAX_NESTING:
        bare = _TAG.sub("\n", text, timeout=5)
        root = etree.fromstring("<html><body><pre id='bare'></pre></body></html>", parser)
        root[0][0].text = "\n".join(line.strip() for line in bare.split("\n") if line.strip())
        root.set("data-too-deep", "1")
        return root
    return etree.fromstring(text, parser) if text.strip() else None


_OPEN_OR_CLOSE = regex.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*?(/?)>", regex.I)
_VOID = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "wbr",
        "li",
        "p",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
    ]
)


def _nesting(text: str) -> int:
    """The deepest nesting of elements that must be closed, by counting tags."""
    depth = deepest = 0
    for match in _OPEN_OR_CLOSE.finditer(text):
        if match.group(3) or match.group(2).lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _styles_of(root: _Element) -> Styles:
    return read_styles("\n".join(style.text or "" for style in root.iter("style")))


def _walk(walk: _Walk, element: _Element, depth: int) -> None:
    """Append the blocks of `element`; inline content gathers in `pending`."""
    if element.getroottree().getroot().get("data-too-deep"):
        walk.too_deep = True
    if element.text:
        walk.pending.append(Text(element.text))
        walk.line = walk.line or line_of(element)
    for child in element:
        _visit(walk, child, depth)
        if child.tail:
            walk.pending.append(Text(child.tail))
            walk.line = walk.line or line_of(child)


def _visit(walk: _Walk, child: _Element, depth: int) -> None:
    tag = tag_of(child)
    if not tag or tag in SKIPPED_TAGS or is_hidden(child, walk.styles):
        return
    if tag == "br":
        _end_line(walk)
    elif tag == "table":
        _end_line(walk)
        _table(walk, child, depth)
    elif tag == "pre":
        _end_line(walk)
        walk.blocks.extend(blocks_of_text("".join(str(text) for text in child.itertext())))
    elif tag in {"ol", "ul"}:
        _end_line(walk)
        _list(walk, child, depth)
    elif tag in BLOCK_TAGS or _holds_block(child):
        _block(walk, child, tag, depth)
    else:
        walk.line = walk.line or line_of(child)
        if tag in {"b", "strong"} and is_blank(finish(walk.pending, in_cell=False)):
            walk.emphasis = Emphasis.BOLD if walk.emphasis is Emphasis.NONE else walk.emphasis
        walk.pending.extend(parts_of(child, walk.styles))


def _holds_block(element: _Element) -> bool:
    return any(tag_of(inner) in _INLINE_ONLY for inner in element.iterdescendants())


def _block(walk: _Walk, child: _Element, tag: str, depth: int) -> None:
    _end_line(walk)
    before = len(walk.blocks)
    outer = walk.emphasis
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"}:
        walk.emphasis = Emphasis.HEADING
    _walk(walk, child, depth + 1)
    _end_line(walk)
    walk.emphasis = outer
    if len(walk.blocks) == before and tag in {"p", "div", "hr"}:
        walk.gap += 1.0


def _list(walk: _Walk, element: _Element, depth: int) -> None:
    number = 0
    if element.text and element.text.strip():
        walk.pending.append(Text(element.text))
        _end_line(walk)
    for child in element:
        if tag_of(child) == "li":
            number += 1
            walk.marker = list_marker(element, number)
            _walk(walk, child, depth + 1)
            _end_line(walk)
        else:
            _visit(walk, child, depth)
        if child.tail and child.tail.strip():
            walk.pending.append(Text(child.tail))
            _end_line(walk)


def _table(walk: _Walk, element: _Element, depth: int) -> None:
    if not is_layout(element):
        walk.blocks.append(grid(element, walk.styles))
        walk.gap = 0.0
        return
    for cell in element.iter("td", "th"):
        nearest = next(iter(cell.iterancestors("table")), None)
        if nearest is element:
            _walk(walk, cell, depth + 1)
            _end_line(walk)


def _end_line(walk: _Walk) -> None:
    content = read_marks(finish(walk.pending, in_cell=False))
    if not is_blank(content):
        for opened, line in split_lines(content):
            if line:
                marker = opened.marker if opened is not None and opened.marker else walk.marker
                walk.blocks.append(
                    Line((Piece(line),), Where(line=walk.line), marker, gap=walk.gap, emphasis=walk.emphasis)
                )
                walk.marker, walk.gap = None, 0.0
    elif (
        walk.pending and walk.blocks and any(isinstance(part, Text) and "\u00a0" in part.text for part in walk.pending)
    ):
        walk.gap += 1.0
    walk.pending = []
    walk.line = None
    if walk.emphasis is Emphasis.BOLD:
        walk.emphasis = Emphasis.NONE
