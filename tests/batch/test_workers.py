"""Files that crash, hang or eat memory, in real worker processes: they cost themselves alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import hostile_reader
import pyarrow.parquet as pq
import pytest
from conftest import paper

from iku.batch.limits import Limits
from iku.inputs import find_inputs
from iku.run import RunReport, run_extract

TIGHT = Limits(page_seconds=2.5, file_seconds=30, memory=400 << 20)


def extract(folder: Path, out: Path, *, limits: Limits = TIGHT, jobs: int = 2, **options: Any) -> RunReport:
    return run_extract(find_inputs([str(folder)]), out, jobs=jobs, limits=limits, read=hostile_reader.read, **options)


def sources(out: Path) -> dict[str, dict[str, Any]]:
    """The rows of `sources` by address."""
    rows = pq.read_table(out / "tables" / "sources.parquet").to_pylist()
    return {uri: row for row in rows for uri in row["uris"]}


def failures(out: Path) -> dict[str, Mapping[str, Any]]:
    (log,) = (out / "runs").glob("*.json")
    return {failure["uri"]: failure for failure in json.loads(log.read_text())["failures"]}


HOSTILE = {
    "hang": "time_limit",
    "hang_in_c": "time_limit",
    "abort": "crashed",
    "segfault": "crashed",
    "exit": "crashed",
    "raise": "crashed",
    "recurse": "crashed",
    "allocate": "memory_limit",
    "huge": "memory_limit",
}


def test_every_kind_of_bad_file_costs_itself_alone(papers: Callable[[int], Path], tmp_path: Path) -> None:
    folder, out = papers(40), tmp_path / "out"
    for deed in HOSTILE:
        (folder / f"buruk_{deed}.txt").write_text(f"{deed} \n{paper()}", encoding="utf-8")
    report = extract(folder, out)
    found = sources(out)
    assert {uri: row["reason_code"] for uri, row in found.items() if uri.startswith("buruk")} == {
        f"buruk_{deed}.txt": code for deed, code in HOSTILE.items()
    }
    assert {row["outcome"] for uri, row in found.items() if uri.startswith("baik")} == {"ok"}
    assert report.outcomes == {"ok": 40, "quarantined": len(HOSTILE)}
    assert report.inputs == len(found) == 49
    # the address, the content's sum and size are known of every one of them
    assert all(row["bytes"] == (folder / uri).stat().st_size for uri, row in found.items())


@pytest.mark.parametrize("files_per_worker", [1, 2])
def test_a_worker_that_leaves_after_a_slow_file_takes_no_other_with_it(
    files_per_worker: int, folder: Path, tmp_path: Path
) -> None:
    for n in range(6):
        (folder / f"lambat_{n}.txt").write_text(f"slow \n{paper(n)}", encoding="utf-8")
    report = extract(folder, tmp_path / "out", limits=replace(TIGHT, files_per_worker=files_per_worker), jobs=1)
    assert (report.inputs, report.unread, report.documents) == (6, 0, 6)
    assert len(sources(tmp_path / "out")) == 6


@pytest.mark.parametrize("deed", ["raise", "segfault", "hang"])
def test_where_it_happened_stands_in_the_log_and_never_in_the_dataset(
    deed: str, papers: Callable[[int], Path], tmp_path: Path
) -> None:
    folder, out = papers(2), tmp_path / "out"
    (folder / "buruk.txt").write_text(f"{deed} \n", encoding="utf-8")
    extract(folder, out, limits=Limits(page_seconds=1.5))
    trace = "\n".join(failures(out)["buruk.txt"]["trace"])
    assert "hostile_reader.py" in trace
    reason = sources(out)["buruk.txt"]["reason"]
    assert "hostile_reader" not in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("fates", "left_out"),
    [("ok ok hang ok", {3}), ("segfault ok ok", {1}), ("ok abort ok raise_not segfault ok", {2, 5})],
    ids=["hang", "first", "two"],
)
def test_a_bad_page_of_a_pdf_is_left_out_and_the_others_are_read(
    fates: str, left_out: set[int], folder: Path, tmp_path: Path
) -> None:
    (folder / "berkas.pdf").write_bytes(f"%PDF-pages {fates}".encode())
    extract(folder, tmp_path / "out", limits=Limits(page_seconds=1.5))
    row = sources(tmp_path / "out")["berkas.pdf"]
    assert row["outcome"] == "partial"
    assert row["pages"] == len(fates.split())
    assert {int(part.split(":")[0]) for part in row["reason"].split("; ")} == left_out


def test_a_pdf_with_page_after_page_bad_is_given_up(folder: Path, tmp_path: Path) -> None:
    (folder / "berkas.pdf").write_bytes(b"%PDF-pages " + b"abort " * 50)
    (folder / "lain.pdf").write_bytes(b"%PDF-pages ok " + b"abort " * 50)
    report = extract(folder, tmp_path / "out")
    found = sources(tmp_path / "out")
    assert [found[uri]["reason_code"] for uri in ("berkas.pdf", "lain.pdf")] == ["crashed", "crashed"]
    assert found["berkas.pdf"]["reason"].startswith("page 2: ")
    assert len(report.failures) <= 2 + Limits().bad_pages + 1


def test_copies_of_a_bad_file_are_not_tried_again(papers: Callable[[int], Path], tmp_path: Path) -> None:
    folder, out = papers(1), tmp_path / "out"
    for n in range(6):
        (folder / f"buruk_{n}.txt").write_text("abort \n", encoding="utf-8")
    report = extract(folder, out, jobs=1)
    assert len(report.failures) == 1
    row = sources(out)["buruk_3.txt"]
    assert row["uris"] == [f"buruk_{n}.txt" for n in range(6)]


def test_what_a_reader_started_ends_with_it(folder: Path, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    (folder / "buruk.txt").write_text(f"hang_with_child {mark} \n", encoding="utf-8")
    extract(folder, tmp_path / "out", limits=Limits(page_seconds=2))
    child = Path("/proc") / mark.read_text()
    assert not child.exists() or "Z" in (child / "stat").read_text().split(")")[1].split()[:1]


def test_workers_are_recycled_and_nothing_changes(papers: Callable[[int], Path], tmp_path: Path) -> None:
    folder = tmp_path / "pid"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n}.txt").write_text(f"pid {n} ", encoding="utf-8")
    extract(folder, tmp_path / "many", jobs=1, limits=Limits(files_per_worker=1))
    extract(folder, tmp_path / "one", jobs=1)
    assert len({row["reason"] for row in sources(tmp_path / "many").values()}) > 1
    assert len({row["reason"] for row in sources(tmp_path / "one").values()}) == 1


def test_readers_do_not_write_into_the_run_s_output(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "ramai.txt").write_text(f"write \n{paper()}", encoding="utf-8")
    extract(folder, tmp_path / "out")
    assert capfd.readouterr() == ("", "")


def test_no_process_is_left_behind(papers: Callable[[int], Path], tmp_path: Path) -> None:
    from multiprocessing import active_children

    folder = papers(4)
    (folder / "buruk.txt").write_text("abort \n", encoding="utf-8")
    extract(folder, tmp_path / "out", dry_run=True)
    assert active_children() == []
    assert not (tmp_path / "out").exists()


def test_limits_are_the_worker_s_and_not_ours(papers: Callable[[int], Path], tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    extract(papers(1), tmp_path / "out")
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert os.getpgid(0) == os.getpgrp()
