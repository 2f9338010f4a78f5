"""A dataset on disk as pandas frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from iku.dataset.writer import DOCUMENTS, PACKAGE, TABLES, read_document
from schemas.document import Document
from schemas.tables import tables


class Dataset:
    """The tables of a dataset, each read when it is first asked for: `dataset.indicators`, `dataset["targets"]`.

    Columns keep Arrow types: an integer with gaps stays an integer, a decimal a decimal.
    """

    def __init__(self, directory: Path) -> None:
        """Raises `FileNotFoundError` where `directory` holds no finished dataset."""
        if not (directory / PACKAGE).exists():
            raise FileNotFoundError(f"{directory} holds no dataset: {PACKAGE} is missing")
        self.directory = directory
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table of that name. Raises `KeyError`."""
        if name not in tables():
            raise KeyError(f"no table {name!r}; the tables are {', '.join(tables())}")
        if name not in self._frames:
            path = self.directory / TABLES / f"{name}.parquet"
            self._frames[name] = pd.read_parquet(path, dtype_backend="pyarrow")
        return self._frames[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        """A table as an attribute."""
        if name in tables():
            return self[name]
        raise AttributeError(f"a dataset has no {name!r}")

    def document(self, document_id: str) -> Document:
        """The canonical document of that id. Raises `FileNotFoundError`."""
        return read_document(self.directory / DOCUMENTS / f"{document_id}.json")
