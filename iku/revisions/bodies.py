"""Which keys of bodies mean one body: misspelt names, and offices that a law renamed from Kantor to Dinas.

Only keys of one known government are joined. A body without a known government keeps its key: the same name may stand
for offices of a hundred towns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from iku.revisions.papers import Paper
from iku.revisions.text import settings, vocabulary

_SEPARATOR = "--"
_ANY = "*"


@dataclass(frozen=True, slots=True)
class BodyName:
    """A key of a body taken apart: the name's words and the government."""

    key: str
    name: str
    government: str | None

    @property
    def core(self) -> str:
        """The name without the office of its head and without the word that a renaming changes."""
        words = self.name.split("-")
        if len(words) > 2 and words[0] in vocabulary()["bodies"]["offices"]:
            words = words[1:]
        if len(words) > 1 and words[0] in vocabulary()["bodies"]["renamed_heads"]:
            words = [_ANY, *words[1:]]
        return "-".join(words)


def joined_keys(papers: Sequence[Paper]) -> dict[str, str]:
    """The key of the body for every key that occurs: the commonest of its spellings, then the first by letters."""
    counts = Counter(paper.instansi_key for paper in papers)
    known = _known_governments(papers)
    groups: dict[str, list[BodyName]] = defaultdict(list)
    for key in sorted(counts):
        body = _taken_apart(key, known)
        if body.government is not None:
            groups[body.government].append(body)
    joined = {key: key for key in counts}
    for bodies in groups.values():
        for cluster in _clusters(bodies, counts):
            best = min(cluster, key=lambda key: (-counts[key], key))
            joined.update(dict.fromkeys(cluster, best))
    return joined


def _known_governments(papers: Iterable[Paper]) -> frozenset[str]:
    return frozenset(paper.instansi_key for paper in papers if paper.pemerintah_daerah is not None)


def _taken_apart(key: str, known: frozenset[str]) -> BodyName:
    name, _, government = key.rpartition(_SEPARATOR)
    return BodyName(key, name or key, government if name and key in known else None)


def _clusters(bodies: Sequence[BodyName], counts: Mapping[str, int]) -> list[list[str]]:
    """Keys of one government that mean one body. A name joins the first cluster whose commonest name it resembles."""
    by_core: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        by_core[body.core].append(body.key)
    cores = sorted(by_core, key=lambda core: (-sum(counts[key] for key in by_core[core]), core))
    known: dict[str, str] = {}
    clusters: dict[str, list[str]] = {}
    for core in cores:
        patterns = list(_patterns(core)) if _named_by_task(core) else []
        home = next((known[p] for p in patterns if p in known and _misspelt(core, known[p])), None)
        if home is None:
            clusters[core] = list(by_core[core])
            known.update({pattern: core for pattern in patterns if pattern not in known})
        else:
            clusters[home] += by_core[core]
    return list(clusters.values())


def _patterns(core: str) -> Iterator[str]:
    """The name with each of its words left open: two names that differ in one word share a pattern."""
    words = core.split("-")
    for index in range(len(words)):
        yield "-".join([*words[:index], "?", *words[index + 1 :]])


def _named_by_task(core: str) -> bool:
    head = core.partition("-")[0]
    return head == _ANY or head in vocabulary()["bodies"]["task_heads"]


def _misspelt(core: str, known: str) -> bool:
    """Whether a name is a known one with a slip in one word."""
    differing = [pair for pair in zip(core.split("-"), known.split("-"), strict=True) if pair[0] != pair[1]]
    alike = fuzz.ratio(core, known) / 100 >= settings()["bodies"]["misspelt"]
    return alike and len(differing) == 1 and _slip(*differing[0])


def _slip(one: str, other: str) -> bool:
    """Whether two words differ as a slip of the pen: a long word, one letter."""
    lengths = min(len(one), len(other)) >= 6 and abs(len(one) - len(other)) <= 1
    return lengths and not (one + other).isdigit() and fuzz.ratio(one, other) >= 85
