"""Tables without any rule, where they can be proved: rows that count 1, 2, 3 at one place, under a heading, with white
corridors from the heading to the last row.

Less than that is left as lines: a numbered list has one corridor, a table of this field at least three.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.pdf.bands import ABOVE, Cut, part_band
from extract.pdf.corridors import (
    CORRIDOR,
    Interval,
    column_corridors,
    narrowed,
    phrases_of,
    usual_size,
)
from extract.pdf.ends import table_end
from extract.pdf.flow import WordLine, group_lines
from extract.pdf.grid import Grid, find_grid_cells
from extract.pdf.headings import find_headings, opens_indicators
from extract.pdf.rules import Rule
from extract.pdf.words import Word

FEWEST_ROWS = 2
FEWEST_COLUMNS, FEWEST_HEADED = 4, 3
"""Columns of a table told by its numbers, and of one told by its headings."""
SAME_PLACE = 4.0
"""Points by which the numbers of the rows may start apart."""
HEADING_LINES = 4
SET_APART = 2.6
"""Em between baselines from which a line no longer belongs to the table."""
BESIDE = 3.0
"""Points between a column's text and its border."""

_NUMBER = regex.compile(r"(\d{1,3})[.)]?")


def find_bare_grids(words: list[Word]) -> list[Grid]:
    """Grids of the tables that no rule shows, among words (in content order) that stand in no other."""
    counts = sum(word.text[:1].isdigit() for word in words) >= FEWEST_ROWS
    headings = any(opens_indicators(word.text) for word in words)
    if not (counts or headings):
        return []
    page = _Page(words, group_lines(words))
    grid = _below_headings(page) if headings else None
    if grid is None and counts:
        grid = _counting(page)
    return [grid] if grid is not None else []


class _Page(NamedTuple):
    """The words outside all tables, in content order and as lines."""

    words: list[Word]
    lines: list[WordLine]

    def between(self, first: int, last: int) -> list[Word]:
        """The words of some lines, in content order."""
        taken = {id(word) for line in self.lines[first:last] for word in line}
        return [word for word in self.words if id(word) in taken]


def _below_headings(page: _Page) -> Grid | None:
    """The table below the headings of indicators, if there is one."""
    found = find_headings(page.words, page.lines)
    if found is None:
        return None
    top, first = found
    counted = _counted(page.lines)
    known = counted[-1] if counted and counted[0] >= first else first
    end = table_end(page.words, page.lines, first, known)
    starts = [n for n in counted if first <= n < end]
    return _grid(page, top, first, end, starts, FEWEST_HEADED)


def _counting(page: _Page) -> Grid | None:
    """The table of rows that count, with a heading above the first."""
    starts = _counted(page.lines)
    if len(starts) < FEWEST_ROWS:
        return None
    first = starts[0]
    end = table_end(page.words, page.lines, first, starts[-1])
    top = _heading_top(page.lines, first, _corridors(page, first, end))
    return _grid(page, top, first, end, starts, FEWEST_COLUMNS) if top < first else None


def _corridors(page: _Page, first: int, end: int, top: int | None = None) -> list[Interval]:
    """The corridors between the columns of some lines, and below the headings that begin at `top`."""
    body = page.between(first, end)
    over = page.between(top, first) if top is not None else []
    both = body + over
    left, right = min(word.x0 for word in both), max(word.x1 for word in both)
    return column_corridors(body, over, left - BESIDE, right + BESIDE, usual_size(body))


def _counted(lines: list[WordLine]) -> list[int]:
    """The longest stretch of lines that begin with 1, 2, 3 ... at one place, each set apart from what follows."""
    best: list[int] = []
    current: list[int] = []
    for n, line in enumerate(lines):
        match = _NUMBER.fullmatch(line[0].text)
        if match is None or len(line) < FEWEST_COLUMNS or line[1].x0 - line[0].x1 < CORRIDOR * line[0].size:
            continue
        number = int(match[1])
        goes_on = current and number == len(current) + 1 and abs(line[0].x0 - lines[current[0]][0].x0) <= SAME_PLACE
        current = [*current, n] if goes_on else [n] if number == 1 else []
        best = max(best, current, key=len)
    return best


def _heading_top(lines: list[WordLine], first: int, corridors: list[Interval]) -> int:
    """The first line of the heading above the first row: the uppermost that stands over several columns."""
    top = at = first
    while at > 0 and first - at < HEADING_LINES and _near(lines[at - 1], lines[at]):
        at -= 1
        phrases = phrases_of(lines[at])
        if any(_spans(phrase, corridors) for phrase in phrases):
            break
        if len(phrases) >= FEWEST_COLUMNS - 1:
            top = at
    return top


def _near(above: WordLine, below: WordLine) -> bool:
    return below[0].base - above[0].base <= SET_APART * below[0].size


def _grid(page: _Page, top: int, first: int, end: int, starts: list[int], fewest: int) -> Grid | None:
    """The grid of a heading and of rows, of which the lines `starts` begin with a number; None where there are fewer
    columns, or no room for a heading."""
    over, under = page.between(top, first), page.between(first, end)
    if not over or not under:
        return None
    corridors = _corridors(page, first, end, top)
    heading, body = page.lines[top], page.lines[first:end]
    size = body[0][0].size
    upper, middle, lower = heading[0].base - ABOVE * size, body[0][0].base - ABOVE * size, body[-1][0].base + size / 2
    if len(corridors) + 1 < fewest or middle - upper < size / 2:
        return None
    phrases = phrases_of(over)
    left, right = min(word.x0 for word in over + under) - BESIDE, max(word.x1 for word in over + under) + BESIDE
    edges = [left, *(sum(narrowed(corridor, phrases)) / 2 for corridor in corridors), right]
    cuts, sure = part_rows(under, body, edges, [n - first for n in starts])
    whole = [Rule(y, left, right) for y in (upper, middle, lower)]
    across = [*whole, *(Rule(at, *span) for at, spans in cuts for span in spans)]
    found = find_grid_cells(across, [Rule(x, upper, lower) for x in edges], ruled=False)
    return replace(found[0], sure=sure) if found else None


def part_rows(
    words: list[Word], body: list[WordLine], edges: list[float], starts: list[int]
) -> tuple[list[Cut], float]:
    """The cuts between the rows of a table and how sure they are: by the order of its words or by white space where
    these part all that have a number of their own, else above the numbers, and by white space between these."""
    cuts, sure = part_band(words, edges, alone=True)
    heights = [cut.at for cut in cuts]
    numbers = [body[n][0].base for n in starts]
    if all(bisect_left(heights, a) < bisect_left(heights, b) for a, b in pairwise(numbers)):
        return cuts, sure
    size = body[0][0].size
    above = [base - ABOVE * size for base in numbers]
    for top, bottom in pairwise([*above, body[-1][0].base + size]):
        more, _ = part_band([word for word in words if top < word.base < bottom], edges, alone=False)
        cuts = [*more, *(cut for cut in cuts if not top < cut.at < bottom)]
    return [*cuts, *(Cut(y, ((edges[0], edges[-1]),)) for y in above[1:])], 1.0


def _spans(phrase: Interval, corridors: list[Interval]) -> bool:
    """Whether a heading covers a corridor from side to side: what stands below it is no table of its own columns."""
    return any(phrase[0] < start and phrase[1] > end for start, end in corridors)
