"""Numbers as printed in these papers: `84,60`, `1.234.567`, `1,361,759.53`, `Rp. 2.641.640.000,-`."""

from __future__ import annotations

from decimal import Decimal

import regex

_NUMBER = regex.compile(r"(?<![\w.,])[-−]?\d[\d.,]*\d|(?<![\w.,])[-−]?\d")
_ENGLISH = regex.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_THOUSANDS = regex.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_COMMA_DECIMAL = regex.compile(r"^\d+,\d+$")
_POINT_DECIMAL = regex.compile(r"^\d+\.\d+$")
_TWO_GROUPS = regex.compile(r"^\d{1,3}(?:,\d{3}){2,}$")
_ROW_NUMBER = regex.compile(r"\(?\d{1,3}(?:\.\d{1,2})*[.)]?")


def parse_number(text: str) -> Decimal | None:
    """The value of one printed number, or None where its marks fit no way of writing.

    A comma is the decimal mark and points divide thousands, unless the number's own shape says otherwise.

    >>> parse_number("1.234.567"), parse_number("84,60"), parse_number("1,361,759.53"), parse_number("0.62")
    (Decimal('1234567'), Decimal('84.60'), Decimal('1361759.53'), Decimal('0.62'))
    """
    text = text.strip().replace("−", "-")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if digits.isascii() and digits.isdigit():
        return Decimal(sign + digits)
    if _THOUSANDS.match(digits):
        return Decimal(sign + digits.replace(".", "").replace(",", "."))
    if _TWO_GROUPS.match(digits) or (_ENGLISH.match(digits) and "." in digits):
        return Decimal(sign + digits.replace(",", ""))
    if _COMMA_DECIMAL.match(digits):
        return Decimal(sign + digits.replace(",", "."))
    return Decimal(sign + digits) if _POINT_DECIMAL.match(digits) else None


def find_numbers(text: str) -> list[regex.Match[str]]:
    """The numbers in a text, each as a match (a full stop or comma after one is not part of it)."""
    return list(_NUMBER.finditer(text))


def is_row_number(text: str) -> bool:
    """Whether a cell holds nothing but the number of a row, as printed.

    >>> is_row_number("1."), is_row_number("(2)"), is_row_number("1.2"), is_row_number("2021")
    (True, True, True, False)
    """
    return _ROW_NUMBER.fullmatch(text.strip()) is not None
