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


@pytest.mark.parametrize("heading", ["C. Rencana Kinerja Tahunan", "2.3. Rencana Kinerja Tahun 2022"])
def test_a_plan_under_a_numbered_heading_is_no_part_of_the_iku(heading):
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


def test_a_row_broken_in_its_second_cell_keeps_its_columns():
    rows = "1\tMeningkatnya produksi dan\nproduktivitas\tLuas panen\tLuas\tBPS\n2\tNaik\tLuas tanam\tLuas\tBPS\n"
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}{rows}")
    assert [(i.sasaran, i.indikator) for i in document.indicators] == [
        ("Meningkatnya produksi dan produktivitas", "Luas panen"),
        ("Naik", "Luas tanam"),
    ]


def test_lines_with_one_tab_under_a_table_are_no_row_of_it():
    signed = "PIHAK KEDUA\tPIHAK KESATU\nCAMAT\tLURAH\nANDI WIJAYA\tBUDIMAN\nPembina\tPenata\n"
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}1\tPanen\tLuas panen\tLuas\tBPS\n{signed}")
    assert [i.sumber_data for i in document.indicators] == [("BPS",)]


def test_a_heading_over_a_number_and_its_indicator_is_of_the_indicator():
    text = (
        "<h2>INDIKATOR KINERJA UTAMA</h2><table><tr><th>NO</th><th>SASARAN</th>"
        "<th colspan=2>INDIKATOR KINERJA UTAMA</th><th>TARGET 2022</th></tr>"
        "<tr><td>1</td><td>Layanan</td><td>1</td><td>IKM</td><td>80</td></tr>"
        "<tr><td></td><td></td><td>2</td><td>Waktu layanan</td><td>15</td></tr></table>"
    )
    (document,) = _documents(text)
    assert [(i.no, i.indikator) for i in document.indicators] == [("1", "IKM"), ("2", "Waktu layanan")]


def test_missions_with_a_label_each_are_of_one_list():
    text = f"INDIKATOR KINERJA UTAMA\n\nMisi 1 : Satu\nMisi 2 : Dua\n\n{_HEAD}1\tPanen\tLuas\tLuas\tBPS\n"
    (document,) = _documents(text)
    assert [s.text for s in document.statements] == ["Satu", "Dua"]


def test_the_year_may_stand_under_a_label():
    text = f"INDIKATOR KINERJA UTAMA\n\nNama OPD : Dinas Contoh\nTahun : 2022\n\n{_HEAD}1\tPanen\tLuas\tLuas\tBPS\n"
    (document,) = _documents(text)
    assert document.tahun == 2022


def test_the_year_may_stand_in_a_table_of_labels():
    labels = "| | |\n|---|---|\n| Nama Unit | Dinas Contoh |\n| Tugas | mengelola |\n| Tahun | 2022 |\n"
    text = f"INDIKATOR KINERJA UTAMA\n\n{labels}\n{_HEAD}1\tPanen\tLuas\tLuas\tBPS\n"
    (document,) = _documents(text)
    assert document.tahun == 2022


def test_the_office_on_whose_behalf_is_signed_is_kept():
    signed = (
        "Sukamaju, Januari 2022\na.n. BUPATI SUKAMAJU\nSEKRETARIS DAERAH,\n\nDrs. ILYAS\nNIP 19630303 198803 1 009\n"
    )
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}1\tPanen\tLuas\tLuas\tBPS\n\n{signed}")
    assert [s.jabatan for s in document.signatures] == ["a.n. BUPATI SUKAMAJU SEKRETARIS DAERAH"]


def test_captions_say_of_what_the_indicators_of_a_table_are():
    tables = "".join(
        f"Indikator Kinerja {kind}\nNO\t{kind.upper()}\tINDIKATOR\tRUMUS\tSUMBER DATA\n1\tX\tLuas panen\tLuas\tBPS\n\n"
        for kind in ("Tujuan", "Sasaran")
    )
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nTAHUN 2022\n\n{tables}")
    assert [i.jenis for i in document.indicators] == ["tujuan", "sasaran"]


def test_a_plan_of_action_for_the_iku_is_no_table_of_them():
    columns = "NO\tINDIKATOR KINERJA UTAMA\tRENCANA AKSI\tPENANGGUNG JAWAB\n"
    plan = f"RENCANA AKSI PENCAPAIAN IKU\n\n{columns}1\tPanen\tX\tBidang A\n"
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}1\tPanen\tLuas panen\tLuas\tBPS\n\n{plan}")
    assert [i.indikator for i in document.indicators] == ["Luas panen"]


def test_target_and_realisation_under_each_year_are_both_read():
    text = (
        "INDIKATOR KINERJA UTAMA\n\n| NO | INDIKATOR KINERJA UTAMA | 2021 | | 2022 | |\n|---|---|---|---|---|---|\n"
        "| | | Target | Realisasi | Target | Realisasi |\n| 1 | Luas panen | 80 | 82 | 85 | 84 |\n"
    )
    (document,) = _documents(text)
    (row,) = document.indicators
    assert [(t.tahun, t.kind, t.raw) for t in row.target] == [
        (2021, "target", "80"),
        (2021, "realisasi", "82"),
        (2022, "target", "85"),
        (2022, "realisasi", "84"),
    ]


def test_a_dash_alone_is_no_formula():
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\n\n{_HEAD}1\tPanen\tLuas panen\t-\tBPS\n")
    (row,) = document.indicators
    assert (row.formula_text, row.formula.status) == (None, "absent")


def test_a_sasaran_across_the_table_holds_for_rows_whose_own_cell_is_blank():
    rows = (
        "1\tPanen\tLuas panen\tLuas\tBPS\n\tSASARAN 2 : Kebun rakyat\t\t\t\n2\t\tLuas kebun\tLuas\tBPS\n"
        "\tSASARAN 3 : Hutan\t\t\t\n3\tHutan lindung\tLuas hutan\tLuas\tBPS\n"
    )
    (document,) = _documents(f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH\n\n{_HEAD}{rows}")
    assert [i.sasaran for i in document.indicators] == ["Panen", "Kebun rakyat", "Hutan lindung"]
    left = [entry.text for entry in document.remainder]
    assert "SASARAN 3 : Hutan" in left
    assert "SASARAN 2 : Kebun rakyat" not in left
