"""Pages drawn for tests, and an engine that reads nothing but is never wrong about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extract.scan.engine import Reading
from extract.scan.raster import Picture, Pixels, from_pixels

DPI = 150


@dataclass
class FakeEngine:
    """Says the same word for every picture, or the words it was given in their order; remembers what it saw."""

    words: Sequence[str] = ()
    score: float = 0.99
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)
    seen: list[tuple[int, int]] = field(default_factory=list)
    name: str = "fake 1"

    def read(self, pictures: Sequence[Pixels]) -> list[Reading]:
        found = []
        for picture in pictures:
            text = self.words[len(self.seen) % len(self.words)] if self.words else "data"
            self.seen.append(picture.shape[:2])
            places = tuple((n + 0.5) / len(text) for n in range(len(text)))
            found.append(Reading(text, (self.score,) * len(text), places))
        return found

    def find_lines(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        del picture
        return self.lines


@dataclass
class Sheet:
    """A white page on which text and lines are drawn; all lengths in points."""

    width: float = 595
    height: float = 842
    dpi: int = DPI

    def __post_init__(self) -> None:
        self.image = Image.new("L", (self.px(self.width), self.px(self.height)), 255)
        self.draw = ImageDraw.Draw(self.image)

    def px(self, points: float) -> int:
        return round(points * self.dpi / 72)

    def text(self, x: float, y: float, text: str, size: float = 11) -> float:
        """Draw text with its top left at a place; returns its right end."""
        font = ImageFont.load_default(self.px(size))
        self.draw.text((self.px(x), self.px(y)), text, font=font, fill=0)
        return x + float(font.getlength(text)) * 72 / self.dpi

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.75) -> None:
        ends = [self.px(x0), self.px(y0), self.px(x1), self.px(y1)]
        self.draw.line(ends, fill=0, width=max(1, self.px(width)))

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def pixels(self) -> Pixels:
        return np.asarray(self.image, np.uint8).copy()

    def picture(self) -> Picture:
        return from_pixels(self.pixels(), self.dpi, 300)


def skewed(pixels: Pixels, degrees: float) -> Pixels:
    """Turned counter-clockwise about the centre, on white."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,)).astype(np.uint8)


def letter(lines: int = 12) -> Sheet:
    """A page of running text."""
    sheet = Sheet(height=421)
    for n in range(lines):
        sheet.text(70, 40 + 17 * n, "Meningkatnya kualitas pelayanan publik di kecamatan"[: 52 - n % 5])
    return sheet
