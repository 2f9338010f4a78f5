"""Which lines under the first one of a heading belong to it: the body, its government, the year.

Most are known by their first word. A body may have any name, though, so a line of no known kind counts by its place
and its type: set as the heading is, close under it, and no longer than a name. What begins as the line of a cover, a
decree, a header block or a table does is none (`bodies.toml`: `no_body`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extract.assembly.stream import Item, TableBlock, TextLine
from extract.assembly.wording import (
    continues_title,
    has_academic_title,
    is_address,
    is_caption,
    is_office,
    is_revision,
    is_status,
    is_year,
    opens_other_paper,
    opens_signature,
    title_kind,
)
from normalize.headings import read_heading
from normalize.instansi import (
    begins_body,
    body_in_title,
    find_pemda,
    is_motto,
    is_own_name,
    may_name_body,
    name_goes_on,
)
from normalize.legal_basis import is_basis_line
from normalize.lists import split_marker
from normalize.text import title_case_share, uppercase_share
from schemas.page import Emphasis
from schemas.raw import RawText

_MAX_GAP = 2.5
"""Blank lines inside a heading: the body's name may stand apart from the first line."""
_NAME_GAP = 1.3
"""Blank lines above a body that nothing but its place tells."""
_SAME_GAP = 0.3
"""By how much more a line of a name may stand apart from the one above it than that one does."""
_MAX_LINES = 6
_MAX_NAME_LINES = 3
_MAX_NAME = 120
_ENDS_IN_YEAR = regex.compile(r"(?:19|20)\d\d\W*$")
_ANNEX_REACH = 3
"""Items behind a covenant's heading among which its table stands."""


def heading_end(items: Sequence[Item], start: int, end: int, kind: str) -> int:
    """The item after the heading whose first line, at `start`, ends before item `end`."""
    passed = False
    while end < len(items) and end - start < _MAX_LINES:
        if _is_known(items[end], kind):
            end += 1
        elif (further := _name_end(items, start, end, kind)) > end:
            end = further
        elif not passed and _goes_on_behind(items, start, end, kind):
            end, passed = end + 1, True
        else:
            break
    return end


def _goes_on_behind(items: Sequence[Item], start: int, at: int, kind: str) -> bool:
    """Whether the line at `at` is no part of the title and stands inside the heading (`IKU / (REVIU) / DINAS ...`): the
    body or the year follows. Below the body only the year does, or a further line of known kind below a line that says
    nothing of a version."""
    line, below = items[at], items[at + 1] if at + 1 < len(items) else None
    if not isinstance(line, TextLine) or line.line.gap > _NAME_GAP or not stands_inside(items, at) or below is None:
        return False
    if isinstance(below, TextLine) and is_year(below.text) and below.line.gap <= _NAME_GAP:
        return True
    if at > start + 1:
        return not is_revision(line.text) and _is_known(below, kind)
    return _is_known(below, kind) or _name_end(items, start, at + 1, kind) > at + 1


def stands_inside(items: Sequence[Item], at: int) -> bool:
    """Whether the line at `at` among those of a heading is no part of the title: a revision label, `DRAFT`, a motto."""
    line = items[at]
    if not isinstance(line, TextLine):
        return False
    return is_revision(line.text) or is_status(line.text) or (is_motto(line.text) and not _ends_name(items, at))


def _ends_name(items: Sequence[Item], at: int) -> bool:
    """Whether a line worded as a motto is the name of the body directly above it, in its type: `DESA` / `MAJU JAYA`."""
    above, line = items[at - 1] if at else None, items[at]
    if not isinstance(above, TextLine) or not isinstance(line, TextLine):
        return False
    near = line.line.gap < 1 or line.line.gap <= above.line.gap + _SAME_GAP
    alike = line.line.emphasis is above.line.emphasis
    return near and alike and is_own_name(split_marker(line.text)[1], split_marker(above.text)[1])


def lines_above(items: Sequence[Item], at: int) -> tuple[RawText, ...]:
    """The lines directly above the heading at `at` where they name the body, as a letterhead does and each entry of a
    regulation's annex (`1. DINAS ...`); the list number is left out."""
    found: list[RawText] = []
    below: Item = items[at]
    while at > 0 and isinstance(line := items[at - 1], TextLine) and is_address(line.text):
        at -= 1
    while at > 0 and len(found) < _MAX_NAME_LINES and isinstance(line := items[at - 1], TextLine):
        marker, name = split_marker(line.text)
        own = _ends_name(items, at - 1)
        if line.page != below.page or (found and _gap(below) >= 1) or not _is_name_above(line, name, own=own):
            break
        found.insert(0, line.raw(name))
        if marker is not None:
            break
        below, at = line, at - 1
    while found and not begins_body(found[0].text):
        del found[0]
    return tuple(found)


def _gap(item: Item) -> float:
    return item.line.gap if isinstance(item, TextLine) else 0.0


