"""The commands, each a few lines over the library.

Libraries are imported inside the commands: `iku --help` must answer at once.
"""

from __future__ import annotations

import sys
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extract.scan.options import Ocr, ScanOptions


class Exit(IntEnum):
    """Exit codes of all commands."""

    OK = 0
    INCOMPLETE = 1
    """Finished, but some inputs could not be read (`show`, `formula`: this one)."""
    USAGE = 2
    INTERRUPTED = 130
    """Ended by Ctrl-C or SIGTERM; what was finished is in the dataset."""


app = typer.Typer(
    help="Indonesian key performance indicator (IKU) documents as one canonical dataset.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """The entry point."""
    app()


def _fail(message: str, code: Exit) -> typer.Exit:
    typer.echo(f"iku: {message}", err=True)
    return typer.Exit(code)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    if version:
        from iku import __version__

        typer.echo(f"iku {__version__}")
        raise typer.Exit(Exit.OK)


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders (walked) and globs.", metavar="INPUT...")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the dataset; a run adds to it.")] = Path("out"),
    limit: Annotated[int | None, typer.Option(min=1, help="Read at most so many files.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, write nothing.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Drop sources that are not among the inputs.")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes; one a core.")] = None,
    page_seconds: Annotated[float | None, typer.Option(min=0.1, help="Time limit of a page.")] = None,
    file_seconds: Annotated[float | None, typer.Option(min=0.1, help="Time limit of a file.")] = None,
    memory_mb: Annotated[int | None, typer.Option(min=256, help="Memory limit of a worker.")] = None,
    ocr: Annotated[Ocr, typer.Option("--ocr", help="Engine for pictures of pages.")] = Ocr.AUTO,
    cache: Annotated[Path | None, typer.Option("--cache", help="Folder that keeps pages read by OCR.")] = None,
) -> None:
    """Read IKU documents and merge them into the dataset in --out.

    Exit: 0 all read; 1 finished, some inputs quarantined; 2 usage; 130 interrupted, what was finished is written.
    """
    from iku.batch.nursery import prepare

    prepare()  # loads in a process of its own what the imports below load in this one
    from iku.batch.limits import limits_of
    from iku.batch.pool import WorkersError
    from iku.cli.report import print_report, progress_printer
    from iku.dataset.writer import OtherDatasetError
    from iku.inputs import NoSuchInputError, find_inputs
    from iku.pipeline import read_source
    from iku.run import run_extract

    try:
        found = find_inputs(inputs)[:limit]
    except NoSuchInputError as error:
        raise _fail(str(error), Exit.USAGE) from error
    if not found:
        raise _fail("the inputs hold no files", Exit.USAGE)
    limits = limits_of(page_seconds, file_seconds, memory_mb)
    read = partial(read_source, scan=ScanOptions(ocr=ocr, cache=cache))
    with progress_printer() as progress:
        try:
            report = run_extract(
                found, out, prune=prune, dry_run=dry_run, progress=progress, jobs=jobs, limits=limits, read=read
            )
        except OtherDatasetError as error:
            raise _fail(str(error), Exit.USAGE) from error
        except OSError as error:
            raise _fail(f"cannot write to {out}: {error.strerror or error}", Exit.USAGE) from error
        except WorkersError as error:
            raise _fail(str(error), Exit.INCOMPLETE) from error
    print_report(report, None if dry_run else out)
    if report.interrupted:
        raise typer.Exit(Exit.INTERRUPTED)
    raise typer.Exit(Exit.INCOMPLETE if report.quarantined or report.unread else Exit.OK)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A file to read.", exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print the canonical JSON instead.")] = False,
    ocr: Annotated[Ocr, typer.Option("--ocr", help="Engine for pictures of pages.")] = Ocr.AUTO,
    page: Annotated[int, typer.Option("--page", min=1, help="With --image: which page.")] = 1,
    image: Annotated[
        Path | None, typer.Option("--image", help="Write the page with what was found drawn on it.")
    ] = None,
) -> None:
    """Read one file and pretty-print what it says; --image draws a page of a PDF with its tables, cells and values."""
    from extract.errors import ReadError
    from iku.cli.show import print_json, print_source, write_picture
    from iku.pipeline import read_source

    data = file.read_bytes()
    try:
        result = read_source(data, scan=ScanOptions(ocr=ocr))
        if image is not None:
            write_picture(data, result, page, image)
    except ReadError as error:
        raise _fail(f"{file}: {error.message} ({error.reason_code})", Exit.INCOMPLETE) from error
    if as_json:
        print_json(result, sys.stdout)
    else:
        print_source(result, str(file))


@app.command()
def audit(
    directory: Annotated[Path, typer.Argument(help="Folder of a dataset.", metavar="DIR", file_okay=False)],
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as one HTML file.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write it as an Excel workbook.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON instead of the summary.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="Language of the report: id or en.")] = "en",
    body: Annotated[str | None, typer.Option("--body", help="Only bodies whose key contains this.")] = None,
    rules: Annotated[Path | None, typer.Option("--rules", help="TOML file that switches rules and severities.")] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="Exit 1 on info, warning or error.")] = None,
) -> None:
    """Show the revisions in a dataset and what is wrong in its documents.

    Exit: 0; 1 findings at or over --fail-on; 2 usage.
    """
    from iku.cli.audit import AuditOptions, AuditUsageError, run_audit

    try:
        failed = run_audit(directory, AuditOptions(html, xlsx, as_json, lang, body, rules, fail_on))
    except (AuditUsageError, OSError) as error:
        raise _fail(str(error), Exit.USAGE) from error
    raise typer.Exit(Exit.INCOMPLETE if failed else Exit.OK)


@app.command()
def formula(
    text: Annotated[str, typer.Argument(help="A formula in words, with signs, or in LaTeX.", metavar="TEXT")],
) -> None:
    """Read one formula: its tree, LaTeX, sympy, MathJSON, variables, unit and warnings.

    Exit: 0 a formula; 1 not a formula, with a caret under what cannot be read.
    """
    from normalize.formulas import explain

    explanation = explain(text)
    typer.echo(explanation.report)
    raise typer.Exit(Exit.OK if explanation.is_formula else Exit.INCOMPLETE)


@app.command()
def schema(
    sql: Annotated[str | None, typer.Option("--sql", help="Print SQL DDL instead: postgres, duckdb or sqlite.")] = None,
) -> None:
    """Print the JSON Schema of a document, or the DDL of the tables."""
    from schemas.ddl import UnknownDialectError, ddl
    from schemas.json_schema import schema_text

    if sql is None:
        typer.echo(schema_text(), nl=False)
        return
    try:
        typer.echo(ddl(sql), nl=False)
    except UnknownDialectError as error:
        raise _fail(str(error), Exit.USAGE) from error
