"""The rules applied to linked documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from iku.audit.checks import all_hits
from iku.audit.finding import Finding
from iku.audit.rules import RulePack, default_rules
from iku.revisions.link import Links


def find(links: Links, rules: RulePack | None = None) -> list[Finding]:
    """The findings of all rules that are on, by finding_id, each once."""
    pack = default_rules() if rules is None else rules
    found = (Finding(pack[code], hit) for code, hit in all_hits(links) if pack[code].enabled)
    by_id = {finding.finding_id: finding for finding in found}
    return [by_id[key] for key in sorted(by_id)]


def finding_rows(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Rows of the table `findings`."""
    for finding in findings:
        yield {
            "finding_id": finding.finding_id,
            "rule": finding.rule.code,
            "severity": finding.rule.severity.label,
            "document_id": finding.document_id,
            "indicator_id": finding.indicator_id,
            "pointer": finding.hit.pointer,
            "message": finding.message(),
            "evidence": finding.hit.evidence,
        }
