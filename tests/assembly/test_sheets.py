"""Sheets of one indicator each (kamus, manual, metadata, profil): label beside value, in tables and in lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.assembly.documents import read_documents
from iku.pipeline import read_source
from schemas.inline import Text
from schemas.page import Cell, Line, Method, Page, Piece, Row, Table

HEADING = "KAMUS INDIKATOR KINERJA UTAMA\nDINAS CONTOH KOTA SUKAMAJU\nTAHUN 2024\n\n"
SIGNED = "\n\nSukamaju, 2 Januari 2024\nKEPALA DINAS CONTOH\n\n\nSITI CONTOH, S.Sos\nNIP. 19700101 199503 2 001\n"

MUTU = [
    ("Sasaran", "Meningkatnya mutu"),
    ("Nama Indikator", "Persentase layanan tepat waktu"),
    ("Definisi Operasional", "Layanan yang selesai pada harinya"),
    ("Formula", "Layanan tepat waktu / Jumlah layanan x 100%"),
    ("Satuan", "%"),
    ("Sumber Data", "Register"),
    ("Penanggung Jawab", "Bidang Layanan"),
]
AKSES = [
    ("Sasaran", "Meluasnya akses"),
    ("Nama Indikator", "Indeks jangkauan"),
    ("Definisi Operasional", "Nilai survei jangkauan"),
    ("Formula", "Rata-rata nilai survei"),
    ("Satuan", "Indeks"),
    ("Sumber Data", "Survei"),
    ("Penanggung Jawab", "Sekretariat"),
]
ROWS = [
    (None, "Meningkatnya mutu", "Persentase layanan tepat waktu", "%", ("Register",), ("Bidang Layanan",)),
    (None, "Meluasnya akses", "Indeks jangkauan", "Indeks", ("Survei",), ("Sekretariat",)),
]
NUMBERED = [(str(n), *row[1:]) for n, row in enumerate(ROWS, start=1)]
PLAIN = [(None, None, *row[2:]) for row in ROWS]


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>\n"


def lines(rows, text: str = "{0} : {1}") -> str:
    return "\n".join(text.format(*row) for row in rows)


def read(text: str):
    (document,) = read_source((HEADING + text + SIGNED).encode()).documents
    assert document.judul == "KAMUS INDIKATOR KINERJA UTAMA DINAS CONTOH KOTA SUKAMAJU TAHUN 2024"
    assert [s.nama for s in document.signatures] == ["SITI CONTOH, S.Sos"]
    return document


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(table(*MUTU) + table(*AKSES), ROWS, id="a table each"),
        pytest.param(table(("Uraian", "Penjelasan"), *MUTU, *AKSES), ROWS, id="one table"),
        pytest.param(table(*((a, ":", b) for a, b in (*MUTU, *AKSES))), ROWS, id="a colon between"),
        pytest.param(
            table(*((f"{n}.", *row) for n, row in enumerate(MUTU, 1))) + table(*AKSES), ROWS, id="numbered labels"
        ),
        pytest.param(
            table(("<td rowspan=7>1</td>", *MUTU[0]), *MUTU[1:])
            + table(("<td rowspan=7>2</td>", *AKSES[0]), *AKSES[1:]),
            NUMBERED,
            id="numbered sheets",
        ),
        pytest.param(
            table(("<td colspan=2>INDIKATOR KINERJA UTAMA 1</td>",), *MUTU) + "IKU 2\n\n" + table(*AKSES),
            ROWS,
            id="a title in and above the table",
        ),
        pytest.param(
            f"1. {MUTU[1][1]}\n\n{table(*MUTU[1:])}\n2. {AKSES[1][1]}\n\n{table(*AKSES[1:])}",
            [(str(n), *row[1:]) for n, row in enumerate(PLAIN, start=1)],
            id="a line above repeats the indicator",
        ),
        pytest.param(
            f"Sasaran 1 : {MUTU[0][1]}\n\n{table(*MUTU[1:])}\nSasaran 2 : {AKSES[0][1]}\n\n{table(*AKSES[1:])}",
            ROWS,
            id="the sasaran above the table",
        ),
        pytest.param(table(*MUTU) + HEADING + table(*AKSES), ROWS, id="the heading again"),
        pytest.param(lines(MUTU) + "\n\n" + lines(AKSES), ROWS, id="lines"),
        pytest.param(lines(MUTU, "{0}\t: {1}") + "\n\n" + lines(AKSES, "{0}\t: {1}"), ROWS, id="lines with tabs"),
        pytest.param(
            lines(MUTU, "- **{0}:** {1}") + "\n\n### IKU 2\n" + lines(AKSES, "- **{0}:** {1}"), ROWS, id="bullets"
        ),
        pytest.param(
            f"1. {MUTU[1][0]} : {MUTU[1][1]}\n{lines([MUTU[0], *MUTU[2:]])}\n\n"
            f"2. {AKSES[1][0]} : {AKSES[1][1]}\n{lines([AKSES[0], *AKSES[2:]])}",
            NUMBERED,
            id="numbered lines",
        ),
        pytest.param(
            f"1. **{MUTU[1][1]}**\n{lines([MUTU[0], *MUTU[2:]])}\n\n"
            f"2. **{AKSES[1][1]}**\n{lines([AKSES[0], *AKSES[2:]])}",
            NUMBERED,
            id="lines under the name of the indicator",
        ),
    ],
)
def test_sheets_are_rows_of_one_table(text, rows):
    found = read(text).indicators
    assert [(i.no, i.sasaran, i.indikator, i.satuan, i.sumber_data, i.penanggung_jawab) for i in found] == rows
    assert {i.table_no for i in found} == {1}
    assert [(i.formula_text, i.keterangan) for i in found] == [(sheet[3][1], sheet[2][1]) for sheet in (MUTU, AKSES)]


def unnamed(sheet):
    return [row for row in sheet if row[0] != "Nama Indikator"]


TITLES = (f"1. {MUTU[1][1]}", f"2. {AKSES[1][1]}")
HEADED = ("Uraian", "Penjelasan")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{TITLES[0]}\n\n{table(*unnamed(MUTU))}\n{TITLES[1]}\n\n{table(*unnamed(AKSES))}",
            id="lines above",
        ),
        pytest.param(
            f"{TITLES[0]}\n\n{table(HEADED, *unnamed(MUTU))}\n{TITLES[1]}\n\n{table(HEADED, *unnamed(AKSES))}",
            id="lines above a heading of labels",
        ),
        pytest.param(
            table(
                (f"<td colspan=2>{TITLES[0]}</td>",),
                *unnamed(MUTU),
                (f"<td colspan=2>{TITLES[1]}</td>",),
                *unnamed(AKSES),
            ),
            id="rows across the table",
        ),
    ],
)
def test_a_title_may_name_the_indicator(text):
    assert [(i.no, i.indikator, i.formula_text) for i in read(text).indicators] == [
        (str(n), sheet[1][1], sheet[3][1]) for n, sheet in enumerate((MUTU, AKSES), start=1)
    ]


def test_a_label_over_two_lines_and_a_value_beside_it():
    text = (
        lines(MUTU[:3])
        + "\nFormula / Cara    : Layanan tepat waktu /\nPerhitungan    Jumlah layanan x 100%\n"
        + lines(MUTU[4:])
    )
    (indicator,) = read(text).indicators
    assert indicator.formula_text == "Layanan tepat waktu / Jumlah layanan x 100%"


def cut(*tables: list[tuple[str, ...]]) -> list[Page]:
    """A page for each table, as pages cut them."""
    return [
        Page(
            (Table(tuple(Row(tuple(Cell((Text(text),)) for text in row)) for row in rows)),),
            Method.PDF,
            number,
            595,
            842,
        )
        for number, rows in enumerate(tables, start=1)
    ]


def test_a_sheet_that_pages_cut_is_one():
    pages = cut(MUTU, [(*row, "", "") for row in AKSES[:1]], [(*row, "") for row in AKSES[1:]])
    title = Line((Piece((Text("KAMUS INDIKATOR KINERJA UTAMA"),)),))
    pages[0] = replace(pages[0], blocks=(title, *pages[0].blocks))
    (document,) = read_documents(pages).documents
    (found,) = document.tables
    columns = [column.kind.value for column in found.columns]
    rows = [{columns[n]: cell.text for n, cell in row.cells.items()} for row in found.rows]
    assert [(row["sasaran"], row["indikator"], row["sumber_data"]) for row in rows] == [
        ("Meningkatnya mutu", MUTU[1][1], "Register"),
        ("Meluasnya akses", AKSES[1][1], "Survei"),
    ]


def test_a_note_under_the_lines_of_a_sheet_is_a_note():
    document = read(lines(MUTU) + "\n\nKeterangan : data sementara")
    assert document.catatan == ("data sementara",)
    assert [i.keterangan for i in document.indicators] == [MUTU[2][1]]


def test_a_sasaran_above_several_sheets_holds_for_all_of_them():
    text = f"Sasaran : A\n{lines(MUTU[1:])}\n\n{lines(AKSES[1:])}\n\nSasaran : B\n{lines(AKSES[1:])}"
    assert [i.sasaran for i in read(text).indicators] == ["A", "A", "B"]


@pytest.mark.parametrize(
    ("rows", "targets"),
    [
        pytest.param([("Target 2024", "80"), ("Target 2025", "85")], [(2024, "80"), (2025, "85")], id="a label a year"),
        pytest.param([("Target", "2024", "2025"), ("", "80", "85")], [(2024, "80"), (2025, "85")], id="side by side"),
        pytest.param(
            [("<td rowspan=2>Target</td>", "2024", "80"), ("2025", "85")], [(2024, "80"), (2025, "85")], id="rows"
        ),
        pytest.param([("Target", "2024 : 80<br>2025 : 85")], [(2024, "80"), (2025, "85")], id="in one cell"),
        pytest.param([("Target", "80")], [(2024, "80")], id="of the year of the heading"),
    ],
)
def test_targets_of_a_sheet(rows, targets):
    (indicator,) = read(table(*MUTU, *rows)).indicators
    assert [(target.tahun, target.raw) for target in indicator.target] == targets


def test_labels_of_which_no_field_is_made_are_left_over():
    document = read(
        table(("Perspektif", "Pelanggan"), *MUTU, ("Polarisasi", "Maksimal"), ("Tujuan", "Menilai layanan"))
    )
    assert {"Pelanggan", "Maksimal", "Menilai layanan"} <= {entry.text for entry in document.remainder}
    assert [i.tujuan for i in document.indicators] == [None]


def test_a_header_block_in_the_table_is_none_of_the_sheet():
    text = table(("Perangkat Daerah", "Dinas Contoh"), ("Tujuan", "Terwujudnya layanan"), *MUTU)
    document = read(text)
    assert document.instansi == "Dinas Contoh"
    assert [(s.field, s.text) for s in document.statements] == [("tujuan", "Terwujudnya layanan")]
    assert [i.indikator for i in document.indicators] == [MUTU[1][1]]


def test_evidence_points_at_the_value():
    text = lines(MUTU)
    document = read(text)
    found = {entry.pointer: entry for entry in document.evidence}
    for pointer, at in (("indikator", 1), ("formula_text", 3), ("sumber_data", 5)):
        entry = found[f"/indicators/0/{pointer}"]
        assert (entry.raw, entry.line) == (MUTU[at][1], 5 + at)


FORM = [(label, f"Diisi dengan {label.lower()}") for label, _ in MUTU]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(table(*MUTU), id="no heading and no IKU in the labels"),
        pytest.param(HEADING + table(("Uraian", "Penjelasan"), *unnamed(MUTU)), id="no indicator is named"),
        pytest.param(HEADING + "Persentase dihitung begini\n\n" + table(*unnamed(MUTU)), id="a sentence above"),
        pytest.param(HEADING + table(*FORM), id="a form that explains how to fill it in"),
        pytest.param(HEADING + table(*((label, "") for label, _ in MUTU)), id="a blank form"),
        pytest.param(
            HEADING + table(("Uraian", "Penjelasan"), *((label, "") for label, _ in MUTU)),
            id="a blank form with a head",
        ),
        pytest.param(
            HEADING + "Sasaran : hasil\nIndikator Kinerja : ukuran keberhasilan\nFormula : cara\nSumber Data : asal\n",
            id="explained words",
        ),
        pytest.param(
            HEADING
            + "Program : Layanan\nKegiatan : Pembinaan\nIndikator Kinerja : Jumlah orang\nTarget : 50\nSatuan : orang\n"
            + "Sumber Dana : PAD\nLokasi : Kota\nSumber Data : Laporan\n",
            id="terms of reference of an activity",
        ),
        pytest.param(
            HEADING + table(*MUTU[:2], ("Pernyataan Risiko", "Gagal"), ("Penyebab", "Lalai"), *MUTU[5:]),
            id="a register of risks",
        ),
        pytest.param(
            HEADING + table(("Nomor SOP", "1"), ("Judul SOP", "Indikator Kinerja Utama"), ("Sumber Data", "Laporan")),
            id="an SOP",
        ),
        pytest.param(
            HEADING + "Sasaran : Mutu\nIndikator Kinerja : Indeks mutu\nTarget : 80\nRealisasi : 82\nSatuan : Indeks\n",
            id="a measurement",
        ),
    ],
)
def test_what_only_looks_like_a_sheet_is_none(text):
    assert not any(document.indicators for document in read_source(text.encode()).documents)
