"""The lines of a signature block: which belong to it, and what each of them holds once line breaks are undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.wording import (
    is_around_signature,
    is_decree,
    is_office,
    is_person,
    is_rank,
    is_revision,
    note_body,
    place_and_date,
    title_kind,
)
from normalize.formulas import plain
from normalize.legal_basis import is_basis_line
from normalize.nip import is_nip_line
from normalize.text import key
from normalize.vocabulary import alternation, vocabulary
from schemas.inline import Text
from schemas.page import Piece

_MAX_LINES = 30


def lines_from(items: Sequence[Item], at: int) -> list[TextLine]:
    """The lines of the block: to the NIP or the last line that belongs to a signature, before any table or heading."""
    lines: list[TextLine] = []
    last = 0
    for item in items[at : at + _MAX_LINES]:
        if isinstance(item, TableBlock) or title_kind(item.text, set_apart=item.is_set_apart):
            break
        if note_body(item.text) is not None or is_revision(item.text):
            break
        # below it a decree may say where and when it was made; on another page the next annex of a volume begins
        if is_basis_line(item.text) and lines and (item.page != lines[0].page or not is_decree(item.text)):
            break
        if _begins_another(lines, item):
            break
        lines.append(_with_its_value(item))
        texts = [text for column in lines[-1].columns for text in _apart(column)]
        if any(map(is_nip_line, texts)):
            last = len(lines)
            if not _another_follows(items, at + len(lines)):
                break
        elif any(map(is_signed, texts)) or any(map(is_office, texts)):
            last = len(lines)
    if last < len(lines) and not any(is_nip_line(line.text) for line in lines):
        last = max(last, _name_line(lines))
    return lines[:last]


def _another_follows(items: Sequence[Item], at: int) -> bool:
    """Whether a rank follows the NIP (some put it last), or the NIP of another signer, whose block is a line longer."""
    item = items[at] if at < len(items) else None
    return isinstance(item, TextLine) and (is_rank(item.text) or is_nip_line(item.text))


def _begins_another(lines: Sequence[TextLine], item: TextLine) -> bool:
    """Whether the block of another signer begins below one that ends with the name: with a place and date, or with an
    office that stands apart."""
    if len(lines) < 2 or (lines[-1].line.gap < 1 and not is_around_signature(lines[-2].text)):
        return False  # no space for ink above it
    apart = item.line.gap >= 1 and (is_office(item.text) or is_around_signature(item.text))
    if not apart and place_and_date(item.text) is None:
        return False
    return _is_name(lines[-1]) and any(is_office(line.text) for line in lines[:-1])


def _is_name(line: TextLine) -> bool:
    """Whether a line is a signer's name for sure: it names no government, body or party."""
    return is_person(line.text) and not is_around_signature(line.text) and not _names_body().search(key(line.text))


@cache
def _names_body() -> regex.Pattern[str]:
    bodies = vocabulary("bodies")
    kinds = [name for kind in ("provinsi", "kabupaten", "kota") for name in bodies["pemda"][kind]]
    return regex.compile(rf"\b(?:{alternation([key(name) for name in (*bodies['heads'], *kinds)])})\b")


def _with_its_value(item: TextLine) -> TextLine:
    """A line whose pieces are a label and, behind a colon, its value (`Ditetapkan di | : Sukamaju`) as one piece."""
    pieces = item.line.pieces
    if len(pieces) < 2 or not plain(pieces[1].content).startswith(":"):
        return item
    first, second = pieces[:2]
    box = first.box._replace(x1=second.box.x1) if first.box is not None and second.box is not None else None
    joined = Piece((*first.content, Text(" "), *second.content), box)
    return replace(item, line=replace(item.line, pieces=(joined, *pieces[2:])))


def is_signed(text: str) -> bool:
    """Whether a text is what stands in signatures alone: a NIP, a rank, a dated place."""
    return is_nip_line(text) or is_rank(text) or place_and_date(text) is not None


def _name_line(lines: Sequence[TextLine]) -> int:
    for n in range(len(lines) - 1, 0, -1):
        if is_person(lines[n].text):
            return n + 1
    return 0


def single_parts(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of one signer so that each holds one part: rank and number come apart, a name and the degrees on the
    line below it together."""
    parts: list[TextLine] = []
    for line in lines:
        if parts and _are_degrees(line.text) and _may_have_degrees(parts[-1]):
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {line.text}")
        else:
            texts = _apart(line.text)
            parts.extend([line] if len(texts) == 1 else [replace(line, text=text) for text in texts])
    return parts


def _may_have_degrees(above: TextLine) -> bool:
    return _is_name(above) and (above.text.rstrip().endswith(",") or len(above.text.split()) > 1)


def _are_degrees(text: str) -> bool:
    """Whether a line holds academic degrees and nothing else: `M.Pd`, `S.H., M.H.`, `SE, MM`."""
    return len(text) <= 40 and _degrees().fullmatch(text) is not None


@cache
def _degrees() -> regex.Pattern[str]:
    known = alternation(vocabulary("signatures")["gelar"])
    degree = (
        rf"(?:\p{{Lu}}\p{{L}}{{0,3}}(?:\.\p{{Lu}}\p{{L}}{{0,5}})+|[SM]\.\s\p{{Lu}}\p{{Ll}}{{0,4}}|(?:{known})\b)\.?"
    )
    return regex.compile(rf"{degree}(?:[\s,]+{degree})*,?")


def _apart(text: str) -> tuple[str, ...]:
    """A text that holds rank and number as two."""
    if not any(map(text.__contains__, _numbers())):
        return (text,)
    match = _before_number().match(text)
    if match is None or not is_nip_line(text[match.end() :]):
        return (text,)
    return match.group(1).strip(" ,;/"), text[match.end() :]


@cache
def _numbers() -> tuple[str, ...]:
    """What numbers of persons begin with."""
    return ("NIP", *vocabulary("signatures")["nomor"])


@cache
def _before_number() -> regex.Pattern[str]:
    return regex.compile(rf"^(\S.{{2,60}}?)[\s,;/]+(?=(?:{alternation(list(_numbers()))})\b)")
