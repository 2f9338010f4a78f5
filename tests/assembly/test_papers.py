"""Whole papers through the whole of reading: what was typed comes back, in every style, alone or bound together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iku.pipeline import read_source
from tests.papers import STYLES, Paper, papers, typed


def assert_same(document, paper: Paper) -> None:
    assert document.instansi == paper.instansi
    assert document.tahun == paper.tahun
    assert [s.text for s in document.statements if s.field == "tugas"] == [paper.tugas]
    assert [s.text.rstrip(";") for s in document.statements if s.field == "fungsi"] == list(paper.fungsi)
    read = [(i.no, i.sasaran, i.indikator, i.formula_text, list(i.sumber_data)) for i in document.indicators]
    wrote = [(r.no, r.sasaran, r.indikator, f"{r.numerator} / {r.denominator} x 100%", [r.sumber]) for r in paper.rows]
    assert read == wrote
    assert [(s.jabatan, s.nama, s.nip) for s in document.signatures] == (
        [] if paper.signer is None else [(paper.signer[0], paper.signer[1], paper.signer[2].replace(" ", ""))]
    )


@settings(max_examples=60, deadline=None)
@given(paper=papers(), style=st.sampled_from(STYLES))
def test_a_paper_comes_back_as_typed(paper, style):
    result = read_source(typed(paper, style).encode())
    assert len(result.documents) == 1
    assert_same(result.documents[0], paper)
    assert result.coverage == 1.0
    assert {entry.reason.value for entry in result.documents[0].remainder} <= {"furniture"}


@settings(max_examples=25, deadline=None)
@given(bound=st.lists(st.tuples(papers(), st.sampled_from(STYLES)), min_size=2, max_size=4))
def test_papers_bound_together_come_apart(bound):
    text = "\n\n\n".join(typed(paper, style) for paper, style in bound)
    documents = read_source(text.encode()).documents
    assert len(documents) == len(bound)
    for document, (paper, _) in zip(documents, bound, strict=True):
        assert_same(document, paper)


@settings(max_examples=30, deadline=None)
@given(paper=papers(), style=st.sampled_from(STYLES), data=st.data())
def test_every_value_has_evidence_that_holds_it(paper, style, data):
    text = typed(paper, style)
    (document,) = read_source(text.encode()).documents
    lines = text.split("\n")
    evidence = {entry.pointer: entry for entry in document.evidence}
    n = data.draw(st.integers(0, len(document.indicators) - 1))
    for name in ("indikator", "sasaran", "formula_text", "sumber_data"):
        entry = evidence[f"/indicators/{n}/{name}"]
        assert entry.raw in lines[entry.line - 1]
    assert evidence["/instansi"].raw == f"Instansi : {paper.instansi}"


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15, deadline=None)
@given(paper=papers())
def test_line_ends_and_encodings_make_no_difference(style, paper):
    text = typed(paper, style)
    wanted = read_source(text.encode()).documents[0]
    for data in (text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode("utf-16")):
        found = read_source(data).documents[0]
        assert found.indicators == tuple(
            replace(i, indicator_id=f"{found.document_id}/{n}") for n, i in enumerate(wanted.indicators, 1)
        )
        assert found.statements == wanted.statements


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("NO\tINDIKATOR KINERJA UTAMA\n|<table>$\\{}123.:%-*SumberData "), max_size=400))
def test_nothing_that_is_typed_makes_reading_fail(text):
    result = read_source((text or "x").encode())
    assert result.outcome.value in {"ok", "partial", "empty"}


@settings(max_examples=60, deadline=None)
@given(paper=papers(), cut=st.integers(0, 2_000), noise=st.text(max_size=40))
def test_nothing_printed_is_lost(paper, cut, noise):
    """Every word of a damaged paper stands in a document's evidence or in the remainder."""
    text = typed(paper, "tabs")
    text = text[:cut] + "\n" + noise + "\n" + text[cut:]
    result = read_source(text.encode("utf-8", "ignore") or b"x")
    kept = " ".join(
        [entry.raw for document in result.documents for entry in document.evidence]
        + [entry.text for document in result.documents for entry in document.remainder]
        + [entry.text for entry in result.remainder]
    )
    lost = [row.indikator for row in paper.rows if row.indikator in text and row.indikator not in kept]
    assert not lost


