"""From an engine's scores to the probability that a field is right, by a curve measured on documents.

The curve is a data file: pairs of (raw score, share of fields at that score that were right), rising.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_WORST = 3


def raw_score(scores: Sequence[float]) -> float:
    """One figure for the characters of a field: the mean of the three that are doubted most.

    >>> raw_score([]), raw_score([1.0, 0.5, 1.0, 0.75, 0.25])
    (0.0, 0.5)
    """
    worst = sorted(scores)[:_WORST]
    return sum(worst) / len(worst) if worst else 0.0


@cache
def _curve() -> tuple[tuple[float, ...], tuple[float, ...]]:
    pairs = json.loads((files("extract.scan") / "data" / "calibration.json").read_text("utf-8"))["curve"]
    return tuple(float(x) for x, _ in pairs), tuple(float(y) for _, y in pairs)


def probability(scores: Sequence[float]) -> float:
    """The calibrated confidence of a field made of characters with these scores, to 3 decimals; 1.0 if it is empty."""
    if not scores:
        return 1.0
    xs, ys = _curve()
    raw = raw_score(scores)
    n = bisect_right(xs, raw)
    if n == 0:
        return round(ys[0], 3)
    if n == len(xs):
        return round(ys[-1], 3)
    share = (raw - xs[n - 1]) / (xs[n] - xs[n - 1])
    return round(ys[n - 1] + share * (ys[n] - ys[n - 1]), 3)
