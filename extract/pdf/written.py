"""Cells and rows by the order in which their texts were written.

Programs write a table cell by cell and row by row. Where a text begins higher up than the one written before it ended,
beside it, two cells meet: this proves corridors too narrow to prove themselves, and rows at the distance of lines. Text
written line by line across the columns (OCR programs, some converters) proves nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extract.pdf.flow import SAME_LINE
from extract.pdf.words import Word

WIDE = 0.6
"""Em of white space after which no text goes on."""
SPACE = 0.4
"""Em of white space after which no text goes on where a column is known to begin."""
FLUSH = 1.0
"""Points by which texts of one column begin apart."""
PITCH, LOOSE = 1.6, 1.25
"""Em, or smallest distances of lines, within which a text goes on in the line below."""
CLOSEST, WIDEST = 0.9, 2.6
"""Em between lines."""
MERGED = 1 / 3
"""Share of the columns, from the left, that may be merged over rows: number, goal, objective."""


@dataclass(slots=True)
class Text:
    """The text of a cell: its column, its first word, its left and right end, the heights at which it begins and
    ends."""

    column: int
    opening: str
    x0: float
    x1: float
    top: float
    bottom: float

    def take(self, word: Word) -> None:
        """Make room for a further word."""
        self.x0, self.x1 = min(self.x0, word.x0), max(self.x1, word.x1)
        self.top, self.bottom = min(self.top, word.top), max(self.bottom, word.bottom)


TextRow = list[Text]

_TOP = attrgetter("top")


def rises(before: Word, word: Word) -> bool:
    """Whether a word stands higher than the one written before it."""
    return before.base - word.base > SAME_LINE * max(before.size, word.size)


def texts_as_written(words: list[Word], places: Sequence[float] = ()) -> list[Text]:
    """The texts that words in content order make up while the columns are not known, but for some `places` at which
    they begin: a text goes on beside its last word, or close below it."""
    texts: list[Text] = []
    reach = _line_reach(words)
    last: Word | None = None
    for word in words:
        if last is not None and _continues(texts[-1], last, word, reach, places):
            texts[-1].take(word)
        else:
            texts.append(_begun(0, word))
        last = word
    return texts


def _line_reach(words: list[Word]) -> float:
    """Em from a line within which its text may go on in the next: lines may be set wide apart."""
    steps = [(word.base - before.base) / word.size for before, word in pairwise(words)]
    return max(PITCH, LOOSE * min([step for step in steps if CLOSEST < step < WIDEST], default=0.0))


def _continues(text: Text, last: Word, word: Word, reach: float, places: Sequence[float]) -> bool:
    lower = (word.base - last.base) / word.size
    if abs(lower) <= SAME_LINE:
        space = abs(word.x0 - last.x1) / word.size
        return space < WIDE and (space < SPACE or not any(abs(word.x0 - place) <= FLUSH for place in places))
    return 0 < lower <= reach and word.x0 < text.x1 and word.x1 > text.x0


def _begun(column: int, word: Word) -> Text:
    return Text(column, word.text, word.x0, word.x1, word.top, word.bottom)


def written_rows(words: list[Word], edges: Sequence[float]) -> list[TextRow]:
    """The rows between column borders by the order of `words`, top to bottom; none where it does not tell them."""
    rows: list[TextRow] = []
    proofs = 0
    reach = _line_reach(words)
    before: Word | None = None
    for word in words:
        column = bisect_right(edges, (word.x0 + word.x1) / 2) - 1
        last = rows[-1][-1] if rows else None
        higher = before is not None and rises(before, word)
        apart = higher or (before is not None and word.base - before.base > reach * word.size)
        if last is None or column < last.column or (column == last.column and apart):
            rows.append([_begun(column, word)])
        elif column > last.column:
            rows[-1].append(_begun(column, word))
            proofs += higher
        else:
            last.take(word)
        before = word
    if proofs <= len(rows) / 2:
        return []
    return rows if _descends(rows) else _rows_beside([text for row in rows for text in row], len(edges) - 1)


def top_of(row: TextRow) -> float:
    """Where a row begins."""
    return min(text.top for text in row)


def _descends(rows: list[TextRow]) -> bool:
    """Whether each row begins below the one before it, and every text below those of its column."""
    ends: dict[int, float] = {}
    top = 0.0
    for row in rows:
        if top_of(row) <= top or any(text.top < ends.get(text.column, 0.0) - 1 for text in row):
            return False
        top = top_of(row)
        ends.update({text.column: text.bottom for text in row})
    return True


def _rows_beside(texts: list[Text], width: int) -> list[TextRow]:
    """Texts that were not written row by row (Calc writes wrapped ones last) as rows of those that stand side by side;
    what may be merged over rows joins none."""
    free = [text for text in texts if text.column >= MERGED * width]
    rows = beside(free)
    for text in texts:
        if text.column < MERGED * width:
            row = next((row for row in rows if max(other.bottom for other in row) > text.top), None)
            if row is None:
                return []
            row.append(text)
    return rows


def beside(texts: list[Text]) -> list[TextRow]:
    """Texts in groups from top to bottom, those side by side in one."""
    rows: list[TextRow] = []
    bottom = 0.0
    for text in sorted(texts, key=_TOP):
        if rows and text.top < bottom:
            rows[-1].append(text)
        else:
            rows.append([text])
        bottom = max(bottom, text.bottom)
    return rows
