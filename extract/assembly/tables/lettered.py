"""Several indicators in one row, marked line by line or typed below each other, each with a formula or target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import regex

from extract.assembly.tables.by_cells import names_indicator
from normalize.formulas import plain
from normalize.lists import split_marker
from schemas.inline import BreakKind, Content, Text, split_lines
from schemas.raw import Column, ColumnKind, RawRow, RawText
from schemas.value import value

_SHARED = frozenset({ColumnKind.NO, ColumnKind.TUJUAN, ColumnKind.SASARAN, ColumnKind.TUJUAN_SASARAN})
_OWN = frozenset({ColumnKind.FORMULA, ColumnKind.TARGET})
_FIGURES = frozenset({ColumnKind.TARGET, ColumnKind.SATUAN})
_CODE = regex.compile(r"^(?:\d{1,2}\.){2,}\d{1,2}\.?(?=\s+\p{L}|\s*$)|^\d\.\d{1,2}\.?(?=\s+\p{L})")
"""`1.2.1.1.2`, the place of an indicator in a tree of them; it is the indicator's number and stays in its text."""


@value
class _Part:
    """One of the indicators of a cell: the number of its first line, and its lines."""

    first: int
    lines: list[Content]


def split_lettered(row: RawRow, columns: tuple[Column, ...], indikator: int) -> list[RawRow]:
    """One row for each lettered, numbered, coded or typed indicator of a row, or the row alone.

    The indicator's lines must be marked in order, and its formula or targets must be divided in as many parts: by marks
    of their own, by lines, or by the heights at which they stand beside the indicators. A list that only belongs to one
    indicator stays in it. What is not divided holds for each of them.
    """
    cell = row.cells[indikator]
    parts, coded = _coded(cell), True
    if len(parts) < 2:
        parts, coded = _marked(cell) or _quantities(cell), False
    if len(parts) < 2:
        return [row]
    others = {n: c for n, c in row.cells.items() if columns[n].kind not in _SHARED and n != indikator}
    divided = {n: found for n, c in others.items() if len(found := _divided(c, columns[n].kind)) == len(parts)}
    figures = {n: c for n, c in others.items() if columns[n].kind in _FIGURES and not _marked(c)}
    divided |= _beside(cell, parts, figures, each=not coded)
    if not any(columns[n].kind in _OWN for n in divided):
        return [row]
    return [
        replace(row, cells={**row.cells, indikator: _text(cell, part.lines), **{n: d[at] for n, d in divided.items()}})
        for at, part in enumerate(parts)
    ]


def _divided(cell: RawText, kind: ColumnKind) -> list[RawText]:
    """The marked parts of a cell, or the lines of a cell of figures, which carry no marks."""
    parts = _marked(cell)
    if parts:
        return [_text(cell, part.lines) for part in parts]
    if kind not in _FIGURES:
        return []
    return [_text(cell, [content]) for _, content in split_lines(cell.content) if content]


def _beside(
    cell: RawText, parts: Sequence[_Part], figures: Mapping[int, RawText], *, each: bool
) -> dict[int, list[RawText]]:
    """Cells of figures divided by the heights at which their lines stand beside the indicators; none where a line
    has no height, or where `each` indicator must have a figure and one has none."""
    tops = _tops(cell)
    if tops is None:
        return {}
    slack = median(below - above for above, below in pairwise(tops)) / 2
    starts = [tops[part.first] - slack for part in parts]
    divided: dict[int, list[RawText]] = {}
    for n, figure in figures.items():
        heights = _tops(figure)
        if heights is None:
            continue
        shares: list[list[Content]] = [[] for _ in parts]
        for top, (_, content) in zip(heights, split_lines(figure.content), strict=True):
            shares[max((at for at, start in enumerate(starts) if start <= top), default=0)].append(content)
        if sum(map(bool, shares)) >= 2 and (all(shares) or not each):
            divided[n] = [_text(figure, share) for share in shares]
    return divided


def _tops(cell: RawText) -> tuple[float, ...] | None:
    """The heights of a cell's lines where they are known and in order (a cell cut by a page break is not)."""
    lines = sum(1 for _ in split_lines(cell.content))
    in_order = all(above < below for above, below in pairwise(cell.tops))
    return cell.tops if len(cell.tops) == lines and in_order else None


def _coded(cell: RawText) -> list[_Part]:
    """The parts of a cell that begin with codes in rising order (`1.2.1.1`, `1.2.1.2`)."""
    parts: list[_Part] = []
    codes: list[tuple[int, ...]] = []
    for number, (_, content) in enumerate(split_lines(cell.content)):
        match = _CODE.match(plain(content[:1])) if content and isinstance(content[0], Text) else None
        if match is not None:
            codes.append(tuple(int(digits) for digits in match.group().rstrip(".").split(".")))
            parts.append(_Part(number, [content]))
        elif parts:
            parts[-1].lines.append(content)
        elif content:
            return []
    return parts if all(a < b for a, b in pairwise(codes)) else []


def _marked(cell: RawText) -> list[_Part]:
    """The lettered, numbered or bulleted parts of a cell, their marks taken off; none where its lines are not marked in
    order. Bullets inside a numbered part are lines of it."""
    parts: list[_Part] = []
    marks: list[str] = []
    for number, (opened, content) in enumerate(split_lines(cell.content)):
        mark, rest = split_marker(plain(content[:1])) if content and isinstance(content[0], Text) else (None, "")
        if mark is None and opened is not None:
            mark = opened.marker
            rest = plain(content[:1])
        bare = (mark or "").strip("().")
        if bare.isalnum() or (bare and (not marks or marks[0] == bare)):
            marks.append(bare.lower())
            parts.append(_Part(number, [(Text(rest), *content[1:]) if rest else content[1:]]))
        elif parts:
            parts[-1].lines.append(content)
        elif content:
            return []
    return parts if _count_on(marks) else []


def _quantities(cell: RawText) -> list[_Part]:
    """The parts of a cell that stand on lines of their own and begin with a quantity each; none where one does not."""
    parts: list[_Part] = []
    for number, (opened, content) in enumerate(split_lines(cell.content)):
        if not content:
            continue
        if parts and opened is not None and opened.kind is BreakKind.WRAP:
            parts[-1].lines.append(content)
        elif names_indicator(plain(content)):
            parts.append(_Part(number, [content]))
        else:
            return []
    return parts


def _count_on(marks: list[str]) -> bool:
    if marks and not marks[0].isalnum():
        return set(marks) == {marks[0]}
    letters = [chr(ord("a") + n) for n in range(len(marks))]
    numbers = [str(n) for n in range(1, len(marks) + 1)]
    return marks in (letters, numbers)


def _text(cell: RawText, lines: list[Content]) -> RawText:
    content: Content = tuple(part for n, line in enumerate(lines) for part in ((Text(" "), *line) if n else line))
    return replace(cell, text=plain(content), content=content, raw=cell.raw or cell.text, tops=())
