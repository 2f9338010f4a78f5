"""Tables without vertical rules: rows from the horizontal rules, columns from the alignment of words.

Between two rules the words of a table leave vertical corridors of white space free. Bands (the space between two
consecutive rules) that share their corridors are one table; a band of running text has none and ends it. Where a
shorter rule begins, a column begins: such rules part the rows of merged cells.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

import regex

from extract.pdf.bands import part_band
from extract.pdf.corridors import (
    CORRIDOR,
    Interval,
    column_corridors,
    corridors_between,
    narrowed,
    phrases_of,
    usual_size,
)
from extract.pdf.flow import group_lines
from extract.pdf.grid import Grid, find_grid_cells
from extract.pdf.rules import Rule, Rules
from extract.pdf.words import Word, WordsByHeight
from extract.pdf.written import top_of, written_rows
from schemas.page import Box

SHORTEST = 20.0
"""Points; shorter rules part no rows."""
SAME_END = 4.0
"""Points; rules of one table end this near to each other."""
FEWEST_LEVELS = 3
"""A table has a rule above its heading, one below it and one at its end."""
KEPT = 0.6
"""Share of its corridors a table must keep when a band is added to it."""
FEWEST_COLUMNS = 3
CLOSE = 1.9
"""Em from the last rule, or between lines, within which the lines of a cut row stand."""
HEADING = 7.0
"""Em over the first rule within which its heading may stand."""
NEXT_TO_TEXT = 3.0
"""Points between a column's border and its text where the border is not drawn."""
SNAP_END = 16.0
"""Points by which a rule's end is drawn out to the next column's border."""

_FIRST = regex.compile(r"0?1[.)]?")
_MARKER = regex.compile(r"[-–—•▪●■○▫]|\(?(?:\d{1,2}|[A-Za-z])[.)]")


class Level(NamedTuple):
    """The rules at one height."""

    at: float
    rules: tuple[Rule, ...]

    @property
    def start(self) -> float:
        """Left end of the first rule."""
        return self.rules[0].start

    @property
    def end(self) -> float:
        """Right end of the last rule."""
        return max(rule.end for rule in self.rules)

    @property
    def is_whole(self) -> bool:
        """Whether it is drawn without a gap."""
        return len(self.rules) == 1


def find_open_grids(rules: Rules, words: list[Word], grids: list[Grid]) -> list[Grid]:
    """Grids between horizontal rules that no vertical rule crosses."""
    levels = _levels(rules, grids)
    if len(levels) < FEWEST_LEVELS:
        return []
    found: list[Grid] = []
    by_height = WordsByHeight(words_outside(words, grids))
    for group in _same_extent(levels):
        for part in _tables(group, by_height):
            closed = [*part, *_closing(part, by_height)] if part[-1] is group[-1] else part
            closed = [*_opening(part, by_height), *closed] if part[0] is group[0] else closed
            found.extend(_open_grid(closed, by_height))
    return found


def words_outside(words: list[Word], grids: list[Grid]) -> list[Word]:
    """The words that stand in none of these tables."""
    boxes = [grid.box for grid in grids]
    return [word for word in words if not any(_is_in(word, box) for box in boxes)] if boxes else words


def _is_in(word: Word, box: Box) -> bool:
    left, top, right, bottom = box
    return left <= word.x0 <= right and top <= word.base <= bottom + 1


def _levels(rules: Rules, grids: list[Grid]) -> list[Level]:
    """Heights at which rules are drawn outside ruled tables, top to bottom."""
    boxes = [grid.box for grid in grids]
    free = [rule for rule in rules.across if rule.length >= SHORTEST and not _belongs_to_grid(rule, boxes)]
    by_height: dict[float, list[Rule]] = {}
    for rule in sorted(free):
        by_height.setdefault(rule.at, []).append(rule)
    return [Level(at, tuple(group)) for at, group in by_height.items()]


def _belongs_to_grid(rule: Rule, boxes: list[Box]) -> bool:
    at, start, end = rule
    return any(top - 1 <= at <= bottom + 1 and start < x1 and end > x0 for x0, top, x1, bottom in boxes)


def _same_extent(levels: list[Level]) -> list[list[Level]]:
    """Levels that share both ends, with the shorter ones between them."""
    groups: list[list[Level]] = []
    rest = levels
    while rest:
        widest = max(rest, key=lambda level: level.end - level.start)
        same = [level for level in rest if _matches(level, widest)]
        inside = [
            level
            for level in rest
            if same[0].at <= level.at <= same[-1].at
            and level.start >= widest.start - SAME_END
            and level.end <= widest.end + SAME_END
        ]
        if len(same) >= 2 and len(inside) >= FEWEST_LEVELS:
            groups.append(inside)
        taken = {level.at for level in (inside if len(same) >= 2 else same)}
        rest = [level for level in rest if level.at not in taken]
    return groups


