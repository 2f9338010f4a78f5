"""Headings in boxes: alone in a frame, or between a logo and the control of the document."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

TABLE = (
    "<table><tr><th>NO</th><th>SASARAN</th><th>INDIKATOR KINERJA UTAMA</th><th>RUMUS</th></tr>"
    "<tr><td>1</td><td>Mutu</td><td>Persentase layanan</td><td>A / B x 100%</td></tr></table>"
)
CONTROL = "<td>No. Dokumen : 7/IKU/2022</td></tr><tr><td></td><td></td><td>Revisi : 01</td></tr>"


def read(box: str):
    (document,) = read_source(f"<html><table>{box}</table>{TABLE}</html>".encode()).documents
    return document


@pytest.mark.parametrize(
    ("box", "title", "body"),
    [
        ("<tr><td>INDIKATOR KINERJA UTAMA TAHUN 2022</td></tr>", "INDIKATOR KINERJA UTAMA TAHUN 2022", None),
        (
            "<tr><td>INDIKATOR KINERJA UTAMA<br>DINAS CONTOH KOTA WANASARI<br>TAHUN 2022</td></tr>",
            "INDIKATOR KINERJA UTAMA DINAS CONTOH KOTA WANASARI TAHUN 2022",
            "DINAS CONTOH KOTA WANASARI",
        ),
        (
            f"<tr><td>RSUD CONTOH</td><td>INDIKATOR KINERJA UTAMA<br>TAHUN 2022</td>{CONTROL}",
            "INDIKATOR KINERJA UTAMA TAHUN 2022",
            "RSUD CONTOH",
        ),
        (
            f"<tr><td><b>logo</b></td><td>RSUD CONTOH<br>INDIKATOR KINERJA UTAMA<br>TAHUN 2022</td>{CONTROL}",
            "INDIKATOR KINERJA UTAMA TAHUN 2022",
            "RSUD CONTOH",
        ),
    ],
)
def test_a_heading_in_a_box(box, title, body):
    document = read(box)
    assert (document.judul, document.instansi, document.tahun) == (title, body, 2022)
    assert document.revisi_label is None
    assert [indicator.indikator for indicator in document.indicators] == ["Persentase layanan"]
    if "Dokumen" in box:
        assert any("7/IKU/2022" in entry.text for entry in document.remainder)


@pytest.mark.parametrize(
    "box",
    [
        f"<tr><td>RSUD CONTOH</td><td>STANDAR OPERASIONAL PROSEDUR</td>{CONTROL}",
        "<tr><td>RENCANA STRATEGIS</td><td>ADA</td></tr><tr><td>INDIKATOR KINERJA UTAMA</td><td>ADA</td></tr>",
        "<tr><td>Dokumen ini memuat Indikator Kinerja Utama yang telah ditetapkan</td></tr>",
    ],
)
def test_other_boxes_hold_no_heading(box):
    assert read(box).judul is None
