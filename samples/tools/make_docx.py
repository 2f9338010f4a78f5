"""Write the DOCX samples: WordprocessingML by hand, so that every feature shown is one that stands here."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parents[1] / "docx"

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/numbering.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
</Types>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_PART_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="numbering.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>
</Relationships>"""


def _level(form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


_NUMBERING = (
    f"<w:numbering {_SPACES}>"
    f'<w:abstractNum w:abstractNumId="0">{_level("decimal", "%1.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{_level("lowerLetter", "%1.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_level("bullet", "•")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)


def run(text: str, *, bold: bool = False) -> str:
    """A run; `\\t` is a tab and `\\n` a line break."""
    parts = []
    for line_no, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if line_no else "")
        for piece_no, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if piece_no else "")
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{''.join(parts)}</w:r>"


def par(text: str = "", *, bold: bool = False, centred: bool = False, number: int | None = None) -> str:
    """A paragraph; `number` is the list that numbers it."""
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    aligned = '<w:jc w:val="center"/>' if centred else ""
    return f"<w:p><w:pPr>{numbered}{aligned}</w:pPr>{run(text, bold=bold) if text else ''}</w:p>"


def fraction(numerator: str, denominator: str, tail: str) -> str:
    """A paragraph with a built-up fraction and what follows it."""

    def math(text: str) -> str:
        return f'<m:r><m:t xml:space="preserve">{escape(text)}</m:t></m:r>'

    return (
        f"<w:p><m:oMath><m:f><m:num>{math(numerator)}</m:num><m:den>{math(denominator)}</m:den></m:f>"
        f"{math(tail)}</m:oMath></w:p>"
    )


def cell(content: str, *, span: int = 1, merge: str | None = None) -> str:
    """A cell of paragraphs, or of plain text; `merge` is `restart` or `continue` of a vertical merge."""
    body = content if content.startswith("<w:p") else "".join(par(line) for line in content.split("\n"))
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{spans}{merges}</w:tcPr>{body}</w:tc>"


def table(columns: int, rows: Iterable[Sequence[str]]) -> str:
    """A table of cells; a plain string is a cell of that text."""
    grid = '<w:gridCol w:w="1500"/>' * columns
    body = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc') else cell(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def write(name: str, blocks: Iterable[str]) -> None:
    """Write a package whose bytes depend on its content alone."""
    document = f"<w:document {_SPACES}><w:body>{''.join(blocks)}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _PART_RELATIONS,
        "word/numbering.xml": _NUMBERING,
        "word/document.xml": document,
    }
    FOLDER.mkdir(exist_ok=True)
    with zipfile.ZipFile(FOLDER / name, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in parts.items():
            package.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), _HEAD + text, zipfile.ZIP_DEFLATED)


