"""Drawn rules: what may be a table's border, and what is a bar (of a fraction, or under a word).

A bar is a thin horizontal rule whose ends touch no vertical rule. Bars leave before tables are sought, because the
tolerance with which borders are joined would let a bar split its cell; those that turn out to be neither fraction bar
nor underline (the row rules of a table without verticals) are given back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.drawing import THIN, Drawing
from extract.pdf.glyphs import Frame
from extract.pdf.pdfium import Floats
from schemas.page import Box

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


@dataclass(frozen=True, slots=True)
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
        sides = _sides(np.array(boxes, dtype=np.float64).reshape(-1, 4))
        return replace(
            self,
            across=(*self.across, *(Rule(*side) for side in sides[0].tolist())),
            down=(*self.down, *(Rule(*side) for side in sides[1].tolist())),
        )

    def given_back(self, bars: list[Rule]) -> Rules:
        """These rules with some of the bars among the borders."""
        return replace(self, across=(*self.across, *bars), bars=())


def find_rules(drawing: Drawing, frame: Frame) -> Rules:
    """Sort the drawn lines and the sides of the drawn boxes."""
    lines = frame.boxes(drawing.lines)
    boxes = frame.boxes(drawing.rectangles)
    behind = _covers(boxes, frame)
    width, height = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    level = width >= height
    dots = np.maximum(width, height) < SHORTEST_PIECE
    dotted = int(dots.sum()) >= FEWEST_DOTS  # borders drawn dot by dot; fewer dots are corners
    across = _rules(lines[(level & ~dots) | (dots & dotted)], 1)
    down = _rules(lines[(~level & ~dots) | (dots & dotted)], 0)
    shaded = drawing.shaded & ~behind
    sides = _sides(boxes[~shaded & ~behind])
    down = np.vstack([down, sides[1]])
    bars, others = _split_bars(across, down)
    return Rules(
        across=tuple(_joined(np.vstack([others, sides[0]]), snap=SAME)),
        down=tuple(_joined(down, snap=SAME)),
        bars=tuple(bars),
        fills=tuple(Box(*box) for box in boxes[shaded].tolist()),
    )


def _covers(boxes: Floats, frame: Frame) -> NDArray[np.bool_]:
    """Which boxes cover the whole page: its background."""
    wide = boxes[:, 2] - boxes[:, 0] >= WHOLE * frame.width
    return np.asarray(wide & (boxes[:, 3] - boxes[:, 1] >= WHOLE * frame.height))


def _rules(boxes: Floats, axis: int) -> Floats:
    """(n, 3) position, start, end of thin boxes along one axis (1: horizontal)."""
    other = 1 - axis
    return np.stack([(boxes[:, axis] + boxes[:, axis + 2]) / 2, boxes[:, other], boxes[:, other + 2]], axis=1)


def _sides(boxes: Floats) -> tuple[Floats, Floats]:
    """Horizontal and vertical sides of boxes; a box thin one way is one rule."""
    x0, top, x1, bottom = boxes.T
    flat, narrow = bottom - top <= THIN, x1 - x0 <= THIN
    across = np.vstack([np.stack([top, x0, x1], 1)[~narrow & ~flat], np.stack([bottom, x0, x1], 1)[~narrow]])
    down = np.vstack([np.stack([x0, top, bottom], 1)[~flat & ~narrow], np.stack([x1, top, bottom], 1)[~flat]])
    return across, down


def _split_bars(across: Floats, down: Floats) -> tuple[list[Rule], Floats]:
    """Bars (pieces joined) and the horizontal rules that touch a vertical one."""
    pieces = _joined(across, snap=BAR_STEP, join=TOUCH)
    if not pieces:
        return [], across
    tall = down[down[:, 2] - down[:, 1] > SHORTEST_RULE]
    bars: list[Rule] = []
    others: list[Rule] = []
    for piece in pieces:
        free = piece.length >= SHORTEST_BAR and not _touches(piece, tall)
        (bars if free else others).append(piece)
    return bars, np.array(others).reshape(-1, 3)


def _touches(rule: Rule, down: Floats) -> bool:
    """Whether an end of a horizontal rule touches a vertical one."""
    if not len(down):
        return False
    near = (np.abs(down[:, 0] - rule.start) <= TOUCH) | (np.abs(down[:, 0] - rule.end) <= TOUCH)
    return bool((near & (down[:, 1] - TOUCH <= rule.at) & (rule.at <= down[:, 2] + TOUCH)).any())


def join_rules(rules: list[Rule]) -> list[Rule]:
    """Rules snapped to common positions and joined where their ends meet."""
    return _joined(np.array(rules).reshape(-1, 3))


def _joined(rules: Floats, snap: float = SNAP, join: float = JOIN) -> list[Rule]:
    """Snap rules to common positions, join collinear pieces, drop what stays too short.

    Positions are chained into clusters as pdfplumber does: neighbours at most `snap` apart share their mean.
    """
    if not len(rules):
        return []
    rules = rules[np.argsort(rules[:, 0], kind="stable")]
    cluster = np.cumsum(np.r_[False, np.diff(rules[:, 0]) > snap])
    means = np.bincount(cluster, weights=rules[:, 0]) / np.bincount(cluster)
    order = np.lexsort((rules[:, 1], cluster))
    return _join_pieces(means[cluster[order]].tolist(), rules[order, 1].tolist(), rules[order, 2].tolist(), join)


def _join_pieces(positions: list[float], starts: list[float], ends: list[float], join: float) -> list[Rule]:
    joined: list[Rule] = []
    at, start, end = positions[0], starts[0], ends[0]
    for next_at, next_start, next_end in zip(positions[1:], starts[1:], ends[1:], strict=True):
        if next_at == at and next_start <= end + join:
            end = max(end, next_end)
        else:
            joined.append(Rule(at, start, end))
            at, start, end = next_at, next_start, next_end
    joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.length >= SHORTEST_RULE]
