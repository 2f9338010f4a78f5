"""Where a table ends that nothing marks: behind the last known row follow rows of several texts side by side."""

from __future__ import annotations

from extract.pdf.flow import WordLine
from extract.pdf.words import Word
from extract.pdf.written import TextRow, beside, texts_as_written, top_of

FAR, FARTHER = 1.8, 2.4
"""Em of white space from which what follows is no row; farther for one of several texts."""
MORE = 1.2
"""Such a space may be wider by this than those between the rows above."""
CLOSE = 0.6
"""Em of white space between the lines of one text."""
SEVERAL = 3
FLUSH = 1.0
"""Points by which texts of one column begin apart."""


def table_end(words: list[Word], lines: list[WordLine], first: int, last: int) -> int:
    """The line after a table whose rows begin at line `first` and reach `last` at least; `words` in content order."""
    below = {id(word) for line in lines[first:] for word in line}
    known, size = lines[last][0].base, lines[first][0].size
    starts: list[float] = []
    bottom = seen = 0.0
    for row in beside(texts_as_written([word for word in words if id(word) in below])):
        space = (top_of(row) - bottom) / size
        if top_of(row) > known and not _belongs(row, space, seen, starts):
            break
        if starts:
            seen = max(seen, space)
        starts += [text.x0 for text in row]
        bottom = max(text.bottom for text in row)
    return next((n for n in range(last + 1, len(lines)) if lines[n][0].base > bottom), len(lines))


def _belongs(row: TextRow, space: float, seen: float, starts: list[float]) -> bool:
    """Whether a row is one more of a table, or further lines of the row above; `space` is the white space above it in
    em, `seen` the widest between the rows so far, in which texts begin at `starts`."""
    several = len({round(text.x0) for text in row}) >= SEVERAL
    flush = any(abs(text.x0 - x) <= FLUSH for text in row for x in starts)
    if several:
        return space <= max(FARTHER, MORE * seen)
    return flush and space <= (max(FAR, MORE * seen) if len(row) > 1 else CLOSE)
