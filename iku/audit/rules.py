"""The rule pack: what each rule is called, how grave it is, what it rests on, and whether it is on.

Rules are data (`rules.toml`); what they look for is code in `iku.audit.checks`. A configuration
file changes severity and switches rules:

    [rules.IKU015]
    enabled = false

    [rules.IKU009]
    severity = "error"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


class Severity(IntEnum):
    """How grave a finding is."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """As in the table `findings`."""
        return self.name.lower()


class RuleError(ValueError):
    """A configuration that names no rule, or sets what cannot be set; the message says where."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `title` and `message` by language (`en`, `id`), `basis` as cited."""

    code: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    basis: str | None = None
    enabled: bool = True


RulePack = Mapping[str, Rule]
"""Rules by code."""


@cache
def data() -> dict[str, Any]:
    """`rules.toml`."""
    return tomllib.loads((files(__package__) / "rules.toml").read_text("utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """The words that a check looks for."""
    return frozenset(data()["words"][name])


@cache
def default_rules() -> RulePack:
    """The rules as delivered: all on."""
    return {
        code: Rule(
            code,
            severity_named(entry["severity"]),
            entry["title"],
            entry["message"],
            data()["basis"].get(entry.get("basis")),
        )
        for code, entry in data()["rules"].items()
    }


def configured_rules(path: Path) -> RulePack:
    """The rules with the changes of a configuration file.

    Raises `RuleError` where the file says something that rules do not have, `OSError` where it cannot be read.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error
    rules = dict(default_rules())
    for code, changed in _table(found.get("rules", {}), f"{path}: rules").items():
        if code not in rules:
            raise RuleError(f"{path}: there is no rule {code}")
        rules[code] = _changed(rules[code], _table(changed, f"{path}: {code}"), f"{path}: {code}")
    return rules


def _table(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RuleError(f"{place} is no table")
    return value


def _changed(rule: Rule, changed: Mapping[str, Any], place: str) -> Rule:
    for name, value in changed.items():
        if name == "enabled" and isinstance(value, bool):
            rule = replace(rule, enabled=value)
        elif name == "severity" and isinstance(value, str):
            try:
                rule = replace(rule, severity=severity_named(value))
            except KeyError as error:
                raise RuleError(f"{place}: no severity {value!r}; there is error, warning, info") from error
        else:
            raise RuleError(f"{place}: cannot set {name} to {value!r}")
    return rule


def severity_named(name: str) -> Severity:
    """The severity of that name. Raises `KeyError`."""
    return Severity[name.upper()]
