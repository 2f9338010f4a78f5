"""Every sample reads as its golden says, field by field, evidence and remainder included."""

from __future__ import annotations

import pytest
import regex

from extract.assembly.stream import TextLine, stream
from extract.readers import read_pages
from tests.samples.goldens import (
    GOLDEN,
    SAMPLES,
    KnownFailure,
    at,
    comparable,
    golden,
    known_failures,
    reading,
    samples,
    source,
    without,
)

_WORD = regex.compile(r"[\p{L}\d]+")


@pytest.mark.parametrize("sample", samples())
def test_a_sample_reads_as_its_golden_says(sample):
    wrong = [pointer for failure in known_failures() if failure.sample == sample for pointer in failure.pointers]
    assert without(comparable(reading(sample)), wrong) == without(comparable(golden(sample)), wrong)


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(failure, id=failure.sample, marks=pytest.mark.xfail(strict=True, reason=failure.bug))
        for failure in known_failures()
    ],
)
def test_what_is_known_to_be_read_wrongly(failure: KnownFailure):
    read, right = comparable(reading(failure.sample)), comparable(golden(failure.sample))
    assert [at(read, pointer) for pointer in failure.pointers] == [at(right, pointer) for pointer in failure.pointers]


def test_every_golden_has_its_sample():
    kept = {path.relative_to(GOLDEN).as_posix().removesuffix(".json") for path in GOLDEN.rglob("*.json")}
    assert kept == set(samples())


def _accounted(sample: str) -> set[str]:
    """The words in the evidence and the remainder of a sample."""
    result = source(sample)
    texts = [entry.text for entry in result.remainder]
    for document in result.documents:
        texts += [entry.raw for entry in document.evidence] + [entry.text for entry in document.remainder]
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def test_every_printed_word_is_in_evidence_or_remainder():
    lost = {}
    for sample in samples():
        if sample.startswith("scan/"):
            continue
        known = _accounted(sample)
        items = stream(read_pages((SAMPLES / sample).read_bytes())[1])
        printed = [
            text
            for item in items
            for text in ([item.text] if isinstance(item, TextLine) else [t for row in item.texts for t in row if t])
        ]
        missing = {w.casefold() for text in printed for w in _WORD.findall(text)} - known
        if missing:
            lost[sample] = sorted(missing)
    assert not lost
