"""Raw table rows to typed indicators: number, objective, formula, unit, sources, owners, targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import regex

from normalize.evidence import EvidenceLog, rounded
from normalize.formulas import read_formula
from normalize.headings import contract_period
from normalize.lists import list_items
from normalize.objectives import read_objective
from normalize.targets import read_target, unit_in_brackets
from normalize.text import LEADERS, fold, key
from normalize.vocabulary import vocabulary
from schemas.document import Arah, DefinitionEntry, FormulaEntry, Indicator, Jenis, TargetEntry, VariableEntry
from schemas.formula import Definition, FormulaReading, Variable
from schemas.inline import EMPTY
from schemas.page import Step
from schemas.raw import Column, ColumnKind, RawRow, RawTable, RawText, TargetKind

_CODE = regex.compile(r"^(\d{1,2}(?:[.,]\d{1,2})+)(?:[.)]\s*|\s+)(?=\p{L})")
_SINGLE = regex.compile(r"^(\d{1,2})[.)]\s+(?=\p{L})")
_NUMBER_MARKS = re.compile(r"^[\s(]+|[\s.)]+$")
_BULLET = re.compile(r"^[-–•▪●○‣*·]\s+")
_BY_ITS_QUARTER = Step("semester_by_its_quarter", "", "")
_ALL_USED = frozenset({ColumnKind.TARGET, ColumnKind.KETERANGAN})
_NONE_USED = frozenset({ColumnKind.OTHER, ColumnKind.PROGRAM, ColumnKind.ANGGARAN})
_OTHER_KIND = regex.compile(r"\b(tujuan|sasaran)\b")
_ANNOUNCED_KIND = regex.compile(r"\bindikator (?:kinerja )?(?:tujuan|sasaran)\b")
_MAIN_KIND = regex.compile(r"\b(kinerja utama|iku)\b")


@dataclass(frozen=True)
class TableReading:
    """What holds for all rows of a table."""

    raw: RawTable
    table_no: int
    document_id: str
    document_kind: str
    tahun: int | None = None
    """The year that the lines over the table state, else the document's heading: that of figures without one."""

    @cached_property
    def by_kind(self) -> dict[ColumnKind, list[int]]:
        """The columns of each kind, see `columns_by_kind`."""
        return columns_by_kind(self.raw.columns)

    @cached_property
    def holds_main(self) -> bool:
        """Whether it is an IKU table.

        The heading of the indicator column decides where it says which indicators they are; else the lines that
        announce the table, else its place: the first table of an IKU document is its IKU table.
        """
        heading = " ".join(key(self.raw.columns[n].heading) for n in self.at(ColumnKind.INDIKATOR))
        if _MAIN_KIND.search(heading):
            return True
        if self.document_kind != "iku" or _OTHER_KIND.search(heading):
            return False
        captions = [key(caption.text) for caption in self.raw.captions]
        if any(map(_MAIN_KIND.search, captions)):
            return True
        return self.table_no == 1 and not any(map(_ANNOUNCED_KIND.search, captions))

    def at(self, kind: ColumnKind) -> list[int]:
        """The columns of a kind."""
        return self.by_kind.get(kind, [])


def columns_by_kind(columns: Sequence[Column]) -> dict[ColumnKind, list[int]]:
    """The columns of each kind; of several columns of numbers the one next before the indicator comes first."""
    found: dict[ColumnKind, list[int]] = {}
    for n, column in enumerate(columns):
        found.setdefault(column.kind, []).append(n)
    if ColumnKind.NO in found and ColumnKind.INDIKATOR in found:
        indikator = found[ColumnKind.INDIKATOR][0]
        found[ColumnKind.NO].sort(key=lambda n: (n > indikator, abs(n - indikator)))
    return found


def unused_cells(columns: Sequence[Column], rows: Iterable[RawRow]) -> list[RawText]:
    """The cells of rows that go into no field: of columns that are no part of the dataset, and of a second column of
    one kind. Cells filled down from above are counted where they stand."""
    used_once = {
        kind: numbers
        for kind, numbers in columns_by_kind(columns).items()
        if kind in _NONE_USED or (len(numbers) > 1 and kind not in _ALL_USED)
    }
    left: list[RawText] = []
    for row in rows:
        for kind, numbers in used_once.items():
            filled = [n for n in numbers if n in row.cells and row.cells[n].content]
            kept = 0 if kind in _NONE_USED else 1
            left += [row.cells[n] for n in filled[kept:] if n not in row.inherited]
    return left


def read_indicators(table: TableReading, first: int, log: EvidenceLog) -> Iterator[tuple[Indicator, FormulaReading]]:
    """The indicators of a table, each with the reading of its formula cell.

    `first` is the index of the first one in the document's list. Evidence is logged under `/indicators/N`.
    """
    index = first
    for row_no, row in enumerate(table.raw.rows, start=1):
        found = _indicator(table, row, row_no, index, log)
        if found is not None:
            yield found
            index += 1


