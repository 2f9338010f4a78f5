"""What the user named, as files: folders walked, globs spread, each file with the address it has in the dataset."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `uri` is its path below the given folder, or its name."""

    path: Path
    uri: str


class NoSuchInputError(ValueError):
    """An input names nothing; the message says which and why."""


def find_inputs(named: Iterable[str]) -> list[Input]:
    """The files that the named files, folders and globs stand for, by address and path, each path once.

    Hidden files and folders are left out. Raises `NoSuchInputError`.
    """
    found: dict[Path, Input] = {}
    for name in named:
        for entry in _expand(name):
            found.setdefault(entry.path.resolve(), entry)
    return sorted(found.values(), key=lambda entry: (entry.uri, str(entry.path)))


def _expand(name: str) -> Iterator[Input]:
    path = Path(name)
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            below = file.relative_to(path)
            if file.is_file() and not any(part.startswith(".") for part in below.parts):
                yield Input(file, below.as_posix())
    elif path.exists():
        yield Input(path, path.name)
    elif glob.has_magic(name):
        matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]
        if not matches:
            raise NoSuchInputError(f"no file matches {name!r}")
        for match in matches:
            yield from _expand(str(match))
    else:
        raise NoSuchInputError(f"{name!r} is neither a file nor a folder")
