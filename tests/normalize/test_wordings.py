"""Labels, headings, numbers and names as data: see tests/cases."""

from __future__ import annotations

import pytest

from extract.assembly.wording import is_revision, place_and_date, title_kind
from normalize.dates import find_date
from normalize.headings import read_heading
from normalize.instansi import body_in_title, names_firm
from normalize.labels import read_label
from normalize.legal_basis import read_basis
from normalize.lists import list_items
from normalize.nip import is_nip_line, nip_valid, read_nip
from normalize.objectives import read_objective
from normalize.revision_labels import label_inside
from normalize.sheets import read_sheet_label
from normalize.targets import read_target, unit_in_brackets
from normalize.vocabulary import vocabulary
from schemas.inline import text_content
from tests.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("labels"))
def test_label(text, expected):
    label = read_label(text)
    assert (None if label is None else [label.field and label.field.value, label.value]) == expected


@pytest.mark.parametrize(("text", "expected"), cases("headings"))
def test_heading(text, expected):
    column = read_heading(text)
    if expected is None:
        assert column is None
        return
    assert column is not None
    found = [column.kind.value, column.tahun, column.target and column.target.value, column.periode]
    wanted = expected + [None, "target" if expected[0] == "target" else None, None][len(expected) - 1 :]
    assert found == wanted


@pytest.mark.parametrize(("text", "expected"), cases("objectives"))
def test_objective(text, expected):
    objective = read_objective(text)
    assert (objective and [objective.kind.value, objective.text]) == expected


@pytest.mark.parametrize(("text", "expected"), cases("sheets"))
def test_label_of_a_sheet(text, expected):
    column = read_sheet_label(text)
    assert (None if column is None else column.kind.value) == expected


@pytest.mark.parametrize(("text", "expected"), cases("titles"))
def test_title(text, expected):
    assert title_kind(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("revisions"))
def test_revision_label(text, expected):
    assert is_revision(text) is expected


@pytest.mark.parametrize(("text", "expected"), cases("targets"))
def test_target(text, expected):
    target = read_target(text)
    values = [None if v is None else format(v, "f") for v in (target.value, target.value_high)]
    assert [target.operator, *values, target.satuan] == expected
    assert target.raw == text


@pytest.mark.parametrize(("text", "expected"), cases("units"))
def test_unit_in_brackets(text, expected):
    assert unit_in_brackets(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("lists"))
def test_list_in_a_cell(text, expected):
    assert list(list_items(text_content(text), expected[0])) == expected[1]


@pytest.mark.parametrize(("text", "expected"), cases("dates"))
def test_date(text, expected):
    found = find_date(text)
    assert (found and found.iso) == expected


@pytest.mark.parametrize(("text", "expected"), cases("places"))
def test_place_and_date(text, expected):
    found = place_and_date(text)
    assert (found and list(found)) == expected


def test_every_name_of_a_number_begins_with_n():
    assert {name[0] for name in vocabulary("signatures")["nomor"]} == {"N"}  # is_nip_line looks for it first


@pytest.mark.parametrize(("text", "expected"), cases("nip"))
def test_nip(text, expected):
    assert is_nip_line(text)
    assert [read_nip(text), nip_valid(read_nip(text))] == expected


@pytest.mark.parametrize(("text", "expected"), cases("bodies"))
def test_body_in_title(text, expected):
    assert body_in_title(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("firms"))
def test_private_firm(text, expected):
    assert names_firm(text) is expected


@pytest.mark.parametrize(("text", "expected"), cases("revisions_inside"))
def test_revision_label_inside_a_heading(text, expected):
    assert label_inside(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("basis"))
def test_legal_basis(text, expected):
    basis = read_basis(text)
    assert [basis.jenis, basis.nomor, basis.tahun, basis.tentang] == expected
