"""The audit on a terminal: bodies, differences word by word in colour, findings by rule."""

from __future__ import annotations

from collections import Counter

import regex
from rich.console import Console
from rich.table import Table
from rich.text import Text

from iku.audit.language import Language, report_words
from iku.audit.report import AuditReport, BodyReport
from iku.audit.rules import Rule, Severity
from iku.audit.worddiff import Piece, word_diff
from iku.revisions.changes import Change
from iku.revisions.explain import explain
from iku.revisions.link import Transition

_CONTROL = regex.compile(r"[\p{Cc}\p{Cf}]")
_MOST_BODIES, _MOST_CHANGES, _MOST_FINDINGS = 40, 60, 40
"""What a terminal shows; all of it stands in the other forms of the report."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_report(report: AuditReport, console: Console, language: Language) -> None:
    """Print the report in parts; long ones are cut and say so."""
    _Printer(console, language).report(report)


def plain(text: str) -> str:
    """A text of a document without the control characters that would steer a terminal."""
    return _CONTROL.sub(" ", text)


class _Printer:
    """Prints to one console in one language."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console = console
        self.language = language
        self.words = report_words(language)

    def report(self, report: AuditReport) -> None:
        self.console.print(self._bodies(report))
        transitions = report.transitions
        left = _MOST_CHANGES
        for body, transition in transitions:
            if left <= 0:
                break
            self._transition(report, body, transition, left)
            left -= len(transition.changes)
        self._more(sum(len(t.changes) for _, t in transitions) - _MOST_CHANGES)
        self._findings(report)

    def _more(self, count: int) -> None:
        if count > 0:
            self.console.print(f"... + {count}", style="dim")

    def _bodies(self, report: AuditReport) -> Table:
        table = Table(title=self.words["title"], title_justify="left")
        for name in ("body", "documents", "changes", "findings"):
            table.add_column(self.words[name], overflow="fold", justify="left" if name == "body" else "right")
        for body in report.bodies[:_MOST_BODIES]:
            counts = (str(body.documents), str(body.changes), str(len(body.findings)))
            table.add_row(Text(plain(body.name)), *counts)
        if len(report.bodies) > _MOST_BODIES:
            table.add_row(f"... + {len(report.bodies) - _MOST_BODIES}", "", "", "")
        return table

    def _transition(self, report: AuditReport, body: BodyReport, transition: Transition, left: int) -> None:
        before, after = transition.before.paper, transition.after.paper
        names = " → ".join(
            plain(p.revisi_label or str(p.tahun or "") or report.sources.uri(p)) for p in (before, after)
        )
        self.console.print()
        self.console.print(Text.assemble((plain(body.name), "bold"), "  ", names), soft_wrap=True)
        if transition.after.matching is None:
            self.console.print(Text(f"  {self.words['not_compared']}", "yellow"), soft_wrap=True)
        elif not transition.changes:
            self.console.print(Text(f"  {self.words['no_changes']}", "dim"))
        for change in transition.changes[:left]:
            self._change(change)

    def _change(self, change: Change) -> None:
        entry = change.new or change.old
        kind = self.words[f"kind_{change.kind.value}"]
        about = plain(entry.main.indikator) if entry is not None else change.field
        heading = Text.assemble(
            "  ", (kind, "bold magenta"), "  ", about, "  ", (plain(explain(change, self.language)), "dim")
        )
        self.console.print(heading, soft_wrap=True)
        diff = word_diff(change.before, change.after)
        for sign, pieces, style in (("-", diff.before, "red"), ("+", diff.after, "green")):
            if pieces:
                self.console.print(Text.assemble("    ", (f"{sign} ", style), *_marked(pieces, style)), soft_wrap=True)

    def _findings(self, report: AuditReport) -> None:
        self.console.print()
        if not report.findings:
            self.console.print(Text(self.words["no_findings"], "green"))
            return
        rules: dict[str, Rule] = {finding.rule.code: finding.rule for finding in report.findings}
        counts = Counter(finding.rule.code for finding in report.findings)
        for code in sorted(counts, key=lambda code: (-rules[code].severity, code)):
            rule = rules[code]
            line = Text.assemble(
                (self.words[rule.severity.label], _STYLES[rule.severity]), f"  {code}  {counts[code]:>5}  "
            )
            self.console.print(line.append(rule.title[self.language]), soft_wrap=True)
        self.console.print()
        for finding in sorted(report.findings, key=lambda f: -f.rule.severity)[:_MOST_FINDINGS]:
            where = report.sources.where(finding)
            place = f" {self.words['page']} {where.page}" if where.page else f":{where.line}" if where.line else ""
            source = plain(report.sources.uri(finding.hit.paper)) + place
            style = _STYLES[finding.rule.severity]
            line = Text.assemble(
                (finding.rule.code, style), "  ", (source, "dim"), "  ", plain(finding.message(self.language))
            )
            self.console.print(line, soft_wrap=True)
        self._more(len(report.findings) - _MOST_FINDINGS)


def _marked(pieces: tuple[Piece, ...], style: str) -> list[tuple[str, str]]:
    return [(plain(piece.text), "" if piece.same else f"bold {style}") for piece in pieces]
