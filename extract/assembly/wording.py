"""What a single line is by its wording: a heading, a revision label, a note, a caption, part of a signature."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from normalize.dates import YEAR_PHRASE, find_date, months
from normalize.nip import is_nip_line
from normalize.text import key, opening, title_case_share, uppercase_share
from normalize.vocabulary import alternation, vocabulary

MAX_HEADING = 250
"""Longer lines are sentences."""
_MAX_ABBREVIATION = 8
_MAX_STATUS = 30
_YEAR_LINE = regex.compile(rf"^\W*(?:{YEAR_PHRASE})\W*$", regex.I)
_PLACE_DATE = regex.compile(
    r"""
    ^\s*(?P<place>\p{Lu}[\p{L}\ .'’-]{1,40}?)\s*,\s*
    (?P<date>(?:tanggal\s*)?[\s.…_\-]*(?:\d{1,2}\b)?[^,]*?(?:19|20)\d\d\s*\.?   # a date, its day perhaps left blank
    |[\s.…_]{3,}[^\d]*)\s*$                                                     # nothing but dots
    """,
    regex.I | regex.X,
)
_SENTENCE_END = regex.compile(r"\b(adalah|sebagaimana|tercantum|ditetapkan|digunakan|merupakan|yang|dalam)\b", regex.I)
_LIST_ITEM = regex.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s", regex.I)
_CONTENTS = regex.compile(r"[.…]{4,}\s*[\dIVXivx]*$|^[-–•]\s")
"""Leaders to a page number, or a bullet: a line of a table of contents."""
_NUMBERED = regex.compile(r"^\W*(?:(?:\p{Lu}|\d{1,2}|[IVX]{1,4})(?:\.\d{1,2})*[.)]|tabel\b)\s.*[^.,;:]\s*$", regex.I)
"""The heading of a report's section, or of its table."""
_LETTER = regex.compile(r"\p{L}")
_BLANKS = regex.compile(r"[\s.…_\-]|tanggal", regex.I)
_NO_NAME = regex.compile(r"[\d:]")
_SECTION = regex.compile(r"^(?:misi|tujuan|sasaran(?:\s+strategis)?)\b[\s\w.]{0,14}?\s*[:.]\s*\S", regex.I)
_BARE_TITLES = frozenset({"indikator kinerja utama", "indikator kinerja utama iku"})
_REVISIONS = frozenset(["iku", "indi", "revi", "hasi", "peny", "pene", "peru", "pera", "kepu", "perw", "perb", "perg"])
"""First letters of revision labels."""
_DECREE = regex.compile(r"^\W*(?:ditetapkan|dikeluarkan)\s+di\b|^\W*pada\s+tanggal\b", regex.I)
DECREE_OPENINGS = frozenset(["dite", "dike", "pada"])
"""First letters of a line that says where or when a decree was made."""
_BRACKETED = regex.compile(r"^\((.*)\)$")


@lru_cache(maxsize=4_096)
def title_kind(text: str, *, set_apart: bool = False) -> str | None:
    """`iku` or `perjanjian_kinerja` where the line is the heading of such a document, else None.

    A heading is set in capitals, in title case or set apart by the reader; a sentence that mentions the words is none.

    >>> title_kind("INDIKATOR KINERJA UTAMA (IKU)")
    'iku'
    >>> title_kind("Indikator Kinerja Utama Dinas Contoh sebagaimana tercantum dalam Lampiran keputusan ini.") is None
    True
    """
    if len(text) > MAX_HEADING:
        return None
    folded = key(text)
    kind = next((kind for kind in ("iku", "perjanjian_kinerja") if _titles(kind).match(folded)), None)
    if kind is None and _whole_titles().fullmatch(folded):
        kind = "iku"
    if kind is None or text.rstrip().endswith((":", ";")) or _SENTENCE_END.search(text) or _CONTENTS.search(text):
        return None
    looks = set_apart or folded in _BARE_TITLES or uppercase_share(text) > 0.7 or title_case_share(text) > 0.8
    return kind if looks else None


@cache
def _whole_titles() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in vocabulary("titles")["iku"]["whole"]))


def is_abbreviated_title(text: str) -> bool:
    """Whether a line is nothing but the abbreviation of a heading: one only with its body or its year below."""
    return len(text) <= _MAX_ABBREVIATION and key(text) in vocabulary("titles")["iku"]["abbreviations"]


@cache
def _parties() -> regex.Pattern[str]:
    return regex.compile("|".join(vocabulary("titles")["perjanjian_kinerja"]["parties"]))


def names_parties(text: str) -> bool:
    """Whether a line introduces the parties of a covenant.

    >>> names_parties("kami yang bertandatangan di bawah ini:"), names_parties("Pihak Pertama,")
    (True, False)
    """
    return len(text) <= MAX_HEADING and _parties().search(key(text)) is not None


