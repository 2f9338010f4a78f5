"""Which indicators of two documents are the same one: optimal assignment over wording, formula, source and place.

First the rows of one document that speak of one indicator (an objective, a target and an IKU table often do) become one
`Entry`. Between two documents, entries of equal wording are paired first, which is linear; the rest by the assignment
of the highest total likeness. Pairs under the threshold are no pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from iku.revisions.papers import Paper, Row
from iku.revisions.text import content, formula_words, marks, quantity, settings

_ABBREVIATION = 12
"""Longest abbreviation, in letters."""
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Entry:
    """An indicator of one document: its rows, the most telling one first. `place` is its order in the document."""

    paper: Paper
    rows: tuple[Row, ...]
    place: int

    @property
    def main(self) -> Row:
        """The row that stands for the entry."""
        return self.rows[0]

    @cached_property
    def folded(self) -> str:
        """The wording, folded."""
        return self.main.folded

    def first(self, name: str) -> Row | None:
        """The first row that says something in the column `name`."""
        for row in self.rows:
            if getattr(row, name):
                return row
        return None

    def value(self, name: str) -> str | None:
        """What the first row that has the column says in it."""
        row = self.first(name)
        return getattr(row, name) if row is not None else None

    def items(self, name: str) -> tuple[str, ...]:
        """The list in the column `name`, empty where no row has one."""
        row = self.first(name)
        return getattr(row, name) if row is not None else ()


def entries(paper: Paper) -> list[Entry]:
    """The indicators of a document, rows of several tables that speak of one indicator taken together."""
    tables: dict[int, list[Row]] = defaultdict(list)
    for row in paper.rows:
        tables[row.table_no].append(row)
    groups: list[list[Row]] = []
    for number in sorted(tables):
        _merge_table(groups, tables[number])
    ranked = [tuple(sorted(group, key=_telling)) for group in groups]
    ranked.sort(key=lambda rows: min(row.index for row in rows))
    return [Entry(paper, rows, place) for place, rows in enumerate(ranked)]


def _telling(row: Row) -> tuple[bool, bool, int]:
    """IKU tables before others, rows with a formula before rows without."""
    return row.jenis != "iku", row.formula_text is None, row.index


def _merge_table(groups: list[list[Row]], rows: Sequence[Row]) -> None:
    """Add the rows of a further table, each to the indicator it repeats or as a new one."""
    homes = {}
    if groups:
        pairs = _equal_pairs([g[0].folded for g in groups], [row.folded for row in rows])
        homes = {j: i for i, j in pairs}
        left_groups = [i for i in range(len(groups)) if i not in set(homes.values())]
        left_rows = [j for j in range(len(rows)) if j not in homes]
        alike = _text_matrix([groups[i][0] for i in left_groups], [rows[j] for j in left_rows])
        least = settings()["matching"]["same_table_text"]
        homes |= {left_rows[j]: left_groups[i] for i, j in _assigned(alike, least)}
    for j, row in enumerate(rows):
        if j in homes:
            groups[homes[j]].append(row)
        else:
            groups.append([row])


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of entries of two documents, and those without a partner."""

    pairs: tuple[tuple[Entry, Entry], ...]
    removed: tuple[Entry, ...]
    added: tuple[Entry, ...]

    @property
    def share(self) -> float:
        """The part of the smaller document that has a partner; 0 where one is empty."""
        smaller = len(self.pairs) + min(len(self.removed), len(self.added))
        return len(self.pairs) / smaller if smaller else 0.0


def match(old: Sequence[Entry], new: Sequence[Entry]) -> Matching:
    """The indicators that two documents have in common, in the order of the new one."""
    pairs = _equal_entries(old, new)
    left, right = _left(len(old), (i for i, _ in pairs)), _left(len(new), (j for _, j in pairs))
    if left and right and len(left) * len(right) <= settings()["matching"]["largest_matrix"]:
        alike = likeness([old[i] for i in left], [new[j] for j in right])
        found = _assigned(alike, settings()["matching"]["threshold"])
        pairs += [(left[i], right[j]) for i, j in found]
    pairs.sort(key=lambda pair: pair[1])
    return Matching(
        tuple((old[i], new[j]) for i, j in pairs),
        tuple(old[i] for i in _left(len(old), (i for i, _ in pairs))),
        tuple(new[j] for j in _left(len(new), (j for _, j in pairs))),
    )


def _left(count: int, used: Iterable[int]) -> list[int]:
    taken = set(used)
    return [index for index in range(count) if index not in taken]


def _equal_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Equal texts paired in order: the first with the first, the second with the second."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(len(old) - 1, -1, -1):
        places[old[index]].append(index)
    return [(places[text].pop(), j) for j, text in enumerate(new) if places.get(text)]


