"""Targets as printed to value, operator and unit; what is no single number keeps its text alone."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache

import regex

from normalize.numbers import find_numbers, parse_number
from normalize.text import fold, key
from normalize.vocabulary import vocabulary
from schemas.document import Operator
from schemas.value import value

_OPERATORS: dict[str, Operator] = {
    "≥": "≥",
    ">=": "≥",
    "≤": "≤",
    "<=": "≤",
    ">": ">",
    "<": "<",
    "=": "=",
    "minimal": "≥",
    "maksimal": "≤",
    "min": "≥",
    "maks": "≤",
}
_OPERATOR = regex.compile(r"^\s*(?P<op>≥|>=|≤|<=|>|<|=|minimal|maksimal|min\.?|maks\.?)\s*", regex.I)
_BRACKETS = regex.compile(r"\([^()]*\)")
_RANGE = regex.compile(
    r"^(?P<low>[\d.,]+)\s*(?:%\s*)?(?:[-–—~]|s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga)\s*"
    r"(?P<high>[\d.,]+)\s*(?P<unit>.*)$",
    regex.I,
)
_PER = regex.compile(r"^\s*(?:/(?=\s*1[0.]*00(?![\d.]*\d))|per)\s*(?P<base>\d[\d.]*)\s*(?P<what>.*)$", regex.I)
"""A rate: `per 1.000`, and with a stroke only what rates are counted by, since `12/15` is no number."""
_MONEY = regex.compile(r"^\s*rp\.?\s*", regex.I)
_MONEY_AGAIN = regex.compile(r"\brp\.?\s*\d", regex.I)
_MONEY_TAIL = regex.compile(r",?\s*-\s*$|,-")
_OF = regex.compile(r"^\s*(?:dari|of)\b", regex.I)
_UNIT = regex.compile(r"^\s*(?P<unit>%|‰|[\p{L}°][^\d]*)$")
_MAX_DIGITS = Decimal(10) ** 18


@value
class TargetValue:
    """What a target cell says: `value` and `value_high` None where it is no single number or range."""

    raw: str
    operator: Operator = "="
    value: Decimal | None = None
    value_high: Decimal | None = None
    satuan: str | None = None


@lru_cache(maxsize=20_000)
def read_target(text: str) -> TargetValue:
    """The target in a cell.

    >>> read_target("≥ 84,60"), read_target("WTP").value
    (TargetValue(raw='≥ 84,60', operator='≥', value=Decimal('84.6'), value_high=None, satuan=None), None)
    >>> read_target("88/100.000 KH")
    TargetValue(raw='88/100.000 KH', operator='=', value=Decimal('88'), value_high=None, satuan='per 100.000 KH')
    """
    raw = fold(text)
    operator, rest = _operator(raw)
    money = bool(_MONEY.match(rest))
    if money:
        rest = _MONEY_TAIL.sub("", _MONEY.sub("", rest))
        if _MONEY_AGAIN.search(rest):
            return TargetValue(raw, operator)
    bare = fold(_BRACKETS.sub(" ", rest))
    if match := _RANGE.match(bare):
        low, high = parse_number(match["low"].rstrip(".,")), parse_number(match["high"].rstrip(".,"))
        if low is not None and high is not None and low < high:
            factor, unit = _money_unit(match["unit"]) if money else (1, _unit(match["unit"]))
            return TargetValue(raw, operator, _bounded(low * factor), _bounded(high * factor), unit)
    numbers = find_numbers(bare)
    if not numbers or numbers[0].start() > 0:
        return TargetValue(raw, operator)
    value = parse_number(numbers[0].group())
    tail = bare[numbers[0].end() :].strip()
    per = _PER.match(tail)
    if value is None or _OF.match(tail) or (len(numbers) > 1 and per is None):
        return TargetValue(raw, operator)
    if per is not None:
        return TargetValue(raw, operator, _bounded(value), None, fold(f"per {per['base']} {per['what']}"))
    factor, unit = _money_unit(tail) if money else (1, _unit(tail))
    return TargetValue(raw, operator, _bounded(value * factor), None, unit)


def _operator(text: str) -> tuple[Operator, str]:
    match = _OPERATOR.match(text)
    return (_OPERATORS[match["op"].lower().rstrip(".")], text[match.end() :]) if match else ("=", text)


def _bounded(value: Decimal) -> Decimal | None:
    """Values beyond decimal(24,6) are kept as text only."""
    return value.quantize(Decimal("0.000001")).normalize() + 0 if abs(value) < _MAX_DIGITS else None


def _unit(text: str) -> str | None:
    match = _UNIT.match(text)
    return match["unit"].strip(" .,;") or None if match else None


def _money_unit(tail: str) -> tuple[int, str]:
    """By what an amount of money is multiplied (`Rp1,4 M`: a milliard), and its unit."""
    word, _, rest = tail.partition(" ")
    factor = vocabulary("units")["amounts"].get(word.rstrip(".").lower())
    return (1, fold(f"Rp {_unit(tail) or ''}")) if factor is None else (factor, fold(f"Rp {_unit(rest) or ''}"))


@cache
def _units() -> frozenset[str]:
    return frozenset(_unit_key(unit) for unit in vocabulary("units")["units"])


def _unit_key(text: str) -> str:
    return key(text) or text.strip()


_LAST_BRACKET = regex.compile(r"\(\s*(?P<unit>[^()]{1,40}?)\s*(?:\)\s*)?[.;,]?\s*$")


def unit_in_brackets(indikator: str) -> str | None:
    """The unit in the brackets that end an indicator, or None where they hold an abbreviation or remark.

    >>> unit_in_brackets("Produksi daging (ton)"), unit_in_brackets("Indeks Kepuasan Masyarakat (IKM)")
    ('ton', None)
    """
    match = _LAST_BRACKET.search(indikator) if "(" in indikator else None
    if match is None:
        return None
    unit = match["unit"]
    parts = [unit, *unit.split("/")] if "/" in unit else [unit]
    known = _unit_key(unit) in _units() or (len(parts) > 2 and all(_unit_key(part) in _units() for part in parts[1:]))
    return unit if known and (unit.upper() != unit or len(unit) <= 2 or not unit.isalpha()) else None
