"""What stands in a DOCX: nothing lost, nothing twice, nothing that is not printed."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.docx import read_docx
from extract.docx.numbering import spell
from extract.errors import ReadError
from schemas.page import Emphasis, Line, Page, Table, UnreadReason
from tests.docx.typing_desk import docx, fraction, item, level, lists, p, r, t, tbl, tc, tr
from tests.pdf.looking import shown


def read(data: bytes) -> Page:
    (page,) = read_docx(data)
    return page


def lines(page: Page) -> list[tuple[str | None, list[str]]]:
    return [(b.marker, [shown(piece.content) for piece in b.pieces]) for b in page.blocks if isinstance(b, Line)]


def cells(page: Page, at: int = 0) -> list[list[str | None]]:
    table = [block for block in page.blocks if isinstance(block, Table)][at]
    return [[None if cell is None else shown(cell.content) for cell in row.cells] for row in table.rows]


def texts(body: str, **parts: str) -> list[str]:
    return ["|".join(pieces) for _, pieces in lines(read(docx(body, **parts)))]


def test_paragraphs_tabs_and_line_breaks():
    tab, line_break = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
    assert texts(p("Tugas", tab, ": Membina", tab, tab, "desa") + p("satu", line_break, "dua")) == [
        "Tugas|: Membina|desa",
        "satu",
        "dua",
    ]


def test_blank_lines_inside_a_paragraph_are_space_above_the_next():
    line_break = "<w:r><w:br/></w:r>"
    blocks = read(docx(p("satu", line_break, line_break, line_break, "dua", line_break, "tiga"))).blocks
    assert [b.gap for b in blocks] == [0.0, 2.0, 0.0]


def test_emphasis_alignment_and_empty_paragraphs():
    settings = '<w:pPr><w:outlineLvl w:val="0"/><w:jc w:val="center"/></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="H">{settings}</w:style>'
    body = (
        p("Judul", properties='<w:pStyle w:val="H"/>')
        + p()
        + p()
        + p(r("tebal", "<w:b/>"))
        + p(r("biasa", '<w:b w:val="0"/>'))
    )
    blocks = read(docx(body, styles=styles)).blocks
    assert [(b.emphasis, b.centred, b.gap) for b in blocks] == [
        (Emphasis.HEADING, True, 0),
        (Emphasis.BOLD, False, 2),
        (Emphasis.NONE, False, 0),
    ]


@pytest.mark.parametrize(
    ("run", "read_as"),
    [
        ("<w:del><w:r><w:delText>lama</w:delText></w:r></w:del>", "x"),
        (f"<w:ins>{r('baru')}</w:ins>", "barux"),
        (f"<w:hyperlink>{r('tautan ')}</w:hyperlink>", "tautan x"),
        (r("rahasia", "<w:vanish/>"), "x"),
        (r("kapital ", "<w:caps/>"), "KAPITAL x"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", "x"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B4"/></w:r>', "×x"),
        ('<w:r><w:sym w:font="Symbol" w:char="B3"/></w:r>', "≥x"),
        ("<w:r><w:t>N</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", "N-1x"),
        (r("2", '<w:vertAlign w:val="superscript"/>'), "^2x"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "x"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('isi ')}</w:sdtContent></w:sdt>", "isi x"),
    ],
    ids=["deleted", "inserted", "link", "hidden", "capitals", "field code", "symbol", "symbol without offset",
         "no-break hyphen", "raised", "footnote", "content control"],
)  # fmt: skip
def test_what_is_printed_of_a_run(run, read_as):
    assert texts(p(run, "x")) == [read_as]


def test_text_boxes_stand_once_after_their_paragraph():
    box = f"<w:txbxContent>{p('di dalam kotak')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(p("di luar", drawing) + p("sesudah")) == ["di luar", "di dalam kotak", "sesudah"]
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert texts(p("di luar", old)) == ["di luar", "di dalam kotak"]


def test_fractions_roots_and_powers():
    inner = fraction("A", "B") + t(" + ") + "<m:rad><m:e>" + t("C") + "</m:e></m:rad>"
    power = "<m:sSup><m:e>" + t("D") + "</m:e><m:sup>" + t("2") + "</m:sup></m:sSup>"
    body = tbl(tr(tc(p("<m:oMath>" + fraction(inner, power) + t(" x 100%") + "</m:oMath>"))))
    (row,) = cells(read(docx(body)))
    assert row[0].startswith("[[A : B] + ")
    assert row[0].endswith(" : D^2] x 100%")


@pytest.mark.parametrize(
    ("equation", "read_as"),
    [
        (f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>{t("A")}</m:num><m:den>{t("B")}</m:den></m:f>', "A / B"),
        (f"<m:d><m:e>{t('A')}</m:e></m:d>", "(A)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{t("A")}</m:e></m:d>', "[A]"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i")}</m:sub><m:e>{t("B")}</m:e></m:nary>', "∑ B"),
        ("<m:eqArr><m:e>" + t("satu") + "</m:e><m:e>" + t("dua") + "</m:e></m:eqArr>", "satu~dua"),
    ],
    ids=["slash", "brackets", "square brackets", "sum", "rows"],
)  # fmt: skip
def test_other_forms_of_equations(equation, read_as):
    assert cells(read(docx(tbl(tr(tc(p(f"<m:oMath>{equation}</m:oMath>")))))))[0][0] == read_as


def test_merged_cells_spans_and_repeated_headings():
    body = tbl(
        tr("NO", tc("TARGET", properties='<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        tr(tc("1", properties='<w:vMerge w:val="restart"/>'), "a", "b"),
        tr(tc("", properties="<w:vMerge/>"), "c", "d"),
        tr("2", "e"),
    )
    page = read(docx(body))
    assert cells(page) == [["NO", "TARGET", None], ["1", "a", "b"], [None, "c", "d"], ["2", "e", ""]]
    table = page.blocks[0]
    assert [row.is_heading for row in table.rows] == [True, False, False, False]
    assert (table.rows[1].cells[0].rowspan, table.rows[0].cells[1].colspan) == (2, 2)


def test_borders_that_were_moved_leave_no_idle_columns():
    wide = '<w:gridSpan w:val="2"/>'
    assert cells(read(docx(tbl(tr("1", tc("a", properties=wide), "x"), tr("2", tc("b", properties=wide), "y"))))) == [
        ["1", "a", "x"],
        ["2", "b", "y"],
    ]


def test_paragraphs_and_lists_inside_a_cell():
    body = tbl(tr(tc("Laporan", "Dokumen"), tc(item(1, "Bidang A"), item(1, "Bidang B"))))
    page = read(docx(body, numbering=lists(level(0, "lowerLetter", "%1."))))
    assert cells(page) == [["Laporan//Dokumen", "*Bidang A*Bidang B"]]
    breaks = [part for part in page.blocks[0].rows[0].cells[1].content if hasattr(part, "marker")]
    assert [part.marker for part in breaks] == ["a.", "b."]


def test_an_automatic_number_may_be_all_that_begins_a_row():
    blank, bullet = (p(properties=f'<w:numPr><w:numId w:val="{n}"/></w:numPr>') for n in (1, 2))
    body = tbl(
        tr("NO", "IKU"), tr(tc(blank), "a"), tr(tc(blank), tc(blank)), tr(tc(item(1, "x")), "b"), tr(tc(bullet), "c")
    )
    page = read(docx(body, numbering=lists(level(0, "decimal", "%1."), level(0, "bullet", "\uf0b7"))))
    assert cells(page) == [["NO", "IKU"], ["1.", "a"], ["2.", ""], ["*x", "b"], ["*", "c"]]
    assert page.blocks[0].rows[3].cells[0].content[0].marker == "3."


def test_nested_tables():
    inner = tbl(tr("Jumlah desa"), tr("Jumlah total"))
    pairs = tbl(tr("A", "satu"), tr("B", "dua"), tr("C", "tiga"))
    assert cells(read(docx(tbl(tr(tc("x", inner), tc("y", pairs)))))) == [
        ["x//[Jumlah desa : Jumlah total]", "y//A satu/B dua/C tiga"]
    ]


START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "shown_as"),
    [
        pytest.param(
            [("Jumlah A", tc("x 100%", properties=START)), ("Jumlah B", tc("", properties=GOES_ON))],
            "[Jumlah A : Jumlah B] x 100%",
            id="a multiplier beside both",
        ),
        pytest.param(
            [("R =", "Jumlah A", "x 1.000"), ("", "Jumlah B", "")], "R = [Jumlah A : Jumlah B] x 1.000", id="equated"
        ),
        pytest.param([("Jumlah A", ""), ("Jumlah B", "")], "[Jumlah A : Jumlah B]", id="a blank column"),
        pytest.param([("A", "satu"), ("B", "dua")], "A satu/B dua", id="two columns of texts"),
        pytest.param([("Jumlah A", "5"), ("Jumlah B", "")], "Jumlah A 5/Jumlah B", id="a figure beside"),
        pytest.param([("A", "x 100%"), ("B", ""), ("C", "")], "A x 100%/B/C", id="three rows"),
    ],
)
def test_a_nested_table_of_two_rows_may_be_a_fraction(rows, shown_as):
    inner = tbl(*(tr(*row) for row in rows))
    assert cells(read(docx(tbl(tr(tc(inner), "x"))))) == [[shown_as, "x"]]


def test_a_table_that_only_frames_a_page_is_none():
    table = tbl(tr("NO", "IKU", "RUMUS"), tr("1", "a", "b"))
    header = tbl(tr("Instansi", "Dinas"), tr("Visi", "x"), tr("Misi", "y"))
    page = read(docx(tbl(tr(tc("Judul", header, table)), tr(tc(tbl(tr(tc(table))), "Kepala")))))
    assert [type(block).__name__ for block in page.blocks] == ["Line", "Table", "Table", "Table", "Line"]
    assert cells(page, 1) == cells(page, 2) == [["NO", "IKU", "RUMUS"], ["1", "a", "b"]]


def test_a_table_of_one_column_that_holds_text_or_a_fraction_stays_one():
    fraction_table = tbl(tr("Jumlah desa"), tr("Jumlah total"))
    page = read(docx(tbl(tr(tc("Catatan", fraction_table)), tr("dua"))))
    assert cells(page) == [["Catatan//[Jumlah desa : Jumlah total]"], ["dua"]]


def test_automatic_numbers_restart_nest_and_take_their_form():
    numbering = lists(
        level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"),
        level(0, "bullet", "\uf0b7"),
        level(0, "upperRoman", "%1)", 4),
    )
    body = "".join(
        [
            item(1, "a"),
            item(1, "b", 1),
            item(1, "c", 1),
            item(1, "d"),
            item(1, "e", 1),
            item(2, "f"),
            item(3, "g"),
            item(3, "h"),
        ]
    )
    assert [marker for marker, _ in lines(read(docx(body, numbering=numbering)))] == [
        "1.", "1.1", "1.2", "2.", "2.1", "•", "IV)", "V)",
    ]  # fmt: skip


def test_a_number_from_a_style_and_one_switched_off():
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    off = '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("a", properties='<w:pStyle w:val="L"/>') + p("b", properties=off)
    found = lines(read(docx(body, styles=styles, numbering=lists(level(0, "decimal", "%1.")))))
    assert [marker for marker, _ in found] == ["1.", None]


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number):
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    values = [worth[letter] for letter in spell(number, "lowerRoman")]
    assert sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)) == number


def test_headers_footers_and_notes_are_left_out():
    data = docx(p("isi"), header1="<w:hdr/>", footnotes="<w:footnotes/>")
    assert [pieces for _, pieces in lines(read(data))] == [["isi"]]


def test_pictures_are_reported():
    page = read(docx(tbl(tr(tc(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "x"))))
    assert cells(page) == [["<picture>", "x"]]
    assert [entry.reason for entry in page.unread] == [UnreadReason.IMAGE]


def test_the_strict_form_of_the_format():
    data = docx(p("isi"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as copy:
        for name in source.namelist():
            text = source.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            copy.writestr(name, text)
    assert [pieces for _, pieces in lines(read(stream.getvalue()))] == [["isi"]]


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 rusak", "corrupt"),
        (docx(p("isi"))[:-60], "corrupt"),
        (docx("<w:p>"), "corrupt"),
        (docx(p(r(" " * (12 << 20)))), "too_large"),
    ],
    ids=["no zip", "cut short", "no xml", "bomb"],
)
def test_broken_files_say_why(data, reason):
    with pytest.raises(ReadError) as error:
        list(read_docx(data))
    assert error.value.reason_code == reason


def test_entities_are_not_resolved():
    page = read(docx(p("<w:r><w:t>x&b;&c;y</w:t></w:r>"), head=ENTITIES))
    assert "aaaa" not in str(lines(page))
    assert "root:" not in str(lines(page))


def test_a_package_without_its_document():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/other.xml", "<x/>")
    with pytest.raises(ReadError):
        list(read_docx(stream.getvalue()))


def test_deep_nesting_ends():
    body = "x"
    for _ in range(40):
        body = tbl(tr(tc(body)))
    equation = t("a")
    for _ in range(60):
        equation = f"<m:f><m:num>{equation}</m:num><m:den>{t('b')}</m:den></m:f>"
    assert read(docx(body + p(f"<m:oMath>{equation}</m:oMath>"))).blocks
