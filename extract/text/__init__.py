"""Reading of plain text and markdown: lines, tab tables, pipe tables and HTML tables in one file."""
