"""Spaces that an engine swallowed, put back where the paper shows a gap as wide as its other spaces."""

from __future__ import annotations

import numpy as np

from extract.scan.engine import Reading
from extract.scan.raster import Flags, Pixels
from extract.scan.words import is_word
from schemas.page import Step

_PAPER = 250
_MANY = 0.12
"""More missing spaces than this share of the characters are gaps within faint letters."""
_LEAST = 0.24
"""Width of a space in line heights, where a line has no space of its own to measure by."""
_OF_USUAL = 0.75
"""Share of the width of a line's own spaces that makes another gap a space."""
_SIGNS = "×÷+=/&•:"
_AT_SIGNS = 1.25
_LEAST_WHERE_MEASURED = 0.17


def with_spaces(reading: Reading, picture: Pixels) -> tuple[Reading, tuple[Step, ...]]:
    """A reading with its missing spaces, and the step that put them in."""
    if len(reading.text) < 4 or picture.size == 0:
        return reading, ()
    ink = picture < (float(np.percentile(picture, 3)) + _PAPER) / 2
    rows, columns = ink.any(axis=1), np.asarray(ink.any(axis=0), np.bool_)
    height = int(np.count_nonzero(rows))
    gaps = _gaps(columns)
    if not gaps or height < 6:
        return reading, ()
    places = [place * picture.shape[1] for place in reading.places]
    spaces = [n for n, c in enumerate(reading.text) if c == " "]
    measured = sorted(_gap_at(gaps, places[n]) for n in spaces)
    known = [width for width in measured if width > 0]
    least = max(_OF_USUAL * known[len(known) // 2], _LEAST_WHERE_MEASURED * height) if known else _LEAST * height
    missing = _missing(reading.text, places, [gap for gap in gaps if gap[1] - gap[0] >= least], least * _AT_SIGNS)
    missing = [n for n in missing if not (reading.text[n - 1].isalpha() and is_word(_word_around(reading.text, n)))]
    in_words = sum(reading.text[n - 1].isalnum() and reading.text[n].isalnum() for n in missing)
    if not missing or in_words > max(2.0, _MANY * len(reading.text)):
        return reading, ()
    mended = _inserted(reading, missing)
    return mended, (Step("space_by_gap", reading.text, mended.text),)


def _word_around(text: str, at: int) -> str:
    """The run of letters that a space at a place would part."""
    start, end = at, at
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def _gaps(columns: Flags) -> list[tuple[int, int]]:
    """White stretches between ink, as pixel columns."""
    inked = np.flatnonzero(columns)
    if inked.size < 2:
        return []
    steps = np.diff(inked)
    return [(int(inked[n]) + 1, int(inked[n + 1])) for n in np.flatnonzero(steps > 2)]


def _gap_at(gaps: list[tuple[int, int]], place: float) -> int:
    """Width of the gap at a place, or of one right beside it; 0 if there is none."""
    near = [b - a for a, b in gaps if a - 4 <= place <= b + 4]
    return max(near, default=0)


def _missing(text: str, places: list[float], wide: list[tuple[int, int]], at_signs: float) -> list[int]:
    """Indices of characters before which a space is missing.

    Around signs and brackets, whose own white differs from font to font, a gap must be wider.
    """
    found = []
    for a, b in wide:
        middle = (a + b) / 2
        n = next((i for i in range(1, len(text)) if places[i - 1] < middle <= places[i]), None)
        if n is None or text[n] == " " or text[n - 1] == " ":
            continue
        signs = _beside_sign(text[n - 1], text[n]) or _is_factor(text, n)
        if _is_plausible(text, n) or (b - a >= at_signs and signs):
            found.append(n)
    return found


def _is_plausible(text: str, at: int) -> bool:
    """Whether a word may begin here: after a sign, with a capital, or where a word of the vocabulary ends or begins."""
    before, after = text[at - 1], text[at]
    if not after.isalpha():
        return False
    if before in ",;.%)":
        return True
    if not before.isalnum():
        return False
    whole = _word_around(text, at)
    left = len(whole) - len(_word_around(text[at:], 0))
    return (after.isupper() and before.islower()) or is_word(whole[:left]) or is_word(whole[left:])


def _beside_sign(before: str, after: str) -> bool:
    return before in _SIGNS or after in _SIGNS


def _is_factor(text: str, at: int) -> bool:
    """Whether a number begins here after an x that multiplies: one that belongs to no word."""
    return text[at].isdigit() and text[at - 1] in "xX" and not text[: at - 1][-1:].isalnum()


def _inserted(reading: Reading, before: list[int]) -> Reading:
    text: list[str] = []
    scores: list[float] = []
    places: list[float] = []
    for n, character in enumerate(reading.text):
        if n in before:
            text.append(" ")
            scores.append(min(reading.scores[n - 1], reading.scores[n]))
            places.append((reading.places[n - 1] + reading.places[n]) / 2)
        text.append(character)
        scores.append(reading.scores[n])
        places.append(reading.places[n])
    return Reading("".join(text), tuple(scores), tuple(places))
