"""One document in two files: the numbers of the second go on where those of the first end."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from iku.revisions.papers import Paper

_WHOLE = regex.compile(r"\d{1,3}")


def continues(first: Paper, second: Paper) -> bool:
    """Whether the rows of `second` are numbered on from the last row of `first`, which begins at 1.

    Papers of one body and kind whose numbers fit so are halves of one document: a revision begins at 1 again.
    """
    ends, begins = _numbers(first), _numbers(second)
    return bool(ends) and bool(begins) and ends[0] == 1 and begins[0] == ends[-1] + 1


def _numbers(paper: Paper) -> Sequence[int]:
    """The numbers of a paper's rows where they count up one by one (a number may hold for several rows), else none."""
    found: list[int] = []
    for row in paper.rows:
        if row.no is None or _WHOLE.fullmatch(row.no) is None:
            return ()
        number = int(row.no)
        if found and number not in (found[-1], found[-1] + 1):
            return ()
        found.append(number)
    return found
