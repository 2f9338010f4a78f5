"""The samples, what they must read as, and where today's reading is known to be wrong.

A golden is the canonical JSON of a sample's documents. Where the software is wrong the golden holds the right value and
`known_failures.json` names the place (JSON pointers into the golden, `evidence` keyed by pointer) and the bug.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from iku.pipeline import SourceResult, read_source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
GOLDEN = SAMPLES / "golden"
KINDS = ("docx", "html", "markdown", "pdf", "scan", "text")
_WRONG = "(known failure)"
_MEASURED = ("confidence", "x0", "top", "x1", "bottom", "steps")
"""What an OCR engine measures: the last digits differ between machines."""


@dataclass(frozen=True)
class KnownFailure:
    """A place where a sample is read wrongly: `pointers` whose values are wrong, `bug` in the user's terms."""

    sample: str
    pointers: tuple[str, ...]
    bug: str


def samples() -> list[str]:
    """The samples, as paths below `samples/`."""
    return sorted(p.relative_to(SAMPLES).as_posix() for kind in KINDS for p in (SAMPLES / kind).iterdir())


def known_failures() -> list[KnownFailure]:
    entries = json.loads(Path(__file__).with_name("known_failures.json").read_text(encoding="utf-8"))
    return [KnownFailure(entry["sample"], tuple(entry["pointers"]), entry["bug"]) for entry in entries]


def golden_path(sample: str) -> Path:
    return GOLDEN / f"{sample}.json"


def golden(sample: str) -> list[Any]:
    """What the sample must read as."""
    return orjson.loads(golden_path(sample).read_bytes())


@cache
def source(sample: str) -> SourceResult:
    """The sample, read once."""
    return read_source((SAMPLES / sample).read_bytes())


def reading(sample: str) -> list[Any]:
    """What the sample reads as."""
    return [document.model_dump(mode="json") for document in source(sample).documents]


def comparable(documents: list[Any]) -> list[Any]:
    """The documents with evidence keyed by pointer, and without what is measured where they were scanned."""
    documents = copy.deepcopy(documents)
    for document in documents:
        if document["method"] == "ocr":
            _drop_measures(document)
        document["evidence"] = {entry["pointer"]: entry for entry in document["evidence"]}
    return documents


def _drop_measures(document: dict[str, Any]) -> None:
    for part in (document, *document["indicators"], *document["evidence"], *document["remainder"]):
        for name in _MEASURED:
            part.pop(name, None)


def without(documents: list[Any], pointers: list[str]) -> list[Any]:
    """The documents with the values at `pointers` blanked."""
    documents = copy.deepcopy(documents)
    for pointer in pointers:
        replace_at(documents, pointer, _WRONG)
    return documents


def at(documents: list[Any], pointer: str) -> Any:
    """The value at a JSON pointer. Raises `LookupError`."""
    value: Any = documents
    for key in _keys(pointer):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def replace_at(documents: list[Any], pointer: str, value: Any) -> None:
    """Put `value` at a JSON pointer; a pointer into what is not there changes nothing."""
    *path, last = _keys(pointer)
    holder: Any = documents
    for key in path:
        try:
            holder = holder[int(key)] if isinstance(holder, list) else holder[key]
        except LookupError:
            return
    if isinstance(holder, dict):
        holder[last] = value
    elif int(last) < len(holder):
        holder[int(last)] = value


def _keys(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
