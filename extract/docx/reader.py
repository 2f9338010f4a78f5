"""The body of a DOCX in order: paragraphs as lines, tables as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from extract.docx.names import W, local, number, value
from extract.docx.numbering import Numbering, read_numbering
from extract.docx.package import Package
from extract.docx.runs import Runs, Tab, read_runs
from extract.docx.styles import ParagraphStyle, Styles, read_styles
from extract.docx.tables import blocks_of, cells_of, flatten, is_frame, read_table, rows_of
from extract.markup.builder import Part, finish
from schemas.inline import Break, BreakKind, Content, Picture, Text
from schemas.page import Block, Emphasis, Line, Method, Page, Piece, Unread, UnreadReason, Where

MAX_NESTING = 8
"""How deep tables and text boxes may nest; deeper ones are left out."""


def read_docx(data: bytes) -> Iterator[Page]:
    """Yield a DOCX as one page without number. `Where.line` counts its paragraphs. Raises ReadError."""
    package = Package(data)
    root = package.main_part()
    reader = _Reader(
        read_styles(package.part("word/styles.xml")), read_numbering(package.part("word/numbering.xml")), []
    )
    body = root.find(W + "body")
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    yield Page(blocks, Method.DOCX, unread=tuple(reader.unread))


@dataclass(slots=True)
class _Reader:
    """Walks the body; counts paragraphs and the empty ones before the next block."""

    styles: Styles
    numbering: Numbering
    unread: list[Unread]
    paragraphs: int = 0
    empty: int = 0
    nesting: int = 0

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """The blocks below an element."""
        for child in blocks_of(parent):
            if local(child) == "p":
                yield from self._paragraph(child)
            elif self.nesting < MAX_NESTING and is_frame(child):
                yield from self._framed(child)
            elif (table := self._table(child)) is not None:
                self.empty = 0
                yield table

    def _framed(self, table: _Element) -> Iterator[Block]:
        """The blocks in a table that only frames them."""
        self.nesting += 1
        for row in rows_of(table):
            for cell in cells_of(row):
                yield from self.blocks(cell)
        self.nesting -= 1

    def _table(self, element: _Element) -> Block | None:
        if self.nesting >= MAX_NESTING:
            return None
        self.nesting += 1
        try:
            return read_table(element, self._cell, self.paragraphs + 1)
        finally:
            self.nesting -= 1

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        style, marker, runs = self._open(element)
        where = Where(line=self.paragraphs)
        lines = _split(runs.parts)
        pieces = [tuple(Piece(c) for c in (finish(p, in_cell=False) for p in line) if c) for line in lines]
        blank = self.empty
        for line in pieces:
            if not line:
                blank += 1
                continue
            yield Line(
                line,
                where,
                marker=marker,
                gap=float(blank),
                emphasis=_emphasis(style, runs),
                centred=(value(element.find(W + "pPr"), "jc") or style.alignment) == "center",
            )
            blank, marker = 0, None
        self.empty = 0 if any(pieces) else self.empty + 1
        self.unread.extend([Unread(UnreadReason.IMAGE, where)] * runs.pictures)
        yield from self._boxes(runs)

    def _open(self, element: _Element, *, blank_counts: bool = False) -> tuple[ParagraphStyle, str | None, Runs]:
        """A paragraph's style, its automatic marker (counted here; of a blank one only where asked) and its runs."""
        self.paragraphs += 1
        properties = element.find(W + "pPr")
        style = self.styles.resolve(value(properties, "pStyle"))
        runs = read_runs(element, bold=bool(style.bold), caps=bool(style.caps))
        listed = properties.find(W + "numPr") if properties is not None else None
        list_id, level = value(listed, "numId") or style.list_id, number(listed, "ilvl")
        marker = None
        if list_id is not None and (runs.parts or runs.boxes or blank_counts):
            marker = self.numbering.marker(list_id, (style.level or 0) if level is None else level)
        return style, marker, runs

    def _boxes(self, runs: Runs) -> Iterator[Block]:
        """The text boxes anchored in a paragraph, each once, after it."""
        if self.nesting >= MAX_NESTING:
            return
        self.nesting += 1
        for box in runs.boxes:
            yield from self.blocks(box)
        self.nesting -= 1

    def _cell(self, element: _Element) -> Content:
        """The content of a cell: paragraphs set apart by breaks, list items with their markers. At the beginning of a
        row an automatic number may be all that a cell holds."""
        parts: list[Part] = []
        blocks = list(blocks_of(element))
        may_number = len(blocks) == 1 and _opens_row(element)
        for child in blocks:
            if local(child) == "tbl":
                table = self._table(child)
                if table is not None and not isinstance(table, Line):
                    parts.append(Break(BreakKind.PARAGRAPH))
                    parts.extend(flatten(table))
                    parts.append(Break(BreakKind.PARAGRAPH))
                continue
            _, marker, runs = self._open(child, blank_counts=may_number)
            kind = BreakKind.ITEM if marker is not None else BreakKind.PARAGRAPH
            parts.append(Break(kind, marker))
            parts.extend(_spaced(runs.parts))
            for box in self._boxes(runs):
                if isinstance(box, Line):
                    parts.append(Break(BreakKind.PARAGRAPH))
                    parts.extend(part for piece in box.pieces for part in piece.content)
        self.unread.extend(Unread(UnreadReason.IMAGE, Where(line=self.paragraphs)) for p in parts if p == Picture())
        content = finish(parts, in_cell=True)
        return _number(content) if may_number else content


def _opens_row(cell: _Element) -> bool:
    row = cell.getparent()
    return row is not None and next(cells_of(row), None) is cell


def _number(content: Content) -> Content:
    """The automatic number of a cell as its text, where nothing else stands in it."""
    if len(content) != 1 or not isinstance(only := content[0], Break) or not only.marker:
        return content
    return (Text(only.marker),) if any(map(str.isalnum, only.marker)) else content


def _split(parts: list[Part | Tab]) -> list[list[list[Part]]]:
    """Lines (cut at line breaks) of pieces (cut at tabs)."""
    lines: list[list[list[Part]]] = [[[]]]
    for part in parts:
        if isinstance(part, Tab):
            lines[-1].append([])
        elif isinstance(part, Break):
            lines.append([[]])
        elif not isinstance(part, Picture):
            lines[-1][-1].append(part)
    return lines


def _spaced(parts: list[Part | Tab]) -> Iterator[Part]:
    for part in parts:
        yield Text(" ") if isinstance(part, Tab) else part


def _emphasis(style: ParagraphStyle, runs: Runs) -> Emphasis:
    if style.heading:
        return Emphasis.HEADING
    return Emphasis.BOLD if runs.is_bold else Emphasis.NONE
