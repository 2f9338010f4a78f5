"""One source, pretty-printed."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.errors import UnsupportedError
from extract.identify import MediaType
from iku.dataset.files import to_json
from iku.pipeline import SourceResult
from schemas.document import Document, Evidence, Indicator
from schemas.page import Box
from schemas.raw import RemainderReason

_WIDTH = 160
"""Columns of output that goes to a file or a pipe."""
_HEADER = ("visi", "misi", "tujuan", "tugas", "fungsi")


def print_json(result: SourceResult, stream: TextIO) -> None:
    """The documents as a JSON list in the canonical form."""
    stream.write(to_json([document.model_dump(mode="json") for document in result.documents]).decode())


def write_picture(data: bytes, result: SourceResult, page: int, target: Path) -> None:
    """Write the picture of a page (1-based) of a PDF: tables, cells and fractions outlined, values with their pointers.

    Raises `ReadError` where the source is no PDF or has no such page.
    """
    if result.media_type != MediaType.PDF:
        raise UnsupportedError(f"pages of {result.media_type} cannot be drawn, only those of PDF files")
    from extract.pdf.draw import draw_page  # loads pdfplumber

    def values(number: int) -> list[tuple[Box, str]]:
        entries = [e for document in result.documents for e in document.evidence if e.page == number]
        return [(box, e.pointer.strip("/")) for e in entries if (box := _box(e)) is not None]

    draw_page(data, page, fields=values).save(target)


def _box(entry: Evidence) -> Box | None:
    if entry.x0 is None or entry.top is None or entry.x1 is None or entry.bottom is None:
        return None
    return Box(entry.x0, entry.top, entry.x1, entry.bottom)


def print_source(result: SourceResult, name: str) -> None:
    """The documents of a source as a person reads them."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    note = f": {result.reason}" if result.reason else ""
    coverage = f", coverage {result.coverage:.1%}" if result.coverage is not None else ""
    console.print(escape(f"{name}  {result.media_type}  {result.outcome.value}{note}{coverage}"), style="dim")
    for document in result.documents:
        _print_document(console, document)
    left = [entry for document in result.documents for entry in document.remainder] + list(result.remainder)
    left = [entry for entry in left if entry.reason is not RemainderReason.FURNITURE]
    if left:
        console.print("\nNot used", style="bold yellow")
        for entry in left:
            place = f"page {entry.page}" if entry.page else f"line {entry.line}" if entry.line else ""
            console.print(escape(f"  {place} [{entry.reason.value}] {entry.text}"), style="yellow")


def _print_document(console: Console, document: Document) -> None:
    console.print()
    console.rule(escape(document.judul or "(no heading)"))
    if document.revisi_label:
        console.print(escape(document.revisi_label), style="bold magenta")
    console.print(f"[bold]instansi[/bold]  {escape(document.instansi or '-')}")
    if document.dasar.jenis:
        basis = document.dasar
        console.print(
            f"[bold]dasar[/bold]  {escape(' '.join(str(v) for v in (basis.jenis, basis.nomor, basis.tentang) if v))}"
        )
    for name in _HEADER:
        items = [s for s in document.statements if s.field == name]
        if items:
            console.print(f"[bold]{name}[/bold]")
            for item in items:
                console.print(escape(f"  {item.marker or '-'} {item.text}"))
    for number in sorted({indicator.table_no for indicator in document.indicators}):
        console.print(_table([i for i in document.indicators if i.table_no == number]))
    for text in document.catatan:
        console.print(f"[bold]catatan[/bold]  {escape(text)}")
    for s in document.signatures:
        parts = [s.tempat, s.tanggal, s.jabatan, s.nama, s.pangkat, f"NIP {s.nip}" if s.nip else None]
        console.print(f"[bold]tanda tangan[/bold]  {escape(', '.join(part for part in parts if part))}")


def _table(indicators: list[Indicator]) -> Table:
    table = Table(
        title=f"Tabel {indicators[0].table_no} ({indicators[0].jenis})", show_lines=True, title_justify="left"
    )
    columns = _columns(indicators)
    for name in columns:
        table.add_column(name, overflow="fold")
    for indicator in indicators:
        table.add_row(*(escape(_value(indicator, name)) for name in columns))
    return table


def _columns(indicators: list[Indicator]) -> list[str]:
    names = ["no", "tujuan", "sasaran", "indikator", "formula", "satuan", "target", "sumber_data", "penanggung_jawab"]
    return [name for name in names if any(_value(indicator, name) for indicator in indicators)]


def _value(indicator: Indicator, name: str) -> str:
    if name == "formula":
        note = f"\n({indicator.keterangan})" if indicator.keterangan else ""
        return (indicator.formula_text or "") + note
    if name == "target":
        return "\n".join(f"{t.tahun or t.tahun_ke or t.periode or ''}: {t.raw}" for t in indicator.target)
    value = getattr(indicator, name)
    return "\n".join(value) if isinstance(value, tuple) else value or ""
