"""Where what was read waits until the dataset is written: on disk, so that memory does not grow with the run."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iku.dataset.parcel import Parcel


class _Place(NamedTuple):
    start: int
    length: int


class Spool:
    """Packed sources by source id, each kept once with all its addresses. A few hundred bytes of memory a source."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(prefix="iku-", dir=folder)  # noqa: SIM115 - open as long as the spool
        self._places: dict[str, _Place] = {}
        self._uris: dict[str, list[str]] = {}
        self._end = 0

    def holds(self, source_id: str) -> bool:
        """Whether a source is kept."""
        return source_id in self._places

    def add(self, source_id: str, parcel: bytes) -> None:
        """Keep a pickled parcel of our own making."""
        self._file.write(parcel)
        self._places[source_id] = _Place(self._end, len(parcel))
        self._end += len(parcel)

    def found(self, source_id: str, uri: str) -> None:
        """A source was found under an address."""
        self._uris.setdefault(source_id, []).append(uri)

    def parcels(self) -> Iterator[tuple[Parcel, list[str]]]:
        """Each source with its addresses, in the order of source ids."""
        for source_id in sorted(self._places):
            start, length = self._places[source_id]
            self._file.seek(start)
            parcel = pickle.loads(self._file.read(length))  # noqa: S301 - written by this run's own workers
            assert isinstance(parcel, Parcel)
            yield parcel, self._uris[source_id]

    def close(self) -> None:
        """Give up the disk space."""
        self._file.close()
