"""What stands inside a line or a cell: text, drawn fractions and roots, raised and lowered text, breaks.

Readers build `Content` from whatever they read (LaTeX, MathML, a bar drawn on a page); nothing after them needs to know
which it was. Content is plain data: immutable, hashable, without boxes (the line or cell that holds it has the box).

Content read from hostile input may nest deeply. Whoever builds it must keep it within `MAX_DEPTH`; whoever walks it may
then recurse.
"""

from __future__ import annotations

from enum import StrEnum

from schemas.value import value

MAX_DEPTH = 64
"""How deep fractions, roots and scripts may nest; a reader keeps deeper markup as raw text."""


@value
class Text:
    """A run of characters without line breaks, as printed."""

    text: str


@value
class Fraction:
    """A fraction drawn with a bar."""

    numerator: Content
    denominator: Content


@value
class Root:
    """A square root drawn over its radicand."""

    radicand: Content


@value
class Script:
    """Raised (a power, a footnote sign) or lowered (an index) text."""

    content: Content
    raised: bool


class BreakKind(StrEnum):
    """Why a line ends."""

    WRAP = "wrap"
    """The width was used up: what follows continues the sentence (known on pages only)."""
    LINE = "line"
    """A line break that was typed (`<br>`, shift-enter) or cannot be told from one."""
    PARAGRAPH = "paragraph"
    """A new paragraph (`<p>`)."""
    ITEM = "item"
    """A new list item, its marker in `Break.marker`."""


@value
class Break:
    """The end of a line inside a cell. `marker` is the number or bullet of a list item that is not in its text."""

    kind: BreakKind = BreakKind.LINE
    marker: str | None = None


@value
class Picture:
    """A picture that stands where text would (a formula pasted as an image)."""


Inline = Text | Fraction | Root | Script | Break | Picture
Content = tuple[Inline, ...]

EMPTY: Content = ()


def text_content(text: str) -> Content:
    """Content of plain text; newlines become line breaks.

    >>> text_content("a\\nb")
    (Text(text='a'), Break(kind=<BreakKind.LINE: 'line'>, marker=None), Text(text='b'))
    """
    if "\n" not in text:
        return (Text(text),) if text else EMPTY
    parts: list[Inline] = []
    for n, line in enumerate(text.split("\n")):
        if n:
            parts.append(Break())
        if line:
            parts.append(Text(line))
    return tuple(parts)


def is_blank(content: Content) -> bool:
    """Whether nothing but white space and breaks stands in the content."""
    return all(isinstance(part, Break) or (isinstance(part, Text) and not part.text.strip()) for part in content)


def split_lines(content: Content) -> list[tuple[Break | None, Content]]:
    """The lines of a cell, each with the break that opens it (None for the first)."""
    if len(content) < 2 and not (content and isinstance(content[0], Break)):
        return [(None, content)]
    lines: list[tuple[Break | None, Content]] = []
    opened: Break | None = None
    start = 0
    for n, part in enumerate(content):
        if isinstance(part, Break):
            lines.append((opened, content[start:n]))
            opened, start = part, n + 1
    lines.append((opened, content[start:]))
    return lines
