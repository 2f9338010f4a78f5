"""Scans and photographs of paper: found text lines, an OCR engine, rulings by OpenCV, and the same `Page` as ever.

A picture passes these stages, one module each:

    raster      bytes to pictures of bounded size, with a resolution that can be believed
    paper       stamps, shadows, dark headings, specks: what is left is dark ink on white paper
    upright     which side is up, and how far the page is skewed
    rulings     drawn lines: pieces, joined, and told from letters and fraction bars
    grid        rulings to cells, merged cells included
    columns     columns of tables without vertical rulings
    runs        where text stands: one box for each stretch of a line
    recognise   boxes to words, through an engine (`engine`, `rapid`, `tesseract`)
    fractions   words above and below a bar to one fraction
    content     the words of a cell or a line to content
    flow        what stands outside tables
    repair      confusions that a vocabulary or a number's structure proves
    confidence  scores of the engine to probabilities

The risk lies in the structure: a ruling that was missed merges two cells, a letter taken for one splits a cell.
"""
