"""What the user named, as files: folders walked, globs spread, each file with the address it has in the dataset.

What cannot be a file to read (a pipe, a broken link, a folder that may not be listed) is an input as well, with the
reason: nothing that was named is passed over in silence. Nothing is opened here.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import ReadError


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `uri` is its path below the given folder, or its name; `error` says why it cannot be read."""

    path: Path
    uri: str
    size: int = 0
    error: ReadError | None = None


class NoSuchInputError(ValueError):
    """An input names nothing; the message says which and why."""


def find_inputs(named: Iterable[str]) -> list[Input]:
    """The files that the named files, folders and globs stand for, by address and path, each path once.

    Hidden files and folders are left out. Links to files are followed; links to folders are followed only where they
    are named themselves. Raises `NoSuchInputError`.
    """
    found: dict[str, Input] = {}
    for name in named:
        for entry in _expand(name):
            found.setdefault(os.path.realpath(entry.path), entry)
    return sorted(found.values(), key=lambda entry: (entry.uri, os.fsencode(entry.path)))


def _expand(name: str) -> Iterator[Input]:
    try:
        status = os.stat(name)  # noqa: PTH116 - a name too long or not permitted must raise here
    except OSError as error:
        yield from _expand_glob(name, error)
        return
    path = Path(name)
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, "", os.path.realpath(path))
    else:
        yield _input(path, _address(path.name), status)


def _expand_glob(name: str, error: OSError) -> Iterator[Input]:
    matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207 - relative as given
    if not matches and isinstance(error, FileNotFoundError):
        kind = "no file matches" if glob.has_magic(name) else "there is neither a file nor a folder"
        raise NoSuchInputError(f"{kind} {name!r}")
    if not matches:
        raise NoSuchInputError(f"{name!r}: {error.strerror or error}")
    for match in matches:
        if os.path.exists(match):  # noqa: PTH110 - one may vanish, or be a broken link
            yield from _expand(match)
        else:
            yield _unreadable(Path(match), _address(Path(match).name), "the link is broken or the file has gone")


def _walk(folder: Path, below: str, root: str) -> Iterator[Input]:
    """The files under `folder`, whose address begins with `below`; `root` is where the walk began."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        address = below or f"{_address(folder.name)}/"
        yield _unreadable(folder, address, f"the folder cannot be listed: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path, uri = folder / entry.name, below + _address(entry.name)
        try:
            status = entry.stat()
        except OSError as error:
            reason = "the link leads nowhere" if entry.is_symlink() else error.strerror or str(error)
            yield _unreadable(path, uri, reason)
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield _input(path, uri, status)
        elif not entry.is_symlink():
            yield from _walk(path, f"{uri}/", root)
        elif not _is_below(os.path.realpath(path), root):
            message = "a link to a folder elsewhere is not followed; name that folder as an input"
            yield Input(path, uri, error=ReadError("not_a_file", message))


def _is_below(path: str, root: str) -> bool:
    """Whether a folder is read anyway, being part of what is walked (or the walk being part of it)."""
    return os.path.commonpath([path, root]) == root


def _input(path: Path, uri: str, status: os.stat_result) -> Input:
    if stat.S_ISREG(status.st_mode):
        return Input(path, uri, status.st_size)
    return Input(path, uri, error=ReadError("not_a_file", "a pipe, device or socket is not opened"))


def _unreadable(path: Path, uri: str, reason: str) -> Input:
    return Input(path, uri, error=ReadError("unreadable", reason))


def _address(name: str) -> str:
    """A name as text; bytes that are no UTF-8 are written out (`\\xff`)."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
