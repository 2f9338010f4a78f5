"""The runs of a paragraph as parts of a line: text, tabs, breaks, equations, pictures; text boxes set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from extract.docx.equations import math_content
from extract.docx.names import MC, W, is_on, local, value
from extract.markup.builder import Part, Underlined
from extract.symbols import font_symbol, symbol
from schemas.inline import Break, BreakKind, Picture, Script, Text

MAX_DEPTH = 60
"""How deep text boxes, fields and changes may nest within a paragraph."""
SYMBOL_FONTS = ("symbol", "wingdings", "webdings")

_DROPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "commentReference", "footnoteReference",
     "endnoteReference", "bookmarkStart", "bookmarkEnd", "proofErr", "rt", "sdtPr", "sdtEndPr", "annotationRef"}
)  # fmt: skip
"""Elements whose text is not part of what is printed."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: white space that sets two pieces of a line apart."""


@dataclass(slots=True)
class Runs:
    """What a paragraph holds: parts in order, how much of its text is bold, the text boxes anchored in it."""

    parts: list[Part | Tab] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    boxes: list[_Element] = field(default_factory=list)
    pictures: int = 0

    @property
    def is_bold(self) -> bool:
        """Whether all text is bold."""
        return self.bold > 0 and self.plain == 0


def read_runs(paragraph: _Element, *, bold: bool, caps: bool) -> Runs:
    """The runs of a paragraph; `bold` and `caps` are what its style says."""
    runs = Runs()
    _read(paragraph, runs, bold, caps, 0)
    return runs


def _read(element: _Element, runs: Runs, bold: bool, caps: bool, depth: int) -> None:
    if depth > MAX_DEPTH:
        return
    for child in element:
        name = local(child)
        if not name or name in _DROPPED:
            continue
        if name == "r" and child.tag == W + "r":
            _read_run(child, runs, bold, caps, depth)
        elif name in ("oMath", "oMathPara"):
            runs.parts.extend(math_content(child))
        elif child.tag == MC + "AlternateContent":
            for chosen in _chosen(child):
                _read(chosen, runs, bold, caps, depth + 1)
        elif name == "txbxContent":
            runs.boxes.append(child)
        elif name in ("drawing", "pict", "object"):
            _read_drawing(child, runs)
        else:
            _read(child, runs, bold, caps, depth + 1)


def _chosen(element: _Element) -> Iterator[_Element]:
    """The branch of an alternative that stands for what is printed; the others repeat it."""
    choice = element.find(MC + "Choice")
    fallback = element.find(MC + "Fallback")
    chosen = choice if choice is not None else fallback
    if chosen is not None:
        yield chosen


def _read_run(run: _Element, runs: Runs, bold: bool, caps: bool, depth: int) -> None:
    properties = run.find(W + "rPr")
    if is_on(properties, "vanish"):
        return
    own_bold, own_caps = is_on(properties, "b"), is_on(properties, "caps")
    is_bold = bold if own_bold is None else own_bold
    is_caps = caps if own_caps is None else own_caps
    inner = Runs()
    for child in run:
        _read_piece(child, inner, _font(properties), is_caps, depth)
    letters = sum(len(part.text.strip()) for part in inner.parts if isinstance(part, Text))
    runs.bold += letters if is_bold else 0
    runs.plain += 0 if is_bold else letters
    runs.boxes.extend(inner.boxes)
    runs.pictures += inner.pictures
    runs.parts.extend(_styled(inner.parts, properties))


def _font(properties: _Element | None) -> str:
    fonts = properties.find(W + "rFonts") if properties is not None else None
    return (fonts.get(W + "ascii") or "").casefold() if fonts is not None else ""


def _read_piece(piece: _Element, runs: Runs, font: str, caps: bool, depth: int) -> None:
    name = local(piece)
    if name in ("drawing", "pict", "object"):
        _read_drawing(piece, runs)
    elif name in ("oMath", "oMathPara"):
        runs.parts.extend(math_content(piece))
    elif piece.tag == MC + "AlternateContent":
        for chosen in _chosen(piece):
            for child in chosen:
                _read_piece(child, runs, font, caps, depth + 1)
    else:
        runs.parts.extend(_character_parts(piece, name, font, caps))


def _character_parts(piece: _Element, name: str, font: str, caps: bool) -> Iterator[Part | Tab]:
    """Text, and the elements that stand for a single character."""
    if name == "t":
        yield Text(_printed(piece.text or "", font, caps))
    elif name in ("tab", "ptab"):
        yield Tab()
    elif name == "cr" or (name == "br" and piece.get(W + "type") in (None, "textWrapping")):
        yield Break(BreakKind.LINE)
    elif name == "noBreakHyphen":
        yield Text("-")
    elif name == "sym":
        code = piece.get(W + "char") or ""
        yield Text(font_symbol(int(code, 16)) if _is_hexadecimal(code) else "")


def _is_hexadecimal(code: str) -> bool:
    return 0 < len(code) <= 6 and all(character in "0123456789abcdefABCDEF" for character in code)


def _printed(text: str, font: str, caps: bool) -> str:
    if font.startswith(SYMBOL_FONTS):
        text = "".join(font_symbol(ord(c)) if 0x21 <= ord(c) < 0x100 else symbol(ord(c)) for c in text)
    else:
        text = "".join(map(symbol, map(ord, text))) if any(0xE000 <= ord(c) < 0xF900 for c in text) else text
    return text.upper() if caps else text


def _read_drawing(drawing: _Element, runs: Runs) -> None:
    """Text boxes once each, whatever alternatives a drawing keeps; else the picture it is."""
    boxes = [box for box in drawing.iter(W + "txbxContent") if not _in_fallback(box, drawing)]
    if boxes:
        runs.boxes.extend(boxes)
    elif any(local(part) in ("blip", "imagedata", "OLEObject") for part in drawing.iter()):
        runs.pictures += 1
        runs.parts.append(Picture())


def _in_fallback(element: _Element, root: _Element) -> bool:
    """Whether an element lies in a branch that is not printed, or in another text box."""
    parent = element.getparent()
    while parent is not None and parent is not root:
        if parent.tag == W + "txbxContent":
            return True
        if parent.tag == MC + "Fallback":
            alternatives = parent.getparent()
            return alternatives is not None and alternatives.find(MC + "Choice") is not None
        parent = parent.getparent()
    return False


def _styled(parts: list[Part | Tab], properties: _Element | None) -> Iterator[Part | Tab]:
    """Parts raised, lowered or underlined as their run is."""
    position = value(properties, "vertAlign")
    underlined = (value(properties, "u") or "none") != "none"
    for part in parts:
        if not isinstance(part, Text) or not part.text.strip():
            yield part
        elif position in ("superscript", "subscript"):
            yield Script((part,), raised=position == "superscript")
        elif underlined:
            yield Underlined((part,))
        else:
            yield part
