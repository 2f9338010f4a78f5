# /// script
# requires-python = ">=3.11"
# dependencies = ["pillow==13.0.0", "pypdfium2==5.15.2", "reportlab==5.1.0"]
# ///
"""Write the PDF samples with reportlab, and the scanned page: one of its own, rendered, tilted and speckled.

Run with `uv run samples/tools/make_pdf.py`; the libraries are needed for nothing else.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

FOLDER = Path(__file__).resolve().parents[1]

_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9.5, leading=12)
_CELL = ParagraphStyle("cell", parent=_TEXT, fontSize=8.5, leading=10.5)
_TITLE = ParagraphStyle("title", parent=_TEXT, fontName="Helvetica-Bold", fontSize=11, leading=14, alignment=1)
_GRID = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
_TIGHT = [(side, (0, 0), (-1, -1), 1) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]


def fraction(numerator: str, denominator: str, tail: str = "x 100%", width: float = 118) -> Table:
    """A drawn fraction with its multiplier beside the bar."""
    centred = ParagraphStyle("centred", parent=_CELL, alignment=1)
    rows = [[Paragraph(numerator, centred), Paragraph(tail, _CELL)], [Paragraph(denominator, centred), ""]]
    style = [*_TIGHT, ("LINEBELOW", (0, 0), (0, 0), 0.5, colors.black), ("SPAN", (1, 0), (1, 1)),
             ("VALIGN", (1, 0), (1, 1), "MIDDLE")]  # fmt: skip
    return Table(rows, colWidths=[width, 34], style=style)


def _cells(row: list[object]) -> list[object]:
    return [Paragraph(item, _CELL) if isinstance(item, str) else item for item in row]


def _grid(rows: list[list[object]], widths: list[float], heading: int = 1, extra: list[tuple] | None = None) -> Table:
    return Table([_cells(row) for row in rows], colWidths=widths, repeatRows=heading, style=[*_GRID, *(extra or [])])


def _labels(rows: list[tuple[str, str]]) -> Table:
    body = [[Paragraph(label, _TEXT), Paragraph(":", _TEXT), Paragraph(text, _TEXT)] for label, text in rows]
    return Table(body, colWidths=[90, 10, 380], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_TIGHT])


def _signature(lines: list[str], left: float) -> Table:
    return Table([["", Paragraph("<br/>".join(lines), _TEXT)]], colWidths=[left, 220], style=_TIGHT)


def _write(target: object, story: list[Flowable], size: tuple[float, float]) -> None:
    SimpleDocTemplate(target, pagesize=size, leftMargin=50, rightMargin=50, topMargin=45, bottomMargin=45,
                      invariant=1, title="Indikator Kinerja Utama").build(story)  # fmt: skip


def dinas_lingkungan_hidup() -> None:
    """A ruled table over two pages with its heading repeated, drawn fractions, a list in the header."""
    rows: list[list[object]] = [
        ["NO", "KINERJA UTAMA", "INDIKATOR KINERJA UTAMA", "PENJELASAN / FORMULASI PERHITUNGAN", "SUMBER DATA", "PENANGGUNG JAWAB"],
        ["1.", "Meningkatnya kualitas air dan udara", "Indeks kualitas air sungai", "Rata-rata indeks seluruh titik pantau", "Laporan pemantauan", "Bidang Pengendalian Pencemaran"],
        ["2.", "Meningkatnya pengelolaan sampah", "Persentase sampah yang terkelola", fraction("Timbulan sampah yang ditangani dan dikurangi", "Timbulan sampah"), "Neraca sampah", "Bidang Persampahan"],
        ["", "", "Persentase kelurahan dengan tempat pengolahan sampah", fraction("Kelurahan dengan tempat pengolahan sampah", "Jumlah seluruh kelurahan"), "Data sarana persampahan", "Bidang Persampahan"],
        ["3.", "Bertambahnya ruang terbuka hijau", "Persentase luas ruang terbuka hijau publik", fraction("Luas ruang terbuka hijau publik", "Luas wilayah perkotaan"), "Peta tata ruang", "Bidang Pertamanan"],
        ["4.", "Meningkatnya ketaatan pelaku usaha", "Persentase pelaku usaha yang taat izin lingkungan", fraction("Pelaku usaha yang taat izin lingkungan", "Pelaku usaha yang diawasi"), "Berita acara pengawasan", "Bidang Penaatan"],
    ]  # fmt: skip
    story: list[Flowable] = [
        Paragraph("INDIKATOR KINERJA UTAMA (IKU)", _TITLE),
        Paragraph("DINAS LINGKUNGAN HIDUP KOTA SUKAMAJU", _TITLE),
        Paragraph("TAHUN 2023", _TITLE),
        Spacer(1, 14),
        _labels([
            ("Instansi", "Dinas Lingkungan Hidup Kota Sukamaju"),
            ("Visi", "Sukamaju yang Bersih, Teduh dan Lestari"),
            ("Misi", "1. Mengendalikan pencemaran air, udara dan tanah;<br/>2. Mengurangi sampah sejak dari sumbernya."),
            ("Tugas", "Membantu Wali Kota melaksanakan urusan pemerintahan di bidang lingkungan hidup dan kebersihan kota."),
            ("Fungsi", "a. perumusan kebijakan teknis lingkungan hidup;<br/>b. pengendalian pencemaran dan kerusakan lingkungan;<br/>c. pengelolaan persampahan dan pertamanan."),
        ]),
        Spacer(1, 260),
        _grid(rows, [26, 90, 98, 164, 62, 66]),
        Spacer(1, 24),
        _signature(["Sukamaju, 5 Januari 2023", "KEPALA DINAS LINGKUNGAN HIDUP", "KOTA SUKAMAJU", "", "", "", "<b>Ir. KIRANA MAHARANI, M.Si.</b>", "Pembina Utama Muda", "NIP. 19700917 199603 2 002"], 260),
    ]  # fmt: skip
    _write(str(FOLDER / "pdf" / "dinas_lingkungan_hidup.pdf"), story, A4)


def bappeda_nusa_raya() -> None:
    """Landscape, a heading of two rows over years with the starting point, merged cells, a note."""
    rows: list[list[object]] = [
        ["NO", "TUJUAN", "SASARAN", "INDIKATOR SASARAN", "SATUAN", "KONDISI AWAL 2023", "TARGET", "", ""],
        ["", "", "", "", "", "", "2024", "2025", "2026"],
        ["1", "Meningkatnya mutu perencanaan pembangunan", "Meningkatnya keselarasan dokumen perencanaan", "Persentase program yang selaras dengan rencana jangka menengah", "%", "86,40", "88,00", "90,00", "92,50"],
        ["", "", "", "Nilai perencanaan kinerja", "Nilai", "22,15", "23,00", "23,50", "24,25"],
        ["2", "Meningkatnya pemanfaatan hasil riset", "Meningkatnya inovasi daerah", "Jumlah inovasi yang diterapkan", "Inovasi", "14", "16", "18", "21"],
        ["", "", "", "Predikat indeks inovasi daerah", "Predikat", "Inovatif", "Inovatif", "Sangat Inovatif", "Sangat Inovatif"],
    ]  # fmt: skip
    merges = [("SPAN", (n, 0), (n, 1)) for n in range(6)] + [("SPAN", (6, 0), (8, 0))]
    merges += [("SPAN", (n, top), (n, top + 1)) for n in range(3) for top in (2, 4)]
    story: list[Flowable] = [
        Paragraph("INDIKATOR KINERJA UTAMA", _TITLE),
        Paragraph("BADAN PERENCANAAN PEMBANGUNAN DAERAH PROVINSI NUSA RAYA", _TITLE),
        Paragraph("PERIODE 2024-2026", _TITLE),
        Spacer(1, 16),
        _grid(rows, [28, 120, 120, 150, 55, 65, 62, 62, 62], 2, merges),
        Spacer(1, 8),
        Paragraph("Catatan : kondisi awal dihitung pada akhir tahun 2023.", _TEXT),
        Spacer(1, 24),
        _signature(["Kota Nusa, ........................ 2024", "KEPALA BADAN,", "", "", "", "Dr. ADITYA PRANATA, S.T., M.Sc.", "Pembina Utama Madya", "NIP. 197206142000031004"], 480),
    ]  # fmt: skip
    _write(str(FOLDER / "pdf" / "bappeda_nusa_raya.pdf"), story, landscape(A4))


def kecamatan_tirtamulya() -> None:
    """The page that is scanned: short, ruled, with one fraction."""
    rows: list[list[object]] = [
        ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "PENJELASAN / FORMULASI", "SUMBER DATA"],
        ["1", "Meningkatnya pelayanan kecamatan", "Persentase berkas yang selesai tepat waktu", fraction("Berkas selesai tepat waktu", "Berkas yang diterima"), "Register layanan"],
        ["2", "Meningkatnya peran lembaga desa", "Jumlah lembaga desa yang aktif (lembaga)", "Jumlah kumulatif lembaga desa yang aktif", "Laporan kasi"],
    ]  # fmt: skip
    story: list[Flowable] = [
        Paragraph("INDIKATOR KINERJA UTAMA", _TITLE),
        Paragraph("TAHUN 2022", _TITLE),
        Spacer(1, 14),
        _labels([
            ("Nama Organisasi", "Kecamatan Tirtamulya Kabupaten Tanjungsari"),
            ("Tugas", "Membantu Bupati mengoordinasikan pemerintahan di wilayah kecamatan"),
        ]),
        Spacer(1, 12),
        _grid(rows, [30, 105, 115, 165, 75]),
        Spacer(1, 24),
        _signature(["Tirtamulya, 11 Januari 2022", "CAMAT TIRTAMULYA", "", "", "", "RAHMAT HIDAYATULLAH, S.IP.", "Pembina", "NIP. 19780302 200501 1 007"], 260),
    ]  # fmt: skip
    page = io.BytesIO()
    _write(page, story, A4)
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
    for name in ("pdf", "scan"):
        (FOLDER / name).mkdir(exist_ok=True)
    dinas_lingkungan_hidup()
    bappeda_nusa_raya()
    kecamatan_tirtamulya()


if __name__ == "__main__":
    main()
