"""Rulings to tables: which lines belong to one, where its rows and columns are, which cells are merged.

A line of a table ends on a crossing line, or where other lines of the table end too (open borders); letters, underlines
and fraction bars do neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.scan.rulings import Ruling, covered

_MERGED_BELOW = 0.4
"""A border drawn over less than this share of its length does not part two cells."""
_STEM_INCH = 0.35
_STEM_SIDE_INK = 0.12
"""A short vertical with ink at its side is the stem of a letter."""
_LEAST_SIDE = (24.0, 6.0)
"""Least width and height of a table, in twentieths of an inch; smaller frames are strokes of letters."""
MAX_PLACES = 20_000
"""Cells of one table beyond which a grid is a pattern."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell by its place in the grid and its borders in pixels."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's skeleton: borders of columns and rows in pixels, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """Rulings that belong to one table, before its columns are known."""

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]

    @property
    def x0(self) -> float:
        """Leftmost pixel."""
        return min([h.start for h in self.horizontal] + [v.at for v in self.vertical])

    @property
    def x1(self) -> float:
        """Rightmost pixel."""
        return max([h.end for h in self.horizontal] + [v.at for v in self.vertical])

    @property
    def top(self) -> float:
        """Topmost pixel."""
        return min([h.at for h in self.horizontal] + [v.start for v in self.vertical])

    @property
    def bottom(self) -> float:
        """Lowest pixel."""
        return max([h.at for h in self.horizontal] + [v.end for v in self.vertical])


def find_frames(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], dpi: float) -> list[Frame]:
    """Groups of rulings that make a table with vertical rulings, from the top of the page down."""
    near = dpi / 20
    stems = [v for v in vertical if v.length < dpi * _STEM_INCH and v.crowding > _STEM_SIDE_INK]
    h, v = _supported(list(horizontal), [v for v in vertical if v not in stems], near)
    frames = [_frame(group, h, v) for group in _connected(h, v, near)]
    wanted = [f for f in frames if len(f.vertical) >= 1 and len(f.horizontal) >= 1 and _holds_columns(f, near)]
    return sorted(wanted, key=lambda f: f.top)


def _touches(h: Ruling, v: Ruling, near: float) -> bool:
    return h.start - near <= v.at <= h.end + near and v.start - near <= h.at <= v.end + near


def _supported(h: list[Ruling], v: list[Ruling], near: float) -> tuple[list[Ruling], list[Ruling]]:
    """Rulings both of whose ends are held, until nothing changes."""
    while True:
        kept_h = [line for line in h if _held(line, [x for x in v if _touches(line, x, near)], h, v, near)]
        kept_v = [line for line in v if _held(line, [x for x in kept_h if _touches(x, line, near)], v, kept_h, near)]
        if len(kept_h) == len(h) and len(kept_v) == len(v):
            return h, v
        h, v = kept_h, kept_v


def _held(line: Ruling, crossing: list[Ruling], alike: list[Ruling], across: list[Ruling], near: float) -> bool:
    """Whether both ends of a line are on crossing lines, or are ends that other lines of the table share."""
    if not crossing:
        return False
    return all(
        any(abs(x.at - end) <= near for x in crossing) or _shared_end(line, end, is_start, alike, across, near)
        for end, is_start in ((line.start, True), (line.end, False))
    )


def _shared_end(
    line: Ruling, end: float, is_start: bool, alike: list[Ruling], across: list[Ruling], near: float
) -> bool:
    """Whether a loose end is where the table itself ends (open border): it lines up with that of another line of the
    table, or the line crosses several of the table's lines on its way."""
    own = [x for x in across if _meets(line, x, near)]
    siblings = [o for o in alike if o is not line and any(_meets(o, x, near) for x in own)]
    crossed = sum(line.start + near < x.at < line.end - near for x in own)
    if crossed < 2 and not any(abs((o.start if is_start else o.end) - end) <= 1.5 * near for o in siblings):
        return False
    table = [x for x in across if any(_meets(o, x, near) for o in (line, *siblings))]
    return not any(x.at < end - near if is_start else x.at > end + near for x in table)


def _meets(one: Ruling, crossing: Ruling, near: float) -> bool:
    return one.start - near <= crossing.at <= one.end + near and crossing.start - near <= one.at <= crossing.end + near


