"""One document's blocks sorted into its parts: title, revision label, legal basis, header, tables, notes, signature.

reading  the walk over the items, once; each step takes as many as its part has and says what it did not use
lines    the steps for lines of running text
tables   the step for tables
state    what has been found so far
"""

from __future__ import annotations

from extract.assembly.parts.reading import read_parts

__all__ = ["read_parts"]
