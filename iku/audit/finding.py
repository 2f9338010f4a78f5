"""A finding: a rule, the place it points to, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2s

from iku.audit.language import Language, report_words
from iku.audit.rules import Rule
from iku.revisions.papers import Paper, Row

_WORDED = frozenset(("why", "missing", "states"))
"""Values that are not texts of a document but names of words, joined by a bar, in `words.toml`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check found. `pointer` is a JSON pointer into the document, `values` fill the rule's message."""

    paper: Paper
    pointer: str | None
    row: Row | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: str | None = None


def at_row(paper: Paper, row: Row, name: str, evidence: str | None = None, **values: str) -> Hit:
    """A hit in the column `name` of a row; the text of the column is its evidence unless another is given."""
    shown = getattr(row, name, None)
    text = "; ".join(shown) if isinstance(shown, tuple) else shown
    return Hit(
        paper, f"/indicators/{row.index}/{name}", row, values, evidence if evidence is not None else text or None
    )


@dataclass(frozen=True)
class Finding:
    """A hit under its rule."""

    rule: Rule
    hit: Hit

    @cached_property
    def finding_id(self) -> str:
        """Stable: made of the rule, the place and what was found there."""
        place = f"{self.hit.paper.document_id}|{self.hit.pointer}|{self.hit.evidence}|{sorted(self.hit.values.items())}"
        return f"{self.rule.code}-{blake2s(place.encode(), digest_size=8).hexdigest()}"

    def message(self, language: str = "en") -> str:
        """One plain sentence."""
        known = report_words(Language(language))
        values = dict(self.hit.values)
        for name in _WORDED & values.keys():
            values[name] = " / ".join(known[f"value_{word}"] for word in values[name].split("|"))
        return self.rule.message[language].format_map(values)

    @property
    def document_id(self) -> str:
        """The document."""
        return self.hit.paper.document_id

    @property
    def indicator_id(self) -> str | None:
        """The indicator, where it is about one."""
        return self.hit.row.indicator_id if self.hit.row is not None else None
