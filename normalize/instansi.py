"""Names of government bodies: found in headings, compared, and made into keys.

A key joins body and government: the same office of Kota X and Kabupaten X are two bodies. Spelling, case, abbreviations
and the order of words at the seam ("Bagian Hukum Setda Kota X") make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import regex
from rapidfuzz import fuzz

from normalize.dates import YEAR_PHRASE
from normalize.revision_labels import without_label
from normalize.text import fold, key
from normalize.vocabulary import alternation, vocabulary
from schemas.value import value

_SAME, _SAME_LETTERS = 85.0, 97.0
"""Similarity in per cent from which two words are one in two spellings, and two names that are divided otherwise into
words are one; numbers and governments must agree besides."""
_ROMAN = regex.compile(r"[ivx]+")
_TITLE_WORDS = regex.compile(
    r"^[^:]{0,60}?\b(?:indikator\s+kinerja\s+utama|(?:perjanjian|penetapan)\s+kinerja|key\s+performance\s+indicators?)\b"
    rf"\W*(?:\(?\s*iku\s*\)?)?\W*(?:pada|di\s+lingkungan|{YEAR_PHRASE})?\W*",
    regex.I,
)
_ABBREVIATION = regex.compile(r"^\W*i\s?k\s?u\s+", regex.I)
_YEAR = regex.compile(rf"\W*\b(?:{YEAR_PHRASE})\W*$", regex.I)
_LEADING = regex.compile(r"^\W*(?:pada|di\s+lingkungan)\s+", regex.I)
_MAX_NAME, _MAX_NAME_WORDS = 150, 16
_OPENING = 3
"""Words among which those stand that begin no name."""
_NO_NAME = regex.compile(
    r"^(?![\"'“(]?\p{L}{2})|[:;.=%\t]\s*$|[:=]\s|\bRp\b|\b(?:19|20)\d\d\b|\b(?:yang|adalah|sebagaimana|ini)\b",
    regex.I,
)
"""What stands in no name: no word at its beginning, a colon, an amount, a year, the words of a sentence."""
_VERB = regex.compile(r"(?:(?:me|ter|ber|pe|di|ke)\w{3,}nya|me\w{3,}kan)$", regex.I)
"""What an objective begins with: `Meningkatnya`, `Mewujudkan`."""
_FEWEST_PRAISES = 2
_MAX_OWN_NAME = 3
"""Words in a name like those of villages: `MAJU JAYA`."""
_QUOTED = regex.compile(r"^\s*[\"“”'‘].+[\"“”'’]\W*$")
_QUOTE_ENDS = regex.compile(r"[\"“”'’]\W*$")
_GOES_ON_FROM = regex.compile(r"^\W*(?:(?i:dan|serta)\b|\p{Ll})|^\s*&")
_GOES_ON = regex.compile(
    r"(?:\b(?:dan|kota|kabupaten|kab\.?|provinsi|propinsi|pada|di|ke|dari|republik|daerah\s+istimewa)|[,&/\-–])\s*$",
    regex.I,
)


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
    titled = False
    for line in lines:
        text = _without_title_words(line)
        if text and (kept or begins_body(text) or (may_name_body(text) and (titled or find_pemda(text) is not None))):
            kept.append(text)
        titled = titled or _TITLE_WORDS.match(fold(line)) is not None
    return fold(" ".join(kept)) or None


def body_in_letterhead(lines: Sequence[str]) -> str | None:
    """The body that the lines above a heading name: without the government or ministry over it, which has a line of
    its own.

    >>> body_in_letterhead(["PEMERINTAH KOTA SUKAMAJU", "DINAS CONTOH"])
    'DINAS CONTOH'
    """
    superior = tuple(vocabulary("bodies")["superior"])
    while len(lines) > 1 and key(lines[0]).startswith(superior) and begins_body(lines[1]):
        lines = lines[1:]
    return body_in_title(lines)


def begins_body(text: str) -> bool:
    """Whether a text begins with a word that names of bodies are known to begin with.

    >>> begins_body("Dinas Contoh"), begins_body("Mercusuar Contoh")
    (True, False)
    """
    return _heads().match(key(text)) is not None


def names_firm(text: str) -> bool:
    """Whether a text names a private firm: its legal form before a name, and no word of those that a government owns.

    >>> names_firm("KPI 2024 - PT Contoh Jaya"), names_firm("PT Bank Contoh (Perseroda)"), names_firm("Dinas Koperasi")
    (True, False, False)
    >>> names_firm("KOPERASI MEKAR JAYA"), names_firm("KOPERASI DAN UKM"), names_firm("PT NEGERI CONTOH")
    (True, False, False)
    """
    return _firms().search(text) is not None and find_pemda(text) is None


@cache
def _firms() -> regex.Pattern[str]:
    firms = vocabulary("bodies")["firm"]
    owned = f"(?!.*\\b(?i:{'|'.join(firms['owned'])}))"
    name = rf"\s+(?!(?i:{'|'.join(firms['no_name'])})\b)\p{{Lu}}"
    return regex.compile(
        rf"^{owned}(?:.*?\b(?:{'|'.join(firms['forms'])})\.?{name}|(?i:{'|'.join(firms['begins'])}){name})"
    )


@lru_cache(maxsize=4_096)
def may_name_body(text: str) -> bool:
    """Whether a line of a heading could be the name of a body: nothing in its words says that it is anything else.

    >>> may_name_body("LOKA CONTOH SUKAMAJU"), may_name_body("TABEL 1"), may_name_body("MENINGKATNYA MUTU")
    (True, False, False)
    """
    text = _YEAR.sub("", text)
    return _is_worded_as_name(text) and not is_motto(text)


def _is_worded_as_name(text: str) -> bool:
    words = text.split()
    if not words or len(text) > _MAX_NAME or len(words) > _MAX_NAME_WORDS or _NO_NAME.search(text):
        return False
    if _VERB.match(words[0]):
        return False
    opening = key(text).split()[:_OPENING]
    return not any(" ".join(opening[:n]) in _no_body() for n in range(1, len(opening) + 1))


def is_motto(text: str) -> bool:
    """Whether a line praises or promises, and names no body: it is quoted, or made of the words of mottos.

    >>> is_motto("SUKAMAJU HEBAT DAN SEJAHTERA"), is_motto("MERCUSUAR SUKAMAJU"), is_motto("DESA MAJU JAYA")
    (True, False, False)
    """
    if _QUOTED.match(text):
        return True
    known, connecting = _motto()
    said = [word for word in key(text).split() if word not in connecting]
    praises = sum(word in known for word in said)
    return praises >= _FEWEST_PRAISES and praises * 2 >= len(said) and not begins_body(text)


def is_own_name(text: str, above: str) -> bool:
    """Whether words like those of a motto are the name that a village or a health centre bears: short, and directly
    below the line `above`, which names such a body and neither its name in quotes nor its government.

    >>> is_own_name("MAJU JAYA", "DESA"), is_own_name("MAJU JAYA", "DINAS CONTOH"), is_own_name("MELAYANI KITA", "DESA")
    (True, False, False)
    """
    body, said = _without_title_words(above), key(text).split()
    if not _named_kinds().match(key(body)) or _QUOTE_ENDS.search(body) or find_pemda(body) is not None:
        return False
    return len(said) <= _MAX_OWN_NAME and _motto()[1].isdisjoint(said) and _is_worded_as_name(text)


@cache
def _named_kinds() -> regex.Pattern[str]:
    return regex.compile(f"(?:{'|'.join(key(kind) for kind in vocabulary('bodies')['named'])})\\b")


@cache
def _motto() -> tuple[frozenset[str], frozenset[str]]:
    bodies = vocabulary("bodies")
    return frozenset(bodies["motto"]), frozenset(bodies["connecting"])


def name_goes_on(text: str) -> bool:
    """Whether a line of a heading ends in the middle of a name.

    >>> name_goes_on("DINAS PEKERJAAN UMUM DAN"), name_goes_on("DINAS PEKERJAAN UMUM")
    (True, False)
    """
    return _GOES_ON.search(text) is not None


def goes_on_with_name(text: str) -> bool:
    """Whether a line begins in the middle of a name.

    >>> goes_on_with_name("dan Pariwisata"), goes_on_with_name("Pariwisata")
    (True, False)
    """
    return _GOES_ON_FROM.match(text) is not None


@cache
def _no_body() -> frozenset[str]:
    return frozenset(vocabulary("bodies")["no_body"])


@lru_cache(maxsize=4_096)
def _without_title_words(line: str) -> str:
    text = _YEAR.sub("", _TITLE_WORDS.sub("", fold(without_label(line))))
    short = _ABBREVIATION.match(text)
    if short is not None and begins_body(text[short.end() :]):
        text = text[short.end() :]
    text = str(_LEADING.sub("", text).strip(" -–:,."))
    whole = text.count("(") == text.count(")") and not text.startswith("(")
    return text if whole else text.strip(" -–:,.()")


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
    return f" {long} ".startswith(f" {short} ") or _are_spelt_alike(a, b)


def _are_spelt_alike(one: str, other: str) -> bool:
    """Whether two names differ in the spelling of their words alone: each word is like its counterpart, numbers are the
    same; or nothing but blanks and a letter or two tells them apart."""
    words = list(zip(one.split(), other.split(), strict=False))
    if len(one.split()) != len(other.split()):
        return fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")) >= _SAME_LETTERS
    return all(a == b or (not _ROMAN.fullmatch(a + b) and fuzz.ratio(a, b) >= _SAME) for a, b in words)


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
