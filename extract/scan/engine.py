"""What an OCR engine is to this package: pictures of stretches of a line in, text with a score per character out.

Where text stands is found without it, so that engines can be exchanged and tested by a fake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from extract.scan.raster import Pixels


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read: for each character its score (0 to 1) and its middle as a share of the picture's width."""

    text: str
    scores: tuple[float, ...]
    places: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean score of the characters, 0.0 without any."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


NOTHING = Reading("", (), ())


class OcrEngine(Protocol):
    """Reads pictures of single stretches of text."""

    @property
    def name(self) -> str:
        """Name and version, part of the key of every cached page."""
        ...

    def read(self, pictures: Sequence[Pixels]) -> list[Reading]:
        """One reading for each picture: grey values of one line of text on white paper.

        Raises:
            ReadError: `ocr_failed` where the engine cannot work.
        """
        ...

    def find_lines(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        """Boxes (x0, y0, x1, y1) of text lines where stamps and signatures run through them; none if it cannot tell."""
        ...
