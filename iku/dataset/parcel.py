"""What one source adds to the dataset, in the form in which it is written.

A worker packs what it read: rows and JSON, validated there. Whoever writes the dataset never builds a document again.
"""

from __future__ import annotations

from dataclasses import dataclass

from iku.collector import collector_paused
from iku.dataset.files import to_json
from iku.dataset.rows import Rows, content_rows
from iku.pipeline import Outcome, SourceResult
from schemas.document import Document


@dataclass(frozen=True, slots=True)
class Summary:
    """How one source went: its row of `sources` but for the addresses, and the number of indicators found."""

    source_id: str
    bytes: int
    media_type: str
    pages: int | None
    outcome: Outcome
    documents: int
    indicators: int
    reason_code: str | None
    reason: str | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A source's summary, its rows of all other tables, and its documents as JSON by document id."""

    summary: Summary
    rows: Rows
    documents: tuple[tuple[str, bytes], ...]


@collector_paused()
def pack(result: SourceResult) -> Parcel:
    """What a source gave, ready to be written; every document is validated against its model."""
    return Parcel(
        summarise(result), content_rows(result), tuple((d.document_id, _checked_json(d)) for d in result.documents)
    )


def summarise(result: SourceResult) -> Summary:
    """The summary of a source."""
    return Summary(
        source_id=result.source_id,
        bytes=result.size,
        media_type=result.media_type,
        pages=result.pages,
        outcome=result.outcome,
        documents=len(result.documents),
        indicators=sum(len(document.indicators) for document in result.documents),
        reason_code=result.reason_code,
        reason=result.reason,
        coverage=result.coverage,
    )


def _checked_json(document: Document) -> bytes:
    data = to_json(document.model_dump(mode="json"))
    Document.model_validate_json(data)
    return data
