"""What a worker hands over: checked against the model, made without a search for cycles."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from pydantic import ValidationError

from iku.collector import collector_paused, search_rarely
from iku.dataset.parcel import pack
from iku.pipeline import read_source

SOURCE = b"""INDIKATOR KINERJA UTAMA
DINAS CONTOH KOTA SUKAMAJU
NO\tSASARAN\tINDIKATOR KINERJA\tFORMULASI\tSUMBER DATA
1\tMeningkatnya layanan\tPersentase layanan\tJumlah A / Jumlah B x 100%\tBidang
"""


@pytest.mark.parametrize("wrong", [{"confidence": 2.0}, {"pointer": "indikator"}])
def test_no_document_is_packed_with_evidence_that_is_not_valid(wrong):
    result = read_source(SOURCE)
    document = result.documents[0]
    entries = (replace(document.evidence[0], **wrong), *document.evidence[1:])
    spoilt = replace(result, documents=(document.model_copy(update={"evidence": entries}),))
    with pytest.raises(ValidationError):
        pack(spoilt)


def test_the_collector_is_as_it_was_afterwards():
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), collector_paused():
        1 / 0  # noqa: B018 - what fails inside does not leave it off
    assert gc.isenabled()


def test_a_process_of_many_papers_searches_rarely():
    before = gc.get_threshold()
    try:
        search_rarely()
        assert gc.get_threshold()[0] > 10 * before[0]
    finally:
        gc.set_threshold(*before)
