"""How fast exported PDFs are read, against pdfplumber's extract_tables on the same pages in the same run.

    python benchmarks/pdf.py FILE.pdf... [--repeat N]

Two things are measured, in CPU time on one core, the best of several turns: reading, from bytes to `Page` (words,
tables, fractions, running lines), and the whole way of `iku extract` on top of it: documents, indicators, formulas,
rows and JSON of each file, and one dataset written for all files. Scanned pages are not read. The last line has pages a
second, both ratios and the highest memory of a first pass in which all files are read.
"""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pdfplumber

from extract.pdf import read_pdf
from extract.scan.options import Ocr, ScanOptions
from iku.collector import collector_paused, search_rarely
from iku.dataset.parcel import Parcel, pack
from iku.dataset.writer import write_parcels
from iku.pipeline import read_source


@dataclass(slots=True)
class Measured:
    """One file's pages and the best CPU seconds of pdfplumber, of reading, and of reading and normalising it."""

    pages: int
    stock: float = float("inf")
    reading: float = float("inf")
    packing: float = float("inf")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


@collector_paused()
def read(data: bytes) -> int:
    """The number of pages, all of them read as `read_source` reads them."""
    return sum(1 for _ in read_pdf(data))


def read_and_pack(data: bytes) -> Parcel:
    return pack(read_source(data, scan=ScanOptions(ocr=Ocr.OFF)))


def read_with_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def measure(files: Sequence[bytes], pages: Sequence[int], repeat: int) -> list[Measured]:
    """All three by turns, so that whatever else the machine does falls on each alike; in a turn all files one after the
    other, as an archive is read."""
    best = list(map(Measured, pages))
    for _ in range(repeat):
        for one, data in zip(best, files, strict=True):
            one.reading = min(one.reading, seconds(partial(read, data)))
        for one, data in zip(best, files, strict=True):
            one.packing = min(one.packing, seconds(partial(read_and_pack, data)))
        for one, data in zip(best, files, strict=True):
            one.stock = min(one.stock, seconds(partial(read_with_pdfplumber, data)))
    return best


def seconds_to_write(files: Sequence[bytes], repeat: int) -> float:
    """The best CPU seconds of writing one dataset of all files."""
    parcels = [(read_and_pack(data), [f"{n}.pdf"]) for n, data in enumerate(files)]
    best = float("inf")
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            best = min(best, seconds(lambda: write_parcels(Path(folder), parcels)))
    return best


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    search_rarely()  # as the workers of `iku extract` do
    files = [path.read_bytes() for path in options.files]
    counts = [read(data) for data in files]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = measure(files, counts, options.repeat)
    for path, one in zip(options.files, found, strict=True):
        print(f"{path.name:24} {one.pages:4} pages {one.pages / one.reading:5.0f} pages/s", end="")
        print(f"  reading {one.stock / one.reading:5.1f}x  and normalising {one.stock / one.packing:5.1f}x pdfplumber")
    pages, stock = sum(one.pages for one in found), sum(one.stock for one in found)
    reading = sum(one.reading for one in found)
    whole = sum(one.packing for one in found) + seconds_to_write(files, options.repeat)
    print(f"{'all':24} {pages:4} pages {pages / reading:5.0f} pages/s, {1000 * reading / pages:.2f} ms a page", end="")
    print(f"  reading {stock / reading:.1f}x, to a written dataset {stock / whole:.1f}x pdfplumber, peak {peak} MB")


if __name__ == "__main__":
    main()
