"""The audit as JSON, for pipelines."""

from __future__ import annotations

from typing import Any

from iku.audit.findings import finding_rows
from iku.audit.language import Language
from iku.audit.report import AuditReport, BodyReport
from iku.audit.rules import Severity
from iku.dataset.files import to_json
from iku.revisions.tables import body_views, change_rows


def render_json(report: AuditReport, language: Language) -> bytes:
    """Summary, bodies, changes and findings. The same report gives the same bytes."""
    views = body_views(report.links)
    shown = {body.key for body in report.bodies}
    return to_json(
        {
            "summary": {
                "bodies": len(report.bodies),
                "documents": sum(body.documents for body in report.bodies),
                "changes": sum(body.changes for body in report.bodies),
                "findings": {severity.label: report.severities[severity] for severity in Severity},
            },
            "bodies": [_body(body, views[body.key]) for body in report.bodies],
            "changes": [row for row in change_rows(report.links) if row["instansi_key"] in shown],
            "findings": [
                row | {"message": finding.message(language), "basis": finding.rule.basis} | _place(report, index)
                for index, (finding, row) in enumerate(zip(report.findings, finding_rows(report.findings), strict=True))
            ],
        }
    )


def _place(report: AuditReport, index: int) -> dict[str, Any]:
    finding = report.findings[index]
    where = report.sources.where(finding)
    return {"uri": report.sources.uri(finding.hit.paper), "page": where.page, "line": where.line}


def _body(body: BodyReport, view: dict[str, Any]) -> dict[str, Any]:
    documents = [family["documents"] for family in view["families"]]
    return {"instansi_key": body.key, "instansi": body.name, "families": documents, "copies": view["copies"]}
