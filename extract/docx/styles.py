"""What the styles of a document say of a paragraph: its list, boldness, alignment, whether it is a heading."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from extract.docx.names import W, is_on, number, value

DEEPEST = 20
"""Styles that build on each other more often than this are a circle."""
_BODY_LEVEL = 9
"""The outline level of text that is no heading."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What one style says itself; None where it is silent."""

    based_on: str | None = None
    list_id: str | None = None
    level: int | None = None
    bold: bool | None = None
    caps: bool | None = None
    alignment: str | None = None
    heading: bool | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """Paragraph and character styles by their id."""

    by_id: dict[str, ParagraphStyle] = field(default_factory=dict)
    default: str | None = None

    def resolve(self, name: str | None) -> ParagraphStyle:
        """A style with what it takes over from those it builds on."""
        merged = ParagraphStyle()
        current = name if name in self.by_id else self.default
        for _ in range(DEEPEST):
            style = self.by_id.get(current) if current is not None else None
            if style is None:
                break
            merged, current = _over(merged, style), style.based_on
        return merged


def _over(own: ParagraphStyle, base: ParagraphStyle) -> ParagraphStyle:
    """What a style says, silence filled by the one it builds on."""
    return ParagraphStyle(
        list_id=base.list_id if own.list_id is None else own.list_id,
        level=base.level if own.level is None else own.level,
        bold=base.bold if own.bold is None else own.bold,
        caps=base.caps if own.caps is None else own.caps,
        alignment=base.alignment if own.alignment is None else own.alignment,
        heading=base.heading if own.heading is None else own.heading,
    )


def read_styles(root: _Element | None) -> Styles:
    """The styles that `styles.xml` defines."""
    if root is None:
        return Styles()
    by_id: dict[str, ParagraphStyle] = {}
    default = None
    for element in root.iterfind(W + "style"):
        name = element.get(W + "styleId", "")
        by_id[name] = _style(element)
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
            default = name
    return Styles(by_id, default)


def _style(element: _Element) -> ParagraphStyle:
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    listed = paragraph.find(W + "numPr") if paragraph is not None else None
    outline = number(paragraph, "outlineLvl")
    return ParagraphStyle(
        based_on=value(element, "basedOn"),
        list_id=value(listed, "numId"),
        level=number(listed, "ilvl"),
        bold=is_on(run, "b"),
        caps=is_on(run, "caps"),
        alignment=value(paragraph, "jc"),
        heading=None if outline is None else outline < _BODY_LEVEL,
    )
