"""Files written in one step, and JSON in one form."""

from __future__ import annotations

import os
from hashlib import blake2s
from pathlib import Path

import orjson

_LONGEST_STEM = 180
"""Bytes of a file name without its ending; file systems take 255."""


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old or the new file, never a part. Equal files stay."""
    if _holds(path, data):
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
    temporary.replace(path)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def file_stem(key: str) -> str:
    """A key as the stem of a file name: itself, or cut and with its sum where file systems would not take it.

    >>> file_stem("dinas-contoh--kota-sukamaju")
    'dinas-contoh--kota-sukamaju'
    """
    if len(key.encode()) <= _LONGEST_STEM:
        return key
    start = key.encode()[: _LONGEST_STEM - 20].decode(errors="ignore")
    return f"{start}-{blake2s(key.encode(), digest_size=8).hexdigest()}"


def to_json(value: object) -> bytes:
    """JSON as the dataset writes it: keys sorted, 2 spaces, UTF-8, one final newline."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
