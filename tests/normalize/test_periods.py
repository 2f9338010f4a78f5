"""The period of a target: in the words of the dataset, with its heading as evidence where these say less."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source

PAPER = "INDIKATOR KINERJA UTAMA\nTAHUN 2024\n\nNO\tINDIKATOR KINERJA UTAMA\t{}\t{}\n1\tJumlah arsip tertata\t40\t90\n"


@pytest.mark.parametrize(
    ("headings", "periods", "printed"),
    [
        (("Semester I", "Semester II"), ["TW2", "TW4"], ["Semester I", "Semester II"]),
        (("Target Smt 1", "Target 2024"), ["TW2", None], ["Target Smt 1"]),
        (("TW II", "Semester I"), ["TW2", "TW2"], ["Semester I"]),
        (("TW I", "TW II"), ["TW1", "TW2"], []),
        (("Januari", "Juni"), ["01", "06"], []),
        (("Target 2023", "Target 2024"), [None, None], []),
    ],
)
def test_periods(headings, periods, printed):
    (document,) = read_source(PAPER.format(*headings).encode()).documents
    (indicator,) = document.indicators
    assert [(target.periode, target.raw) for target in indicator.target] == list(
        zip(periods, ["40", "90"], strict=True)
    )
    said = [entry for entry in document.evidence if entry.pointer.endswith("/periode")]
    assert [entry.raw for entry in said] == printed
    assert all(entry.steps == ("semester_by_its_quarter",) for entry in said)
