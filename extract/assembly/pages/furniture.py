"""Page numbers and running heads and footers, told by where they stand and by their coming back on the pages around."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from extract.assembly.wording import is_revision, title_kind
from normalize.formulas import plain
from normalize.legal_basis import is_basis_line
from normalize.text import key
from schemas.page import Emphasis, Line, Page

BAND = 0.12
"""Share of the page's height at its top and at its bottom where furniture stands."""
MOST_LINES = 3
"""Lines of furniture at one end of a page."""
NEIGHBOURS = 2
"""Pages looked at before and after."""
SAME_HEIGHT = 8.0
"""Points; furniture stands at the same height on every page, give or take this."""
HEADS_NEEDED, FEET_NEEDED = 2, 1
"""On how many of the pages around a running head, and a footer, must come back."""

_PAGE_NUMBER = regex.compile(
    r"[\W_]*(?:(?:hal(?:aman)?|page|lamp(?:iran)?)\b[\s.:\-–]*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|dari|of)\s*\d{1,4})?[\W_]*",
    regex.I,
)
_LONE_LETTER = regex.compile(r"[\W_]*[ivxlc]{1,6}[\W_]*", regex.I)
_DIGITS = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the top or bottom of a page: its place among the blocks, its folded text, its height."""

    at: int
    text: str
    folded: str
    top: float
    is_foot: bool


Parted = tuple[Page, tuple[Line, ...]]


def part_furniture(pages: Iterable[Page]) -> Iterator[Parted]:
    """Each page without its furniture, and the lines taken out; pages without height pass as they are."""
    window: deque[tuple[Page, list[_Edge]]] = deque()
    before: deque[list[_Edge]] = deque(maxlen=NEIGHBOURS)
    for page in pages:
        window.append((page, _edges(page)))
        if len(window) > NEIGHBOURS:
            yield _first_parted(window, before)
    while window:
        yield _first_parted(window, before)


def _first_parted(window: deque[tuple[Page, list[_Edge]]], before: deque[list[_Edge]]) -> Parted:
    page, edges = window.popleft()
    around = [*before, *(others for _, others in window)]
    before.append(edges)
    taken = {edge.at for edge in edges if _is_furniture(edge, around)}
    if not taken:
        return page, ()
    kept = tuple(block for n, block in enumerate(page.blocks) if n not in taken)
    gone = tuple(block for n, block in enumerate(page.blocks) if n in taken and isinstance(block, Line))
    return replace(page, blocks=kept), gone


def _edges(page: Page) -> list[_Edge]:
    """The lines near the top and the bottom of a page that may be furniture."""
    if page.height is None or not page.blocks:
        return []
    heads: list[_Edge] = []
    for n, block in enumerate(page.blocks[:MOST_LINES]):
        edge = _edge(n, block, is_foot=False) if isinstance(block, Line) else None
        if edge is None or edge.top > BAND * page.height or _opens_something(edge.text, block):
            break
        heads.append(edge)
    feet: list[_Edge] = []
    for n in range(len(page.blocks) - 1, max(len(page.blocks) - 1 - MOST_LINES, len(heads) - 1), -1):
        block = page.blocks[n]
        edge = _edge(n, block, is_foot=True) if isinstance(block, Line) else None
        if edge is None or edge.top < (1 - BAND) * page.height:
            break
        feet.append(edge)
    return heads + feet


def _edge(at: int, line: Line, *, is_foot: bool) -> _Edge | None:
    box = line.where.box
    if box is None:
        return None
    text = " ".join(plain(piece.content) for piece in line.pieces).strip()
    return _Edge(at, text, _DIGITS.sub("#", key(text)), box.top, is_foot)


def _opens_something(text: str, block: object) -> bool:
    """Whether a line at the top of a page belongs to what is read: a heading, a legal basis, a revision label."""
    set_apart = isinstance(block, Line) and (block.emphasis is not Emphasis.NONE or block.centred)
    return bool(title_kind(text, set_apart=set_apart)) or is_basis_line(text) or is_revision(text)


def _is_furniture(edge: _Edge, around: list[list[_Edge]]) -> bool:
    if _PAGE_NUMBER.fullmatch(edge.text) and (edge.is_foot or not _LONE_LETTER.fullmatch(edge.text)):
        return True
    returns = sum(any(_same(edge, other) for other in others) for others in around)
    return bool(edge.folded) and returns >= (FEET_NEEDED if edge.is_foot else HEADS_NEEDED)


def _same(edge: _Edge, other: _Edge) -> bool:
    return edge.is_foot == other.is_foot and edge.folded == other.folded and abs(edge.top - other.top) <= SAME_HEIGHT
