"""Evidence gathered while a document is built: for every value its place, its raw text and its repairs."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.formulas import plain
from schemas.document import Evidence
from schemas.page import Cell, Step, Where
from schemas.raw import RawText

PERSONAL = ("/nama", "/nip", "/pangkat")
"""Ends of pointers to personal data."""


class EvidenceLog:
    """Collects the evidence of one document, each pointer once."""

    def __init__(self, method: str) -> None:
        self._method = method
        self._entries: dict[str, Evidence] = {}

    def text(self, pointer: str, raw: RawText) -> None:
        """Evidence of a value that stands in one raw text."""
        self._add(pointer, raw.where, raw.text, raw.steps, raw.confidence)

    def texts(self, pointer: str, raws: Sequence[RawText]) -> None:
        """Evidence of a value made of several lines: their union, the first line's place for running text."""
        if not raws:
            return
        first = raws[0]
        where = first.where if len(raws) == 1 else _union([raw.where for raw in raws])
        steps = tuple(step for raw in raws for step in raw.steps)
        joined = "\n".join(raw.text for raw in raws)
        self._add(pointer, where, joined, steps, min(raw.confidence for raw in raws))

    def cell(self, pointer: str, cell: Cell) -> None:
        """Evidence of a value that is a whole cell."""
        self._add(pointer, cell.where, plain(cell.content), cell.steps, cell.confidence)

    def _add(self, pointer: str, where: Where, raw: str, steps: Sequence[Step], confidence: float) -> None:
        if pointer in self._entries:
            return
        box = where.box
        x0, top, x1, bottom = (round(edge, 1) for edge in box) if box is not None else (None,) * 4
        self._entries[pointer] = Evidence.model_construct(
            pointer=pointer,
            page=where.page,
            line=where.line,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            raw=raw,
            steps=tuple(step.name for step in steps),
            confidence=round(confidence, 3),
            method=self._method,
            pribadi=pointer.startswith("/signatures/") and pointer.endswith(PERSONAL),
        )

    def entries(self) -> tuple[Evidence, ...]:
        """All evidence, by pointer."""
        return tuple(self._entries[pointer] for pointer in sorted(self._entries))

    def lowest(self, prefix: str = "") -> float:
        """The lowest confidence under a pointer; 1 where there is none."""
        return min((e.confidence for e in self._entries.values() if e.pointer.startswith(prefix)), default=1.0)


def _union(places: Sequence[Where]) -> Where:
    first = places[0]
    boxes = [place.box for place in places if place.box is not None and place.page == first.page]
    if not boxes:
        return first
    return first._replace(
        box=type(boxes[0])(
            min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
        )
    )
