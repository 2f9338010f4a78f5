"""Columns whose heading says too little alone: told where their cells say so too."""

from __future__ import annotations

import pytest

from extract.assembly.tables.by_cells import told_by_cells
from iku.pipeline import read_source
from normalize.headings import read_heading
from schemas.raw import Column, ColumnKind


def told(headings: str, *rows: str) -> str:
    """The kinds of the columns, those of no kind as `-`."""
    columns = tuple(read_heading(text) or Column(ColumnKind.OTHER, text) for text in headings.split("|"))
    kinds = [column.kind for column in told_by_cells(columns, [row.split("|") for row in rows])]
    return " ".join("-" if kind is ColumnKind.OTHER else kind.value for kind in kinds)


@pytest.mark.parametrize(
    ("headings", "rows", "expected"),
    [
        pytest.param(
            "NO|INDIKATOR|BIDANG", ["1|Luas|Bidang Tani", "2|Panen|Seksi Benih"], "penanggung_jawab", id="office"
        ),
        pytest.param(
            "NO|INDIKATOR|PERANGKAT DAERAH", ["1|Luas|Dinas Tani", "2|Panen|RSUD"], "penanggung_jawab", id="pd"
        ),
        pytest.param("NO|INDIKATOR|UNIT KERJA / OPD", ["1|Luas|1. Dinas Tani"], "penanggung_jawab", id="a list"),
        pytest.param("NO|INDIKATOR|UNIT", ["1|Luas|Seksi Benih", "2|Panen|Bidang Tani"], "penanggung_jawab", id="unit"),
        pytest.param("NO|INDIKATOR|DATA", ["1|Luas|Laporan Panen", "2|Panen|BPS"], "sumber_data", id="sources"),
        pytest.param("NO|INDIKATOR|KRITERIA", ["1|Luas|Jumlah A / Jumlah B x 100%"], "formula", id="formulas"),
        pytest.param("NO|INDIKATOR|UNIT", ["1|Luas|Persen", "2|Panen|Ton"], "satuan", id="units of measure"),
        pytest.param("NO|INDIKATOR|BIDANG", ["1|Luas|Pangan", "2|Panen|Kebun"], "-", id="fields, not offices"),
        pytest.param("NO|INDIKATOR|KRITERIA", ["1|Luas|Sangat Baik", "2|Panen|Baik"], "-", id="marks"),
        pytest.param("NO|KEGIATAN|BIDANG", ["1|Rapat|Bidang Tani"], "-", id="no indicators"),
        pytest.param("NO|INDIKATOR|LOKASI", ["1|Luas|Desa Maju"], "-", id="a heading of something else"),
        pytest.param("NO|INDIKATOR|BIDANG", ["1|Luas|", "2|Panen|-"], "-", id="blank"),
    ],
)
def test_the_last_column(headings, rows, expected):
    assert told(headings, *rows).split()[-1] == expected


@pytest.mark.parametrize(
    ("headings", "rows", "expected"),
    [
        ("#|SASARAN|INDIKATOR", ["1|Tani|Luas panen", "2|Kebun|Panen"], "no sasaran indikator"),
        ("|SASARAN|INDIKATOR", ["1.|Tani|Luas panen", "2.|Kebun|Panen"], "no sasaran indikator"),
        ("|SASARAN|INDIKATOR", ["a|Tani|Luas panen", "2|Kebun|Panen"], "- sasaran indikator"),
        ("SASARAN|KINERJA UTAMA|RUMUS", ["Tani|Luas panen|x", "Kebun|Jumlah pohon|x"], "sasaran indikator formula"),
        ("NO|KINERJA UTAMA|INDIKATOR", ["1|Jumlah panen naik|Luas panen"], "no sasaran indikator"),
        ("NO|PARAMETER|RUMUS", ["1|Suhu|x", "2|Warna|x"], "no - formula"),
        ("NO|OPD|INDIKATOR|PENANGGUNG JAWAB", ["1|Dinas Tani|Luas|Bidang"], "no - indikator penanggung_jawab"),
    ],
)
def test_all_columns(headings, rows, expected):
    assert told(headings, *rows) == expected


def test_an_owner_in_front_of_its_indicators_holds_for_the_rows_below():
    text = (
        "INDIKATOR KINERJA UTAMA\nKABUPATEN SUKAMAJU\nTAHUN 2024\n\n"
        "| NO | PERANGKAT DAERAH | SASARAN | INDIKATOR KINERJA UTAMA | FORMULASI |\n|---|---|---|---|---|\n"
        "| 1 | Dinas Pertanian | Panen | Luas panen | Luas |\n| | | | Produksi padi | Ton |\n"
        "| 2 | Dinas Sosial | Layanan | Jumlah warga | Warga |\n"
    )
    (document,) = read_source(text.encode()).documents
    assert [i.penanggung_jawab for i in document.indicators] == [
        ("Dinas Pertanian",),
        ("Dinas Pertanian",),
        ("Dinas Sosial",),
    ]


def test_figures_for_the_end_of_the_period_have_no_year_of_the_heading():
    text = (
        "INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nTAHUN 2024\n\n"
        "NO\tINDIKATOR\tTARGET\tTARGET AKHIR RENSTRA\tKONDISI AWAL\n"
        "1\tLuas panen\t70\t90\t60\n"
    )
    (document,) = read_source(text.encode()).documents
    assert [(t.kind, t.tahun, t.raw) for t in document.indicators[0].target] == [
        ("target", 2024, "70"),
        ("target", None, "90"),
        ("baseline", None, "60"),
    ]
