"""Stacked fractions: the words above and below a bar become one word that holds a `Fraction`.

The geometry, in em of the line's own size, from three producers (distance from bar to baseline, y down): last numerator
line -0.25 to -0.36, first denominator line +0.84 to +1.00, the inline "x 100%" beside it +0.25 to +0.31. Narrow bars
come first, so that nested fractions resolve inside out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.pdf.flow import group_lines, lines_content
from extract.pdf.limits import MAX_BARS
from extract.pdf.rules import Rule, Rules
from extract.pdf.words import Word
from schemas.inline import MAX_DEPTH, Fraction

MARGIN = 2.0
"""Points by which a line may stand out over the bar's ends."""
FIRST_ABOVE, FIRST_BELOW, FURTHER = 1.15, 1.75, 1.6
"""Em; greatest distances from the bar to the first line above and below, and between lines."""
AT_BAR = 0.2
"""Em; a baseline nearer to the bar than this is underlined; it is divided only where words stand beside the bar."""
BESIDE = (0.1, 0.6)
"""Em below the bar where the baseline of the words beside a fraction lies."""
REACH = 2.5
"""Em; how far the words beside a fraction may stand from the bar."""
CROWDED = 1.2
"""Em; a word this near to the bar's end on a line's own baseline belongs to that line."""
COLUMN_GAP = 1.2
"""Em; a gap this wide within a line separates columns, not words of a numerator."""
SAME_SIZE = 0.1
OFF_CENTRE = 0.12
"""Share of the bar's length by which a line may be off its centre."""
FILLED = 0.5
"""Share of the bar that its longest line takes up at least."""
SHORT = 30.0
"""Points by which the bar of a short fraction may be longer than its lines."""
UNDERLINE = 0.45
"""Em; an underline lies at most this far below its words."""


class Lane(NamedTuple):
    """The space between the borders around a bar."""

    left: float
    top: float
    right: float
    bottom: float


class Stacked(NamedTuple):
    """The outcome: words with fractions in place of their parts, bars that were fractions, bars that were neither
    fraction nor underline."""

    words: list[Word]
    fractions: list[Rule]
    unexplained: list[Rule]


@cache
def _note() -> regex.Pattern[str]:
    openings = json.loads(files("extract.pdf").joinpath("notes.json").read_text(encoding="utf-8"))["openings"]
    return regex.compile(r"(?:\L<openings>)\s*[.:]|\*\)", regex.I, openings=openings)


def stack_fractions(words: list[Word], rules: Rules) -> Stacked:
    """Resolve the bars of a page."""
    fractions: list[Rule] = []
    unexplained = list(rules.bars[MAX_BARS:])
    for bar in sorted(rules.bars[:MAX_BARS], key=lambda rule: rule.length):
        stacked = _stack(words, bar, _lane(bar, rules))
        if stacked is not None:
            words = stacked
            fractions.append(bar)
        elif not _is_underline(words, bar):
            unexplained.append(bar)
    return Stacked(words, fractions, unexplained)


def _lane(bar: Rule, rules: Rules) -> Lane:
    """The nearest borders around a bar."""
    middle = (bar.start + bar.end) / 2
    beside = [rule.at for rule in rules.down if rule.start <= bar.at <= rule.end]
    over = [rule.at for rule in rules.across if rule.start <= middle <= rule.end]
    return Lane(
        max((x for x in beside if x <= bar.start), default=-1e9),
        max((y for y in over if y < bar.at), default=-1e9),
        min((x for x in beside if x >= bar.end), default=1e9),
        min((y for y in over if y > bar.at), default=1e9),
    )


def _stack(words: list[Word], bar: Rule, lane: Lane) -> list[Word] | None:
    """The words with the fraction of this bar, None where it is no fraction bar."""
    near = [word for word in words if lane.left - 1 <= word.x0 < lane.right and lane.top < word.base < lane.bottom + 1]
    inside = [word for word in near if word.x0 >= bar.start - MARGIN and word.x1 <= bar.end + MARGIN]
    if len(inside) < 2:
        return None
    lines = group_lines(inside)
    above = [line for line in lines if line[0].base + line[0].drop < bar.at + 0.02 * line[0].size]
    below = [line for line in lines if line[0].base - line[0].rise > bar.at + BESIDE[1] * line[0].size]
    numerator = _collect(reversed(above), near, bar, above=True)
    denominator = _collect(iter(below), near, bar, above=False)
    if not numerator or not denominator or not _fills(bar, [*numerator, *denominator]):
        return None
    numerator.reverse()
    return _replaced(words, near, bar, numerator, denominator)


def _fills(bar: Rule, lines: list[list[Word]]) -> bool:
    """Whether the bar is about as long as its longest line; a rule between rows is longer."""
    widest = max(max(word.x1 for word in line) - line[0].x0 for line in lines)
    return bar.length <= max(widest / FILLED, widest + SHORT)


