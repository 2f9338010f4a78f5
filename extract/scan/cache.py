"""Pages that were read before, by content: a changed parser reads no picture again.

The key is made of the source's bytes, the page's number, the version of this package, the engine and the options. An
entry that cannot be read is as good as none. Writing is atomic; several processes may share a folder.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import orjson

from extract.scan.options import PIPELINE_VERSION, ScanOptions
from extract.scan.stored import BROKEN, page_from_json, page_to_json
from schemas.page import Page

NO_PAGE = 0
"""Number under which the pages of an image file are kept together."""


@dataclass(frozen=True, slots=True)
class PageCache:
    """Pages of one source in a folder; without a folder it keeps nothing."""

    folder: Path | None
    source: str
    """sha256 of the source's bytes, hex."""
    choices: str

    @classmethod
    def of(cls, data: bytes, options: ScanOptions, engine: str) -> PageCache:
        """The cache for a source, read with these options by an engine of this name."""
        digest = hashlib.sha256(data).hexdigest() if options.cache is not None else ""
        return cls(options.cache, digest, f"{PIPELINE_VERSION}|{engine}|{options.key()}")

    def get(self, number: int) -> list[Page] | None:
        """The pages kept under a number, None if there are none."""
        if self.folder is None:
            return None
        try:
            return [page_from_json(value) for value in orjson.loads(self._path(number).read_bytes())]
        except (OSError, orjson.JSONDecodeError, *BROKEN):
            return None

    def put(self, number: int, pages: list[Page]) -> None:
        """Keep pages under a number. A folder that cannot be written to is passed over: a cache is no duty."""
        if self.folder is None:
            return
        path = self._path(number)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps([page_to_json(page) for page in pages], option=orjson.OPT_SORT_KEYS))
            Path(name).replace(path)
        except OSError:
            return

    def _path(self, number: int) -> Path:
        assert self.folder is not None
        key = hashlib.sha256(f"{self.source}|{number}|{self.choices}".encode()).hexdigest()
        return self.folder / key[:2] / f"{key[2:]}.json"
