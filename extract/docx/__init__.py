"""DOCX by its XML: fractions, merged cells and automatic numbers as typed, nothing drawn and nothing measured.

package     the zip container, its parts as XML, within limits
names       the names of the elements that are read
numbering   automatic list numbers and bullets
styles      what a paragraph style says of numbering, boldness and headings
equations   Office Math to content
runs        a paragraph's runs to parts of a line
tables      rows, spans and merged cells
reader      the body, in order
"""

from __future__ import annotations

from extract.docx.reader import read_docx

__all__ = ["read_docx"]
