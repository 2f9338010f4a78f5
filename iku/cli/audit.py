"""`iku audit`: the options checked, the report made and written in the forms that are asked for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from iku.audit.html import write_html
from iku.audit.jsonform import render_json
from iku.audit.language import Language
from iku.audit.load import audit
from iku.audit.rules import RuleError, Severity, configured_rules, severity_named
from iku.audit.terminal import print_report
from iku.audit.xlsx import write_xlsx


class AuditUsageError(ValueError):
    """An option that cannot be met; the message says which."""


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What the user asked for, as typed."""

    html: Path | None = None
    xlsx: Path | None = None
    as_json: bool = False
    lang: str = Language.ENGLISH.value
    body: str | None = None
    rules: Path | None = None
    fail_on: str | None = None


def run_audit(directory: Path, options: AuditOptions) -> bool:
    """Audit and report; True where a finding is as grave as `fail_on`.

    Raises `AuditUsageError` for an option that cannot be met, `OSError` where a file cannot be read or written.
    """
    language, threshold = _language(options.lang), _severity(options.fail_on)
    try:
        rules = configured_rules(options.rules) if options.rules is not None else None
    except RuleError as error:
        raise AuditUsageError(str(error)) from error
    report = audit(directory, rules, options.body)
    if options.html is not None:
        write_html(report, options.html, language)
    if options.xlsx is not None:
        write_xlsx(report, options.xlsx, language)
    if options.as_json:
        sys.stdout.write(render_json(report, language).decode())
    else:
        print_report(report, Console(highlight=False), language)
    worst = report.worst()
    return threshold is not None and worst is not None and worst >= threshold


def _language(name: str) -> Language:
    try:
        return Language(name)
    except ValueError as error:
        raise AuditUsageError(f"no language {name!r}; there is {', '.join(Language)}") from error


def _severity(name: str | None) -> Severity | None:
    try:
        return severity_named(name) if name is not None else None
    except KeyError as error:
        raise AuditUsageError(f"no severity {name!r}; there is info, warning, error") from error
