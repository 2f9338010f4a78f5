"""NIP, the number of a civil servant: 18 digits since 2008, 9 before; contract staff, police and army have others.

Structure: birth date YYYYMMDD, appointment YYYYMM, sex 1 or 2, serial of three digits. What does not fit is flagged and
kept; nothing is rejected or repaired here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NewType

import regex

from normalize.vocabulary import alternation, vocabulary

Nip = NewType("Nip", str)
"""Digits only."""

_MARK = regex.compile(r"^\W*N\s*\.?\s*[I1l]\s*\.?\s*P\s*\.?(?:\s*[.:;]|(?=[\s\d])|$)\s*", regex.I)
_BARE = regex.compile(r"[\d\s.]{18,30}")
_MAY_OPEN = re.compile(r"[^0-9A-Za-z]*[nN]|[\d\s.]")
"""A cheap look that spares most lines the patterns: all numbers of persons begin with N or a digit."""
_DIGITS = regex.compile(r"\d")
_EARLIEST_BIRTH, _LATEST_APPOINTMENT = 1920, 2060


@lru_cache(maxsize=4_096)
def is_nip_line(text: str) -> bool:
    """Whether a line is a NIP: it opens with the word, or is 18 digits in groups and nothing else; or such a number of
    the police, the army, a company.

    >>> is_nip_line("NIP. 19700101 199503 1 001"), is_nip_line("19700101 199503 1 001"), is_nip_line("Nipah 2")
    (True, True, False)
    >>> is_nip_line("NIP")
    True
    >>> is_nip_line("NRP 70010123"), is_nip_line("NRP anggota")
    (True, False)
    """
    if not _MAY_OPEN.match(text):
        return False
    if _MARK.match(text) or is_other_number(text):
        return True
    return bool(_BARE.fullmatch(text)) and len(_DIGITS.findall(text)) == 18


def is_other_number(text: str) -> bool:
    """Whether a line is the number of one who is no civil servant (NRP, NIK, ...): nothing but its name and digits."""
    return text.strip(" ([")[:1] in ("N", "n") and _others().fullmatch(text) is not None


@cache
def _others() -> regex.Pattern[str]:
    names = alternation(vocabulary("signatures")["nomor"])
    return regex.compile(rf"\W*(?:{names})\s*[.:]*\s*\d[\d\s./-]{{3,}}(?:/\p{{L}}{{1,3}})?\W*", regex.I)


def read_nip(text: str) -> Nip:
    """The digits of a NIP line.

    >>> read_nip("NIP.19700101 199503 1 001")
    '197001011995031001'
    """
    return Nip("".join(_DIGITS.findall(_MARK.sub("", text))))


def nip_valid(nip: str) -> bool:
    """Whether the number has the structure of 18 digits with plausible dates, or is one of the old 9 digits."""
    if len(nip) == 9:
        return True
    if len(nip) != 18:
        return False
    birth, appointed, sex = nip[:8], nip[8:14], nip[14]
    try:
        born = date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return False
    year, month = int(appointed[:4]), int(appointed[4:])
    # contract staff carry a 21-style month (serial of the year), flagged as not valid
    return (
        born.year >= _EARLIEST_BIRTH
        and born.year + 15 <= year <= _LATEST_APPOINTMENT
        and 1 <= month <= 12
        and sex in "12"
    )
