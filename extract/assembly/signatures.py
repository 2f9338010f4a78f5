"""Signature blocks: place and date, office, name, rank, NIP, by one signer or two side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.assembly.label_tables import cell_lines
from extract.assembly.signed_lines import is_signed, lines_from, single_parts
from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.wording import (
    DECREE_OPENINGS,
    is_around_signature,
    is_decree,
    is_office,
    is_person,
    is_rank,
    opens_signature,
    place_and_date,
)
from normalize.dates import find_date
from normalize.formulas import plain
from normalize.nip import is_nip_line
from normalize.text import join_lines, opening
from schemas.page import Line, Piece
from schemas.raw import RawSignature, RawText
from schemas.value import value

_TAKES_NOTE = 2
"""The rank among signers of a superior who takes note."""
_MOST_DATED = 3
"""Lines above a table of signers that say where and when they signed."""
_SPACE_FOR_INK = 2.0
"""Blank lines that a stamp and signature take: what stands below is the name."""
_OWN_HEAD = re.compile(r"\bpihak\s+(kesatu|pertama)\b", re.I)
_SUPERIOR = re.compile(r"\b(mengetahui|menyetujui|pihak\s+kedua)\b", re.I)
_NO_WORD = regex.compile(r"^(?:\P{L}|\b\p{L}\b)*$")
_LABELLED = re.compile(r"^\s*(?:nama|pangkat|jabatan)\s*[:.]\s*", re.I)
_DECREED = regex.compile(
    r"^\W*(?:(?:ditetapkan|dikeluarkan)\s+di\s*:?\s*(?P<place>\p{L}[\p{L} .'-]*?))?\s*,?\s*"
    r"(?:pada\s+tanggal\s*:?\s*(?P<date>.*))?$",
    regex.I,
)


@value
class SignatureRegion:
    """Items from `start` to `end` (exclusive) that form a signature block, with the signers found in them."""

    start: int
    end: int
    signatures: tuple[RawSignature, ...]
    unused: tuple[TextLine, ...] = ()


def signature_at(items: Sequence[Item], at: int) -> SignatureRegion | None:
    """The signature block that begins at `at`, or None where the lines that follow bear it out in no way."""
    first = items[at]
    if isinstance(first, TableBlock):
        return _in_table(first, at)
    whole = len(first.line.pieces) == 1 or place_and_date(first.text) is not None
    opens = opens_signature(first.text if whole else first.columns[0])
    if (opens or is_decree(first.text)) and (signed := _dated_table(items, at)) is not None:
        return signed
    if not opens:
        return None
    lines = lines_from(items, at)
    end = at + len(lines)
    columns = _columns(lines)
    read = [_read_column(column) for column in columns]
    signers = [(column, signer, unused) for column, (signer, unused) in zip(columns, read, strict=True) if signer]
    if not signers or not _borne_out(lines):
        return None
    if len(signers) > 1:
        signers.sort(key=lambda entry: _rank_of_signer(entry[0], columns))
    unused = tuple([line for _, _, rest in signers for line in rest])
    return SignatureRegion(at, end, tuple([signer for _, signer, _ in signers]), unused)


def _borne_out(lines: Sequence[TextLine]) -> bool:
    """A lone line that begins with an office is no signature; a NIP, a rank, a dated place or a name makes it one."""
    texts = [text for line in lines for text in line.columns]
    if any(map(is_signed, texts)):
        return True
    return any(map(is_office, texts)) and any(map(is_person, texts[1:]))


def _columns(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of each signer: pieces that stand side by side are apart."""
    if len([line for line in lines if len(line.line.pieces) > 1]) < 2:
        return [list(lines)]
    width = max(len(line.line.pieces) for line in lines)
    columns: list[list[TextLine]] = [[] for _ in range(width)]
    starts = _piece_starts(lines, width)
    for line in lines:
        for n, piece in enumerate(line.line.pieces):
            at = _column_of(line, n, piece, starts, width)
            columns[at].append(_single(line, piece))
    return [column for column in columns if column]


def _column_of(line: TextLine, n: int, piece: Piece, starts: Sequence[float] | None, width: int) -> int:
    """The column of a piece of a line: by its place on the page; in running text by its order, but that place and date
    above all columns are those of the last one."""
    if piece.box is not None and starts is not None:
        return min(range(width), key=lambda c: abs(starts[c] - _centre(piece)))
    return width - 1 if len(line.line.pieces) == 1 and place_and_date(line.text) is not None else n


