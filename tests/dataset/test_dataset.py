"""The dataset on disk: tables of the contract, the same bytes for the same inputs, nothing lost between runs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import iku
from iku.dataset.arrow import arrow_schema
from iku.dataset.writer import write_dataset
from iku.pipeline import read_source
from schemas.json_schema import document_schema, schema_text, stored_schema
from schemas.tables import tables
from tests.papers import papers, typed


def contents(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and "runs" not in path.parts
    }


def write(directory: Path, texts: list[str], **options) -> None:
    results = [(read_source(text.encode()), [f"{hashlib.md5(text.encode()).hexdigest()}.txt"]) for text in texts]
    write_dataset(directory, results, **options)


PAPERS = st.lists(papers(), min_size=2, max_size=4, unique_by=lambda paper: paper.instansi + paper.tugas)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=PAPERS, data=st.data())
def test_order_and_split_of_runs_make_no_difference(tmp_path_factory, found, data):
    texts = [typed(paper, "tabs") for paper in found]
    once, twice = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("twice")
    write(once, texts)
    shuffled = data.draw(st.permutations(texts))
    cut = data.draw(st.integers(1, len(texts)))
    write(twice, list(shuffled[:cut]))
    write(twice, list(shuffled[cut:]))
    assert contents(once) == contents(twice)


def test_every_table_of_the_contract_is_there_with_its_types(tmp_path):
    write(tmp_path, ["tidak ada IKU di sini"])
    for name in tables():
        table = pq.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert table.schema.equals(arrow_schema(name)), name


def test_rows_are_sorted_by_their_key_and_keys_are_unique(tmp_path):
    write(tmp_path, [EXAMPLE, EXAMPLE.replace("Dinas", "Badan")])
    for name, spec in tables().items():
        rows = pq.read_table(tmp_path / "tables" / f"{name}.parquet", columns=list(spec.key)).to_pylist()
        keys = [tuple(row[column] for column in spec.key) for row in rows]
        assert keys == sorted(keys), name
        assert len(set(keys)) == len(keys), name


def test_foreign_keys_name_rows_that_exist(tmp_path):
    write(tmp_path, [EXAMPLE])
    dataset = iku.read(tmp_path)
    for name, spec in tables().items():
        for key in spec.foreign_keys:
            wanted = {tuple(row) for row in dataset[key.table][list(key.references)].dropna().to_numpy()}
            used = {tuple(row) for row in dataset[name][list(key.columns)].dropna().to_numpy()}
            assert used <= wanted, (name, key)


def test_the_package_describes_what_is_there(tmp_path):
    write(tmp_path, [EXAMPLE])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [f"tables/{n}.parquet" for n in tables()]
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)


def test_documents_are_canonical_json_and_valid(tmp_path):
    write(tmp_path, [EXAMPLE])
    for path in (tmp_path / "documents").glob("*.json"):
        data = path.read_bytes()
        value = json.loads(data)
        jsonschema.validate(value, document_schema(), cls=jsonschema.Draft202012Validator)
        assert data.decode() == json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_stored_json_schema_is_the_models():
    assert stored_schema() == schema_text()


def test_a_source_that_is_not_given_again_stays_until_pruned(tmp_path):
    other = EXAMPLE.replace("Dinas Contoh", "Badan Lain")
    write(tmp_path, [EXAMPLE])
    write(tmp_path, [other])
    assert set(iku.read(tmp_path).documents["instansi"]) == {"Dinas Contoh Kota Sukamaju", "Badan Lain Kota Sukamaju"}
    write(tmp_path, [other], prune=True)
    dataset = iku.read(tmp_path)
    assert set(dataset.documents["instansi"]) == {"Badan Lain Kota Sukamaju"}
    assert {path.stem for path in (tmp_path / "documents").glob("*.json")} == set(dataset.documents["document_id"])


def test_frames_keep_integers_and_decimals(tmp_path):
    write(tmp_path, [EXAMPLE])
    targets = iku.read(tmp_path).targets
    assert [str(targets[column].dtype) for column in ("tahun", "tahun_ke", "value")] == [
        "int64[pyarrow]",
        "int64[pyarrow]",
        "decimal128(24, 6)[pyarrow]",
    ]
    assert [str(value) for value in targets["value"]] == ["84.600000", "85.000000", "<NA>"]


def test_reading_what_is_no_dataset_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"datapackage\.json is missing"):
        iku.read(tmp_path)


EXAMPLE = """INDIKATOR KINERJA UTAMA (IKU)
TAHUN 2024

Instansi : Dinas Contoh Kota Sukamaju
Tugas : membantu Wali Kota di bidang contoh

NO\tSASARAN\tINDIKATOR KINERJA UTAMA\tRUMUS\tTARGET 2024\tTARGET 2025\tSUMBER DATA\tPENANGGUNG JAWAB
1.\tMeningkatnya mutu layanan\tPersentase layanan tepat waktu\tA / B x 100% Ket : A = Jumlah layanan tepat waktu B = \
Jumlah seluruh layanan\t84,60\t≥ 85\tLaporan A; Laporan B\tBidang Umum, Bidang Layanan
\t\tIndeks Kepuasan Masyarakat\tHasil survei\tB\t\tDokumen SKM\tSekretariat

NB : Target disesuaikan dengan Renstra.

Sukamaju, 4 Mei 2024
KEPALA DINAS CONTOH
KOTA SUKAMAJU


SITI CONTOH, S.Sos
Pembina Tk. I
NIP. 19700101 199503 2 001
"""
