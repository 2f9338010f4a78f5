"""Names of WordprocessingML and Office Math elements, as lxml spells them."""

from __future__ import annotations

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1],
}
"""Namespaces of the strict form of the format, with those of the usual one."""

_OFF = frozenset({"0", "false", "off", "none"})


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_word(element: _Element, name: str) -> bool:
    """Whether an element is the WordprocessingML element of this name."""
    return element.tag == W + name


def value(parent: _Element | None, name: str) -> str | None:
    """The `w:val` of a child, None where the child or its value is absent."""
    child = parent.find(W + name) if parent is not None else None
    return child.get(W + "val") if child is not None else None


def number(parent: _Element | None, name: str) -> int | None:
    """The `w:val` of a child as a whole number, None where it is none."""
    text = value(parent, name)
    return int(text) if text is not None and text.lstrip("-").isdigit() and len(text) < 10 else None


def is_on(parent: _Element | None, name: str) -> bool | None:
    """A switch such as `w:b`: None where it is not mentioned."""
    child = parent.find(W + name) if parent is not None else None
    if child is None:
        return None
    return (child.get(W + "val") or "1").casefold() not in _OFF


def to_transitional(data: bytes) -> bytes:
    """XML of the strict form with the namespaces of the usual one."""
    for strict, usual in _STRICT.items():
        data = data.replace(strict.encode(), usual.encode())
    return data
