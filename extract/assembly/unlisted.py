"""Labels of a header block that no vocabulary lists (`Kedudukan : ...`): they end the field above, and their text is
left over. A field's own text may hold a colon too; what tells the two apart is how the field's own label is set.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.assembly.stream import Item, TextLine
from extract.assembly.wording import is_around_signature
from normalize.labels import Label, ends_open, names_part, unlisted_label
from normalize.lists import follows, split_marker
from normalize.text import key
from schemas.raw import HeaderField
from schemas.value import value

_SAME_EDGE = 6.0
"""Points by which the labels of one block may start apart."""
_SAID = 3
"""Lines above in which a word may stand that is explained."""
_SPACED = regex.compile(r"\s[:：]")


@value
class Own:
    """The label of the field at hand: its line, and what `read_label` found there."""

    line: TextLine
    label: Label

    @property
    def is_set_off(self) -> bool:
        """Whether a colon or a wide gap stands behind the label."""
        return self.label.separated or self.line.columns[0].endswith(self.label.text)

    @property
    def mark(self) -> str | None:
        """What counts it: its number, or the bullet that its source keeps apart."""
        return self.label.number or split_marker(self.line.text)[0] or self.line.line.marker


def opens_unlisted(own: Own, items: Sequence[Item], at: int, last_mark: str | None = None) -> bool:
    """Whether the line at `at`, under a field that has its text, is a label of its own; `last_mark`: the list marker
    last seen in that text."""
    item = items[at]
    if not own.is_set_off or not isinstance(item, TextLine):
        return False
    text = item.text if ":" in item.text else _with_colon(own.line, item)
    if text is None or item.label is not None or is_around_signature(item.text):
        return False
    mark = split_marker(text)[0] or item.line.marker
    if mark is not None and not (own.mark and follows(own.mark, mark) and not (last_mark and follows(last_mark, mark))):
        return False  # an item of the field's list
    found = unlisted_label(text if mark is None else split_marker(text)[1])
    return found is not None and _is_set_alike(own.line, item) and not _is_own_text(own, found, items, at)


def _with_colon(own: TextLine, item: TextLine) -> str | None:
    """A line with a wide gap where the field's own has one in place of a colon, that colon set."""
    if len(own.line.pieces) < 2 or len(item.line.pieces) != 2 or ":" in own.text:
        return None
    one, two = own.line.pieces[1].box, item.line.pieces[1].box
    if one is not None and two is not None and abs(one.x0 - two.x0) > _SAME_EDGE:
        return None
    label, value = item.columns
    return f"{label} : {value}" if label and value else None


def _is_set_alike(own: TextLine, item: TextLine) -> bool:
    """Whether a line begins where the field's label does, its colon set off by a blank where that of the label is."""
    first, second = own.line.pieces[0].box, item.line.pieces[0].box
    if first is not None and second is not None and abs(first.x0 - second.x0) > _SAME_EDGE:
        return False
    return ":" not in item.text or _SPACED.search(item.text) is not None or _SPACED.search(own.text) is None


def _is_own_text(own: Own, found: Label, items: Sequence[Item], at: int) -> bool:
    """Whether the field goes on over a colon: the line above is not at an end, or `explains`."""
    above = items[at - 1]
    if isinstance(above, TextLine) and ends_open(above.text):
        return True
    said = " ".join([line.text for line in items[max(at - _SAID, 0) : at] if isinstance(line, TextLine)])
    return explains(own.label.field, found, said)


def explains(field: HeaderField | None, found: Label, said: str) -> bool:
    """Whether what looks like a label belongs to the text of the field above: it begins as that does, explains a word
    of it (`said`), or says what a part of the body does."""
    if field is None or field is HeaderField.INSTANSI:
        return False
    name = key(found.text)
    return name.startswith(field.value) or names_part(found) or f" {name} " in f" {key(said)} "
