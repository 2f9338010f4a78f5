"""Drawn fractions: a bar in a cell with text above and below it.

The narrowest bar is resolved first, so that nested fractions come out right. Text belongs to a fraction where it lies
within the bar's width and no more than a line away from it or from text that does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from extract.scan.content import Item, line_content, lines_of
from extract.scan.grid import Grid
from extract.scan.raster import Flags, Pixels, inked
from extract.scan.rulings import Ruling
from schemas.inline import Break, BreakKind, Content, Fraction

_LEAST_INCH = 0.3
_SLACK = 0.35
"""How far text may reach over the bar's end, in line heights."""
_NEAREST = 1.1
"""Greatest distance of a bar to the text above or below it, in line heights."""
_LINE_GAP = 0.95
"""Greatest distance between two lines of a numerator, in line heights."""

_FACTOR_LINES = 3
_WALL_LINES = 4.5

Wall = tuple[int, int, int]
"""x, top and bottom of a vertical cut beside a bar, in pixels."""


def bars_of(rulings: Sequence[Ruling], dpi: float) -> list[Ruling]:
    """Horizontal rulings of no table that may be fraction bars (typed as dashes too), the narrowest first."""
    bars = [r for r in rulings if r.length >= dpi * _LEAST_INCH]
    return sorted(bars, key=lambda bar: bar.length)


def walls_of(bars: Sequence[Ruling], ink: Pixels, usual: float, grids: Sequence[Grid] = ()) -> list[Wall]:
    """Cuts beside both ends of each bar, within its cell as far up and down as no text stands across them.

    A multiplier to the right of a bar stands between the heights of numerator and denominator and would join them.
    """
    walls = []
    for bar in bars:
        at, near = round(bar.at), max(2, int(0.5 * usual))
        rows = slice(max(0, at - near), at + near)
        top, bottom = _cell_around(bar, grids, _WALL_LINES * usual)
        for end, outwards in ((int(bar.start) - 1, -1), (int(bar.end) + 1, 1)):
            x = _clear_column(ink, rows, end, outwards, near)
            strip = inked(ink[:, max(0, x - 1) : x + 1], 1)
            up = _free(strip[top:at][::-1])
            down = _free(strip[at:bottom])
            walls.append((x, at - up, at + down))
    return walls


def _cell_around(bar: Ruling, grids: Sequence[Grid], reach: float) -> tuple[int, int]:
    """Top and bottom of the cell in which a bar stands, no farther than `reach` pixels from it."""
    top, bottom, middle = max(0.0, bar.at - reach), bar.at + reach, (bar.start + bar.end) / 2
    for cell in (cell for grid in grids for cell in grid.cells):
        if cell.x0 <= middle <= cell.x1 and cell.top < bar.at < cell.bottom:
            return int(max(top, cell.top)), int(min(bottom, cell.bottom))
    return int(top), int(bottom)


def _clear_column(ink: Pixels, rows: slice, x: int, outwards: int, reach: int) -> int:
    """The nearest column from `x` outwards that has no ink beside the bar; `x` itself if there is none."""
    for step in range(reach):
        column = x + outwards * step
        if 1 <= column < ink.shape[1] and not ink[rows, column - 1 : column + 1].any():
            return column
    return x


def _free(strip: Flags) -> int:
    return int(np.argmax(strip)) if strip.any() else int(strip.size)


def with_fractions(items: Sequence[Item], bars: Sequence[Ruling], usual: float) -> list[Item]:
    """Items of a cell with text above and below each bar replaced by a fraction."""
    left = list(items)
    for bar in bars:
        above = _stack(left, bar, usual, upwards=True)
        below = _stack(left, bar, usual, upwards=False)
        if not (above and below):
            above, below = _typed(left, bar, usual)
        if above and below:
            used = {id(item) for item in (*above, *below)}
            left = [item for item in left if id(item) not in used]
            left = _with_factor(_fraction(above, below, bar, usual), bar, left, usual)
    return left


def _typed(items: Sequence[Item], bar: Ruling, usual: float) -> tuple[list[Item], list[Item]]:
    """The lines right above and below a row of typed dashes, which is often shorter than they are."""
    lines = lines_of([i for i in items if i.x0 < bar.end + usual], usual)
    above = [line for line in lines if line.bottom < bar.at]
    below = [line for line in lines if line.top > bar.at]
    if not above or not below:
        return [], []
    upper, lower = above[-1], below[0]
    gaps = (bar.at - upper.bottom, lower.top - bar.at)
    begins = all(abs(line.x0 - bar.start) < 0.6 * usual for line in (upper, lower))
    if not begins or not all(0.25 * usual < gap < _NEAREST * usual for gap in gaps):
        return [], []
    return list(upper.items), list(lower.items)


