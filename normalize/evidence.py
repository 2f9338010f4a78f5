"""Evidence gathered while a document is built: for every value its place, its raw text and its repairs."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Evidence
from schemas.page import Box, Method, Step, Where
from schemas.raw import RawText

PERSONAL = ("/nama", "/nip", "/pangkat")
"""Ends of pointers to personal data."""


class EvidenceLog:
    """Collects the evidence of one document, each pointer once."""

    def __init__(self, method: Method) -> None:
        self._method = method
        self._entries: dict[str, Evidence] = {}
        self.lowest = 1.0
        """The lowest confidence so far."""

    def text(self, pointer: str, raw: RawText) -> None:
        """Evidence of a value that stands in one raw text."""
        self._add(pointer, raw.where, raw.raw or raw.text, raw.steps, raw.confidence)

    def texts(self, pointer: str, raws: Sequence[RawText]) -> None:
        """Evidence of a value made of several lines: their union, the first line's place for running text."""
        if not raws:
            return
        first = raws[0]
        where = first.where if len(raws) == 1 else _union([raw.where for raw in raws])
        steps = tuple(step for raw in raws for step in raw.steps)
        joined = "\n".join(dict.fromkeys(raw.raw or raw.text for raw in raws))
        self._add(pointer, where, joined, steps, min(raw.confidence for raw in raws))

    def _add(self, pointer: str, where: Where, raw: str, steps: Sequence[Step], confidence: float) -> None:
        if pointer in self._entries:
            return
        personal = pointer.startswith("/signatures/") and pointer.endswith(PERSONAL)
        names = tuple([step.name for step in steps]) if steps else ()
        x0, top, x1, bottom = edges(where.box)
        self._entries[pointer] = Evidence(
            page=where.page,
            line=where.line,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            pointer=pointer,
            raw=raw,
            steps=names,
            confidence=rounded(confidence),
            method=self._method,
            pribadi=personal,
        )
        if confidence < self.lowest:
            self.lowest = confidence

    def entries(self) -> list[Evidence]:
        """All evidence, by pointer."""
        return [self._entries[pointer] for pointer in sorted(self._entries)]


def rounded(confidence: float) -> float:
    """A confidence to 3 decimals; that of typed text needs no rounding, which takes longer than all else here."""
    return 1.0 if confidence == 1.0 else round(confidence, 3)


Edges = tuple[float | None, float | None, float | None, float | None]


def edges(box: Box | None) -> Edges:
    """The edges of a box rounded to 0.1 pt, as `schemas.document` holds them; blank where there is no box."""
    if box is None:
        return None, None, None, None
    return round(box.x0, 1), round(box.top, 1), round(box.x1, 1), round(box.bottom, 1)


def _union(places: Sequence[Where]) -> Where:
    first = places[0]
    boxes = [place.box for place in places if place.box is not None and place.page == first.page]
    if not boxes:
        return first
    return first._replace(
        box=Box(
            min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
        )
    )
