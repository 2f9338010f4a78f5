"""Linking: from papers to everything in the dataset that depends on more than one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from iku.revisions.bodies import joined_keys
from iku.revisions.changes import Change, changes
from iku.revisions.duplicates import find_duplicates
from iku.revisions.families import Family, Step, find_families
from iku.revisions.history import Thread, Version, name_threads, threads, versions
from iku.revisions.papers import Paper


@dataclass(frozen=True, slots=True)
class Transition:
    """Two successive papers of a family and what changed from one to the other."""

    before: Step
    after: Step
    changes: tuple[Change, ...]

    @property
    def changed(self) -> set[str]:
        """indicator_id of the rows of the later paper that differ from those of the earlier one."""
        found = {change.new.main.indicator_id for change in self.changes if change.new is not None}
        reworded = {change.after for change in self.changes if change.field == "sasaran" and change.new is None}
        return found | {e.main.indicator_id for e in self.after.entries if e.value("sasaran") in reworded}


@dataclass(frozen=True)
class LinkedFamily:
    """A family with its transitions and its indicators followed through it."""

    family: Family
    transitions: tuple[Transition, ...]
    threads: tuple[Thread, ...]

    @cached_property
    def versions(self) -> tuple[tuple[Version, ...], ...]:
        """The versions of every thread."""
        changed = {own for transition in self.transitions for own in transition.changed}
        return tuple(tuple(versions(self.family, thread, changed)) for thread in self.threads)

    @property
    def is_current(self) -> bool:
        """Whether its last paper is in force."""
        return self.family.is_latest


@dataclass(frozen=True)
class Links:
    """What the documents are to one another."""

    papers: tuple[Paper, ...]
    bodies: Mapping[str, str]
    """The key of the body for every key that a document has by itself."""
    copies: Mapping[str, str]
    """The canonical document_id for every copy."""
    families: tuple[LinkedFamily, ...]

    @cached_property
    def indicator_keys(self) -> dict[str, str]:
        """indicator_key of every indicator row of a canonical document, by indicator_id."""
        return {
            row.indicator_id: thread.key
            for linked in self.families
            for thread in linked.threads
            for _, entry in thread.found
            for row in entry.rows
        }


def link(papers: Sequence[Paper]) -> Links:
    """Families, order, changes and histories of the papers. Their order in the argument makes no difference."""
    papers = sorted(papers, key=lambda paper: paper.document_id)
    bodies = joined_keys(papers)
    copies = find_duplicates(papers, bodies)
    families = find_families((paper for paper in papers if paper.document_id not in copies), bodies)
    taken: set[str] = set()
    return Links(tuple(papers), bodies, copies, tuple(_linked(family, taken) for family in families))


def _linked(family: Family, taken: set[str]) -> LinkedFamily:
    pairs = zip(family.steps, family.steps[1:], strict=False)
    transitions = tuple(Transition(one, other, tuple(changes(one, other))) for one, other in pairs)
    found = threads(family)
    name_threads(family, found, taken)
    return LinkedFamily(family, transitions, tuple(found))
