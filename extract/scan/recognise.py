"""Boxes of text to words with scores: one call of the engine a page, doubtful readings tried again.

A lone digit in a narrow column is the hardest thing to read: it fills its box. What came back empty or doubtful is read
again with more paper around it, and the better reading stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.scan.engine import OcrEngine, Reading
from extract.scan.raster import Pixels
from extract.scan.runs import Run
from extract.scan.signs import with_small_sign
from extract.scan.spacing import with_spaces
from extract.scan.words import nearly_a_word
from schemas.page import Step

_PAD_INCH = 0.012
_DOUBTFUL = 0.8
COLON = Reading(":", (0.98,), (0.5,))
LEGIBLE = 0.55
"""Mean score below which a reading is no text but ink: a signature, a stamp, a speck."""
_STRETCHES = (1.5, 0.8)
"""Widths, as shares of its own, at which a line with an odd word is read again."""
_WORSE = 0.03
MAX_PIXELS_READ = 6_000_000
"""Width times 48, summed over the boxes of a page, beyond which the rest is left unread: some 900 full lines."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its extent across in pixels and the scores of its characters."""

    text: str
    x0: float
    x1: float
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A stretch of text with its words, from left to right."""

    box: Run
    words: tuple[Word, ...]
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def scores(self) -> tuple[float, ...]:
        """Scores of all characters."""
        return tuple(score for word in self.words for score in word.scores)


def read_runs(engine: OcrEngine, grey: Pixels, runs: Sequence[Run], dpi: float) -> tuple[list[ReadRun], list[Run]]:
    """Text of each box, and the boxes that hold none that can be read."""
    within, beyond = _affordable(runs)
    cuts = [_cut(grey, run, dpi) for run in within]
    readings = engine.read(cuts)
    read: list[ReadRun] = []
    unread = list(beyond)
    again = _read_again(engine, cuts, readings)
    for n, (run, first) in enumerate(zip(within, readings, strict=True)):
        reading = COLON if _is_colon(grey, run, dpi) else again.get(n, first)
        if reading.mean < LEGIBLE or not reading.text.strip():
            unread.append(run)
            continue
        reread = reading.text != first.text and reading is not COLON
        signed, steps = with_small_sign(reading, cuts[n])
        spaced, spacing = with_spaces(signed, cuts[n])
        steps = ((Step("read_again", first.text, reading.text),) if reread else ()) + steps + spacing
        read.append(ReadRun(run, words_of(spaced, run), steps))
    return read, unread


def _read_again(engine: OcrEngine, cuts: Sequence[Pixels], readings: Sequence[Reading]) -> dict[int, Reading]:
    """Better readings by number: of what came back doubtful, and of lines with a word one letter off the vocabulary."""
    better: dict[int, Reading] = {}
    doubtful = [n for n, reading in enumerate(readings) if _is_doubtful(reading)]
    with_paper = engine.read([_with_paper(cuts[n]) for n in doubtful])
    better.update({n: r for n, r in zip(doubtful, with_paper, strict=True) if r.mean > readings[n].mean + 0.02})
    odd = [n for n, reading in enumerate(readings) if n not in better and _odd_words(reading)]
    for stretch in _STRETCHES:
        left = [n for n in odd if n not in better]
        stretched = zip(left, engine.read([_stretched(cuts[n], stretch) for n in left]), strict=True)
        better.update({n: reading for n, reading in stretched if _is_more_likely(reading, readings[n])})
    return better


def _is_more_likely(reading: Reading, first: Reading) -> bool:
    return _odd_words(reading) < _odd_words(first) and reading.mean > first.mean - _WORSE


def _odd_words(reading: Reading) -> int:
    return sum(nearly_a_word(word) for word in reading.text.split())


def _stretched(picture: Pixels, by: float) -> Pixels:
    size = (max(4, round(picture.shape[1] * by)), picture.shape[0])
    return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _is_colon(grey: Pixels, run: Run, dpi: float) -> bool:
    """Two dots above each other with white between them: too little for an engine to read, plain by its shape."""
    if run.width > dpi / 25 or not dpi / 30 < run.height < dpi / 8:
        return False
    rows = (grey[run.y0 : run.y1, run.x0 : run.x1] < 150).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], rows.astype(np.int8), [0]])))
    if len(edges) != 4:
        return False
    upper, between, lower = (int(n) for n in np.diff(edges))
    return between >= max(upper, lower) * 0.8 and 0.5 < upper / lower < 2


def _affordable(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Boxes whose reading stays within `MAX_PIXELS_READ`, and the rest."""
    spent = np.cumsum([48 * 48 * run.width / max(1, run.height) for run in runs]) if runs else np.zeros(0)
    count = int(np.searchsorted(spent, MAX_PIXELS_READ, side="right"))
    return list(runs[:count]), list(runs[count:])


def _is_doubtful(reading: Reading) -> bool:
    return not reading.text.strip() or reading.mean < _DOUBTFUL


def _cut(grey: Pixels, run: Run, dpi: float) -> Pixels:
    pad = dpi * _PAD_INCH
    height, width = grey.shape[:2]
    top, bottom = max(0, int(run.y0 - pad)), min(height, int(run.y1 + pad) + 1)
    return grey[top:bottom, max(0, int(run.x0 - 2 * pad)) : min(width, int(run.x1 + 2 * pad) + 1)]


def _with_paper(picture: Pixels) -> Pixels:
    """More paper around a picture, which is then read at a smaller scale."""
    more = max(2, round(picture.shape[0] * 0.22))
    return cv2.copyMakeBorder(picture, more, more, 2 * more, 2 * more, cv2.BORDER_CONSTANT, value=(255.0,)).astype(
        np.uint8, copy=False
    )


def words_of(reading: Reading, run: Run) -> tuple[Word, ...]:
    """A reading as words with their extent on the page."""
    words: list[Word] = []
    start = 0
    for n in range(len(reading.text) + 1):
        if n < len(reading.text) and not reading.text[n].isspace():
            continue
        if n > start:
            x0 = run.x0 if not words else run.x0 + reading.places[start - 1] * run.width
            x1 = run.x1 if n == len(reading.text) else run.x0 + reading.places[n] * run.width
            words.append(Word(reading.text[start:n], x0, x1, reading.scores[start:n]))
        start = n + 1
    return tuple(words)


def line_score(engine: OcrEngine, grey: Pixels, runs: Sequence[Run], dpi: float) -> float:
    """Mean score of the widest few boxes of a page: low where letters lie on their side or stand on their head."""
    widest = sorted((r for r in runs if r.height < dpi * 0.35), key=lambda r: -r.width)[:4]
    cuts = [_cut(grey, Run(r.x0, r.y0, min(r.x1, r.x0 + int(dpi * 2.5)), r.y1), dpi) for r in widest]
    readings = [r for r in engine.read(cuts) if len(r.text) > 2]
    return sum(r.mean for r in readings) / max(len(cuts), 1)
