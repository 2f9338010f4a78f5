"""Scans made of PDFs whose truth is known: every page drawn, spoilt as scanners and faxes spoil it, kept as a picture.

    python benchmarks/degrade.py OUT FILE... [--truth FOLDER] [--condition NAME]... [--half calibration|heldout]

`OUT/files/CONDITION/NAME.pdf` holds pictures alone, `OUT/truth/CONDITION/NAME.pdf.json` the truth of the PDF under its
new name, for the scorer of datasets. The same file under the same condition gives the same pixels. Files are parted
into two halves by their names, so that what is fitted on one can be judged on the other.
"""

from __future__ import annotations

import argparse
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from extract.scan.raster import Flags, Pixels

_DRAWN_DPI = 300
_BLACK_BELOW = 165


@dataclass(frozen=True, slots=True)
class Condition:
    """How a page is spoilt. `noise` is in grey values, `blur` in pixels, `specks` a share of the pixels."""

    dpi: int
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    jpeg: int = 90
    fax: bool = False
    stamp: bool = False


CONDITIONS = {
    "clean300": Condition(300),
    "fine300": Condition(300, skew=-0.6, blur=0.8, noise=10, jpeg=60),
    "noise200": Condition(200, skew=1.5, noise=18, jpeg=35),
    "stamp200": Condition(200, skew=0.4, blur=0.5, noise=6, jpeg=60, stamp=True),
    "fax200": Condition(200, skew=-0.8, specks=1e-3, fax=True),
    "noise150": Condition(150, skew=-1.2, blur=0.4, noise=14, jpeg=50),
    "blur150": Condition(150, skew=0.7, blur=0.8, noise=5, jpeg=60),
    "fax150": Condition(150, skew=0.5, specks=1e-3, fax=True),
}


def spoilt(page: Pixels, condition: Condition, random: np.random.Generator) -> Pixels:
    """A page drawn in BGR at `_DRAWN_DPI`, as a scanner under this condition would give it."""
    if condition.stamp:
        page = _stamped(page, random)
    else:
        page = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), condition.skew, 1.0)
    page = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,) * 3).astype(np.uint8)
    scale = condition.dpi / _DRAWN_DPI
    values = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    if condition.blur:
        values = cv2.GaussianBlur(values, (0, 0), condition.blur).astype(np.float32)
    values += random.normal(0, condition.noise, values.shape).astype(np.float32)
    if condition.fax:
        values = np.where(values < _BLACK_BELOW, 0.0, 255.0).astype(np.float32)
        values = np.where(_specks(values.shape, condition.specks, random), 255.0 - values, values).astype(np.float32)
    return np.clip(values, 0, 255).astype(np.uint8)


def _specks(shape: tuple[int, ...], share: float, random: np.random.Generator) -> Flags:
    """Where dirt turns black and white: one pixel mostly, a fifth of it two."""
    dirt = random.random(shape)
    large = (dirt < share / 5).astype(np.uint8)
    return np.asarray((cv2.dilate(large, np.ones((2, 1), np.uint8)) > 0) | (dirt < share), np.bool_)


def _stamped(page: Pixels, random: np.random.Generator) -> Pixels:
    """A pale violet ring with a bar in the lower right, where signatures stand."""
    height, width = page.shape[:2]
    centre = (int(width * random.uniform(0.6, 0.75)), int(height * random.uniform(0.6, 0.85)))
    ink = np.full_like(page, 255)
    cv2.circle(ink, centre, 210, (170, 80, 120), 12)
    cv2.circle(ink, centre, 150, (170, 80, 120), 6)
    cv2.line(ink, (centre[0] - 140, centre[1] - 30), (centre[0] + 140, centre[1] + 30), (170, 80, 120), 8)
    return np.minimum(page, ink)


def drawn(path: Path) -> Iterator[Pixels]:
    """The pages of a PDF in BGR at `_DRAWN_DPI`."""
    with pdfium.PdfDocument(path) as document:
        for index in range(len(document)):
            pixels = document[index].render(scale=_DRAWN_DPI / 72, force_bitmap_format=pdfium_c.FPDFBitmap_BGR)
            yield np.ascontiguousarray(pixels.to_numpy())


def scanned(path: Path, name: str) -> bytes:
    """A PDF of pictures of the pages of a PDF under a condition."""
    condition = CONDITIONS[name]
    random = np.random.default_rng(zlib.crc32(f"{name}/{path.name}".encode()))
    images = [_image(spoilt(page, condition, random), condition) for page in drawn(path)]
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=condition.dpi)
    return buffer.getvalue()


def _image(pixels: Pixels, condition: Condition) -> Image.Image:
    image = Image.fromarray(pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[:, :, ::-1]))
    if condition.fax:
        return image.convert("1", dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=condition.jpeg)
    return Image.open(buffer)


def half_of(path: Path) -> str:
    """Which half a file belongs to, by its name alone.

    >>> half_of(Path("a/c01.pdf")) == half_of(Path("b/c01.pdf"))
    True
    """
    return ("calibration", "heldout")[zlib.crc32(path.stem.encode()) % 2]


def main() -> None:
    """Write the set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--truth", type=Path, help="folder with NAME.pdf.json")
    parser.add_argument("--condition", action="append", choices=CONDITIONS)
    parser.add_argument("--half", choices=("calibration", "heldout"))
    chosen = parser.parse_args()
    for path in chosen.files:
        if chosen.half and half_of(path) != chosen.half:
            continue
        for name in chosen.condition or CONDITIONS:
            target = chosen.out / "files" / name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(scanned(path, name))
            if chosen.truth:
                _keep_truth(chosen.truth / f"{path.name}.json", chosen.out, name)


def _keep_truth(path: Path, out: Path, condition: str) -> None:
    truth = json.loads(path.read_text("utf-8"))
    name = path.name.removesuffix(".json")
    truth |= {"file": f"{condition}/{name}", "source_kind": "scan", "conditions": {"degraded": condition}}
    target = out / "truth" / condition / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(truth, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