def _with_factor(fraction: Item, bar: Ruling, items: list[Item], usual: float) -> list[Item]:
    """A fraction among its neighbours; what stands right of it on lines of its own ("x" over "100%") is one factor."""
    right = [
        i for i in items
        if bar.end - 0.3 * usual <= i.x0 <= max(bar.end, fraction.x1) + 2 * usual
        and fraction.top - 0.2 * usual <= i.top and i.bottom <= fraction.bottom + 0.2 * usual
    ]  # fmt: skip
    lines = lines_of(right, usual)
    if not 1 <= len(lines) <= _FACTOR_LINES:
        return [*items, fraction]
    parts = [part for line in lines for part in line.items]
    factor = Item(
        content=line_content(parts),
        x0=max(fraction.x1, min(i.x0 for i in parts)),
        x1=max(i.x1 for i in parts),
        top=min(i.top for i in parts),
        bottom=max(i.bottom for i in parts),
        base=fraction.base,
        first=parts[0].first,
        text=" ".join(i.text for i in parts),
        scores=tuple(score for i in parts for score in i.scores),
        steps=tuple(step for i in parts for step in i.steps),
    )
    taken = {id(i) for i in parts}
    return [*(i for i in items if id(i) not in taken), fraction, factor]


def _stack(items: Sequence[Item], bar: Ruling, usual: float, *, upwards: bool) -> list[Item]:
    """Items of the lines above or below a bar that belong to its fraction."""
    slack = _SLACK * usual
    side = [i for i in items if (i.base < bar.at - 0.2 * usual if upwards else i.base > bar.at + 0.2 * usual)]
    lines = lines_of(side, usual)
    found: list[Item] = []
    edge = bar.at
    for line in reversed(lines) if upwards else lines:
        inside = [i for i in line.items if _within(i, bar, slack)]
        outside = [i for i in line.items if i not in inside and i.x1 > bar.start and i.x0 < bar.end]
        gap = edge - line.bottom if upwards else line.top - edge
        if not inside and not outside:
            continue
        if outside or gap > (_LINE_GAP if found else _NEAREST) * usual or _ends_stack(line.text, upwards=upwards):
            break
        found += inside
        edge = min(i.top for i in inside) if upwards else max(i.bottom for i in inside)
    return found


def _within(item: Item, bar: Ruling, slack: float) -> bool:
    """Whether an item lies over or under a bar, and not merely beside its end."""
    if item.x0 < bar.start - slack or item.x1 > bar.end + slack:
        return False
    return min(item.x1, bar.end) - max(item.x0, bar.start) > 0.6 * (item.x1 - item.x0)


@cache
def _note_words() -> tuple[str, ...]:
    """Words that open a note, which is no part of a denominator."""
    listed = (files("extract.scan") / "data" / "note_words.txt").read_text("utf-8").split()
    return tuple(word.casefold() for word in listed)


def _ends_stack(text: str, *, upwards: bool) -> bool:
    folded = text.strip().casefold()
    if upwards:
        return folded.endswith(("=", ":"))
    word, _, rest = folded.partition(" ")
    bare = word.rstrip(":.")
    return bare in _note_words() and (word != bare or rest.startswith((":", "=", ".")))


def _fraction(above: Sequence[Item], below: Sequence[Item], bar: Ruling, usual: float) -> Item:
    both = (*above, *below)
    numerator, top_text = _part(above, usual)
    denominator, bottom_text = _part(below, usual)
    return Item(
        content=(Fraction(numerator, denominator),),
        x0=min(bar.start, *(i.x0 for i in both)),
        x1=max(bar.end, *(i.x1 for i in both)),
        top=min(i.top for i in both),
        bottom=max(i.bottom for i in both),
        base=bar.at,
        first=bar.length,
        text=f"{top_text} / {bottom_text}",
        scores=tuple(score for item in both for score in item.scores),
        steps=tuple(step for item in both for step in item.steps),
    )


def _part(items: Sequence[Item], usual: float) -> tuple[Content, str]:
    lines = lines_of(items, usual)
    content: Content = ()
    for n, line in enumerate(lines):
        content = (*content, *((Break(BreakKind.WRAP),) if n else ()), *line_content(line.items))
    return content, " ".join(line.text for line in lines)
