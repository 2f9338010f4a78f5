"""One source from bytes to documents: identify, read, assemble, normalise, and say how it went."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from extract.assembly.documents import read_documents
from extract.assembly.stream import printed
from extract.errors import ReadError
from extract.identify import identify
from extract.readers import read_pages
from normalize.documents import normalize_document, remainder_entry
from schemas.document import Document, Remainder
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


def read_source(data: bytes) -> SourceResult:
    """The documents of a source. Raises `ReadError` where it cannot be read at all."""
    digest = source_id(data)
    media_type, pages = read_pages(data)
    raw = read_documents(pages)
    documents = tuple(normalize_document(document, digest, raw.method) for document in raw.documents)
    outcome, code, reason = _judge(raw, documents)
    return SourceResult(
        source_id=digest,
        size=len(data),
        media_type=media_type.value,
        outcome=outcome,
        pages=raw.pages,
        documents=documents,
        remainder=tuple(remainder_entry(entry) for entry in raw.remainder),
        reason_code=code,
        reason=reason,
        coverage=_coverage(raw),
    )


def quarantined(data: bytes, error: ReadError) -> SourceResult:
    """The result of a source that cannot be read."""
    reason = error.message if error.page is None else f"page {error.page}: {error.message}"
    media_type = identify(data).value if data else "application/x-empty"
    return SourceResult(
        source_id(data), len(data), media_type, Outcome.QUARANTINED, reason_code=error.reason_code, reason=reason
    )


def _judge(raw: RawSource, documents: tuple[Document, ...]) -> tuple[Outcome, str | None, str | None]:
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
