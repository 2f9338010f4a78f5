"""The order of documents of one body, and what it rests on.

Two documents are compared by, in this order: the year in the heading; the revision label (an original before a REVISI
before a PERUBAHAN KEDUA); date, year and number of the decree; the date since when they hold; the place in one file.
The first of these that tells them apart decides, and is recorded. Where none does there is a tie, where a lower one
contradicts a higher one a contradiction: both are findings, not guesses.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cmp_to_key, lru_cache

import regex

from iku.revisions.papers import Paper
from iku.revisions.text import vocabulary
from normalize.dates import find_date
from normalize.text import key

_LARGEST_CHECKED = 64
"""Families up to this size are checked pair by pair for contradictions; larger ones neighbour by neighbour."""
_LABEL_DECREE = regex.compile(r"\bnomor\s*:?\s*(?P<number>\d+)\b.*?\btahun\s+(?P<year>(?:19|20)\d\d)\b", regex.I)
_DIGITS = regex.compile(r"\d+")


class Ground(StrEnum):
    """What tells which of two documents is the later one."""

    YEAR = "year"
    LABEL = "label"
    DECREE = "decree"
    DATE = "date"
    PLACE = "place"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Precedence:
    """`sign` is -1 where the first document is the earlier one, 1 where the second is, 0 for a tie."""

    sign: int
    ground: Ground
    contradicted: Ground | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two documents whose order is a tie or contradictory."""

    earlier: Paper
    later: Paper
    precedence: Precedence


@lru_cache(maxsize=65_536)
def revision_rank(label: str | None) -> int:
    """0 for an original, else which revision a label says it is; a revision without a number counts as the first.

    >>> [revision_rank(label) for label in (None, "REVIU IKU TAHUN 2023", "PERUBAHAN KEDUA ATAS", "Revisi ke-3")]
    [0, 1, 2, 3]
    """
    match = _marker().search(key(label or ""))
    if match is None:
        return 0
    number = match["before"] or match["after"]
    if number is None:
        return 1
    return int(number) if number.isdigit() else int(vocabulary()["revision"]["ordinals"][number])


@cache
def _marker() -> regex.Pattern[str]:
    known = vocabulary()["revision"]
    words = "|".join(sorted(map(regex.escape, known["markers"]), key=len, reverse=True))
    ordinals = "|".join(sorted(known["ordinals"], key=len, reverse=True))
    number = rf"(?:{ordinals}|\d{{1,2}})"
    return regex.compile(
        rf"\b(?:(?P<before>{ordinals})\s+)?(?:{words})\b(?:\s+iku)?(?:\s+(?:yang\s+)?(?:ke\s*)?(?P<after>{number})\b)?"
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a document bears on its place in the order."""

    year: int | None
    rank: int
    decree: tuple[int, int, int] | None
    """Year, day of the year (0 where unknown) and number."""
    first: date | None
    last: date | None
    source_id: str
    segment: int


@lru_cache(maxsize=65_536)
def standing(paper: Paper) -> Standing:
    """The facts on which the order of a document rests."""
    first, last = effective(paper)
    rank = revision_rank(paper.revisi_label) or revision_rank(paper.dasar_tentang) or revision_rank(paper.judul)
    return Standing(paper.tahun, rank, _decree(paper), first, last, paper.source_id, paper.segment)


def effective(paper: Paper) -> tuple[date | None, date | None]:
    """First and last day that the date since when a document holds may mean."""
    since = paper.berlaku_sejak
    if since is None:
        return None, None
    if paper.berlaku_presisi == "day":
        return since, since
    month = since.month if paper.berlaku_presisi == "month" else 12
    return since, date(since.year, month, monthrange(since.year, month)[1])


def _decree(paper: Paper) -> tuple[int, int, int] | None:
    if paper.dasar_tahun is not None:
        day = paper.dasar_tanggal.timetuple().tm_yday if paper.dasar_tanggal is not None else 0
        return paper.dasar_tahun, day, _number(paper.dasar_nomor)
    match = _LABEL_DECREE.search(paper.revisi_label or "")
    if match is None:
        return None
    found = find_date(match["year"])
    return (found.year, 0, int(match["number"])) if found is not None else None


def _number(text: str | None) -> int:
    """The number of a decree; of `188.45/17/2024` the second part, for the first is a filing code."""
    parts = _DIGITS.findall(text or "")
    plain = [int(part) for part in parts[:6] if len(part) <= 6]
    return plain[0] if len(plain) == 1 else 0


def _years(a: Standing, b: Standing) -> int:
    return _sign(a.year, b.year)


def _labels(a: Standing, b: Standing) -> int:
    return _sign(a.rank, b.rank)


def _decrees(a: Standing, b: Standing) -> int:
    if a.decree is None or b.decree is None:
        return 0
    for one, other in zip(a.decree, b.decree, strict=True):
        if one and other and one != other:
            return _sign(one, other)
    return 0


def _dates(a: Standing, b: Standing) -> int:
    if a.last is not None and b.first is not None and a.last < b.first:
        return -1
    return 1 if b.last is not None and a.first is not None and b.last < a.first else 0


def _places(a: Standing, b: Standing) -> int:
    return _sign(a.segment, b.segment) if a.source_id == b.source_id else 0


def _sign(one: int | None, other: int | None) -> int:
    return 0 if one is None or other is None else (one > other) - (one < other)


_CRITERIA: tuple[tuple[Ground, Callable[[Standing, Standing], int]], ...] = (
    (Ground.YEAR, _years),
    (Ground.LABEL, _labels),
    (Ground.DECREE, _decrees),
    (Ground.DATE, _dates),
    (Ground.PLACE, _places),
)
_CONTRADICTING = {
    Ground.YEAR: (Ground.DECREE, Ground.DATE),
    Ground.LABEL: (Ground.DECREE, Ground.DATE),
    Ground.DECREE: (Ground.DATE,),
}
"""Which grounds must agree with one that decides. A later year may well start again with an unlabelled original, and
a file may be bound in any order."""


def compare(one: Paper, other: Paper) -> Precedence:
    """Which of two documents is the earlier one, and why."""
    signs = {ground: criterion(standing(one), standing(other)) for ground, criterion in _CRITERIA}
    for ground, sign in signs.items():
        if sign:
            against = (g for g in _CONTRADICTING.get(ground, ()) if signs[g] == -sign)
            return Precedence(sign, ground, next(against, None))
    return Precedence(0, Ground.TIE)


def ordered(papers: Sequence[Paper]) -> list[Paper]:
    """The papers from the earliest to the latest; ties by document_id, so that their order is always the same."""
    known = sorted(papers, key=lambda paper: paper.document_id)
    return sorted(known, key=cmp_to_key(_sign_of))


def _sign_of(one: Paper, other: Paper) -> int:
    return compare(one, other).sign


def doubts(papers: Sequence[Paper]) -> Iterator[Doubt]:
    """Ties and contradictions among ordered papers."""
    near = len(papers) if len(papers) <= _LARGEST_CHECKED else 2
    for index, earlier in enumerate(papers):
        for later in papers[index + 1 : index + near]:
            found = compare(earlier, later)
            if found.sign >= 0 or found.contradicted is not None:
                yield Doubt(earlier, later, found)
