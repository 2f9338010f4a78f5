"""How far the confidence of values can be trusted: values of final documents against truth, by confidence.

    python benchmarks/confidence.py TRUTH DATASET [--score FOLDER] [--wrong]

DATASET is what `iku extract` wrote, TRUTH the folder of its truth, FOLDER that of the scorer of datasets, by whose
rules a value counts as right. Only values read by OCR count. `--wrong` lists the wrong values of high confidence.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0001)
SURE = 0.95
_SINGLE = {"judul": "title", "instansi": "instansi", "visi": "visi"}
_LISTS = {"misi", "tujuan", "tugas", "fungsi"}
_CELLS = {"no", "tujuan", "sasaran", "indikator", "formula_text", "keterangan", "satuan"}
_JOINED = {"sumber_data", "penanggung_jawab"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a document, how sure it was and whether it was right."""

    source: str
    pointer: str
    confidence: float
    right: bool
    found: Any


def values(truth: Path, dataset: Path, scorer: Path) -> Iterator[Value]:
    """The values of a dataset of which the truth says something."""
    sys.path.insert(0, str(scorer))
    score, reader = importlib.import_module("score"), importlib.import_module("dataset")
    truths = score.load_truth(truth)
    predicted = reader.predictions(dataset)
    uris = {row["source_id"]: row["uri"] for row in pq.read_table(dataset / "tables" / "sources.parquet").to_pylist()}
    stored: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((dataset / "documents").glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        stored.setdefault(uris[document["source_id"]], []).append(document)
    by_name = reader.matched(truths, predicted, "")
    for wanted in truths:
        found = by_name.get(wanted["file"])
        if found is None:
            continue
        documents = sorted(stored.get(found["uris"][0], []), key=lambda d: d["segment"])
        pairs, _, _ = score.align(wanted["documents"], found["documents"], score.doc_similarity, 0.3)
        for a, b in pairs:
            yield from _of_document(score, wanted["documents"][a], found["documents"][b], documents[b], wanted["file"])


def _of_document(score: Any, truth: Any, found: Any, stored: Any, source: str) -> Iterator[Value]:
    pairs, _, _ = score.align(truth.get("indicators", []), found["indicators"], score.ind_similarity, 0.45)
    rows = {b: truth["indicators"][a] for a, b in pairs}
    for evidence in stored["evidence"]:
        if evidence["method"] != "ocr":
            continue
        value = _at(stored, evidence["pointer"])
        right = _is_right(score, evidence["pointer"].strip("/").split("/"), value, truth, rows, stored)
        if right is not None:
            yield Value(source, evidence["pointer"], evidence["confidence"], bool(right), value)


def _at(document: Any, pointer: str) -> Any:
    for part in pointer.strip("/").split("/"):
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def _is_right(score: Any, path: list[str], value: Any, truth: Any, rows: dict[int, Any], stored: Any) -> bool | None:
    """Whether a value is what the truth says; None where the truth says nothing of it."""
    match path:
        case [name] if name in _SINGLE:
            return bool(score.mild(value) == score.mild(truth.get(_SINGLE[name])))
        case ["statements", n, "text"]:
            field = stored["statements"][int(n)]["field"]
            wanted = truth.get(field) if field in _LISTS else [truth.get("visi")]
            return score.mild(value) in [score.mild(text) for text in score.aslist(wanted)]
        case ["signatures", "0", part]:
            wanted = (truth.get("signature") or {}).get(part)
            return None if wanted is None else _same_part(score, part, value, wanted)
        case ["indicators", n, *rest]:
            return _is_right_cell(score, rest, value, rows.get(int(n)), stored["indicators"][int(n)])
    return None


def _same_part(score: Any, part: str, value: Any, wanted: str) -> bool:
    if part == "nip":
        return [c for c in value or "" if c.isdigit()] == [c for c in wanted if c.isdigit()]
    return bool(score.mild(value).casefold() == score.mild(wanted).casefold())


def _is_right_cell(score: Any, path: list[str], value: Any, truth: Any, row: Any) -> bool | None:
    """A cell of an indicator; of a row that the truth does not have every one is wrong."""
    if truth is None:
        return False
    match path:
        case ["formula_text"]:
            wanted = truth.get("formula_raw") or ""
            return score.fnorm(value) in {score.fnorm(t) for t in (wanted, f"{wanted} {truth.get('keterangan') or ''}")}
        case [name] if name in _CELLS:
            return bool(score.mild(value) == score.mild(truth.get(name)))
        case [name] if name in _JOINED:
            joined = [score.loose(" ".join(score.aslist(items))) for items in (value, truth.get(name))]
            return bool(joined[0] == joined[1])
        case ["target", n, "raw"]:
            wanted = (truth.get("targets") or {}).get(str(row["target"][int(n)]["tahun"]))
            return None if wanted is None else bool(score.mild(value) == score.mild(wanted["raw"]))
    return None


def report(found: Sequence[Value]) -> str:
    """The table of reliability, and the two figures that are asked for."""
    confidence, right = np.array([v.confidence for v in found]), np.array([v.right for v in found])
    lines = ["| confidence | values | mean confidence | right |", "|---|---|---|---|"]
    for low, high in reversed(list(pairwise(BANDS))):
        held = (confidence >= low) & (confidence < high)
        if held.any():
            figures = f"{held.sum()} | {confidence[held].mean():.3f} | {right[held].mean():.3f}"
            lines.append(f"| {low:g} to {min(high, 1):g} | {figures} |")
    sure = confidence >= SURE
    gap = abs(np.mean(confidence) - np.mean(right))
    lines.append(
        f"{len(found)} values, {right.mean():.1%} right; at {SURE} and over {right[sure].mean():.2%} of {sure.sum()}"
        f" are right, {(right & sure).sum() / right.sum():.1%} of the right ones reach it; mean off by {gap:.3f}"
    )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--score", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "score")
    parser.add_argument("--wrong", action="store_true")
    chosen = parser.parse_args()
    if not (chosen.score / "score.py").is_file():
        print(f"skipped: no scorer in {chosen.score}")
        return
    found = list(values(chosen.truth, chosen.dataset, chosen.score))
    print(report(found))
    for value in found if chosen.wrong else ():
        if not value.right and value.confidence >= SURE:
            print(value.source, value.pointer, value.confidence, repr(value.found))


if __name__ == "__main__":
    main()
