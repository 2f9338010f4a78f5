"""Pages of a PDF that are left out: the others are read, each said for what it is."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from extract.identify import MediaType
from extract.readers import read_pages
from iku.pipeline import Outcome, read_source
from schemas.page import UnreadReason


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Four pages, blank."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(4):
        document.new_page(300, 400).close()
    sink = io.BytesIO()
    document.save(sink)
    document.close()
    return sink.getvalue()


@pytest.mark.parametrize("without", [{1}, {4}, {2, 3}, {1, 4}, {1, 2, 3, 4}, set()])
def test_the_other_pages_are_read(without: set[int], pdf: bytes) -> None:
    media_type, found = read_pages(pdf, without=dict.fromkeys(without, "the page was left out"))
    pages = list(found)
    assert media_type is MediaType.PDF
    assert [page.number for page in pages] == [1, 2, 3, 4]
    left_out = {p.number for p in pages if any(u.detail == "the page was left out" for u in p.unread)}
    assert left_out == without
    assert all(u.reason is UnreadReason.DAMAGED for p in pages if p.number in without for u in p.unread)


def test_the_reason_names_the_page(pdf: bytes) -> None:
    result = read_source(pdf, without={3: "the page was left out: it took too long"})
    assert result.outcome is Outcome.PARTIAL
    assert result.pages == 4
    assert "page 3: the page was left out: it took too long" in (result.reason or "")


def test_every_page_is_announced_before_it_is_read(pdf: bytes) -> None:
    told: list[int | None] = []
    read_source(pdf, step=told.append)
    assert told == [1, 2, 3, 4, 5, None]
