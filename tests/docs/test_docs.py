"""What the documentation shows is what the program does."""

from __future__ import annotations

import json
from pathlib import Path

import regex

import iku
from iku.cli.app import app
from iku.dataset.files import to_json
from schemas.page import UnreadReason
from schemas.reference import reference_page
from schemas.tables import tables

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def shown(marker: str) -> str:
    """The code block under an HTML comment of the README."""
    match = regex.search(rf"<!-- {regex.escape(marker)} -->\n```\w*\n(.*?)```", README, regex.S)
    assert match is not None, marker
    return match.group(1)


def test_the_worked_example_is_the_file_and_its_real_output():
    assert shown("example.txt") == (ROOT / "docs" / "example.txt").read_text("utf-8")
    documents = [document.model_dump(mode="json") for document in iku.extract(ROOT / "docs" / "example.txt")]
    assert to_json(documents) == (ROOT / "docs" / "example.json").read_bytes()
    assert json.loads(shown("example.json: /0/indicators/0/formula")) == documents[0]["indicators"][0]["formula"]
    wanted = json.loads(shown("example.json: /0/evidence /indicators/0/target/0/raw"))
    (found,) = [entry for entry in documents[0]["evidence"] if entry["pointer"] == wanted["pointer"]]
    assert wanted.items() <= found.items()


def test_the_reference_of_the_tables_is_current():
    assert (ROOT / "docs" / "dataset.md").read_text("utf-8") == reference_page()


def test_every_command_is_in_the_readme():
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"iku {name} " in README, name


def test_every_document_the_readme_links_to_exists():
    for target in regex.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_reason_why_a_part_is_unread_has_a_code_with_its_meaning():
    reasons = (ROOT / "schemas" / "reasons.toml").read_text("utf-8")
    for reason in UnreadReason:
        assert regex.search(rf"^{reason.value} = ", reasons, regex.M), reason


def test_every_table_says_what_each_column_holds():
    for spec in tables().values():
        assert spec.description
        assert all(column.description for column in spec.columns), spec.name
