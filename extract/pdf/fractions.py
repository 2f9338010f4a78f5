"""Stacked fractions: the words above and below a bar become one word that holds a `Fraction`.

The geometry, in em of the line's own size, from three producers (distance from bar to baseline, y down): last numerator
line -0.25 to -0.36, first denominator line +0.84 to +1.00, the inline "x 100%" beside it +0.25 to +0.31. Narrow bars
come first, so that nested fractions resolve inside out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.pdf.beside import (
    BESIDE,
    COLUMN_GAP,
    FIRST_BELOW,
    MARGIN,
    UNBOUNDED,
    Lane,
    drawn_in,
    is_beside,
    lane_around,
    without_other_bars,
)
from extract.pdf.flow import group_lines, highest, lines_content, lowest
from extract.pdf.limits import MAX_BARS
from extract.pdf.notes import MULTIPLIER, note, signs
from extract.pdf.rules import Rule, Rules
from extract.pdf.underlined import FURTHER, TIGHT, Underlined, is_underline, underlined_lines
from extract.pdf.words import Word, WordsByHeight
from schemas.inline import MAX_DEPTH, Fraction

FIRST_ABOVE = 1.15
"""Em; greatest distance from the bar to the first line above it."""
AT_BAR = 0.2
"""Em; a baseline nearer to the bar than this is underlined; it is divided only where words stand beside the bar."""
EQUATED = 4.0
"""Em; how far before a line the equals sign of its own equation stands."""
CROWDED = 0.45
"""Em; a word this near on a line's own baseline belongs to that line."""
SAME_SIZE = 0.1
OFF_CENTRE = 0.12
"""Share of the bar's length by which a line may be off its centre."""
FILLED = 0.5
"""Share of the bar that its longest line takes up at least."""
SHORT = 30.0
"""Points by which the bar of a short fraction may be longer than its lines."""
ON_AXIS = 0.28
"""Em from the bar down to the baseline of the line that the fraction stands in."""


class Resolved(NamedTuple):
    """The fraction of one bar, the words it is made of, and words beside it with what takes the place of each."""

    fraction: Word
    parts: list[Word]
    moved: list[tuple[Word, Word]]


class Stacked(NamedTuple):
    """The outcome: words with fractions in place of their parts, bars that were fractions, bars that were neither
    fraction nor underline."""

    words: list[Word]
    fractions: list[Rule]
    unexplained: list[Rule]


_GOES_ON = regex.compile(r"(?:[:=(]|\([^)]*\s[+\-−–×/])$")
"""The end of a line that leads up to a fraction and is no part of it."""


def stack_fractions(words: list[Word], rules: Rules) -> Stacked:
    """Resolve the bars of a page."""
    if not rules.bars:
        return Stacked(words, [], [])
    fractions: list[Rule] = []
    unexplained = list(rules.bars[MAX_BARS:])
    pending = sorted(rules.bars[:MAX_BARS], key=lambda rule: rule.length)
    by_height = WordsByHeight(words)
    page = Underlined(by_height, rules.bars)
    while pending:
        bar = pending.pop(0)
        lane = lane_around(bar, rules)
        left, right = lane.left - 1, lane.right
        near = [word for word in by_height.between(lane.top, lane.bottom + 1) if left <= word.x0 < right]
        resolved = _stack(near, bar, lane, pending)
        if resolved is None and (lines := underlined_lines(near, bar, lane, page)) is not None:
            resolved = _resolved(near, bar, pending, lane, *lines)
        if resolved is not None:
            by_height.replace(resolved.parts, resolved.fraction)
            for word, moved in resolved.moved:
                by_height.replace([word], moved)
            fractions.append(bar)
            pending = [other for other in pending if not _is_within(other, resolved.fraction)]
        elif not is_underline(by_height, bar):
            unexplained.append(bar)
    return Stacked(by_height.in_order(), fractions, unexplained)


