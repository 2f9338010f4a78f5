"""Tesseract as the alternative engine: the `tesseract` on the path, with Indonesian and English.

The stretches of a page are handed over together: starting it takes longer than reading a line.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from extract.errors import ReadError
from extract.scan.engine import NOTHING, Reading
from extract.scan.raster import Pixels

_SECONDS = 120
_AT_ONCE = 200
"""Pictures handed to one process."""
_LEAST_SIDE = 3
_INK = 200
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
    """Reads stretches of text, many a call."""

    def __init__(self) -> None:
        self.name = "tesseract " + _run(["--version"], b"").partition("\n")[0].removeprefix("tesseract ").strip()

    def read(self, pictures: Sequence[Pixels]) -> list[Reading]:
        """One reading for each picture; all are handed to one process, which loads its languages once."""
        found = dict.fromkeys(range(len(pictures)), NOTHING)
        legible = [n for n, picture in enumerate(pictures) if _holds_ink(picture)]
        for start in range(0, len(legible), _AT_ONCE):
            numbers = legible[start : start + _AT_ONCE]
            framed = [_framed(pictures[n]) for n in numbers]
            for n, picture, tsv in zip(numbers, framed, _read_together(framed), strict=True):
                found[n] = parse_tsv(tsv, picture.shape[1], _BORDER)
        return list(found.values())

    def find_lines(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        """None: Tesseract takes stamps for text."""
        del picture
        return []


def _holds_ink(picture: Pixels) -> bool:
    return bool(picture.size) and min(picture.shape[:2]) >= _LEAST_SIDE and int(picture.min()) < _INK


def _framed(picture: Pixels) -> Pixels:
    """A picture enlarged to letters that Tesseract likes, with white around it."""
    scale = max(1.0, 40 / picture.shape[0])
    sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(sized, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=(255.0,))
    return framed.astype(np.uint8, copy=False)


def _read_together(pictures: Sequence[Pixels]) -> list[str]:
    """Tesseract's table of words for each picture: it takes a list of files as the pages of one document."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.png" for n in range(len(pictures))]
        for path, picture in zip(paths, pictures, strict=True):
            done, encoded = cv2.imencode(".png", picture)
            if not done:
                raise ReadError("ocr_failed", "a picture could not be encoded for tesseract")
            path.write_bytes(np.asarray(encoded).tobytes())
        arguments = ["stdin", "stdout", "-l", _LANGUAGES, "--psm", "7", "tsv"]
        head, *rows = _run(arguments, "\n".join(map(str, paths)).encode()).splitlines()
    pages = [[head] for _ in pictures]
    for row in rows:
        page = row.split("\t", 2)[1]
        if page.isdigit() and 0 < int(page) <= len(pages):
            pages[int(page) - 1].append(row)
    return ["\n".join(page) for page in pages]


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