def test_a_row_under_a_blank_merged_indicator_is_left_over_and_not_lost():
    rows = (
        "<tr><th>NO</th><th>INDIKATOR KINERJA UTAMA</th><th>RUMUS</th></tr>"
        "<tr><td>1</td><td>Persentase layanan</td><td>A</td></tr>"
        "<tr><td>2</td><td rowspan='2'></td><td>B</td></tr><tr><td>3</td><td>Rumus terakhir</td></tr>"
    )
    result = read_source(f"<html><h1>INDIKATOR KINERJA UTAMA</h1><table>{rows}</table></html>".encode())
    (document,) = result.documents
    assert [indicator.indikator for indicator in document.indicators] == ["Persentase layanan"]
    assert "Rumus terakhir" in [entry.text for entry in document.remainder]


def test_a_body_named_in_a_line_of_its_own_is_the_instansi():
    text = (
        "BADAN CONTOH DAERAH KOTA SUKAMAJU\n\nINDIKATOR KINERJA UTAMA\n\n"
        "NO\tINDIKATOR KINERJA UTAMA\tSUMBER DATA\n1\tPersentase layanan\tLaporan\n"
    )
    (document,) = read_source(text.encode()).documents
    assert document.instansi == "BADAN CONTOH DAERAH KOTA SUKAMAJU"
    assert document.instansi_key == "badan-contoh-daerah--kota-sukamaju"


def test_a_signer_read_twice_is_one_though_ink_hid_some_letters():
    signed = "Kota Contoh, 3 Mei 2021\nKEPALA DINAS\n\n\n{name}\nPembina\nNIP. {nip}\n"
    first = signed.format(name="Drs. SURYA DARMA", nip="19700102 199503 1 004")
    second = signed.format(name="1 Drs. SURYA DARNA", nip="1970010p 199503 1 004")
    other = signed.format(name="Drs. SURYA KENCANA", nip="19680711 199203 1 002")
    text = "INDIKATOR KINERJA UTAMA\n\nNO\tSASARAN\tINDIKATOR\tTARGET\n1\tPanen\tLuas tanam\t5\n\n"
    (document,) = read_source((text + first + second + other).encode()).documents
    assert [signature.nama for signature in document.signatures] == ["Drs. SURYA DARMA", "Drs. SURYA KENCANA"]


def test_the_sources_that_a_decree_quotes_are_not_its_own_basis():
    text = (
        "KEPUTUSAN KEPALA DINAS CONTOH\nNOMOR 12 TAHUN 2020\nTENTANG\nINDIKATOR KINERJA UTAMA\nDINAS CONTOH\n\n"
        "Menimbang : bahwa perlu\ntentang Sistem Akuntabilitas\nMengingat :\nPeraturan Bupati Nomor 9 Tahun 2014\n"
        "MEMUTUSKAN :\nKESATU : Indikator sebagaimana dalam\nLampiran Keputusan ini\nDitetapkan di Contoh\n\n"
        "INDIKATOR KINERJA UTAMA\n\nNO\tSASARAN\tINDIKATOR\tTARGET\n1\tPanen\tLuas tanam\t5\n"
    )
    (document,) = read_source(text.encode()).documents
    assert (document.dasar.nomor, document.dasar.tahun) == ("12", 2020)
    assert document.dasar.tentang == "INDIKATOR KINERJA UTAMA DINAS CONTOH"


def test_a_wide_gap_stands_for_the_colon_of_a_label():
    text = (
        "INDIKATOR KINERJA UTAMA\n\nNama Organisasi\tDinas Contoh\nTugas Pokok\tmelaksanakan urusan\n"
        "Fungsi\ta. perumusan kebijakan\n\nb. pelaksanaan kebijakan\n\n"
        "NO\tSASARAN\tINDIKATOR\tTARGET\n1\tPanen\tLuas tanam\t5\n"
    )
    (document,) = read_source(text.encode()).documents
    assert document.instansi == "Dinas Contoh"
    assert [(s.field, s.text) for s in document.statements] == [
        ("tugas", "melaksanakan urusan"),
        ("fungsi", "perumusan kebijakan"),
        ("fungsi", "pelaksanaan kebijakan"),
    ]