def _matches(level: Level, other: Level) -> bool:
    return abs(level.start - other.start) <= SAME_END and abs(level.end - other.end) <= SAME_END


def _tables(levels: list[Level], words: WordsByHeight) -> list[list[Level]]:
    """Runs of levels whose bands share corridors, gathered from the bottom up."""
    left, right = levels[0].start, max(level.end for level in levels)
    tables: list[list[Level]] = []
    current = [levels[-1]]
    taken: list[Interval] = []
    corridors: list[Interval] = []
    for above, below in pairwise(reversed(levels)):
        between = words.between(below.at, above.at)
        inside = [w for w in between if w.x1 > left and w.x0 < right]
        band = [(w.x0, w.x1) for w in inside]
        width = CORRIDOR * usual_size(between)
        narrower = corridors_between(taken + band, left, right, width)
        if narrower and _survive(corridors, narrower):
            current.append(below)
            taken, corridors = taken + band, narrower
        elif corridors and _is_heading(inside, corridors):
            current.append(below)
        else:
            tables.append(current[::-1])
            current, taken, corridors = [below], [], []
    tables.append(current[::-1])
    return [table for table in tables if len(table) >= FEWEST_LEVELS]


def _closing(levels: list[Level], words: WordsByHeight) -> list[Level]:
    """A level below the last one where a page break has cut a row: lines follow close by that keep to the columns."""
    left, right, last = levels[0].start, max(level.end for level in levels), levels[-1].at
    within = [w for w in words.between(levels[0].at, inf) if w.x1 > left and w.x0 < right]
    size = usual_size([w for w in within if w.base < last])
    body = [(w.x0, w.x1) for w in within if levels[1].at < w.base < last]
    corridors = corridors_between(body, left, right, CORRIDOR * size)
    taken: list[Word] = []
    end = last
    for line in group_lines([w for w in within if w.base > last]):
        covered = any(start < a and b < stop for start, stop in phrases_of(line) for a, b in corridors)
        if line[0].base - end > CLOSE * size or covered:
            break
        taken += line
        end = line[0].base
    columns = {sum(w.x0 > (a + b) / 2 for a, b in corridors) for w in taken}
    if len(columns) < FEWEST_COLUMNS or len(corridors) + 1 < FEWEST_COLUMNS:
        return []
    return [Level(end + size / 2, (Rule(end + size / 2, left, right),))]


def _opening(levels: list[Level], words: WordsByHeight) -> list[Level]:
    """A level above the first one where the heading stands over it: lines close above it that keep to the columns."""
    left, right, first = levels[0].start, max(level.end for level in levels), levels[0].at
    body = [w for w in words.between(first, levels[-1].at) if w.x1 > left and w.x0 < right]
    size = usual_size(body)
    over = words.between(first - HEADING * size, first)
    top, end = first, first
    for line in reversed(group_lines([w for w in over if w.x1 > left and w.x0 < right])):
        corridors = column_corridors(body, line, left, right, size)
        phrases = phrases_of(line)
        covered = any(start < a and b < stop for start, stop in phrases for a, b in corridors)
        if covered or end - line[0].base > CLOSE * line[0].size:
            break
        end = line[0].base
        columns = {sum((start + stop) / 2 > b for _, b in corridors) for start, stop in phrases}
        if len(columns) == len(phrases) and len(columns) > max(FEWEST_COLUMNS - 1, len(corridors) / 2):
            top = end - line[0].size
    return [Level(top, (Rule(top, left, right),))] if top < first else []


def _survive(before: list[Interval], after: list[Interval]) -> bool:
    """Whether most corridors are left when a band is added; a band may open further ones where cells are merged."""
    kept = sum(any(start < b and end > a for start, end in after) for a, b in before)
    return kept >= KEPT * len(before)


def _is_heading(words: list[Word], corridors: list[Interval]) -> bool:
    """Whether most corridors go on through a band: no phrase of it covers them from side to side."""
    if not words:
        return False
    phrases = phrases_of(words)
    kept = sum(not any(start < a and end > b for start, end in phrases) for a, b in corridors)
    return kept >= KEPT * len(corridors)


