"""Drawn lines of a page: pieces found by morphology, told from letters, joined where they lie on one line.

What makes it work on real scans: ink that is tall where the line is thin (stems, crossing lines) goes before gaps are
closed; a line has white on both sides; its ends are then followed in the ink itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.scan.raster import Flags, Pixels, inked

MAX_RULINGS = 1_500
"""Pieces of one direction beyond this are a pattern, not a table; the longest are kept."""
_THICKEST_INCH = 1 / 24
_GAP_INCH = 1 / 28
_LEAST_INCH = {True: 0.25, False: 0.16}
_SIDE_INK = 0.32
_CLEARER_SIDE_INK = 0.22
_SIDE_PARTS = 50
"""White beside a line is looked for within an inch over this."""
_FOUND_AGAIN = 0.6
_FAINT_DENSITY = 0.22
_UNBROKEN = 0.95
_LOOSE_SIDE_INK = 0.5
_BROKEN_THICKNESS_INCH = 1 / 60
_BROKEN_SIDE_INK = 0.18
_CORE_PARTS, _EDGE_PARTS = 200, 66
"""Inches over these: how much thicker than itself a ruling is wiped out, and how far its blurred edges reach."""
_THIN = 30
"""The percentile of a line's thickness that is taken: letters that touch it make it thicker in many places."""
_FULL = 0.6
"""Rows of a line hold at least this share of the ink of its fullest one."""
SOLID_DENSITY = 0.4
"""Share of a line's length that is ink, from which it is drawn and not dotted."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken part of a ruling; `at_start` and `at_end` differ where the paper was not flat."""

    start: float
    end: float
    at_start: float
    at_end: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal or vertical line, in pixels: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float
    thickness: float
    density: float
    crowding: float
    """Ink right beside the line, as a share of its length: the fuller of the two sides."""
    pieces: tuple[Stretch, ...]

    @property
    def length(self) -> float:
        """Pixels along the line."""
        return self.end - self.start


def straight(at: float, start: float, end: float) -> Ruling:
    """A thin, unbroken ruling, known by other means than its own ink."""
    return Ruling(at, start, end, 1.0, 1.0, 0.0, (Stretch(start, end, at, at),))


def is_drawn(ruling: Ruling, dpi: float) -> bool:
    """Whether a line that holds no table together is a line all the same, and not the feet of a row of letters."""
    if ruling.density >= _UNBROKEN:
        return ruling.crowding <= _LOOSE_SIDE_INK
    return ruling.crowding <= _BROKEN_SIDE_INK and ruling.thickness <= dpi * _BROKEN_THICKNESS_INCH


