"""Tables without any rule, where they can be proved: rows that count 1, 2, 3 at one place, under a heading, with white
corridors from the heading to the last row.

Less than that is left as lines: a numbered list has one corridor, a table of this field at least three.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from math import inf

import regex

from extract.pdf.bands import ABOVE, WIDEST_PITCH, Cut, part_band
from extract.pdf.corridors import CORRIDOR, NARROW, Interval, column_corridors, corridors_between, narrowed, phrases_of
from extract.pdf.flow import WordLine, group_lines
from extract.pdf.grid import Grid, find_grid_cells
from extract.pdf.rules import Rule
from extract.pdf.words import Word

FEWEST_ROWS = 2
FEWEST_COLUMNS = 4
SAME_PLACE = 4.0
"""Points by which the numbers of the rows may start apart."""
HEADING_LINES = 4
SET_APART = 2.6
"""Em between baselines from which a line no longer belongs to the table."""
BESIDE = 3.0
"""Points between a column's text and its border."""

_NUMBER = regex.compile(r"(\d{1,3})[.)]?")


def find_bare_grids(words: list[Word]) -> list[Grid]:
    """Grids of the tables that no rule shows, among words that stand in no other."""
    if sum(word.text[:1].isdigit() for word in words) < FEWEST_ROWS:
        return []
    lines = group_lines(words)
    starts = _counted(lines)
    if len(starts) < FEWEST_ROWS:
        return []
    first, last = starts[0], starts[-1]
    last = _end(lines, last, _corridors(lines[first : last + 1]))
    corridors = _corridors(lines[first : last + 1])
    top = _heading_top(lines, first, corridors)
    if top == first or len(corridors) + 1 < FEWEST_COLUMNS:
        return []
    grid = _grid(lines[top:first], lines[first : last + 1], [n - first for n in starts])
    return [grid] if grid is not None else []


def _corridors(lines: list[WordLine]) -> list[Interval]:
    words = _words(lines)
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    spans = [(word.x0, word.x1) for word in words]
    return corridors_between(spans, left - BESIDE, right + BESIDE, CORRIDOR * lines[0][0].size)


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


def _end(lines: list[WordLine], last: int, corridors: list[Interval]) -> int:
    """The last line of the table: those below the last number keep to its columns, as more of its row or as rows."""
    end = last
    for below in lines[last + 1 :]:
        phrases = phrases_of(below)
        many = len(phrases) >= (len(corridors) + 1) / 2
        parts = _gaps(below) if many else phrases
        far = below[0].base - lines[end][0].base > (SET_APART if many else WIDEST_PITCH) * below[0].size
        if far or any(_spans(part, corridors) for part in parts):
            break
        end += 1
    return end


def _gaps(line: WordLine) -> list[Interval]:
    """The words of a line, joined where the white space between them is too narrow for a corridor."""
    gaps = corridors_between([(word.x0, word.x1) for word in line], 0.0, inf, NARROW * line[0].size)
    starts = [line[0].x0, *(end for _, end in gaps)]
    return list(zip(starts, [*(start for start, _ in gaps), line[-1].x1], strict=True))


def _near(above: WordLine, below: WordLine) -> bool:
    return below[0].base - above[0].base <= SET_APART * below[0].size


def _grid(heading: list[WordLine], body: list[WordLine], starts: list[int]) -> Grid | None:
    """The grid of a heading and of rows, of which those at `starts` begin with a number; None where they are not."""
    over, under = _words(heading), _words(body)
    left, right = min(word.x0 for word in over + under) - BESIDE, max(word.x1 for word in over + under) + BESIDE
    size = body[0][0].size
    phrases = phrases_of(over)
    corridors = column_corridors(under, over, left, right, size)
    edges = [left, *(sum(narrowed(corridor, phrases)) / 2 for corridor in corridors), right]
    top, middle, bottom = heading[0][0].base - ABOVE * size, body[0][0].base - ABOVE * size, body[-1][0].base + size / 2
    cuts, sure = part_rows(body, edges, starts)
    if middle - top < size / 2:
        return None
    whole = [Rule(y, edges[0], edges[-1]) for y in (top, middle, bottom)]
    across = [*whole, *(Rule(at, *span) for at, spans in cuts for span in spans)]
    down = [Rule(x, top, bottom) for x in edges]
    found = find_grid_cells(across, down, ruled=False)
    return replace(found[0], sure=sure) if found else None


def _words(lines: list[WordLine]) -> list[Word]:
    return [word for line in lines for word in line]


def part_rows(body: list[WordLine], edges: list[float], starts: list[int]) -> tuple[list[Cut], float]:
    """The cuts between the rows of a table and how sure they are: by white space where it parts all that have a number
    of their own, else above the numbers, and by white space between these."""
    words = _words(body)
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
