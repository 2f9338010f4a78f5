"""What changed from one revision to the next: indicator by indicator, column by column, and in the header.

A column that one of the two documents does not have at all is not compared: a table without formulas removes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from iku.revisions.families import Step
from iku.revisions.formulas import Verdict, compare_formulas
from iku.revisions.history import comparing
from iku.revisions.matching import Entry
from iku.revisions.papers import Paper, TargetFact
from iku.revisions.text import Comparison, compact, similarity
from normalize.text import without_final_mark

_HEADER_TEXTS = ("instansi", "visi")
_HEADER_LISTS = ("misi", "tujuan", "tugas", "fungsi")
Slot = tuple[int | None, int | None, str | None, str]
_SASARAN_REWORDED = 0.6
"""A sasaran that shares so much with one that is gone is that one, reworded."""


class ChangeKind(StrEnum):
    """What sort of change it is."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    FORMULA = "formula"
    SOURCE = "source"
    RESPONSIBLE = "responsible"
    TARGET = "target"
    MOVED = "moved"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference. `old` and `new` are the entries it is about, None for a header field or the missing side."""

    kind: ChangeKind
    field: str
    before: str | None
    after: str | None
    similarity: float
    old: Entry | None = None
    new: Entry | None = None
    verdict: Verdict | None = None


def changes(before: Step, after: Step) -> list[Change]:
    """Differences of two successive papers: header, then indicators in the later one's order, removals last."""
    found = list(_header(before.paper, after.paper))
    if after.matching is None:
        return found
    rows = _RowChanges(before, after)
    found += rows.sasaran_changes()
    partners = {new.place: old for old, new in after.matching.pairs}
    for entry in after.entries:
        if entry.place in partners:
            found += rows.compared(partners[entry.place], entry)
        else:
            found.append(Change(ChangeKind.ADDED, "indikator", None, entry.main.indikator, 0.0, new=entry))
    found += [
        Change(ChangeKind.REMOVED, "indikator", old.main.indikator, None, 0.0, old=old)
        for old in after.matching.removed
    ]
    return found


def _header(old: Paper, new: Paper) -> Iterator[Change]:
    comparison = comparing(old, new)
    for name in _HEADER_TEXTS:
        one, other = getattr(old, name), getattr(new, name)
        if not comparison.same(one, other):
            yield _text_change(ChangeKind.HEADER, name, one, other)
    for name in _HEADER_LISTS:
        items, others = old.listed(name), new.listed(name)
        if not _same_order(comparison, items, others):
            yield _text_change(ChangeKind.HEADER, name, _joined(items), _joined(others))
    signed, signs = (p.signers[0].nama if p.signers else None for p in (old, new))
    if signed and signs and not comparison.same(signed, signs):
        yield _text_change(ChangeKind.HEADER, "penanda_tangan", signed, signs)


def _same_order(comparison: Comparison, items: Sequence[str], others: Sequence[str]) -> bool:
    return comparison.same(" ".join(items), " ".join(others))


def _joined(items: Sequence[str]) -> str | None:
    return "; ".join(without_final_mark(item) for item in items) or None


def _text_change(
    kind: ChangeKind,
    field: str,
    before: str | None,
    after: str | None,
    old: Entry | None = None,
    new: Entry | None = None,
    verdict: Verdict | None = None,
) -> Change:
    return Change(kind, field, before, after, similarity(before, after), old, new, verdict)


