"""Words to lines, lines to content.

Where a line ends inside a cell, the reader can often say why, and nobody after it can: the next word would not have
fitted (`WRAP`), it would have fitted (`LINE`: the break was typed), white space stands between (`PARAGRAPH`), or a list
marker opens the next line (`ITEM`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import regex

from extract.pdf.broken import PageWords
from extract.pdf.words import Word
from schemas.inline import Break, BreakKind, Content, Inline, Script, Text

WordLine = list[Word]

SAME_LINE = 0.42
"""Em of the larger word; baselines nearer than this are one line (raised and lowered text included)."""
SPACE = 0.15
"""Em; a gap this wide between words is a space though none was typed."""
SCRIPT_SIZE, SCRIPT_SHIFT = 0.86, 0.1
"""Raised or lowered text is smaller than the line by this ratio and off its baseline by this many em."""
SPACED_OUT = 5
"""A row of so many single letters is one word with its letters set apart."""
FITS = 0.3
"""Em to spare with which the next word must have fitted for a break to count as typed."""
PARAGRAPH = 1.3
"""Line distances, in usual line distances, from which a new paragraph begins."""
FILLED = 0.8
"""Em of white space at most at the end of a line that a broken word fills."""
FEWEST_ENDS, MOSTLY = 6, 0.7
"""Line ends on a page, and the share of them after a typed space, that show where a program breaks lines."""
USUAL_PITCH = 1.2
"""Em; a line distance where there is no other to compare with."""

_HYPHENATED = regex.compile(r"[\p{L}\d]-$")
_LONGEST_MARKER = 6
_MARKER = regex.compile(r"[-–—•▪●■□○◦➢➤✓❑❖*·o]|\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?")

_WRAPPED, _TYPED = Break(BreakKind.WRAP), Break(BreakKind.LINE)
_NEW_PARAGRAPH, _NEW_ITEM = Break(BreakKind.PARAGRAPH), Break(BreakKind.ITEM)

_BASE, _LEFT = attrgetter("base"), attrgetter("x0")


class Limits(NamedTuple):
    """Where the text of a cell or page may stand."""

    left: float
    right: float


def group_lines(words: list[Word]) -> list[WordLine]:
    """Lines from top to bottom, each from left to right."""
    lines: list[WordLine] = []
    line: WordLine = []
    base = size = 0.0  # of the line's largest word
    for word in sorted(words, key=_BASE):
        own_base, own_size = word.base, word.size
        if not line or own_base - base > SAME_LINE * (size if size > own_size else own_size):
            line = [word]
            lines.append(line)
            base, size = own_base, own_size
        else:
            line.append(word)
            if own_size > size:
                base, size = own_base, own_size
    for line in lines:
        if len(line) > 1:
            line.sort(key=_LEFT)
    return lines


def words_of(lines: Sequence[WordLine], words: Sequence[Word]) -> list[Word]:
    """The words of some lines, in the order that they have in `words`."""
    taken = {id(word) for line in lines for word in line}
    return [word for word in words if id(word) in taken]


def line_content(line: WordLine) -> Content:
    """The content of one line."""
    if len(line) == 1 and line[0].content is None:
        return (Text(line[0].text),)
    texts = [word.text for word in line]
    if len(line) >= SPACED_OUT and _is_spaced_out(texts):
        return (Text(_closed_up(line)),)
    if _is_plain(line):
        return (Text(" ".join(texts)),)
    sizes = [word.size for word in line]
    if any(word.content is not None for word in line) or min(sizes) <= SCRIPT_SIZE * max(sizes):
        return _mixed_content(line)
    return (Text(_text(line)),)


def _is_plain(line: WordLine) -> bool:
    """Whether a line is words of one size with typed white space between them, as most are."""
    size = line[0].size
    for word in line:
        if word.content is not None or word.size != size or not (word.spaced or word is line[0]):
            return False
    return True


def _text(line: WordLine) -> str:
    parts = [line[0].text]
    for before, word in pairwise(line):
        if word.spaced or word.x0 - before.x1 > SPACE * word.size:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _is_spaced_out(texts: Sequence[str]) -> bool:
    single = [text for text in texts if len(text) == 1 and text.isalnum()]
    if len(single) < SPACED_OUT:
        return False
    letters = sum(text.isalpha() for text in single)
    return letters >= SPACED_OUT - 1 and len(single) >= 0.7 * len(texts)


def _closed_up(line: WordLine) -> str:
    """The text of letters set apart, words told by the wider gaps."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(line))
    usual = gaps[len(gaps) // 2]
    wide = max(1.8 * usual, usual + 0.25 * line[0].size)
    parts = [line[0].text]
    for before, word in pairwise(line):
        set_apart = len(before.text) == len(word.text) == 1
        if word.x0 - before.x1 > (wide if set_apart else SPACE * word.size):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _mixed_content(line: WordLine) -> Content:
    """A line with fractions, pictures, raised or lowered text in it."""
    main = max(line, key=lambda word: (word.size, len(word.text)))
    parts: list[Inline] = []
    before: Word | None = None
    for word in line:
        space = before is not None and (word.spaced or word.x0 - before.x1 > SPACE * word.size)
        if space:
            _append(parts, Text(" "))
        for part in _parts_of(word, main):
            _append(parts, part)
        before = word
    return tuple(parts)


def _parts_of(word: Word, main: Word) -> Content:
    if word.content is not None:
        return word.content
    shift = word.base - main.base
    if word.size <= SCRIPT_SIZE * main.size and abs(shift) >= SCRIPT_SHIFT * main.size:
        return (Script((Text(word.text),), raised=shift < 0),)
    return (Text(word.text),)


def _append(parts: list[Inline], part: Inline) -> None:
    last = parts[-1] if parts else None
    if isinstance(part, Text) and isinstance(last, Text):
        parts[-1] = Text(last.text + part.text)
    else:
        parts.append(part)


def lines_content(
    lines: list[WordLine], limits: Limits | None = None, trailing: PageWords | None = None
) -> tuple[Content, tuple[float, ...]]:
    """The content of the lines of one cell, and their heights; without limits every line end is a wrap. `trailing`:
    the words of the page, where a space at which a line breaks is kept (see `breaks_at_spaces`)."""
    if not lines:
        return (), ()
    first = line_content(lines[0])
    tops = [lines[0][0].top]
    if len(lines) == 1:
        return first, tuple(tops)
    parts: list[Inline] = list(first)
    distances = [highest(line) - lowest(above) for above, line in pairwise(lines)]
    far = PARAGRAPH * _usual_pitch(lines[0], distances)
    listed = _is_marker(lines[0][0].text)
    for (above, line), apart in zip(pairwise(lines), distances, strict=True):
        end = _WRAPPED
        if limits is not None:
            end = _line_end(above, line, limits, set_apart=apart > far, listed=listed)
        if end is _WRAPPED and _is_one_word(above, line, limits, trailing):
            _append_all(parts, line_content(line))
        else:
            parts.append(end)
            parts.extend(line_content(line))
            tops.append(line[0].top)
    return tuple(parts), tuple(tops)


def _is_one_word(above: WordLine, line: WordLine, limits: Limits | None, trailing: PageWords | None) -> bool:
    """Whether a word goes on over the end of a line: after a hyphen inside it, or broken by a column too narrow for it.

    A broken word begins its line, fills it, and no space was typed where it breaks; `trailing` is None where the
    program does not keep the spaces at which it breaks lines, so that a missing one says nothing.
    """
    last, first = above[-1], line[0]
    if not last.text or not first.text or not first.text[0].isalnum():
        return False
    if last.text.endswith("-") and _HYPHENATED.search(last.text):
        return True
    if limits is None or trailing is None or len(above) > 1 or first.spaced:
        return False
    if not first.run - 1 <= last.run <= first.run or limits.right - last.x1 >= FILLED * last.size:
        return False
    return (last.text[-1].isalnum() or last.text[-1] == "/") and trailing.are_one(last.text, first.text)


def breaks_at_spaces(lines: list[list[WordLine]]) -> bool:
    """Whether the program that wrote a page keeps the space at which it breaks a line, judged by its cells."""
    ends = [line[0].spaced for cell in lines for _, line in pairwise(cell)]
    return len(ends) >= FEWEST_ENDS and sum(ends) >= MOSTLY * len(ends)


def _is_marker(text: str) -> bool:
    """Whether a word is a list marker."""
    return len(text) <= _LONGEST_MARKER and _MARKER.fullmatch(text) is not None


def _append_all(parts: list[Inline], content: Content) -> None:
    for part in content:
        _append(parts, part)


def _line_end(above: WordLine, line: WordLine, limits: Limits, *, set_apart: bool, listed: bool) -> Break:
    """Why a line ends."""
    typed = would_fit(above[0].x0, max([word.x1 for word in above]), line[0], limits)
    if (typed or listed) and len(line) > 1 and _is_marker(line[0].text):
        return _NEW_ITEM
    if set_apart:
        return _NEW_PARAGRAPH
    return _TYPED if typed else _WRAPPED


def would_fit(start: float, end: float, word: Word, limits: Limits) -> bool:
    """Whether the word would have fitted on the line from `start` to `end`: the line's end was typed."""
    left, right = start - limits.left, limits.right - end
    centred = left > word.size and abs(left - right) < word.size
    room = left + right if centred else right
    return room > word.x1 - word.x0 + (0.25 + FITS) * word.size


def highest(line: WordLine) -> float:
    """The first baseline of a line; fractions in it have several."""
    return line[0].base - line[0].rise if len(line) == 1 else min([word.base - word.rise for word in line])


def lowest(line: WordLine) -> float:
    """The last baseline of a line."""
    return line[0].base + line[0].drop if len(line) == 1 else max([word.base + word.drop for word in line])


def _usual_pitch(first: WordLine, distances: list[float]) -> float:
    """The smallest line distance of a cell that can be one, the text size of its first line considered."""
    size = max([word.size for word in first])
    possible = [d for d in distances if d > 0.9 * size]
    return min([*possible, 1.6 * size]) if possible else USUAL_PITCH * size
