"""Readings become words with their places; spaces and confusions are mended only where something proves it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.scan.confidence import probability, raw_score
from extract.scan.engine import Reading
from extract.scan.rapid import decode
from extract.scan.recognise import ReadRun, Word, read_runs, words_of
from extract.scan.repair import mend, mend_word
from extract.scan.runs import Run, find_runs
from extract.scan.spacing import with_spaces
from extract.scan.tesseract import parse_tsv
from tests.scan.drawing import DPI, FakeEngine, Sheet

CASES = json.loads((Path(__file__).parent / "repairs.json").read_text("utf-8"))


def line(text: str) -> ReadRun:
    words = tuple(Word(w, 10.0 * n, 10.0 * n + 8, (0.9,) * len(w)) for n, w in enumerate(text.split()))
    return ReadRun(Run(0, 0, 100, 20), words)


@pytest.mark.parametrize("case", CASES["mended"], ids=lambda case: case["label"])
def test_confusions_that_are_proved_are_mended(case: dict[str, str]) -> None:
    mended = mend(line(case["read"]))
    assert mended.text == case["meant"]
    assert [step.name for step in mended.steps] == [case["step"]]
    assert len(mended.scores) == sum(len(word.text) for word in mended.words)


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: case["label"])
def test_what_nothing_proves_stays(case: dict[str, str]) -> None:
    assert mend(line(case["read"])).text == case["read"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Zs", "Cc"]), min_size=1, max_size=30))
def test_a_mended_word_needs_no_second_mending(text: str) -> None:
    mended, step = mend_word(text)
    assert (step is None) == (mended == text)
    assert mend_word(mended)[0] == mended or step is not None


@given(st.lists(st.tuples(st.text("abc ", max_size=12), st.floats(0, 1)), max_size=1))
def test_words_keep_every_character_and_score(parts: list[tuple[str, float]]) -> None:
    text = "".join(part for part, _ in parts)
    reading = Reading(text, (0.5,) * len(text), tuple((n + 0.5) / max(1, len(text)) for n in range(len(text))))
    words = words_of(reading, Run(100, 0, 300, 20))
    assert [word.text for word in words] == text.split()
    assert all(100 <= word.x0 <= word.x1 <= 300 for word in words)
    assert all(len(word.scores) == len(word.text) for word in words)


def test_a_swallowed_space_is_put_back_where_the_paper_shows_it() -> None:
    sheet = Sheet(300, 40)
    end = sheet.text(10, 10, "Kelurahan dan desa", 12)
    picture = sheet.pixels()[:, sheet.px(9) : sheet.px(end + 1)]
    text = "Kelurahandan desa"
    full = "Kelurahan dan desa"
    places = [(n + 0.5) / len(full) for n in range(len(full)) if n != 9]
    mended, steps = with_spaces(Reading(text, (0.9,) * len(text), tuple(places)), picture)
    assert mended.text == full
    assert [(s.name, s.before, s.after) for s in steps] == [("space_by_gap", text, full)]


def test_no_space_is_put_between_letters_that_stand_close() -> None:
    sheet = Sheet(300, 40)
    end = sheet.text(10, 10, "Perundang-undangan", 12)
    picture = sheet.pixels()[:, sheet.px(9) : sheet.px(end + 1)]
    text = "Perundang-undangan"
    reading = Reading(text, (0.9,) * len(text), tuple((n + 0.5) / len(text) for n in range(len(text))))
    assert with_spaces(reading, picture) == (reading, ())


def test_a_colon_is_read_by_its_shape() -> None:
    sheet = Sheet()
    sheet.text(100, 100, "Instansi", 11)
    sheet.text(200, 100, ":", 11)
    pixels = sheet.pixels()
    runs = find_runs(np.where(pixels < 128, 255, 0).astype(np.uint8), DPI)
    read, unread = read_runs(FakeEngine(), pixels, runs, DPI)
    assert [r.text for r in sorted(read, key=lambda r: r.box.x0)] == ["data", ":"]
    assert unread == []


def test_what_reads_badly_is_unread() -> None:
    sheet = Sheet()
    sheet.text(100, 100, "Instansi", 11)
    pixels = sheet.pixels()
    runs = find_runs(np.where(pixels < 128, 255, 0).astype(np.uint8), DPI)
    read, unread = read_runs(FakeEngine(score=0.3), pixels, runs, DPI)
    assert (read, len(unread)) == ([], 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(0, 39), st.floats(0, 1))
def test_more_doubt_is_never_more_confidence(scores: list[float], at: int, lower: float) -> None:
    worse = list(scores)
    worse[at % len(scores)] = min(lower, scores[at % len(scores)])
    assert raw_score(worse) <= raw_score(scores) + 1e-12
    assert 0 <= probability(worse) <= probability(scores) <= 1


def test_an_empty_field_is_sure() -> None:
    assert probability([]) == 1.0


def test_the_best_path_parts_repeated_characters_by_blanks() -> None:
    path = np.eye(3, dtype=np.float32)[[0, 1, 1, 0, 1, 2, 0]]
    reading = decode(path, ["", "a", "b"])
    assert reading.text == "aab"
    assert list(reading.places) == sorted(reading.places)
    assert decode(path[:1], ["", "a", "b"]).text == ""


def test_a_table_of_words_of_tesseract() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = ["4\t1\t1\t1\t1\t0\t12\t0\t80\t20\t-1\t", "5\t1\t1\t1\t1\t1\t12\t0\t40\t20\t96.5\tDinas",
            "5\t1\t1\t1\t1\t2\t62\t0\t50\t20\t80\tSosial"]  # fmt: skip
    reading = parse_tsv("\n".join([head, *rows]), 124, 12)
    assert reading.text == "Dinas Sosial"
    assert reading.scores[0] == pytest.approx(0.965)
    assert all(0 <= place <= 1 for place in reading.places)
    assert len(reading.text) == len(reading.scores) == len(reading.places)