def _connected(h: list[Ruling], v: list[Ruling], near: float) -> list[list[int]]:
    """Indices (vertical ones counted on from the horizontal) of rulings that hang together."""
    parent = list(range(len(h) + len(v)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, line in enumerate(h):
        for j, other in enumerate(v):
            if _touches(line, other, near):
                parent[root(i)] = root(len(h) + j)
    groups: dict[int, list[int]] = {}
    for i in range(len(parent)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _frame(group: list[int], h: list[Ruling], v: list[Ruling]) -> Frame:
    return Frame(tuple(h[i] for i in group if i < len(h)), tuple(v[i - len(h)] for i in group if i >= len(h)))


def _holds_columns(frame: Frame, near: float) -> bool:
    """Whether a frame has at least two places and is no lone cross of lines."""
    rows = len(row_borders(frame, near)) - 1
    columns = len(column_borders(frame, near)) - 1
    large = frame.x1 - frame.x0 > _LEAST_SIDE[0] * near and frame.bottom - frame.top > _LEAST_SIDE[1] * near
    return large and rows >= 1 and columns >= 1 and rows * columns >= 2


def column_borders(frame: Frame, near: float) -> list[float]:
    """x of the columns' borders; an open side is closed where its horizontal rulings end."""
    drawn = clustered([(v.at, v.length) for v in frame.vertical], near)
    left, right = min(h.start for h in frame.horizontal), max(h.end for h in frame.horizontal)
    return _closed(drawn, left, right, 3 * near)


def row_borders(frame: Frame, near: float) -> list[float]:
    """y of the rows' borders; an open top or bottom is closed where its vertical rulings end."""
    drawn = clustered([(h.at, h.length) for h in frame.horizontal], near)
    if not frame.vertical:
        return drawn
    top = -_reached([-v.start for v in frame.vertical], near)
    return _closed(drawn, top, _reached([v.end for v in frame.vertical], near), 3 * near)


def _reached(ends: Sequence[float], near: float) -> float:
    """How far rulings go: where two of them end, as one alone may run on into the stem of a letter."""
    furthest = sorted(ends, reverse=True)
    pairs = pairwise(furthest)
    return next((end for end, other in pairs if end - other <= near), furthest[0])


def _closed(drawn: list[float], low: float, high: float, least: float) -> list[float]:
    if drawn and low < drawn[0] - least:
        drawn = [low, *drawn]
    if drawn and high > drawn[-1] + least:
        drawn = [*drawn, high]
    return drawn


def clustered(values: Sequence[tuple[float, float]], tolerance: float) -> list[float]:
    """Means of (value, weight) pairs that lie within a tolerance of the mean of their predecessors."""
    groups: list[tuple[float, float]] = []
    for value, weight in sorted(values):
        if groups and value - groups[-1][0] / groups[-1][1] <= tolerance:
            total, weights = groups[-1]
            groups[-1] = (total + value * weight, weights + weight)
        else:
            groups.append((value * weight, weight))
    return [total / weights for total, weights in groups if weights > 0]


def build_grid(frame: Frame, xs: Sequence[float], dpi: float, *, ruled: bool = True) -> Grid | None:
    """The cells between borders, joined where no line parts them; None where nothing is left.

    `ruled` False: the borders at `xs` are not drawn, and part cells wherever they stand.
    """
    near = dpi / 18
    ys = row_borders(frame, near)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or not 2 <= rows * columns <= MAX_PLACES:
        return None
    inset = dpi / 50
    across = [
        [c == 0 or not ruled or covered(frame.vertical, xs[c], ys[r] + inset, ys[r + 1] - inset, near) >= _MERGED_BELOW
         for c in range(columns)]
        for r in range(rows)
    ]  # fmt: skip  # one row of the grid a line
    down = [
        [r == 0 or covered(frame.horizontal, ys[r], xs[c] + inset, xs[c + 1] - inset, near) >= _MERGED_BELOW
         for c in range(columns)]
        for r in range(rows)
    ]  # fmt: skip
    if not ruled:
        _join_under_lines(across, frame, xs, ys, near)
    cells = _cells(across, down, xs, ys)
    return Grid(tuple(xs), tuple(ys), tuple(cells), ruled) if len(cells) > 1 else None


def _join_under_lines(
    across: list[list[bool]], frame: Frame, xs: Sequence[float], ys: Sequence[float], near: float
) -> None:
    """Take out the borders over a line in the heading that spans several columns but not all: one heading for them."""
    if len(ys) < 3:
        return
    for line in frame.horizontal:
        if abs(line.at - ys[1]) > near or (line.start < xs[0] + near and line.end > xs[-1] - near):
            continue
        for c in range(1, len(xs) - 1):
            if line.start < xs[c] - near and line.end > xs[c] + near:
                across[0][c] = False


def _cells(
    across: list[list[bool]], down: list[list[bool]], xs: Sequence[float], ys: Sequence[float]
) -> list[GridCell]:
    """Rectangles of places without a border between them; a place is taken by the first that reaches it."""
    rows, columns = len(across), len(across[0])
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            wide = 1
            while c + wide < columns and not across[r][c + wide] and not taken[r][c + wide]:
                wide += 1
            high = 1
            while r + high < rows and _continues(across, down, taken, r + high, c, wide):
                high += 1
            for i in range(r, r + high):
                taken[i][c : c + wide] = [True] * wide
            cells.append(GridCell(r, c, high, wide, xs[c], ys[r], xs[c + wide], ys[r + high]))
    return cells


def _continues(
    across: list[list[bool]], down: list[list[bool]], taken: list[list[bool]], row: int, column: int, wide: int
) -> bool:
    """Whether a row's places below a cell belong to it: no border above any, none between them."""
    span = range(column, column + wide)
    return not any(down[row][c] or taken[row][c] for c in span) and not any(across[row][c] for c in span[1:])
