"""The commands as a user calls them, in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import iku
from tests.dataset.test_dataset import EXAMPLE

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, cwd=None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "iku", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120)


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "arsip"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "dinas.txt").write_text(EXAMPLE, encoding="utf-8")
    (folder / "surat.txt").write_text("Surat biasa tanpa indikator.", encoding="utf-8")
    return folder


def test_extract_leaves_a_dataset_and_says_what_it_did(archive, tmp_path):
    done = run("extract", archive, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "2 files: 1 empty, 1 ok; 1 documents, 2 indicators" in done.stdout
    sources = iku.read(tmp_path / "out").sources
    assert sorted(sources["uri"]) == ["2024/dinas.txt", "surat.txt"]
    assert sorted(sources["outcome"]) == ["empty", "ok"]


def test_an_input_that_cannot_be_read_is_named_and_the_rest_is_read(archive, tmp_path):
    (archive / "kosong.txt").touch()
    done = run("extract", archive, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "kosong.txt: the file has no content (0 bytes) (empty_file)" in done.stderr
    assert "1 documents" in done.stdout


def test_the_same_content_under_two_names_is_one_source(archive, tmp_path):
    (archive / "salinan.txt").write_text(EXAMPLE, encoding="utf-8")
    run("extract", archive, "--out", tmp_path / "out")
    sources = iku.read(tmp_path / "out").sources
    assert [list(uris) for uris in sources["uris"] if len(uris) > 1] == [["2024/dinas.txt", "salinan.txt"]]
    assert sum(len(uris) for uris in sources["uris"]) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "tidak-ada.txt"], "there is neither a file nor a folder 'tidak-ada.txt'"),
        (["extract", "*.tidakada"], "no file matches '*.tidakada'"),
        (["schema", "--sql", "oracle"], "no DDL for 'oracle'; there is postgres, duckdb, sqlite"),
    ],
)
def test_wrong_usage_is_told_plainly(arguments, message, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"iku: {message}\n"


def test_a_dry_run_writes_nothing(archive, tmp_path):
    done = run("extract", archive, "--out", tmp_path / "out", "--dry-run")
    assert done.returncode == 0
    assert not (tmp_path / "out").exists()


def test_show_prints_the_document(archive):
    done = run("show", archive / "2024" / "dinas.txt")
    assert done.returncode == 0
    for text in ("Dinas Contoh Kota Sukamaju", "Meningkatnya mutu", "SITI CONTOH, S.Sos"):
        assert text in done.stdout


def test_show_json_is_the_canonical_form(archive):
    done = run("show", "--json", archive / "2024" / "dinas.txt")
    (document,) = json.loads(done.stdout)
    assert document["indicators"][0]["target"][1]["operator"] == "≥"


def test_schema_is_json_schema_and_ddl():
    assert json.loads(run("schema").stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert 'CREATE TABLE "indicators"' in run("schema", "--sql", "duckdb").stdout


def test_a_stray_extract_py_does_not_take_the_packages_place(tmp_path):
    (tmp_path / "extract.py").write_text("raise SystemExit('hijacked')", encoding="utf-8")
    assert run("--version", cwd=tmp_path).stdout.startswith("iku ")
    (tmp_path / "a.txt").write_text(EXAMPLE, encoding="utf-8")
    assert "1 documents" in run("extract", "a.txt", cwd=tmp_path).stdout


def test_help_loads_no_heavy_library():
    code = "import sys; from typer.testing import CliRunner; from iku.cli.app import app; "
    code += "assert CliRunner().invoke(app, ['--help']).exit_code == 0; "
    code += "print(sorted(sys.modules.keys() & {'pandas', 'sympy', 'pdfplumber', 'pyarrow', 'pydantic', 'cv2'}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_library_reads_one_file(archive):
    (document,) = iku.extract(archive / "2024" / "dinas.txt")
    assert document.instansi == "Dinas Contoh Kota Sukamaju"
    assert [indicator.formula.kind for indicator in document.indicators] == ["percentage", None]


def test_show_draws_a_page_with_what_was_found(tmp_path):
    sample = ROOT / "samples" / "pdf" / "dinas_lingkungan_hidup.pdf"
    assert run("show", sample, "--page", "1", "--image", tmp_path / "page.png").returncode == 0
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    done = run("show", ROOT / "docs" / "example.txt", "--image", tmp_path / "text.png")
    assert done.returncode == 1
    assert "pages of text/plain cannot be drawn" in done.stderr


def test_formula_explains_and_its_exit_code_tells():
    done = run("formula", "Jumlah A : Jumlah B x 100%")
    assert done.returncode == 0
    assert "percentage" in done.stdout
    assert run("formula", "Hasil survei kepuasan masyarakat").returncode == 1
