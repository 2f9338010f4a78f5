"""Labels of the header block: `Instansi :`, `Tugas Pokok`, `2. Nama Unit Organisasi :` ..."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

import regex

from normalize.text import key, opening
from normalize.vocabulary import alternation, vocabulary
from schemas.raw import HeaderField
from schemas.value import value

_SENTENCE = regex.compile(r"^(?:\S+\s+){0,12}?(?:adalah|mempunyai|yaitu)\b", regex.I)
"""A label that is the subject of its own sentence: the sentence is the value."""


_COUNTED = regex.compile(r"(?:\d{1,2}|[IVX]{1,4})\s*:\s*")
"""What counts the labels of one kind: `Misi 1 : ...`, `Misi II : ...`."""
_FIELDS: dict[str, HeaderField | None] = {field.value: field for field in HeaderField} | {"other": None}
"""The fields by the groups of the patterns."""
_SENTENCE_FIELDS = frozenset({HeaderField.TUGAS, HeaderField.FUNGSI})


@value
class Label:
    """A label at the beginning of a line. `field` is None for a label whose value is no part of the dataset;
    `separated` says that a colon (or a gap) stood after it; `value` is what follows."""

    field: HeaderField | None
    text: str
    value: str
    separated: bool
    number: str | None = None


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    labels = vocabulary("labels")
    named = "|".join(f"(?P<{field.value}>{alternation(labels[field.value])})" for field in HeaderField)
    known = f"(?:{named}|(?P<other>{alternation(labels['other'])}))"
    number = r"\s*(?:(?P<number>\d{1,3}|[A-Za-z]|[IVX]{1,4})\s*[.)]\s*)?"
    with_colon = regex.compile(
        rf"{number}{known}(?:\s*/\s*\w+)?\s*(?P<mark>[:：=]|\.{{3,}}\s*:|;(?=\s))\s*(?P<value>.*)", regex.I | regex.S
    )
    bare = regex.compile(rf"{number}(?:{known})(?P<mark>)(?:\s+(?P<value>.*)|\s*)", regex.I | regex.S)
    return with_colon, bare


@cache
def _bare_labels() -> regex.Pattern[str]:
    return regex.compile(alternation(vocabulary("labels")["bare"]), regex.I)


@lru_cache(maxsize=4_096)
def read_label(text: str) -> Label | None:
    """The label that begins `text`, or None.

    With a colon any label counts. Without one, the label must be the whole line, or be one that a value may follow
    directly and be followed by a capital letter.

    >>> read_label("2. Nama Unit Organisasi : Dinas Contoh").value
    'Dinas Contoh'
    >>> read_label("Tugas lain yang diberikan") is None
    True
    """
    if opening(text) not in _openings():
        return None
    with_colon, bare = _patterns()
    if match := with_colon.match(text):
        return _label(match, separated=True)
    match = bare.match(text)
    if match is None:
        return None
    value = (match["value"] or "").strip()
    if not value:
        return _label(match, separated=False) if match.end() == len(text) else None
    name = _name(match)
    if _SENTENCE.search(value):
        own = _label(match, separated=False)
        return replace(own, value=text) if own.field in _SENTENCE_FIELDS and name[:1].isupper() else None
    capital = value[0].isupper() or value[0].isdigit() or value[0] in "-•"
    if capital and name[:1].isupper() and _bare_labels().fullmatch(name):
        label = _label(match, separated=False)
        counted = _COUNTED.match(value)
        return replace(label, value=value[counted.end() :], separated=True) if counted else label
    return None


@cache
def _openings() -> frozenset[str]:
    labels = vocabulary("labels")
    return frozenset(opening(label) for name in labels for label in labels[name])


@cache
def _first_words() -> frozenset[str]:
    labels = vocabulary("labels")
    return frozenset(key(label).split()[0] for name in labels for label in labels[name])


def begins_label(text: str) -> bool:
    """Whether a short line may be the first part of a label: a number aside, it begins with a label's first word.

    >>> begins_label("2. Nama"), begins_label("Penataan")
    (True, False)
    """
    return any(word in _first_words() for word in key(text).split()[:2])


def labels_office(text: str) -> bool:
    """Whether a label names a person's office rather than a body (`Jabatan`), as those of a covenant's parties do."""
    return key(text) in vocabulary("labels")["offices"]


def _name(match: regex.Match[str]) -> str:
    return next(name for name in match.group(*_FIELDS) if name)


def _label(match: regex.Match[str], *, separated: bool) -> Label:
    field, name = next(
        (field, name) for field, name in zip(_FIELDS.values(), match.group(*_FIELDS), strict=True) if name
    )
    return Label(field, name, (match["value"] or "").strip(), separated, match["number"])
