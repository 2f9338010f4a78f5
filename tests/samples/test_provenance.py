"""`samples/README.md` has one row for every sample, and no other."""

from __future__ import annotations

import regex

from tests.samples.goldens import SAMPLES, samples

_ROW = regex.compile(r"^\| `(?P<sample>[^`]+)` \| (?P<shows>[^|]+) \|$", regex.M)


def test_every_sample_has_its_row_and_every_row_its_sample():
    rows = _ROW.findall((SAMPLES / "README.md").read_text(encoding="utf-8"))
    assert sorted(sample for sample, _ in rows) == samples()
    assert all(len(shows.split()) >= 4 for _, shows in rows)


def test_there_are_samples_of_every_kind():
    assert len(samples()) >= 14
    assert {sample.partition("/")[0] for sample in samples()} == {"docx", "html", "markdown", "pdf", "scan", "text"}
