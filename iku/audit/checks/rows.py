"""Checks of indicator rows: IKU005, IKU008 to IKU012, IKU015 to IKU019."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from iku.audit.finding import Hit, at_row
from iku.audit.rules import words
from iku.revisions.matching import Entry, likeness, match
from iku.revisions.matching import entries as entries_of
from iku.revisions.papers import Paper, Row, TargetFact
from iku.revisions.text import compact, settings
from normalize.text import key

_FEWEST_SHARED = 0.6
"""Two tables of a document speak of the same indicators if they share this part of the smaller one."""
_FULL = 100
_SHORTEST = 6
"""Letters of an indicator; less is a number or a dash."""
_LARGEST_PERCENTAGE = 1_000
"""A larger figure beside a percentage is an amount of another column."""


def row_checks(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """What is wrong with the rows of a document, by code of the rule."""
    for row in paper.rows:
        yield from _unit(paper, row)
        yield from _direction(paper, row)
        yield from _over_hundred(paper, row)
    yield from _without_indicator(paper)
    yield from _copied_sources(paper)
    yield from _missing_columns(paper)
    for rows in _tables(paper):
        yield from _numbering(paper, rows)
        yield from _missing_years(paper, rows)
    yield from _missing_rows(paper)


def _tables(paper: Paper) -> list[list[Row]]:
    tables: dict[int, list[Row]] = defaultdict(list)
    for row in paper.rows:
        tables[row.table_no].append(row)
    return [tables[number] for number in sorted(tables)]


def _first_word(row: Row) -> str:
    return key(row.indikator).split(" ", 1)[0]


def _is_percent(unit: str | None) -> bool:
    return (unit or "").strip().casefold() in words("percent_units")


def _unit(paper: Paper, row: Row) -> Iterator[tuple[str, Hit]]:
    """A percentage counted in people, or a number of people in per cent."""
    first, unit = _first_word(row), row.satuan
    if unit is None:
        return
    wrong = (first in words("percent") and not _is_percent(unit)) or (first in words("count") and _is_percent(unit))
    if wrong:
        yield "IKU005", at_row(paper, row, "satuan", row.indikator, word=row.indikator.split()[0], satuan=unit)


def _without_indicator(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """A sasaran all of whose rows have a dash where the indicator should stand, once."""
    told = {compact(row.sasaran or "") for row in paper.rows if compact(row.indikator)}
    for row in paper.rows:
        if compact(row.indikator) or not row.sasaran or compact(row.sasaran) in told:
            continue
        told.add(compact(row.sasaran))
        yield "IKU012", at_row(paper, row, "indikator", row.sasaran, sasaran=row.sasaran)


# ---- sources, owners, formulas


def _copied_sources(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """A report that a neighbouring row names too, and that speaks of that row and in no word of this one.

    A source that most rows of a table share is the source of them all, and one that names no report is a body.
    """
    body = _topic(f"{paper.instansi or ''} {paper.pemerintah_daerah or ''}")
    for rows in _tables(paper):
        sources = [compact(" ".join(row.sumber_data)) for row in rows]
        for row, own in zip(rows, sources, strict=True):
            shared = sources.count(own)
            topic = _topic(" ".join(row.sumber_data)) - body
            if not own or not 2 <= shared <= max(2, len(rows) // 2) or not _is_report(row) or topic & _about(row):
                continue
            other = next((r for r, s in zip(rows, sources, strict=True) if s == own and topic & _about(r)), None)
            if other is not None and abs(other.index - row.index) == 1:
                yield "IKU008", at_row(paper, row, "sumber_data", other=other.indikator)


def _is_report(row: Row) -> bool:
    return bool(words("reports") & set(key(" ".join(row.sumber_data)).split()))


def _topic(text: str) -> set[str]:
    return {word for word in key(text).split() if len(word) > 2} - words("source_common")


def _about(row: Row) -> set[str]:
    parts = (row.indikator, row.formula_text, row.keterangan, row.sasaran, *row.penanggung_jawab)
    return _topic(" ".join(part for part in parts if part))


def _missing_columns(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """Empty cells of a column that the table has; for a column that no table has, one finding."""
    for code, name, has in _COLUMNS:
        found = False
        for rows in _tables(paper):
            if any(map(has, rows)):
                found = True
                yield from ((code, at_row(paper, row, name, row.indikator)) for row in rows if not has(row))
        if not found and paper.jenis_dokumen == "iku" and any(row.jenis == "iku" for row in paper.rows):
            yield code, Hit(paper, "/indicators", None, {}, paper.judul)


_COLUMNS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    ("IKU009", "sumber_data", lambda row: bool(row.sumber_data)),
    ("IKU010", "penanggung_jawab", lambda row: bool(row.penanggung_jawab)),
    ("IKU011", "formula_text", lambda row: bool(row.formula_text or row.keterangan) or row.status == "image"),
)

# ---- numbering


def _numbering(paper: Paper, rows: Sequence[Row]) -> Iterator[tuple[str, Hit]]:
    """Whole numbers that neither repeat, follow, nor start again at 1. Codes such as 1.1 are left alone."""
    numbered = [row for row in rows if row.no and row.no.isdecimal()]
    if len(numbered) < len(rows):
        return
    for before, row in pairwise(numbered):
        one, other = int(before.no or 0), int(row.no or 0)
        if other not in (one, one + 1, 1):
            yield "IKU015", at_row(paper, row, "no", f"{before.no}, {row.no}", no=str(other), before=str(one))


# ---- targets


def _yearly(row: Row) -> list[TargetFact]:
    found = [t for t in row.targets if t.kind == "target" and t.tahun is not None and t.periode is None]
    return sorted(found, key=lambda target: target.tahun or 0)


def _direction(paper: Paper, row: Row) -> Iterator[tuple[str, Hit]]:
    sign = {"higher": 1, "lower": -1}.get(row.arah or "")
    if sign is None or words("reductions") & set(key(row.indikator).split()):
        return  # a reduction may be stated by its size or by what is left
    valued = [t for t in _yearly(row) if t.value is not None]
    for before, after in pairwise(valued):
        if before.satuan == after.satuan and sign * ((after.value or 0) - (before.value or 0)) < 0:
            names = {"before": f"{before.tahun}: {before.raw}", "after": f"{after.tahun}: {after.raw}"}
            yield "IKU016", at_row(paper, row, "target", "; ".join(names.values()), **names)
            return


def _over_hundred(paper: Paper, row: Row) -> Iterator[tuple[str, Hit]]:
    if words("growth") & set(key(row.indikator).split()) or row.kind == "growth":
        return
    percentage = _is_percent(row.satuan) or _first_word(row) in words("percent")
    for target in row.targets:
        unit = target.satuan or row.satuan
        if percentage and (unit is None or _is_percent(unit)) and _FULL < (target.value or 0) <= _LARGEST_PERCENTAGE:
            yield "IKU017", at_row(paper, row, "target", target.raw, raw=target.raw)
            return


def _missing_years(paper: Paper, rows: Sequence[Row]) -> Iterator[tuple[str, Hit]]:
    """A year for which the other rows have a target, or a gap between the years of the table."""
    years = {row.indicator_id: {t.tahun for t in _yearly(row) if t.tahun is not None} for row in rows}
    every: set[int] = set().union(*years.values()) if years else set()
    for row in rows:
        lacking = sorted(every - years[row.indicator_id])
        if years[row.indicator_id] and lacking:
            yield "IKU018", at_row(paper, row, "target", row.indikator, tahun=", ".join(map(str, lacking)))
    gaps = sorted(set(range(min(every), max(every) + 1)) - every) if every else []
    if gaps:
        yield "IKU018", Hit(paper, "/indicators", None, {"tahun": ", ".join(map(str, gaps))}, paper.judul)


# ---- tables against one another


def _missing_rows(paper: Paper) -> Iterator[tuple[str, Hit]]:
    """Indicators that one table has and the next, which otherwise speaks of the same, has not."""
    tables = _tables(paper)
    for one, other in pairwise(tables):
        parts = [entries_of(_part(paper, rows)) for rows in (one, other)]
        matching = match(parts[0], parts[1])
        if matching.share >= _FEWEST_SHARED and len(matching.pairs) >= len(matching.removed):
            numbers = {"table": str(one[0].table_no), "next": str(other[0].table_no)}
            kinds = {row.jenis for row in other}
            lacking = [e for e in matching.removed if e.main.jenis in kinds or e.main.jenis != "tujuan"]
            for entry in _unlike(lacking, parts[1]):
                yield "IKU019", at_row(paper, entry.main, "indikator", **numbers)


def _unlike(entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """The entries that resemble none of the others: a second row for one indicator is not missing."""
    if not entries or not others:
        return list(entries)
    alike = likeness(entries, others).max(axis=1)
    least = settings()["matching"]["threshold"]
    found = [e for e, highest in zip(entries, alike, strict=True) if highest < least and len(e.folded) >= _SHORTEST]
    return list({entry.folded: entry for entry in reversed(found)}.values())[::-1]


def _part(paper: Paper, rows: Sequence[Row]) -> Paper:
    return replace(paper, rows=tuple(rows))
