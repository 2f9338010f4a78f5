"""An HTML element to content: what stands in a cell, a list item or a paragraph.

Fractions are recognised however they were typed: MathML, a small table of two rows, a numerator with a ruled lower edge
(a style or a class of the page's own style sheet), an underlined numerator.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from lxml.etree import _Element

from extract.markup.builder import Part, Underlined, finish, text_of
from extract.markup.mathml import mathml_content
from schemas.inline import MAX_DEPTH, Break, BreakKind, Content, Fraction, Picture, Script, Text

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "summary",
        "details",
    ]
)
SKIPPED_TAGS = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "meta",
        "link",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "input",
        "button",
        "applet",
    ]
)

_RULE = regex.compile(r"border-bottom\s*:\s*(?!\s*(?:0|none))|border-bottom-style\s*:\s*(?!none)", regex.I)
_RULE_ABOVE = regex.compile(r"border-top\s*:\s*(?!\s*(?:0|none))", regex.I)
_UNDERLINE = regex.compile(r"text-decoration[^;]*:\s*[^;]*underline", regex.I)
_ROWS = frozenset({"tr", "td", "th", "tbody", "thead", "tfoot", "table", "ol", "ul", "li"})
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.I)
_CSS_RULE = regex.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_CSS_CLASS = regex.compile(r"\.([\w-]+)[^\s.,]*\s*$")
_LEAVES: dict[str, Content] = {
    "br": (Break(BreakKind.LINE),),
    "hr": (Break(BreakKind.LINE), Text("-----"), Break(BreakKind.LINE)),
    "img": (Picture(),),
}
"""Empty elements; a rule between two lines of a cell is drawn as dashes are typed."""
_DASHES = regex.compile(r"^[\s\-_─—–=]*$")


@dataclass(frozen=True, slots=True)
class Styles:
    """What the page's own style sheet says of its classes: which draw a rule below or above, which hide."""

    ruled_below: frozenset[str] = frozenset()
    ruled_above: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


NO_STYLES = Styles()


def read_styles(sheet: str) -> Styles:
    """The classes of a style sheet that matter here; all else in it is ignored."""
    found: dict[regex.Pattern[str], set[str]] = {_RULE: set(), _RULE_ABOVE: set(), _HIDDEN: set()}
    for selectors, body in _CSS_RULE.findall(sheet, timeout=1):
        names = {m.group(1) for s in selectors.split(",") if (m := _CSS_CLASS.search(s.strip()))}
        for pattern, classes in found.items():
            if pattern.search(body):
                classes.update(names)
    return Styles(*(frozenset(classes) for classes in found.values()))


def element_content(element: _Element, styles: Styles = NO_STYLES, *, in_cell: bool = False) -> Content:
    """The content of `element`, its own tag not counted."""
    return finish(_children(element, styles, 0), in_cell=in_cell)


def tag_of(element: _Element) -> str:
    """The tag in lower case without name space; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def line_of(element: _Element) -> int | None:
    """The line of the source on which an element begins, where the parser knows it."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def is_hidden(element: _Element, styles: Styles) -> bool:
    """Whether the element is not displayed."""
    return bool(_HIDDEN.search(element.get("style") or "")) or bool(_classes(element) & styles.hidden)


def _classes(element: _Element) -> set[str]:
    return set((element.get("class") or "").split())


def _children(element: _Element, styles: Styles, depth: int) -> Iterator[Part]:
    if element.text:
        yield Text(element.text)
    children = list(element)
    skip = False
    for n, child in enumerate(children):
        below = children[n + 1] if n + 1 < len(children) else None
        if skip:
            skip = False
        elif below is not None and _is_over(child, below, styles):
            yield _fraction(child, below, styles, depth)
            skip = True
            continue
        else:
            yield from parts_of(child, styles, depth)
        if child.tail:
            yield Text(child.tail)


def _is_over(over: _Element, under: _Element, styles: Styles) -> bool:
    """Whether two neighbours are numerator and denominator: a rule is drawn between them and no text stands there."""
    if not tag_of(under) or (over.tail or "").strip() or tag_of(over) in _ROWS:
        return False
    return _draws(over, _RULE, styles.ruled_below) or _draws(under, _RULE_ABOVE, styles.ruled_above)


def _fraction(over: _Element, under: _Element, styles: Styles, depth: int) -> Fraction:
    return Fraction(
        finish(_children(over, styles, depth + 1), in_cell=False),
        finish(_children(under, styles, depth + 1), in_cell=False),
    )


