"""Automatic numbers: what stands before a paragraph on paper though nobody typed it."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from lxml.etree import _Element

from extract.docx.names import W, number, value
from extract.symbols import symbol

LEVELS = 9

_PLACE = regex.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 3999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, its format and its text with places for numbers (`%1.%2`)."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    legal: bool = False
    """Numbers of all levels in Arabic figures."""


@dataclass(slots=True)
class _Count:
    """Where a list stands: the current number of each level, None before its first."""

    at: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By abstract list."""
    abstract_of: dict[str, str] = field(default_factory=dict)
    """By list (`w:numId`)."""
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, _Count] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def marker(self, list_id: str, level: int) -> str | None:
        """Count one paragraph of a list and give its marker; None for lists without one."""
        abstract = self.abstract_of.get(list_id)
        if abstract is None or not 0 <= level < LEVELS:
            return None
        forms = {**self.levels.get(abstract, {}), **self.overrides.get(list_id, {})}
        form = forms.get(level, Level())
        self._advance(abstract, list_id, level, forms)
        if form.form == "none":
            return None
        if form.form == "bullet":
            return "".join(symbol(ord(character)) for character in form.text) or None
        at = self.counts[abstract].at
        text = _PLACE.sub(lambda match: _spelt(at[int(match[1]) - 1], forms, int(match[1]) - 1, form), form.text)
        return text.strip() or None

    def _advance(self, abstract: str, list_id: str, level: int, forms: dict[int, Level]) -> None:
        count = self.counts.setdefault(abstract, _Count())
        if list_id not in self.begun:
            self.begun.add(list_id)
            for deeper, start in self.restarts.get(list_id, {}).items():
                count.at[deeper] = start - 1
        for higher in range(level):
            if count.at[higher] is None:
                count.at[higher] = forms.get(higher, Level()).start
        current = count.at[level]
        count.at[level] = forms.get(level, Level()).start if current is None else current + 1
        for deeper in range(level + 1, LEVELS):
            count.at[deeper] = None


def read_numbering(root: _Element | None) -> Numbering:
    """The lists that `numbering.xml` defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iterfind(W + "abstractNum"):
        name = abstract.get(W + "abstractNumId", "")
        numbering.levels[name] = dict(map(_level, abstract.iterfind(W + "lvl")))
    for item in root.iterfind(W + "num"):
        name, abstract_name = item.get(W + "numId", ""), value(item, "abstractNumId")
        if abstract_name is not None:
            numbering.abstract_of[name] = abstract_name
        for override in item.iterfind(W + "lvlOverride"):
            at = _whole(override.get(W + "ilvl"))
            if (start := number(override, "startOverride")) is not None:
                numbering.restarts.setdefault(name, {})[at] = start
            if (level := override.find(W + "lvl")) is not None:
                numbering.overrides.setdefault(name, {})[at] = _level(level)[1]
    return numbering


def _level(element: _Element) -> tuple[int, Level]:
    start = number(element, "start")
    level = Level(
        start=1 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        legal=element.find(W + "isLgl") is not None,
    )
    return _whole(element.get(W + "ilvl")), level


def _whole(text: str | None) -> int:
    return min(int(text), LEVELS - 1) if text is not None and text.isdigit() and len(text) < 4 else 0


def _spelt(at: int | None, forms: dict[int, Level], level: int, of: Level) -> str:
    form = "decimal" if of.legal else forms.get(level, Level()).form
    return spell(1 if at is None else at, form)


def spell(at: int, form: str) -> str:
    """A number in a list's format.

    >>> spell(3, "lowerLetter"), spell(28, "upperLetter"), spell(9, "lowerRoman"), spell(7, "decimalZero")
    ('c', 'BB', 'ix', '07')
    """
    if form in ("lowerLetter", "upperLetter") and at > 0:
        letters = chr(ord("a") + (at - 1) % 26) * min((at - 1) // 26 + 1, 10)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < at <= _MOST:
        return _roman(at).upper() if form == "upperRoman" else _roman(at)
    if form == "decimalZero":
        return f"{at:02d}"
    return str(at)


def _roman(at: int) -> str:
    parts: list[str] = []
    for worth, letters in _ROMAN:
        count, at = divmod(at, worth)
        parts.append(letters * count)
    return "".join(parts)
