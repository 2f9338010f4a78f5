"""Real and generated papers against their truth, by the scorer that stands beside them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from iku.dataset.writer import write_dataset
from iku.pipeline import read_source

COLUMNS = ("no", "tujuan", "sasaran", "indikator", "formula_raw", "keterangan", "sumber_data", "satuan", "targets")


@pytest.fixture(scope="session")
def scorer(shared):
    """The modules `score` and `dataset` of the folder `shared/score`."""
    sys.path.insert(0, str(shared / "score"))
    try:
        return importlib.import_module("score"), importlib.import_module("dataset")
    finally:
        sys.path.pop(0)


def counts(scorer, truth: Path, files: list[Path], root: Path, kind: str, target: Path):
    """The scorer's counts of one kind of files."""
    score, dataset = scorer
    write_dataset(target, [(read_source(f.read_bytes()), [f.relative_to(root).as_posix()]) for f in files])
    truths = [t for t in score.load_truth(truth) if t["source_kind"] == kind and "hostile" not in t["file"]]
    groups, _ = score.run(truths, dataset.matched(truths, dataset.predictions(target), ""), quiet=True)
    return groups["ALL"].c


def share(found, part: str, whole: str) -> float:
    return found[part] / found[whole] if found[whole] else 1.0


def test_seeds(scorer, shared, tmp_path):
    root = shared / "seeds"
    found = counts(scorer, root / "truth", sorted(root.glob("*.txt")), root, "text", tmp_path)
    assert (found["doc_m"], found["doc_p"], found["row_m"], found["row_p"]) == (6, 6, 25, 25)
    assert (found["f_ok"], found["fn_ok"], found["sig_x"]) == (18, 3, 4)
    for column in (*COLUMNS, "penanggung_jawab"):
        assert share(found, f"c_x:{column}", f"c_a:{column}") == 1, column


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_generated_corpus(scorer, shared, tmp_path, kind):
    root = shared / "corpus" / "dev" / "files"
    suffix = {"text": ".txt", "markdown": ".md", "html": ".html"}[kind]
    files = sorted(p for p in root.rglob(f"*{suffix}") if p.parent.name in {kind, "family"})
    found = counts(scorer, shared / "corpus" / "dev" / "truth", files, root, kind, tmp_path)
    score = scorer[0]
    fields = [*score.HDR_S, *score.HDR_L]
    assert share(found, "row_m", "row_t") >= 0.995
    assert share(found, "row_m", "row_p") >= 0.995
    assert sum(found[f"h_x:{f}"] for f in fields) >= 0.98 * sum(found[f"h_n:{f}"] for f in fields)
    assert share(found, "f_ok", "f_n") >= 0.99
    assert found["fn_ok"] == found["fn_n"]
    assert share(found, "sig_x", "sig_n") >= 0.97
    assert found["sig_fp"] == 0
    for column in (*COLUMNS, "penanggung_jawab"):
        assert share(found, f"c_x:{column}", f"c_a:{column}") >= 0.98, column
