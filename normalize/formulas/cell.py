"""The parts of a formula cell: note, statements, legend.

    cell      := {statement} [note]
    statement := [label ':'] [name '='] text      label: Rumus, Formulasi Perhitungan, Cara menghitung ...
               | letter ('=' | ':') text          a line of the legend, after "dimana :", "Ket :" or on its own
    note      := ('Ket' | 'Keterangan' | 'NB' | 'Catatan') ':' text | '*)' text

What follows a note's marker is no note if it is a legend (`Ket : A = ...`). Statements also end at a sentence's end and
before an item's letter (`b.`). Nothing is parsed here: the parts are places in the marked line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from normalize.formulas.line import BREAK, ITEM, OPEN, PICTURE
from normalize.formulas.spelled import is_letter
from normalize.formulas.vocabulary import COMPARISONS, HEADS, LABELS, any_of
from schemas.formula import Span
from schemas.value import value

_EDGE = rf"[\s{BREAK}{ITEM}]"
_BULLETS = r"•▪●○◦■□➢✓‣⁃\uF000-\uF0FF"


_GROUP = re.compile(r"\(\?:([^()]*)\)")


def _spaced(parts: list[str]) -> str:
    return any_of(part.replace(" ", r"\s") for part in parts)


def _announced(parts: list[str]) -> str:
    """Labels in either case, behind a look for their first letters, which spares most places trying them all."""
    openings = [match[1].split("|") if (match := _GROUP.match(part)) else [part] for part in parts]
    first = {word[0] for words in openings for word in words}
    return rf"(?=[{''.join(sorted(first | {letter.upper() for letter in first}))}])(?i:{_spaced(parts)})"


class _Letters(NamedTuple):
    """Classes of letters in the words of a library of patterns."""

    any: str
    or_number: str
    upper: str
    lower: str
    mark: str
    """A mark that may stand on a letter."""

    def name(self) -> str:
        """The letter that stands for a quantity: A, X1, n-1, PAD, jp."""
        return (
            rf"(?:[{self.any}]{self.mark}\d{{0,2}}['’]?|[{self.any}]{{1,2}}\d{{1,2}}|[{self.any}]{{1,3}}[-–]1"
            rf"|[{self.upper}][{self.upper}{self.lower}\d]{{1,7}}|[{self.lower}]{{2}})"
        )

    def event(self) -> str:
        """Where a statement may end; most places are in the middle of a word, where only the signs of the last two
        lines are looked for."""
        return rf"""
            (?<![{self.or_number}])(?:
                (?<=[{BREAK}{ITEM}])(?P<source>{_announced(LABELS["source"])}\s?:)
              | (?P<label>{_announced(LABELS["formula"])}\s?[:=])
              | (?P<where>{_announced(LABELS["legend"])}\s?[:.=]?{_EDGE}*
                    (?=[-({_BULLETS}]?\s?{self.name()}\s?(?:=|:|adalah\b)))
              | (?<![^\s{BREAK}{ITEM},;(%])(?P<letter>{self.name()})\s?
                    (?P<sign>=|:(?={_EDGE}*[{self.any}]{{3}})|adalah\b)
              | (?P<equals>{_announced(LABELS["equals"])}(?=\s(?i:{any_of(HEADS | COMPARISONS)})\b))
              | (?<![^\s{BREAK}{ITEM}])(?P<item>[a-h1-9][.)]\s+(?=[{self.upper}]|\())
            )
          | (?P<sign_equals>(?<![<>=≤≥])=(?!=))
          | (?P<sentence>[.;](?:(?<=[{self.any}]{{3}}[.;])|(?<=[)%][.;]))\s+(?=[{self.upper}]|[a-h]\.\s))
        """


_OF_ALL_SCRIPTS = _Letters(r"\p{L}", r"\p{L}\p{N}", r"\p{Lu}", r"\p{Ll}", r"\p{M}?")
_OF_ASCII = _Letters("A-Za-z", "A-Za-z0-9", "A-Z", "a-z", "")
_EVENT = regex.compile(_OF_ALL_SCRIPTS.event(), regex.VERBOSE)
# the same for nearly all lines, in a quarter of the time
_ASCII_EVENT = re.compile(_OF_ASCII.event(), re.VERBOSE)
_ASCII_LETTERED = re.compile(rf"[\x00-\x7f{OPEN}-{PICTURE}×÷·–—−‘’“”•…≥≤√]*+")
_NOTE = regex.compile(
    rf"(?<![^\s{BREAK}{ITEM}.;,%)])(?:(?i:{_spaced(LABELS['note'])})\.?\s?[:=]{_EDGE}*|\*{{1,3}}\){_EDGE}*(?=\p{{L}}))"
)
_LEGEND_LINE = regex.compile(rf"[-{_BULLETS}]?\s?{_OF_ALL_SCRIPTS.name()}\s?(?:=|:|adalah\b)")
_BULLET = re.compile(rf"(^|[{BREAK}{ITEM}])\s?[{_BULLETS}]+\s?|(^|{ITEM})\s?[*o]\s+|\s[{_BULLETS}]+(?=\s)")
_MAY_BULLET = re.compile(rf"[{_BULLETS}{BREAK}{ITEM}]")
_TYPED_BULLETS = frozenset(("*", "o"))
_LABELS = LABELS["formula"] + LABELS["legend"] + LABELS["source"]
# cheap looks that spare most lines the patterns above: `re` is faster than `regex` where it can say the same
_MAY_NOTE = re.compile(rf"{_spaced(LABELS['note'])}\.?\s?[:=]|\*\)", re.IGNORECASE)
_MAY_END = re.compile(rf"[.;]\s|\)(?<=[a-h1-9]\))(?<![^\s{BREAK}{ITEM}][a-h1-9]\))\s")
_MAY_BE_LABEL = re.compile(rf"(?:\b(?:\w\w?['’]?|[A-Z]\w{{1,7}})|\d|(?<![^\W_])(?i:{_spaced(_LABELS)}))\s?$")
Event = re.Match[str] | regex.Match[str]
_LABEL_LENGTH = 40
_ENDS = f" .;,{BREAK}{ITEM}"
_EQUALS = tuple(entry.split()[0] for entry in LABELS["equals"])
_LEGEND = frozenset(("letter", "where"))
_ENOUGH = 2
_NAME = regex.compile(r"\p{L}[\p{L}\p{N}]*(?:[-–]1)?")


@value
class Statement:
    """One statement of a cell: places of what stands before its equals sign and after it."""

    body: Span
    name: Span | None = None
    letter: str | None = None
    """The letter it defines, if it is a line of a legend."""
    labelled: bool = False
    """A label such as `Rumus :` announces it."""


def without_bullets(line: str) -> str:
    """The marked line of a cell without the signs of its lists."""
    if line[:1] not in _TYPED_BULLETS and not _MAY_BULLET.search(line):
        return line
    return str(_BULLET.sub(lambda match: match[1] or match[2] or "", line)).strip(" " + BREAK + ITEM)


def split_note(line: str) -> tuple[str, str | None]:
    """The cell without its note, and the note without its marker.

    >>> split_note("A / B x 100% Ket : dihitung tiap tahun")
    ('A / B x 100%', 'dihitung tiap tahun')
    >>> split_note("A / B x 100% Ket : A = Jumlah desa")
    ('A / B x 100% Ket : A = Jumlah desa', None)
    """
    if ":" not in line and "=" not in line and "*)" not in line:
        return line, None
    for match in _NOTE.finditer(line) if _MAY_NOTE.search(line) else ():
        if not _LEGEND_LINE.match(line, match.end()):
            edges = " " + BREAK + ITEM
            return line[: match.start()].rstrip(edges), line[match.end() :].strip(edges) or None
    return line, None


def statements(line: str) -> list[Statement]:
    """The statements of a cell without its note, in their order."""
    if not _may_cut(line):
        return [Statement(Span(0, len(line)))] if line.strip(_ENDS) else []
    return [statement for statement in _cut(line) if line[slice(*statement.body)].strip(_ENDS)]


def _cut(line: str) -> Iterator[Statement]:
    cutter = _Cutter(line)
    events = _ASCII_EVENT if _ASCII_LETTERED.fullmatch(line) else _EVENT
    for event in events.finditer(line):
        if (kind := cutter.kind(event)) is not None:
            yield cutter.cut(event, kind)
    yield cutter.last()


def _may_cut(line: str) -> bool:
    """Whether any event could stand in a line."""
    if "=" in line:
        return True
    if (". " in line or ") " in line or "; " in line) and _MAY_END.search(line):
        return True
    if ":" in line and any(_MAY_BE_LABEL.search(before[-_LABEL_LENGTH:]) for before in line.split(":")[:-1]):
        return True
    return any(map(line.casefold().__contains__, _EQUALS))


class _Cutter:
    """Cuts a line at its events. `_start`, `_name`, `_letter` and `_labelled` are of the statement being read."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._start = 0
        self._name: Span | None = None
        self._letter: str | None = None
        self._labelled = False
        self._in_legend = False
        self._bracketed = False
        self._words: dict[str, list[int]] | None = None

    def kind(self, event: Event) -> str | None:
        """What an event is, or None where it means nothing."""
        if event["letter"] is not None:
            if self._defines(event):
                return "letter"
            return "equals" if event["sign"] == "=" else None
        if event["sign_equals"] is not None:
            return "equals"
        if event["equals"] is not None and (self._name or self._letter or self._labelled):
            return None
        return str(event.lastgroup)

    def cut(self, event: Event, kind: str) -> Statement:
        """The statement that ends at an event."""
        end = event.start()
        name = None
        if kind in _LEGEND and (bracket := self._legend_bracket(end)) is not None:
            end = bracket
            self._bracketed = True
        if kind == "equals":
            end = event.start("sign") if event["letter"] is not None else end
            name = Span(self._line_start(end), end)
            is_sentence = event["equals"] is not None
            end = name.start if is_sentence or name.start > self._start else end
        statement = Statement(Span(self._start, end), self._name, self._letter, self._labelled)
        self._name = name
        self._letter = str(event["letter"]) if kind == "letter" else None
        self._labelled = kind == "label" or (kind == "equals" and self._labelled)
        self._in_legend = kind in _LEGEND
        self._start = event.end()
        return statement

    def _legend_bracket(self, end: int) -> int | None:
        """The bracket that opens right before a legend, in no other bracket: `A / B x 100% (A = ..., B = ...)`."""
        before = self._line[self._start : end].rstrip(" ")
        alone = before.endswith("(") and before.count("(") == before.count(")") + 1
        return self._start + len(before) - 1 if alone else None

    def _line_start(self, end: int) -> int:
        """Where the line of the cell begins that ends at `end`: a name stands on one line with its equals sign."""
        return max(
            self._start, self._line.rfind(BREAK, self._start, end) + 1, self._line.rfind(ITEM, self._start, end) + 1
        )

    def last(self) -> Statement:
        """What stands behind the last event, up to the bracket that closes a legend in brackets."""
        end = len(self._line)
        if self._bracketed and self._line.count(")", self._start) > self._line.count("(", self._start):
            end = self._line.rindex(")", self._start)
        return Statement(Span(self._start, end), self._name, self._letter, self._labelled)

    def _defines(self, event: Event) -> bool:
        """Whether a letter before `=`, `:` or "adalah" is explained here, and not a name or an operand."""
        letter, place = str(event["letter"]), event.start()
        before = self._line[:place].rstrip(" ")[-1:]
        at_edge = before in ("", BREAK, ITEM, ",", ";")
        used = self._places().get(letter, [])
        earlier = bool(used) and used[0] < place
        expected = at_edge or self._in_legend or (before == "(" and earlier)
        if event["sign"] == ":" and not expected and not self._may_follow(letter, place, before):
            return False
        if not is_letter(letter):
            return earlier
        return earlier or self._in_legend or (at_edge and len(used) > 1)

    def _may_follow(self, letter: str, place: int, before: str) -> bool:
        """Whether `A :` in the middle of a line may open an explanation: behind a whole formula, outside brackets."""
        depth = self._line.count("(", self._start, place) - self._line.count(")", self._start, place)
        return is_letter(letter) and depth == 0 and (before.isalnum() or before in ("%", ")"))

    def _places(self) -> dict[str, list[int]]:
        """Where each word of the line stands first and next."""
        if self._words is None:
            self._words = {}
            for match in _NAME.finditer(self._line):
                places = self._words.setdefault(match[0], [])
                if len(places) < _ENOUGH:
                    places.append(match.start())
        return self._words