def find_rulings(ink: Pixels, dpi: float) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical lines, faint and short ones included, each ordered by where it starts."""
    horizontal = _joined(_pieces(ink, dpi, _LEAST_INCH[True]), dpi, gap=dpi / 14)
    vertical = _joined(_pieces(np.ascontiguousarray(ink.T), dpi, _LEAST_INCH[False]), dpi, gap=dpi / 7)
    return horizontal, vertical


def _pieces(ink: Pixels, dpi: float, least_inch: float) -> list[Ruling]:
    """Unjoined horizontal pieces; vertical ones are found on the transposed page."""
    thickest = max(5, round(dpi * _THICKEST_INCH))
    gap = max(4, round(dpi * _GAP_INCH))
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thickest, 1), np.uint8))
    thin = cv2.dilate(cv2.subtract(ink, tall), np.ones((3, 1), np.uint8))
    thin = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    thin = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, int(dpi * least_inch)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(thin, connectivity=8)
    boxes = sorted((tuple(int(v) for v in stats[n, :4]) for n in range(1, count)), key=lambda box: -box[2])
    found = (_measured(ink, box, dpi, thickest) for box in boxes[:MAX_RULINGS])
    return [ruling for ruling in found if ruling is not None]


def _measured(ink: Pixels, box: tuple[int, ...], dpi: float, thickest: int) -> Ruling | None:
    """A piece as a ruling, or None for what only looks like one."""
    x, y, width, height = box
    if height > max(thickest + 4, width * 0.03):
        return None
    band = ink[max(0, y - 1) : y + height + 1, x : x + width] > 0
    if band.any(axis=0).mean() < _FOUND_AGAIN:
        return None
    far = max(3, round(dpi / _SIDE_PARTS))
    above, below = _side_ink(ink, x, width, y - far, y - 1), _side_ink(ink, x, width, y + height + 1, y + height + far)
    if (above + below) / 2 > _SIDE_INK or min(above, below) > _CLEARER_SIDE_INK:
        return None
    density = _density(ink[y : y + height, x : x + width] > 0, dpi)
    if density < _FAINT_DENSITY:
        return None
    x, width = _without_signs(ink, x, width, y, height, dpi)
    start, end = _followed(ink, x, x + width, y, y + height, round(dpi / 25))
    inked_at = band.sum(axis=0)
    thickness = float(np.percentile(inked_at[inked_at > 0], _THIN))
    stretch = _sloped(ink, x, width, y, height, start, end)
    at = _fullest(ink[y : y + height, x : x + width]) + y + 0.5
    return Ruling(at, start, end, thickness, density, max(above, below), (stretch,))


def _sloped(ink: Pixels, x: int, width: int, y: int, height: int, start: int, end: int) -> Stretch:
    """The stretch from `start` to `end` through the ink's centre near both ends of a found piece."""
    near = max(2, width // 6)
    first, last = (_fullest(ink[y : y + height, left : left + near]) for left in (x, x + width - near))
    return Stretch(start, end, y + first, y + last)


def _fullest(ink: Pixels) -> float:
    """The middle of the rows that hold most ink, past which letters only touch a line."""
    rows = (ink > 0).sum(axis=1)
    full = np.flatnonzero(rows >= max(1.0, _FULL * rows.max()))
    return float(full.mean()) if full.size else (ink.shape[0] - 1) / 2


def _side_ink(ink: Pixels, x: int, width: int, top: int, bottom: int) -> float:
    strip = ink[max(0, top) : max(1, bottom), x : x + width]
    return float((strip > 0).any(axis=0).mean()) if strip.size else 0.0


def _density(band: Flags, dpi: float) -> float:
    """Ink of the fullest pixel row, averaged over chunks so that a slight slope does no harm."""
    chunks = max(1, int(band.shape[1] / (dpi * 0.8)))
    return float(np.mean([chunk.mean(axis=1).max() for chunk in np.array_split(band, chunks, axis=1)]))


def _without_signs(ink: Pixels, x: int, width: int, y: int, height: int, dpi: float) -> tuple[int, int]:
    """A piece without a multiplication sign or the like beyond a gap near one of its ends, joined to it by closing."""
    reach = int(dpi / 8)
    if width < 3 * reach:
        return x, width
    line = inked(ink[y : y + height, x : x + width], 0)
    above, below = ink[max(0, y - 5) : max(1, y - 2)], ink[y + height + 2 : y + height + 5]
    tall = inked(above[:, x : x + width], 0) | inked(below[:, x : x + width], 0)
    # on an unbroken line a gap parts it from a minus as well, which is no taller than the line
    unbroken = bool(line[reach:-reach].mean() > _UNBROKEN)
    head = _tail_length(line[:reach][::-1], tall[:reach][::-1], sure=unbroken)
    tail = _tail_length(line[-reach:], tall[-reach:], sure=unbroken)
    return x + head, width - head - tail


def _tail_length(line: Flags, tall: Flags, *, sure: bool) -> int:
    """How much of a line's end to cut: from the last gap on, where what follows is taller than the line."""
    inked = np.flatnonzero(line)
    size = int(inked[-1]) + 1 if inked.size else 0
    gaps = np.flatnonzero(~line[: size - 1] & ~line[1:size]) if size else inked
    if not gaps.size or not (sure or tall[gaps[-1] + 2 :].any()):
        return 0
    last = int(gaps[-1])
    while last > 0 and not line[last - 1]:
        last -= 1
    return int(line.size - last)


def _followed(ink: Pixels, start: int, end: int, top: int, bottom: int, reach: int) -> tuple[int, int]:
    """Ends of a piece, moved outwards while there is ink on its line (crossing lines had cut it short)."""
    rows = slice(max(0, top), bottom)
    before = inked(ink[rows, max(0, start - reach) : start], 0)[::-1]
    after = inked(ink[rows, end : end + reach], 0)
    return start - _run_length(before), end + _run_length(after)


def _run_length(values: Flags) -> int:
    return int(values.size if values.all() else np.argmin(values))


def _joined(pieces: Iterable[Ruling], dpi: float, gap: float) -> list[Ruling]:
    """Pieces of one line as one ruling."""
    tolerance = dpi / 45
    lines: list[Ruling] = []
    for piece in sorted(pieces, key=lambda p: p.start):
        for n, line in enumerate(lines):
            if abs(line.at - piece.at) <= tolerance and piece.start - line.end <= gap:
                lines[n] = _merged(line, piece)
                break
        else:
            lines.append(piece)
    return lines


def _merged(one: Ruling, other: Ruling) -> Ruling:
    a, b = max(1.0, one.length), max(1.0, other.length)

    def mean(first: float, second: float) -> float:
        return (first * a + second * b) / (a + b)

    return Ruling(
        at=mean(one.at, other.at),
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        thickness=mean(one.thickness, other.thickness),
        density=mean(one.density, other.density),
        crowding=max(one.crowding, other.crowding),
        pieces=one.pieces + other.pieces,
    )


def without_long_lines(ink: Pixels, dpi: float) -> Pixels:
    """Ink without straight lines across or down: no more than a glance at a page needs."""
    reach = int(dpi * 0.5)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, reach), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((reach, 1), np.uint8))
    lines = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.where(lines > 0, 0, ink).astype(np.uint8)


