"""Papers written by tests: one model of a paper, typed in every style, to be read back."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

STYLES = ("tabs", "pipes", "html")
HEADS = ("Dinas", "Badan", "Kecamatan", "Bagian")
WORDS = (
    "pelayanan",
    "publik",
    "masyarakat",
    "daerah",
    "layanan",
    "perizinan",
    "kesehatan",
    "pendidikan",
    "jalan",
    "desa",
    "air",
    "sampah",
    "wisata",
    "koperasi",
    "arsip",
    "aset",
    "pegawai",
    "anggaran",
    "laporan",
    "usaha",
)


@dataclass(frozen=True)
class Row:
    no: str
    sasaran: str
    indikator: str
    numerator: str
    denominator: str
    sumber: str


@dataclass(frozen=True)
class Paper:
    instansi: str
    tahun: int
    tugas: str
    fungsi: tuple[str, ...]
    rows: tuple[Row, ...]
    signer: tuple[str, str, str] | None = field(default=None)


def typed(paper: Paper, style: str) -> str:
    """The paper as running text, its table in one of `STYLES`."""
    head = [
        "INDIKATOR KINERJA UTAMA",
        f"TAHUN {paper.tahun}",
        "",
        f"Instansi : {paper.instansi}",
        f"Tugas : {paper.tugas}",
        "Fungsi :",
        *(f"{n}. {text};" for n, text in enumerate(paper.fungsi, 1)),
        "",
    ]
    tail: list[str] = []
    if paper.signer is not None:
        jabatan, nama, nip = paper.signer
        tail = ["", f"Sukamaju, 4 Mei {paper.tahun}", jabatan, "", "", "", nama, "Pembina", f"NIP. {nip}"]
    return "\n".join([*head, *_table(paper, style), *tail])


def _table(paper: Paper, style: str) -> list[str]:
    heading = ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "FORMULASI PERHITUNGAN", "SUMBER DATA"]
    grid = [heading]
    last = None
    for row in paper.rows:
        same = row.sasaran == last
        last = row.sasaran
        formula = f"{row.numerator} / {row.denominator} x 100%"
        grid.append(["" if same else row.no, "" if same else row.sasaran, row.indikator, formula, row.sumber])
    if style == "tabs":
        return ["\t".join(cells) for cells in grid]
    if style == "pipes":
        body = ["| " + " | ".join(cells) + " |" for cells in grid]
        return [body[0], "|---" * len(heading) + "|", *body[1:]]
    cells = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in grid]
    return ["<table>", *cells, "</table>"]


def phrases(first: str, most: int = 5) -> st.SearchStrategy[str]:
    """Phrases of the field that begin with `first`."""
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=most, unique=True).map(
        lambda words: f"{first} {' '.join(words)}"
    )


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Any paper: one to four sasaran with one to three indicators each."""
    rows: list[Row] = []
    sasaran = draw(st.lists(phrases("Meningkatnya"), min_size=1, max_size=4, unique=True))
    for n, text in enumerate(sasaran, 1):
        words = st.tuples(phrases("Persentase"), phrases("Jumlah"), phrases("Jumlah seluruh"), phrases("Laporan", 3))
        rows.extend(Row(str(n), text, *draw(words)) for _ in range(draw(st.integers(1, 3))))
    name = draw(st.sampled_from(HEADS))
    signer = (f"Kepala {name} Contoh", "SITI CONTOH, S.Sos", "19700101 199503 2 001")
    return Paper(
        f"{name} Contoh Kota Sukamaju",
        draw(st.integers(2010, 2030)),
        draw(phrases("Membantu")),
        tuple(draw(st.lists(phrases("Pelaksanaan"), min_size=2, max_size=5, unique=True))),
        tuple(rows),
        draw(st.sampled_from([signer, None])),
    )
