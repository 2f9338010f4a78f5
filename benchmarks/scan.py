"""What reading a scanned page costs, and how much of it is the engine's.

    python benchmarks/scan.py FILE... [--pages N] [--dpi N]

Prints, for each page, CPU seconds in all and of the engine, and their ratio; at the end means and the memory of this
process, which holds the engine. Files are images and PDFs; of PDFs every page is read as a picture.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium

from extract.scan.choose import choose_engine
from extract.scan.engine import OcrEngine, Reading
from extract.scan.options import DEFAULT, Ocr
from extract.scan.raster import Picture, Pixels, decode_image
from extract.scan.reader import read_picture
from extract.scan.render import render_page


@dataclass
class Timed:
    """An engine whose CPU time is counted."""

    engine: OcrEngine
    seconds: float = 0.0
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def read(self, pictures: Sequence[Pixels]) -> list[Reading]:
        start = time.process_time()
        readings = self.engine.read(pictures)
        self.seconds += time.process_time() - start
        return readings

    def find_lines(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        start = time.process_time()
        lines = self.engine.find_lines(picture)
        self.seconds += time.process_time() - start
        return lines


def pictures(path: Path, dpi: int) -> Iterator[Picture]:
    """The pages of a file, drawn or decoded outside the measured time."""
    data = path.read_bytes()
    if not data.startswith(b"%PDF"):
        yield from decode_image(data, dpi)
        return
    with pdfium.PdfDocument(data) as document:
        for index in range(len(document)):
            yield render_page(document[index], dpi, index + 1)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=3, help="pages of each file")
    parser.add_argument("--dpi", type=int, default=DEFAULT.max_dpi)
    chosen = parser.parse_args()
    engine = choose_engine(Ocr.AUTO)
    assert engine is not None
    timed = Timed(engine)
    costs: list[tuple[float, float]] = []
    for path in chosen.files:
        for number, picture in enumerate(islice(pictures(path, chosen.dpi), chosen.pages), 1):
            timed.seconds, start = 0.0, time.process_time()
            read_picture(picture, number, replace(DEFAULT, max_dpi=chosen.dpi), timed)
            whole = time.process_time() - start
            costs.append((whole, timed.seconds))
            ratio = whole / max(1e-9, timed.seconds)
            print(f"{path.name:28} {number:3} {picture.dpi:4.0f} dpi", end="")
            print(f" {whole:6.2f} s {timed.seconds:6.2f} s {ratio:5.2f}x")
    whole, engines = (sum(part) / len(costs) for part in zip(*costs, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(costs)} pages: {whole:.2f} CPU s a page, engine {engines:.2f}, {whole / engines:.2f}x", end="")
    print(f", memory {peak} MB")


if __name__ == "__main__":
    main()
