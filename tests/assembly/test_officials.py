"""Papers as officials type them: what small habits of typing must not change."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

_HEAD = "NO\tSASARAN\tINDIKATOR KINERJA UTAMA\tFORMULASI\tSUMBER DATA\n"
_PLAN = "NO\tSASARAN\tINDIKATOR KINERJA\tTARGET\n1\tPanen\tLuas tanam\t70\n"


def _documents(text: str):
    return read_source(text.encode()).documents


def test_a_currency_opens_no_formula_that_swallows_the_next_paper():
    first = f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH\n\n{_HEAD}1\tNaiknya ekspor\tNilai ekspor (US$)\tTotal\tBPS\n"
    signed = "\nSukamaju, 3 Januari 2022\nKEPALA DINAS CONTOH\n\nIr. SURYA DARMA\nNIP. 19661212 199103 1 010\n"
    second = "\nPERJANJIAN KINERJA TAHUN 2022\n\nNO\tSASARAN\tINDIKATOR\tTARGET\n1\tEkspor\tNilai (US$)\t5.000\n"
    iku, covenant = _documents(first + signed + second)
    assert [i.satuan for i in (*iku.indicators, *covenant.indicators)] == ["US$", "US$"]


@pytest.mark.parametrize("heading", ["Rencana Kinerja Tahunan 2022", "C. Rencana Kinerja Tahunan"])
def test_a_plan_under_a_heading_in_title_case_is_no_part_of_the_iku(heading):
    text = f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}1\tPanen\tLuas panen\tLuas\tBPS\n\n{heading}\n\n{_PLAN}"
    (document,) = _documents(text)
    assert [i.indikator for i in document.indicators] == ["Luas panen"]


def test_spaces_that_stand_for_a_tab_part_a_label_from_its_value():
    text = (
        "INDIKATOR KINERJA UTAMA\n\nNama Unit Organisasi      Bagian Contoh\n"
        "Tugas Pokok               melaksanakan urusan\nFungsi                    1. penyiapan bahan\n"
        f"                          2. pelaporan\n\n{_HEAD}1\tPanen\tLuas panen\tLuas\tBPS\n"
    )
    (document,) = _documents(text)
    assert document.instansi == "Bagian Contoh"
    assert [s.text for s in document.statements] == ["melaksanakan urusan", "penyiapan bahan", "pelaporan"]


def test_missions_with_roman_numbers_are_apart():
    text = f"INDIKATOR KINERJA UTAMA\n\nMISI :\nI. Satu\nII. Dua\nIII. Tiga\n\n{_HEAD}1\tPanen\tLuas\tLuas\tBPS\n"
    (document,) = _documents(text)
    assert [s.text for s in document.statements] == ["Satu", "Dua", "Tiga"]


def test_a_signature_over_several_rows_of_a_table_has_its_name_and_office():
    rows = "| 1 | Panen | Luas panen | Luas | BPS |\n| 2 | Ternak | Populasi | Jumlah | Bidang Ternak |\n"
    signed = "".join(
        f"| | | | | {line} |\n"
        for line in ("Sukamaju, 5 Mei 2021", "KEPALA DINAS", "", "Dra. ENDAH SARI", "NIP. 19670808 199203 2 005")
    )
    head = "| NO | SASARAN | INDIKATOR | RUMUS | SUMBER |\n|---|---|---|---|---|\n"
    text = f"INDIKATOR KINERJA UTAMA\n\n{head}{rows}{signed}"
    (document,) = _documents(text)
    assert document.indicators[-1].sumber_data == ("Bidang Ternak",)
    assert [(s.tempat, s.jabatan, s.nama) for s in document.signatures] == [
        ("Sukamaju", "KEPALA DINAS", "Dra. ENDAH SARI")
    ]


def test_numbers_under_target_pada_tahun_ke_count_the_years():
    text = (
        "INDIKATOR KINERJA UTAMA\n\nNO\tINDIKATOR\tTARGET KINERJA PADA TAHUN KE-\t\t\n\t\t1\t2\t3\n"
        "1\tLuas panen\t10\t20\t30\n2\tLuas tanam\t15\t25\t35\n"
    )
    (document,) = _documents(text)
    assert [[(t.tahun_ke, t.raw) for t in i.target] for i in document.indicators] == [
        [(1, "10"), (2, "20"), (3, "30")],
        [(1, "15"), (2, "25"), (3, "35")],
    ]


def test_a_faculty_continues_the_heading_to_its_year():
    text = f"INDIKATOR KINERJA UTAMA\nFAKULTAS CONTOH\nTAHUN 2024\n\n{_HEAD}1\tPanen\tLuas\tLuas\tBPS\n"
    (document,) = _documents(text)
    assert document.tahun == 2024


def test_the_table_of_a_report_that_its_caption_names_is_no_part_of_the_iku():
    iku = f"Tabel 2.1 Indikator Kinerja Utama\n\n{_HEAD}1\tPanen\tLuas panen\tLuas\tBPS\n"
    text = f"{iku}\nTabel 3.1 Capaian Kinerja Tahun 2022\n\n{_PLAN}"
    (document,) = _documents(text)
    assert [i.indikator for i in document.indicators] == ["Luas panen"]


def test_the_signer_whose_block_is_a_line_longer_keeps_the_nip():
    text = (
        f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}1\tPanen\tLuas panen\tLuas\tBPS\n\n"
        "SEKRETARIS DAERAH\tSukamaju, 9 Januari 2023\n\tKEPALA BAGIAN\n\nH. ASEP MAULANA\t\n"
        "NIP. 19640404 198903 1 002\tRINI ANGGRAENI, S.H.\n\tNIP. 19770707 200212 2 004\n"
    )
    (document,) = _documents(text)
    assert [(s.nama, s.nip) for s in document.signatures] == [
        ("RINI ANGGRAENI, S.H.", "197707072002122004"),
        ("H. ASEP MAULANA", "196404041989031002"),
    ]
