"""One source from bytes to documents: identify, read, assemble, normalise, and say how it went."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.assembly.documents import read_documents
from extract.assembly.stream import printed
from extract.errors import ReadError
from extract.identify import MediaType, identify
from extract.readers import read_pages
from extract.scan.options import DEFAULT, ScanOptions
from iku.collector import collector_paused
from normalize.documents import normalize_document, remainder_entry
from schemas.document import Document, Remainder
from schemas.page import Page
from schemas.raw import RawSource, RemainderReason

PIPELINE = "1"
"""Version of the extractor. It grows when the same bytes may give other rows."""


class Outcome(StrEnum):
    """How reading a source ended."""

    OK = "ok"
    PARTIAL = "partial"
    EMPTY = "empty"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class SourceResult:
    """Everything that one distinct content gave."""

    source_id: str
    size: int
    media_type: str
    outcome: Outcome
    pages: int | None = None
    documents: tuple[Document, ...] = ()
    remainder: tuple[Remainder, ...] = ()
    """What stands in no document; each document carries its own."""
    reason_code: str | None = None
    reason: str | None = None
    coverage: float | None = None


def source_id(data: bytes) -> str:
    """SHA-256 of the bytes, hex."""
    return hashlib.sha256(data).hexdigest()


Step = Callable[[int | None], None]
"""Told the number of each page before it is read, and None when no page is being read: what a supervisor times."""

NO_PAGES: Mapping[int, str] = {}


def _unwatched(page: int | None) -> None:
    """Nobody is watching."""


@collector_paused()
def read_source(
    data: bytes,
    *,
    media_type: MediaType | None = None,
    step: Step = _unwatched,
    without: Mapping[int, str] = NO_PAGES,
    scan: ScanOptions = DEFAULT,
) -> SourceResult:
    """The documents of a source. Raises `ReadError` where it cannot be read at all.

    `media_type` is told from the bytes unless given. `without` names pages of a PDF that are left out, with the reason.
    `scan` says how pictures of pages are read.
    """
    digest = source_id(data)
    media_type, pages = read_pages(data, media_type, without, scan)
    raw = read_documents(_watched(pages, step))
    documents = []
    for document in raw.documents:
        documents.append(normalize_document(document, digest, raw.method))
        step(None)
    outcome, code, reason = _judge(raw, documents)
    return SourceResult(
        source_id=digest,
        size=len(data),
        media_type=media_type.value,
        outcome=outcome,
        pages=raw.pages,
        documents=tuple(documents),
        remainder=tuple(remainder_entry(entry) for entry in raw.remainder),
        reason_code=code,
        reason=reason,
        coverage=_coverage(raw),
    )


def _watched(pages: Iterator[Page], step: Step) -> Iterator[Page]:
    number = 1
    step(number)
    for page in pages:
        yield page
        number = (page.number or number) + 1
        step(number)
    step(None)


def quarantined(data: bytes, error: ReadError) -> SourceResult:
    """The result of a source that cannot be read."""
    media_type = identify(data).value if data else "application/x-empty"
    return failed(source_id(data), len(data), media_type, error)


def failed(digest: str, size: int, media_type: str, error: ReadError) -> SourceResult:
    """The result of a source that cannot be read and of which no more than this is known."""
    reason = error.message if error.page is None else f"page {error.page}: {error.message}"
    return SourceResult(digest, size, media_type, Outcome.QUARANTINED, reason_code=error.reason_code, reason=reason)


def unread_id(uri: str) -> str:
    """Stands for the SHA-256 of the bytes where these could not be read: that of the address."""
    return hashlib.sha256(b"unread\0" + uri.encode()).hexdigest()


def _judge(raw: RawSource, documents: Sequence[Document]) -> tuple[Outcome, str | None, str | None]:
    troubles = [(t.code, t.message if t.page is None else f"page {t.page}: {t.message}") for t in raw.troubles]
    troubles += [
        ("no_table", f"document {document.segment} has a heading and a header block but no indicator table")
        for document in documents
        if not document.indicators
    ]
    if troubles:
        return Outcome.PARTIAL, troubles[0][0], "; ".join(dict.fromkeys(message for _, message in troubles))
    if not documents:
        return Outcome.EMPTY, "no_document", "read without trouble, but no IKU document stands in it"
    return Outcome.OK, None, None


def _coverage(raw: RawSource) -> float | None:
    """The share of the printed characters that went into fields, tables or known furniture."""
    if not raw.characters:
        return None
    left = [*raw.remainder, *(entry for document in raw.documents for entry in document.remainder)]
    unused = sum(
        printed(entry.text.replace(" | ", " ")) for entry in left if entry.reason is not RemainderReason.FURNITURE
    )
    return round(max(0.0, 1 - unused / raw.characters), 3)
