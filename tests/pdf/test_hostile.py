"""Files that are broken, locked or meant to cost: a clear reason, the other pages unharmed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.pdf import read_pdf
from extract.pdf.limits import MAX_OBJECTS
from schemas.page import UnreadReason
from tests.pdf.drawing_board import Sheet, build
from tests.pdf.looking import lines, only_page, tables

PAPER = build(
    *(
        Sheet().text(50, 60, f"halaman {n}").grid([50, 200, 400], [100, 130, 160], [["A", "B"], ["1", "2"]])
        for n in (1, 2, 3)
    )
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.5\n%%EOF\n", "corrupt"),
        (b"%PDF-1.5\n" + b"\0" * 5000, "corrupt"),
        (PAPER[: len(PAPER) // 3], "truncated"),
        (build(Sheet().text(50, 50, "x"), password="rahasia"), "encrypted"),
    ],
    ids=["nothing in it", "zeros", "cut short", "password"],
)
def test_files_that_cannot_be_read_say_why(data, reason):
    with pytest.raises(ReadError) as error:
        list(read_pdf(data))
    assert error.value.reason_code == reason
    assert error.value.message


def test_an_empty_user_password_opens_a_file():
    assert lines(only_page(build(Sheet().text(50, 50, "terbuka"), password=""))) == [["terbuka"]]


def test_a_lost_cross_reference_table_is_rebuilt():
    start = PAPER.rindex(b"xref\n")
    assert [lines(page) for page in read_pdf(PAPER[:start])] == [[["halaman 1"]], [["halaman 2"]], [["halaman 3"]]]


def test_a_page_that_cannot_be_decoded_says_so_and_harms_no_other():
    sheets = [Sheet().text(50, 60, f"halaman {n} " + "isi " * 60) for n in (1, 2)]
    for n in range(400):
        sheets[0].text(50 + n % 7, 70 + n, f"baris {n}")
    data = build(*sheets)
    at = data.index(b"stream\n", data.index(b"20 0 obj")) + 40
    broken = data[:at] + b"\xff" * 400 + data[at + 400 :]
    first, second = read_pdf(broken)
    assert first.blocks == ()
    assert [entry.reason for entry in first.unread] == [UnreadReason.DAMAGED]
    assert lines(second)[0][0].startswith("halaman 2")


def test_an_empty_page_is_no_trouble():
    page = only_page(build(Sheet()))
    assert (page.blocks, page.unread) == ((), ())


def test_a_flood_of_objects_is_cut_and_said():
    flood = "\n".join(f"{x} {y} m {x + 1} {y + 1} l S" for x in range(300) for y in range(230))
    page = only_page(build(Sheet().raw(flood).text(50, 60, "Indikator")))
    assert lines(page) == [["Indikator"]]
    assert [(entry.reason, entry.detail) for entry in page.unread] == [
        (UnreadReason.LIMIT, f"more than {MAX_OBJECTS} drawn objects")
    ]


def test_a_net_of_rules_is_no_table():
    sheet = Sheet()
    for n in range(450):
        sheet.rule(10, 10 + 1.7 * n, 590, 10 + 1.7 * n).rule(10 + 1.25 * n, 10, 10 + 1.25 * n, 780)
    page = only_page(build(sheet.text(50, 60, "Indikator")))
    assert "Indikator" in str(lines(page) + tables(page))


@pytest.mark.parametrize("size", [14_400, 3])
def test_pages_of_absurd_size(size):
    page = only_page(build(Sheet(size, size).text(1, 2, "A")))
    assert (page.width, page.height) == (size, size)


def test_forms_that_call_themselves_end():
    data = build(Sheet().raw("/Fm0 Do").text(50, 60, "Indikator"), forms=[("Fm0", "/Fm1 Do"), ("Fm1", "/Fm0 Do")])
    assert lines(only_page(data)) == [["Indikator"]]


def test_rules_inside_moved_forms_stand_where_they_are_drawn():
    table = Sheet(600, 800).grid([50, 200, 400], [100, 130, 160])
    data = build(
        Sheet().raw("q 1 0 0 1 0 -50 cm /Fm0 Do Q").text(54, 162, "A").text(204, 162, "B"),
        forms=[("Fm0", "\n".join(table.content))],
    )
    assert tables(only_page(data)) == [[["A", "B"], ["", ""]]]


def test_deep_forms_are_cut_and_said():
    names = [f"Fm{n}" for n in range(20)]
    forms = [(name, f"/{following} Do") for name, following in pairwise(names)]
    forms.append((names[-1], "10 10 m 20 20 l S"))
    page = only_page(build(Sheet().raw("/Fm0 Do").text(50, 60, "Indikator"), forms=forms))
    assert lines(page) == [["Indikator"]]
    assert all(entry.reason is UnreadReason.LIMIT for entry in page.unread)


def test_pages_are_read_as_they_are_taken():
    pages = read_pdf(PAPER)
    assert lines(next(pages)) == [["halaman 1"]]
    pages.close()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(PAPER) - 60), st.binary(min_size=1, max_size=60))
@example(PAPER.rindex(b"/FlateDecode /Length") + len("/FlateDecod"), bytes(3))
def test_bytes_overwritten_anywhere_raise_nothing_but_read_errors(at, noise):
    broken = PAPER[:at] + noise + PAPER[at + len(noise) :]
    try:
        pages = list(read_pdf(broken))
    except ReadError:
        return
    assert all(page.number is not None for page in pages)
