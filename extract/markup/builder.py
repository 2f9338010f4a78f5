"""Parts of a line or cell, put together: white space folded, neighbours merged, breaks kept single."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex
from lxml.etree import _Element

from schemas.inline import Break, BreakKind, Content, Fraction, Inline, Picture, Root, Script, Text

_SPACE = regex.compile(r"[\s\u00a0\u200b\ufeff]+")
_RANK = {BreakKind.WRAP: 0, BreakKind.LINE: 1, BreakKind.PARAGRAPH: 2, BreakKind.ITEM: 3}


@dataclass(frozen=True, slots=True)
class Underlined:
    """Underlined parts: the numerator of a fraction where a denominator follows on the next line."""

    content: tuple[Part, ...]


Part = Inline | Underlined


def fold_space(text: str) -> str:
    """White space, no-break spaces and zero-width spaces as one space each."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return _SPACE.sub(" ", text)


def text_of(element: _Element) -> str:
    """All text inside an element, white space folded; none of a comment."""
    if not isinstance(element.tag, str):
        return ""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def finish(parts: Iterable[Part], *, in_cell: bool) -> Content:
    """The content of a line or a cell.

    White space is folded and removed around breaks and at both ends; of several breaks in a row the strongest stays.
    In a cell an underlined line over another one is a fraction; elsewhere underlining is emphasis and goes.
    """
    listed = list(parts)
    if Underlined in {type(part) for part in listed}:
        listed = _without_underlining(_underlined_fraction(listed) if in_cell else listed)
    return _tidy(listed)


def _without_underlining(parts: Iterable[Part]) -> list[Part]:
    plain: list[Part] = []
    for part in parts:
        if isinstance(part, Underlined):
            plain.extend(_without_underlining(part.content))
        else:
            plain.append(part)
    return plain


def _underlined_fraction(parts: list[Part]) -> list[Part]:
    """`<u>A</u> x 100%` over `B` is `A/B x 100%`; anything else stays as it is."""
    marked = [n for n, part in enumerate(parts) if isinstance(part, Underlined)]
    if len(marked) != 1:
        return parts
    at = marked[0]
    end = next((n for n in range(at + 1, len(parts)) if isinstance(parts[n], Break)), None)
    if end is None:
        return parts
    while end + 1 < len(parts) and _is_gap(parts[end + 1]):
        end += 1
    stop = next((n for n in range(end + 1, len(parts)) if isinstance(parts[n], Break)), len(parts))
    underlined = parts[at]
    if not isinstance(underlined, Underlined):
        return parts
    numerator = finish(underlined.content, in_cell=False)
    denominator = finish(parts[end + 1 : stop], in_cell=False)
    if not numerator or not denominator or any(isinstance(part, Break) for part in numerator):
        return parts
    tail = [part for part in parts[at + 1 : end] if not isinstance(part, Break)]
    return [*parts[:at], Fraction(numerator, denominator), *tail, *parts[stop:]]


def _is_gap(part: Part) -> bool:
    return isinstance(part, Break) or (isinstance(part, Text) and not part.text.strip())


def _tidy(parts: Iterable[Part]) -> Content:
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, Text):
            _append_text(out, part.text)
        elif isinstance(part, Break):
            _append_break(out, part)
        elif isinstance(part, Fraction | Root | Script | Picture):
            out.append(part)
    while out and _is_void(out[-1]):
        out.pop()
    if out and isinstance(out[-1], Text):
        out[-1] = Text(out[-1].text.rstrip())
    return tuple(out)


def _is_void(part: Inline) -> bool:
    return (isinstance(part, Break) and part.kind is not BreakKind.ITEM) or (
        isinstance(part, Text) and not part.text.strip()
    )


def _append_text(out: list[Inline], text: str) -> None:
    text = fold_space(text)
    last = out[-1] if out else None
    if isinstance(last, Text):
        joined = fold_space(last.text + text)
        out[-1] = Text(joined)
        return
    if last is None or isinstance(last, Break):
        text = text.lstrip()
    if text:
        out.append(Text(text))


def _append_break(out: list[Inline], part: Break) -> None:
    while out and isinstance(out[-1], Text):
        stripped = out[-1].text.rstrip()
        if stripped:
            out[-1] = Text(stripped)
            break
        out.pop()
    if not out:
        if part.kind is BreakKind.ITEM:
            out.append(part)
        return
    last = out[-1]
    if isinstance(last, Break):
        if _RANK[part.kind] >= _RANK[last.kind] and not (last.kind is BreakKind.ITEM and last.marker):
            out[-1] = part
        elif part.kind is BreakKind.ITEM:
            out.append(part)
        return
    out.append(part)
