"""Page numbers, running heads, tables and labels cut in two: what pages did to a text is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.assembly.pages import join_labels, part_furniture, sew_pages
from extract.assembly.pages.sewing import sew_tables
from normalize.formulas import plain
from schemas.inline import EMPTY, split_lines, text_content
from schemas.page import Box, Cell, Line, Method, Page, Piece, Row, Table, Where

XS = [50.0, 80.0, 230.0, 400.0, 550.0]
HEAD = ["NO", "SASARAN", "INDIKATOR KINERJA UTAMA", "SUMBER DATA"]


def line(text: str, top: float, x: float = 50.0, gap: float = 0.0) -> Line:
    pieces, at = [], x
    for part in text.split("|"):
        pieces.append(Piece(text_content(part.strip()), Box(at, top, at + 5 * len(part), top + 10)))
        at += 100
    return Line(tuple(pieces), Where(1, None, Box(x, top, at, top + 10)), gap=gap)


def table(
    *rows: Sequence[str | None], xs: Sequence[float] = XS, spans: dict[tuple[int, int], int] | None = None
) -> Table:
    """A ruled table; None where a cell from above reaches over."""
    made = []
    for r, row in enumerate(rows):
        cells = [
            None
            if text is None
            else Cell(
                text_content(text) if text else EMPTY,
                Where(1, None, Box(xs[c], 100 + 20 * r, xs[c + 1], 120 + 20 * r)),
                (spans or {}).get((r, c), 1),
            )
            for c, text in enumerate(row)
        ]
        made.append(Row(tuple(cells)))
    return Table(tuple(made), Where(1, None, Box(xs[0], 100, xs[-1], 100 + 20 * len(rows))))


def page(number: int, *blocks: Line | Table) -> Page:
    return Page(tuple(blocks), Method.PDF, number, 600.0, 800.0)


def read(page: Page) -> list[str]:
    return [
        " | ".join(plain(p.content) for p in block.pieces) if isinstance(block, Line) else "table"
        for block in page.blocks
    ]


def texts(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else plain(cell.content) for cell in row.cells] for row in table.rows]


# ---- furniture


@pytest.mark.parametrize("number", ["- 12 -", "12", "Halaman 3 dari 20", "hal. 3", "iv", "Page 2 of 9", "– xii –"])
def test_page_numbers_go(number):
    ((kept, gone),) = part_furniture([page(1, line("isi", 300), line(number, 770))])
    assert read(kept) == ["isi"]
    assert len(gone) == 1


@pytest.mark.parametrize(
    ("text", "top"),
    [("12 Januari 2021", 770), ("NIP. 19700101 199003 1 001", 770), ("12", 400), ("I", 40), ("1. Tertib", 40)],
)
def test_what_only_looks_like_a_page_number_stays(text, top):
    ((kept, gone),) = part_furniture([page(1, line(text, top), line("isi", 600 if top < 100 else 300))])
    assert text in read(kept)
    assert gone == ()


def test_running_feet_come_back_with_other_numbers():
    pages = [page(n, line("isi", 300), line(f"Renstra Dinas Contoh {n}", 770)) for n in (1, 2, 3)]
    assert [read(kept) for kept, _ in part_furniture(pages)] == [["isi"]] * 3


def test_running_heads_must_come_back_twice():
    pages = [page(n, line("Laporan Kinerja Dinas Contoh", 40), line(f"isi {n}", 300)) for n in (1, 2, 3)]
    assert [read(kept) for kept, _ in part_furniture(pages)] == [["isi 1"], ["isi 2"], ["isi 3"]]
    assert [read(kept) for kept, _ in part_furniture(pages[:2])] == [read(p) for p in pages[:2]]


@pytest.mark.parametrize("head", ["INDIKATOR KINERJA UTAMA", "PERATURAN WALI KOTA CONTOH", "LAMPIRAN II", "(REVIU)"])
def test_headings_that_come_back_stay(head):
    pages = [page(n, line(head, 40), line("isi", 300)) for n in (1, 2, 3)]
    assert all(read(kept)[0] == head for kept, _ in part_furniture(pages))


def test_text_without_pages_passes():
    text = Page((line("- 1 -", 770),), Method.TEXT)
    assert list(part_furniture([text])) == [(text, ())]


# ---- tables over page breaks


def test_a_table_goes_on_under_its_heading():
    first = table(HEAD, ["1", "2", "3", "4"], ["1", "Tertib", "Persentase desa", "Laporan"])
    second = table(HEAD, ["1", "2", "3", "4"], ["2", "Aman", "Jumlah kasus", "Dokumen"])
    one, two = sew_pages([page(1, line("isi", 50), first), page(2, second, line("Bandung", 500))])
    assert read(one) == ["isi", "table"]
    assert read(two) == ["Bandung"]
    assert texts(one.blocks[1])[2:] == [
        ["1", "Tertib", "Persentase desa", "Laporan"],
        ["2", "Aman", "Jumlah kasus", "Dokumen"],
    ]


def test_a_table_over_three_pages_without_headings():
    parts = [table(HEAD, ["1", "A", "Satu", "x"]), table(["2", "B", "Dua", "x"]), table(["3", "C", "Tiga", "x"])]
    pages = list(sew_pages([page(n, part) for n, part in enumerate(parts, 1)]))
    assert [len(p.blocks) for p in pages] == [1, 0, 0]
    assert [row[0] for row in texts(pages[0].blocks[0])] == ["NO", "1", "2", "3"]


def test_halves_of_a_row_are_joined_cell_by_cell():
    first = table(HEAD, ["9", "Meningkatnya", "Persentase desa yang", "Laporan"])
    second = table(HEAD, ["", "kemandirian desa", "mandiri", ""], ["10", "Aman", "Jumlah kasus", "Dokumen"])
    sewn = sew_tables(first, second)
    assert texts(sewn)[1:] == [
        ["9", "Meningkatnya kemandirian desa", "Persentase desa yang mandiri", "Laporan"],
        ["10", "Aman", "Jumlah kasus", "Dokumen"],
    ]
    (step,) = sewn.rows[1].cells[1].steps
    assert (step.name, step.before, step.after) == ("row_over_pages", "Meningkatnya", "Meningkatnya kemandirian desa")


def test_a_merged_cell_goes_on_over_the_break():
    first = table(HEAD, ["9", "Meningkatnya", "Persentase desa yang", "Laporan"])
    second = table(
        ["", "kemandirian", "mandiri", ""], [None, None, "Jumlah kasus", "Dokumen"], spans={(0, 0): 2, (0, 1): 2}
    )
    sewn = sew_tables(first, second)
    assert [(cell and cell.rowspan) for cell in sewn.rows[1].cells] == [2, 2, 1, 1]
    assert texts(sewn)[1:] == [
        ["9", "Meningkatnya kemandirian", "Persentase desa yang mandiri", "Laporan"],
        [None, None, "Jumlah kasus", "Dokumen"],
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "Jumlah kasus yang selesai", "Dokumen"],
        ["2", "ketertiban", "jumlah kasus", "dokumen"],
        ["", "", "- Jumlah kasus", "Dokumen bidang"],
    ],
    ids=["a new indicator under a merged cell", "a number of its own", "a list"],
)
def test_whole_rows_are_not_joined(row):
    first = table(HEAD, ["1", "Tertib", "Persentase desa mandiri", "Laporan"])
    assert texts(sew_tables(first, table(row)))[1:] == [["1", "Tertib", "Persentase desa mandiri", "Laporan"], row]


NAMED = ["1", "Tertib", "Persentase desa", "Laporan\nBidang Tata"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(["2", "Naik", "Tidak adanya Angka", "Data"], ["", "", "Kecelakaan", ""], id="one name"),
        pytest.param(
            ["2", "Naik", "Angka Partisipasi", "Rasio siswa per"], ["", "", "Kasar PAUD", "guru"], id="a sentence"
        ),
    ],
)
def test_halves_that_begin_with_a_name_are_joined_where_every_row_is_numbered(above, below):
    joined = [f"{a} {b}".strip() for a, b in zip(above, below, strict=True)]
    assert texts(sew_tables(table(HEAD, NAMED, above), table(below)))[2:] == [joined]


@pytest.mark.parametrize(
    ("numbered", "above", "below"),
    [
        pytest.param(
            "", ["2", "Naik", "Tidak adanya Angka", "Data"], ["", "", "Kecelakaan", ""], id="a number is missing above"
        ),
        pytest.param("1", ["2", "Naik", "Angka.", "Data"], ["", "", "Jumlah desa", ""], id="after a full sentence"),
        pytest.param("1", ["2", "Naik", "Angka", "Data"], ["", "", "Jumlah desa", "yang maju"], id="a quantity"),
        pytest.param("1", ["2", "Naik", "Angka", "Data"], ["", "", "Kecelakaan", "Buku"], id="two names"),
        pytest.param("1", ["2", "Naik", "Jumlah\nRT", "Data"], ["", "", "Tas desa maju", "Buku"], id="room above"),
    ],
)
def test_a_row_that_begins_with_a_capital_may_be_one_of_its_own(numbered, above, below):
    first = table(HEAD, [numbered, *NAMED[1:]], above)
    assert texts(sew_tables(first, table(below)))[3:] == [below]


def at_page_end(*cells: str) -> Table:
    """A table whose last row stands at the end of a page, its lines at their heights."""
    first = table(HEAD, NAMED, cells)
    lines = [
        replace(c, tops=(700.0, 712.0)[: len(split_lines(c.content)) if c.content else 0])
        for c in first.rows[-1].cells
        if c is not None
    ]
    return replace(first, rows=(*first.rows[:-1], Row(tuple(lines))))


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        pytest.param(
            ["2", "Naik", "Tidak ada\nAngka Tahunan", "Korban\ndi desa"], ["", "", "Kecelakaan", ""], True, id="full"
        ),
        pytest.param(
            ["2", "Naik", "Tidak ada Angka Tahunan", "Korban\ndi desa"], ["", "", "Kecelakaan", ""], False, id="short"
        ),
        pytest.param(
            ["", "Naik", "Angka\nPartisipasi Kasar", "Data\nPendidikan"],
            ["", "", "Sekolah", "Kementerian"],
            True,
            id="full, no number",
        ),
        pytest.param(
            ["", "Naik\nMutu", "Angka\nPartisipasi Kasar", "Data\nPendidikan"],
            ["", "", "Sekolah", "Kementerian"],
            False,
            id="all full",
        ),
    ],
)
def test_a_cell_that_goes_on_had_come_to_the_end_of_its_page(above, below, joined):
    assert (len(sew_tables(at_page_end(*above), table(below)).rows) == 3) is joined


def test_other_tables_stay_apart():
    first = table(HEAD, ["1", "Tertib", "Persentase desa", "Laporan"])
    other_heading = table(["NO", "TUJUAN", "INDIKATOR TUJUAN", "PENJELASAN"], ["1", "a", "b", "c"])
    other_columns = table(["2", "Aman", "Jumlah", "Dokumen"], xs=[50, 200, 300, 350, 550])
    fewer = table(["2", "Aman", "Jumlah"], xs=XS[:4])
    for second in (other_heading, other_columns, fewer):
        one, two = sew_pages([page(1, first), page(2, second)])
        assert (len(one.blocks), len(two.blocks)) == (1, 1)
    between = list(
        sew_pages([page(1, first, line("Catatan", 700)), page(2, table(["2", "Aman", "Jumlah", "Dokumen"]))])
    )
    assert [len(p.blocks) for p in between] == [2, 1]


def test_tables_on_pages_with_other_margins():
    moved = [x + 20 for x in XS]
    one, _ = sew_pages(
        [page(1, table(HEAD, ["1", "A", "Satu", "x"])), page(2, table(["2", "B", "Dua", "x"], xs=moved))]
    )
    assert len(one.blocks[0].rows) == 3


# ---- labels over two lines


def test_a_label_over_two_lines_is_one():
    joined = join_labels(page(1, line("Nama | : Badan Contoh", 50), line("Organisasi", 62), line("Tugas | : x", 80)))
    assert read(joined) == ["Nama Organisasi | : Badan Contoh", "Tugas | : x"]


def test_a_longer_label_over_two_lines_is_one_though_its_first_line_is_a_label():
    joined = join_labels(page(1, line("Tugas | : menata arsip di", 50), line("Pokok | bidang kebudayaan", 62)))
    assert read(joined) == ["Tugas Pokok | : menata arsip di bidang kebudayaan"]


def test_a_label_over_three_lines_is_one():
    lines = [line("Tugas | : menata", 50), line("Pokok dan | arsip dan", 62), line("Fungsi | mendata", 74)]
    assert read(join_labels(page(1, *lines))) == ["Tugas Pokok dan Fungsi | : menata arsip dan mendata"]


def test_the_value_beside_it_goes_on():
    joined = join_labels(page(1, line("Nama | : Badan Contoh", 50), line("Organisasi | Kabupaten Sukamaju", 62)))
    assert read(joined) == ["Nama Organisasi | : Badan Contoh Kabupaten Sukamaju"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nama | : Budi", "Jabatan | : Kepala"),
        ("Tugas | : Membina", "desa"),
        ("Tugas | : Membina", "Bidang Arsip | tertib"),
        ("Visi | : Terwujudnya", "Kabupaten maju"),
        ("Nama organisasi", "Dinas"),
        ("Visi | : Maju", "Misi"),
    ],
)
def test_other_lines_stay(first, second):
    before = page(1, line(first, 50), line(second, 62))
    assert join_labels(before) is before