def parts_of(element: _Element, styles: Styles = NO_STYLES, depth: int = 0) -> Iterator[Part]:
    """The parts of `element` itself, for content that goes on around it."""
    tag = tag_of(element)
    if not tag or tag in SKIPPED_TAGS or is_hidden(element, styles):
        return
    if depth > MAX_DEPTH:
        yield Text(text_of(element))
    elif tag in _LEAVES:
        yield from _LEAVES[tag]
    elif tag == "math":
        yield from mathml_content(element)
    elif tag == "table":
        yield from _inner_table(element, styles, depth)
    elif tag in {"ol", "ul"}:
        yield from _list(element, styles, depth)
    elif tag in {"sup", "sub"}:
        yield Script(finish(_children(element, styles, depth + 1), in_cell=False), raised=tag == "sup")
    elif tag in {"u", "ins"} or _UNDERLINE.search(element.get("style") or ""):
        yield Underlined(tuple(_children(element, styles, depth + 1)))
        if tag in BLOCK_TAGS:
            yield Break(BreakKind.PARAGRAPH)
    elif tag in BLOCK_TAGS:
        yield Break(BreakKind.PARAGRAPH)
        yield from _children(element, styles, depth + 1)
        yield Break(BreakKind.PARAGRAPH)
    else:
        yield from _children(element, styles, depth + 1)


def _list(element: _Element, styles: Styles, depth: int) -> Iterator[Part]:
    if element.text and element.text.strip():
        yield from (Break(BreakKind.PARAGRAPH), Text(element.text))
    number = 0
    for child in element:
        if tag_of(child) == "li":
            number += 1
            yield Break(BreakKind.ITEM, list_marker(element, number))
            yield from _children(child, styles, depth + 1)
        else:
            yield from parts_of(child, styles, depth + 1)
        if child.tail:
            yield Text(child.tail)
    yield Break(BreakKind.PARAGRAPH)


def list_marker(element: _Element, number: int) -> str | None:
    """The number or bullet that a browser shows before item `number` of a list; None where it shows none.

    An `<ol>` with `type` or `list-style-type` of letters or Roman numerals counts in those.
    """
    if tag_of(element) != "ol":
        return "•"
    style = (element.get("style") or "").lower()
    if "list-style" in style and "none" in style:
        return None
    first = element.get("start") or "1"
    number += int(first) - 1 if first.isdigit() and len(first) < 6 else 0
    kind = element.get("type") or next(
        (
            code
            for word, code in (("lower-alpha", "a"), ("upper-alpha", "A"), ("lower-roman", "i"), ("upper-roman", "I"))
            if word in style
        ),
        "1",
    )
    if kind in "aA" and 1 <= number <= 26:
        return chr(ord(kind) + number - 1) + "."
    if kind in "iI" and 1 <= number < 40:
        roman = "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
        return (roman.upper() if kind == "I" else roman) + "."
    return f"{number}."


def _draws(element: _Element, pattern: regex.Pattern[str], classes: frozenset[str]) -> bool:
    return bool(pattern.search(element.get("style") or "")) or bool(_classes(element) & classes)


def _inner_table(element: _Element, styles: Styles, depth: int) -> Iterator[Part]:
    """A table inside a cell: a fraction of two rows, or lines."""
    rows = [[cell for cell in row if tag_of(cell) in {"td", "th"}] for row in element.iter("tr")]
    rows = [row for row in rows if row and not _is_bar(row)]
    if (fraction := _table_fraction(rows, styles, depth)) is not None:
        yield from fraction
        return
    for row in rows:
        yield Break(BreakKind.LINE)
        for cell in row:
            yield from _children(cell, styles, depth + 1)
            yield Text(" ")
    yield Break(BreakKind.LINE)


def _is_bar(row: list[_Element]) -> bool:
    texts = [text_of(cell) for cell in row]
    return any(text.strip() for text in texts) and all(_DASHES.match(text) for text in texts)


def _table_fraction(rows: list[list[_Element]], styles: Styles, depth: int) -> Iterator[Part] | None:
    """Two rows: the numerator among cells that span both, the denominator alone below."""
    if len(rows) != 2 or len(rows[1]) != 1:
        return None
    single = [n for n, cell in enumerate(rows[0]) if cell.get("rowspan", "1") in {"1", ""}]
    if len(single) != 1:
        return None

    def parts() -> Iterator[Part]:
        for n, cell in enumerate(rows[0]):
            inside = finish(_children(cell, styles, depth + 1), in_cell=False)
            if n == single[0]:
                yield Fraction(inside, finish(_children(rows[1][0], styles, depth + 1), in_cell=False))
            else:
                yield Text(" ")
                yield from inside
                yield Text(" ")

    return parts()
