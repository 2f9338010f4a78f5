"""The audit as an Excel workbook: filters, frozen heads, links between sheets.

Every text is written as text: what begins with `=` or looks like an address stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it publishes no types

from iku.audit.language import Language, report_words
from iku.audit.report import AuditReport, BodyReport, current_entries, timeline
from iku.audit.view import since
from iku.dataset.files import replace_file
from iku.revisions.explain import explain
from iku.revisions.papers import Paper

_LONGEST = 32_000
"""Characters that a cell takes."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_MADE = datetime(2000, 1, 1)
"""A fixed date keeps the bytes equal."""

_WIDTHS = {
    "severity": 12,
    "rule": 10,
    "message": 60,
    "evidence": 60,
    "indicator": 50,
    "body": 40,
    "document": 22,
    "file": 30,
    "page": 9,
    "line": 9,
    "basis": 30,
    "change": 18,
    "field": 16,
    "before": 60,
    "after": 60,
    "explanation": 50,
    "sasaran": 40,
    "formula": 60,
    "unit": 12,
    "source": 40,
    "owner": 40,
    "label": 30,
    "year": 9,
    "valid_from": 12,
    "current": 12,
    "reason": 50,
}
"""Widths of the columns in characters."""

Cells = Sequence[str | int | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns with their widths, and where its links lead."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Cells]
    links: int | None = None
    """The column that leads to a document in the sheet of documents."""


def write_xlsx(report: AuditReport, path: Path, language: Language) -> None:
    """Write the report to `path`. Raises `OSError` where that cannot be done."""
    replace_file(path, render_xlsx(report, language))


def render_xlsx(report: AuditReport, language: Language) -> bytes:
    """The workbook. The same report gives the same bytes."""
    target = BytesIO()
    book = Workbook(target, _OPTIONS)
    book.set_properties({"title": report_words(language)["title"], "created": _MADE})
    sheets = _Sheets(report, language)
    documents = sheets.documents()
    rows = list(documents.rows)
    places = {str(cells[0]): number for number, cells in enumerate(rows, start=2)}
    for sheet in (sheets.findings(), sheets.changes(), sheets.indicators()):
        _write(book, sheet, documents.name, places)
    _write(book, Sheet(documents.name, documents.columns, rows), documents.name, places)
    book.close()
    return target.getvalue()


def _write(book: Workbook, sheet: Sheet, documents: str, places: dict[str, int]) -> None:
    page = book.add_worksheet(sheet.name[:31])
    head = book.add_format({"bold": True, "bg_color": "#E8ECF2", "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "#0B4F9E", "underline": 1, "valign": "top"})
    for column, (name, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, name, head)
    last = 0
    for last, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells):
            if column == sheet.links and str(value) in places:
                page.write_url(last, column, f"internal:'{documents}'!A{places[str(value)]}", link, str(value))
            elif isinstance(value, int):
                page.write_number(last, column, value, text)
            elif value:
                page.write_string(last, column, value[:_LONGEST], text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)


class _Sheets:
    """The sheets of a report in one language."""

    def __init__(self, report: AuditReport, language: Language) -> None:
        self.report = report
        self.language = language
        self.words = report_words(language)

    def _columns(self, *names: str) -> list[tuple[str, int]]:
        return [(self.words[name], _WIDTHS[name]) for name in names]

    def _each(self, rows: Callable[[BodyReport], Iterable[Cells]]) -> Iterable[Cells]:
        return (cells for body in self.report.bodies for cells in rows(body))

    def findings(self) -> Sheet:
        columns = self._columns(
            "severity", "rule", "message", "evidence", "indicator", "body", "document", "file", "page", "line", "basis"
        )
        return Sheet(self.words["findings"], columns, self._each(self._findings), links=6)

    def _findings(self, body: BodyReport) -> Iterable[Cells]:
        for finding in body.findings:
            where, row, rule = self.report.sources.where(finding), finding.hit.row, finding.rule
            yield (
                self.words[rule.severity.label],
                rule.code,
                finding.message(self.language),
                finding.hit.evidence,
                row.indikator if row is not None else None,
                body.name,
                finding.document_id,
                self.report.sources.uri(finding.hit.paper),
                where.page,
                where.line,
                rule.basis,
            )

    def changes(self) -> Sheet:
        columns = self._columns("body", "document", "change", "field", "indicator", "before", "after", "explanation")
        return Sheet(self.words["changes"], columns, self._each(self._changes), links=1)

    def _changes(self, body: BodyReport) -> Iterable[Cells]:
        for linked in body.families:
            for transition in linked.transitions:
                for change in transition.changes:
                    entry = change.new or change.old
                    yield (
                        body.name,
                        transition.after.paper.document_id,
                        self.words[f"kind_{change.kind.value}"],
                        change.field,
                        entry.main.indikator if entry is not None else None,
                        change.before,
                        change.after,
                        explain(change, self.language),
                    )

    def indicators(self) -> Sheet:
        columns = self._columns("body", "document", "sasaran", "indicator", "formula", "unit", "source", "owner")
        return Sheet(self.words["indicators"], columns, self._each(self._indicators), links=1)

    def _indicators(self, body: BodyReport) -> Iterable[Cells]:
        for linked in body.families:
            for entry in current_entries(linked) if linked.is_current else ():
                yield (
                    body.name,
                    entry.paper.document_id,
                    entry.value("sasaran"),
                    entry.main.indikator,
                    entry.value("formula_text"),
                    entry.value("satuan"),
                    "; ".join(entry.items("sumber_data")),
                    "; ".join(entry.items("penanggung_jawab")),
                )

    def documents(self) -> Sheet:
        columns = self._columns("document", "body", "label", "year", "valid_from", "current", "reason", "file")
        return Sheet(self.words["documents"], columns, self._each(self._documents))

    def _documents(self, body: BodyReport) -> Iterable[Cells]:
        uri = self.report.sources.uri
        for linked in body.families:
            for m in timeline(linked, self.language):
                state = self.words["current" if m.is_current else "superseded"]
                yield (*self._document(body, m.paper), state, m.reason, uri(m.paper))
        for copy, of in body.copies:
            state = f"{self.words['copy_of']} {of}"
            yield (*self._document(body, copy), state, None, uri(copy))

    def _document(self, body: BodyReport, paper: Paper) -> Cells:
        return paper.document_id, body.name, paper.revisi_label, paper.tahun, since(paper)
