"""A whole run: the same bytes however it was read, addresses that add up, and a run that is interrupted."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import hostile_reader
import pyarrow.parquet as pq
import pytest
from conftest import paper

from iku.batch.interrupt import Interrupt
from iku.batch.limits import Limits
from iku.batch.messages import Known, Read, Task
from iku.inputs import find_inputs
from iku.run import Advance, run_extract


def files_of(out: Path) -> dict[str, str]:
    """The sum of every file of a dataset, what belongs to the run left out."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.parent.name != "runs"
    }


def sources(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out / "tables" / "sources.parquet").to_pylist()
    return rows


def test_the_same_bytes_by_however_many_workers_in_whatever_order(
    papers: Callable[[int], Path], tmp_path: Path
) -> None:
    folder = papers(25)
    (folder / "kosong.txt").touch()
    with zipfile.ZipFile(folder / "arsip.zip", "w") as archive:
        for n in range(20, 30):
            archive.writestr(f"dalam/{n}.txt", paper(n))
    datasets = []
    for jobs, files_per_worker in ((1, 1000), (2, 1000), (3, 2)):
        inputs = find_inputs([str(folder)])
        random.Random(jobs).shuffle(inputs)
        out = tmp_path / f"out{jobs}"
        run_extract(inputs, out, jobs=jobs, limits=Limits(files_per_worker=files_per_worker))
        datasets.append(files_of(out))
    assert datasets[0] == datasets[1] == datasets[2]
    assert len(datasets[0]) > 30


def test_a_content_is_one_source_with_all_its_addresses(papers: Callable[[int], Path], tmp_path: Path) -> None:
    folder = papers(3)
    for n in range(40):
        (folder / f"salinan_{n:02}.txt").write_text(paper(0), encoding="utf-8")
    report = run_extract(find_inputs([str(folder)]), tmp_path / "out", jobs=2)
    rows = sources(tmp_path / "out")
    assert len(rows) == 3
    assert sum(len(row["uris"]) for row in rows) == report.inputs == 43
    assert report.documents == 3


def test_a_file_that_can_be_read_again_leaves_no_trace_of_the_time_it_could_not(
    papers: Callable[[int], Path], tmp_path: Path
) -> None:
    folder, out = papers(1), tmp_path / "out"
    (folder / "b.txt").symlink_to(tmp_path / "nanti.txt")
    first = run_extract(find_inputs([str(folder)]), out, jobs=1)
    assert [row["reason_code"] for row in sources(out) if row["uri"] == "b.txt"] == ["unreadable"]
    (tmp_path / "nanti.txt").write_text(paper(7), encoding="utf-8")
    second = run_extract(find_inputs([str(folder)]), out, jobs=1)
    assert (first.quarantined, second.quarantined) == (1, 0)
    assert [row["outcome"] for row in sources(out) if row["uri"] == "b.txt"] == ["ok"]


def test_a_file_that_goes_away_before_it_is_read(papers: Callable[[int], Path], tmp_path: Path) -> None:
    folder = papers(3)
    inputs = find_inputs([str(folder)])
    (folder / "baik_01.txt").unlink()
    report = run_extract(inputs, tmp_path / "out", jobs=1)
    assert report.outcomes == {"ok": 2, "quarantined": 1}
    (row,) = (row for row in sources(tmp_path / "out") if row["uri"] == "baik_01.txt")
    assert row["reason_code"] == "unreadable"


def test_progress_counts_members_of_archives_and_ends_at_the_total(
    papers: Callable[[int], Path], tmp_path: Path
) -> None:
    folder = papers(2)
    with zipfile.ZipFile(folder / "arsip.zip", "w") as archive:
        for n in range(5):
            archive.writestr(f"{n}.txt", paper(n + 10))
    seen: list[Advance] = []
    run_extract(find_inputs([str(folder)]), tmp_path / "out", jobs=1, progress=seen.append, dry_run=True)
    assert (seen[-1].done, seen[-1].total) == (7, 7)
    assert [advance.done for advance in seen] == sorted(advance.done for advance in seen)


def test_workers_that_cannot_live_end_the_run_with_what_they_said(
    papers: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iku.batch import process
    from iku.batch.pool import WorkersError

    monkeypatch.setattr(process, "work", hostile_reader.stillborn)
    with pytest.raises(WorkersError, match="worker processes end before they read anything"):
        run_extract(find_inputs([str(papers(2))]), tmp_path / "out", jobs=1)


def test_a_file_without_an_answer_is_never_passed_over(
    papers: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from iku.batch.pool import Pool
    from iku.cli.app import app

    read = Pool.read

    def forgetful(self: Pool, tasks: Iterable[Task]) -> Iterator[tuple[Task, Read | Known] | None]:
        return (answer for answer in read(self, tasks) if answer is None or answer[0].number != 1)

    monkeypatch.setattr(Pool, "read", forgetful)
    told = CliRunner().invoke(app, ["extract", str(papers(3)), "--out", str(tmp_path / "out"), "--prune"])
    assert told.exit_code == 1
    assert "1 files were given to workers and never answered" in told.stderr
    assert len(sources(tmp_path / "out")) == 2


INTERRUPTED = """
import sys
sys.path.insert(0, {tests!r})
import hostile_reader, iku.run
run_extract = iku.run.run_extract
iku.run.run_extract = lambda *given, **named: run_extract(*given, **(named | dict(read=hostile_reader.read)))
from iku.cli import main
if __name__ == "__main__":
    main()
"""


def test_an_interrupted_run_leaves_what_was_finished_whole(papers: Callable[[int], Path], tmp_path: Path) -> None:
    folder, out, mark = papers(6), tmp_path / "out", tmp_path / "mark"
    earlier = tmp_path / "dahulu.txt"
    earlier.write_text(paper(99), encoding="utf-8")
    run_extract(find_inputs([str(earlier)]), out, jobs=1)
    (folder / "z.txt").write_text(f"mark {mark} \n", encoding="utf-8")
    (folder / "zz.txt").write_text(f"{paper(50)}", encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(INTERRUPTED.format(tests=str(Path(__file__).parent))))
    command = [sys.executable, str(program), "extract", str(folder), "--out", str(out), "--jobs", "1", "--prune"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not mark.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "interrupted" in errors
    package = json.loads((out / "datapackage.json").read_text())
    sums = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in package["resources"]}
    assert all(hashlib.sha256((out / path).read_bytes()).hexdigest() == sums[path] for path in sums)
    addresses = {row["uri"] for row in sources(out)}
    # --prune must not drop what the run did not come to
    assert "dahulu.txt" in addresses
    assert "baik_00.txt" in addresses
    assert not addresses & {"z.txt", "zz.txt"}
    assert "Traceback" not in errors


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_a_request_and_the_second_an_order(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with Interrupt() as interrupt:
        assert not interrupt.is_set()
        signal.raise_signal(number)
        assert interrupt.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before
