"""Glyphs to words.

A word is a stretch of glyphs in content order, on one baseline, without white space between them. Content order is
kept as far as it goes because it tells what was typed together: a run (words that follow each other without a jump)
belongs to the cell in which it starts, even where it is drawn over the cell's border.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from importlib.resources import files
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from extract.pdf.characters import TYPED
from extract.pdf.glyphs import Glyphs
from schemas.inline import Content
from schemas.value import value

WORD_GAP = 0.16
"""Em; a wider gap between two glyphs is white space, whether or not a space was typed."""
GENERATED_GAP = 0.08
"""Em; white space that PDFium made up counts from this gap: it marks some where letters touch."""
OVERLAP = 0.5
"""Em; a glyph that starts further back than this begins something new."""
SAME_BASE = 0.08
"""Em; glyphs of one word stand on one baseline this exactly."""
SAME_SIZE = 1.15
"""Ratio of sizes within one word."""
RUN_GAP = 0.8
"""Em; a wider gap begins a new run; so does a new text object that is set off by white space nobody typed."""

_MATHEMATICAL = (0x1D400, 0x1D800)
_LIGATURES = (0xFB00, 0xFB07)
_PLANCK = 0x210E
"""The one mathematical letter outside its alphabet, and the lowest code point that is spelt out."""


@value
class Word:
    """A word of a page, in points from the top left of the page as read.

    `spaced`: white space was typed before it. `run`: number of the run it belongs to. `font`: number of its font on
    the page. `content` is set for what is no plain word (a fraction, a picture); `text` is then empty.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    spaced: bool
    run: int
    font: int = 0
    content: Content | None = None
    rise: float = 0.0
    """Of a fraction: how far its first line stands above `base`."""
    drop: float = 0.0
    """Of a fraction: how far its last line stands below `base`."""

    @property
    def top(self) -> float:
        """The height of capitals above the baseline, roughly."""
        return self.base - self.rise - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The depth of descenders below the baseline, roughly."""
        return self.base + self.drop + 0.22 * self.size


class WordsByHeight:
    """The words of a page, to be looked up by their baselines and replaced."""

    def __init__(self, words: list[Word]) -> None:
        bases = [word.base for word in words]
        self._places = sorted(range(len(words)), key=bases.__getitem__)
        """Places in content order, by height; so are the other two."""
        self._bases = [bases[n] for n in self._places]
        self._words = [words[n] for n in self._places]
        self.largest = max([word.size for word in words], default=0.0)

    def in_order(self) -> list[Word]:
        """All words, in content order."""
        return self._ordered(0, len(self._words))

    def between(self, top: float, bottom: float) -> list[Word]:
        """The words with baselines between two heights, in content order."""
        return self._ordered(bisect_right(self._bases, top), bisect_left(self._bases, bottom))

    def _ordered(self, start: int, end: int) -> list[Word]:
        pairs = zip(self._places[start:end], self._words[start:end], strict=True)
        return [word for _, word in sorted(pairs, key=_PLACE)]

    def replace(self, words: list[Word], by: Word) -> None:
        """Put one word in the place of the first of several."""
        place = min([self._taken(word) for word in words])
        at = bisect_left(self._bases, by.base)
        self._places.insert(at, place)
        self._bases.insert(at, by.base)
        self._words.insert(at, by)

    def _taken(self, word: Word) -> int:
        """The place in content order of a word that is taken out."""
        at = bisect_left(self._bases, word.base)
        while self._words[at] is not word:
            at += 1
        del self._bases[at], self._words[at]
        return self._places.pop(at)


_PLACE = itemgetter(0)


@cache
def _letters() -> dict[int, str]:
    table = json.loads(files("extract.pdf").joinpath("letters.json").read_text(encoding="utf-8"))["letters"]
    return {ord(letter): plain for letter, plain in table.items()}


@cache
def _mathematical() -> NDArray[np.uint32]:
    """Plain code points of the mathematical alphabets, in order."""
    plain = (unicodedata.normalize("NFKC", chr(code)) for code in range(*_MATHEMATICAL))
    return np.array([ord(text) if len(text) == 1 else 0xFFFD for text in plain], dtype=np.uint32)


def spell_out(glyphs: Glyphs) -> tuple[Glyphs, tuple[str, ...]]:
    """Mathematical letters to plain ones (browsers write formulas in them), and the names of what was done."""
    if glyphs.code.max(initial=0) < _PLANCK:
        return glyphs, ()  # nearly every page
    styled = (glyphs.code >= _MATHEMATICAL[0]) & (glyphs.code < _MATHEMATICAL[1])
    steps: tuple[str, ...] = ()
    if styled.any():
        code = glyphs.code.copy()
        code[styled] = _mathematical()[code[styled] - _MATHEMATICAL[0]]
        glyphs = replace(glyphs, code=code)
        steps = ("mathematical_letters",)
    if ((glyphs.code >= _LIGATURES[0]) & (glyphs.code < _LIGATURES[1])).any():
        steps += ("ligatures",)
    return glyphs, steps


def find_words(glyphs: Glyphs) -> list[Word]:
    """The words of a page in content order."""
    if not len(glyphs):
        return []
    size = np.maximum(glyphs.size[1:], glyphs.size[:-1])
    gap = (glyphs.x0[1:] - glyphs.x1[:-1]) / size
    jump = (np.abs(glyphs.base[1:] - glyphs.base[:-1]) > SAME_BASE * size) | (gap < -OVERLAP)
    wide = gap > WORD_GAP
    spaced = glyphs.spaced[1:]
    parted = (spaced == TYPED) | ((spaced > 0) & (gap > GENERATED_GAP))
    apart = jump | wide | parted | (size > SAME_SIZE * np.minimum(glyphs.size[1:], glyphs.size[:-1]))
    handed_over = (glyphs.owner[1:] != glyphs.owner[:-1]) & (spaced != TYPED) & wide
    runs = (jump | (gap > RUN_GAP) | handed_over).cumsum()
    starts = np.concatenate(([0], apart.nonzero()[0] + 1))
    return _build(glyphs, starts, np.concatenate(([0], runs)))


def _has_letters(code: NDArray[np.uint32]) -> bool:
    """Whether any character has a plain spelling of its own."""
    return bool(((code >= _LIGATURES[0]) & (code < _LIGATURES[1]) | (code == _PLANCK)).any())


def _build(ink: Glyphs, starts: NDArray[np.intp], runs: NDArray[np.intp]) -> list[Word]:
    ends = np.concatenate((starts[1:], [len(ink)]))
    text = ink.code.astype("<u4").tobytes().decode("utf-32-le", "replace")
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    texts = [text[start:end] for start, end in spans]
    if ink.code.max() >= _PLANCK and _has_letters(ink.code):
        texts = [word.translate(_letters()) for word in texts]
    places = np.stack([ink.x0[starts], np.maximum.reduceat(ink.x1, starts), ink.base[starts], ink.size[starts]])
    words = map(
        Word,
        texts,
        *places.round(2).tolist(),
        ink.bold[starts].tolist(),
        (ink.spaced[starts] == TYPED).tolist(),
        runs[starts].tolist(),
        ink.font[starts].tolist(),
    )
    return list(words)
