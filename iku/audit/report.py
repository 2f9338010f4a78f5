"""What an audit lays before its reader, the same for the terminal, HTML, Excel and JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from iku.audit.finding import Finding
from iku.audit.rules import Severity
from iku.revisions.explain import order_reason
from iku.revisions.link import LinkedFamily, Links, Transition
from iku.revisions.matching import Entry
from iku.revisions.papers import Paper


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a value in its source."""

    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Addresses of documents and places of values, for citing them."""

    uris: Mapping[str, str]
    places: Mapping[tuple[str, str], Where]

    def uri(self, paper: Paper) -> str:
        """The file a document stands in."""
        return self.uris.get(paper.source_id, paper.document_id)

    def where(self, finding: Finding) -> Where:
        """Where a finding points to: the nearest place that the evidence knows, else the row's page."""
        pointer = finding.hit.pointer or ""
        while pointer:
            for candidate in (pointer, f"{pointer}/0", f"{pointer}/indikator"):
                if (finding.document_id, candidate) in self.places:
                    return self.places[finding.document_id, candidate]
            pointer = pointer.rpartition("/")[0]
        row = finding.hit.row
        return Where(row.page) if row is not None else Where()


@dataclass(frozen=True)
class Milestone:
    """A document on the timeline of its family."""

    paper: Paper
    number: int
    reason: str
    is_current: bool
    transition: Transition | None
    """What it changed; None for the first."""


@dataclass(frozen=True)
class BodyReport:
    """A body with its families and the findings on its documents."""

    key: str
    families: tuple[LinkedFamily, ...]
    copies: tuple[tuple[Paper, str], ...]
    findings: tuple[Finding, ...]

    @cached_property
    def latest(self) -> Paper:
        """The document that names the body today."""
        current = [f for f in self.families if f.is_current] or list(self.families)
        return current[0].family.papers[-1]

    @property
    def name(self) -> str:
        """The body as its latest document writes it, else that document's heading, else the key."""
        return self.latest.instansi or self.latest.judul or self.key

    @property
    def documents(self) -> int:
        """How many documents it has, copies included."""
        return sum(len(linked.family.steps) for linked in self.families) + len(self.copies)

    @property
    def changes(self) -> int:
        """How many changes its revisions made."""
        return sum(len(t.changes) for linked in self.families for t in linked.transitions)

    @cached_property
    def severities(self) -> Counter[Severity]:
        """Findings by severity."""
        return Counter(finding.rule.severity for finding in self.findings)


def timeline(linked: LinkedFamily, language: str) -> list[Milestone]:
    """The documents of a family in order, with the reason for their place."""
    found = []
    steps = linked.family.steps
    for number, step in enumerate(steps):
        before = steps[number - 1].paper if number else None
        current = linked.is_current and number == len(steps) - 1
        transition = linked.transitions[number - 1] if number else None
        found.append(Milestone(step.paper, number, order_reason(before, step, language), current, transition))
    return found


def current_entries(linked: LinkedFamily) -> Sequence[Entry]:
    """The indicators of the latest document of a family."""
    return linked.family.steps[-1].entries


@dataclass(frozen=True)
class AuditReport:
    """An audit of a dataset."""

    links: Links
    findings: tuple[Finding, ...]
    sources: Sources
    bodies: tuple[BodyReport, ...]

    @cached_property
    def severities(self) -> Counter[Severity]:
        """Findings by severity."""
        return Counter(finding.rule.severity for finding in self.findings)

    @property
    def transitions(self) -> list[tuple[BodyReport, Transition]]:
        """All steps from one revision to the next."""
        return [(body, t) for body in self.bodies for linked in body.families for t in linked.transitions]

    def worst(self) -> Severity | None:
        """The gravest severity found, None where nothing was."""
        return max(self.severities, default=None)


def build_report(links: Links, findings: Iterable[Finding], sources: Sources, only: str | None = None) -> AuditReport:
    """The report on all bodies, or on those whose key contains `only`."""
    families: dict[str, list[LinkedFamily]] = defaultdict(list)
    for linked in links.families:
        families[linked.family.instansi_key].append(linked)
    owners = {p.document_id: links.bodies[p.instansi_key] for p in links.papers}
    copies: dict[str, list[tuple[Paper, str]]] = defaultdict(list)
    for paper in links.papers:
        if paper.document_id in links.copies:
            of = links.copies[paper.document_id]
            copies[owners[of]].append((paper, of))
    chosen = sorted(key for key in families if only is None or only in key)
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: (-f.rule.severity, f.rule.code, f.finding_id)):
        grouped[owners[finding.document_id]].append(finding)
    bodies = tuple(BodyReport(key, tuple(families[key]), tuple(copies[key]), tuple(grouped[key])) for key in chosen)
    shown = tuple(finding for body in bodies for finding in body.findings)
    return AuditReport(links, shown, sources, bodies)
