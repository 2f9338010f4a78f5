"""Exported PDFs: objects by PDFium, tables as pdfplumber finds them, stacked fractions by geometry.

`read_pdf` streams a document page by page. A page passes these stages, one module each:

    pdfium     documents and pages; the calls themselves are in `calls`
    characters the characters of a page as arrays
    drawing    its paths and pictures as arrays
    glyphs     repairs of characters: surrogates, hyphens, hidden and doubled text, direction
    words      glyphs to words
    quality    whether the text layer can be trusted
    rules      drawn rules: what is a border, what a fraction bar, what an underline
    cells      rules to cells
    grid       cells to tables, outlines completed
    columns    tables without vertical rules
    bare       tables without any rules
    fractions  words above and below a bar to one fraction, `beside` it the words on its line
    flow       words to lines, lines to the content of a cell
    running    what stands outside tables
"""

from __future__ import annotations

from extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
