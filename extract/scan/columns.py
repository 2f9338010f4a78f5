"""Tables without vertical rulings: their columns are where no word of any row stands.

Two or more lines across of the same extent make a table if the text between them stands in columns; what is printed
over a gap in the heading decides whether it parts two columns or only two words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.scan.grid import Frame, clustered
from extract.scan.raster import Flags, Pixels, inked
from extract.scan.rulings import SOLID_DENSITY, Ruling

_LEAST_WIDTH_INCH = 2.2
_LEAST_COLUMNS = 3
_GUTTER_INCH = 1 / 22
_ROW_GAP_INCH = 1 / 40

Span = tuple[int, int]


def find_open_frames(horizontal: Sequence[Ruling], words: Pixels, dpi: float) -> list[tuple[Frame, list[float]]]:
    """Tables with horizontal rulings alone: their rulings, and the x of their columns' borders."""
    found: list[tuple[Frame, list[float]]] = []
    for group in sorted(_alike(horizontal, dpi), key=lambda lines: -lines[0].length):
        loose = [line for line in group if not any(_is_inside(line, frame) for frame, _ in found)]
        found += _tables_of(loose, horizontal, words, dpi)
    return sorted(found, key=lambda pair: pair[0].top)


def _is_inside(line: Ruling, frame: Frame) -> bool:
    return frame.top <= line.at <= frame.bottom and line.start < frame.x1 and line.end > frame.x0


def _alike(horizontal: Sequence[Ruling], dpi: float) -> list[list[Ruling]]:
    """Long lines that begin and end at the same x, from the top down."""
    near = dpi / 10
    groups: list[list[Ruling]] = []
    for line in sorted(horizontal, key=lambda h: h.at):
        if line.length < dpi * _LEAST_WIDTH_INCH or line.density < SOLID_DENSITY / 2:
            continue
        for group in groups:
            if abs(group[0].start - line.start) <= near and abs(group[0].end - line.end) <= near:
                group.append(line)
                break
        else:
            groups.append([line])
    return [group for group in groups if len(group) >= 2]


def _tables_of(
    group: list[Ruling], horizontal: Sequence[Ruling], words: Pixels, dpi: float
) -> list[tuple[Frame, list[float]]]:
    """The tables that lines of one extent make: consecutive bands as long as their text shares its gaps."""
    tables = []
    first = 0
    while first < len(group) - 1:
        last = first + 1
        best: tuple[int, list[float]] | None = None
        while last < len(group):
            xs = _borders(group[first : last + 1], horizontal, words, dpi)
            if xs is None and best is not None:
                break
            if xs is not None:
                best = (last, xs)
            last += 1
        if best is None:
            first += 1
            continue
        lines = group[first : best[0] + 1]
        tables.append((Frame((*lines, *_partial(lines, horizontal, dpi)), ()), best[1]))
        first = best[0] + 1
    return tables


def _borders(lines: list[Ruling], horizontal: Sequence[Ruling], words: Pixels, dpi: float) -> list[float] | None:
    """x of the columns' borders between the lines of a table, or None if its text stands in no columns."""
    x0, x1 = int(min(h.start for h in lines)), int(max(h.end for h in lines))
    bands = [(int(a.at) + 1, int(b.at)) for a, b in pairwise(lines) if _holds_text(words, a, b, x0, x1, dpi)]
    if not bands:
        return None
    heading, body = bands[0], bands[1:] or bands[:1]
    filled = np.zeros(x1 - x0, np.int32)
    for top, bottom in body:
        filled += inked(words[top:bottom, x0:x1], 0)
    gutters = [g for g in _empty_spans(filled == 0) if g[1] - g[0] >= dpi * _GUTTER_INCH]
    inner = [g for g in gutters if g[0] > 0 and g[1] < x1 - x0]
    inner = _confirmed(inner, words, heading, x0, horizontal, dpi) if len(bands) > 1 else inner
    if len(inner) + 1 < _LEAST_COLUMNS:
        return None
    ends = [p.end for h in horizontal for p in h.pieces] + [p.start for h in horizontal for p in h.pieces]
    return [float(x0), *(_snapped(x0 + a, x0 + b, ends) for a, b in inner), float(x1)]


def _holds_text(words: Pixels, above: Ruling, below: Ruling, x0: int, x1: int, dpi: float) -> bool:
    band = words[int(above.at) + 2 : int(below.at) - 1, x0:x1]
    return bool(band.shape[0] > dpi / 20 and (band > 0).any())


def _empty_spans(empty: Flags) -> list[Span]:
    padded = np.concatenate([[False], empty, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _confirmed(
    gutters: list[Span], words: Pixels, heading: Span, x0: int, horizontal: Sequence[Ruling], dpi: float
) -> list[Span]:
    """Gaps that the heading confirms: no word of it stands across, and each column has words of its own."""
    top, bottom = heading
    partial = [h for h in horizontal if top + dpi / 30 < h.at < bottom - dpi / 30]
    kept: list[Span] = []
    for gap in gutters:
        low = _below_underline(partial, x0 + gap[0], x0 + gap[1], top)
        strip = inked(words[low:bottom, x0 + gap[0] : x0 + gap[1]], 0)
        free = [s for s in _empty_spans(~strip) if s[1] - s[0] >= dpi * _ROW_GAP_INCH]
        if free:
            widest = max(free, key=lambda s: s[1] - s[0])
            kept.append((gap[0] + widest[0], gap[0] + widest[1]))
    return _with_headings(kept, words[top:bottom], x0)


def _below_underline(partial: list[Ruling], left: float, right: float, top: int) -> int:
    """Where the heading begins at a gap: under the line of a heading that spans several columns, if there is one."""
    under = [h.at for h in partial if h.start <= left and h.end >= right]
    return int(max(under)) + 2 if under else top


def _with_headings(gutters: list[Span], heading: Pixels, x0: int) -> list[Span]:
    """Gaps whose column on the left has a word in the heading; a column without joins its left neighbour."""
    kept: list[Span] = []
    left = 0
    for n, gap in enumerate(gutters):
        right = gutters[n + 1][0] if n + 1 < len(gutters) else None
        before = (heading[:, x0 + left : x0 + gap[0]] > 0).any()
        end = None if right is None else x0 + right
        after = (heading[:, x0 + gap[1] : end] > 0).any()
        if before and after:
            kept.append(gap)
            left = gap[1]
    return kept


def _snapped(left: float, right: float, ends: Sequence[float]) -> float:
    """A border inside a gap: where a partial line ends, else its middle."""
    inside = [end for end in ends if left - 2 <= end <= right + 2]
    return float(np.mean(inside)) if inside else (left + right) / 2


def _partial(lines: list[Ruling], horizontal: Sequence[Ruling], dpi: float) -> list[Ruling]:
    """Shorter lines of the same table: they end at its side, or stand in its heading, or go on at the height of one."""
    near = dpi / 12
    x0, x1 = min(h.start for h in lines), max(h.end for h in lines)
    inside = [
        h for h in horizontal
        if h not in lines and lines[0].at < h.at < lines[-1].at and h.start > x0 - near and h.end < x1 + near
    ]  # fmt: skip
    found = [h for h in inside if abs(h.start - x0) <= near or abs(h.end - x1) <= near or h.at < lines[1].at]
    levels = clustered([(h.at, h.length) for h in found], dpi / 30)
    return found + [h for h in inside if h not in found and any(abs(h.at - level) <= dpi / 40 for level in levels)]
