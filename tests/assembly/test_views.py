"""Tables with several columns of indicators, each read as if it stood alone."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

TUJUAN = "Terwujudnya desa maju"


def read(headings: str, *rows: str) -> list[str]:
    """The indicators of a markdown table: kind, tujuan, sasaran, indicator, formula, targets; what is missing is left
    out."""
    lines = [headings, "|".join("---" for _ in headings.split("|")), *rows]
    table = "".join(f"| {line.replace('|', ' | ')} |\n" for line in lines)
    source = read_source(f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nTAHUN 2024\n\n{table}".encode())
    return [
        " / ".join(
            filter(None, [i.jenis, i.tujuan, i.sasaran, i.indikator, i.formula_text, *(t.raw for t in i.target)])
        )
        for document in source.documents
        for i in document.indicators
    ]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        pytest.param(
            "TUJUAN|INDIKATOR TUJUAN|SASARAN|INDIKATOR SASARAN|TARGET 2024",
            [f"{TUJUAN}|Indeks desa|Panen|Luas panen|90", "|||Luas tanam|80"],
            id="one row for both",
        ),
        pytest.param(
            "TUJUAN|INDIKATOR TUJUAN|SASARAN|INDIKATOR SASARAN|TARGET 2024",
            [f"{TUJUAN}|Indeks desa|Panen|Luas panen|90", f"{TUJUAN}|Indeks desa|Panen|Luas tanam|80"],
            id="repeated",
        ),
        pytest.param(
            "TUJUAN|SASARAN|INDIKATOR TUJUAN|INDIKATOR SASARAN|TARGET 2024",
            [f"{TUJUAN}|Panen|Indeks desa|Luas panen|90", "|||Luas tanam|80"],
            id="objectives first",
        ),
    ],
)
def test_indicators_of_a_tujuan_are_rows_of_their_own(headings, rows):
    assert read(headings, *rows) == [
        f"tujuan / {TUJUAN} / Indeks desa",
        f"sasaran / {TUJUAN} / Panen / Luas panen / 90",
        f"sasaran / {TUJUAN} / Panen / Luas tanam / 80",
    ]


def test_the_columns_at_the_end_belong_to_the_last_indicator_of_a_row():
    rows = [f"{TUJUAN}|Indeks desa|||72", "|Angka kemiskinan|||5", "||Panen|Luas panen|90", "|||Luas tanam|80"]
    assert read("TUJUAN|INDIKATOR TUJUAN|SASARAN|INDIKATOR SASARAN (IKU)|TARGET 2024", *rows) == [
        f"tujuan / {TUJUAN} / Indeks desa / 72",
        f"tujuan / {TUJUAN} / Angka kemiskinan / 5",
        f"iku / {TUJUAN} / Panen / Luas panen / 90",
        f"iku / {TUJUAN} / Panen / Luas tanam / 80",
    ]


def test_each_column_of_indicators_has_the_columns_behind_it():
    headings = "TUJUAN|INDIKATOR TUJUAN|RUMUS|TARGET|SASARAN|INDIKATOR SASARAN|RUMUS|TARGET"
    assert read(headings, f"{TUJUAN}|Indeks desa|Nilai|72|Panen|Luas panen|Hektar|90", "|||||Luas tanam|Luas|80") == [
        f"tujuan / {TUJUAN} / Indeks desa / Nilai / 72",
        f"sasaran / {TUJUAN} / Panen / Luas panen / Hektar / 90",
        f"sasaran / {TUJUAN} / Panen / Luas tanam / Luas / 80",
    ]


def test_indicators_of_programmes_are_left_out():
    headings = "SASARAN|INDIKATOR KINERJA UTAMA|TARGET|PROGRAM|INDIKATOR PROGRAM|TARGET"
    assert read(headings, "Panen|Luas panen|90|Pangan|Jumlah bibit|5", "Kebun|Luas kebun|80|Kebun|Jumlah bibit|6") == [
        "iku / Panen / Luas panen / 90",
        "iku / Kebun / Luas kebun / 80",
    ]


def test_a_second_column_without_an_objective_of_its_own_is_none():
    assert read("SASARAN|INDIKATOR KINERJA UTAMA|URAIAN|TARGET", "Panen|Luas panen|Hektar|90") == [
        "iku / Panen / Luas panen / 90"
    ]
