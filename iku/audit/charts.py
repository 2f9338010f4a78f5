"""Targets over the years as the geometry of a small line chart; the template draws it as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from iku.revisions.papers import TargetFact

WIDTH, HEIGHT, MARGIN = 320.0, 110.0, 26.0
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A figure: its place in the chart, its year and its text."""

    x: float
    y: float
    tahun: int
    raw: str


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one kind of figure and the line through them."""

    kind: str
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """As the `points` of an SVG polyline."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one indicator."""

    title: str
    series: tuple[Series, ...]
    width: float = WIDTH
    height: float = HEIGHT


def chart(title: str, targets: Sequence[TargetFact]) -> Chart | None:
    """The chart of the yearly figures of an indicator; None where there are fewer than two."""
    figures = [t for t in targets if t.tahun is not None and t.periode is None and t.value is not None]
    kinds = sorted({t.kind for t in figures})
    groups = {kind: _by_year([t for t in figures if t.kind == kind]) for kind in kinds}
    drawn = {kind: group for kind, group in groups.items() if len(group) >= _FEWEST}
    if not drawn:
        return None
    years = [year for group in drawn.values() for year in group]
    values = [float(t.value or 0) for group in drawn.values() for t in group.values()]
    place = _Scale(min(years), max(years), min(values), max(values))
    series = (
        Series(kind, tuple(place.point(year, t) for year, t in sorted(group.items()))) for kind, group in drawn.items()
    )
    return Chart(title, tuple(series))


def _by_year(figures: Sequence[TargetFact]) -> dict[int, TargetFact]:
    found: dict[int, TargetFact] = {}
    for figure in figures:
        found.setdefault(figure.tahun or 0, figure)
    return found


@dataclass(frozen=True, slots=True)
class _Scale:
    """From years and values to the plane of the chart."""

    first: int
    last: int
    low: float
    high: float

    def point(self, year: int, target: TargetFact) -> Point:
        across = (year - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        value = float(target.value if target.value is not None else Decimal(0))
        up = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        x = MARGIN + across * (WIDTH - 2 * MARGIN)
        y = HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)
        return Point(round(x, 1), round(y, 1), year, target.raw)
