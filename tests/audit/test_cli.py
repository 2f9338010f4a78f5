"""`iku audit` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from iku.cli.app import app
from iku.dataset.writer import write_dataset
from iku.pipeline import read_source

TEXT = """INDIKATOR KINERJA UTAMA
TAHUN {year}

Instansi : Dinas Contoh Kota Sukamaju
Visi : Maju

NO\tSASARAN\tINDIKATOR KINERJA UTAMA\tFORMULASI PERHITUNGAN\tSUMBER DATA\tPENANGGUNG JAWAB
1\tBaik\tPersentase kasus selesai\tJumlah kasus selesai / Jumlah kasus {same} x 100%\t{source}\tBidang Satu

Sukamaju, 4 Januari {year}
Kepala Dinas Contoh Kota Sukamaju



Fulan

Pembina

NIP. 19700101 199503 1 001
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("dataset")
    texts = {
        "2021.txt": TEXT.format(year=2021, same="selesai", source="Laporan kasus"),
        "2022.txt": TEXT.format(year=2022, same="masuk", source="Register kasus"),
    }
    write_dataset(directory, [(read_source(text.encode()), [name]) for name, text in texts.items()])
    return directory


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


def test_summary(dataset: Path) -> None:
    result = run(dataset)
    assert result.exit_code == 0
    assert "IKU001" in result.output
    assert "Register kasus" in result.output
    assert "2021.txt" in result.output


@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warning", 1), ("info", 1), (None, 0)])
def test_exit_codes_for_pipelines(dataset: Path, severity: str | None, code: int) -> None:
    options = ["--fail-on", severity] if severity else []
    assert run(dataset, *options).exit_code == code


def test_a_rule_switched_off_fails_nothing(dataset: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[rules.IKU001]\nenabled = false\n", encoding="utf-8")
    assert run(dataset, "--fail-on", "error", "--rules", rules).exit_code == 0


def test_all_forms_at_once(dataset: Path, tmp_path: Path) -> None:
    page, book = tmp_path / "audit.html", tmp_path / "audit.xlsx"
    result = run(dataset, "--html", page, "--xlsx", book, "--json", "--lang", "id")
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert found["summary"]["documents"] == 2
    assert [change["change"] for change in found["changes"]] == ["formula", "source"]
    assert any(f["line"] for f in found["findings"] if f["rule"] == "IKU001")
    assert "Lini masa" in page.read_text("utf-8")
    assert book.read_bytes().startswith(b"PK")


def test_the_findings_table_says_the_same(dataset: Path) -> None:
    import iku

    found = {f["finding_id"] for f in json.loads(run(dataset, "--json").output)["findings"]}
    assert set(iku.read(dataset).findings["finding_id"]) == found


def test_only_the_body_that_is_asked_for(dataset: Path) -> None:
    assert json.loads(run(dataset, "--json", "--body", "kota-sukamaju").output)["summary"]["bodies"] == 1
    assert json.loads(run(dataset, "--json", "--body", "elsewhere").output)["summary"]["bodies"] == 0


@pytest.mark.parametrize(
    "options",
    [["--lang", "fr"], ["--fail-on", "grave"], ["--rules", "no-such-file.toml"], ["--html", "no/such/\0folder.html"]],
)
def test_usage_errors(dataset: Path, options: list[str]) -> None:
    result = run(dataset, *options)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_no_dataset(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "holds no dataset" in result.output
