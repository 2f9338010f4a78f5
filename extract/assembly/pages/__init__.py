"""What pages do to a text, undone before anything is read: page numbers, running heads, tables cut in two,
labels over two lines.

Works on the page model alone, for every reader that knows pages; running text passes unchanged.
"""

from __future__ import annotations

from extract.assembly.pages.furniture import part_furniture
from extract.assembly.pages.labels import join_labels
from extract.assembly.pages.sewing import sew_pages

__all__ = ["join_labels", "part_furniture", "sew_pages"]
