"""The audit as one self-contained HTML file: no address is fetched, no text of a document is taken as markup."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from iku.audit.language import Language
from iku.audit.report import AuditReport
from iku.audit.rules import Severity
from iku.audit.view import ReportView
from iku.dataset.files import replace_file

_TEMPLATE = "report.html.j2"


def write_html(report: AuditReport, path: Path, language: Language) -> None:
    """Write the report to `path`. Raises `OSError` where that cannot be done."""
    replace_file(path, render_html(report, language).encode("utf-8"))


def render_html(report: AuditReport, language: Language) -> str:
    """The report as a page. The same report gives the same text."""
    view = ReportView(report, language)
    return (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            lang=language.value,
            t=view.words,
            bodies=list(view.bodies()),
            findings=list(view.findings()),
            severities=[severity.label for severity in sorted(Severity, reverse=True)],
            totals={severity.label: report.severities[severity] for severity in Severity},
            documents=sum(body.documents for body in report.bodies),
            changes=sum(body.changes for body in report.bodies),
            style=_asset("report.css"),
            script=_asset("report.js"),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__ or "iku.audit", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> Markup:
    """Style and script are ours and go in as they are."""
    text = (files(__package__) / "templates" / name).read_text("utf-8")
    return Markup(text)  # noqa: S704  # a file of this package
