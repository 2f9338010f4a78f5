"""The page model: what every reader yields, whatever it read.

A `Page` is a list of blocks in reading order: lines of running text and tables. Readers interpret nothing: they say
what stands where. All coordinates are PDF points from the top left of the page as displayed; readers of running text
have no boxes and give the line of the source instead.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from schemas.inline import EMPTY, Content
from schemas.value import value


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class Where(NamedTuple):
    """Where something stands: page (1-based) and box, or the line (1-based) of a text."""

    page: int | None = None
    line: int | None = None
    box: Box | None = None


NOWHERE = Where()

box_of, where_of = partial(tuple.__new__, Box), partial(tuple.__new__, Where)
"""A box and a place from a tuple of all their fields, without the detour over a constructor written in Python."""


class Method(StrEnum):
    """How a page was read."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OCR = "ocr"
    MIXED = "mixed"
    """Of a document whose pages were read in different ways."""


class Emphasis(StrEnum):
    """How a line is set apart from running text, as far as the reader can tell."""

    NONE = "none"
    HEADING = "heading"
    BOLD = "bold"


@value
class Step:
    """A named repair of what was read: `before` became `after`."""

    name: str
    before: str
    after: str


@value
class Piece:
    """Part of a line that a wide gap (a tab, white space on a page) sets apart from its neighbours."""

    content: Content
    box: Box | None = None


@value
class Line:
    """One line of running text.

    `marker` is a list number or bullet that the source keeps outside the text (`<ol>`, automatic numbering of a DOCX).
    `gap` is the white space above the line, in lines of text (0: none, 1: one blank line). `wraps` says that the line
    ends because its width was used up, None where the reader cannot tell. `confidence` and `steps` are the
    reader's own.
    """

    pieces: tuple[Piece, ...]
    where: Where = NOWHERE
    marker: str | None = None
    gap: float = 0.0
    emphasis: Emphasis = Emphasis.NONE
    centred: bool = False
    wraps: bool | None = None
    confidence: float = 1.0
    steps: tuple[Step, ...] = field(default=(), compare=False)


@value
class Cell:
    """One cell of a table. A merged cell stands at its top left; the places it covers hold None in their rows.

    `tops` are the heights of its lines in points from the top of the page, one for each of `split_lines(content)`;
    empty where the source has no places. `printed` is its text as it stood before words in it were joined, None where
    none were.
    """

    content: Content = EMPTY
    where: Where = NOWHERE
    rowspan: int = 1
    colspan: int = 1
    confidence: float = 1.0
    tops: tuple[float, ...] = field(default=(), compare=False)
    printed: str | None = field(default=None, compare=False)
    steps: tuple[Step, ...] = field(default=(), compare=False)


@value
class Row:
    """One row of a table's grid: a `Cell` where one begins, None where a cell from above or the left reaches over."""

    cells: tuple[Cell | None, ...]
    where: Where = NOWHERE
    is_heading: bool = False
    """The source itself calls it a heading (`<thead>`, `<th>`, a repeated header row)."""


@value
class Table:
    """A grid of cells; every row has the same number of places."""

    rows: tuple[Row, ...]
    where: Where = NOWHERE
    ruled: bool = True
    """The cells' borders were drawn or marked up; False where columns come from the alignment of words."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0].cells) if self.rows else 0


Block = Line | Table


class UnreadReason(StrEnum):
    """Why a part of a page could not be read as text."""

    IMAGE = "unread_image"
    NO_TEXT_LAYER = "no_text_layer"
    BAD_TEXT_LAYER = "bad_text_layer"
    HIDDEN_TEXT = "hidden_text"
    UNMAPPED_GLYPHS = "unmapped_glyphs"
    HALF_DRAWN = "half_drawn_table"
    LIMIT = "limit"
    DAMAGED = "damaged"


@value
class Unread:
    """A part of a page that was not read, with its reason and what is known of it."""

    reason: UnreadReason
    where: Where
    detail: str = ""


@value
class Page:
    """One page, in reading order. Running text without pages is a single page with `number` None."""

    blocks: tuple[Block, ...]
    method: Method
    number: int | None = None
    width: float | None = None
    height: float | None = None
    unread: tuple[Unread, ...] = ()
    steps: tuple[str, ...] = ()
    """Named preparations of the whole page (`rotated_90`, `deskewed`), for the evidence."""
