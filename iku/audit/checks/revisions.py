"""Checks across documents: IKU020, IKU023, IKU024, IKU026."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from iku.audit.finding import Hit, at_row
from iku.revisions.continued import continues
from iku.revisions.formulas import Verdict, compare_formulas
from iku.revisions.link import Links
from iku.revisions.matching import Entry
from iku.revisions.order import Ground, revision_rank
from iku.revisions.papers import Paper, Row
from iku.revisions.text import Comparison

_LARGEST_COMPARED = 50
"""Different formulas of one name that are compared with the commonest."""
_UNEQUAL = frozenset((Verdict.DIFFERENT, Verdict.SCALED))


def revision_checks(links: Links) -> Iterator[tuple[str, Hit]]:
    """What is wrong between documents, by code of the rule."""
    for linked in links.families:
        for transition in linked.transitions:
            paper = transition.after.paper
            marked = revision_rank(paper.revisi_label) > 0
            if marked and transition.after.matching is not None and not transition.changes:
                label = paper.revisi_label or ""
                yield "IKU023", Hit(paper, "/revisi_label", values={"label": label}, evidence=label)
        for doubt in linked.family.doubts:
            found = doubt.precedence
            why = found.ground.value if found.contradicted is None else f"{found.ground}|{found.contradicted}"
            if found.sign > 0:
                why = Ground.TIE.value
            values = {"before": doubt.earlier.document_id, "why": why}
            yield (
                "IKU024",
                Hit(doubt.later, None, values=values, evidence=doubt.later.revisi_label or doubt.later.judul),
            )
    yield from _unequal_formulas(links)
    yield from _halves(links)


def _halves(links: Links) -> Iterator[tuple[str, Hit]]:
    """Documents in two files."""
    groups: dict[tuple[str, str], list[Paper]] = defaultdict(list)
    for linked in links.families:
        groups[linked.family.instansi_key, linked.family.jenis_dokumen].append(linked.family.papers[-1])
    for papers in groups.values():
        for first in papers if len(papers) > 1 else ():
            for second in papers:
                if continues(first, second):
                    yield "IKU026", Hit(second, "/indicators/0/no", values={"before": first.document_id})


def _unequal_formulas(links: Links) -> Iterator[tuple[str, Hit]]:
    """Current indicators of one name whose formula differs from the one that most bodies use."""
    groups: dict[str, list[tuple[str, Entry, Row]]] = defaultdict(list)
    for linked in links.families:
        if not linked.is_current:
            continue
        for entry in linked.family.steps[-1].entries:
            row = entry.first("mathjson")
            if row is not None:
                groups[entry.folded].append((linked.family.instansi_key, entry, row))
    for name in sorted(groups):
        if len({body for body, _, _ in groups[name]}) > 1:
            yield from _deviating(groups[name])


def _deviating(found: Sequence[tuple[str, Entry, Row]]) -> Iterator[tuple[str, Hit]]:
    counts = Counter(row.mathjson for _, _, row in found)
    commonest = min(counts, key=lambda text: (-counts[text], text or ""))
    model_body, _, model = next(item for item in found if item[2].mathjson == commonest)
    unequal = {
        text: compare_formulas(model, next(row for _, _, row in found if row.mathjson == text), Comparison())
        in _UNEQUAL
        for text in sorted(text for text in counts if text is not None)[:_LARGEST_COMPARED]
    }
    for body, entry, row in found:
        if unequal.get(row.mathjson or "") and body != model_body:
            yield "IKU020", at_row(entry.paper, row, "formula_text", others=model_body)
