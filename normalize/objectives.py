"""Objectives that stand over the rows they hold for: `Tujuan 1 : ...`, `SASARAN STRATEGIS 2. ...`."""

from __future__ import annotations

from functools import lru_cache

import regex

from normalize.text import fold
from schemas.raw import ColumnKind
from schemas.value import value

_OBJECTIVE = regex.compile(
    r"(?P<kind>tujuan|sasaran(?:\s+strategis)?)\b(?!\s+dan\b)(?:[\s\w.()-]{0,14}?\s*[:：]|[\s\w]{0,12}?\s*\.(?!\d)|[\s\d.]{0,8}\s[-–—]\s)"
    r"\s*(?P<text>\S.*)|ss[\s.-]?(?:\d{1,2}|[IVX]{1,3})\s*[:.](?!\d)\s*(?P<text>\S.*)",
    regex.I | regex.S,
)


@value
class Objective:
    """An objective as a line states it, its kind (TUJUAN or SASARAN) and number aside."""

    kind: ColumnKind
    text: str


@lru_cache(maxsize=1_024)
def read_objective(line: str) -> Objective | None:
    """The objective that a line states, or None.

    >>> read_objective("Sasaran Strategis 1.2 : Meningkatnya mutu").text, read_objective("Sasaran dinas adalah mutu")
    ('Meningkatnya mutu', None)
    """
    match = _OBJECTIVE.fullmatch(line)
    if match is None:
        return None
    tujuan = (match["kind"] or "").lower() == "tujuan"
    return Objective(ColumnKind.TUJUAN if tujuan else ColumnKind.SASARAN, fold(match["text"]))