def _collect(lines: Iterable[list[Word]], near: list[Word], bar: Rule, *, above: bool) -> list[list[Word]]:
    """The lines of a numerator (nearest first) or denominator."""
    taken: list[list[Word]] = []
    last = bar.at
    for line in lines:
        size = max(word.size for word in line)
        edge = max(w.base + w.drop for w in line) if above else min(w.base - w.rise for w in line)
        limit = FURTHER if taken else FIRST_ABOVE if above else FIRST_BELOW
        if abs(edge - last) > limit * size or not _belongs(line, taken, near, bar, above=above):
            break
        taken.append(line)
        last = min(w.base - w.rise for w in line) if above else max(w.base + w.drop for w in line)
    return taken


def _belongs(line: list[Word], taken: list[list[Word]], near: list[Word], bar: Rule, *, above: bool) -> bool:
    size = max(word.size for word in line)
    if any(q.x0 - p.x1 > COLUMN_GAP * size for p, q in pairwise(line)):
        return False
    if _sticks_out(line, near, bar):
        return False
    text = " ".join(word.text for word in line)
    if above:
        return not taken or (not text.endswith((":", "=")) and _aligned(line, taken[0], bar))
    if _note().match(text):
        return False
    if not taken:
        return True
    first = max(word.size for word in taken[0])
    return abs(size - first) <= SAME_SIZE * first and _aligned(line, taken[0], bar)


def _sticks_out(line: list[Word], near: list[Word], bar: Rule) -> bool:
    """Whether the line goes on beyond the bar's ends."""
    base, size = line[0].base, line[0].size
    for word in near:
        if abs(word.base - base) > 0.1 * size or (word.x0 >= bar.start - MARGIN and word.x1 <= bar.end + MARGIN):
            continue
        if word.x0 - bar.end < CROWDED * size and bar.start - word.x1 < CROWDED * size:
            return True
    return False


def _aligned(line: list[Word], first: list[Word], bar: Rule) -> bool:
    """Whether a further line is set as the first one: centred over the bar, or flush with it."""
    slack = max(OFF_CENTRE * bar.length, 0.5 * line[0].size)
    middle = (bar.start + bar.end) / 2

    def off_centre(words: list[Word]) -> bool:
        return abs((words[0].x0 + max(word.x1 for word in words)) / 2 - middle) > slack

    return not off_centre(line) or (off_centre(first) and abs(line[0].x0 - first[0].x0) <= slack)


def _replaced(
    words: list[Word], near: list[Word], bar: Rule, numerator: list[list[Word]], denominator: list[list[Word]]
) -> list[Word] | None:
    """The words with one composite word for those of a fraction."""
    used = {id(word) for line in (*numerator, *denominator) for word in line}
    parts = [word for line in (*numerator, *denominator) for word in line]
    size = max(word.size for word in numerator[-1])
    if sum(word.content is not None for word in parts) and _depth(parts) >= MAX_DEPTH:
        return None
    beside = [word for word in near if id(word) not in used and _is_beside(word, bar)]
    if not beside and bar.at - numerator[-1][0].base - numerator[-1][0].drop < AT_BAR * size:
        return None
    base = min(beside, key=lambda w: min(abs(w.x0 - bar.end), abs(bar.start - w.x1))).base if beside else None
    at = base if base is not None else bar.at + 0.28 * size
    first = parts[0]
    fraction = Word(
        text="",
        x0=min(bar.start, *(word.x0 for word in parts)),
        x1=max(bar.end, *(word.x1 for word in parts)),
        base=at,
        size=beside[0].size if beside else size,
        bold=first.bold,
        spaced=True,
        run=first.run,
        content=(Fraction(lines_content(numerator), lines_content(denominator)),),
        rise=at - min(word.base - word.rise for word in numerator[0]),
        drop=max(word.base + word.drop for word in denominator[-1]) - at,
    )
    place = next(n for n, word in enumerate(words) if id(word) in used)
    kept = [word for word in words[place:] if id(word) not in used]
    return [*words[:place], fraction, *kept]


def _is_beside(word: Word, bar: Rule) -> bool:
    low = word.base - bar.at
    if not BESIDE[0] * word.size < low < BESIDE[1] * word.size:
        return False
    return 0 <= word.x0 - bar.end + 1 < REACH * word.size or 0 <= bar.start - word.x1 + 1 < REACH * word.size


def _depth(words: list[Word]) -> int:
    def depth(content: object) -> int:
        if isinstance(content, Fraction):
            return 1 + max(depth(content.numerator), depth(content.denominator))
        if isinstance(content, tuple):
            return max((depth(part) for part in content), default=0)
        return 0

    return max(depth(word.content) for word in words)


def _is_underline(words: list[Word], bar: Rule) -> bool:
    """Whether the bar lies just under words that span it."""
    over = [
        word
        for word in words
        if -0.05 * word.size <= bar.at - word.base <= UNDERLINE * word.size
        and word.x1 > bar.start - MARGIN
        and word.x0 < bar.end + MARGIN
    ]
    if not over:
        return False
    start, end = min(word.x0 for word in over), max(word.x1 for word in over)
    size = over[0].size
    gaps = any(q.x0 - p.x1 > COLUMN_GAP * size for p, q in pairwise(over))
    return not gaps and abs(start - bar.start) <= size and abs(end - bar.end) <= size
