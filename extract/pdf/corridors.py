"""White space between the words of a table: the corridors between its columns, and the phrases of its headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter

import regex

from extract.pdf.flow import WordLine, group_lines
from extract.pdf.words import Word

CORRIDOR = 0.6
"""Em; white space this wide from top to bottom separates columns."""
NARROW, SLIT = 0.25, 0.1
"""Em; narrower ones count where the texts behind them start in line and headings part above them, and the narrowest
where texts were written cell by cell on both sides."""
FLUSH, FEWEST_FLUSH = 1.0, 4
"""Points by which the starts of such texts differ at most, and how many there are."""

FEWEST_BEGUN, OVERFLOW = 3, 0.03
"""Texts that show where a column begins, and the share of words that may run over such a place."""
FEWEST_NUMBERS = 2
EDGE = 0.1
"""Points; less than this is no distance."""

Interval = tuple[float, float]

_LEFT = attrgetter("x0")
_NUMBER = regex.compile(r"\d{1,3}[.)]?")
_YEAR = regex.compile(r"(?:19|20)\d\d")


def corridors_between(taken: list[Interval], left: float, right: float, width: float) -> list[Interval]:
    """White intervals between the words, at least `width` wide; the margins do not count."""
    found: list[Interval] = []
    reach = None
    for start, end in sorted(taken):
        if reach is not None and start - reach >= width and left < reach and start < right:
            found.append((reach, start))
        reach = end if reach is None else max(reach, end)
    return found


def phrases_of(words: list[Word]) -> list[Interval]:
    """Stretches of words on one line without wide gaps."""
    phrases: list[Interval] = []
    for line in group_lines(words):
        start, end = line[0].x0, line[0].x1
        for word in line[1:]:
            if word.x0 - end > CORRIDOR * word.size:
                phrases.append((start, end))
                start = word.x0
            end = max(end, word.x1)
        phrases.append((start, end))
    return phrases


def narrowed(corridor: Interval, phrases: list[Interval]) -> Interval:
    """What a heading leaves of a corridor: headings are often wider than what stands under them."""
    a, b = corridor
    for start, end in phrases:
        if start >= b or end <= a or (start < corridor[0] and end > corridor[1]):
            continue
        if start + end > corridor[0] + corridor[1]:
            b = min(b, start)
        else:
            a = max(a, end)
    return (a, b) if a < b else corridor


def usual_size(words: list[Word]) -> float:
    """The size of most words, in points."""
    sizes = sorted([word.size for word in words])
    return sizes[len(sizes) // 2] if sizes else 10.0


def column_corridors(body: list[Word], heading: list[Word], left: float, right: float, size: float) -> list[Interval]:
    """The corridors between the columns of a table, narrow ones included that its texts (in content order) and headings
    prove."""
    spans = [(word.x0, word.x1) for word in body]
    found = corridors_between(spans, left, right, SLIT * size)
    if all(end - start >= CORRIDOR * size for start, end in found):
        return found
    lines = group_lines(body)
    order = {id(word): n for n, word in enumerate(body)}
    years = _years_apart(heading)
    centres = sorted((start + end) / 2 for start, end in phrases_of(heading))
    kept: list[Interval] = []
    for n, (start, end) in enumerate(found):
        before = kept[-1][1] if kept else left
        after = next((a for a, b in found[n + 1 :] if b - a >= CORRIDOR * size), right)
        width = (end - start) / size
        headed = any(before < x < start for x in centres) and any(end < x < after for x in centres)
        flush = width >= NARROW and headed and _is_flush(lines, end, size)
        first = not kept and width >= NARROW and _counts(body, start)
        proved = flush or first or _is_written(lines, (start, end), order)
        if width >= CORRIDOR or proved or any(a < start and end < b for a, b in years):
            kept.append((start, end))
    return kept


def with_blank_columns(corridors: list[Interval], left: float, right: float, heads: list[Interval]) -> list[Interval]:
    """The corridors between columns whose texts begin at `left` and end at `right`, and those beside headings below
    which nothing stands; a heading is no column where a text beside it has no other."""
    columns = list(
        zip([left, *(end for _, end in corridors)], [*(start for start, _ in corridors), right], strict=True)
    )
    if len(heads) <= len(columns):
        return corridors
    blank = [head for head in heads if not any(_overlaps(head, column) for column in columns)]
    headed = [column for column in columns if any(_overlaps(head, column) for head in heads)]
    if len(headed) < len(columns) or len(blank) + len(columns) > len(heads):
        return corridors
    texts = sorted(columns + blank)
    return [(before[1], after[0]) for before, after in pairwise(texts)]


def joined_spans(spans: Iterable[Interval]) -> list[Interval]:
    """Intervals with those that touch or overlap made one, from left to right."""
    joined: list[Interval] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _overlaps(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _years_apart(heading: list[Word]) -> list[Interval]:
    """From the middle of one year to that of the next, where a heading has several side by side."""
    return [
        ((before.x0 + before.x1) / 2, (word.x0 + word.x1) / 2)
        for line in group_lines(heading)
        for before, word in pairwise(line)
        if _YEAR.fullmatch(before.text) and _YEAR.fullmatch(word.text)
    ]


def _counts(words: list[Word], end: float) -> bool:
    """Whether the first column, which ends here, holds nothing but numbers."""
    own = [word.text for word in words if word.x1 <= end + EDGE]
    return len(own) >= FEWEST_NUMBERS and all(_NUMBER.fullmatch(text) for text in own)


def without_overflow(words: list[Word]) -> list[Word]:
    """Words (in content order) without those that run out of a narrow column over the place where texts of the next one
    begin, each written apart from what stands before it."""
    order = {id(word): n for n, word in enumerate(words)}
    begun = sorted(
        word.x0
        for line in group_lines(words)
        for before, word in pairwise(line)
        if order[id(word)] != order[id(before)] + 1
    )
    starts = [x for x, later in zip(begun, begun[FEWEST_BEGUN - 1 :], strict=False) if later - x <= FLUSH]
    if not starts:
        return words
    kept = [word for word in words if not any(word.x0 + FLUSH < x < word.x1 + FLUSH for x in starts)]
    return kept if len(words) - len(kept) <= max(1, OVERFLOW * len(words)) else words


def _is_written(lines: list[WordLine], corridor: Interval, order: dict[int, int]) -> bool:
    """Whether the words beside a corridor were written apart more often than one after the other, as in a text."""
    start, end = corridor
    proofs = 0
    for line in lines:
        n = bisect_left(line, end - EDGE, key=_LEFT)
        if 0 < n < len(line) and (line[n].x0 - end <= FLUSH or start - line[n - 1].x1 <= FLUSH):
            near = line[n].x0 - line[n - 1].x1 < CORRIDOR * line[n].size
            proofs += 1 if order[id(line[n])] != order[id(line[n - 1])] + 1 else -1 if near else 0
    return proofs > 0


def _is_flush(lines: list[list[Word]], start: float, size: float) -> bool:
    """Whether the texts that begin behind a corridor begin in line, on several lines."""
    first = [next((word.x0 for word in line if word.x0 >= start - FLUSH), start + 9 * size) for line in lines]
    near = [x for x in first if x - start < 2 * size]
    flush = sum(x - start <= FLUSH for x in near)
    return flush >= FEWEST_FLUSH and flush >= 0.9 * len(near)
