"""A page as a picture with what was found drawn on it, by pdfplumber's visual debugging."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pdfplumber
from PIL import Image

from extract.errors import ReadError
from extract.pdf.layout import Layout
from extract.pdf.pdfium import open_document
from extract.pdf.reader import read_layout
from extract.pdf.stock import Stock
from extract.pdf.words import Word
from schemas.page import Box

TABLE, CELL, BAR, FRACTION, PIECE = "#c00000", "#1f6fd0", "#e08000", "#20a040", "#909090"
NO_FILL = (0, 0, 0, 0)

FindBoxes = Callable[[int], list[tuple[Box, str]]]


def draw_page(data: bytes, number: int, *, resolution: int = 110, fields: FindBoxes | None = None) -> Image.Image:
    """The picture of a page (1-based) with its tables, cells, fractions and running lines outlined.

    `resolution` in dots an inch. `fields` gives further boxes of a page with their labels, such as those of the values
    read from it, in points from the top left of the page as read. Raises ReadError where the page cannot be read.
    """
    with open_document(data) as document, closing(Stock(data)) as stock:
        if not 1 <= number <= len(document):
            raise ReadError("corrupt", f"the file has {len(document)} pages", number)
        layout = read_layout(document, stock, number - 1)
    if layout is None:
        raise ReadError("corrupt", "the page's content cannot be decoded", number)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        picture = pdf.pages[number - 1].to_image(resolution=resolution)
        _draw(picture, layout, _Placing(layout, pdf.pages[number - 1].bbox))
        for box, label in fields(number) if fields else []:
            _outline(picture, _Placing(layout, pdf.pages[number - 1].bbox)(box), label)
        annotated: Image.Image = picture.annotated
        return annotated.rotate(-90 * layout.frame.turned, expand=True)


class _Placing:
    """From the page as read to pdfplumber's page as displayed."""

    def __init__(self, layout: Layout, bbox: tuple[float, float, float, float]) -> None:
        self._turned = layout.frame.turned
        self._width, self._height = layout.frame.width, layout.frame.height
        self._left, self._top = bbox[0], bbox[1]

    def __call__(self, box: Box) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = box
        if self._turned == 1:
            x0, top, x1, bottom = top, self._width - x1, bottom, self._width - x0
        elif self._turned == 2:
            x0, top, x1, bottom = self._width - x1, self._height - bottom, self._width - x0, self._height - top
        elif self._turned == 3:
            x0, top, x1, bottom = self._height - bottom, x0, self._height - top, x1
        return x0 + self._left, top + self._top, x1 + self._left, bottom + self._top


def _draw(picture: Any, layout: Layout, place: _Placing) -> None:
    for grid in layout.grids:
        picture.draw_rects([place(cell.box) for cell in grid.cells], stroke=CELL, fill=NO_FILL, stroke_width=1)
        picture.draw_rect(place(grid.box), stroke=TABLE, fill=NO_FILL, stroke_width=2)
    for word in layout.words:
        if word.content is not None:
            picture.draw_rect(place(_box(word)), stroke=FRACTION, fill=NO_FILL, stroke_width=1)
    for bar in layout.fractions:
        picture.draw_rect(place(Box(bar.start, bar.at - 1, bar.end, bar.at + 1)), stroke=BAR, fill=NO_FILL)
    words = [place(_box(word)) for word in layout.placed.outside]
    picture.draw_rects(words, stroke=PIECE, fill=NO_FILL, stroke_width=1)


def _outline(picture: Any, box: tuple[float, float, float, float], label: str) -> None:
    picture.draw_rect(box, stroke=TABLE, fill=NO_FILL, stroke_width=1)
    picture.draw.text((box[0] * picture.scale, max(0.0, box[1] * picture.scale - 12)), label, fill=TABLE)


def _box(word: Word) -> Box:
    return Box(word.x0, word.top, word.x1, word.bottom)
