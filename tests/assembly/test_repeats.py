"""A heading with its header block that stands again over the next part of a table."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

HEADER = "INDIKATOR KINERJA UTAMA\nTAHUN 2024\n\nInstansi : Dinas Contoh Kota Wanasari\nTugas : membantu wali kota\n\n"
ROWS = "NO\tSASARAN\tINDIKATOR KINERJA UTAMA\tRUMUS\n{n}\tMutu\tPersentase layanan {n}\tA / B x 100%\n\n"
SIGNED = "Wanasari, 2 Januari 2024\nKEPALA DINAS\n\nSURYA DARMA\nNIP. 197001021995031004\n\n"


def test_the_table_goes_on_under_the_same_header_block():
    result = read_source(f"{HEADER}{ROWS.format(n=1)}{HEADER}{ROWS.format(n=2)}{SIGNED}".encode())
    (document,) = result.documents
    assert [indicator.no for indicator in document.indicators] == ["1", "2"]
    assert len({indicator.table_no for indicator in document.indicators}) == 1
    assert [statement.text for statement in document.statements] == ["membantu wali kota"]
    assert len(document.signatures) == 1
    assert [entry.text for entry in result.remainder if entry.reason.value == "furniture"].count("TAHUN 2024") == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADER + ROWS.format(n=1) + HEADER + ROWS.format(n=1), id="numbers begin again"),
        pytest.param(HEADER + ROWS.format(n=1) + SIGNED + HEADER + ROWS.format(n=2), id="signed between"),
        pytest.param(
            HEADER + ROWS.format(n=1) + HEADER.replace("Contoh", "Lain") + ROWS.format(n=2), id="another body"
        ),
        pytest.param(HEADER + ROWS.format(n=1) + HEADER.replace("2024", "2025") + ROWS.format(n=2), id="another year"),
    ],
)
def test_another_document_is_not_sewn_on(text):
    assert len(read_source(text.encode()).documents) == 2
