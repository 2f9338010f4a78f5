"""Drawn rules: what may be a table's border, and what is a bar (of a fraction, or under a word).

A bar is a thin horizontal rule whose ends touch no vertical rule. Bars leave before tables are sought, because the
tolerance with which borders are joined would let a bar split its cell; those that turn out to be neither fraction bar
nor underline (the row rules of a table without verticals) are given back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.drawing import THIN, Drawing
from extract.pdf.glyphs import Frame
from extract.pdf.pdfium import Floats
from schemas.page import Box
from schemas.value import value

SNAP = 3.0
"""Points; rules of one table nearer than this are one (pdfplumber's own tolerance)."""
SAME = 0.6
"""Points; rules nearer than this are drawn as one, whatever table they belong to."""
JOIN = 3.0
"""Points; collinear pieces with a gap up to this are one rule (pdfplumber's own tolerance)."""
TOUCH = 1.0
"""Points; an end this near to a crossing rule touches it."""
SHORTEST_PIECE = 1.0
"""Points; shorter pieces are dots, which make a rule only in great number."""
FEWEST_DOTS = 200
SHORTEST_RULE = 3.0
SHORTEST_BAR = 6.0
BAR_STEP = 0.4
"""Points; pieces of one bar or underline lie at one height this exactly."""
WHOLE = 0.98
"""Share of the page's width and height that its background covers."""


class Rule(NamedTuple):
    """A straight rule: its position across (y of a horizontal, x of a vertical one) and its two ends."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Points."""
        return self.end - self.start


_POSITION, _START = attrgetter("at"), attrgetter("start")
_rule = partial(tuple.__new__, Rule)
"""A rule from all its fields, without the detour over a constructor written in Python."""


@value
class Rules:
    """The rules of a page that may be borders, and the bars."""

    across: tuple[Rule, ...]
    """Horizontal rules."""
    down: tuple[Rule, ...]
    """Vertical rules."""
    bars: tuple[Rule, ...] = ()
    fills: tuple[Box, ...] = ()
    """Boxes painted without an outline (shading): their sides count as rules where no table is ruled."""

    def with_fills(self, boxes: list[Box]) -> Rules:
        """These rules with the sides of some shaded boxes among the borders."""
        across, down = _sides(boxes)
        return replace(self, across=(*self.across, *across), down=(*self.down, *down))

    def given_back(self, bars: list[Rule]) -> Rules:
        """These rules with some of the bars among the borders."""
        return replace(self, across=(*self.across, *bars), bars=())


def find_rules(drawing: Drawing, frame: Frame) -> Rules:
    """Sort the drawn lines and the sides of the drawn boxes."""
    across, down = _straight(frame.boxes(drawing.lines))
    outlined, shaded = _parts(frame.boxes(drawing.rectangles), drawing.shaded, frame)
    sides = _sides(outlined)
    down += sides[1]
    bars, others = _split_bars(across, down)
    return Rules(
        across=tuple(_joined(others + sides[0], snap=SAME)),
        down=tuple(_joined(down, snap=SAME)),
        bars=tuple(bars),
        fills=tuple(shaded),
    )


def _straight(boxes: Floats) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules of thin boxes; dots count, as both, where they are enough to draw borders."""
    across: list[Rule] = []
    down: list[Rule] = []
    dots: list[list[float]] = []
    for box in boxes.tolist():
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if width < SHORTEST_PIECE and height < SHORTEST_PIECE:
            dots.append(box)
        elif width >= height:
            across.append(_rule(((top + bottom) / 2, x0, x1)))
        else:
            down.append(_rule(((x0 + x1) / 2, top, bottom)))
    if len(dots) >= FEWEST_DOTS:
        across += [_rule(((top + bottom) / 2, x0, x1)) for x0, top, x1, bottom in dots]
        down += [_rule(((x0 + x1) / 2, top, bottom)) for x0, top, x1, bottom in dots]
    return across, down


def _parts(boxes: Floats, shaded: NDArray[np.bool_], frame: Frame) -> tuple[list[Box], list[Box]]:
    """Boxes with an outline and those without; one that covers the whole page is its background and none of these."""
    widest, tallest = WHOLE * frame.width, WHOLE * frame.height
    parts: tuple[list[Box], list[Box]] = [], []
    for box, is_shaded in zip(map(Box._make, boxes.tolist()), shaded.tolist(), strict=True):
        if box.x1 - box.x0 < widest or box.bottom - box.top < tallest:
            parts[is_shaded].append(box)
    return parts


def _sides(boxes: list[Box]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical sides of boxes; a box thin one way is one rule."""
    wide = [box for box in boxes if box.x1 - box.x0 > THIN]
    tall = [box for box in boxes if box.bottom - box.top > THIN]
    tops = [_rule((top, x0, x1)) for x0, top, x1, bottom in wide if bottom - top > THIN]
    lefts = [_rule((x0, top, bottom)) for x0, top, x1, bottom in tall if x1 - x0 > THIN]
    bottoms = [_rule((bottom, x0, x1)) for x0, _, x1, bottom in wide]
    rights = [_rule((x1, top, bottom)) for _, top, x1, bottom in tall]
    return tops + bottoms, lefts + rights


def _split_bars(across: list[Rule], down: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Bars (pieces joined) and the horizontal rules that touch a vertical one."""
    pieces = _joined(across, snap=BAR_STEP, join=TOUCH)
    if not pieces:
        return [], across  # dots, which only a greater tolerance joins
    tall = sorted([rule for rule in down if rule.end - rule.start > SHORTEST_RULE])
    places = [rule.at for rule in tall]
    bars: list[Rule] = []
    others: list[Rule] = []
    for piece in pieces:
        free = piece.length >= SHORTEST_BAR and not _touches(piece, tall, places)
        (bars if free else others).append(piece)
    return bars, others


def _touches(rule: Rule, down: list[Rule], places: list[float]) -> bool:
    """Whether an end of a horizontal rule touches a vertical one; `places` are where those stand, in order."""
    at, start, end = rule
    for x in (start, end):
        for place, top, bottom in down[bisect_left(places, x - 2 * TOUCH) : bisect_right(places, x + 2 * TOUCH)]:
            if abs(place - x) <= TOUCH and top - TOUCH <= at <= bottom + TOUCH:
                return True
    return False


def join_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules snapped to common positions and joined where their ends meet."""
    return _joined(rules)


def _joined(rules: Iterable[Rule], snap: float = SNAP, join: float = JOIN) -> list[Rule]:
    """Snap rules to common positions, join collinear pieces, drop what stays too short.

    Positions are chained into clusters as pdfplumber does: neighbours at most `snap` apart share their mean.
    """
    joined: list[Rule] = []
    cluster: list[Rule] = []
    last = 0.0
    for rule in sorted(rules, key=_POSITION):
        at = rule.at
        if cluster and at - last > snap:
            joined += _join_pieces(cluster, join)
            cluster = []
        cluster.append(rule)
        last = at
    return joined + _join_pieces(cluster, join) if cluster else joined


def _join_pieces(cluster: list[Rule], join: float) -> list[Rule]:
    """The rules that pieces at about one position make up, at their mean."""
    if len(cluster) == 1:
        return cluster if cluster[0].length >= SHORTEST_RULE else []
    at = sum([rule.at for rule in cluster]) / len(cluster)
    cluster.sort(key=_START)
    _, start, end = cluster[0]
    spans: list[tuple[float, float]] = []
    for _, next_start, next_end in cluster:
        if next_start > end + join:
            spans.append((start, end))
            start = next_start
            end = next_end
        elif next_end > end:
            end = next_end
    spans.append((start, end))
    return [_rule((at, start, end)) for start, end in spans if end - start >= SHORTEST_RULE]
