"""LaTeX as OCR models write it: content, folded line, and errors with their place."""

from __future__ import annotations

from typing import Any

import pytest

from normalize.formulas import LatexError, latex_content, plain
from schemas.inline import Fraction, Text
from tests.formulas.expected import cases


@pytest.mark.parametrize("case", cases("latex"))
def test_latex_is_typed_as_a_careful_human_would(case: dict[str, Any]) -> None:
    assert plain(latex_content(case["latex"])) == case["plain"]


@pytest.mark.parametrize("case", cases("latex_errors"))
def test_unbalanced_latex_is_refused_with_its_place(case: dict[str, Any]) -> None:
    with pytest.raises(LatexError) as refused:
        latex_content(case["latex"])
    assert refused.value.offset == case["offset"]


def test_a_fraction_is_content_and_not_text() -> None:
    fraction, factor = latex_content(r"\frac{\text{A}}{\text{B}} \times 100\%")
    assert fraction == Fraction((Text("A"),), (Text("B"),))
    assert factor == Text(" x 100%")