def _open_grid(levels: list[Level], words: WordsByHeight) -> list[Grid]:
    left, right = min(level.start for level in levels), max(level.end for level in levels)
    top, bottom = levels[0].at, levels[-1].at
    between = words.between(top, bottom)
    inside = [w for w in between if left - SAME_END <= w.x0 and w.x1 <= right + SAME_END]
    heading_end = next((level.at for level in levels[1:] if _spans(level, left, right)), bottom)
    body = [w for w in inside if w.base > heading_end] or inside
    heading = [w for w in inside if w.base < heading_end]
    corridors = column_corridors(body, heading, left, right, usual_size(between))
    corridors = _without_marker_columns(corridors, body, heading, left, right)
    phrases = phrases_of(heading)
    borders = [_border(narrowed(corridor, phrases), levels) for corridor in corridors]
    if len(borders) + 1 < FEWEST_COLUMNS:
        return []
    if (row := _first_row(heading, [left, *borders, right])) is not None:
        levels, heading_end = [levels[0], Level(row, (Rule(row, left, right),)), *levels[1:]], row
    levels, sure = _parted(levels, inside, [left, *borders, right], heading_end)
    across = [_drawn_out(rule, [left, *borders, right]) for level in levels for rule in level.rules]
    down = [Rule(left, top, bottom), Rule(right, top, bottom), *_columns(borders, levels, inside, heading_end)]
    return [replace(grid, sure=sure) for grid in find_grid_cells(across, down, ruled=False)]


def _first_row(heading: list[Word], edges: list[float]) -> float | None:
    """Where the first row begins, if it stands with the heading above the first rule: there is one below each row, but
    none below the heading."""
    rows = written_rows(heading, edges)
    if len(rows) < 2 or rows[-1][0].column or not _FIRST.fullmatch(rows[-1][0].opening):
        return None
    return top_of(rows[-1])


def _parted(
    levels: list[Level], words: list[Word], edges: list[float], heading_end: float
) -> tuple[list[Level], float]:
    """The levels with those between rows that no rule parts, and how sure these are."""
    by_height = WordsByHeight(words)
    parted = list(levels)
    surest = 1.0
    for above, below in pairwise(levels):
        if above.at >= heading_end:
            band = by_height.between(above.at, below.at)
            cuts, sure = part_band(band, edges, alone=above.at == heading_end and below is levels[-1])
            parted += [Level(at, tuple(Rule(at, *span) for span in spans)) for at, spans in cuts]
            surest = min(surest, sure)
    return sorted(parted), surest


def _spans(level: Level, left: float, right: float) -> bool:
    return level.is_whole and level.start <= left + SAME_END and level.end >= right - SAME_END


def _without_marker_columns(
    corridors: list[Interval], body: list[Word], heading: list[Word], left: float, right: float
) -> list[Interval]:
    """Corridors without those that only part list markers from their text: no heading stands over the markers."""
    if not heading:
        return corridors
    kept: list[Interval] = []
    for n, corridor in enumerate(corridors):
        start = kept[-1][1] if kept else left
        end = corridors[n + 1][0] if n + 1 < len(corridors) else right
        column = [word for word in body if start - 1 <= word.x0 and word.x1 <= corridor[0] + 1]
        over = [word for word in heading if word.x0 < corridor[0] + 1 and word.x1 > start - 1 and word.x1 <= end]
        if over or not column or not all(_MARKER.fullmatch(word.text) for word in column):
            kept.append(corridor)
    return kept


def _border(corridor: Interval, levels: list[Level]) -> float:
    """The column border within a corridor: where a shorter rule starts, else just left of the text."""
    ends = [rule.start for level in levels for rule in level.rules if corridor[0] - 2 <= rule.start <= corridor[1] + 2]
    if ends:
        return ends[0]
    return corridor[1] - min(NEXT_TO_TEXT, (corridor[1] - corridor[0]) / 2)


def _drawn_out(rule: Rule, borders: list[float]) -> Rule:
    """A rule whose ends lie on column borders."""
    return Rule(rule.at, _nearest(rule.start, borders), _nearest(rule.end, borders))


def _nearest(x: float, borders: list[float]) -> float:
    place = bisect_left(borders, x)
    near = min(borders[max(place - 1, 0) : place + 1], key=lambda border: abs(border - x))
    return near if abs(near - x) <= SNAP_END else x


def _columns(borders: list[float], levels: list[Level], words: list[Word], heading_end: float) -> list[Rule]:
    """Vertical rules at the borders, interrupted where a heading spans columns."""
    down: list[Rule] = []
    by_height = WordsByHeight(words)
    for above, below in pairwise(levels):
        band = [(w.x0, w.x1) for w in by_height.between(above.at, below.at)]
        for x in borders:
            left, right = x - 0.5, x + 0.5
            crossed = any(start < left and end > right for start, end in band)
            under_heading = below.at < heading_end and any(
                r.start + SAME_END < x < r.end - SAME_END for r in below.rules
            )
            if not crossed and not under_heading:
                down.append(Rule(x, above.at, below.at))
    return _connected(down)


def _connected(rules: list[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for rule in sorted(rules):
        last = joined[-1] if joined else None
        if last is not None and last.at == rule.at and rule.start <= last.end:
            joined[-1] = Rule(last.at, last.start, rule.end)
        else:
            joined.append(rule)
    return joined