@lru_cache(maxsize=4_096)
def opens_other_paper(text: str) -> bool:
    """Whether a line is the heading of a paper that holds indicators too but is no IKU: a plan, a measurement. It is
    set in capitals, or numbered as in a report.

    >>> opens_other_paper("RENCANA AKSI TAHUN 2016"), opens_other_paper("Rencana aksi disusun tiap tahun.")
    (True, False)
    """
    if len(text) > MAX_HEADING or not _titles("other").match(key(text)):
        return False
    return uppercase_share(text) > 0.7 or (title_case_share(text) == 1 and _NUMBERED.match(text) is not None)


@cache
def _titles(kind: str) -> regex.Pattern[str]:
    words = vocabulary("titles")[kind]
    bodies = "|".join(key(head) for head in vocabulary("bodies")["heads"])
    starts = "|".join(words["starts"]).replace("BODY", bodies)
    return regex.compile(f"(?:(?:{'|'.join(words['before'])}) ){{0,3}}(?:{starts})\\b")


def is_year(text: str) -> bool:
    """Whether a line states a year or a period and nothing else."""
    return ("0" in text or "1" in text) and _YEAR_LINE.match(text) is not None


@lru_cache(maxsize=4_096)
def continues_title(text: str, *, set_apart: bool = False) -> bool:
    """Whether a line under a heading belongs to it: the body, its government, the year, in the type of a heading."""
    if len(text) > MAX_HEADING or text.rstrip().endswith((":", ";")) or _LIST_ITEM.match(text) or " : " in text:
        return False
    if is_year(text):
        return True
    if not (set_apart or uppercase_share(text) > 0.7 or (title_case_share(text) > 0.9 and len(text) < 120)):
        return False
    return bool(_continuations().match(key(text)))


@cache
def _continuations() -> regex.Pattern[str]:
    starts = [*vocabulary("titles")["continuation"]["starts"], *(key(head) for head in vocabulary("bodies")["heads"])]
    return regex.compile(f"(?:{'|'.join(sorted(starts, key=len, reverse=True))})\\b")


@lru_cache(maxsize=4_096)
def is_revision(text: str) -> bool:
    """Whether a bare line says which version of a document follows or was named.

    >>> is_revision("IKU REVISI SETELAH PERWALI IKU"), is_revision("(REVIEW)"), is_revision("Revisi oleh bagian")
    (True, True, False)
    """
    if len(text) > 120 or text.rstrip().endswith((":", ";")) or opening(text) not in _REVISIONS:
        return False
    folded = key(text)
    if not _revisions().fullmatch(folded) or "tentang" in folded.split():
        return False
    return is_heading_case(text)


def is_heading_case(text: str) -> bool:
    """Whether a short line is set as those of headings are: in capitals, in title case or in brackets."""
    return uppercase_share(text) > 0.7 or bool(_BRACKETED.match(text.strip())) or title_case_share(text) > 0.9


@cache
def _revisions() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in vocabulary("titles")["revision"]["patterns"]))


def is_status(text: str) -> bool:
    """Whether a bare line says how far a paper has come (`DRAFT`, `(RANCANGAN AKHIR)`)."""
    return len(text) <= _MAX_STATUS and _statuses().fullmatch(key(text)) is not None and is_heading_case(text)


@cache
def _statuses() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in vocabulary("titles")["status"]["patterns"]))


@cache
def _notes() -> regex.Pattern[str]:
    return regex.compile(rf"^\W*(?:(?:{alternation(vocabulary('notes')['markers'])})\.?\s*:|\*+\s*\))\s*", regex.I)


@lru_cache(maxsize=4_096)
def note_body(text: str) -> str | None:
    """What a note under a table says, or None where the line opens no note.

    >>> note_body("Catatan : Data sementara.")
    'Data sementara.'
    """
    match = _notes().match(text)
    return text[match.end() :].strip("* ") if match else None


def is_furniture(text: str) -> bool:
    """Whether a line was added by a page or a converter: a page number, `Halaman 3 dari 7`."""
    return len(text) <= 60 and bool(_furniture().fullmatch(key(text)))


@cache
def _furniture() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in vocabulary("notes")["furniture"]))


def is_section(text: str) -> bool:
    """Whether a line between rows opens a section (`SASARAN 2 : Meningkatnya ...`)."""
    return len(text) <= 300 and bool(_SECTION.match(text))


@lru_cache(maxsize=4_096)
def is_caption(text: str) -> bool:
    """Whether a line announces a table (`Tabel IKU`, `INDIKATOR KINERJA TUJUAN :`)."""
    return len(text) <= 160 and bool(_captions().fullmatch(key(text)))


@cache
def _captions() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{p})" for p in vocabulary("notes")["captions"]))


