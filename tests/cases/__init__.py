"""Cases as data: one JSON file a subject, its cases by kind.

`in_the_wild` were seen in real papers (a heading, a label or a short wording retyped), `synthetic` are ours, `negative`
must give nothing, `known_failures` are wrong today and fail the run the day they are right.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

KINDS = ("in_the_wild", "synthetic", "negative", "known_failures")


def cases(subject: str) -> list[Any]:
    """The cases of a subject as pytest parameters `(text, expected)`."""
    path = Path(__file__).parent / f"{subject}.json"
    found = json.loads(path.read_text("utf-8"))
    assert set(found) <= set(KINDS), f"{path.name} has kinds that are not known: {set(found) - set(KINDS)}"
    return [
        pytest.param(
            case[0],
            case[1] if len(case) > 1 else None,
            id=f"{kind}:{str(case[0])[:60]}",
            marks=[pytest.mark.xfail(strict=True)] if kind == "known_failures" else [],
        )
        for kind in KINDS
        for case in found.get(kind, [])
    ]
