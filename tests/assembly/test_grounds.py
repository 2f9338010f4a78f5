"""Which tables of indicators count that stand under no heading of IKU, and what stands beside IKU papers."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

INDICATORS = (
    "| No | Indikator | Rumus | Sumber Data |\n|---|---|---|---|\n"
    "| 1 | Persentase arsip tertata | Jumlah arsip tertata / jumlah arsip x 100% | Laporan |\n\n"
)
KINERJA = INDICATORS.replace("Indikator", "Indikator Kinerja")
OBJECTIVES = INDICATORS.replace("No |", "Sasaran |", 1).replace("| 1 |", "| Meningkatnya mutu |")
OTHERS = INDICATORS.replace("arsip tertata", "keluhan terjawab")
OTHER_OBJECTIVES = OBJECTIVES.replace("arsip tertata", "keluhan terjawab")
TARGETS = (
    "| Sasaran | Indikator | Satuan | Target |\n|---|---|---|---|\n"
    "| Meningkatnya mutu | Persentase arsip tertata | % | 90 |\n\n"
)
COMPLETE = (
    "| Sasaran | Indikator | Rumus | Sumber Data | Penanggung Jawab |\n|---|---|---|---|---|\n"
    "| Meningkatnya mutu | Persentase arsip tertata | Arsip tertata / arsip x 100% | Laporan | Bidang Arsip |\n\n"
)
GOODS = "| No | Uraian | Satuan | Volume |\n|---|---|---|---|\n| 1 | Pupuk | ton | 20 |\n| 2 | Benih | kg | 4 |\n\n"
QUANTITIES = GOODS.replace("Pupuk", "Jumlah pupuk tersalur").replace("Benih", "Persentase benih unggul")
SIGNATURE = "Sukamaju, 4 Mei 2024\nKEPALA DINAS,\n\n\nDrs. SURYA DARMA\nNIP. 19700102 199503 1 004\n\n"
BODY = "DINAS CONTOH KOTA SUKAMAJU\n\n"
HEADER = "Instansi : Dinas Contoh Kota Sukamaju\n\n"
PAPER = f"# INDIKATOR KINERJA UTAMA\n\n{BODY}{COMPLETE}"


def rows(text: str) -> list[int]:
    return [len(document.indicators) for document in read_source(text.encode()).documents]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# UKURAN KEBERHASILAN DINAS CONTOH\n\n" + INDICATORS, id="the words of a column"),
        pytest.param("# Target Kinerja Laboratorium Contoh\n\n" + INDICATORS, id="kinerja"),
        pytest.param("NDIKATOR KlNERJ UTAMA\n\n" + INDICATORS, id="a damaged heading"),
        pytest.param("!ND!K4TOR K!NERJ4 UT4MA\n\n" + INDICATORS, id="a heading damaged beyond its words"),
        pytest.param("MATRIKS KINERJA DINAS CONTOH TAHUN 2024\n\n" + INDICATORS, id="a caption"),
        pytest.param(f"# TARGET DAN INDIKATOR\n\n{INDICATORS}{SIGNATURE}", id="indicators of an official"),
        pytest.param(BODY + INDICATORS, id="a body"),
        pytest.param(f"{BODY}TAHUN 2024\n\n{INDICATORS}", id="a body and its year"),
        pytest.param(INDICATORS + SIGNATURE, id="a signature"),
        pytest.param(HEADER + INDICATORS, id="a header block"),
        pytest.param(HEADER + QUANTITIES, id="a header block over quantities"),
        pytest.param(OBJECTIVES, id="objectives"),
        pytest.param("# MATRIKS RENSTRA\n\n" + COMPLETE, id="the whole of what IKU papers tell"),
        pytest.param(
            "LAMPIRAN KEPUTUSAN KEPALA DINAS CONTOH\nNOMOR 12 TAHUN 2024\n\n" + OBJECTIVES, id="the annex of a decree"
        ),
        pytest.param("# KEY PERFORMANCE INDICATORS PERUMDA AIR CONTOH\n\n" + INDICATORS, id="a firm of a government"),
        pytest.param("# FORMULASI PERHITUNGAN IKU\n\n" + OBJECTIVES, id="the abbreviation"),
        pytest.param("# RUMUSAN INDIKATOR KINERJA UTAMA\n\n" + TARGETS + SIGNATURE, id="targets of an official"),
        pytest.param("# URUSAN ARSIP\n\n" + HEADER + OBJECTIVES, id="any heading over a header block"),
        pytest.param(f"# SUSUNAN SASARAN\n\n{HEADER}{INDICATORS}{SIGNATURE}", id="formulas of a body that signs"),
        pytest.param("DINAS TENAGA KERJA,\nINDUSTRI DAN UKM\n\n" + OBJECTIVES, id="a name over two lines"),
        pytest.param(f"# PARAMETER\n\n{BODY}{INDICATORS}{SIGNATURE}", id="formulas of a body above that signs"),
        pytest.param("# MUSEUM ARSIP\n\n" + OBJECTIVES + SIGNATURE, id="a body of no known kind that signs"),
        pytest.param(f"# GAMBARAN UMUM\n\n{HEADER}{TARGETS}{SIGNATURE}", id="a header block and a signature"),
        pytest.param(
            "# LAMPIRAN I KEPUTUSAN KEPALA DINAS CONTOH\n\n# NOMOR 5 TAHUN 2024\n\n# TANGGAL 8 MEI 2024\n\n"
            + OBJECTIVES,
            id="the head of a decree set as headings",
        ),
        pytest.param(
            f"# 2.1 Indikator Kinerja Utama\n\nDisusun.\n\n# 2.2 Penjelasan\n\n{OBJECTIVES}",
            id="formulas in the next section",
        ),
    ],
)
def test_a_paper_without_a_heading_of_iku_counts_by_what_else_it_says(text):
    assert len(rows(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(INDICATORS, id="nothing else"),
        pytest.param("# BORANG AKREDITASI\n\n" + INDICATORS, id="an accreditation form"),
        pytest.param("# KERTAS KERJA AUDITOR\n\n" + INDICATORS, id="words somewhat alike"),
        pytest.param("STANDAR PELAYANAN MINIMAL BIDANG ARSIP\n\n" + INDICATORS, id="a standard of service"),
        pytest.param("# Pendahuluan\n\nArsip dibahas di sini.\n\n" + INDICATORS, id="research"),
        pytest.param("# PENGUJIAN APLIKASI\n\n" + OBJECTIVES, id="objectives under another heading"),
        pytest.param("# REALISASI KINERJA TRIWULAN II\n\n" + KINERJA, id="a measurement"),
        pytest.param(
            f"# PENGUJIAN APLIKASI\n\n{TARGETS}{SIGNATURE}", id="targets of an official under another heading"
        ),
        pytest.param(f"# STANDAR LAYANAN ARSIP\n\n{INDICATORS}{SIGNATURE}", id="a signed standard"),
        pytest.param("PT ARSIP CONTOH JAYA\n\n# SASARAN MUTU 2024\n\n" + OBJECTIVES, id="a private firm"),
        pytest.param("# KEY PERFORMANCE INDICATORS PT ARSIP CONTOH\n\n" + INDICATORS, id="its heading"),
        pytest.param("# KEY PERFORMANCE INDICATORS\n\n# PT ARSIP CONTOH\n\n" + INDICATORS, id="its name below"),
        pytest.param(f"# INFORMASI JABATAN\n\n{HEADER}{INDICATORS}", id="the heading above a header block"),
        pytest.param(f"{HEADER}# DAFTAR KEBUTUHAN\n\n{QUANTITIES}", id="the heading below a header block"),
        pytest.param(HEADER + GOODS, id="goods under a header block"),
        pytest.param(
            f"# 2.1 Indikator Kinerja Utama\n\nDisusun.\n\n2.2 Pegawai\n\n{QUANTITIES}", id="the next section"
        ),
        pytest.param(f"# INDIKATOR KINERJA UTAMA\n\nDisusun.\n\n# PEGAWAI\n\n{GOODS}", id="goods under its heading"),
    ],
)
def test_what_holds_indicators_and_is_no_iku_paper(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        pytest.param(f"{SIGNATURE}# STANDAR LAYANAN\n\n{OTHERS}", [1], id="another paper behind the signature"),
        pytest.param(f"{SIGNATURE}# TARGET TAHUNAN\n\n{INDICATORS}", [2], id="the same indicators"),
        pytest.param(f"{OTHERS}", [2], id="a further table"),
        pytest.param(f"# URUSAN\n\n{OTHERS}", [2], id="of a further part"),
        pytest.param(f"{SIGNATURE}# REALISASI TRIWULAN II\n\n{INDICATORS}", [1], id="the same, measured"),
        pytest.param(f"{SIGNATURE}# LAMPIRAN KEDUA\n\n{OTHER_OBJECTIVES}", [2], id="objectives and formulas"),
        pytest.param(f"{SIGNATURE}# STANDAR LAYANAN\n\n{KINERJA}", [2], id="which tells of kinerja"),
        pytest.param(f"{SIGNATURE}{INDICATORS}", [2], id="without a heading"),
        pytest.param(f"# URUSAN ARSIP\n\n{INDICATORS}", [2], id="a further part of the paper"),
        pytest.param(f"# DAFTAR BENIH\n\n{GOODS}", [1], id="goods"),
    ],
)
def test_what_follows_a_paper(behind, found):
    assert rows(PAPER + behind) == found


@pytest.mark.parametrize(
    ("section", "found"), [("B. FORMULASI INDIKATOR", 2), ("B. PERJANJIAN KINERJA", 1), ("B. STANDAR LAYANAN", 1)]
)
def test_the_next_section_is_the_papers_own_where_it_names_indicators(section, found):
    assert rows(f"# A. INDIKATOR KINERJA UTAMA\n\n{KINERJA}# {section}\n\n{OTHERS}") == [found]


@pytest.mark.parametrize("between", ["2. Urusan Arsip\n\n", "2. Arsip ditata setiap tahun.\n\n"])
def test_an_item_of_a_list_begins_no_section(between):
    assert rows(f"1. INDIKATOR KINERJA UTAMA\n\nDisusun.\n\n{between}{INDICATORS}") == [1]


def test_a_table_of_something_else_does_not_keep_out_the_one_behind_it():
    named = INDICATORS.replace("Indikator", "Indikator Kinerja Utama").replace("Rumus", "Target")
    assert rows(f"{HEADER}{GOODS}{named}") == [1]


def test_nothing_of_a_paper_that_does_not_count_is_lost():
    found = read_source(f"# BORANG AKREDITASI\n\n{HEADER}{INDICATORS}".encode())
    left = " ".join(entry.text for entry in found.remainder)
    assert all(part in left for part in ("BORANG", "Dinas Contoh", "Rumus", "Persentase arsip tertata"))