def _indicator(
    table: TableReading, row: RawRow, row_no: int, index: int, log: EvidenceLog
) -> tuple[Indicator, FormulaReading] | None:
    indikator, code = _indikator_text(table, row)
    if not indikator:
        return None
    values = _Values(table, row, f"/indicators/{index}", log)
    values.log(ColumnKind.INDIKATOR, "indikator")
    formula_cell = values.cell(ColumnKind.FORMULA)
    if formula_cell is not None and formula_cell.text and not formula_cell.text.strip(LEADERS):
        formula_cell = None  # dashes or dots in place of a formula
    reading = read_formula(formula_cell.content if formula_cell is not None else EMPTY, indikator=indikator)
    if reading.text:
        values.log(ColumnKind.FORMULA, "formula_text")
    tujuan, sasaran = _objectives(table, row, values)
    indicator = Indicator(
        indicator_id=f"{table.document_id}/{index + 1}",
        table_no=table.table_no,
        row_no=row_no,
        jenis=_jenis(table, row, tujuan, sasaran),
        no=code or _number(values),
        tujuan=tujuan,
        sasaran=sasaran,
        indikator=indikator,
        formula_text=reading.text or None,
        keterangan=_keterangan(reading, values),
        satuan=values.text(ColumnKind.SATUAN, "satuan") or unit_in_brackets(indikator) or reading.satuan,
        arah=_arah(indikator),
        sumber_data=values.items(ColumnKind.SUMBER_DATA, "sumber_data", "sumber"),
        penanggung_jawab=values.items(ColumnKind.PENANGGUNG_JAWAB, "penanggung_jawab", "penanggung"),
        page=row.where.page,
        confidence=rounded(min([cell.confidence for cell in row.cells.values()], default=1.0)),
        formula=_formula_entry(reading),
        variabel=tuple([_variable_entry(variable) for variable in reading.variables]),
        definisi=tuple([definition_entry(definition) for definition in reading.definitions]),
        target=tuple(_targets(table, row, values)),
    )
    return indicator, reading


def _formula_entry(reading: FormulaReading) -> FormulaEntry:
    return FormulaEntry(
        status=reading.status,
        kind=reading.kind,
        latex=reading.latex,
        sympy=reading.sympy,
        mathjson=reading.mathjson,
        satuan=reading.satuan,
    )


def _variable_entry(variable: Variable) -> VariableEntry:
    return VariableEntry(
        variable.symbol, variable.name, variable.base, variable.offset, variable.role, variable.position
    )


def definition_entry(definition: Definition) -> DefinitionEntry:
    """One definition as the dataset shows it."""
    return DefinitionEntry(definition.symbol, definition.text, definition.mathjson)


class _Values:
    """The filled cells of one row by kind of column, with their evidence logged as they are used."""

    def __init__(self, table: TableReading, row: RawRow, at: str, log: EvidenceLog) -> None:
        self._table, self._row, self._at, self._log = table, row, at, log
        self._cells: dict[ColumnKind, RawText] = {}
        for kind, columns in table.by_kind.items():
            for n in columns:
                cell = row.cells.get(n)
                if cell is not None and cell.content:
                    self._cells[kind] = cell
                    break

    def cell(self, kind: ColumnKind) -> RawText | None:
        """The first filled cell of a kind, the one nearest to the indicator for numbers."""
        return self._cells.get(kind)

    def log(self, kind: ColumnKind, name: str) -> None:
        """Evidence for the value `name` from the cell of a kind."""
        cell = self.cell(kind)
        if cell is not None:
            self.log_cell(name, cell)

    def log_cell(self, name: str, cell: RawText) -> None:
        """Evidence for the value `name` from a cell."""
        self._log.text(f"{self._at}/{name}", cell)

    def text(self, kind: ColumnKind, name: str) -> str | None:
        """The folded text of a cell, or None."""
        cell = self.cell(kind)
        text = cell.text if cell is not None else ""
        if cell is None or not text.strip(LEADERS):
            return None
        self.log_cell(name, cell)
        return _without_bullet(text)

    def remarks(self) -> list[str]:
        """The texts of all columns of remarks."""
        columns = self._table.at(ColumnKind.KETERANGAN)
        cells = [self._row.cells[n] for n in columns if n in self._row.cells]
        cells = [cell for cell in cells if cell.text.strip(LEADERS)]
        if cells:
            self._log.texts(f"{self._at}/keterangan", cells)
        return [cell.text for cell in cells]

    def items(self, kind: ColumnKind, name: str, heads: str) -> tuple[str, ...]:
        """The listed items of a cell."""
        cell = self.cell(kind)
        if cell is None:
            return ()
        found = tuple([item for item in list_items(cell.content, heads) if item.strip(LEADERS)])
        if found:
            self.log_cell(name, cell)
        return found


