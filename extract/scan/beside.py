"""Figures that stand beside the items of a numbered list: whose they are shows by their height alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extract.scan.content import TextLine

_NUMBERED = regex.compile(r"^\(?(\d{1,2})[.)]\s*\p{L}")
_FIGURE = regex.compile(r"^\W*\d|^\S+$")
_ABOVE = 0.5
"""How far above the first line of an item a figure of it may stand, in line heights."""


def item_tops(cells: Sequence[Sequence[TextLine]], usual: float) -> tuple[float, ...]:
    """Where the items of a numbered list begin that one cell of a row holds; none if no cell or several hold one."""
    found = [tops for lines in cells if len(tops := _tops(lines)) > 1]
    return tuple(top - _ABOVE * usual for top in found[0]) if len(found) == 1 else ()


def _tops(lines: Sequence[TextLine]) -> list[float]:
    marked = [(int(match[1]), line.top) for line in lines if (match := _NUMBERED.match(line.text))]
    begins = bool(lines) and _NUMBERED.match(lines[0].text) is not None
    return [top for _, top in marked] if begins and [n for n, _ in marked] == list(range(1, len(marked) + 1)) else []


def items_of(lines: Sequence[TextLine], tops: Sequence[float]) -> list[int]:
    """For each line of a cell of figures beside which item it stands; none if some item has no figure.

    What is no figure, words over several lines, belongs to all items.
    """
    if not tops or not lines or not all(_FIGURE.match(line.text) for line in lines):
        return []
    places = [max(0, sum(top <= (line.top + line.bottom) / 2 for top in tops) - 1) for line in lines]
    whole = places[0] == 0 and places[-1] == len(tops) - 1 and all(b - a in (0, 1) for a, b in pairwise(places))
    return places if whole else []
