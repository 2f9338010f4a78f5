"""Changes and orders in words, English or Indonesian. The sentences stand in `explanations.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from iku.revisions.changes import Change
from iku.revisions.families import Step
from iku.revisions.order import compare
from iku.revisions.papers import Paper

ENGLISH = "en"


@cache
def _sentences() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "explanations.toml").read_text("utf-8"))


def explain(change: Change, language: str = ENGLISH) -> str:
    """One plain sentence on a change."""
    return sentence(
        change.kind.value,
        change.field,
        change.before,
        change.after,
        change.verdict.value if change.verdict else None,
        language,
    )


def sentence(kind: str, field: str, before: str | None, after: str | None, verdict: str | None, language: str) -> str:
    """The sentence on a change as the table `changes` describes it."""
    known = _sentences()[language]
    missing = "added" if before is None else "removed" if after is None else None
    names = (f"{kind}.{verdict or missing or field}", f"{kind}.{field}", kind)
    template: str = next(known[name] for name in names if name in known)
    return template.format(field=field, before=before or "", after=after or "")


def order_reason(before: Paper | None, step: Step, language: str = ENGLISH) -> str:
    """Why a paper stands where it stands in its family."""
    known = _sentences()["order"][language]
    if before is None or step.ground is None:
        return str(known["first"])
    reason: str = known[step.ground.value]
    against = compare(before, step.paper).contradicted
    if against is not None:
        reason = known["contradicted"].format(reason=reason, ground=against.value)
    if step.matching is None:
        reason = known["not_compared"].format(reason=reason, before=before.document_id)
    return reason


def copy_reason(canonical: str, language: str = ENGLISH) -> str:
    """Why a copy stands in no family."""
    return str(_sentences()["order"][language]["copy"].format(of=canonical))