def _piece_starts(lines: Sequence[TextLine], width: int) -> list[float] | None:
    full = [line.line.pieces for line in lines if len(line.line.pieces) == width]
    if any(piece.box is None for pieces in full for piece in pieces):
        return None
    return [sum(_centre(pieces[n]) for pieces in full) / len(full) for n in range(width)]


def _centre(piece: Piece) -> float:
    return (piece.box.x0 + piece.box.x1) / 2 if piece.box is not None else 0.0


def _single(line: TextLine, piece: Piece) -> TextLine:
    where = line.line.where if piece.box is None else line.line.where._replace(box=piece.box)
    own = Line((piece,), where, gap=line.line.gap, confidence=line.line.confidence, steps=line.line.steps)
    return TextLine(own, plain(piece.content), line.page)


def _in_table(block: TableBlock, at: int, dated: _Sorted | None = None) -> SignatureRegion | None:
    """Signers in the cells of a table without heading; `dated`: place and date above it, which hold for all of them but
    a superior who takes note."""
    if block.head is not None or not any(
        text and _holds_nip(block, r, c) for r, row in enumerate(block.texts) for c, text in enumerate(row)
    ):
        return None
    columns: list[list[TextLine]] = [[] for _ in range(block.table.width)]
    for row in block.table.rows:
        for n, cell in enumerate(row.cells):
            if cell is not None and cell.content:
                columns[n].extend(cell_lines(cell, block.page))
    columns = [column for column in columns if column]
    read = [(column, *_read_column(column)) for column in columns]
    signers = sorted(
        [(_rank_of_signer(column, columns), signer) for column, signer, _ in read if signer is not None],
        key=lambda entry: entry[0],
    )
    found = [signer for _, signer in signers]
    unused = [line for _, _, rest in read for line in rest]
    if dated is not None:
        own = sum(rank < _TAKES_NOTE for (rank, _), _ in signers) or 1
        found[:own] = [_signed_then(signer, dated) for signer in found[:own]]
        unused = [*dated.unused, *unused]
    return SignatureRegion(at, at + 1, tuple(found), tuple(unused)) if found else None


def _signed_then(signer: RawSignature, dated: _Sorted) -> RawSignature:
    """A signer with the place and date above his table, unless he has his own."""
    return signer if signer.tempat or signer.tanggal else replace(signer, tempat=dated.place, tanggal=dated.date)


def _dated_table(items: Sequence[Item], at: int) -> SignatureRegion | None:
    """A table of signers below the lines, from `at`, that say where and when they signed."""
    lines: list[TextLine] = []
    for item in items[at : at + _MOST_DATED + 1]:
        if isinstance(item, TableBlock):
            dated = _sort_lines(single_parts(lines))
            return _in_table(item, at + len(lines), dated) if dated.place or dated.date else None
        if not (place_and_date(item.text) or is_decree(item.text) or is_around_signature(item.text)):
            return None
        lines.append(item)
    return None


def _holds_nip(block: TableBlock, row: int, column: int) -> bool:
    cell = block.table.rows[row].cells[column]
    return cell is not None and any(is_nip_line(line.text) for line in cell_lines(cell, block.page))


def _rank_of_signer(column: Sequence[TextLine], columns: Sequence[Sequence[TextLine]]) -> tuple[int, int]:
    """The head of the body itself first: PIHAK KESATU, then the last column, a superior who takes note last."""
    text = " ".join(line.text for line in column)
    place = next((n for n, other in enumerate(columns) if other is column), 0)
    return (0 if _OWN_HEAD.search(text) else _TAKES_NOTE if _SUPERIOR.search(text) else 1, -place)


def _read_column(lines: Sequence[TextLine]) -> tuple[RawSignature | None, list[TextLine]]:
    """One signer's parts, and the lines that are none of them."""
    sorted_lines = _sort_lines(single_parts(lines))
    nip, rank, place, rest = sorted_lines.nip, sorted_lines.rank, sorted_lines.place, sorted_lines.rest
    name_at = _find_name(sorted_lines.all, rest, nip or rank)
    name = rest.pop(name_at) if name_at is not None else None
    office = rest if name is None else [rest[n] for n in _above(sorted_lines.all, rest, name)]
    # running text beside a signer is no office
    office = [line for line in office if not line.text[:1].islower() or is_office(line.text)]
    unused = [*sorted_lines.unused, *[line for line in rest if _place(office, line) == len(office)]]
    if not (nip or rank or name or place):
        return None, list(lines)
    return (
        RawSignature(
            tempat=place,
            tanggal=sorted_lines.date,
            jabatan=_joined(office),
            nama=name.raw(_bare_name(name.text)) if name is not None else None,
            pangkat=rank.raw(_LABELLED.sub("", rank.text).rstrip(" ,;")) if rank is not None else None,
            nip=nip.raw(nip.text) if nip is not None else None,
        ),
        unused,
    )


