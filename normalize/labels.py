"""Labels of the header block: `Instansi :`, `Tugas Pokok`, `2. Nama Unit Organisasi :` ..."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

import regex

from normalize.text import key, opening, title_case_share
from normalize.vocabulary import alternation, vocabulary
from schemas.raw import HeaderField
from schemas.value import value

_SENTENCE = regex.compile(r"^(?:\S+\s+){0,12}?(?:adalah|mempunyai|yaitu)\b", regex.I)
"""A label that is the subject of its own sentence: the sentence is the value."""
_COUNT = r"(?P<count>\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4})"
"""What counts the labels of one kind: `Misi 1 : ...`, `Misi II : ...`."""
_FIELDS: dict[str, HeaderField | None] = {field.value: field for field in HeaderField} | {"other": None}
"""The fields by the groups of the patterns."""
_SENTENCE_FIELDS = frozenset({HeaderField.TUGAS, HeaderField.FUNGSI})
_UNLISTED = regex.compile(
    r"(?P<name>\p{Lu}[\p{L}\d./&()-]+(?:\s+[\p{L}\d./&()-]+){0,4}?)(?:\s+[:：]|[:：](?![\d/]))\s*(?P<value>.*)"
)
"""A short phrase that begins with a capital, and a colon that is none of a time or an address."""
_MAX_SENTENCE_CASE = 3
"""Words of a label that is not in title case."""


@value
class Label:
    """A label at the beginning of a line. `field` is None for a label whose value is no part of the dataset;
    `separated` says that a colon (or a gap) stood after it; `value` is what follows; `count`
    tells several of one kind apart (`Tujuan 1 : ...`)."""

    field: HeaderField | None
    text: str
    value: str
    separated: bool
    number: str | None = None
    count: str | None = None


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    labels = vocabulary("labels")
    named = "|".join(f"(?P<{field.value}>{alternation(labels[field.value])})" for field in HeaderField)
    other = f"(?P<other>{alternation(labels['other'])})"
    number = r"\s*(?:(?P<number>\d{1,3}|[A-Za-z]|[IVX]{1,4})\s*[.)]\s*)?"
    with_colon = regex.compile(
        rf"{number}(?:{named}|{other})(?:\s*/\s*\w+(?:\s\w+)?|\s+{_COUNT})?"
        r"\s*(?P<mark>[:：=]|\.{3,}\s*:|;(?=\s))\s*(?P<value>.*)",
        regex.I | regex.S,
    )
    # as a bare line "Tugas dan Fungsi" is the heading of a report's section: what both lists hold is `other` there
    bare = regex.compile(rf"{number}(?:{other}|{named})(?P<mark>)(?:\s+(?P<value>.*)|\s*)", regex.I | regex.S)
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
        return _qualified(label) if ":" in value else label
    return None


def _qualified(label: Label) -> Label | None:
    """A label whose value begins with a phrase and a colon: `Visi Kabupaten Contoh : Terwujudnya ...` is a vision,
    `Nama Unit Pengusul : ...` another label than the one it begins with."""
    phrase = unlisted_label(label.value)
    if phrase is None:
        return label
    if label.field is HeaderField.INSTANSI:
        return None
    return replace(label, value=phrase.value, separated=True) if _says(phrase.value) else label


def _says(value: str) -> bool:
    """Whether a value begins as a sentence does, in a list below it or in quotes."""
    return not value or value[0].islower() or value[0] in "\"'“‘" or _no_label().match(key(value)) is not None


@cache
def _openings() -> frozenset[str]:
    labels = vocabulary("labels")
    return frozenset(opening(label) for name in _FIELDS for label in labels[name])


@cache
def _first_words() -> frozenset[str]:
    labels = vocabulary("labels")
    return frozenset(key(label).split()[0] for name in _FIELDS for label in labels[name])


def begins_label(text: str) -> bool:
    """Whether a short line may be the first part of a label: a number aside, it begins with a label's first word.

    >>> begins_label("2. Nama"), begins_label("Penataan")
    (True, False)
    """
    return any(word in _first_words() for word in key(text).split()[:2])


def unlisted_label(text: str) -> Label | None:
    """What looks like a label though no vocabulary lists it: a few capitalised words that open no sentence, a colon.

    >>> unlisted_label("Kode Satker : 123456").text, unlisted_label("Menyelenggarakan fungsi :")
    ('Kode Satker', None)
    """
    match = _UNLISTED.match(text)
    if match is None or _no_label().match(key(match["name"])):
        return None
    name, value = match["name"], match["value"].strip()
    if title_case_share(name) < 1 and (not value or len(name.split()) > _MAX_SENTENCE_CASE):
        return None
    return Label(None, name, value, separated=True)


def names_part(label: Label) -> bool:
    """Whether a label names an office or a part of a body, and its value is what that does (or a list of it).

    >>> names_part(unlisted_label("Bidang Arsip : melaksanakan penataan")), names_part(unlisted_label("Kepala : SITI"))
    (True, False)
    """
    return _says(label.value) and _parts().match(label.text) is not None


def ends_open(text: str) -> bool:
    """Whether a line of text is not at its end: it ends with a comma, a bracket or a word that leads on."""
    return _open_ends().search(text.rstrip()) is not None


@cache
def _open_ends() -> regex.Pattern[str]:
    return regex.compile(rf"(?:\b(?:{alternation(vocabulary('labels')['open_ends'])})|[,/&(-])$", regex.I)


@cache
def _no_label() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(vocabulary('labels')['sentences'])})\b")


@cache
def _parts() -> regex.Pattern[str]:
    heads = [*vocabulary("owners")["penanggung"], *vocabulary("bodies")["heads"], *vocabulary("signatures")["jabatan"]]
    return regex.compile(rf"(?:{alternation(heads)})\b", regex.I)


def labels_office(text: str) -> bool:
    """Whether a label names a person's office rather than a body (`Jabatan`), as those of a covenant's parties do."""
    return key(text) in vocabulary("labels")["offices"]


def _name(match: regex.Match[str]) -> str:
    return next(name for name in match.group(*_FIELDS) if name)


def _label(match: regex.Match[str], *, separated: bool) -> Label:
    field, name = next(
        (field, name) for field, name in zip(_FIELDS.values(), match.group(*_FIELDS), strict=True) if name
    )
    count = match["count"] if separated else None
    return Label(field, name, (match["value"] or "").strip(), separated, match["number"], count)
