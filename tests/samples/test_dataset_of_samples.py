"""The whole folder through `iku extract`: the dataset's bytes, its descriptor and its documents."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from iku.cli.app import app
from iku.inputs import Input, find_inputs
from iku.run import run_extract
from tests.samples.goldens import SAMPLES, golden, samples

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "document.schema.json"


def _files(folder: Path) -> dict[str, bytes]:
    """What stands in a dataset, the account of the runs aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != "runs"
    }


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Path:
    """What the command leaves of the whole folder, its README, scripts and goldens among the inputs."""
    out = tmp_path_factory.mktemp("dataset")
    outcome = CliRunner().invoke(app, ["extract", str(SAMPLES), "--out", str(out)])
    assert outcome.exit_code == 0, outcome.output
    return out


def test_another_order_of_inputs_leaves_the_same_bytes(dataset, tmp_path):
    inputs = find_inputs([str(SAMPLES)])
    random.Random(3).shuffle(inputs)
    run_extract(inputs, tmp_path)
    assert _files(tmp_path) == _files(dataset)


def test_reading_some_of_them_again_changes_nothing(dataset):
    before = _files(dataset)
    run_extract([Input(SAMPLES / sample, sample) for sample in samples() if sample.startswith("text/")], dataset)
    assert _files(dataset) == before


def test_every_sample_was_read_and_nothing_else_gave_documents(dataset):
    sources = pq.read_table(dataset / "tables" / "sources.parquet").to_pylist()
    assert sorted(row["uri"] for row in sources if row["documents"]) == samples()
    assert all(row["outcome"] == "ok" for row in sources if row["documents"])


def test_every_document_is_valid_against_the_schema(dataset):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    paths = sorted((dataset / "documents").glob("*.json"))
    assert len(paths) == sum(len(golden(sample)) for sample in samples())
    for path in paths:
        errors = [error.message for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))]
        assert not errors, path.name


def test_the_descriptor_states_the_sums_of_the_tables(dataset):
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (dataset / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
    assert {resource["path"] for resource in package["resources"]} == {
        path.relative_to(dataset).as_posix() for path in (dataset / "tables").iterdir()
    }
