"""Tables aligned by blanks alone."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

TITLE = "INDIKATOR KINERJA UTAMA\n\nInstansi : Dinas Contoh Kota Sukamaju\n\n"
HEADING = "NO   SASARAN                 INDIKATOR KINERJA            FORMULASI                   SUMBER DATA\n"
RULE = "---  ----------------------  ---------------------------  --------------------------  -------------\n"
ROWS = (
    "1.   Meningkatnya produksi   Persentase peningkatan       Jumlah panen / jumlah       Laporan Dinas\n"
    "     pertanian               produksi padi                lahan x 100%\n"
    "2.   Terjaganya lahan        Luas lahan yang dilindungi   Jumlah luas lahan           BPS\n"
)
SIGNED = "\n".join(["", *(f"{' ' * 40}{line}" for line in ("Sukamaju, 5 Mei 2021", "KEPALA DINAS", "", "Drs. SURYA"))])


@pytest.mark.parametrize("rule", ["", RULE], ids=["bare", "ruled heading"])
def test_a_table_aligned_by_blanks_is_read_and_says_so(rule):
    (document,) = read_source((TITLE + HEADING + rule + ROWS + SIGNED).encode()).documents
    assert [(i.no, i.sasaran, i.indikator) for i in document.indicators] == [
        ("1", "Meningkatnya produksi pertanian", "Persentase peningkatan produksi padi"),
        ("2", "Terjaganya lahan", "Luas lahan yang dilindungi"),
    ]
    assert document.indicators[0].formula_text == "Jumlah panen / jumlah lahan x 100%"
    assert document.indicators[1].sumber_data == ("BPS",)
    assert document.indicators[0].confidence <= 0.8
    assert [s.tempat for s in document.signatures] == ["Sukamaju"]
    (said,) = [e for e in document.evidence if e.pointer == "/indicators/0/indikator"]
    assert said.steps == ("columns_by_blanks",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADING + ROWS.replace("1. ", "   ").replace("2. ", "   "), id="no numbers"),
        pytest.param(
            HEADING + "1.   Meningkatnya produksi pertanian dan peternakan di kota  Luas  Jumlah\n", id="no corridor"
        ),
        pytest.param("NO   NAMA    ALAMAT   INDIKATOR\n1.   Budi    Kota     Luas\n", id="headings of something else"),
    ],
)
def test_what_is_not_aligned_is_left_as_text(text):
    assert not any(document.indicators for document in read_source((TITLE + text).encode()).documents)


def test_text_that_crosses_the_corridors_ends_the_table():
    prose = "Demikian indikator ini ditetapkan untuk dilaksanakan sebagaimana mestinya oleh semua bidang di dinas.\n"
    (document,) = read_source((TITLE + HEADING + ROWS + prose).encode()).documents
    assert len(document.indicators) == 2
    assert any(entry.text.startswith("Demikian") for entry in document.remainder)
