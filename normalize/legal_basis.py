"""The legal basis of a document: `KEPUTUSAN KEPALA DINAS ... NOMOR ... TENTANG ...`, `Lampiran Peraturan ...`."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from normalize.dates import DateFound, find_date
from normalize.text import fold, opening
from schemas.value import value

_KIND = regex.compile(
    r"\b(?P<kind>(?:surat\s+)?(?:keputusan|peraturan)\s+(?:bersama\s+)?(?:(?:kepala|sekretaris|direktur|camat|inspektur|bupati|wali\s*kota|gubernur|menteri|presiden|ketua)\b[^:\n]*)|per(?:wali|bup|gub)\b|(?:SK|keputusan)\s+(?:bupati|wali\s*kota|gubernur)\b[^:\n]*)",
    regex.I,
)
_NUMBER = regex.compile(
    r"\b(?:nomor|no\.?)\s*[:.]?\s*(?P<number>[\w./\-–]*\d[\w./\-–]*(?:\s*[/\-]\s*[\w./\-]+)*|[./\s…]{3,}[\w./\-]*\d{4})",
    regex.I,
)
_YEAR = regex.compile(r"\btahun\s+(?P<year>(?:19|20)\d\d)\b", regex.I)
_SUBJECT = regex.compile(r"\btentang\b\s*:?\s*(?P<subject>.+)", regex.I | regex.S)
_DATED = regex.compile(r"\b(?:pada\s+)?tanggal\s*:?\s*(?P<date>.*)", regex.I)
_PLACE = regex.compile(r"\b(?:ditetapkan|dikeluarkan)\s+di\s*:?\s*(?P<place>\p{L}[\p{L} .'-]*)", regex.I)
_BASIS_LINE = regex.compile(
    r"^\W*(?:lampiran\b(?!.*\bini\b).*|(?:surat\s+)?(?:keputusan|peraturan)\s+(?:kepala|sekretaris|direktur|camat|inspektur|bupati|wali\s*kota|gubernur|menteri|ketua|daerah)\b.*|nomor\s*[:.\s].*|no\.\s*:.*|tanggal\s*:.*|tentang\b.*|ditetapkan\s+di\b.*|pada\s+tanggal\b.*)$",
    regex.I,
)
_AFTER_KIND = regex.compile(r"\b(?:nomor|no\.|tahun|tentang)\b", regex.I)
_AFTER_SUBJECT = regex.compile(r"\n\W*(?:ditetapkan|dikeluarkan|pada\s+tanggal|tanggal|nomor|lampiran)\b", regex.I)
_OPENINGS = frozenset(["lamp", "sura", "kepu", "pera", "nomo", "no", "tang", "tent", "dite", "pada"])
_QUOTED = regex.compile(r"^\W*(?:\d+[.)]|[a-z][.)])\s", regex.I)
_YEAR_IN_NUMBER = regex.compile(r"(?:19|20)\d\d(?!\d)")
_WEIGHS = regex.compile(r"^\W*(?:menimbang|mengingat|memperhatikan|membaca)\b", regex.I)
_SIGNED = regex.compile(r"^\W*(?:ditetapkan|dikeluarkan|lampiran(?!.*\bini\b))\b", regex.I)
_LAMPIRAN = regex.compile(r"^\W*lampiran\s*(?:[ivx]+|\d+)?\s*:?\s*", regex.I)


@value
class BasisFound:
    """A decree or regulation: `jenis` as printed, `tanggal` as found, `tempat` where it was signed."""

    jenis: str | None = None
    nomor: str | None = None
    tahun: int | None = None
    tanggal: DateFound | None = None
    tentang: str | None = None
    tempat: str | None = None


NONE = BasisFound()


def is_basis_line(text: str) -> bool:
    """Whether a line in front of a document belongs to its legal basis.

    >>> is_basis_line("NOMOR 188.4/12/KEP/2025"), is_basis_line("1. Peraturan Menteri Nomor 3 Tahun 2014")
    (True, False)
    """
    if opening(text) not in _OPENINGS:
        return False
    return len(text) < 400 and bool(_BASIS_LINE.match(text)) and not _QUOTED.match(text)


def quotes_sources(text: str, *, already: bool) -> bool:
    """Whether a line stands in the body of a decree, between its reasons and its signature: the numbers and subjects
    there are those of others.

    >>> quotes_sources("Mengingat : 1. Undang-Undang", already=False), quotes_sources("Ditetapkan di X", already=True)
    (True, False)
    """
    return bool(_WEIGHS.match(text)) or (already and not _SIGNED.match(text))


def read_basis(lines: Sequence[str]) -> BasisFound:
    """The legal basis in the lines in front of a document: the first kind named, the number, date and subject after it.

    >>> read_basis(["KEPUTUSAN KEPALA DINAS CONTOH", "NOMOR 188/7/2025", "TENTANG", "PENETAPAN IKU"]).tentang
    'PENETAPAN IKU'
    """
    text = "\n".join(_LAMPIRAN.sub("", line) for line in lines if line)
    kind = _KIND.search(text)
    if kind is None:
        return NONE
    rest = text[kind.start() :]
    jenis = fold(_AFTER_KIND.split(kind["kind"])[0]).strip(" ,:")
    number = _NUMBER.search(rest)
    subject = _SUBJECT.search(rest)
    year = _YEAR.search(rest[: subject.start()] if subject else rest)
    dated = _date_of(rest)
    place = _PLACE.search(rest)
    nomor = fold(number["number"]).strip(" .") if number else None
    return BasisFound(
        jenis,
        nomor,
        int(year["year"]) if year else _year_of(nomor, dated),
        dated,
        _subject(subject["subject"]) if subject else None,
        fold(place["place"]) if place else None,
    )


def _date_of(text: str) -> DateFound | None:
    found = _DATED.search(text)
    return find_date(found["date"]) if found else None


def _year_of(nomor: str | None, dated: DateFound | None) -> int | None:
    in_number = _YEAR_IN_NUMBER.findall(nomor or "")
    return int(in_number[-1]) if in_number else dated.year if dated else None


def _subject(text: str) -> str | None:
    """The subject ends where place and date begin."""
    text = _AFTER_SUBJECT.split(text)[0]
    return fold(text).strip(" .:") or None
