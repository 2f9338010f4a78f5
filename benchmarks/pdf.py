"""How fast exported PDFs are read, against pdfplumber's extract_tables on the same pages.

    python benchmarks/pdf.py FILE.pdf... [--pages N] [--repeat N]

Prints, for each file and in all, pages a second on one core (CPU time), the ratio, and the memory at the end. Reading
means the whole way from bytes to `Page`: words, tables, fractions, running lines.
"""

from __future__ import annotations

import argparse
import io
import resource
import time
from pathlib import Path

import pdfplumber

from extract.pdf import read_pdf


def measure(data: bytes, pages: int, repeat: int) -> tuple[int, float, float]:
    """Pages read and the best CPU seconds of this reader and of pdfplumber."""
    ours: list[float] = []
    count = 0
    for _ in range(repeat):
        start = time.process_time()
        count = sum(1 for _ in read_pdf(data, last=pages))
        ours.append(time.process_time() - start)
    start = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages[:pages]:
            page.extract_tables()
            page.close()
    return count, min(ours), time.process_time() - start


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    total, ours_total, stock_total = 0, 0.0, 0.0
    for path in options.files:
        count, ours, stock = measure(path.read_bytes(), options.pages, options.repeat)
        total, ours_total, stock_total = total + count, ours_total + ours, stock_total + stock
        print(f"{path.name:28} {count:4} pages {count / ours:7.0f} pages/s  {stock / ours:5.1f}x pdfplumber")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'all':28} {total:4} pages {total / ours_total:7.0f} pages/s  {stock_total / ours_total:5.1f}x", end="")
    print(f" pdfplumber, {1000 * ours_total / total:.2f} ms a page, peak memory {peak} MB")


if __name__ == "__main__":
    main()
