"""What the rules look for."""

from __future__ import annotations

from collections.abc import Iterator

from iku.audit.checks.documents import document_checks
from iku.audit.checks.formulas import formula_checks
from iku.audit.checks.revisions import revision_checks
from iku.audit.checks.rows import row_checks
from iku.audit.finding import Hit
from iku.revisions.link import Links


def all_hits(links: Links) -> Iterator[tuple[str, Hit]]:
    """Everything that the checks find in canonical documents, by code of the rule; copies are not checked again."""
    for paper in links.papers:
        if paper.document_id not in links.copies:
            for check in (formula_checks, row_checks, document_checks):
                yield from check(paper)
    yield from revision_checks(links)