def _stack(near: list[Word], bar: Rule, lane: Lane, pending: list[Rule]) -> Resolved | None:
    """The fraction of this bar, None where it is no fraction bar; `near` are the words in its lane."""
    start, end = bar.start - MARGIN, bar.end + MARGIN
    inside = [word for word in near if word.x0 >= start and word.x1 <= end]
    if len(inside) < 2:
        return None
    lines = group_lines(inside)
    above = [line for line in lines if line[0].base + line[0].drop < bar.at + 0.02 * line[0].size]
    numerator = _collect(reversed(above), near, bar, above=True)
    if not numerator:
        return None
    below = [line for line in lines if line[0].base - line[0].rise > bar.at + BESIDE[1] * line[0].size]
    denominator = _collect(iter(below), near, bar, above=False)
    if not denominator or not _fills(bar, [*numerator, *denominator]):
        return None
    numerator.reverse()
    return _resolved(near, bar, pending, lane, numerator, denominator)


def _is_within(bar: Rule, fraction: Word) -> bool:
    """Whether a bar lies between the lines of a fraction: under a line of its numerator."""
    height = fraction.base - fraction.rise < bar.at < fraction.base + fraction.drop
    return height and fraction.x0 - MARGIN <= bar.start and bar.end <= fraction.x1 + MARGIN


def _fills(bar: Rule, lines: list[list[Word]]) -> bool:
    """Whether the bar is about as long as its longest line; a rule between rows is longer."""
    widest = max([max([word.x1 for word in line]) - line[0].x0 for line in lines])
    return bar.length <= max(widest / FILLED, widest + SHORT)


def _collect(lines: Iterable[list[Word]], near: list[Word], bar: Rule, *, above: bool) -> list[list[Word]]:
    """The lines of a numerator (nearest first) or denominator."""
    taken: list[list[Word]] = []
    last = bar.at
    for line in lines:
        size = max([word.size for word in line])
        edge = lowest(line) if above else highest(line)
        limit = FURTHER if taken else FIRST_ABOVE if above else FIRST_BELOW
        if abs(edge - last) > limit * size or not _belongs(line, size, taken, near, bar, above=above):
            break
        taken.append(line)
        last = highest(line) if above else lowest(line)
    return taken


def _belongs(
    line: list[Word], size: float, taken: list[list[Word]], near: list[Word], bar: Rule, *, above: bool
) -> bool:
    if any(q.x0 - p.x1 > COLUMN_GAP * size for p, q in pairwise(line)):
        return False
    return _continues(line, taken, bar, size, above=above) and not _sticks_out(line, near, bar, above=above)


def _continues(line: list[Word], taken: list[list[Word]], bar: Rule, size: float, *, above: bool) -> bool:
    """Whether what a line says, and how it is set, goes with the lines taken before it."""
    text = " ".join([word.text for word in line])
    if above:
        return not taken or (_GOES_ON.search(text) is None and _aligned(line, taken[0], bar))
    if note().match(text):
        return False
    if not taken:
        return True
    if MULTIPLIER.match(text):
        return False
    first = max([word.size for word in taken[0]])
    return abs(size - first) <= SAME_SIZE * first and _aligned(line, taken[0], bar)


def _sticks_out(line: list[Word], near: list[Word], bar: Rule, *, above: bool) -> bool:
    """Whether the line goes on beyond the bar's ends: what stands beside the fraction is set apart from it; below the
    bar an equals sign before the line makes it an equation of its own."""
    base, size = line[0].base, line[0].size
    start, end = line[0].x0, max([word.x1 for word in line])
    low, high = base - 0.1 * size, base + 0.1 * size
    level = [word for word in near if low <= word.base <= high]
    outside = [word for word in level if word.x0 < bar.start - MARGIN or word.x1 > bar.end + MARGIN]
    if not outside:
        return False
    runs = {word.run for word in line}
    behind = min([word for word in outside if word.x0 >= bar.end], key=lambda word: word.x0, default=None)
    if behind is not None and behind.text in signs() and behind.run not in runs:
        outside = [word for word in outside if word.x0 < bar.end]  # its multiplier, set to the middle of the fraction
    if not above and any(word.text.endswith("=") and 0 <= start - word.x1 < EQUATED * size for word in outside):
        return True
    return any(
        word.run in runs or (word.x0 - end < CROWDED * size and start - word.x1 < CROWDED * size) for word in outside
    )


