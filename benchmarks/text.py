"""Speed of reading text documents: files a second on one core after start-up, and cost against size.

    python benchmarks/text.py [FOLDER]

Reads every text, markdown and HTML file below FOLDER (samples by default) again and again; every file is new to the
caches once, as in an archive. Prints figures; asserts nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from iku.dataset.writer import write_dataset
from iku.pipeline import read_source

SUFFIXES = {".txt", ".md", ".html"}
COPIES = 40


def distinct(data: bytes, n: int) -> bytes:
    """The same document with other words, so that caches by content help only as much as they would in an archive."""
    return data.replace(b"Meningkatnya", f"Meningkatnya{n} ".encode()).replace(b"Jumlah", f"Jumlah {n}".encode())


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "samples")
    files = [p.read_bytes() for p in sorted(folder.rglob("*")) if p.suffix in SUFFIXES and p.stat().st_size < 20_000]
    documents = [distinct(data, n) for n in range(COPIES) for data in files]
    for data in files:
        read_source(data)
    start = time.process_time()
    results = [read_source(data) for data in documents]
    reading = time.process_time() - start
    target = Path(tempfile.mkdtemp())
    start = time.process_time()
    write_dataset(target, [(result, [f"{n}.txt"]) for n, result in enumerate(results)])
    writing = time.process_time() - start
    shutil.rmtree(target)
    found = sum(len(result.documents) for result in results)
    print(f"{len(documents)} files, {found} documents, {sum(map(len, documents)) / len(documents):.0f} bytes each")
    print(f"reading alone      {len(documents) / reading:8.0f} files/s  {found / reading:8.0f} documents/s of CPU time")
    print(f"with all writing   {len(documents) / (reading + writing):8.0f} files/s  {found / (reading + writing):8.0f} documents/s")
    body = files[0]
    for times in (1, 10, 100):
        big = b"\n\n".join([body] * times)
        start = time.process_time()
        read_source(big)
        print(f"{len(big):>10,} bytes in one file: {(time.process_time() - start) / times * 1000:6.2f} ms a document")


if __name__ == "__main__":
    main()
