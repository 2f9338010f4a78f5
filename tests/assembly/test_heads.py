"""Headings: which lines under the first one are the body and its government, and which are something else."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

TABLE = (
    "NO\tSASARAN\tINDIKATOR KINERJA UTAMA\tFORMULASI\tSUMBER DATA\n"
    "1\tMeningkatnya mutu\tPersentase layanan\tA / B x 100%\tLaporan\n"
)


def head_of(heading: str, between: str = "\n") -> tuple[str | None, str | None, int | None]:
    """What is read of a paper that begins with the heading: its title without the first line, its body, its year."""
    (document,) = read_source(f"{heading}\n{between}{TABLE}".encode()).documents
    title = document.judul and document.judul.removeprefix(heading.split("\n")[0]).strip()
    return title, document.instansi, document.tahun


@pytest.mark.parametrize(
    "body",
    [
        "LOKA CONTOH KOTA WANASARI",
        "BAWASLU KABUPATEN MANDALA",
        "TAMAN BUDAYA NUSA KENCANA",
        "PERUMDA AIR MINUM TIRTA CONTOH",
        "PT BANK CONTOH WANASARI (PERSERODA)",
        "TERMINAL TIPE A WANASARI",
        "POLRES TANJUNG\nKALIMAS",
        "KODIM 0699/WANASARI",
        "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA, PENGENDALIAN\nPENDUDUK DAN KELUARGA BERENCANA KABUPATEN MANDALA",
        "DINAS PEKERJAAN UMUM DAN\nPENATAAN RUANG KOTA WANASARI",
        "DINAS KESEHATAN KOTA\nWANASARI",
    ],
)
@pytest.mark.parametrize("style", ["plain", "year_first", "apart", "bold", "no_year"])
def test_a_body_may_have_any_name(body, style):
    lines = body.split("\n")
    whole = " ".join(lines)
    heading = {
        "plain": ["INDIKATOR KINERJA UTAMA", *lines, "TAHUN 2024"],
        "year_first": ["INDIKATOR KINERJA UTAMA", "TAHUN 2024", *lines],
        "apart": ["INDIKATOR KINERJA UTAMA", "", *lines, "", "TAHUN 2024"],
        "bold": [f"**{line}**" for line in ("INDIKATOR KINERJA UTAMA", *lines, "TAHUN 2024")],
        "no_year": ["INDIKATOR KINERJA UTAMA (IKU)", *lines],
    }[style]
    title, instansi, tahun = head_of("\n".join(heading))
    assert instansi == whole
    assert tahun == (None if style == "no_year" else 2024)
    assert whole in (title or "")


@pytest.mark.parametrize(
    "line",
    [
        "(IKU)",
        "TABEL 1",
        "Tabel 2.1 Sasaran",
        "LAMPIRAN II",
        "NOMOR 188/12/KEP/2024",
        "TENTANG PENETAPAN IKU",
        "SASARAN STRATEGIS",
        "TUJUAN 1 MENINGKATNYA MUTU LAYANAN",
        "MENINGKATNYA MUTU LAYANAN MASYARAKAT",
        "MEWUJUDKAN LAYANAN PRIMA",
        "KINERJA TAHUNAN",
        "DAFTAR ISI",
        "KATA PENGANTAR",
        "BAB I",
        "A. LATAR BELAKANG",
        "1. UMUM",
        "DITETAPKAN DI WANASARI",
        "WANASARI, 2 JANUARI 2024",
        "NIP. 19700102 199503 1 004",
        "(REVIU)",
        "REVISI I",
        "Halaman 1 dari 3",
        "12",
        "Dinas ini melayani masyarakat.",
        "Mercusuar Contoh Wanasari",
        "DENGAN RAHMAT TUHAN YANG MAHA ESA",
        "SESUAI RPJMD KABUPATEN MANDALA",
        "PROGRAM PENINGKATAN MUTU",
        "JL. RAYA CONTOH NO. 5",
        "ESELON II",
        "VISI WANASARI MAJU",
        "URUSAN PENDIDIKAN",
        "CAPAIAN KINERJA",
        "PERANGKAT DAERAH",
        "Drs. SURYA DARMA, M.Si",
        "SURYA DARMA, S.H.",
    ],
)
def test_what_else_stands_under_a_heading_is_no_body(line):
    for between in ("\n", ""):
        _, instansi, _ = head_of(f"INDIKATOR KINERJA UTAMA\n{line}", between)
        assert instansi is None


@pytest.mark.parametrize(
    ("year", "tahun"),
    [
        ("T.A. 2024", 2024),
        ("TA 2024", 2024),
        ("TAHUN BUKU 2024", 2024),
        ("TAHUN 2 0 2 4", 2024),
        ("SEMESTER I TAHUN 2024", 2024),
        ("TAHUN 2021 S.D. 2026", None),
        ("TAHUN PELAJARAN 2023/2024", None),
    ],
)
def test_wordings_of_the_year(year, tahun):
    title, instansi, found = head_of(f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH\n{year}")
    assert (title, instansi, found) == (f"DINAS CONTOH {year}", "DINAS CONTOH", tahun)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("IKU\nDINAS CONTOH KOTA WANASARI\nTAHUN 2024", "IKU DINAS CONTOH KOTA WANASARI TAHUN 2024"),
        ("I K U\nTAHUN 2024", "I K U TAHUN 2024"),
        ("IKU", None),
        ("IKU\nMENINGKATNYA MUTU", None),
    ],
)
def test_the_abbreviation_is_a_heading_with_its_body_or_year(heading, title):
    (document,) = read_source(f"{heading}\n\n{TABLE}".encode()).documents
    assert document.judul == title


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("IKU BALAI BESAR CONTOH", [("DINAS CONTOH", 2024), ("BALAI BESAR CONTOH", None)]),
        ("IKU BIDANG CONTOH", [("DINAS CONTOH", 2024)]),
    ],
)
def test_the_abbreviation_before_a_body_opens_a_paper_and_before_a_part_none(line, found):
    text = f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nTAHUN 2024\n\n{TABLE}\n{line}\n\n{TABLE}"
    assert [(document.instansi, document.tahun) for document in read_source(text.encode()).documents] == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(["LAYANAN AIR BERSIH WANASARI"] * 4), id="running text in capitals"),
        pytest.param("\n\n\nGEDUNG UTAMA WANASARI", id="far below"),
        pytest.param("GEDUNG UTAMA\tWANASARI", id="in columns"),
    ],
)
def test_a_line_of_capitals_is_a_body_only_in_its_place(text):
    _, instansi, _ = head_of(f"INDIKATOR KINERJA UTAMA\n{text}")
    assert instansi is None


@pytest.mark.parametrize(
    "heading",
    [
        "INDIKATOR KINERJA UTAMA KECAMATAN CONTOH KABUPATEN\nMANDALA TAHUN 2024",
        "INDIKATOR KINERJA UTAMA DINAS PEKERJAAN UMUM DAN\nPENATAAN RUANG KOTA WANASARI TAHUN 2024",
        "INDIKATOR KINERJA UTAMA DINAS PEMBERDAYAAN MASYARAKAT, PENGENDALIAN\nPENDUDUK KOTA WANASARI TAHUN 2024",
        "Indikator Kinerja Utama Dinas Pekerjaan Umum dan\nPenataan Ruang Kota Wanasari\nTahun 2024",
    ],
)
def test_a_heading_in_one_breath_over_two_lines(heading):
    (document,) = read_source(f"{heading}\n\n{TABLE}".encode()).documents
    assert document.judul == " ".join(heading.split("\n"))
    assert document.tahun == 2024
    assert document.instansi is not None
    assert document.instansi.lower().startswith(("kecamatan contoh kabupaten mandala", "dinas pe"))
    assert document.instansi.lower().endswith(("wanasari", "mandala"))


def test_the_lines_of_a_whole_name_are_not_gone_on_with():
    title, instansi, _ = head_of("INDIKATOR KINERJA UTAMA\nDINAS CONTOH KOTA WANASARI\nGEDUNG UTAMA")
    assert (title, instansi) == ("DINAS CONTOH KOTA WANASARI", "DINAS CONTOH KOTA WANASARI")


def test_a_body_that_only_its_place_tells_is_less_sure():
    for body, confidence in (("DINAS CONTOH", 1.0), ("MERCUSUAR CONTOH", 0.8)):
        text = f"INDIKATOR KINERJA UTAMA\n{body}\nTAHUN 2024\n\n{TABLE}"
        (document,) = read_source(text.encode()).documents
        assert [e.confidence for e in document.evidence if e.pointer == "/instansi"] == [confidence]


ENTRY = "{n} DINAS {name} KOTA WANASARI\n\nINDIKATOR KINERJA UTAMA\n\nTugas : membantu wali kota\n\n{table}\n"


@pytest.mark.parametrize(("one", "two"), [("1.", "2."), ("A.", "B."), ("I.", "II."), ("", "")])
def test_each_entry_of_an_annex_names_its_body_above_the_heading(one, two):
    text = ENTRY.format(n=one, name="KESEHATAN", table=TABLE) + ENTRY.format(n=two, name="PERTANIAN", table=TABLE)
    found = [document.instansi for document in read_source(text.encode()).documents]
    assert found == ["DINAS KESEHATAN KOTA WANASARI", "DINAS PERTANIAN KOTA WANASARI"]


@pytest.mark.parametrize(
    "line",
    ["KEPALA DINAS KESEHATAN", "1. Dinas melayani masyarakat", "2. PENDAHULUAN", "Dinas Kesehatan melayani kota"],
)
def test_other_lines_above_a_heading_name_no_body(line):
    (document,) = read_source(f"{line}\n\nINDIKATOR KINERJA UTAMA\n\n{TABLE}".encode()).documents
    assert document.instansi is None


@pytest.mark.parametrize(
    ("letterhead", "body", "key"),
    [
        ("PEMERINTAH KOTA WANASARI\nDINAS KESEHATAN", "DINAS KESEHATAN", "dinas-kesehatan--kota-wanasari"),
        (
            "DINAS PEKERJAAN UMUM DAN\nPENATAAN RUANG\nKABUPATEN MANDALA",
            "DINAS PEKERJAAN UMUM DAN PENATAAN RUANG KABUPATEN MANDALA",
            "dinas-pekerjaan-umum-dan-penataan-ruang--kabupaten-mandala",
        ),
        ("PEMERINTAH KOTA WANASARI", "PEMERINTAH KOTA WANASARI", "pemerintah--kota-wanasari"),
        (
            "PEMERINTAH KOTA WANASARI\nDINAS KESEHATAN\nJl. Raya Contoh 5\nTelp. 0299-12345",
            "DINAS KESEHATAN",
            "dinas-kesehatan--kota-wanasari",
        ),
        ("BIDANG PEMBINAAN\nDINAS PERTANIAN KOTA WANASARI", "BIDANG PEMBINAAN DINAS PERTANIAN KOTA WANASARI", None),
    ],
)
def test_a_letterhead_names_the_body(letterhead, body, key):
    (document,) = read_source(f"{letterhead}\n\nINDIKATOR KINERJA UTAMA\nTAHUN 2024\n\n{TABLE}".encode()).documents
    assert (document.instansi, document.tahun) == (body, 2024)
    assert key in (None, document.instansi_key)


@pytest.mark.parametrize(
    ("heading", "instansi", "tahun"),
    [
        ("# INDIKATOR KINERJA UTAMA\n\n## Mercusuar Contoh\n\n### Tahun 2024", "Mercusuar Contoh", 2024),
        ("## INDIKATOR KINERJA UTAMA\n\n**Mercusuar Contoh**\n\nTahun 2024", None, None),
        ("## INDIKATOR KINERJA UTAMA\n\n## Latar Belakang\n\n", None, None),
        ("## INDIKATOR KINERJA UTAMA\n\n## Layanan Dasar", None, None),
        ("## INDIKATOR KINERJA UTAMA\nMERCUSUAR CONTOH", "MERCUSUAR CONTOH", None),
        ("Indikator Kinerja Utama\nMercusuar Contoh\nTahun 2024", "Mercusuar Contoh", 2024),
        ("Indikator Kinerja Utama\nMercusuar Contoh", None, None),
    ],
)
def test_a_name_in_another_type_than_the_heading(heading, instansi, tahun):
    _, found, year = head_of(heading)
    assert (found, year) == (instansi, tahun)


def test_a_revision_label_inside_a_heading_is_no_part_of_the_title():
    text = f"INDIKATOR KINERJA UTAMA\n(REVIU)\nMERCUSUAR CONTOH\nTAHUN 2024\n\n{TABLE}"
    (document,) = read_source(text.encode()).documents
    assert document.judul == "INDIKATOR KINERJA UTAMA MERCUSUAR CONTOH TAHUN 2024"
    assert (document.instansi, document.revisi_label) == ("MERCUSUAR CONTOH", "(REVIU)")


def test_a_line_that_only_its_place_makes_a_name_opens_no_document():
    first = f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH KOTA WANASARI\n\n{TABLE}\n"
    (document,) = read_source(f"{first}INDIKATOR KINERJA UTAMA\nLAYANAN DASAR\n\n{TABLE}".encode()).documents
    assert [indicator.table_no for indicator in document.indicators] == [1, 2]
    both = read_source(f"{first}INDIKATOR KINERJA UTAMA\nPUSKESMAS CONTOH\n\n{TABLE}".encode()).documents
    assert [document.instansi for document in both] == ["DINAS CONTOH KOTA WANASARI", "PUSKESMAS CONTOH"]


@pytest.mark.parametrize(
    "line",
    [
        "DRAFT",
        "(Draf Akhir)",
        "RANCANGAN",
        "KONSEP 2",
        "SALINAN",
        "WANASARI HEBAT DAN SEJAHTERA",
        '"SATU TEKAD"',
        "KERJA IKHLAS",
    ],
)
@pytest.mark.parametrize(
    ("heading", "title", "body"),
    [
        ("INDIKATOR KINERJA UTAMA\n{}\nTAHUN 2024", "TAHUN 2024", None),
        ("INDIKATOR KINERJA UTAMA\n{}\nDINAS CONTOH\nTAHUN 2024", "DINAS CONTOH TAHUN 2024", "DINAS CONTOH"),
        ("INDIKATOR KINERJA UTAMA\nDINAS CONTOH\n{}\nTAHUN 2024", "DINAS CONTOH TAHUN 2024", "DINAS CONTOH"),
        ("INDIKATOR KINERJA UTAMA\nTAHUN 2024\n{}", "TAHUN 2024", None),
    ],
)
def test_a_line_inside_a_heading_that_is_no_part_of_the_title(line, heading, title, body):
    assert head_of(heading.format(line)) == (title, body, 2024)


def test_a_line_inside_a_heading_is_left_over():
    text = f"INDIKATOR KINERJA UTAMA\nDRAFT\nTAHUN 2024\n\n{TABLE}"
    (document,) = read_source(text.encode()).documents
    assert "DRAFT" in [entry.text for entry in document.remainder]


@pytest.mark.parametrize("line", ["KONSEP PELAYANAN", "RANCANGAN PEMBANGUNAN WILAYAH", "DRAFT disusun tim"])
def test_a_line_that_says_more_than_how_far_a_paper_has_come_ends_the_heading(line):
    assert head_of(f"INDIKATOR KINERJA UTAMA\n{line}\nTAHUN 2024") == ("", None, None)


@pytest.mark.parametrize(
    "body", ["GRAHA SEHAT WANASARI", "TAMAN MAKMUR WANASARI", "DESA MAJU JAYA", "PT MAJU BERSAMA (PERSERODA)"]
)
def test_a_body_may_have_a_word_of_praise_in_its_name(body):
    assert head_of(f"INDIKATOR KINERJA UTAMA\n{body}\nTAHUN 2024")[1] == body


BODIES = [
    ("PUSKESMAS\nSEHAT BERSAMA", "PUSKESMAS SEHAT BERSAMA"),
    ('PUSKESMAS\n"MEKAR SARI"', 'PUSKESMAS "MEKAR SARI"'),
    ("PERUMDA PASAR\nMAJU JAYA", "PERUMDA PASAR MAJU JAYA"),
    ('UPTD BALAI\n"BINA REMAJA"', 'UPTD BALAI "BINA REMAJA"'),
    ("KECAMATAN SUKA\nMAJU BERSATU\nKOTA WANASARI", "KECAMATAN SUKA MAJU BERSATU KOTA WANASARI"),
    ("RUMAH SAKIT UMUM DAERAH\nSEHAT SEJAHTERA", "RUMAH SAKIT UMUM DAERAH SEHAT SEJAHTERA"),
]
MOTTOS = [
    ("PUSKESMAS\nSEHAT BERSAMA\nKERJA IKHLAS", "PUSKESMAS SEHAT BERSAMA"),
    ('PUSKESMAS "MEKAR SARI"\nSEHAT BERSAMA', 'PUSKESMAS "MEKAR SARI"'),
    ("PUSKESMAS KOTA WANASARI\nSEHAT BERSAMA", "PUSKESMAS KOTA WANASARI"),
    ("DESA CONTOH\nCONTOH MAJU DAN MAKMUR", "DESA CONTOH"),
    ("DESA CONTOH\n\nMAJU MAKMUR", "DESA CONTOH"),
    ("KELURAHAN CONTOH\nMELAYANI SEPENUH HATI", "KELURAHAN CONTOH"),
    ("KERJA IKHLAS\nDESA CONTOH", "DESA CONTOH"),
]


@pytest.mark.parametrize(("lines", "body"), [*BODIES, *MOTTOS])
def test_words_of_a_motto_are_the_name_of_a_body_that_bears_one(lines, body):
    assert head_of(f"INDIKATOR KINERJA UTAMA\n{lines}\nTAHUN 2024")[1:] == (body, 2024)


@pytest.mark.parametrize(("lines", "body"), [*BODIES, ("DINAS CONTOH\nKERJA IKHLAS", None)])
def test_words_of_a_motto_are_a_name_in_a_letterhead_too(lines, body):
    (document,) = read_source(f"{lines}\n\nINDIKATOR KINERJA UTAMA\nTAHUN 2024\n\n{TABLE}".encode()).documents
    assert (document.instansi, document.tahun) == (body, 2024)


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("INDIKATOR KINERJA UTAMA REVISI TAHUN 2024", "REVISI"),
        ("INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nTAHUN 2024 (REVISI KE-2)", "(REVISI KE-2)"),
        ("INDIKATOR KINERJA UTAMA\nDINAS CONTOH\nREVIU\nTAHUN 2024", "REVIU"),
        ("INDIKATOR KINERJA UTAMA\nHASIL REVIU\nDINAS CONTOH\nTAHUN 2024", "HASIL REVIU"),
        ("INDIKATOR KINERJA UTAMA\nPERUBAHAN RENSTRA\nDINAS CONTOH\nTAHUN 2024", "PERUBAHAN RENSTRA"),
        ("INDIKATOR KINERJA UTAMA BIDANG PERUBAHAN IKLIM\nTAHUN 2024", None),
    ],
)
def test_a_revision_label_inside_the_lines_of_a_heading(heading, label):
    (document,) = read_source(f"{heading}\n\n{TABLE}".encode()).documents
    assert (document.revisi_label, document.tahun) == (label, 2024)
    assert "REVI" not in (document.instansi or "")
