"""Office Math to content: fractions, roots and scripts kept, everything else read as its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from extract.docx.names import M, W, local
from schemas.inline import MAX_DEPTH, Break, BreakKind, Content, Fraction, Inline, Root, Script, Text

_PROPERTIES = frozenset({"rPr", "ctrlPr", "fPr", "radPr", "dPr", "naryPr", "eqArrPr", "sSupPr", "sSubPr", "sSubSupPr"})
_ARGUMENT_ONLY = frozenset({"limLow", "limUpp", "acc", "bar", "box", "borderBox", "groupChr", "phant"})
"""Forms of which only the argument is words."""
_DEFAULT_NARY = "∫"


def math_content(element: _Element, depth: int = 0) -> Content:
    """The content of `m:oMath` or of one of its parts."""
    return tuple(_parts(element, depth))


def _parts(element: _Element, depth: int) -> Iterator[Inline]:
    name = local(element)
    if depth >= MAX_DEPTH:
        yield Text("".join(_texts(element)))
    elif name in _FORMS:
        yield from _FORMS[name](element, depth)
    elif name in _ARGUMENT_ONLY:
        yield from _child(element, "e", depth)
    elif name == "t":
        yield Text(element.text or "")
    elif name in ("br", "cr"):
        yield Break()
    elif name not in _PROPERTIES:
        for child in element:
            yield from _parts(child, depth)


def _texts(element: _Element) -> Iterator[str]:
    for part in element.iter(M + "t", W + "t"):
        yield part.text or ""


def _child(element: _Element, name: str, depth: int) -> Content:
    child = element.find(M + name)
    return math_content(child, depth + 1) if child is not None else ()


def _property(element: _Element, group: str, name: str) -> str | None:
    properties = element.find(M + group)
    child = properties.find(M + name) if properties is not None else None
    return child.get(M + "val") if child is not None else None


def _fraction(element: _Element, depth: int) -> Iterator[Inline]:
    numerator, denominator = _child(element, "num", depth), _child(element, "den", depth)
    if _property(element, "fPr", "type") != "lin":
        yield Fraction(numerator, denominator)
        return
    yield from numerator
    yield Text(" / ")
    yield from denominator


def _scripts(element: _Element, depth: int) -> Iterator[Inline]:
    yield from _child(element, "e", depth)
    for name, raised in (("sub", False), ("sup", True)):
        content = _child(element, name, depth)
        if content:
            yield Script(content, raised=raised)


def _delimited(element: _Element, depth: int) -> Iterator[Inline]:
    opening, closing = _property(element, "dPr", "begChr"), _property(element, "dPr", "endChr")
    separator = _property(element, "dPr", "sepChr")
    yield Text("(" if opening is None else opening)
    for n, child in enumerate(element.iterfind(M + "e")):
        if n:
            yield Text("|" if separator is None else separator)
        yield from math_content(child, depth + 1)
    yield Text(")" if closing is None else closing)


def _rows(element: _Element, depth: int) -> Iterator[Inline]:
    """The rows of an array: a long numerator is typed as one, so the sentence goes on."""
    for n, child in enumerate(element.iterfind(M + "e")):
        if n:
            yield Break(BreakKind.WRAP)
        yield from math_content(child, depth + 1)


def _root(element: _Element, depth: int) -> Iterator[Inline]:
    yield Root(_child(element, "e", depth))


def _operator(element: _Element, depth: int) -> Iterator[Inline]:
    """A sum or product sign and what it ranges over; its limits are no part of the words."""
    yield Text(_property(element, "naryPr", "chr") or _DEFAULT_NARY)
    yield Text(" ")
    yield from _child(element, "e", depth)


def _function(element: _Element, depth: int) -> Iterator[Inline]:
    yield from _child(element, "fName", depth)
    yield Text(" ")
    yield from _child(element, "e", depth)


_FORMS: dict[str, Callable[[_Element, int], Iterator[Inline]]] = {
    "f": _fraction,
    "rad": _root,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "d": _delimited,
    "nary": _operator,
    "func": _function,
    "eqArr": _rows,
}
