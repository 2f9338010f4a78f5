"""Objectives that stand over the rows they hold for: `Tujuan 1 : ...`, `SASARAN STRATEGIS 2. ...`."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from normalize.text import fold
from normalize.vocabulary import alternation, vocabulary
from schemas.raw import ColumnKind
from schemas.value import value

_OBJECTIVE = regex.compile(
    r"(?P<kind>tujuan|sasaran(?:\s+strategis)?)\b(?!\s+dan\b)(?:[\s\w.()-]{0,14}?\s*[:：]|[\s\w]{0,12}?\s*\.(?!\d)|[\s\d.]{0,8}\s[-–—]\s)"
    r"\s*(?P<text>\S.*)|ss[\s.-]?(?:\d{1,2}|[IVX]{1,3})\s*[:.](?!\d)\s*(?P<text>\S.*)",
    regex.I | regex.S,
)
_LEADS_OVER = regex.compile(
    r"[,;]?\s+(?:(?:dengan|yang\s+diukur|diukur|melalui|yang\s+dicapai)\s+){0,2}indikator\b.*\b(?:berikut|berikut\s+ini|yaitu)\s*:?$",
    regex.I,
)
"""What leads over to the table: `..., dengan indikator kinerja sebagai berikut :`."""


@value
class Objective:
    """An objective as a line states it, its kind (TUJUAN or SASARAN) and number aside."""

    kind: ColumnKind
    text: str


@lru_cache(maxsize=1_024)
def read_objective(line: str) -> Objective | None:
    """The objective that a line states, or None; a sentence of a report that speaks of one states none.

    >>> read_objective("Sasaran Strategis 1.2 : Meningkatnya mutu").text, read_objective("Sasaran dinas adalah mutu")
    ('Meningkatnya mutu', None)
    """
    match = _OBJECTIVE.fullmatch(line)
    text = _LEADS_OVER.sub("", fold(match["text"])) if match is not None else ""
    if match is None or _sentences().search(text):
        return None
    tujuan = (match["kind"] or "").lower() == "tujuan"
    return Objective(ColumnKind.TUJUAN if tujuan else ColumnKind.SASARAN, text)


@cache
def _sentences() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{alternation(vocabulary('notes')['sentences'])})\b", regex.I)
