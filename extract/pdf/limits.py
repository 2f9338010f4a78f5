"""What a page may cost: beyond these a part of it is left unread and said so."""

from __future__ import annotations

MAX_GLYPHS = 200_000
"""Characters read of one page."""
MAX_OBJECTS = 60_000
"""Drawn objects looked at on one page, those inside forms included."""
MAX_FORM_DEPTH = 12
"""How deep form XObjects may nest."""
MAX_SEGMENTS = 120_000
"""Path segments read one by one on a page."""
MAX_RULES = 4_000
"""Rules, after joining, from which tables are sought."""
MAX_GRID_LINES = 400
"""Different positions of vertical, or of horizontal, rules on a page from which tables are sought."""
MAX_BARS = 2_000
"""Candidates for fraction bars on one page."""
FALLBACK_GLYPHS = 30_000
"""Pages with more characters than this are not read a second time by stock pdfplumber."""
