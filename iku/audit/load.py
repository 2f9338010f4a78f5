"""A dataset on disk, audited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from iku.audit.finding import Finding
from iku.audit.findings import find
from iku.audit.report import AuditReport, Sources, Where, build_report
from iku.audit.rules import RulePack
from iku.dataset.linked import NEEDED, read_papers
from iku.dataset.writer import PACKAGE, TABLES
from iku.revisions import link


def audit(directory: Path, rules: RulePack | None = None, only: str | None = None) -> AuditReport:
    """The audit of the dataset in `directory`, under the rules as delivered or as configured.

    Raises `FileNotFoundError` where there is no finished dataset.
    """
    if not (directory / PACKAGE).exists():
        raise FileNotFoundError(f"{directory} holds no dataset: {PACKAGE} is missing")
    links = link(read_papers({name: _table(directory, name) for name in NEEDED}))
    findings = find(links, rules)
    return build_report(links, findings, _sources(directory, findings), only)


def _table(directory: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    return pq.read_table(directory / TABLES / f"{name}.parquet", columns=columns, partitioning=None)


def _sources(directory: Path, findings: Sequence[Finding]) -> Sources:
    uris = _table(directory, "sources", ["source_id", "uri"]).to_pylist()
    evidence = _table(directory, "evidence", ["document_id", "pointer", "page", "line"])
    wanted = pa.array(sorted({finding.document_id for finding in findings}), pa.string())
    places = {
        (row["document_id"], row["pointer"]): Where(row["page"], row["line"])
        for row in evidence.filter(pc.is_in(evidence["document_id"], wanted)).to_pylist()
    }
    return Sources({row["source_id"]: row["uri"] for row in uris}, places)