def covered(rulings: Sequence[Ruling], at: float, start: float, end: float, tolerance: float) -> float:
    """Share of the stretch from `start` to `end` at `at` that rulings cover, gaps between their pieces left out."""
    spans = sorted(
        (max(start, piece.start), min(end, piece.end))
        for ruling in rulings
        if abs(ruling.at - at) <= tolerance
        for piece in ruling.pieces
        if piece.end > start and piece.start < end
    )
    reached, total = start, 0.0
    for a, b in spans:
        if b > reached:
            total += b - max(a, reached)
            reached = b
    return total / max(1.0, end - start)


def erased(
    page: Pixels, ink: Pixels, horizontal: Iterable[Ruling], vertical: Iterable[Ruling], dpi: float, value: int
) -> Pixels:
    """A copy of a page with its rulings painted over: 0 for ink, 255 for grey values.

    The blurred edges of a ruling go too, but for what belongs to a letter that stands close to it (see `ink`).
    """
    wiped = page.copy()
    for rulings, is_across in ((horizontal, True), (vertical, False)):
        core, whole = np.zeros_like(ink), np.zeros_like(ink)
        for ruling in rulings:
            thick = round(ruling.thickness + dpi / _CORE_PARTS)
            _paint(core, ruling, max(2, thick), across=is_across)
            _paint(whole, ruling, max(3, round(ruling.thickness + dpi / _EDGE_PARTS)), across=is_across)
        reach = 2 * round(dpi / _EDGE_PARTS) + 1
        beside = cv2.dilate(cv2.subtract(ink, whole), np.ones((reach, 1) if is_across else (1, reach), np.uint8))
        letters = (beside > 0) & (ink > 0) & (core == 0)
        wiped[(whole > 0) & ~letters] = value
    return wiped


def _paint(mask: Pixels, ruling: Ruling, thick: int, *, across: bool) -> None:
    for p in ruling.pieces:
        ends = (int(p.start) - 2, round(p.at_start)), (int(p.end) + 2, round(p.at_end))
        first, last = ends if across else ((ends[0][1], ends[0][0]), (ends[1][1], ends[1][0]))
        cv2.line(mask, first, last, 255, thick)
