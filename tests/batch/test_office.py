"""Office files by way of LibreOffice: absent, faked, and real where it is installed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import paper

from extract import office
from extract.errors import ReadError
from extract.identify import MediaType
from extract.readers import read_pages
from iku.pipeline import read_source

RTF = b"{\\rtf1 INDIKATOR KINERJA UTAMA\\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")


def compound(stream: str) -> bytes:
    """The beginnings of a compound file with one stream in its directory."""
    return OLE + stream.encode("utf-16-le").ljust(128, b"\0")


@pytest.fixture(autouse=True)
def _no_memory_of_the_suite() -> None:
    office.find_suite.cache_clear()


def suite(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (RTF, "rtf"),
        (compound("WordDocument"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (compound("PowerPoint Document"), "ppt"),
    ],
)
def test_without_the_suite_the_reason_is_an_advice(
    data: bytes, suffix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError) as caught:
        read_source(data)
    assert caught.value.reason_code == "unsupported"
    assert f".{suffix} files" in caught.value.message
    assert "LibreOffice" in caught.value.message


@pytest.mark.parametrize(("stream", "code"), [("EncryptedPackage", "encrypted"), ("Lain", "unsupported")])
def test_other_compound_files_are_told_apart(stream: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(compound(stream))
    assert caught.value.reason_code == code


def test_what_the_suite_makes_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = f"<html><body><pre>{paper()}</pre></body></html>"
    (tmp_path / "hasil.html").write_text(page)
    suite(
        tmp_path, f'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; cp {tmp_path}/hasil.html "$2/source.html"'
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    media_type, pages = read_pages(compound("Workbook"))
    assert media_type is MediaType.OLE
    text = str([page.blocks for page in pages])
    assert "INDIKATOR KINERJA UTAMA" in text


@pytest.mark.parametrize(
    ("script", "code"),
    [("sleep 100 & sleep 100", "time_limit"), ("echo gagal >&2; exit 1", "corrupt"), ("", "corrupt")],
)
def test_a_suite_that_fails_or_hangs_is_a_reason(script: str, code: str, tmp_path: Path) -> None:
    program = suite(tmp_path, f"echo $$ > {tmp_path}/pid\n{script}")
    with pytest.raises(ReadError) as caught:
        office.convert(RTF, office.kind_of(RTF, MediaType.RTF), program, seconds=1)
    assert caught.value.reason_code == code
    if "gagal" in script:
        assert "gagal" in caught.value.message
    assert not Path("/proc", (tmp_path / "pid").read_text().strip()).exists()


@pytest.mark.skipif(office.find_suite() is None, reason="LibreOffice is not installed")
def test_the_real_suite_reads_rich_text() -> None:
    row = r"\trowd\cellx1000\cellx4000\cellx7000\cellx9000\pard\intbl {}\cell {}\cell {}\cell {}\cell\row "
    rows = [
        ("NO", "SASARAN", "INDIKATOR KINERJA", "SUMBER DATA"),
        ("1", "Meningkatnya layanan", "Persentase layanan tepat waktu", "Bidang A"),
    ]
    table = "".join(row.format(*cells) for cells in rows)
    text = r"{\rtf1\ansi INDIKATOR KINERJA UTAMA\par DINAS CONTOH\par " + table + r"\pard\par}"
    result = read_source(text.encode())
    assert [i.indikator for d in result.documents for i in d.indicators] == ["Persentase layanan tepat waktu"]