def _is_name_above(line: TextLine, name: str, *, own: bool) -> bool:
    if len(line.line.pieces) > 1 or len(name) > _MAX_NAME or line.label or is_office(name):
        return False
    return (line.is_set_apart or uppercase_share(name) > 0.7) and (own or _is_of_no_other_kind(name))


def caption_end(items: Sequence[Item], at: int, kind: str | None) -> int:
    """The item after the caption at `at`: the annex of a covenant may name its body under `TARGET KINERJA`."""
    end = at + 1
    while kind == "perjanjian_kinerja" and end < len(items) and end - at < _MAX_LINES and _is_known(items[end], kind):
        end += 1
    return end


def _is_known(item: Item, kind: str) -> bool:
    """Whether a line goes on a heading by its first word."""
    if not isinstance(item, TextLine) or item.line.gap > _MAX_GAP or item.line.marker:
        return False
    text = item.text
    if item.label or not continues_title(text, set_apart=item.is_set_apart):
        return False
    if kind != "iku" and is_office(text):
        return False  # the party that a covenant begins with
    return not is_revision(text) and title_kind(text, set_apart=item.is_set_apart) is None


def _name_end(items: Sequence[Item], start: int, at: int, kind: str) -> int:
    """The item after the lines of a name that begins at `at` with an unknown word; `at` where none does. A run longer
    than a name is running text."""
    end = at
    while end < len(items) and end - at <= _MAX_NAME_LINES and _is_name_line(items, start, end, kind):
        end += 1
        if end < len(items) and _is_known(items[end], kind):
            break
    if end - at > _MAX_NAME_LINES or (end > at and kind != "iku" and not _has_table_behind(items, end)):
        return at
    return end


def _is_name_line(items: Sequence[Item], start: int, at: int, kind: str) -> bool:
    item, above, first = items[at], items[at - 1], items[start]
    if not (isinstance(item, TextLine) and isinstance(above, TextLine) and isinstance(first, TextLine)):
        return False
    if item.line.gap > _NAME_GAP or item.line.marker or len(item.line.pieces) > 1 or item.label:
        return False
    if not _is_set_as(items, at, first) or not (_is_of_no_other_kind(item.text) or _ends_name(items, at)):
        return False
    if kind != "iku" and is_office(item.text):
        return False
    lines = [line for line in items[start:at] if isinstance(line, TextLine)]
    return name_goes_on(above.text) or not _names_whole(lines, item)


def _names_whole(lines: Sequence[TextLine], below: TextLine) -> bool:
    """Whether the heading has its body already: a year or a government closed it, or it stands apart from the line."""
    if body_in_title([line.text for line in lines]) is None:
        return False
    last = lines[-1]
    if _ENDS_IN_YEAR.search(last.text) or (find_pemda(last.text) is not None and not last.line.wraps):
        return True
    above = last.line.gap + _SAME_GAP if len(lines) > 1 else 0.0
    return below.line.gap >= 1 and below.line.gap > above


def _is_set_as(items: Sequence[Item], at: int, first: TextLine) -> bool:
    """Whether a line is set in the type of the heading's first one: in capitals under capitals, else set apart as well.
    A plain line under a heading that is set apart, or in small letters, needs its year below."""
    item = items[at]
    if not isinstance(item, TextLine):
        return False
    capitals = uppercase_share(item.text) > 0.7
    if not capitals and title_case_share(item.text) <= 0.9:
        return False
    if item.is_set_apart or (capitals and first.line.emphasis is Emphasis.NONE):
        alike = capitals or uppercase_share(first.text) <= 0.7
        return alike or (item.line.emphasis is first.line.emphasis and _year_follows(items, at, within=_NAME_GAP))
    return _year_follows(items, at, within=1) or (capitals and item.line.gap < 1 and _ends_block(items, at))


def _year_follows(items: Sequence[Item], at: int, *, within: float) -> bool:
    below = items[at + 1] if at + 1 < len(items) else None
    return isinstance(below, TextLine) and below.line.gap <= within and is_year(below.text)


def _ends_block(items: Sequence[Item], at: int) -> bool:
    """Whether a blank line, a label or a table stands below."""
    below = items[at + 1] if at + 1 < len(items) else None
    return not isinstance(below, TextLine) or below.line.gap >= 1 or below.label is not None


def _has_table_behind(items: Sequence[Item], at: int) -> bool:
    """Whether a table of indicators follows at once, as in the annex of a covenant; its first sheet names parties."""
    ahead = items[at : at + _ANNEX_REACH]
    return any(isinstance(item, TableBlock) and item.indicator_head is not None for item in ahead)


@lru_cache(maxsize=4_096)
def _is_of_no_other_kind(text: str) -> bool:
    """Whether nothing in a line's wording says that it is anything but a name."""
    return may_name_body(text) and not (
        is_revision(text)
        or is_caption(text)
        or is_basis_line(text)
        or opens_other_paper(text)
        or (opens_signature(text) and not is_office(text))
        or read_heading(text) is not None
        or has_academic_title(text)
    )