def _equal_entries(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
    """Entries of equal wording. Where one wording stands several times, likeness decides which is which."""
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for side, found in enumerate((old, new)):
        for index, entry in enumerate(found):
            groups.setdefault(entry.folded, ([], []))[side].append(index)
    pairs: list[tuple[int, int]] = []
    for left, right in groups.values():
        if len(left) == len(right) == 1:
            pairs.append((left[0], right[0]))
        elif left and right and len(left) * len(right) <= settings()["matching"]["largest_matrix"]:
            alike = likeness([old[i] for i in left], [new[j] for j in right])
            pairs += [(left[i], right[j]) for i, j in _assigned(alike, 0.0)]
    return pairs


def likeness(old: Sequence[Entry], new: Sequence[Entry]) -> Matrix:
    """How alike the entries of two documents are, 0 to 1: the weighted mean of the features that both have."""
    weights = settings()["matching"]
    text = _text_matrix([e.main for e in old], [e.main for e in new])
    total, weight = weights["text"] * text, np.full_like(text, weights["text"])
    for name, feature in (
        ("formula", [[_formula(e) for e in side] for side in (old, new)]),
        ("sasaran", [[content(e.value("sasaran") or "") for e in side] for side in (old, new)]),
        ("source", [[content(" ".join(e.items("sumber_data"))) for e in side] for side in (old, new)]),
        ("owner", [[content(" ".join(e.items("penanggung_jawab"))) for e in side] for side in (old, new)]),
    ):
        known = np.outer([bool(value) for value in feature[0]], [bool(value) for value in feature[1]])
        total = total + weights[name] * np.where(known, _ratios(*feature), 0)
        weight = weight + weights[name] * known
    total, weight = total + weights["place"] * _places(old, new), weight + weights["place"]
    # where the formulas read alike, a rewording may go further: the formula says what the indicator is
    return np.where(text >= weights["least_text"], total / weight, 0).astype(np.float32)


def _formula(entry: Entry) -> str:
    row = entry.first("formula_text")
    if row is None:
        return ""
    return "".join(quantity(v.name) for v in row.variables) or formula_words(row.formula_text or "")


def _text_matrix(old: Sequence[Row], new: Sequence[Row]) -> Matrix:
    """How alike the wordings are; an abbreviation is as good as the words that explain it."""
    alike = _ratios([content(row.indikator) for row in old], [content(row.indikator) for row in new])
    alike = np.where(_other_marks(old, new), alike * settings()["matching"]["other_marks"], alike)
    for i, row in enumerate(old):
        for j in _abbreviated(row, new):
            alike[i, j] = 1
    for j, row in enumerate(new):
        for i in _abbreviated(row, old):
            alike[i, j] = 1
    return alike


def _other_marks(old: Sequence[Row], new: Sequence[Row]) -> NDArray[np.bool_]:
    """Where each of two wordings has an abbreviation or number that the other lacks: SD and SMP, 2021 and 2022."""
    first, second = ([marks(row.indikator) for row in rows] for rows in (old, new))
    return np.array([[bool(a - b and b - a) for b in second] for a in first], dtype=np.bool_).reshape(
        len(old), len(new)
    )


def _abbreviated(row: Row, others: Sequence[Row]) -> list[int]:
    """The rows that give the abbreviation `row` in brackets: `IKM` of `Indeks Kepuasan Masyarakat (IKM)`."""
    text = row.indikator.strip(" .")
    if not (2 <= len(text) <= _ABBREVIATION and text.isupper() and text.isalpha()):
        return []
    return [index for index, other in enumerate(others) if f"({text})" in other.indikator]


def _ratios(old: Sequence[str], new: Sequence[str]) -> Matrix:
    if not old or not new:
        return np.zeros((len(old), len(new)), dtype=np.float32)
    found: Matrix = process.cdist(old, new, scorer=fuzz.ratio, dtype=np.float32, workers=1)
    return found / np.float32(100)


def _places(old: Sequence[Entry], new: Sequence[Entry]) -> Matrix:
    first = np.array([entry.place for entry in old], dtype=np.float32)[:, None]
    second = np.array([entry.place for entry in new], dtype=np.float32)[None, :]
    nearness: Matrix = (1 / (1 + np.abs(first - second))).astype(np.float32)
    return nearness


def _assigned(alike: Matrix, least: float) -> list[tuple[int, int]]:
    """The pairs of the assignment with the highest total likeness that reach `least`."""
    if not alike.size:
        return []
    rows, columns = linear_sum_assignment(np.where(alike >= least, alike, 0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if alike[i, j] >= least]
