"""The rule pack: every rule has cases that trigger it and cases that must not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iku.audit.findings import find
from iku.audit.rules import RuleError, Severity, configured_rules, default_rules
from iku.revisions import link
from iku.revisions.papers import Paper
from tests.revisions.written import paper

CASES: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(
    (Path(__file__).parent / "cases" / "rules.json").read_text("utf-8")
)


def written(case: dict[str, Any]) -> list[Paper]:
    return [paper(f"{n}", **facts) for n, facts in enumerate(case["papers"])]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code} {case['label']}") for code, kinds in CASES.items() for case in kinds[kind]
    ]


@pytest.mark.parametrize(("code", "case"), cases("triggers"))
def test_triggers(code: str, case: dict[str, Any]) -> None:
    papers = written(case)
    found = [finding for finding in find(link(papers)) if finding.rule.code == code]
    assert found
    known = {p.document_id: p for p in papers}
    for finding in found:
        assert finding.document_id in known
        assert all(finding.message(language) for language in ("en", "id"))
        assert "{" not in finding.message()
        assert finding.hit.row is None or finding.hit.row in known[finding.document_id].rows


@pytest.mark.parametrize(("code", "case"), cases("silent"))
def test_stays_silent(code: str, case: dict[str, Any]) -> None:
    assert [f.message() for f in find(link(written(case))) if f.rule.code == code] == []


def test_every_rule_has_cases_of_both_kinds() -> None:
    assert sorted(default_rules()) == [f"IKU{number:03}" for number in range(1, 27)]
    assert sorted(CASES) == sorted(default_rules())
    assert all(kinds["triggers"] and kinds["silent"] for kinds in CASES.values())


def test_findings_do_not_depend_on_the_order_of_papers() -> None:
    papers = [p for n, (_, case) in enumerate(c.values for c in cases("triggers")) for p in written(case) if n % 3 == 0]
    distinct = list({p.document_id: p for p in papers}.values())
    assert [f.finding_id for f in find(link(distinct))] == [f.finding_id for f in find(link(distinct[::-1]))]


def test_copies_are_not_audited_twice() -> None:
    signed = [{"tanggal": "4 Mei 2021", "nip": "12"}]
    papers = [paper("a", ["Satu"], signers=signed), paper("b", ["Satu"], signers=signed, method="pdf")]
    assert {f.document_id for f in find(link(papers)) if f.rule.code == "IKU014"} == {papers[0].document_id}


def test_a_configuration_switches_rules_and_severities(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[rules.IKU013]\nenabled = false\n[rules.IKU025]\nseverity = "error"\n', encoding="utf-8")
    rules = configured_rules(path)
    found = find(link([paper("a", ["Satu"], pemda=None)]), rules)
    assert "IKU013" not in {f.rule.code for f in found}
    assert {f.rule.severity for f in found if f.rule.code == "IKU025"} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[rules.IKU999]\nenabled = true", "IKU999"),
        ("[rules.IKU001]\ncolour = 1", "colour"),
        ('[rules.IKU001]\nseverity = "grave"', "grave"),
        ("[rules.IKU001]\nenabled = 1", "enabled"),
        ("rules = 3", "rules"),
        ("[rules", "rules.toml"),
    ],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=told):
        configured_rules(path)
