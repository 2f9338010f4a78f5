"""Families of revisions: papers of one body and kind, by planning period and by strand of shared indicators.

A series is a planning period (2013-2018, 2018-2023); a new one starts again. In a series a strand is a chain of papers
each of which replaces the one before. Two papers of one body that share no indicator are not compared row by row: if
the later one is marked as a revision or carries a later year it replaces the other as a whole, else each stands alone;
so do the halves of one document in two files, whose numbers go on from one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iku.revisions.continued import continues
from iku.revisions.matching import Entry, Matching, entries, match
from iku.revisions.order import Doubt, Ground, compare, doubts, ordered
from iku.revisions.papers import Paper
from iku.revisions.text import settings

Period = tuple[int, int]
_STRANDS_TRIED = 50
"""Strands that a paper is held against, the latest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A paper's place in its strand. `matching` pairs its indicators with those of the paper before."""

    paper: Paper
    entries: tuple[Entry, ...]
    ground: Ground | None = None
    """What puts it after the paper before; None for the first."""
    matching: Matching | None = None
    """None for the first, and where the two share too little to be compared."""


@dataclass(frozen=True, slots=True)
class Family:
    """A strand of papers that replace one another, the earliest first."""

    instansi_key: str
    jenis_dokumen: str
    period: Period | None
    strand: int
    steps: tuple[Step, ...]
    is_latest: bool
    """Whether no later planning period of the body is known."""
    doubts: tuple[Doubt, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Its papers in order."""
        return tuple(step.paper for step in self.steps)


def find_families(papers: Iterable[Paper], bodies: Mapping[str, str]) -> list[Family]:
    """All families, by body, kind, period and strand. `papers` are canonical ones, no copies."""
    groups: dict[tuple[str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[bodies[paper.instansi_key], paper.jenis_dokumen].append(paper)
    return [family for key in sorted(groups) for family in _families(*key, groups[key])]


def _families(body: str, jenis: str, papers: Sequence[Paper]) -> list[Family]:
    series = _series(papers)
    latest = max(series, key=_period_order)
    found: list[Family] = []
    for period in sorted(series, key=_period_order):
        strands = _strands(ordered(series[period]))
        for number, steps in enumerate(strands, start=1):
            open_questions = tuple(doubts([step.paper for step in steps]))
            found.append(Family(body, jenis, period, number, tuple(steps), period == latest, open_questions))
    return found


def _period_order(period: Period | None) -> Period:
    return period or (0, 0)


def _series(papers: Sequence[Paper]) -> dict[Period | None, list[Paper]]:
    """Papers by planning period. A paper without one belongs to the period that its year falls in."""
    periods = _joined_periods({(p.periode_awal, p.periode_akhir) for p in papers if p.periode_awal and p.periode_akhir})
    known = sorted(set(periods.values()))
    series: dict[Period | None, list[Paper]] = defaultdict(list)
    for paper in papers:
        own = (paper.periode_awal, paper.periode_akhir)
        series[periods[own] if own in periods else _period_of(paper, known)].append(paper)
    return series


def _joined_periods(found: set[tuple[int | None, int | None]]) -> dict[tuple[int | None, int | None], Period]:
    """Periods that overlap by more than the year in which one ends and the next begins are one, the widest."""
    joined: dict[tuple[int | None, int | None], Period] = {}
    clusters: list[list[Period]] = []
    for first, last in sorted((a, b) for a, b in found if a is not None and b is not None):
        if (
            clusters
            and first < max(b for _, b in clusters[-1])
            and 2 * _overlap((first, last), clusters[-1]) > last - first
        ):
            clusters[-1].append((first, last))
        else:
            clusters.append([(first, last)])
    for cluster in clusters:
        whole = min(a for a, _ in cluster), max(b for _, b in cluster)
        joined.update(dict.fromkeys(cluster, whole))
    return joined


def _overlap(period: Period, cluster: Sequence[Period]) -> int:
    return max(b for _, b in cluster) - period[0]


def _period_of(paper: Paper, known: Sequence[Period]) -> Period | None:
    """The period of a paper that states none: the first that holds its year, else the last that began before it."""
    if not known:
        return None
    year = paper.tahun or paper.dasar_tahun or (paper.berlaku_sejak.year if paper.berlaku_sejak else None)
    if year is None:
        return known[-1]
    holding = [period for period in known if period[0] <= year <= period[1]]
    before = [period for period in known if period[0] <= year]
    return holding[0] if holding else before[-1] if before else known[0]


def _strands(papers: Sequence[Paper]) -> list[list[Step]]:
    """Chains of papers that replace one another, in the order of their first papers."""
    strands: list[list[Step]] = []
    for paper in papers:
        own = tuple(entries(paper))
        home, matching = _best(strands, own)
        if home is not None:
            ground = compare(home[-1].paper, paper).ground
            home.append(Step(paper, own, ground, matching))
        elif (replaced := _replaced_whole(strands, paper)) is not None:
            replaced.append(Step(paper, own, compare(replaced[-1].paper, paper).ground))
        else:
            strands.append([Step(paper, own)])
    return strands


def _best(strands: Sequence[list[Step]], own: tuple[Entry, ...]) -> tuple[list[Step] | None, Matching | None]:
    """The strand whose last paper shares most indicators with a paper, the latest of equal ones."""
    best: tuple[list[Step] | None, Matching | None] = None, None
    highest = settings()["families"]["least_shared"]
    for strand in reversed(strands[-_STRANDS_TRIED:]):
        matching = match(strand[-1].entries, own)
        if matching.pairs and matching.share >= highest and (best[1] is None or matching.share > highest):
            best, highest = (strand, matching), matching.share
    return best


def _replaced_whole(strands: Sequence[list[Step]], paper: Paper) -> list[Step] | None:
    """The only strand, where a paper that shares nothing with it is marked as its successor."""
    if len(strands) != 1:
        return None
    last = strands[0][-1].paper
    if continues(last, paper) or continues(paper, last):
        return None
    found = compare(last, paper)
    return strands[0] if found.sign < 0 and found.ground in {Ground.YEAR, Ground.LABEL, Ground.DECREE} else None
