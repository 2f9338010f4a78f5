"""Pages that were scanned twice: the later one says in its steps which page it repeats, so that it counts once.

Two pages are twins if they say nearly the same, digits included, and their text stands at the same places. Forms that
differ by a name or a number are no twins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from schemas.inline import Content, Fraction, Root, Script, Text
from schemas.page import Box, Line, Page

DUPLICATE = "duplicate_of_page_"
"""Beginning of the step that marks a page; the number of the first such page follows."""
_LEAST_TEXT = 80
_SAME_TEXT = 97.0
_SAME_DIGITS = 96.0
_SAME_PLACES = 0.85
_RASTER = 24

Places = frozenset[tuple[int, int]]


def duplicate_of(page: Page) -> int | None:
    """Number of the page that this one repeats, None if it is the first of its kind."""
    marks = [step for step in page.steps if step.startswith(DUPLICATE)]
    return int(marks[0].removeprefix(DUPLICATE)) if marks else None


@dataclass(slots=True)
class SeenPages:
    """The pages of one source so far."""

    _seen: list[tuple[int, str, str, Places]] = field(default_factory=list)

    def marked(self, page: Page) -> Page:
        """The page, marked if it repeats one that came before."""
        text = " ".join(_texts(page))
        if page.number is None or len(text) < _LEAST_TEXT:
            return page
        digits, places = "".join(c for c in text if c.isdigit()), _places(page)
        for number, other, other_digits, other_places in self._seen:
            if _alike(text, other) and _same_digits(digits, other_digits) and _overlap(places, other_places):
                return replace(page, steps=(*page.steps, f"{DUPLICATE}{number}"))
        self._seen.append((page.number, text, digits, places))
        return page


def _alike(one: str, other: str) -> bool:
    near = abs(len(one) - len(other)) <= 0.05 * max(len(one), len(other))
    return near and fuzz.ratio(one, other, score_cutoff=_SAME_TEXT) > 0


def _same_digits(one: str, other: str) -> bool:
    return one == other or (len(one) > 40 and fuzz.ratio(one, other) >= _SAME_DIGITS)


def _overlap(one: Places, other: Places) -> bool:
    """Whether most places of each have one of the other's at or beside them (two scans of a sheet differ a little)."""
    return _found_in(one, other) and _found_in(other, one)


def _found_in(one: Places, other: Places) -> bool:
    near = {(x + dx, y + dy) for x, y in other for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    return len(one & near) >= _SAME_PLACES * len(one)


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield from (_plain(piece.content) for piece in block.pieces)
        else:
            yield from (_plain(c.content) for row in block.rows for c in row.cells if c is not None)


def _plain(content: Content) -> str:
    return " ".join(_part(part) for part in content)


def _part(part: object) -> str:
    match part:
        case Text(text):
            return text
        case Fraction(numerator, denominator):
            return f"{_plain(numerator)} / {_plain(denominator)}"
        case Root(radicand):
            return _plain(radicand)
        case Script(content, _):
            return _plain(content)
        case _:
            return ""


def _places(page: Page) -> Places:
    """The fields of a coarse raster over the page's text in which lines and cells begin and end."""
    boxes = [box for box in _boxes(page) if box is not None]
    if not boxes:
        return frozenset()
    left, top = min(b.x0 for b in boxes), min(b.top for b in boxes)
    width = max(1.0, max(b.x1 for b in boxes) - left)
    height = max(1.0, max(b.bottom for b in boxes) - top)
    corners = [(x - left, y - top) for b in boxes for x, y in ((b.x0, b.top), (b.x1, b.bottom))]
    return frozenset((int(x / width * _RASTER), int(y / height * _RASTER)) for x, y in corners)


def _boxes(page: Page) -> Iterator[Box | None]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield block.where.box
        else:
            yield from (c.where.box for row in block.rows for c in row.cells if c is not None)
