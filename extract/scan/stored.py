"""A page as plain JSON values and back: what the cache keeps. Nothing read from it can be executed.

A content is a list: a string is `Text`, an object is named by its only key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from schemas.inline import Break, BreakKind, Content, Fraction, Inline, Picture, Root, Script, Text
from schemas.page import (
    Box,
    Cell,
    Emphasis,
    Line,
    Method,
    Page,
    Piece,
    Row,
    Step,
    Table,
    Unread,
    UnreadReason,
    Where,
)

Json: TypeAlias = Any  # what JSON can hold; every use below checks by building typed objects of it

BROKEN = (KeyError, TypeError, ValueError, IndexError, AttributeError)
"""What the functions that read raise on values that no page was written as."""


def page_to_json(page: Page) -> Json:
    """A page as JSON values."""
    return {
        "blocks": [_table(b) if isinstance(b, Table) else _line(b) for b in page.blocks],
        "method": page.method.value,
        "number": page.number,
        "size": [page.width, page.height],
        "unread": [[u.reason.value, _where(u.where), u.detail] for u in page.unread],
        "steps": list(page.steps),
    }


def page_from_json(value: Json) -> Page:
    """The page that was written. Raises one of `BROKEN` for anything else."""
    return Page(
        blocks=tuple(_table_of(b) if "rows" in b else _line_of(b) for b in value["blocks"]),
        method=Method(value["method"]),
        number=value["number"],
        width=value["size"][0],
        height=value["size"][1],
        unread=tuple(Unread(UnreadReason(r), _where_of(w), str(d)) for r, w, d in value["unread"]),
        steps=tuple(str(step) for step in value["steps"]),
    )


def _table(table: Table) -> Json:
    rows = [
        {"cells": [None if c is None else _cell(c) for c in r.cells], "where": _where(r.where), "heading": r.is_heading}
        for r in table.rows
    ]
    return {"rows": rows, "where": _where(table.where), "ruled": table.ruled}


def _table_of(value: Json) -> Table:
    rows = tuple(
        Row(tuple(None if c is None else _cell_of(c) for c in r["cells"]), _where_of(r["where"]), bool(r["heading"]))
        for r in value["rows"]
    )
    return Table(rows, _where_of(value["where"]), bool(value["ruled"]))


def _cell(cell: Cell) -> Json:
    return {
        "content": _content(cell.content),
        "where": _where(cell.where),
        "span": [cell.rowspan, cell.colspan],
        "confidence": cell.confidence,
        "steps": _steps(cell.steps),
        "tops": list(cell.tops),
    }


def _cell_of(value: Json) -> Cell:
    return Cell(
        content=_content_of(value["content"]),
        where=_where_of(value["where"]),
        rowspan=int(value["span"][0]),
        colspan=int(value["span"][1]),
        confidence=float(value["confidence"]),
        steps=_steps_of(value["steps"]),
        tops=tuple(float(top) for top in value["tops"]),
    )


def _line(line: Line) -> Json:
    return {
        "pieces": [[_content(p.content), None if p.box is None else list(p.box)] for p in line.pieces],
        "where": _where(line.where),
        "marker": line.marker,
        "gap": line.gap,
        "emphasis": line.emphasis.value,
        "centred": line.centred,
        "wraps": line.wraps,
        "confidence": line.confidence,
        "steps": _steps(line.steps),
    }


def _line_of(value: Json) -> Line:
    return Line(
        pieces=tuple(Piece(_content_of(c), None if b is None else Box(*b)) for c, b in value["pieces"]),
        where=_where_of(value["where"]),
        marker=value["marker"],
        gap=float(value["gap"]),
        emphasis=Emphasis(value["emphasis"]),
        centred=bool(value["centred"]),
        wraps=value["wraps"],
        confidence=float(value["confidence"]),
        steps=_steps_of(value["steps"]),
    )


def _where(where: Where) -> Json:
    return [where.page, where.line, None if where.box is None else list(where.box)]


def _where_of(value: Json) -> Where:
    return Where(value[0], value[1], None if value[2] is None else Box(*value[2]))


def _steps(steps: Sequence[Step]) -> Json:
    return [[step.name, step.before, step.after] for step in steps]


def _steps_of(value: Json) -> tuple[Step, ...]:
    return tuple(Step(str(name), str(before), str(after)) for name, before, after in value)


def _content(content: Content) -> Json:
    return [_inline(part) for part in content]


def _inline(part: Inline) -> Json:
    match part:
        case Text(text):
            return text
        case Fraction(numerator, denominator):
            return {"fraction": [_content(numerator), _content(denominator)]}
        case Root(radicand):
            return {"root": _content(radicand)}
        case Script(content, raised):
            return {"script": [_content(content), raised]}
        case Break(kind, marker):
            return {"break": [kind.value, marker]}
        case Picture():
            return {"picture": None}


def _content_of(value: Json) -> Content:
    return tuple(Text(part) if isinstance(part, str) else _inline_of(part) for part in value)


def _inline_of(value: Mapping[str, Json]) -> Inline:
    ((name, inner),) = value.items()
    if name == "fraction":
        return Fraction(_content_of(inner[0]), _content_of(inner[1]))
    if name == "root":
        return Root(_content_of(inner))
    if name == "script":
        return Script(_content_of(inner[0]), bool(inner[1]))
    if name == "break":
        return Break(BreakKind(inner[0]), inner[1])
    if name == "picture":
        return Picture()
    raise ValueError(f"no part of a content is called {name}")
