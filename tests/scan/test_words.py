"""Readings become words with their places; spaces and confusions are mended only where something proves it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from extract.scan.confidence import probability, raw_score
from extract.scan.content import item_of
from extract.scan.engine import Reading
from extract.scan.rapid import decode
from extract.scan.raster import Pixels
from extract.scan.recognise import ReadRun, Word, read_runs, words_of
from extract.scan.repair import mend, mend_word
from extract.scan.runs import Run, find_runs
from extract.scan.signs import with_small_sign
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


def picture_of(text: str) -> tuple[Pixels, Reading]:
    """A drawn text, and a reading of it whose x before a figure is a doubted capital without its blank."""
    sheet = Sheet(200, 40)
    end = sheet.text(10, 10, text, 14)
    picture = sheet.pixels()[:, sheet.px(9) : sheet.px(end + 1)]
    width = end - 10
    font = ImageFont.load_default(sheet.px(14))
    starts = [float(font.getlength(text[:n])) * 72 / DPI for n in range(len(text) + 1)]
    places = [(a + b) / 2 / width for a, b in pairwise(starts)]
    kept = [n for n, c in enumerate(text) if c != " "]
    read = "".join(text[n] for n in kept).replace("x", "X")
    return picture, Reading(read, tuple(0.7 if c == "X" else 0.99 for c in read), tuple(places[n] for n in kept))


@pytest.mark.parametrize("text", ["x 100%", "X 100%"])
def test_the_x_that_multiplies_is_as_high_as_it_is_on_paper(text: str) -> None:
    picture, read = picture_of(text)
    signed, steps = with_small_sign(read, picture)
    assert [step.name for step in steps] == (["sign_height"] if text[0] == "x" else [])
    assert with_spaces(signed, picture)[0].text == text


def test_a_capital_x_in_a_word_or_read_surely_stays() -> None:
    picture, read = picture_of("x 100%")
    sure = Reading(read.text, (0.999,) * len(read.text), read.places)
    assert with_small_sign(sure, picture) == (sure, ())
    word = Reading("AX100%", (0.7,) * 6, tuple((n + 0.5) / 6 for n in range(6)))
    assert with_small_sign(word, picture) == (word, ())


def test_a_space_after_a_comma_is_put_back_before_a_word() -> None:
    text = "Prasarana, Sarana dan Utilitas"
    sheet = Sheet(300, 40)
    end = sheet.text(10, 10, text, 12)
    picture = sheet.pixels()[:, sheet.px(9) : sheet.px(end + 1)]
    places = [(n + 0.5) / len(text) for n in range(len(text)) if n != 10]
    read = text.replace(", ", ",")
    assert with_spaces(Reading(read, (0.9,) * len(read), tuple(places)), picture)[0].text == text


def test_a_mark_and_a_sign_weigh_nothing() -> None:
    words = (
        Word("•", 0, 5, (0.4,)),
        Word("nilai", 8, 20, (0.9,) * 5),
        Word("X", 25, 30, (0.5,)),
        Word("100%", 35, 50, (0.95,) * 4),
    )
    assert item_of(ReadRun(Run(0, 0, 50, 10), words)).scores == (0.9,) * 5 + (0.95,) * 4
    assert item_of(ReadRun(Run(0, 0, 5, 10), words[:1])).scores == (0.4,)
