"""Dates as Indonesian officials write them: `4 Mei 2021`, `Januari 2022`, `....... 2017`, `04-05-2021`."""

from __future__ import annotations

from datetime import date
from functools import cache

import regex

from normalize.vocabulary import vocabulary
from schemas.value import value

_ONE_YEAR = r"(?:(?:19|20)\d\d|(?:1\s9|2\s0)\s\d\s\d)"
YEAR_PHRASE = (
    r"(?:(?:semester|triwulan|smt\.?|tw\.?)\s+(?:[ivx]{1,4}|\d)\b\W*)?"
    r"(?:(?:tahun|th\.?|thn\.?|periode|t\.?\s?a\.?)\b\W*)*(?:(?:anggaran|buku|pelajaran|ajaran|akademik|renstra|rpjmd)\b\W*)?"
    rf"{_ONE_YEAR}(?:\s*(?:[-–/]|s\.?\s?/?d\.?|sampai(?:\s+dengan)?)\s*{_ONE_YEAR})?"
)
"""Pattern of a year or a period as a heading states it: `TAHUN ANGGARAN 2024`, `T.A. 2024`, `TAHUN 2 0 2 4`."""
_SPACED_YEAR = regex.compile(r"\b(?:1\s9|2\s0)\s\d\s\d\b")


def with_years_joined(text: str) -> str:
    """The text with the digits of a year that were set apart for show put together.

    >>> with_years_joined("TAHUN 2 0 2 4")
    'TAHUN 2024'
    """
    if "2 0" not in text and "1 9" not in text:
        return text  # as most
    return _SPACED_YEAR.sub(lambda match: "".join(match[0].split()), text)


@value
class DateFound:
    """A date as far as it is given: `precision` is day, month or year; `text` is as printed."""

    text: str
    start: int
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        """The smallest part that is given."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso(self) -> str:
        """ISO 8601, as long as the precision allows: `2021-05-04`, `2022-01`, `2017`."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The first day that the date may mean."""
        return date(self.year, self.month or 1, self.day or 1)


@cache
def months() -> dict[str, int]:
    """Names of months, lower case, with their numbers."""
    return dict(vocabulary("signatures")["months"])


@cache
def _pattern() -> regex.Pattern[str]:
    names = "|".join(sorted(months(), key=len, reverse=True))
    blanks = r"[.…_\s\-]*"
    return regex.compile(
        rf"(?:(?P<day>\d{{1,2}})\s*[.,]?\s*(?:(?P<month>{names})\b\.?|[-/.]\s*(?P<number>0?[1-9]|1[0-2])\s*[-/.])\s*,?"
        rf"|{blanks}(?P<alone>{names})\b\.?\s*,?|{blanks})\s*(?P<year>(?:19|20)\d\d)\b",
        regex.I,
    )


def find_date(text: str) -> DateFound | None:
    """The first date in `text`, a year alone included, or None.

    >>> find_date("Bandung, 4 Mei 2021").iso
    '2021-05-04'
    """
    match = _pattern().search(text)
    if match is None:
        return None
    name = match["month"] or match["alone"]
    month = months()[name.lower()] if name else int(match["number"]) if match["number"] else None
    day = int(match["day"]) if match["day"] and month else None
    printed = match.group().strip(" .…_-,")
    start = match.start() + match.group().find(printed[0]) if printed else match.start()
    year = int(match["year"])
    if day is not None and not _exists(year, month or 1, day):
        day = None
    return DateFound(printed, start, year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
