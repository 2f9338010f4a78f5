"""The merged history of a family: every indicator followed through its revisions, its key, its versions (type 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2s

import regex

from iku.revisions.families import Family, Step
from iku.revisions.matching import Entry
from iku.revisions.papers import Paper
from iku.revisions.text import Comparison, compact
from normalize.text import key

_NOT_ASCII = regex.compile(r"[^a-z0-9]+")
_SLUG_WORDS = 8
_SLUG = 60


@dataclass(slots=True)
class Thread:
    """One indicator through the revisions of its family: the step and the entry of every paper that has it."""

    found: list[tuple[int, Entry]] = field(default_factory=list)
    key: str = ""
    previous_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A form of an indicator and the time for which it holds; `valid_to` is the first day on which it does not."""

    number: int
    entry: Entry
    valid_from: date | None
    valid_to: date | None
    presisi: str | None
    is_current: bool


def threads(family: Family) -> list[Thread]:
    """The indicators of a family, in the order in which they first appear. An indicator that comes back is the same."""
    found: list[Thread] = []
    alive: dict[str, Thread] = {}
    for number, step in enumerate(family.steps):
        before = alive
        alive = {}
        partners = {new.place: old for old, new in step.matching.pairs} if step.matching is not None else {}
        gone = _gone(found, before)
        for entry in step.entries:
            thread = _continued(entry, partners, before, gone)
            if thread is None:
                thread = Thread()
                found.append(thread)
            thread.found.append((number, entry))
            alive[_name(entry)] = thread
    return found


def _name(entry: Entry) -> str:
    return entry.main.indicator_id


def _gone(found: Sequence[Thread], before: dict[str, Thread]) -> dict[str, Thread]:
    """Indicators that an earlier revision dropped, by their last wording."""
    living = {id(thread) for thread in before.values()}
    return {thread.found[-1][1].folded: thread for thread in found if id(thread) not in living}


def _continued(
    entry: Entry, partners: dict[int, Entry], before: dict[str, Thread], gone: dict[str, Thread]
) -> Thread | None:
    if entry.place in partners:
        return before[_name(partners[entry.place])]
    return gone.pop(entry.folded, None)


def name_threads(family: Family, found: Sequence[Thread], taken: set[str]) -> None:
    """Give every thread the key of its earliest form; `taken` holds the keys in use and grows.

    The keys it would have had, were its first revisions unknown, become `previous_keys`: whatever order the papers
    came in, a key once given out is found again.
    """
    scope = f"{family.instansi_key}|{family.jenis_dokumen}|{family.period}"
    wordings = [_wordings(step) for step in family.steps]
    for thread in found:
        candidates = [_key(scope, wordings[number][entry.place], entry) for number, entry in thread.found]
        thread.key = _free(candidates[0], taken)
        taken.add(thread.key)
        thread.previous_keys = tuple(dict.fromkeys(key for key in candidates if key != thread.key))


def _wordings(step: Step) -> dict[int, str]:
    """What distinguishes each entry of a paper: its wording, if need be with its sasaran and a count."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in step.entries:
        groups[entry.folded].append(entry)
    found: dict[int, str] = {}
    for folded, same in groups.items():
        seen: dict[str, int] = defaultdict(int)
        for entry in same:
            place = compact(entry.value("sasaran") or "") if len(same) > 1 else ""
            seen[place] += 1
            found[entry.place] = f"{folded}|{place}|{seen[place]}" if place or seen[place] > 1 else folded
    return found


def _key(scope: str, wording: str, entry: Entry) -> str:
    words = [_NOT_ASCII.sub("", word) for word in key(entry.main.indikator).split()[:_SLUG_WORDS]]
    slug = "-".join(word for word in words if word)[:_SLUG].strip("-") or "indikator"
    return f"{slug}-{blake2s(f'{scope}|{wording}'.encode(), digest_size=6).hexdigest()}"


def _free(wanted: str, taken: set[str]) -> str:
    candidate, count = wanted, 1
    while candidate in taken:
        count += 1
        candidate = f"{wanted}-{count}"
    return candidate


def versions(family: Family, thread: Thread, changed: Set[str]) -> list[Version]:
    """The forms of an indicator, the earliest first. A revision that leaves it as it is makes no version.

    `changed` holds the indicator_id of every row that differs from the one before.
    """
    spans = list(_spans(thread, changed))
    last = len(family.steps) - 1
    found = []
    for number, (start, end, entry) in enumerate(spans, start=1):
        since = family.steps[start].paper
        ended = family.steps[end + 1].paper.berlaku_sejak if end < last else None
        valid_to = _after(since.berlaku_sejak, ended)
        current = end == last and family.is_latest
        found.append(Version(number, entry, since.berlaku_sejak, valid_to, since.berlaku_presisi, current))
    return found


def _after(since: date | None, ended: date | None) -> date | None:
    """The end of a version; unknown where dates contradict the order."""
    return ended if ended is None or since is None or ended > since else None


def _spans(thread: Thread, changed: Set[str]) -> Iterator[tuple[int, int, Entry]]:
    """First step, last step and form of every version."""
    start, first = thread.found[0]
    end = start
    for number, entry in thread.found[1:]:
        if number != end + 1 or _name(entry) in changed:
            yield start, end, first
            start, first = number, entry
        end = number
    yield start, end, first


def comparing(one: Paper, other: Paper) -> Comparison:
    """How two papers are compared: leniently where one was recognised from an image."""
    return Comparison(noisy=bool({"ocr", "mixed"} & {one.method, other.method}))
