"""Speed of reading text documents: documents a second on one core after start-up, and cost against size.

    python benchmarks/text.py [FOLDER]

Every text, markdown and HTML file below FOLDER (samples by default) is read in copies that differ in their words and in
the body they name, as in an archive: caches help only as much as they would there. The figure of a file is the fastest
of its copies, which leaves out what other programs took. Prints figures; asserts nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import regex

from iku.collector import search_rarely
from iku.dataset.writer import write_dataset
from iku.pipeline import SourceResult, read_source

SUFFIXES = {".txt", ".md", ".html"}
COPIES = 20
_GOVERNMENT = regex.compile(r"(?i)\b(kota|kabupaten) (\p{L}+)")


def copy(text: str, n: int) -> bytes:
    """The document as another body would have written it."""
    mark = chr(ord("a") + n % 26) + chr(ord("a") + n // 26)
    text = _GOVERNMENT.sub(rf"\1 \2{mark}", text)
    for word in ("Jumlah", "jumlah", "Meningkatnya", "Persentase"):
        text = text.replace(f"{word} ", f"{word} ke{mark} ")
    return text.encode()


def measured(text: str) -> tuple[float, list[SourceResult]]:
    """Seconds for the fastest of the copies, and all that was read."""
    fastest, results = 1e9, []
    for n in range(COPIES):
        data = copy(text, n)
        start = time.process_time()
        results.append(read_source(data))
        fastest = min(fastest, time.process_time() - start)
    return fastest, results


def written(results: list[SourceResult]) -> float:
    """Seconds of CPU time to write a new dataset."""
    target = Path(tempfile.mkdtemp())
    start = time.process_time()
    write_dataset(target, [(result, [f"{n}.txt"]) for n, result in enumerate(results)])
    seconds = time.process_time() - start
    shutil.rmtree(target)
    return seconds


def main() -> None:
    search_rarely()  # as the workers of `iku extract` do
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "samples")
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in SUFFIXES and 500 < p.stat().st_size < 20_000]
    texts = [data.decode() for p in files if b"\x00" not in (data := p.read_bytes()) and _is_utf8(data)]
    written([read_source(texts[0].encode())])
    reading, results = 0.0, []
    for text in texts:
        fastest, found = measured(text)
        reading += fastest
        results += found
    documents = sum(len(result.documents) for result in results) / COPIES
    print(f"{len(texts)} files, {documents:.0f} documents, {sum(map(len, texts)) / len(texts):.0f} characters each")
    print(f"reading alone      {documents / reading:6.0f} documents/s of CPU time")
    writing = written(results) / COPIES
    print(f"with all writing   {documents / (reading + writing):6.0f} documents/s")
    for times in (1, 10, 100):
        big = "\n\n".join(copy(texts[0], n % 20).decode() for n in range(times)).encode()
        start = time.process_time()
        read_source(big)
        print(f"{len(big):>10,} bytes in one file: {(time.process_time() - start) / times * 1000:5.2f} ms a document")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    main()
