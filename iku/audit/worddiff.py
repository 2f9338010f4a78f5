"""Word by word differences of two texts."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from rapidfuzz.distance import Indel

_WORDS = regex.compile(r"\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]")
_LONGEST = 4_000
"""Words; longer texts are shown whole as before and after."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands in both texts (`same`) or in one of them alone."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The two texts, cut where they differ."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def word_diff(before: str | None, after: str | None) -> WordDiff:
    """Both texts in pieces. A missing text gives none.

    >>> [piece.text for piece in word_diff("Laporan Tahunan", "Laporan Bulanan").after if not piece.same]
    ['Bulanan']
    """
    if not before or not after:
        return WordDiff(*(((Piece(text, same=False),) if text else ()) for text in (before, after)))
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _LONGEST:
        return WordDiff((Piece(before, same=False),), (Piece(after, same=False),))
    left: list[Piece] = []
    right: list[Piece] = []
    for step in Indel.opcodes([w.casefold() for w in old], [w.casefold() for w in new]):
        same = step.tag == "equal"
        _add(left, "".join(old[step.src_start : step.src_end]), same=same)
        _add(right, "".join(new[step.dest_start : step.dest_end]), same=same)
    return WordDiff(_bridged(left), _bridged(right))


def _add(pieces: list[Piece], text: str, *, same: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].same == same:
        pieces[-1] = Piece(pieces[-1].text + text, same)
    else:
        pieces.append(Piece(text, same))


def _bridged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Pieces with the spaces between two differing words taken into the difference, which reads as one mark."""
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        between = 0 < index < len(pieces) - 1 and piece.same and piece.text.isspace()
        _add(joined, piece.text, same=piece.same and not between)
    return tuple(joined)