TABLE = "NO\tSASARAN\tINDIKATOR\tTARGET\n1\tPanen\tLuas tanam\t5\n\n"
PROSE = "Dinas melaksanakan pembinaan kepada kelompok tani di semua kecamatan.\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("INDIKATOR KINERJA UTAMA\n\n" + TABLE, [1], id="under its heading"),
        pytest.param(TABLE, [], id="no heading"),
        pytest.param(TABLE.replace("INDIKATOR", "INDIKATOR KINERJA UTAMA"), [1], id="named by its column"),
        pytest.param("Instansi : Dinas Contoh\n\n" + TABLE, [1], id="under a header block"),
        pytest.param("RENCANA AKSI TAHUN 2020\nInstansi : Dinas Contoh\n\n" + TABLE, [], id="another paper"),
        pytest.param("INDIKATOR KINERJA UTAMA\n\n" + TABLE + "RENCANA KINERJA\n\n" + TABLE, [1], id="a plan behind"),
        pytest.param("INDIKATOR KINERJA UTAMA\n\n" + PROSE * 60 + TABLE, [], id="far from the heading"),
        pytest.param("INDIKATOR KINERJA UTAMA\n\n" + TABLE + PROSE * 20 + TABLE, [1], id="a report goes on"),
        pytest.param("Indikator Kinerja Utama .......... 12\n\n" + TABLE, [], id="a line of contents"),
    ],
)
def test_which_tables_of_indicators_are_iku(text, rows):
    assert [len(document.indicators) for document in read_source(text.encode()).documents] == rows


@pytest.mark.parametrize(
    ("cover", "tahun"),
    [
        pytest.param("**LAPORAN DINAS CONTOH**\n\n**TAHUN 2019**\n", 2019, id="one year"),
        pytest.param("**RENSTRA 2018-2023**\n", None, id="a period"),
        pytest.param("**TAHUN 2018**\n\n**TAHUN 2019**\n", None, id="two years"),
        pytest.param("Laporan disusun pada 2019 oleh dinas\n", None, id="running text"),
    ],
)
def test_the_cover_states_the_year_that_the_heading_does_not(cover, tahun):
    text = f"{cover}\n**INDIKATOR KINERJA UTAMA**\n\nInstansi : Dinas Contoh\n\n{TABLE}"
    (document,) = read_source(text.encode()).documents
    assert document.tahun == tahun


HEADLESS = """<table>
<tr><td>5<td>Meningkatnya panen<td>Jumlah petani terlatih<td>Petani terlatih / seluruh petani x 100%<td>Laporan dinas<td>Bidang Tani</tr>
<tr><td>6<td>Tersedianya benih<td>Persentase benih unggul<td>Benih yang lulus uji<td>Data uji<td>Balai Benih</tr>
<tr><td>7<td>Terjaganya lahan<td>Luas lahan lestari<td>Luas menurut peta<td>Data BPS<td>Bidang Lahan</tr>
<tr><td colspan=3>&nbsp;<td colspan=3>Contoh, 5 Mei 2020<br>KEPALA DINAS,<br><br><br>Drs. SURYA DARMA<br>NIP. 19700102 199503 1 004</tr>
</table>"""  # noqa: E501


def test_a_table_without_heading_is_read_by_what_its_cells_say_and_says_so():
    title = "<h2>INDIKATOR</h2><h2>KINERJA UTAMA (IKU)</h2><h2>TAHUN 2020</h2>"
    (document,) = read_source((HEADLESS + title).encode()).documents
    assert [i.no for i in document.indicators] == ["5", "6", "7"]
    first = document.indicators[0]
    assert (first.sasaran, first.indikator) == ("Meningkatnya panen", "Jumlah petani terlatih")
    assert (first.formula_text, first.sumber_data) == ("Petani terlatih / seluruh petani x 100%", ("Laporan dinas",))
    assert first.penanggung_jawab == ("Bidang Tani",)
    assert first.confidence <= 0.7
    said = [e for e in document.evidence if e.pointer == "/indicators/0/indikator"]
    assert [step.split(":")[0] for e in said for step in e.steps] == ["columns_inferred"]
    assert [(s.nama, s.jabatan) for s in document.signatures] == [("Drs. SURYA DARMA", "KEPALA DINAS")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADLESS, id="no heading anywhere"),
        pytest.param(
            HEADLESS.replace("<td>Jumlah", "<td>Petani") + "<h2>INDIKATOR KINERJA UTAMA</h2>", id="no quantity"
        ),
        pytest.param(
            "INDIKATOR KINERJA UTAMA\n\n1\tPersiapan\tJumlah rapat\t3\t4\n2\tPelaksanaan\tJumlah acara\t5\t6\n"
            "3\tPelaporan\tJumlah laporan\t1\t2\n",
            id="figures without sources",
        ),
        pytest.param(HEADLESS.replace("<td>5", "<td>x") + "<h2>INDIKATOR KINERJA UTAMA</h2>", id="no numbers"),
    ],
)
def test_a_table_without_heading_that_does_not_tell_is_not_guessed(text):
    assert not any(document.indicators for document in read_source(text.encode()).documents)
