"""Where a table ends that nothing marks: behind the last known row follow rows of several texts side by side."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from operator import attrgetter

from extract.pdf.corridors import phrases_of
from extract.pdf.flow import WordLine, words_of
from extract.pdf.words import Word
from extract.pdf.written import FLUSH, TextRow, beside, texts_as_written, top_of
from normalize.vocabulary import vocabulary

FAR, FARTHER = 1.8, 2.4
"""Em of white space from which what follows is no row; farther for one of several texts."""
MORE = 1.2
"""Such a space may be wider by this than those between the rows above."""
CLOSE = 0.6
"""Em of white space between the lines of one text."""
SEVERAL = 3


def table_end(words: list[Word], lines: list[WordLine], first: int, last: int) -> int:
    """The line after a table whose rows begin at line `first` and reach `last` at least; `words` in content order."""
    known, size = lines[last][0].base, lines[first][0].size
    places = [start for start, _ in phrases_of(lines[first])]
    above: list[TextRow] = []
    bottom = seen = 0.0
    for row in beside(texts_as_written(words_of(lines[first:], words), places)):
        space = (top_of(row) - bottom) / size
        if top_of(row) > known and not _belongs(row, space, seen, above):
            break
        if above:
            seen = max(seen, space)
        above.append(row)
        bottom = max(text.bottom for text in row)
    return next((n for n in range(last + 1, len(lines)) if lines[n][0].base > bottom), len(lines))


def _belongs(row: TextRow, space: float, seen: float, above: list[TextRow]) -> bool:
    """Whether a row is one more of a table, or further lines of the row above; `space` is the white space above it in
    em, `seen` the widest between the rows `above`."""
    if len({round(text.x0) for text in row}) >= SEVERAL:
        return space <= max(FARTHER, MORE * seen)
    if not any(abs(text.x0 - other.x0) <= FLUSH for text in row for others in above for other in others):
        return False
    if space <= CLOSE:
        return True
    return len(row) > 1 and space <= max(FAR, MORE * seen) and not (_crosses(row, above) or _opens_signature(row))


def _crosses(row: TextRow, above: list[TextRow]) -> bool:
    """Whether a text of a row stands below two that are side by side, as those of signers do and no cell."""
    spaces = [(a.x1, b.x0) for others in above for a, b in pairwise(sorted(others, key=attrgetter("x0")))]
    return any(text.x0 < start < end < text.x1 for text in row for start, end in spaces)


def _opens_signature(row: TextRow) -> bool:
    """Whether the first text of a row opens with a word that stands above signers alone."""
    return min(row, key=attrgetter("x0")).opening.strip(",.:").lower() in _signing()


@cache
def _signing() -> frozenset[str]:
    return frozenset(around.lower() for around in vocabulary("signatures")["around"])
