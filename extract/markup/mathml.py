"""MathML to content: fractions, roots and scripts kept, everything else read as its text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from extract.markup.builder import text_of
from schemas.inline import MAX_DEPTH, Content, Fraction, Inline, Root, Script, Text

_SPACED = frozenset("×÷=:/") | {"x", "X"}
"""Signs that stand apart from their operands. In MathML the blanks around them are not text."""


def mathml_content(element: _Element, depth: int = 0) -> Content:
    """The content of a `<math>` element or of one of its parts."""
    return tuple(_parts(element, depth))


def _parts(element: _Element, depth: int) -> Iterator[Inline]:
    tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    children = [child for child in element if isinstance(child.tag, str)]
    if depth >= MAX_DEPTH:
        yield Text(text_of(element))
    elif tag == "mfrac" and len(children) == 2:
        yield Fraction(mathml_content(children[0], depth + 1), mathml_content(children[1], depth + 1))
    elif tag == "msqrt":
        yield Root(tuple(_inside(element, children, depth + 1)))
    elif tag == "mroot" and len(children) == 2:
        yield Root(mathml_content(children[0], depth + 1))
    elif tag in {"msup", "msub"} and len(children) == 2:
        yield from mathml_content(children[0], depth + 1)
        yield Script(mathml_content(children[1], depth + 1), raised=tag == "msup")
    elif tag in {"munder", "mover", "munderover", "msubsup"} and children:
        yield from mathml_content(children[0], depth + 1)
    elif tag == "mfenced":
        yield Text(element.get("open", "("))
        yield from _inside(element, children, depth + 1)
        yield Text(element.get("close", ")"))
    elif tag == "mspace":
        yield Text(" ")
    elif (sign := text_of(element)) in _SPACED:
        yield Text(f" {sign} ")
    elif tag in {"annotation", "annotation-xml"}:
        return
    else:
        yield from _inside(element, children, depth + 1)


def _inside(element: _Element, children: list[_Element], depth: int) -> Iterator[Inline]:
    if element.text:
        yield Text(element.text)
    for child in children:
        yield from mathml_content(child, depth)
        if child.tail:
            yield Text(child.tail)
