"""Read stretches of text to the content of a cell or a line: lines, their breaks, drawn fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.scan.recognise import ReadRun
from schemas.inline import Break, BreakKind, Content, Inline, Text
from schemas.page import Step

_MARKS = frozenset("•●▪■○◦‣➢-–—*·:")
_TIMES = frozenset("xX×")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands on a line: a stretch of text, or a fraction built of several.

    `first` is the width of its first word, `base` the height at which it stands on its line, all in pixels.
    """

    content: Content
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    first: float
    text: str
    scores: tuple[float, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """Items side by side, from left to right."""

    items: tuple[Item, ...]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.items[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(item.x1 for item in self.items)

    @property
    def top(self) -> float:
        """Upper end."""
        return min(item.top for item in self.items)

    @property
    def bottom(self) -> float:
        """Lower end."""
        return max(item.bottom for item in self.items)

    @property
    def text(self) -> str:
        """Its text in one line."""
        return " ".join(item.text for item in self.items)


def item_of(run: ReadRun) -> Item:
    """A stretch of text as an item."""
    box = run.box
    first = run.words[0].x1 - run.words[0].x0 if run.words else 0.0
    scores = _weighed(run)
    return Item((Text(run.text),), box.x0, box.x1, box.y0, box.y1, box.middle, first, run.text, scores, run.steps)


def _weighed(run: ReadRun) -> tuple[float, ...]:
    """Scores of a stretch without those of a mark before it and of the signs of multiplication before a number.

    Which bullet it is, a label's colon, and whether the sign was typed as x or ×, changes no value.
    """
    words = run.words[1:] if len(run.words) > 1 and run.words[0].text in _MARKS else run.words
    kept = [a for a, b in pairwise((*words, None)) if a and not (b and a.text in _TIMES and b.text[0].isdigit())]
    return tuple(score for word in kept for score in word.scores) or run.scores


def lines_of(items: Iterable[Item], usual: float) -> list[TextLine]:
    """Items grouped into lines by the height at which they stand."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda i: i.base):
        row = rows[-1] if rows else None
        if row is not None and _same_line(row, item, usual):
            row.append(item)
        else:
            rows.append([item])
    return [TextLine(tuple(sorted(row, key=lambda i: i.x0))) for row in rows]


def _same_line(row: Sequence[Item], item: Item, usual: float) -> bool:
    """Whether an item stands at the height of a line and beside, not under, what is on it."""
    mean = sum(i.base for i in row) / len(row)
    if abs(item.base - mean) > 0.55 * usual:
        return False
    return all(min(i.x1, item.x1) - max(i.x0, item.x0) < 0.3 * min(i.x1 - i.x0, item.x1 - item.x0) + 1 for i in row)


def content_of(lines: Sequence[TextLine], left: float, right: float, usual: float) -> Content:
    """Lines of a cell that reaches from `left` to `right`, with the reason of each break."""
    content: list[Inline] = []
    for n, line in enumerate(lines):
        if n:
            content.append(Break(_break(lines[n - 1], line, lines, left, right, usual)))
        content.extend(line_content(line.items))
    return tuple(content)


def line_content(items: Sequence[Item]) -> Content:
    """Items of one line in a row, neighbouring text joined by a space."""
    content: list[Inline] = []
    for item in items:
        for part in item.content:
            before = content[-1] if content else None
            if isinstance(part, Text) and isinstance(before, Text):
                content[-1] = Text(f"{before.text} {part.text}")
            else:
                content.append(part)
    return tuple(content)


def _break(
    line: TextLine, following: TextLine, lines: Sequence[TextLine], left: float, right: float, usual: float
) -> BreakKind:
    """Why a line of a cell ended: had the next word found room, it was ended on purpose."""
    margin = min(max(min(x.x0 for x in lines) - left, 0.1 * usual), usual)
    room = right - margin - line.x1
    centred = abs((line.x0 - left) - (right - line.x1)) < 0.6 * usual and line.x0 - left > 1.2 * usual
    if centred:
        room = (right - left) - 2 * margin - (line.x1 - line.x0)
    needed = following.items[0].first + 0.45 * usual
    gaps = sorted(b.top - a.bottom for a, b in pairwise(lines))
    if following.top - line.bottom > max(0.9 * usual, 1.7 * gaps[(len(gaps) - 1) // 2]):
        return BreakKind.PARAGRAPH
    return BreakKind.WRAP if needed >= room else BreakKind.LINE
