"""Tables without any rule, where they can be proved: rows that count 1, 2, 3 at one place, under a heading, with white
corridors from the heading to the last row.

Less than that is left as lines: a numbered list has one corridor, a table of this field at least three.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from extract.pdf.columns import words_outside
from extract.pdf.corridors import CORRIDOR, corridors_between, narrowed, phrases_of
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
ABOVE = 0.95
"""Em above a line's baseline where its row begins."""
BESIDE = 3.0
"""Points between a column's text and its border."""

_NUMBER = regex.compile(r"(\d{1,3})[.)]?")


def find_bare_grids(words: list[Word], grids: list[Grid]) -> list[Grid]:
    """Grids of the tables on a page that no rule shows."""
    free = words_outside(words, grids)
    if sum(word.text[:1].isdigit() for word in free) < FEWEST_ROWS:
        return []
    lines = group_lines(free)
    starts = _counted(lines)
    if len(starts) < FEWEST_ROWS:
        return []
    top = _heading_top(lines, starts[0])
    end = _end(lines, starts[-1])
    grid = _grid(lines[top : end + 1], [n - top for n in starts]) if top < starts[0] else None
    return [grid] if grid is not None else []


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


def _heading_top(lines: list[WordLine], first: int) -> int:
    """The first line of the heading above the first row."""
    top = first
    while top > 0 and first - top < HEADING_LINES and _near(lines[top - 1], lines[top]):
        top -= 1
    return top


def _end(lines: list[WordLine], last: int) -> int:
    end = last
    while end + 1 < len(lines) and _near(lines[end], lines[end + 1]):
        end += 1
    return end


def _near(above: WordLine, below: WordLine) -> bool:
    return below[0].base - above[0].base <= SET_APART * below[0].size


def _grid(lines: list[WordLine], starts: list[int]) -> Grid | None:
    """The grid of the rows that begin at `starts`, heading lines before them; None where columns cannot be told."""
    words = [word for line in lines for word in line]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    size = lines[starts[0]][0].size
    body = [(word.x0, word.x1) for line in lines[starts[0] :] for word in line]
    corridors = corridors_between(body, left - BESIDE, right + BESIDE, CORRIDOR * size)
    phrases = phrases_of([word for line in lines[: starts[0]] for word in line])
    if len(corridors) + 1 < FEWEST_COLUMNS or any(_spans(phrase, corridors) for phrase in phrases):
        return None
    borders = [sum(narrowed(corridor, phrases)) / 2 for corridor in corridors]
    heights = [lines[0][0].base, *(lines[n][0].base for n in starts)]
    rows = [base - ABOVE * size for base in heights] + [lines[-1][0].base + size / 2]
    if any(below - above < size / 2 for above, below in pairwise(rows)):
        return None
    edges = [left - BESIDE, *borders, right + BESIDE]
    across = [Rule(y, edges[0], edges[-1]) for y in rows]
    down = [Rule(x, rows[0], rows[-1]) for x in edges]
    found = find_grid_cells(across, down, ruled=False)
    return found[0] if found else None


def _spans(phrase: tuple[float, float], corridors: list[tuple[float, float]]) -> bool:
    """Whether a heading covers a corridor from side to side: what stands below it is no table of its own columns."""
    return any(phrase[0] < start and phrase[1] > end for start, end in corridors)
