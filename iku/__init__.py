"""iku: Indonesian key performance indicator (IKU) documents as one canonical, evidenced dataset.

>>> import iku
>>> documents = iku.extract("samples/text/bagian_organisasi.txt")  # doctest: +SKIP
>>> iku.read("out").indicators  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iku.dataset.reader import Dataset
    from schemas.document import Document

__version__ = "0.1.0"
__all__ = ["extract", "read"]

# Heavy libraries are imported inside the functions: `iku --help` must not wait for pandas or sympy.


def extract(path: str | Path) -> list[Document]:
    """The IKU documents of one file, in reading order.

    Raises `OSError` where the file cannot be opened and `extract.errors.ReadError` where it cannot be read.
    """
    from iku.pipeline import read_source

    result = read_source(Path(path).read_bytes())
    return list(result.documents)


def read(directory: str | Path) -> Dataset:
    """The dataset in `directory`, its tables as pandas frames with Arrow types.

    Raises `FileNotFoundError` where there is none.
    """
    from iku.dataset.reader import Dataset

    return Dataset(Path(directory))