def _aligned(line: list[Word], first: list[Word], bar: Rule) -> bool:
    """Whether a further line is set as one of the fraction: centred over the bar, or flush with its start or with the
    first line."""
    slack = max(OFF_CENTRE * bar.length, 0.5 * line[0].size)
    centre = (line[0].x0 + max([word.x1 for word in line])) / 2
    if abs(centre - (bar.start + bar.end) / 2) <= slack:
        return True
    flush = min(abs(line[0].x0 - first[0].x0), abs(line[0].x0 - bar.start)) <= slack
    pitch = abs(line[0].base - first[0].base)
    return flush and line[0].font == first[0].font and pitch <= 3 * TIGHT * line[0].size


def _resolved(
    near: list[Word],
    bar: Rule,
    pending: list[Rule],
    lane: Lane,
    numerator: list[list[Word]],
    denominator: list[list[Word]],
) -> Resolved | None:
    """One composite word for those of a fraction; None where the bar underlines them."""
    parts = [word for line in (*numerator, *denominator) for word in line]
    used = set(map(id, parts))
    size = max([word.size for word in numerator[-1]])
    if _depth(parts) >= MAX_DEPTH:
        return None
    top = min([word.base - word.rise for word in parts]) - 1
    bottom = max([word.base + word.drop for word in parts]) + 1
    level = [word for word in near if top < word.base < bottom or 0 < word.base - bar.at < word.size]
    others = [word for word in without_other_bars(level, bar, pending) if id(word) not in used]
    beside = [word for word in others if is_beside(word, bar)]
    if not beside and _may_be_underlined(bar, lane, numerator, denominator):
        beside = [word for word in others if word.text in signs() and abs(word.base - numerator[-1][0].base) < 1]
        if not beside:
            return None
    fraction = _composite(bar, numerator, denominator, beside, size)
    return Resolved(fraction, parts, drawn_in(others, bar, fraction, lane))


def _may_be_underlined(bar: Rule, lane: Lane, numerator: list[list[Word]], denominator: list[list[Word]]) -> bool:
    """Whether a bar with nothing beside it may underline a line of text, such as the name of who signs: it lies close
    under it, or the line is bold and the next is not, or it does not stand in a table."""
    last = numerator[-1][0]
    close = bar.at - last.base - last.drop < AT_BAR * max([word.size for word in numerator[-1]])
    bold = all(word.bold for line in numerator for word in line) and not any(w.bold for w in denominator[0])
    between_rules = lane.top > -UNBOUNDED and lane.bottom < UNBOUNDED
    in_table = between_rules or lane.left > -UNBOUNDED or lane.right < UNBOUNDED
    return close or bold or not in_table


def _composite(
    bar: Rule, numerator: list[list[Word]], denominator: list[list[Word]], beside: list[Word], size: float
) -> Word:
    """The fraction as one word, on the baseline of its neighbour."""
    parts = [word for line in (*numerator, *denominator) for word in line]
    neighbour = min(beside, key=lambda w: min(abs(w.x0 - bar.end), abs(bar.start - w.x1)), default=None)
    base = bar.at + ON_AXIS * size if neighbour is None else neighbour.base
    first = parts[0]
    return Word(
        text="",
        x0=min(bar.start, *(word.x0 for word in parts)),
        x1=max(bar.end, *(word.x1 for word in parts)),
        base=base,
        size=size if neighbour is None else neighbour.size,
        bold=first.bold,
        spaced=True,
        run=first.run,
        font=first.font,
        content=(Fraction(lines_content(numerator)[0], lines_content(denominator)[0]),),
        rise=base - min([word.base - word.rise for word in numerator[0]]),
        drop=max([word.base + word.drop for word in denominator[-1]]) - base,
    )


def _depth(words: list[Word]) -> int:
    def depth(content: object) -> int:
        if isinstance(content, Fraction):
            return 1 + max(depth(content.numerator), depth(content.denominator))
        if isinstance(content, tuple):
            return max((depth(part) for part in content), default=0)
        return 0

    return max([depth(word.content) for word in words if word.content is not None], default=0)
