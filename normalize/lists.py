"""Lists inside text: markers, items run together in one line, and the lists in the cells of sources and owners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from normalize.formulas import plain
from normalize.text import fold, join_lines, without_final_mark
from normalize.vocabulary import alternation, vocabulary
from schemas.inline import BreakKind, Content, Text, split_lines

_MARKER = regex.compile(
    r"^(?:(?P<number>\d{1,2})\s*[.)](?!\d)|\((?P<closed>\d{1,2}|[a-z])\)|(?P<roman>[IVX]{2,5})[.)](?=\s)|(?P<letter>[a-zA-Z])[.)](?=\s|\p{Lu}\p{Ll}|\p{Ll}{3})"
    r"|(?P<bullet>[•▪●○‣·➢✓❖■◆►➤\uf0b7\uf0a7\uf0d8\uf0fc](?=\s|\p{L})|[-–*+](?=\s)))\s*"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_AFTER_LETTER = frozenset(".)IVX")
_NEXT = "(?:(?<=[;.,:])\\s*|(?<=\\s)){marker}[.)]\\s*(?=\\p{{L}})"
_BULLETS = regex.compile(r"\s+(?=[-–•▪●○‣*·➢✓❖■◆►➤\uf0b7\uf0a7\uf0d8\uf0fc]\s)")
_COMMA = regex.compile(r"\s*(?<!\b(?:Prov|Kab|Drs?|Ir|H|Hj)),\s*(?![^()]*\))", regex.I)
_CLOSING = regex.compile(r"^(?:dan|serta|&)\s+", regex.I)
_LAST_TWO = regex.compile(r"\s+(?:dan|serta|&)\s+", regex.I)
_ACRONYM = regex.compile(r"^\p{Lu}[\p{Lu}\d/-]+\b|^\p{Lu}+\p{Ll}+\p{Lu}")
_CAPITAL = regex.compile(r"^[\p{Lu}\d]")
_CONTINUES = regex.compile(r"^(?:\p{Ll}|dan\b|serta\b|&|/|\()")
_OPEN_END = regex.compile(r"(?:\b(?:dan|serta|di|pada|untuk|dengan|atau|yang)|[,/&(-])$", regex.I)


@lru_cache(maxsize=4_096)
def split_marker(text: str) -> tuple[str | None, str]:
    """The list marker that begins a text, as printed, and the text after it.

    >>> split_marker("a. Perumusan kebijakan")
    ('a.', 'Perumusan kebijakan')
    """
    if text[:1].isalpha() and text[1:2] not in _AFTER_LETTER:
        return None, text
    match = _MARKER.match(text)
    return (match.group().strip(), text[match.end() :]) if match else (None, text)


def split_run_together(marker: str | None, text: str) -> Iterator[tuple[str | None, str]]:
    """`1. A; 2. B; 3. C` in one text, split where the count goes on from `marker`.

    >>> list(split_run_together("1.", "Dokumen A 2. Dokumen B"))
    [('1.', 'Dokumen A'), ('2.', 'Dokumen B')]
    """
    current = (marker or "").strip("().")
    while current and (following := _following(current)):
        if f"{following}." not in text and f"{following})" not in text:
            break
        match = _next_marker(following).search(text)
        if match is None or match.start() < 3:
            break
        yield marker, text[: match.start()].strip()
        marker, text, current = match.group().strip(), text[match.end() :], following
    yield marker, text.strip()


@lru_cache(maxsize=256)
def _next_marker(marker: str) -> regex.Pattern[str]:
    return regex.compile(_NEXT.format(marker=regex.escape(marker)))


def _following(marker: str) -> str | None:
    if marker.isdigit():
        return str(int(marker) + 1)
    if len(marker) == 1 and marker.isalpha() and marker.lower() != "z":
        return chr(ord(marker) + 1)
    return None


def follows(marker: str, next_marker: str) -> bool:
    """Whether one list marker is the next after another; bullets are the same.

    >>> follows("1", "2."), follows("-", "-"), follows("a)", "c)")
    (True, True, False)
    """
    one, two = marker.strip(" ()."), next_marker.strip(" ().")
    if one in _ROMAN and two in _ROMAN:
        return _ROMAN.index(two) == _ROMAN.index(one) + 1
    return one == two if not one.isalnum() else _following(one) == two


_SIMPLE = regex.compile(r"\p{Lu}\p{L}+(?: [\p{L}\d()/-]+)*")
"""A cell that is one name: nothing in it could divide a list."""
_CONNECTIVE = regex.compile(r"(?<=[;,])\s*(?:dan|serta|atau)$", regex.I)
_CONJUNCTIONS = ("dan", "serta", "atau")


def without_connective(text: str) -> str:
    """An item without the conjunction that leads over to the next one: it belongs to the list, as a marker does.

    >>> without_connective("Melaksanakan pembinaan; dan")
    'Melaksanakan pembinaan;'
    """
    return _CONNECTIVE.sub("", text) if text[-6:].rstrip().casefold().endswith(_CONJUNCTIONS) else text


@lru_cache(maxsize=4_096)
def list_items(content: Content, kind: str) -> tuple[str, ...]:
    """The items that a cell of sources (`sumber`) or owners (`penanggung`) lists.

    Bullets, numbers, semicolons and separate lines divide always; commas only where each part is a name of its own.
    The same few offices and reports stand in row after row.
    """
    if len(content) == 1 and isinstance(only := content[0], Text) and _is_simple(only.text):
        return (only.text,)
    items: list[str] = []
    for marker, text in _paragraphs(content):
        for own, part in _marked(marker, text):
            pieces = [part] if own is None and ";" not in part else part.split(";")
            for piece in pieces:
                items.extend(_comma_items(fold(piece), kind))
    return tuple([item for item in map(without_final_mark, items) if item])


@lru_cache(maxsize=4_096)
def _is_simple(text: str) -> bool:
    return _SIMPLE.fullmatch(text) is not None


def _paragraphs(content: Content) -> Iterator[tuple[str | None, str]]:
    """Lines of a cell, those joined that wrap or plainly go on."""
    lines: list[str] = []
    marker: str | None = None
    for opened, part in split_lines(content):
        text = plain(part)
        if not text:
            continue
        new_item = opened is not None and (opened.kind is BreakKind.ITEM or split_marker(text)[0] is not None)
        wraps = opened is not None and opened.kind is BreakKind.WRAP
        if lines and not new_item and (wraps or _CONTINUES.match(text) or _OPEN_END.search(lines[-1])):
            lines.append(text)
            continue
        if lines:
            yield marker, join_lines(lines)
        lines = [text]
        marker = opened.marker if opened is not None and opened.kind is BreakKind.ITEM else None
    if lines:
        yield marker, join_lines(lines)


def _marked(marker: str | None, text: str) -> Iterator[tuple[str | None, str]]:
    """A text that begins with a marker, split at the markers that follow it."""
    own, rest = split_marker(text)
    if own is None:
        yield marker, text
    elif own.strip("().").isalnum():
        yield from split_run_together(own, rest)
    else:
        for part in _BULLETS.split(text):
            yield split_marker(part.strip())


def _comma_items(text: str, kind: str) -> Sequence[str]:
    if "," not in text:
        return [text]
    parts = _COMMA.split(text)
    if len(parts) < 2 or not all(parts):
        return [text]
    last = _CLOSING.sub("", parts[-1])
    closing = _LAST_TWO.split(last, maxsplit=1)
    if len(closing) == 2 and (begins_name(closing[1], kind) or _are_short_names([*parts[:-1], closing[0]])):
        parts[-1:] = closing
    else:
        parts[-1] = last
    return parts if _are_names(parts, kind) else [text]


def _are_names(parts: Sequence[str], kind: str) -> bool:
    later = parts[1:]
    if any(_governments().match(part) for part in later):
        return False
    if all(begins_name(part, kind) for part in later):
        return True
    if kind == "penanggung" or not all(_CAPITAL.match(part) for part in parts):
        return False
    enumerates = any(_LAST_TWO.search(part) for part in later)
    return not enumerates and not _heads("penanggung").match(parts[0])


def _are_short_names(parts: Sequence[str]) -> bool:
    """Acronyms alone or with one word more: what closes their list is a name too, whatever its words."""
    return all(_CAPITAL.match(part) and len(part.split()) <= 3 for part in parts) and any(
        _ACRONYM.match(part) for part in parts
    )


def begins_name(part: str, kind: str) -> bool:
    """Whether a text begins as an owner's name (`penanggung`) or a source's (`sumber`) does."""
    return bool(_ACRONYM.match(part)) or bool(_heads(kind).match(part))


@cache
def _heads(kind: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(vocabulary('owners')[kind])})\b", regex.I)


@cache
def _governments() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(vocabulary('owners')['parents'])})\b", regex.I)