class _RowChanges:
    """Compares paired indicators of two papers."""

    def __init__(self, before: Step, after: Step) -> None:
        self.comparison = comparing(before.paper, after.paper)
        self.pairs = after.matching.pairs if after.matching is not None else ()
        columns = ("tujuan", "sasaran", "formula_text", "keterangan", "satuan", "sumber_data", "penanggung_jawab")
        self.shared = {name for name in columns if _has(before, name) and _has(after, name)}
        self.renamed = self._renamed_sasaran(before, after) if "sasaran" in self.shared else {}

    def _renamed_sasaran(self, before: Step, after: Step) -> dict[str, str]:
        """Sasaran of the old paper that stand reworded in the new one, folded."""
        old, new = _folded(before, "sasaran"), _folded(after, "sasaran")
        found: dict[str, str] = {}
        for one, other in self.pairs:
            first, second = (compact(entry.value("sasaran") or "") for entry in (one, other))
            gone = first not in new and second not in old and bool(first and second)
            if gone and first not in found and similarity(first, second) >= _SASARAN_REWORDED:
                found[first] = second
        return found

    def sasaran_changes(self) -> Iterator[Change]:
        """A sasaran that is reworded, once for all its indicators."""
        told: set[str] = set()
        for old, new in self.pairs:
            one, other = old.value("sasaran"), new.value("sasaran")
            first = compact(one or "")
            if first in self.renamed and first not in told and self.renamed[first] == compact(other or ""):
                told.add(first)
                if not self.comparison.same(one, other):
                    yield _text_change(ChangeKind.REWORDED, "sasaran", one, other)

    def compared(self, old: Entry, new: Entry) -> Iterator[Change]:
        """The changes of one indicator."""
        if not self.comparison.same(old.main.indikator, new.main.indikator):
            yield _text_change(ChangeKind.REWORDED, "indikator", old.main.indikator, new.main.indikator, old, new)
        yield from self._moved(old, new)
        yield from self._formula(old, new)
        yield from self._list(ChangeKind.SOURCE, "sumber_data", old, new)
        yield from self._list(ChangeKind.RESPONSIBLE, "penanggung_jawab", old, new)
        yield from self._note(old, new)
        yield from self._unit(old, new)
        yield from _targets(old, new)

    def _moved(self, old: Entry, new: Entry) -> Iterator[Change]:
        name = "sasaran" if "sasaran" in self.shared else "tujuan"
        one, other = old.value(name), new.value(name)
        if name not in self.shared or not one or not other or self.comparison.same(one, other):
            return
        if self.renamed.get(compact(one)) != compact(other):
            yield _text_change(ChangeKind.MOVED, name, one, other, old, new)

    def _formula(self, old: Entry, new: Entry) -> Iterator[Change]:
        if "formula_text" not in self.shared:
            return
        one, other = old.first("formula_text"), new.first("formula_text")
        if one is not None and other is not None:
            verdict = compare_formulas(one, other, self.comparison)
            if verdict is not Verdict.EQUIVALENT:
                yield _text_change(
                    ChangeKind.FORMULA, "formula_text", one.formula_text, other.formula_text, old, new, verdict
                )
        elif one is not other:
            before, after = (row.formula_text if row is not None else None for row in (one, other))
            yield _text_change(ChangeKind.FORMULA, "formula_text", before, after, old, new)

    def _list(self, kind: ChangeKind, name: str, old: Entry, new: Entry) -> Iterator[Change]:
        items, others = old.items(name), new.items(name)
        if name in self.shared and not self.comparison.same_list(items, others):
            yield _text_change(kind, name, _joined(items), _joined(others), old, new)

    def _note(self, old: Entry, new: Entry) -> Iterator[Change]:
        one, other = old.value("keterangan"), new.value("keterangan")
        if one and other and not self.comparison.same(one, other):
            yield _text_change(ChangeKind.FORMULA, "keterangan", one, other, old, new)

    def _unit(self, old: Entry, new: Entry) -> Iterator[Change]:
        one, other = old.value("satuan"), new.value("satuan")
        if one and other and one.strip() != other.strip() and not (compact(one) and self.comparison.same(one, other)):
            yield _text_change(ChangeKind.TARGET, "satuan", one, other, old, new)


def _has(step: Step, name: str) -> bool:
    return any(entry.first(name) is not None for entry in step.entries)


def _folded(step: Step, name: str) -> set[str]:
    return {compact(getattr(row, name)) for entry in step.entries for row in entry.rows if getattr(row, name)}


def _targets(old: Entry, new: Entry) -> Iterator[Change]:
    """Figures for the same year and period that differ; years that only one paper has are no change."""
    before, after = _figures(old), _figures(new)
    differing = [slot for slot in before if slot in after and not _same_figure(before[slot], after[slot])]
    if differing:
        one, other = (_printed(figures, differing) for figures in (before, after))
        yield _text_change(ChangeKind.TARGET, "target", one, other, old, new)


def _figures(entry: Entry) -> dict[Slot, TargetFact]:
    found: dict[Slot, TargetFact] = {}
    for row in entry.rows:
        for target in row.targets:
            found.setdefault(target.slot, target)
    return found


def _same_figure(one: TargetFact, other: TargetFact) -> bool:
    if one.value is not None and other.value is not None:
        return (one.operator, one.value) == (other.operator, other.value)
    return compact(one.raw) == compact(other.raw)


def _printed(figures: dict[Slot, TargetFact], slots: Sequence[Slot]) -> str:
    return "; ".join(f"{_slot_name(slot)}{figures[slot].raw}" for slot in slots)


def _slot_name(slot: Slot) -> str:
    tahun, tahun_ke, periode, kind = slot
    names = [
        str(tahun) if tahun is not None else f"ke-{tahun_ke}" if tahun_ke is not None else "",
        periode or "",
        kind if kind != "target" else "",
    ]
    name = " ".join(part for part in names if part)
    return f"{name}: " if name else ""
