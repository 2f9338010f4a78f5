"""Names of government bodies: found in headings, compared, and made into keys.

A key joins body and government: the same office of Kota X and Kabupaten X are two bodies. Spelling, case, abbreviations
and the order of words at the seam ("Bagian Hukum Setda Kota X") make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import regex
from rapidfuzz import fuzz

from normalize.text import fold, key
from normalize.vocabulary import alternation, vocabulary
from schemas.value import value

_SAME = 88.0
"""Similarity in per cent at which two spellings name one body; numbers and governments must agree besides."""
_TITLE_WORDS = regex.compile(
    r"^\W*(?:lampiran\W*\w*\W+)?(?:tabel\W*[\w.]*\W+)?(?:matriks?\W+)?(?:penetapan\W+)?(?:indikator\s+kinerja\s+utama|perjanjian\s+kinerja|penetapan\s+kinerja)\b"
    r"\W*(?:\(?\s*iku\s*\)?)?\W*(?:pada|di\s+lingkungan|tahun\s+\d{4}(?:\s*[-–]\s*\d{4})?)?\W*",
    regex.I,
)
_YEAR = regex.compile(
    r"\W*\b(?:tahun|periode|th\.?)?\s*(?:anggaran\s*)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?\W*$", regex.I
)
_LEADING = regex.compile(r"^\W*(?:pada|di\s+lingkungan)\s+", regex.I)


@value
class Pemda:
    """A regional government: `kind` is provinsi, kabupaten or kota; `name` as printed."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        """Key of the government; Kota and Kabupaten of one name differ."""
        return f"{self.kind}-{key(self.name).replace(' ', '-')}"

    @property
    def printed(self) -> str:
        """The usual spelling: `Kota Sukamaju`."""
        return f"{self.kind.capitalize()} {self.name}"


def body_in_title(lines: Iterable[str]) -> str | None:
    """The body named in the lines of a heading, year and title words left out, or None.

    >>> body_in_title(["INDIKATOR KINERJA UTAMA", "DINAS CONTOH KOTA SUKAMAJU", "TAHUN 2024"])
    'DINAS CONTOH KOTA SUKAMAJU'
    """
    kept: list[str] = []
    for line in lines:
        text = _without_title_words(line)
        if text and (kept or _heads().match(key(text))):
            kept.append(text)
    return fold(" ".join(kept)) or None


def begins_body(text: str) -> bool:
    """Whether a text begins as the name of a body, or of a part of one, does."""
    return _heads().match(key(text)) is not None


@lru_cache(maxsize=4_096)
def _without_title_words(line: str) -> str:
    text = _YEAR.sub("", _TITLE_WORDS.sub("", fold(line)))
    return str(_LEADING.sub("", text).strip(" -–:,.()"))


@cache
def _heads() -> regex.Pattern[str]:
    bodies = vocabulary("bodies")
    governments = [name for kind in ("provinsi", "kabupaten", "kota") for name in bodies["pemda"][kind]]
    heads = sorted((key(head) for head in [*bodies["heads"], *governments]), key=len, reverse=True)
    return regex.compile(f"(?:{'|'.join(heads)})\\b")


@lru_cache(maxsize=10_000)
def body_key(name: str) -> str:
    """Key of a body's name: lower case, abbreviations written out, small variants of spelling folded."""
    words = key(name)
    if _short_words().isdisjoint(words.split()):
        return words
    words = f" {words} "
    for short, long in _abbreviations():
        words = words.replace(f" {short} ", f" {long} ")
    return words.strip()


@cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    pairs = vocabulary("bodies")["abbreviations"].items()
    return tuple(sorted(((key(short) or short, long) for short, long in pairs), key=lambda p: -len(p[0])))


@cache
def _short_words() -> frozenset[str]:
    """The words that abbreviations begin with: a name without any is written out already."""
    return frozenset(short.split()[0] for short, _ in _abbreviations())


def same_body(one: str, other: str) -> bool:
    """Whether two names mean one body; a name without its government may mean the same as one with it.

    >>> same_body("DINAS KESEHATAN KOTA SUKAMAJU", "Dinas Kesehatan Kota Sukamaju.")
    True
    >>> same_body("Kecamatan Maju", "Kecamatan Jaya")
    False
    """
    a, b = body_key(one), body_key(other)
    if a == b:
        return True
    if [w for w in a.split() if w.isdigit()] != [w for w in b.split() if w.isdigit()]:
        return False
    pa, pb = find_pemda(one), find_pemda(other)
    if pa and pb and pa.key != pb.key and pa.kind != "provinsi" and pb.kind != "provinsi":
        return False
    short, long = sorted((a, b), key=len)
    return f" {long} ".startswith(f" {short} ") or fuzz.ratio(a, b) >= _SAME


@cache
def _pemda() -> regex.Pattern[str]:
    kinds = vocabulary("bodies")["pemda"]
    named = "|".join(f"(?P<{kind}>{alternation(kinds[kind])})" for kind in ("provinsi", "kabupaten", "kota"))
    ends = "|".join(vocabulary("bodies")["pemda_ends"])
    word = rf"(?!(?i:{ends})\b)\p{{Lu}}[\p{{L}}'’-]*"
    return regex.compile(rf"\b(?i:{named})\s+(?P<name>{word}\.?(?:\s+{word}){{0,3}})")


@lru_cache(maxsize=10_000)
def find_pemda(text: str) -> Pemda | None:
    """The regional government named in a text, the smallest first named, or None.

    >>> find_pemda("Dinas Contoh Kota Sukamaju Provinsi Jawa Raya")
    Pemda(kind='kota', name='Sukamaju')
    """
    best: Pemda | None = None
    for match in _pemda().finditer(_capitalised(text)):
        kind = next(kind for kind in ("provinsi", "kabupaten", "kota") if match[kind])
        name = match["name"].strip(" .")
        if best is None or (best.kind == "provinsi" and kind != "provinsi"):
            best = Pemda(kind, name)
    return best


def _capitalised(text: str) -> str:
    """Text in capitals as title case, so that governments are spelt in one way."""
    letters = list(filter(str.isalpha, text))
    return text.title() if letters and sum(map(str.isupper, letters)) > 0.8 * len(letters) else text


def instansi_key(name: str | None, pemda: Pemda | None, own: str) -> str:
    """Key of a body: its name without the government, and the government; `own` where no government is known.

    >>> instansi_key("Dinas Contoh Kota Sukamaju", Pemda("kota", "Sukamaju"), "x-1")
    'dinas-contoh--kota-sukamaju'
    """
    if not name:
        return own
    words = body_key(name)
    if pemda is None:
        return f"{words.replace(' ', '-')}--{own}"
    for spelled in (f"{pemda.kind} {key(pemda.name)}", f"pemerintah {pemda.kind} {key(pemda.name)}"):
        words = words.replace(spelled, " ")
    return f"{'-'.join(words.split()) or 'pemerintah'}--{pemda.key}"