def _bare_name(text: str) -> str:
    """A name without its label and the brackets that it may stand in."""
    name = _LABELLED.sub("", text).strip()
    return name.strip(" ()") if name.startswith("(") or "(" not in name else name


@dataclass(slots=True)
class _Sorted:
    """The lines of one signer by what they are."""

    all: list[TextLine]
    nip: TextLine | None = None
    rank: TextLine | None = None
    place: RawText | None = None
    date: RawText | None = None
    rest: list[TextLine] = field(default_factory=list)
    unused: list[TextLine] = field(default_factory=list)


def _sort_lines(lines: list[TextLine]) -> _Sorted:
    found = _Sorted(lines)
    for line in lines:
        if found.nip is None and is_nip_line(line.text):
            found.nip = line
        elif found.rank is None and is_rank(_LABELLED.sub("", line.text)):
            found.rank = line
        elif found.place is None and (dated := place_and_date(line.text)) is not None:
            found.place = line.raw(dated[0])
            found.date = line.raw(dated[1]) if dated[1] else None
        elif (decreed := _decreed(line.text)) is not None:
            _take_decreed(found, line, decreed)
        elif is_around_signature(line.text) or _is_no_word(line.text) or is_decree(line.text):
            found.unused.append(line)
        else:
            found.rest.append(line)
    return found


def _decreed(text: str) -> regex.Match[str] | None:
    """Place or date of a line that says where or when a decree was made."""
    match = _DECREED.match(text) if opening(text) in DECREE_OPENINGS else None
    return match if match is not None and (match["place"] or match["date"]) else None


def _is_no_word(text: str) -> bool:
    """Whether no two letters stand together: dots to be written on, or what ink leaves of a signature."""
    return not (len(text) > 1 and text[:2].isalpha()) and _NO_WORD.match(text) is not None


def _take_decreed(found: _Sorted, line: TextLine, match: regex.Match[str]) -> None:
    """`Ditetapkan di : Tempat`, `Pada tanggal : 5 Maret 2021`, on one line or two."""
    dated = find_date(match["date"] or "")
    if match["place"] and found.place is None:
        found.place = line.raw(match["place"].strip(" ,"))
    if dated is not None and found.date is None:
        found.date = line.raw(dated.text)


def _above(lines: Sequence[TextLine], rest: Sequence[TextLine], mark: TextLine) -> list[int]:
    """Which of `rest` stand above the line `mark`; all of them are among `lines`."""
    end = _place(lines, mark)
    return [n for n, line in enumerate(rest) if _place(lines, line) < end]


def _place(lines: Sequence[TextLine], line: TextLine) -> int:
    """The place of the first line that equals one, the number of lines where none does; texts are compared first, lines
    are large."""
    for n, other in enumerate(lines):
        if other is line or (other.text == line.text and other == line):
            return n
    return len(lines)


def _find_name(lines: Sequence[TextLine], rest: Sequence[TextLine], mark: TextLine | None) -> int | None:
    """The name stands directly above rank or NIP; without them it is the last line, below the space for ink."""
    if not rest:
        return None
    if mark is not None:
        above = _above(lines, rest, mark)
        if not above:
            return next((n for n, line in enumerate(rest) if is_person(line.text)), None)
        candidate = above[-1]
        return candidate if len(above) > 1 or not is_office(rest[candidate].text) else None
    last = len(rest) - 1
    if last == 0:
        return None if is_office(rest[0].text) else 0 if is_person(rest[0].text) and len(lines) > 1 else None
    return (
        last
        if is_person(rest[last].text) and (rest[last].line.gap >= _SPACE_FOR_INK or not is_office(rest[last].text))
        else None
    )


def _joined(lines: Sequence[TextLine]) -> RawText | None:
    if not lines:
        return None
    texts = [_LABELLED.sub("", line.text).strip(" ,") for line in lines]
    return RawText(
        join_lines(texts),
        lines[0].line.where,
        confidence=min(line.line.confidence for line in lines),
        steps=lines[0].line.steps,
    )
