"""Content as one line of text, with and without the marks of its structure.

The formula reader works on a *marked line*: the text of a cell in which bars, roots, scripts and line breaks are single
characters (Unicode noncharacters, which no text contains). `render` takes the marks out again and gives the line that a
careful human would have typed. Both are made by one walk over the content, so that a place in one is a place in the
other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

import regex

from normalize.text import is_folded
from schemas.inline import Break, BreakKind, Content, Fraction, Inline, Picture, Root, Script, Text

OPEN = "\ufdd0"
"""Opens a fraction."""
BAR = "\ufdd1"
"""Between numerator and denominator."""
CLOSE = "\ufdd2"
"""Closes a fraction."""
BREAK = "\ufdd3"
"""A line break."""
ITEM = "\ufdd4"
"""The start of a list item or paragraph."""
POWER = "\ufdd5"
"""Raises the following bracketed content to a power."""
PICTURE = "\ufdd6"
"""A picture."""

_RENDERED = {OPEN: "", BAR: " / ", CLOSE: "", BREAK: " ", ITEM: " ", POWER: "^", PICTURE: ""}
_MARK = re.compile(f"[{OPEN}-{PICTURE}]")
_SHIFTING = re.compile(f"[{OPEN}{BAR}{CLOSE}{PICTURE}]")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}\p{Noncharacter_Code_Point}--\s]+", regex.VERSION1)
_COMPATIBLE = regex.compile(r"[\U0001D400-\U0001D7FF\uFB00-\uFB06\uFF01-\uFF5E]+")
_BREAKS = re.compile(rf"([{BREAK}{ITEM}])[ {BREAK}{ITEM}]+")
_HYPHENATED = regex.compile(r"\p{L}-$")
_COMPOUND = re.compile(rf"(?P<bracket>[()])|(?:^|(?<=\s))[-+−–xX×:/÷*](?=\s)|[+×÷]|{BAR}")
_SIGNS = frozenset("-+−–xX×:/÷*" + BAR)
"""What `_COMPOUND` takes for an operator: a cheap look that spares most operands the pattern."""
_POWER_BASE = regex.compile(r"[)\]\d]$|(?:^|[\s(])[\p{L}--m]$", regex.VERSION1)


def plain(content: Content) -> str:
    """The content as one folded line, as a careful human types it.

    A drawn fraction is `A / B` with brackets round a part that is itself a calculation; a break is a space; raised and
    lowered text follows directly, unless it is a power.

    >>> plain((Fraction((Text("A + B"),), (Text("C"),)), Text(" x 100%")))
    '(A + B) / C x 100%'
    """
    if len(content) == 1 and isinstance(text := content[0], Text) and is_folded(text.text):
        return text.text
    line = _wrapped(content)
    return render(marked(content)) if line is None else line


def _wrapped(content: Content) -> str | None:
    """The line of content that is nothing but plain texts and breaks, as most is; None where it takes a closer look."""
    parts: list[str] = []
    for part in content:
        if type(part) is Text:
            parts.append(part.text)
        elif type(part) is Break and not (parts and parts[-1].endswith("-")):
            parts.append(" ")
        else:
            return None
    line = "".join(parts)
    return " ".join(line.split()) if line.isascii() and line.isprintable() else None


def clean(text: str) -> str:
    """Text without characters that cannot be seen, and without letters that are only a typeface."""
    if text.isascii() and text.isprintable():
        return text
    text = str(_INVISIBLE.sub("", text))
    return _COMPATIBLE.sub(lambda match: normalize("NFKC", match[0]), text)


def render(line: str) -> str:
    """A marked line, or the part of one, without its marks."""
    if line.isascii():
        return line
    if _MARK.search(line):
        for mark, rendered in _RENDERED.items():
            line = line.replace(mark, rendered)
    return " ".join(line.split())


def keeps_places(line: str) -> bool:
    """Whether every place in a marked line is the same place in its text."""
    return line.isascii() or (not _SHIFTING.search(line) and len(render(line)) == len(line))


def text_place(line: str, place: int) -> int:
    """A place in a marked line as a place in its text."""
    if line.isascii():
        return place
    before = line[:place]
    return place + 2 * before.count(BAR) - before.count(OPEN) - before.count(CLOSE) - before.count(PICTURE)


def marked(content: Content) -> str:
    """The content as a marked line: white space folded, structure as single characters."""
    if len(content) == 1 and isinstance(text := content[0], Text):
        return " ".join(clean(text.text).split())
    line = " ".join("".join(_pieces(content)).split())
    if BREAK not in line and ITEM not in line:
        return line
    line = line.replace(f" {BREAK}", BREAK).replace(f" {ITEM}", ITEM)
    return _BREAKS.sub(r"\1", line).strip(BREAK + ITEM)


def _pieces(content: Content) -> Iterator[str]:
    """The marked text of each part; `before` is what stands to its left."""
    before = ""
    for n, part in enumerate(content):
        following = content[n + 1] if n + 1 < len(content) else None
        piece = _piece(part, before, following)
        yield piece
        before = (before + piece)[-40:]


def _piece(part: Inline, before: str, following: Inline | None) -> str:
    match part:
        case Text(text):
            return clean(text)
        case Fraction():
            return _fraction(part, before, following)
        case Script():
            return _script(part, before)
        case Root():
            return f"√({_inside(part.radicand)})"
        case Break():
            return _break(part, before, following)
        case Picture():
            return PICTURE


def _inside(content: Content) -> str:
    """The marked line of content inside a fraction, root or script: its lines are one."""
    return marked(content).replace(BREAK, " ").replace(ITEM, " ")


def _fraction(part: Fraction, before: str, following: Inline | None) -> str:
    line = f"{OPEN}{_operand(part.numerator)}{BAR}{_operand(part.denominator)}{CLOSE}"
    left = before.rstrip()
    if (left and left[-1] in "/:÷^") or isinstance(following, Script):
        line = f"({line})"
    opening = " " if before and before[-1].isalnum() else ""
    closing = " " if isinstance(following, Text) and following.text[:1].isalnum() else ""
    return f"{opening}{line}{closing}"


def _operand(content: Content) -> str:
    """Numerator or denominator, in brackets if it is a calculation."""
    line = _inside(content)
    return f"({line})" if is_compound(line) else line


def is_compound(line: str) -> bool:
    """Whether a marked line holds an operator of its own outside all brackets.

    >>> is_compound("A - B"), is_compound("(A - B)"), is_compound("usia 7-12 tahun"), is_compound("(A) - (B)")
    (True, False, False, True)
    """
    if _SIGNS.isdisjoint(line):
        return False
    depth = 0
    for match in _COMPOUND.finditer(line):
        if match["bracket"]:
            depth += 1 if match[0] == "(" else -1
        elif depth == 0:
            return True
    return False


def _script(part: Script, before: str) -> str:
    line = _inside(part.content)
    if not part.raised or not line or not _POWER_BASE.search(before):
        return line
    return f"{POWER}({line})" if len(line) > 1 else f"{POWER}{line}"


def _break(part: Break, before: str, following: Inline | None) -> str:
    if part.kind in (BreakKind.ITEM, BreakKind.PARAGRAPH):
        return ITEM
    if part.kind is BreakKind.LINE:
        return BREAK
    continues = isinstance(following, Text) and following.text[:1].islower()
    return "" if continues and _HYPHENATED.search(before) else " "
