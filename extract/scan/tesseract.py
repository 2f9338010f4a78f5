"""Tesseract as the alternative engine: the `tesseract` on the path, with Indonesian and English.

Each stretch of text is one call: slow, but the same contract as the embedded engine.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np

from extract.errors import ReadError
from extract.scan.engine import NOTHING, Reading
from extract.scan.raster import Pixels

_SECONDS = 60
_LANGUAGES = "ind+eng"
_BORDER = 12


@cache
def _binary() -> str | None:
    return shutil.which("tesseract")


@cache
def languages() -> tuple[str, ...]:
    """Languages of the installed Tesseract; none where there is no Tesseract."""
    if _binary() is None:
        return ()
    try:
        listed = _run(["--list-langs"], b"")
    except ReadError:
        return ()
    return tuple(line.strip() for line in listed.splitlines()[1:])


class TesseractEngine:
    """Reads one stretch of text a call."""

    def __init__(self) -> None:
        self.name = "tesseract " + _run(["--version"], b"").partition("\n")[0].removeprefix("tesseract ").strip()

    def read(self, pictures: Sequence[Pixels]) -> list[Reading]:
        """One reading for each picture."""
        return [self._read_one(picture) for picture in pictures]

    def find_lines(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        """None: Tesseract takes stamps for text."""
        del picture
        return []

    def _read_one(self, picture: Pixels) -> Reading:
        if picture.size == 0 or min(picture.shape[:2]) < 3:
            return NOTHING
        scale = max(1.0, 40 / picture.shape[0])
        sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        framed = cv2.copyMakeBorder(sized, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=(255.0,))
        done, encoded = cv2.imencode(".png", framed)
        if not done:
            raise ReadError("ocr_failed", "a picture could not be encoded for tesseract")
        arguments = ["stdin", "stdout", "-l", _LANGUAGES, "--psm", "7", "tsv"]
        return parse_tsv(_run(arguments, np.asarray(encoded).tobytes()), framed.shape[1], _BORDER)


def parse_tsv(tsv: str, width: int, border: int = 0) -> Reading:
    """Tesseract's table of words as a reading of a picture `width` pixels across, `border` of them on either side."""
    text: list[str] = []
    scores: list[float] = []
    places: list[float] = []
    inner = max(1, width - 2 * border)
    for row in csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row.get("text") or "").strip()
        if row.get("level") != "5" or not word:
            continue
        left, wide = (int(row["left"]) - border) / inner, int(row["width"]) / inner
        score = max(0.0, float(row["conf"])) / 100
        if text:
            text.append(" ")
            scores.append(score)
            places.append(min(1.0, max(0.0, left)))
        text.append(word)
        scores += [score] * len(word)
        places += [min(1.0, max(0.0, left + wide * (n + 0.5) / len(word))) for n in range(len(word))]
    return Reading("".join(text), tuple(scores), tuple(places))


def _run(arguments: Sequence[str], data: bytes) -> str:
    binary = _binary()
    if binary is None:
        raise ReadError("ocr_missing", "no tesseract is on the path")
    try:
        done = subprocess.run(  # noqa: S603  # a program found on the path, arguments of our own, no shell
            [binary, *arguments], input=data, capture_output=True, timeout=_SECONDS, check=True,
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise ReadError("ocr_failed", f"tesseract failed: {error}") from error
    return done.stdout.decode("utf-8", "replace")
