"""A glance at the picture under a text layer: whether it shows a ruled table that the layer says nothing of.

What a scanner's OCR left is words without rules. Where the picture has rows and columns that the page's own rules have
not, the picture is worth reading, however good the words are.
"""

from __future__ import annotations

import pypdfium2 as pdfium

from extract.scan import grid, paper, rulings, upright
from extract.scan.options import ScanOptions
from extract.scan.render import render_page
from schemas.page import Page, Table

_GLANCE_DPI = 150
_LEAST_CELLS = 6
_MORE = 1.1
"""How many times the cells of the page's own tables the picture's must have."""


def shows_more(drawn: pdfium.PdfPage, page: Page, options: ScanOptions) -> bool:
    """Whether the ruled tables in the picture of a page hold more cells than the page's own.

    Raises:
        ReadError: `broken_page`, `image_too_large`; with the page.
    """
    tables = [b for b in page.blocks if isinstance(b, Table) and b.ruled and len(b.rows) > 1]
    own = sum(len(table.rows) * table.width for table in tables)
    return _ruled_cells(drawn, page.number, options) >= max(_LEAST_CELLS, _MORE * own)


def _ruled_cells(drawn: pdfium.PdfPage, number: int | None, options: ScanOptions) -> int:
    picture = render_page(drawn, _GLANCE_DPI, number)
    grey = paper.flatten(picture, options).grey
    grey = upright.straighten(grey, upright.find_skew(grey, picture.dpi))
    horizontal, vertical = rulings.find_rulings(paper.ink_of(grey, picture.dpi), picture.dpi)
    frames = grid.find_frames(horizontal, vertical, picture.dpi)
    grids = [grid.build_grid(f, grid.column_borders(f, picture.dpi / 20), picture.dpi) for f in frames]
    return sum((len(g.xs) - 1) * (len(g.ys) - 1) for g in grids if g is not None and len(g.ys) > 2)