def dinas_pertanian() -> list[str]:
    """Tabs in the header, automatic numbers, built-up fractions, vertical merges, a heading of two rows."""
    rows = [
        [
            *(cell(text, merge="restart") for text in ("NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "RUMUS")),
            cell("TARGET", span=2),
            cell("SUMBER DATA", merge="restart"),
        ],
        [*(cell("", merge="continue") for _ in range(4)), "2024", "2025", cell("", merge="continue")],
        ["1", "2", "3", "4", "5", "6", "7"],
        [
            cell("1.", merge="restart"),
            cell("Meningkatnya produktivitas pangan", merge="restart"),
            "Produktivitas padi (kw/ha)",
            cell(fraction("Produksi gabah kering giling (kw)", "Luas panen padi (ha)", "")),
            "54,25",
            "55,10",
            cell(par("Data ubinan", number=3) + par("Laporan penyuluh", number=3)),
        ],
        [
            cell("", merge="continue"),
            cell("", merge="continue"),
            "Persentase kelompok tani yang naik kelas",
            cell(fraction("Kelompok tani yang naik kelas", "Kelompok tani yang dibina", " x 100%")),
            "≥ 12%",
            "≥ 15%",
            "Simluhtan",
        ],
        [
            "2.",
            "Terkendalinya penyakit hewan menular",
            "Angka kejadian penyakit hewan menular strategis",
            cell(par("Jumlah kasus dibagi populasi ternak dikali 1.000") + par("Ket : populasi sapi dan kambing")),
            "4,2",
            "3,9",
            "Laporan puskeswan",
        ],
    ]
    return [
        par("INDIKATOR KINERJA UTAMA", bold=True, centred=True),
        par("DINAS PERTANIAN DAN KETAHANAN PANGAN KABUPATEN TANJUNGSARI", bold=True, centred=True),
        par("TAHUN 2024", bold=True, centred=True),
        par(),
        par("Instansi\t: Dinas Pertanian dan Ketahanan Pangan Kabupaten Tanjungsari"),
        par("Tugas\t: Membantu Bupati melaksanakan urusan pemerintahan di bidang pertanian dan pangan"),
        par("Fungsi\t:"),
        par("perumusan kebijakan teknis tanaman pangan, hortikultura dan peternakan;", number=1),
        par("penyelenggaraan penyuluhan pertanian;", number=1),
        par("pengendalian organisme pengganggu tumbuhan dan penyakit hewan.", number=1),
        par(),
        table(7, rows),
        par(),
        par("Tanjungsari, 8 Januari 2024"),
        par("Kepala Dinas Pertanian dan Ketahanan Pangan\nKabupaten Tanjungsari,"),
        par(),
        par(),
        par("Ir. GATOT SUBAGYO RAHARJO, M.P.", bold=True),
        par("Pembina Utama Muda"),
        par("NIP. 19670504 199303 1 011"),
    ]


def kelurahan_mekarwangi() -> list[str]:
    """A label table, a section row, lists of owners, two signers side by side, a revision label."""
    rows = [
        ["NO", "SASARAN", "INDIKATOR KINERJA UTAMA", "PENJELASAN", "PENANGGUNG JAWAB"],
        [cell("MISI PERTAMA : MENINGKATKAN PELAYANAN YANG RAMAH DAN TEPAT", span=5)],
        [
            "1",
            "Meningkatnya pelayanan kelurahan",
            "Persentase surat keterangan yang terbit pada hari yang sama",
            "Surat keterangan yang terbit pada hari yang sama / jumlah permohonan surat keterangan x 100%",
            cell(par("Seksi Pemerintahan", number=2) + par("Seksi Pelayanan Umum", number=2)),
        ],
        [cell("MISI KEDUA : MENGGERAKKAN KESWADAYAAN WARGA", span=5)],
        [
            "2",
            "Meningkatnya keswadayaan warga",
            "Jumlah rukun warga dengan bank sampah aktif (unit)",
            "Jumlah kumulatif",
            "Seksi Pemberdayaan Masyarakat",
        ],
    ]
    tasks = par("menyelenggarakan pelayanan warga;", number=2) + par("membina lembaga kemasyarakatan.", number=2)
    superior = ["Mengetahui,", "CAMAT WANASARI", "", "", "Drs. SENTOT PRAYOGA", "Pembina Tk. I"]
    head = ["Sukamaju, 15 Maret 2023", "LURAH MEKARWANGI", "", "", "INTAN PERMATASARI, S.STP.", "Penata"]
    signers = [["\n".join([*superior, "NIP. 19690202 199403 1 006"]), "\n".join([*head, "NIP. 19880911 201010 2 001"])]]
    return [
        par("IKU PERUBAHAN", bold=True),
        par("INDIKATOR KINERJA UTAMA (IKU)", bold=True, centred=True),
        par("TAHUN 2023", bold=True, centred=True),
        table(
            3,
            [
                ["Nama Unit", ":", "Kelurahan Mekarwangi Kecamatan Wanasari Kota Sukamaju"],
                ["Tujuan", ":", "Mewujudkan pelayanan kelurahan yang ramah"],
                ["Tugas", ":", cell(tasks)],
            ],
        ),
        par(),
        table(5, rows),
        par(),
        table(2, signers),
    ]


def main() -> None:
    """Write both documents."""
    write("dinas_pertanian.docx", dinas_pertanian())
    write("kelurahan_mekarwangi.docx", kelurahan_mekarwangi())


if __name__ == "__main__":
    main()
