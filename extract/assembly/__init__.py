"""From pages to documents: which blocks belong together, and what part of a document each of them is.

Works on the page model alone, for every reader. The order: `stream` flattens the pages, `segments` finds where
documents begin, `parts` sorts one document's blocks into title, header, tables, notes and signature; `tables/` reads
the indicator tables.
"""
