"""Pages are turned upright and straight, and the way back is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.scan.raster import Pixels
from extract.scan.upright import Pose, find_skew, find_turn, straighten, turn
from schemas.page import Box, Method, Page
from tests.scan.drawing import DPI, letter, skewed


@pytest.mark.parametrize("degrees", [-3.2, -0.7, 0.0, 0.31, 2.0])
def test_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    assert find_skew(skewed(letter(20).pixels(), degrees), DPI) == pytest.approx(degrees, abs=0.1)


def test_straightening_undoes_a_skew() -> None:
    page = letter(20).pixels()
    straight = straighten(skewed(page, 1.5), 1.5)
    assert find_skew(straight, DPI) == pytest.approx(0, abs=0.06)


@pytest.mark.parametrize("given_turn", [0, 90, 180, 270])
def test_the_side_that_reads_best_is_up(given_turn: int) -> None:
    page = letter(20).pixels()
    page[:60, :60] = 0  # a mark by which the test, in place of an engine, knows the upright page

    def score(held: Pixels) -> float:
        return 0.95 if held[:60, :60].mean() < 50 else 0.4

    held = turn(page, given_turn)
    assert np.array_equal(turn(held, find_turn(held, DPI, score)), page)


def test_a_page_that_reads_badly_either_way_stays_as_it_is() -> None:
    assert find_turn(letter(20).pixels(), DPI, lambda held: 0.3) == 0


@given(
    turned=st.sampled_from([0, 90, 180, 270]),
    x=st.floats(0, 500), y=st.floats(0, 700), w=st.floats(1, 90), h=st.floats(1, 90),
)  # fmt: skip
def test_without_skew_a_box_goes_back_to_a_box_of_the_same_area(
    turned: int, x: float, y: float, w: float, h: float
) -> None:
    back = Pose(turned, 0.0, 595, 842).to_given(Box(x, y, x + w, y + h))
    assert (back.x1 - back.x0) * (back.bottom - back.top) == pytest.approx(w * h, rel=1e-6)
    limits = (842, 595) if turned in (90, 270) else (595, 842)
    assert -1e-6 <= back.x0 <= back.x1 <= limits[0] + 1e-6
    assert -1e-6 <= back.top <= back.bottom <= limits[1] + 1e-6


def test_the_top_left_of_a_page_turned_clockwise_was_its_bottom_left() -> None:
    back = Pose(90, 0.0, 842, 595).to_given(Box(0, 0, 10, 20))
    assert back == Box(0, 832, 20, 842)


@given(st.sampled_from([0, 90, 180, 270]), st.floats(-5, 5).map(lambda degrees: round(degrees, 2)))
def test_a_page_keeps_its_pose_in_its_steps(turned: int, skew: float) -> None:
    pose = Pose(turned, skew, 595, 842)
    assert Pose.of(Page((), Method.OCR, 1, 595, 842, steps=("fax_softened", *pose.steps()))) == pose


def test_a_skewed_box_goes_back_to_where_it_was_given() -> None:
    pose = Pose(0, 2.0, 600, 800)
    back = pose.to_given(Box(590, 395, 600, 405))
    assert (back.top + back.bottom) / 2 == pytest.approx(400 - 295 * np.sin(np.radians(2)), abs=0.5)
