# /// script
# requires-python = ">=3.11"
# dependencies = ["pillow==13.0.0", "pypdfium2==5.15.2", "reportlab==5.1.0"]
# ///
"""Write the PDF samples with reportlab, and the scanned page: one of its own, rendered, tilted and speckled.

What they say stands in `papers.json`, how they look here. Run with `uv run samples/tools/make_pdf.py`; the libraries
are needed for nothing else.
"""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

FOLDER = Path(__file__).resolve().parents[1]
Paper = dict[str, Any]

_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9.5, leading=12)
_CELL = ParagraphStyle("cell", parent=_TEXT, fontSize=8.5, leading=10.5)
_CENTRED = ParagraphStyle("centred", parent=_CELL, alignment=1)
_TITLE = ParagraphStyle("title", parent=_TEXT, fontName="Helvetica-Bold", fontSize=11, leading=14, alignment=1)
_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
_GRID = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), _TOP]
_TIGHT = [(side, (0, 0), (-1, -1), 1) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]


def paragraph(text: str, style: ParagraphStyle = _TEXT) -> Paragraph:
    """A paragraph whose line ends are kept."""
    return Paragraph(text.replace("\n", "<br/>"), style)


def fraction(over: str, under: str) -> Table:
    """A drawn fraction with its multiplier beside the bar."""
    rows = [[paragraph(over, _CENTRED), paragraph("x 100%", _CELL)], [paragraph(under, _CENTRED), ""]]
    bar = ("LINEBELOW", (0, 0), (0, 0), 0.5, colors.black)
    beside = [("SPAN", (1, 0), (1, 1)), ("VALIGN", (1, 0), (1, 1), "MIDDLE")]
    return Table(rows, colWidths=[118, 34], style=[*_TIGHT, bar, *beside])


def _title(paper: Paper, space: float) -> list[Flowable]:
    return [*(paragraph(line, _TITLE) for line in paper["title"]), Spacer(1, space)]


def _labels(paper: Paper) -> Table:
    rows = [[paragraph(label), paragraph(":"), paragraph(text)] for label, text in paper["labels"]]
    return Table(rows, colWidths=[90, 10, 380], style=[_TOP, *_TIGHT])


def _cell(item: str | dict[str, str]) -> Flowable:
    return paragraph(item, _CELL) if isinstance(item, str) else fraction(item["over"], item["under"])


def _grid(paper: Paper, heading: int = 1, merges: tuple[Any, ...] = ()) -> Table:
    rows = [[_cell(item) for item in row] for row in paper["rows"]]
    return Table(rows, colWidths=paper["widths"], repeatRows=heading, style=[*_GRID, *merges])


def _signature(paper: Paper, left: float) -> list[Flowable]:
    lines = paragraph("\n".join(paper["signature"]))
    return [Spacer(1, 24), Table([["", lines]], colWidths=[left, 220], style=_TIGHT)]


def _write(target: str | io.BytesIO, story: list[Flowable], size: tuple[float, float] = A4) -> None:
    margins = {"leftMargin": 50, "rightMargin": 50, "topMargin": 45, "bottomMargin": 45}
    SimpleDocTemplate(target, pagesize=size, invariant=1, title="Indikator Kinerja Utama", **margins).build(story)


def dinas_lingkungan_hidup(paper: Paper) -> None:
    """A ruled table over two pages with its heading repeated, drawn fractions, lists in the header."""
    story = [*_title(paper, 14), _labels(paper), Spacer(1, 260), _grid(paper), *_signature(paper, 260)]
    _write(str(FOLDER / "pdf" / "dinas_lingkungan_hidup.pdf"), story)


def bappeda_nusa_raya(paper: Paper) -> None:
    """Landscape, a heading of two rows over years with the starting point, merged cells, a note."""
    merges = [("SPAN", (n, 0), (n, 1)) for n in range(6)] + [("SPAN", (6, 0), (8, 0))]
    merges += [("SPAN", (n, top), (n, top + 1)) for n in range(3) for top in (2, 4)]
    note = [Spacer(1, 8), paragraph(paper["note"])]
    story = [*_title(paper, 16), _grid(paper, 2, tuple(merges)), *note, *_signature(paper, 480)]
    _write(str(FOLDER / "pdf" / "bappeda_nusa_raya.pdf"), story, landscape(A4))


def kecamatan_tirtamulya(paper: Paper) -> None:
    """The page that is scanned: short, ruled, with one fraction."""
    page = io.BytesIO()
    _write(page, [*_title(paper, 14), _labels(paper), Spacer(1, 12), _grid(paper), *_signature(paper, 260)])
    _scan(page.getvalue(), FOLDER / "scan" / "kecamatan_tirtamulya.png")


def _scan(data: bytes, path: Path) -> None:
    """Render at 150 dpi, tilt by 0.6 degrees, speckle, keep 16 grey levels and the upper part of the page."""
    noise = random.Random(7)  # noqa: S311 - specks of dust, not a secret
    page = pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil().convert("L")
    page = page.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=255).crop((0, 0, page.width, 1000))
    for _ in range(160):
        page.putpixel((noise.randrange(page.width), noise.randrange(page.height)), noise.randrange(90, 200))
    page.quantize(16).save(path, optimize=True, dpi=(150, 150))


def main() -> None:
    """Write the three documents."""
    papers = json.loads(Path(__file__).with_name("papers.json").read_text(encoding="utf-8"))
    for write in (dinas_lingkungan_hidup, bappeda_nusa_raya, kecamatan_tirtamulya):
        write(papers[write.__name__])


if __name__ == "__main__":
    main()