@lru_cache(maxsize=4_096)
def place_and_date(text: str) -> tuple[str, str] | None:
    """Place and date of a line that holds nothing else; the date may be blank dots.

    >>> place_and_date("Sukamaju, 4 Mei 2021")
    ('Sukamaju', '4 Mei 2021')
    >>> place_and_date("Bandung, ....... 2017")
    ('Bandung', '2017')
    """
    if "," not in text or len(text) > 90:
        return None
    match = _PLACE_DATE.match(text)
    if match is None:
        return None
    found = find_date(match["date"])
    if found is None:
        return (match["place"].strip(), "") if not _LETTER.search(match["date"]) else None
    rest = _BLANKS.sub("", match["date"].replace(found.text, ""))
    return (match["place"].strip(), found.text) if not rest or rest.isdigit() or rest.lower() in months() else None


@cache
def _offices() -> regex.Pattern[str]:
    return regex.compile(rf"^\W*(?:{alternation(vocabulary('signatures')['jabatan'])})(?:\b|\.)", regex.I)


@lru_cache(maxsize=4_096)
def is_office(text: str) -> bool:
    """Whether a line begins as the office of a signer does (`Kepala Dinas ...`, `CAMAT ...`)."""
    return len(text) <= 160 and bool(_offices().match(text)) and not text.rstrip().endswith((";", ":"))


@cache
def _ranks() -> regex.Pattern[str]:
    ranks = [rank.replace("Tingkat", "Tk.") for rank in vocabulary("signatures")["pangkat"]]
    names = alternation([*vocabulary("signatures")["pangkat"], *ranks])
    group = r"(?:\s*[,/(\-–]?\s*\(?\s*(?:gol(?:ongan)?\.?\s*)?[IV]{1,3}\s*[/.]?\s*[a-eA-E]\s*\)?)?"
    corps = rf"(?:\s+(?:{alternation(vocabulary('signatures')['korps'])})\b\.?(?:\s*\(\w{{1,2}}\))?)?"
    return regex.compile(rf"^\W*(?:pangkat\s*[:.]?\s*)?(?:{names})\.?{corps}{group}\W*$", regex.I)


@lru_cache(maxsize=4_096)
def is_rank(text: str) -> bool:
    """Whether a line is a rank (`Pembina Tk. I`, `Penata, III/c`, `Letkol Inf`)."""
    return len(text) <= 60 and bool(_ranks().match(text))


@cache
def _around() -> regex.Pattern[str]:
    return regex.compile(rf"^\W*(?:{alternation(vocabulary('signatures')['around'])})\b", regex.I)


@lru_cache(maxsize=4_096)
def is_around_signature(text: str) -> bool:
    """Whether a line stands around a signature but names neither office nor person (`Mengetahui,`, `ttd`)."""
    return len(text) <= 80 and bool(_around().match(text))


def is_decree(text: str) -> bool:
    """Whether a line says where or when a decree was made (`Ditetapkan di Sukamaju`)."""
    return opening(text) in DECREE_OPENINGS and _DECREE.match(text) is not None


@cache
def _titled() -> regex.Pattern[str]:
    before = alternation(vocabulary("signatures")["titles"])
    return regex.compile(
        rf"^\W*(?:{before})\.?\s+\p{{Lu}}|,\s*\p{{Lu}}\.?\s?\p{{Lu}}|,\s*(?:S|M|A|Drs?)\.|[,.]\s*M\.?Si\b|\bS\.?(?:H|E|T|Sos|Pd|STP|IP|Kom|Pt|Ag)\b"
    )


@cache
def _degrees() -> regex.Pattern[str]:
    titles = alternation(vocabulary("signatures")["titles"])
    return regex.compile(rf"^\W*(?:{titles})\.\s*\p{{Lu}}|,\s*[SMA]\.\s?\p{{L}}|,\s*M\.?Si\b")


def has_academic_title(text: str) -> bool:
    """Whether a line names a person with title or degree (`Drs. SURYA DARMA, M.Si`)."""
    return ("." in text or "," in text) and _degrees().search(text) is not None


def is_address(text: str) -> bool:
    """Whether a line of a letterhead is its address (`Jl. Raya 5, Telp. 123`)."""
    return len(text) <= MAX_HEADING and key(text).split(" ", 1)[0] in vocabulary("titles")["letterhead"]["address"]


@lru_cache(maxsize=4_096)
def is_person(text: str) -> bool:
    """Whether a line reads as a person's name: capitals or academic titles, no word of an office."""
    if not 3 <= len(text) <= 80 or _NO_NAME.search(text) or is_office(text) or is_rank(text):
        return False
    return (
        bool(_titled().search(text))
        or (uppercase_share(text) > 0.9 and len(text.split()) <= 6)
        or (title_case_share(text) == 1 and len(text.split()) <= 6)
    )


@lru_cache(maxsize=4_096)
def opens_signature(text: str) -> bool:
    """Whether a signature block may begin with this line."""
    return place_and_date(text) is not None or is_office(text) or is_around_signature(text) or is_nip_line(text)
