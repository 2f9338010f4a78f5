"""Sheets that describe one indicator each, label beside value (`Nama Indikator | ...`, `Formula : ...`), laid out as
the rows of one table.

sheet       labels and values to sheets; what proves that they describe indicators
in_tables   the rows of a table as labels and values
in_lines    lines of running text as labels and values
laying      sheets that follow each other to blocks with the same columns

Papers of this kind are called kamus, manual, metadata or profil. Everything after this room sees ordinary tables.
"""

from __future__ import annotations

from extract.assembly.sheets.laying import lay_sheets

__all__ = ["lay_sheets"]
