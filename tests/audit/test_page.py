"""The page on revisions and audit says what the rules and settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from iku.audit.rules import default_rules
from iku.revisions.text import settings

PAGE = Path(__file__).parents[2] / "docs" / "audit.md"


@pytest.mark.parametrize("code", sorted(default_rules()))
def test_every_rule_stands_in_the_table(code: str) -> None:
    rule = default_rules()[code]
    line = f"| {code} | {rule.severity.label} | {rule.title['en']} | {rule.title['id']} | {rule.basis or ''} |"
    assert line in PAGE.read_text("utf-8").splitlines()


def test_the_weights_are_those_in_use() -> None:
    text, used = PAGE.read_text("utf-8"), settings()["matching"]
    for feature, name in (("wording", "text"), ("formula", "formula"), ("sasaran", "sasaran"), ("place", "place")):
        assert f"| {feature} | {used[name]} |" in text
    assert f"Pairs under {used['threshold']} " in text
