"""The report as the HTML template shows it: texts, marked pieces and formulas, nothing left to work out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from iku.audit.charts import Chart, chart
from iku.audit.finding import Finding
from iku.audit.language import Language, report_words
from iku.audit.mathml import mathml
from iku.audit.report import AuditReport, BodyReport, Where, current_entries, timeline
from iku.audit.worddiff import WordDiff, word_diff
from iku.revisions.changes import Change, ChangeKind
from iku.revisions.explain import explain
from iku.revisions.formulas import tree_of
from iku.revisions.link import Transition
from iku.revisions.matching import Entry
from iku.revisions.papers import Paper, Row


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with the words that differ marked, and both formulas typeset where it is one of a formula."""

    kind: str
    indicator: str | None
    field: str
    diff: WordDiff
    before_formula: Markup | None
    after_formula: Markup | None
    explanation: str


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A document of the timeline and what it changed."""

    anchor: str
    title: str
    label: str | None
    since: str
    year: str
    file: str
    reason: str
    is_current: bool
    changes: tuple[ChangeView, ...] | None
    compared: bool


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """A current indicator."""

    no: str | None
    sasaran: str | None
    text: str
    formula_text: str | None
    formula: Markup | None
    satuan: str | None
    sources: tuple[str, ...]
    owners: tuple[str, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family: its timeline and its current indicators."""

    title: str
    is_current: bool
    milestones: tuple[MilestoneView, ...]
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as a row."""

    rule: str
    severity: str
    title: str
    message: str
    basis: str | None
    evidence: str | None
    indicator: str | None
    file: str
    where: Where
    body_anchor: str
    body_name: str


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body: a section of the report and a row of its index."""

    anchor: str
    name: str
    government: str | None
    documents: int
    changes: int
    counts: tuple[tuple[str, int], ...]
    families: tuple[FamilyView, ...]
    copies: tuple[tuple[str, str], ...]


class ReportView:
    """Builds the parts of the page, one body at a time, in one language."""

    def __init__(self, report: AuditReport, language: Language) -> None:
        self.report = report
        self.language = language
        self.words = report_words(language)
        self.anchors = {body.key: f"b{number}" for number, body in enumerate(report.bodies, start=1)}

    def bodies(self) -> Iterator[BodyView]:
        """The bodies in order."""
        for body in self.report.bodies:
            yield BodyView(
                self.anchors[body.key],
                body.name,
                body.latest.pemerintah_daerah,
                body.documents,
                body.changes,
                tuple((s.label, body.severities[s]) for s in sorted(body.severities, reverse=True)),
                tuple(self._families(body)),
                tuple((self.report.sources.uri(paper), of) for paper, of in body.copies),
            )

    def findings(self) -> Iterator[FindingView]:
        """The findings, the gravest of each body first."""
        for body in self.report.bodies:
            for finding in body.findings:
                yield self._finding(body, finding)

    def _finding(self, body: BodyReport, finding: Finding) -> FindingView:
        row = finding.hit.row
        return FindingView(
            finding.rule.code,
            finding.rule.severity.label,
            finding.rule.title[self.language.value],
            finding.message(self.language.value),
            finding.rule.basis,
            finding.hit.evidence,
            row.indikator if row is not None else None,
            self.report.sources.uri(finding.hit.paper),
            self.report.sources.where(finding),
            self.anchors[body.key],
            body.name,
        )

    def _families(self, body: BodyReport) -> Iterator[FamilyView]:
        for linked in body.families:
            family = linked.family
            period = f"{family.period[0]}-{family.period[1]}" if family.period is not None else ""
            title = " ".join(part for part in (family.jenis_dokumen.replace("_", " "), period) if part)
            milestones = tuple(
                MilestoneView(
                    f"{self.anchors[body.key]}-{m.paper.document_id}",
                    m.paper.judul or m.paper.document_id,
                    m.paper.revisi_label,
                    since(m.paper),
                    str(m.paper.tahun or ""),
                    self.report.sources.uri(m.paper),
                    m.reason,
                    m.is_current,
                    tuple(self._changes(m.transition)) if m.transition is not None else None,
                    m.transition is None or m.transition.after.matching is not None,
                )
                for m in timeline(linked, self.language.value)
            )
            yield FamilyView(title, linked.is_current, milestones, tuple(map(_indicator, current_entries(linked))))

    def _changes(self, transition: Transition) -> Iterator[ChangeView]:
        for change in transition.changes:
            entry = change.new or change.old
            formulas = _formulas(change) if change.kind is ChangeKind.FORMULA else (None, None)
            yield ChangeView(
                self.words[f"kind_{change.kind.value}"],
                entry.main.indikator if entry is not None else None,
                change.field,
                word_diff(change.before, change.after),
                *formulas,
                explain(change, self.language.value),
            )


def since(paper: Paper) -> str:
    """The date since when a document holds, as precise as it is known."""
    if paper.berlaku_sejak is None:
        return ""
    length = {"day": 10, "month": 7}.get(paper.berlaku_presisi or "", 4)
    return paper.berlaku_sejak.isoformat()[:length]


def _formulas(change: Change) -> tuple[Markup | None, Markup | None]:
    if change.field != "formula_text":
        return None, None
    before, after = (_typeset(entry.first("formula_text")) if entry is not None else None for entry in _sides(change))
    return before, after


def _sides(change: Change) -> Sequence[Entry | None]:
    return change.old, change.new


def _typeset(row: Row | None) -> Markup | None:
    """The formula of a row as MathML; safe, for it is built from the tree and escapes every text."""
    if row is None or row.mathjson is None:
        return None
    names = {variable.symbol: variable.name for variable in row.variables}
    return Markup(mathml(tree_of(row.mathjson), names, row.formula_satuan))  # noqa: S704  # escaped by mathml()


def _indicator(entry: Entry) -> IndicatorView:
    targets = [target for row in entry.rows for target in row.targets]
    return IndicatorView(
        entry.value("no"),
        entry.value("sasaran"),
        entry.main.indikator,
        entry.value("formula_text"),
        _typeset(entry.first("formula_text")),
        entry.value("satuan"),
        entry.items("sumber_data"),
        entry.items("penanggung_jawab"),
        chart(entry.main.indikator, targets),
    )