def _indikator_text(table: TableReading, row: RawRow) -> tuple[str, str | None]:
    """The indicator, and the code printed in front of it where that is its number."""
    cell = next((row.cells[n] for n in table.at(ColumnKind.INDIKATOR) if n in row.cells), None)
    text = cell.text if cell is not None else ""
    if text[:1].isdigit():
        if match := _CODE.match(text):
            return text[match.end() :], match.group(1)
        if match := _SINGLE.match(text):
            return text[match.end() :], None if table.at(ColumnKind.NO) else match.group(1)
    return _without_bullet(text), None


def _without_bullet(text: str) -> str:
    return text if text[:1].isalnum() else _BULLET.sub("", text)


def _number(values: _Values) -> str | None:
    text = values.text(ColumnKind.NO, "no")
    return _NUMBER_MARKS.sub("", text) or None if text else None


def _objectives(table: TableReading, row: RawRow, values: _Values) -> tuple[str | None, str | None]:
    tujuan = values.text(ColumnKind.TUJUAN, "tujuan")
    sasaran = values.text(ColumnKind.SASARAN, "sasaran") or values.text(ColumnKind.TUJUAN_SASARAN, "sasaran")
    for section in row.sections:
        objective = read_objective(section.text)
        if objective is None:
            continue
        if objective.kind is ColumnKind.TUJUAN and tujuan is None:
            tujuan = objective.text
            values.log_cell("tujuan", section)
        elif objective.kind is ColumnKind.SASARAN and sasaran is None:
            sasaran = objective.text
            values.log_cell("sasaran", section)
    return tujuan, sasaran


def _jenis(table: TableReading, row: RawRow, tujuan: str | None, sasaran: str | None) -> Jenis:
    """Rows of an IKU table are iku; elsewhere a row with an objective and no sasaran speaks of the objective. Where a
    table has several columns of indicators, the heading of the row's own says of what they are."""
    columns = table.at(ColumnKind.INDIKATOR)
    if len(columns) > 1:
        own = key(next((table.raw.columns[n].heading for n in columns if n in row.cells), ""))
        if _OTHER_KIND.search(own) and not _MAIN_KIND.search(own):
            return "tujuan" if tujuan and not sasaran else "sasaran"
    if table.holds_main:
        return "iku"
    return "tujuan" if tujuan and not sasaran else "sasaran"


def _keterangan(reading: FormulaReading, values: _Values) -> str | None:
    remarks = values.remarks()
    if reading.keterangan:
        values.log(ColumnKind.FORMULA, "keterangan")
    return fold("; ".join(part for part in (reading.keterangan, *remarks) if part)) or None


def _targets(table: TableReading, row: RawRow, values: _Values) -> Iterator[TargetEntry]:
    position = 0
    for n in table.at(ColumnKind.TARGET):
        cell = row.cells.get(n)
        if cell is None or not cell.text.strip(LEADERS):
            continue
        column, found = table.raw.columns[n], read_target(cell.text)
        values.log_cell(f"target/{position}/raw", cell)
        periode = contract_period(column.periode)
        if periode != column.periode:
            values.log_cell(f"target/{position}/periode", _period_as_printed(column, cell))
        position += 1
        dated = column.tahun_ke is not None or column.target is TargetKind.BASELINE or column.at_end
        yield TargetEntry(
            position=position,
            tahun=column.tahun if column.tahun is not None or dated else table.tahun,
            tahun_ke=column.tahun_ke,
            periode=periode,
            kind=column.target or TargetKind.TARGET,
            operator=found.operator,
            raw=found.raw,
            value=found.value,
            value_high=found.value_high,
            satuan=found.satuan,
        )


def _period_as_printed(column: Column, cell: RawText) -> RawText:
    """The heading of a column by semester, whose period the dataset tells by a quarter."""
    return replace(cell, text=column.heading, raw=column.heading, content=(), steps=(_BY_ITS_QUARTER,))


@cache
def _direction(name: Arah) -> regex.Pattern[str]:
    return regex.compile(f"(?:{'|'.join(vocabulary('arah')[name])})\\b")


@cache
def _direction_words() -> frozenset[str]:
    """The words that phrases of a direction begin with."""
    return frozenset(phrase.split()[0] for phrases in vocabulary("arah").values() for phrase in phrases)


def _arah(indikator: str) -> Arah | None:
    folded = key(indikator)
    if folded.partition(" ")[0] not in _direction_words():
        return None
    if _direction("lower").match(folded):
        return "lower"
    return "higher" if _direction("higher").match(folded) else None
