"""Short rules in narrow columns, such as that of the numbers.

A rule as short as a word cannot be told from one by its shape. Where it spans a narrow column from border to border at
the height of a rule of the other columns, it needs no more proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.scan.raster import Pixels
from extract.scan.rulings import Ruling, covered, straight

_WIDTH_INCH = (0.08, 0.32)
"""Least and greatest width of a column in which rules are looked for again."""
_LEAST_INCH = 0.5
"""Rules this long tell the heights at which to look."""
_SPANNED = 0.9
"""Share of the column's width that has ink at a rule's height."""
_COVERED = 0.4


def with_short_rules(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], ink: Pixels, dpi: float) -> list[Ruling]:
    """The horizontal rulings of a page, and those in narrow columns that are too short to be found by themselves."""
    near, inset = dpi / 20, max(2, round(dpi / 66))
    long = [h for h in horizontal if h.length >= _LEAST_INCH * dpi]
    found = list(horizontal)
    for left, right in _narrow_columns(vertical, dpi):
        start, end = round(left.at), round(right.at)
        for at in _heights(long, max(left.start, right.start) - near, min(left.end, right.end) + near, near):
            if covered(found, at, start, end, near) >= _COVERED:
                continue
            y = round(at)
            strip = ink[max(0, y - inset) : y + inset + 1, start + inset : end - inset]
            if strip.size and (strip > 0).any(axis=0).mean() >= _SPANNED:
                found.append(straight(at, start, end))
    return found


def _narrow_columns(vertical: Sequence[Ruling], dpi: float) -> Iterator[tuple[Ruling, Ruling]]:
    """Borders of narrow columns: neighbours that run beside one another. Other tables of the page have borders too."""
    least, most = (inch * dpi for inch in _WIDTH_INCH)
    borders = sorted((v for v in vertical if v.length >= _LEAST_INCH * dpi), key=lambda v: v.at)
    for n, left in enumerate(borders):
        beside = [right for right in borders[n + 1 :] if _shared(left, right) > min(left.length, right.length) / 2]
        if beside and least <= beside[0].at - left.at <= most:
            yield left, beside[0]


def _shared(one: Ruling, other: Ruling) -> float:
    return min(one.end, other.end) - max(one.start, other.start)


def _heights(long: Sequence[Ruling], top: float, bottom: float, near: float) -> list[float]:
    """The heights of rules between two heights, each once."""
    heights: list[float] = []
    for at in sorted(h.at for h in long if top <= h.at <= bottom):
        if not heights or at - heights[-1] > near:
            heights.append(at)
    return heights
