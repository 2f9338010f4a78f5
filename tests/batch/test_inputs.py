"""What the user named: everything is an input or has a reason, and nothing special is ever opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from iku.inputs import Input, NoSuchInputError, find_inputs
from iku.run import run_extract


def reasons(found: list[Input]) -> dict[str, str | None]:
    return {entry.uri: entry.error.reason_code if entry.error else None for entry in found}


def test_special_files_are_named_and_never_opened(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipa.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "soket"))
    (folder / "putus.txt").symlink_to(tmp_path / "tidak_ada")
    (folder / "lingkar.txt").symlink_to(folder / "lingkar.txt")
    (folder / "biasa.txt").write_text("x")
    (folder / "tautan.txt").symlink_to(tmp_path / "jauh.txt")
    (tmp_path / "jauh.txt").write_text("y")
    (folder / "perangkat").symlink_to("/dev/zero")
    found = find_inputs([str(folder)])
    assert reasons(found) == {
        "pipa.txt": "not_a_file",
        "soket": "not_a_file",
        "perangkat": "not_a_file",
        "putus.txt": "unreadable",
        "lingkar.txt": "unreadable",
        "biasa.txt": None,
        "tautan.txt": None,
    }
    report = run_extract(found, tmp_path / "out", jobs=1, dry_run=True)
    assert report.inputs == 7
    assert report.quarantined == 5


def test_a_pipe_that_takes_a_file_s_place_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("x")
    found = find_inputs([str(folder)])
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    report = run_extract(found, tmp_path / "out", jobs=1, dry_run=True)
    assert [summary.reason_code for _, summary in report.troubled] == ["not_a_file"]


@pytest.mark.parametrize(
    "name", [b"baris\nbaru.txt", b"bukan\xff\xfeutf8.txt", b"\x1b[31mmerah.txt", b"n" * 250 + b".txt"]
)
def test_names_of_any_kind_stand_in_the_dataset(
    name: bytes, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from typer.testing import CliRunner

    from iku.cli.app import app

    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"")
    result = CliRunner().invoke(app, ["extract", str(folder), "--out", str(tmp_path / "out"), "--jobs", "1"])
    assert result.exit_code == 1, result.output
    import pyarrow.parquet as pq

    (row,) = pq.read_table(tmp_path / "out" / "tables" / "sources.parquet").to_pylist()
    assert row["uri"] == name.decode("utf-8", "backslashreplace")
    assert row["reason_code"] == "empty_file"
    assert "\x1b" not in result.output + capfd.readouterr().err


def test_links_to_folders(folder: Path, tmp_path: Path) -> None:
    (folder / "dalam").mkdir()
    (folder / "dalam" / "a.txt").write_text("x")
    (folder / "ulang").symlink_to(folder / "dalam")
    (folder / "dalam" / "naik").symlink_to(folder)
    (tmp_path / "luar").mkdir()
    (folder / "luar").symlink_to(tmp_path / "luar")
    assert reasons(find_inputs([str(folder)])) == {"dalam/a.txt": None, "luar": "not_a_file"}


def test_hidden_files_are_left_out_and_each_path_counts_once(folder: Path) -> None:
    (folder / "a.txt").write_text("x")
    (folder / ".b.txt").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "c.txt").write_text("x")
    named = [str(folder), str(folder / "a.txt"), str(folder / "*.txt")]
    assert [entry.uri for entry in find_inputs(named)] == ["a.txt"]


def test_what_may_not_be_read_is_said(folder: Path, tmp_path: Path) -> None:
    (folder / "tertutup").mkdir(mode=0)
    (folder / "rahasia.txt").write_text("x")
    (folder / "rahasia.txt").chmod(0)
    if os.access(folder / "rahasia.txt", os.R_OK):
        pytest.skip("this user may read everything")
    found = find_inputs([str(folder)])
    assert reasons(found) == {"tertutup/": "unreadable", "rahasia.txt": None}
    report = run_extract(found, tmp_path / "out", jobs=1, dry_run=True)
    assert {summary.reason_code for _, summary in report.troubled} == {"unreadable"}
    (folder / "tertutup").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_an_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "hilang").mkdir()
    (folder / "a.txt").write_text("x")
    scandir = os.scandir

    def vanishing(path: Path) -> object:
        if Path(path).name == "hilang":
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanishing)
    assert reasons(find_inputs([str(folder)])) == {"a.txt": None, "hilang/": "unreadable"}


@pytest.mark.parametrize("name", ["tidak/ada.txt", "tidak/*.txt", "n" * 5000])
def test_a_name_that_stands_for_nothing_is_a_mistake(name: str) -> None:
    with pytest.raises(NoSuchInputError):
        find_inputs([name])
