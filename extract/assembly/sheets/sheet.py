"""Labels and values to sheets: where one ends and the next begins, and what proves that it describes an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from normalize.formulas import plain
from normalize.headings import target_column
from normalize.lists import split_marker
from normalize.sheets import is_foreign_label, names_no_indicator, opens_header
from normalize.text import key
from schemas.inline import Text, split_lines
from schemas.page import Cell
from schemas.raw import Column, ColumnKind
from schemas.value import value

_BEGIN = frozenset({ColumnKind.NO, ColumnKind.TUJUAN, ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN, ColumnKind.OTHER})
"""Kinds that may stand in front of the indicator and so begin a sheet."""
BEGINNING = _BEGIN | {ColumnKind.INDIKATOR, ColumnKind.KETERANGAN}
"""Kinds with which sheets in lines may begin."""
DESCRIBING = frozenset({ColumnKind.FORMULA, ColumnKind.SUMBER_DATA})
"""Kinds of which a sheet has at least one."""
_FEWEST_KINDS = 3
_KNOWN = 0.6
"""Share of the labels that must be known."""
_DATED = regex.compile(r"(?:tahun\s*)?(?P<year>20\d\d)\s*[:=]\s*(?P<value>\S.*)", regex.I)
_OBJECTIVES = frozenset({ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN})


NAMED_ABOVE = Column(ColumnKind.INDIKATOR, "Indikator")
"""The column of indicators that a line above a sheet names, and no label."""


@value
class Entry:
    """A label with its value. `at` is the item and the row where it begins, `number` a list mark in front of the
    label; a text without label has a blank one."""

    column: Column
    label: Cell
    value: Cell
    at: tuple[int, int]
    known: bool = True
    number: Cell | None = None

    @property
    def kind(self) -> ColumnKind:
        """What the label announces."""
        return self.column.kind


@value
class Sheet:
    """The entries of one sheet, and the texts above it that repeat what it says or number it."""

    entries: tuple[Entry, ...]
    lead: tuple[Cell, ...] = ()

    @property
    def indicator(self) -> Entry:
        """The entry that names the indicator."""
        return next(entry for entry in self.entries if entry.kind is ColumnKind.INDIKATOR)

    @property
    def name(self) -> str:
        """The indicator."""
        return split_marker(plain(self.indicator.value.content))[1]

    @property
    def number(self) -> Cell | None:
        """The number of the sheet: one that stands before the first of its labels alone, or before the indicator where
        a line above the sheet repeats it."""
        numbers = [entry.number for entry in self.entries if entry.number is not None]
        for cell in self.lead:
            marker, rest = split_marker(plain(cell.content))
            if marker is not None and marker[0].isdigit() and key(rest) == key(self.name):
                numbers = [replace(cell, content=(Text(marker),))]
        return numbers[0] if len(numbers) == 1 else None


def part_sheets(entries: Iterable[Entry]) -> list[Sheet]:
    """Entries parted into sheets: another indicator begins one, and so does what stands before the first indicator. A
    text without label between two sheets leads the second."""
    entries = [part for entry in entries for part in _dated(entry)]
    before = _begin(entries)
    parted: list[list[Entry]] = [[]]
    named = False
    for entry in entries:
        names = entry.kind is ColumnKind.INDIKATOR
        if named and (names or _name(entry) in before):
            parted.append([])
            named = False
        named = named or names
        parted[-1].append(entry)
    sheets: list[Sheet] = []
    lead: tuple[Cell, ...] = ()
    for n, part in enumerate(parted, start=1):
        labelled = max([at for at, entry in enumerate(part, start=1) if entry.column.heading], default=0)
        last = len(part) if n == len(parted) else labelled
        sheets.append(Sheet(tuple(_settled(part[:last])), lead))
        lead = tuple(entry.value for entry in part[last:])
    return sheets


def _begin(entries: Sequence[Entry]) -> set[str]:
    """The labels that begin a sheet: what stands before the first indicator; objectives directly before another one,
    unless each sheet ends with them."""
    first = next((n for n, entry in enumerate(entries) if entry.kind is ColumnKind.INDIKATOR), len(entries))
    before = {_name(entry) for entry in entries[:first] if entry.kind in _BEGIN and entry.column.heading}
    labelled = [entry for entry in entries if entry.column.heading]
    for entry, below in pairwise(labelled):
        if entry.kind in _OBJECTIVES and below.kind is ColumnKind.INDIKATOR and _name(entry) != _name(labelled[-1]):
            before.add(_name(entry))
    return before


def _dated(entry: Entry) -> list[Entry]:
    """Targets that stand with their years in one value (`2021 : 80; 2022 : 82`), each as an entry of its own."""
    if entry.kind is not ColumnKind.TARGET or entry.column.tahun is not None:
        return [entry]
    parts = [part.strip() for _, line in split_lines(entry.value.content) for part in plain(line).split(";")]
    found = [_DATED.fullmatch(part) for part in parts if part]
    if not found or not all(found):
        return [entry]
    printed = plain(entry.value.content)
    return [
        replace(
            entry,
            column=target_column(f"{entry.column.heading} {match['year']}"),
            value=replace(entry.value, content=(Text(match["value"]),), printed=printed, tops=()),
        )
        for match in found
        if match is not None
    ]


def _name(entry: Entry) -> str:
    return key(entry.column.heading).rstrip(" 0123456789")


def _settled(entries: Sequence[Entry]) -> Iterable[Entry]:
    """Entries below the indicator whose label says more in a sheet than elsewhere: a body is the owner where no other
    label names one, a `Tujuan` without a sasaran beside it is what the indicator is there for."""
    owned = any(entry.kind is ColumnKind.PENANGGUNG_JAWAB for entry in entries)
    named = False
    for n, entry in enumerate(entries):
        named = named or entry.kind is ColumnKind.INDIKATOR
        beside = {other.kind for other in entries[max(n - 1, 0) : n + 2]}
        if named and entry.kind is ColumnKind.TUJUAN and not beside & _OBJECTIVES:
            yield replace(entry, column=replace(entry.column, kind=ColumnKind.OTHER))
        elif named and not (owned or entry.known) and opens_header(entry.column.heading):
            owned = True
            yield replace(entry, column=replace(entry.column, kind=ColumnKind.PENANGGUNG_JAWAB), known=True)
        else:
            yield entry


def valid_sheets(entries: Iterable[Entry]) -> tuple[tuple[Sheet, ...], Entry | None]:
    """The sheets that entries begin with, and the first entry behind them."""
    sheets: list[Sheet] = []
    for sheet in part_sheets(entries):
        if not is_sheet(sheet):
            return tuple(sheets), next(iter(sheet.entries), None)
        sheets.append(sheet)
    return tuple(sheets), None


def is_sheet(sheet: Sheet) -> bool:
    """Whether a sheet describes an indicator: it names one, says how it is measured or where its data stand, most of
    its labels are known, and none belongs to a budget or a register of risks."""
    labelled = [entry for entry in sheet.entries if entry.column.heading]
    kinds = {entry.kind for entry in labelled if entry.known} - {ColumnKind.OTHER}
    if ColumnKind.INDIKATOR not in kinds or not kinds & DESCRIBING or len(kinds) < _FEWEST_KINDS:
        return False
    if sum(entry.known for entry in labelled) < _KNOWN * len(labelled) or _is_budget(kinds):
        return False
    if names_no_indicator(sheet.name):
        return False
    return not any(is_foreign_label(entry.column.heading) for entry in labelled)


def _is_budget(kinds: set[ColumnKind]) -> bool:
    return ColumnKind.ANGGARAN in kinds or (ColumnKind.PROGRAM in kinds and not kinds >= DESCRIBING)
