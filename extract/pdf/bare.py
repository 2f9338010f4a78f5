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

from extract.pdf.bands import ABOVE, UNTOLD, Cut, part_band
from extract.pdf.corridors import (
    CORRIDOR,
    Interval,
    column_corridors,
    joined_spans,
    narrowed,
    phrases_of,
    usual_size,
    with_blank_columns,
    without_overflow,
)
from extract.pdf.ends import table_end
from extract.pdf.flow import WordLine, group_lines, words_of
from extract.pdf.grid import Grid, find_grid_cells
from extract.pdf.headings import find_headings, holds_two, may_have_headings
from extract.pdf.rules import Rule
from extract.pdf.words import Word
from extract.pdf.written import written_rows

FEWEST_ROWS = 2
FEWEST_COLUMNS, FEWEST_HEADED = 4, 3
"""Columns of a table told by its numbers, and of one told by its headings."""
SAME_PLACE = 4.0
"""Points by which the numbers of the rows may start apart."""
HEADING_LINES = 4
RUNNING_LINES = 3
"""Lines of a page among which the first row of a table that goes on stands, below its running head."""
SET_APART = 2.6
"""Em between baselines from which a line no longer belongs to the table."""
BESIDE = 3.0
"""Points between a column's text and its border."""

_NUMBER = regex.compile(r"(\d{1,3})[.)]?")


def find_bare_grids(words: list[Word]) -> list[Grid]:
    """Grids of the tables that no rule shows, one below the other, among words (in content order) that stand in no
    other."""
    grids: list[Grid] = []
    while (grid := _find_bare_grid(words)) is not None:
        grids.append(grid)
        words = [word for word in words if word.base > grid.rows[-1]]
    return grids


def _find_bare_grid(words: list[Word]) -> Grid | None:
    counts = sum(word.text[:1].isdigit() for word in words) >= FEWEST_ROWS
    headings = may_have_headings(words)
    if not (counts or headings):
        return None
    page = _Page(words, group_lines(words))
    grid = _below_headings(page) if headings else None
    if grid is None and counts:
        grid = _counting(page) or _going_on(page)
    return grid


class _Page(NamedTuple):
    """The words outside all tables, in content order and as lines."""

    words: list[Word]
    lines: list[WordLine]

    def between(self, first: int, last: int) -> list[Word]:
        """The words of some lines, in content order."""
        return words_of(self.lines[first:last], self.words)


def _below_headings(page: _Page) -> Grid | None:
    """The first table below headings of indicators, if there is one."""
    counted = _counted(page.lines)
    for top, first in find_headings(page.words, page.lines):
        known = counted[-1] if counted and counted[0] >= first else first
        end = table_end(page.words, page.lines, first, known)
        starts = [n for n in counted if first <= n < end]
        if (grid := _grid(page, top, first, end, starts, FEWEST_HEADED)) is not None:
            return grid
    return None


def _counting(page: _Page) -> Grid | None:
    """The table of rows that count, with a heading above the first."""
    starts = _counted(page.lines)
    if len(starts) < FEWEST_ROWS:
        return None
    first = starts[0]
    over = page.lines[max(0, first - HEADING_LINES) : first]
    if all(len(phrases_of(line)) < FEWEST_COLUMNS - 1 for line in over):
        return None  # a list, as most that count
    end = table_end(page.words, page.lines, first, starts[-1])
    top = _heading_top(page.lines, first, _columns(page, first, end)[0])
    return _grid(page, top, first, end, starts, FEWEST_COLUMNS) if top < first else None


def _going_on(page: _Page) -> Grid | None:
    """Rows at the top of a page without a heading whose numbers go on: a table of the page before."""
    number = next((line[0] for line in page.lines if len(line) > FEWEST_HEADED and line[0].text[0].isdigit()), None)
    if number is None or (match := _NUMBER.fullmatch(number.text)) is None or int(match[1]) == 1:
        return None  # nearly every page
    for first, line in enumerate(page.lines[:RUNNING_LINES]):
        if len(phrases_of(line)) < FEWEST_HEADED or number.x0 > line[0].x0 + SAME_PLACE:
            continue
        end = table_end(page.words, page.lines, first, first)
        _, edges = _columns(page, first, end)
        starts = _counting_on(page.lines, first, end, edges)
        if len(edges) <= FEWEST_COLUMNS or not starts:
            continue
        if len(starts) >= FEWEST_ROWS or len(written_rows(page.between(first, end), edges)) >= FEWEST_ROWS:
            return _drawn(page, edges, None, first, end, starts)
    return None


def _counting_on(lines: list[WordLine], first: int, end: int, edges: list[float]) -> list[int]:
    """The lines with a text in the first column, where these are numbers that leave none out; else none."""
    starts = [n for n in range(first, end) if lines[n][0].x1 <= edges[1]]
    counted = [int(match[1]) for n in starts if (match := _NUMBER.fullmatch(lines[n][0].text))]
    in_order = all(below == above + 1 for above, below in pairwise(counted))
    return starts if in_order and len(counted) == len(starts) else []


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
    _, edges = _columns(page, first, end, top)
    size = page.lines[first][0].size
    if top == first or len(edges) <= fewest or page.lines[first][0].base - page.lines[top][0].base < size / 2:
        return None
    grid = _drawn(page, edges, top, first, end, starts)
    over = page.between(top, first)
    joined = any(holds_two([word for word in over if a <= word.x0 < b]) for a, b in pairwise(edges))
    return replace(grid, sure=min(grid.sure, UNTOLD)) if grid is not None and joined else grid


def _columns(page: _Page, first: int, end: int, top: int | None = None) -> tuple[list[Interval], list[float]]:
    """The corridors between the columns of some lines below the headings that begin at `top`, and their borders."""
    over, under = page.between(first if top is None else top, first), page.between(first, end)
    phrases = phrases_of(over)
    start, stop = min(word.x0 for word in under), max(word.x1 for word in under)
    left, right = min([start, *(a for a, _ in phrases)]) - BESIDE, max([stop, *(b for _, b in phrases)]) + BESIDE
    corridors = column_corridors(without_overflow(under), over, left, right, usual_size(under))
    heads = joined_spans(phrase for phrase in phrases if not _spans(phrase, corridors))
    corridors = with_blank_columns(corridors, start, stop, heads)
    return corridors, [left, *(sum(narrowed(corridor, phrases)) / 2 for corridor in corridors), right]


def _drawn(page: _Page, edges: list[float], top: int | None, first: int, end: int, starts: list[int]) -> Grid | None:
    """The grid between these borders: headings from line `top`, rows from line `first`."""
    body = page.lines[first:end]
    size = body[0][0].size
    heights = [line[0].base - ABOVE * size for line in (page.lines[n] for n in (top, first) if n is not None)]
    heights.append(body[-1][0].base + size / 2)
    cuts, sure = part_rows(page.between(first, end), body, edges, [n - first for n in starts])
    whole = [Rule(y, edges[0], edges[-1]) for y in heights]
    across = [*whole, *(Rule(at, *span) for at, spans in cuts for span in spans)]
    found = find_grid_cells(across, [Rule(x, heights[0], heights[-1]) for x in edges], ruled=False)
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
