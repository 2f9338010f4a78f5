"""Links in the dataset on disk: the same bytes however the inputs come, and every change found again."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iku.dataset.writer import write_dataset
from iku.pipeline import SourceResult, read_source

HEAD = "INDIKATOR KINERJA UTAMA\n{year}\nInstansi : {body}\nVisi : {visi}\n\n"
TABLE = "NO\tSASARAN STRATEGIS\tINDIKATOR KINERJA UTAMA\tFORMULASI PERHITUNGAN\tSUMBER DATA\tPENANGGUNG JAWAB\n"
FOOT = "\nSukamaju, {date}\nKepala {body}\n\n\n\nFulan\n\nPembina\n\nNIP. 19700101 199503 1 001\n"
ROWS = (
    "1\tTerpeliharanya jalan\tPersentase jalan mantap\t"
    "Panjang jalan mantap / Panjang seluruh jalan x 100%\tLaporan jalan\tBidang Satu\n",
    "2\tTersedianya air\tJumlah embung\tJumlah embung yang dibangun\tLaporan embung\tBidang Dua\n",
    "3\tPuasnya masyarakat\tIndeks kepuasan masyarakat\tHasil survei kepuasan\tLaporan survei\tSekretariat\n",
)


def text(body: str, year: int, rows: tuple[str, ...], visi: str = "Maju bersama") -> bytes:
    head = HEAD.format(year=f"TAHUN {year}\n", body=body, visi=visi)
    return (head + TABLE + "".join(rows) + FOOT.format(date=f"4 Januari {year}", body=body)).encode()


def sources() -> list[tuple[SourceResult, list[str]]]:
    changed = (
        ROWS[1],
        ROWS[0].replace("Laporan jalan", "Survei jalan"),
        ROWS[2].replace("masyarakat\tHasil", "pelanggan\tHasil"),
    )
    files = {
        "satu-2021.txt": text("Dinas Contoh Kota Sukamaju", 2021, ROWS),
        "satu-2022.txt": text("DINAS CONTOH KOTA SUKAMAJU", 2022, changed),
        "satu-2023.txt": text("Dinas Contoh Kota Sukamaju", 2023, changed[:2], "Maju mandiri"),
        "salinan.txt": text("Dinas Contoh Kota Sukamaju", 2021, ROWS) + b"\n\n",
        "kabupaten.txt": text("Dinas Contoh Kabupaten Sukamaju", 2021, ROWS),
        "kosong.txt": b"tidak ada apa-apa\n",
    }
    return [(read_source(data), [name]) for name, data in files.items()]


@pytest.fixture(scope="module")
def results() -> list[tuple[SourceResult, list[str]]]:
    return sources()


def contents(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def whole(results: list[tuple[SourceResult, list[str]]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("whole")
    write_dataset(directory, results)
    return directory


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), runs=st.integers(1, 6))
def test_any_permutation_and_split_gives_the_same_bytes(
    results: list[tuple[SourceResult, list[str]]], whole: Path, chance: random.Random, runs: int
) -> None:
    shuffled = list(results)
    chance.shuffle(shuffled)
    cuts = sorted(chance.choices(range(len(shuffled) + 1), k=runs - 1))
    with TemporaryDirectory() as name:
        directory = Path(name)
        for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
            write_dataset(directory, shuffled[start:end])
        assert contents(directory) == contents(whole)


def test_the_tables_tell_the_history(whole: Path) -> None:
    documents = pq.read_table(whole / "tables" / "documents.parquet").to_pylist()
    family = sorted(
        (d for d in documents if d["revisi_ke"] is not None and "kota" in d["instansi_key"]),
        key=lambda d: d["revisi_ke"],
    )
    assert [d["tahun"] for d in family] == [2021, 2022, 2023]
    assert [d["is_current"] for d in family] == [False, False, True]
    assert [d["supersedes"] for d in family] == [None, family[0]["document_id"], family[1]["document_id"]]
    assert sum(d["duplicate_of"] == family[0]["document_id"] for d in documents) == 1
    changes = pq.read_table(whole / "tables" / "changes.parquet").to_pylist()
    assert sorted(c["change"] for c in changes) == ["header", "removed", "reworded", "source"]
    indicators = {
        i["indicator_id"]: i["indicator_key"]
        for i in pq.read_table(whole / "tables" / "indicators.parquet").to_pylist()
    }
    current = pq.read_table(whole / "tables" / "iku_current.parquet").to_pylist()
    assert {indicators[row["indicator_id"]] for row in current} == {row["indicator_key"] for row in current}
    view = orjson.loads((whole / "instansi" / "dinas-contoh--kota-sukamaju.json").read_bytes())
    assert [d["revisi_ke"] for d in view["families"][0]["documents"]] == [0, 1, 2]
    assert len(view["copies"]) == 1


def test_a_body_that_is_gone_leaves_no_view(results: list[tuple[SourceResult, list[str]]], tmp_path: Path) -> None:
    write_dataset(tmp_path, results)
    write_dataset(tmp_path, results[:1], prune=True)
    assert [path.name for path in (tmp_path / "instansi").iterdir()] == ["dinas-contoh--kota-sukamaju.json"]
