"""Tables in the running text of programs and models: LaTeX, and cells parted by semicolons, commas or bare pipes."""

from __future__ import annotations

import pytest

from extract.text.latex import as_markdown
from extract.text.reader import read_text
from schemas.page import Line, Page, Table
from tests.pdf.looking import shown


def read(text: str) -> Page:
    (page,) = read_text(text.encode())
    return page


def grid(text: str) -> list[list[str | None]] | None:
    found = [block for block in read(text).blocks if isinstance(block, Table)]
    return [[None if c is None else shown(c.content) for c in row.cells] for row in found[0].rows] if found else None


def lines(text: str) -> list[str]:
    return [shown(block.pieces[0].content) for block in read(text).blocks if isinstance(block, Line)]


LATEX = r"""\begin{longtable}[c]{|c|p{3cm}|l|l|}
\hline
\textbf{NO} & SASARAN & \multicolumn{2}{c|}{INDIKATOR} \\ \hline \endhead
\multirow{2}{*}{1} & \multirow{2}{*}{Mutu} & Indeks A \& B & $\frac{\text{A}}{\text{B}} \times 100\%$ \\ \cline{3-4}
 & & \makecell{Jumlah C \\ (orang)} & \begin{tabular}[c]{@{}l@{}}satu\\ dua\end{tabular} \\[2pt]
2 & Akses & Nilai US\$ D & 5\% \\
\bottomrule
\end{longtable}
"""


def test_a_latex_table_is_read_with_its_spans():
    assert grid(LATEX) == [
        ["NO", "SASARAN", "INDIKATOR", None],
        ["1", "Mutu", "Indeks A & B", "[A : B] x 100%"],
        [None, None, "Jumlah C/(orang)", "satu/dua"],
        ["2", "Akses", "Nilai US$ D", "5%"],
    ]
    (table,) = read(LATEX).blocks
    assert [row.where.line for row in table.rows] == [3, 4, 5, 6]
    assert table.rows[1].cells[0].rowspan == 2


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(r"\begin{tabular}{ll} a & b \\ c & d \end{tabular}", [["a", "b"], ["c", "d"]], id="in one line"),
        pytest.param(
            "\\begin{tabular}{ll}\n\\textbf{a & b \\\\\nc & d \\\\\n\\end{tabular}",
            [["a", "b"], ["c", "d"]],
            id="an open brace",
        ),
        pytest.param("\\begin{tabular}{ll}\na & b \\\\\n", None, id="without end"),
        pytest.param(r"$\begin{array}{l} a & b \\ c & d \end{array}$", None, id="a formula"),
    ],
)
def test_what_is_a_latex_table(text, rows):
    assert grid(text) == rows


def test_text_around_a_latex_table_is_text():
    text = (
        "\\begin{center}\n\\textbf{JUDUL} \\\\\nTAHUN 2024\n\\end{center}\n" + LATEX + "\\caption{Tabel A}\n\\item satu"
    )
    assert lines(text) == ["JUDUL", "TAHUN 2024", "Tabel A", "satu"]


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        (r"\section*{INDIKATOR \textbf{KINERJA}}", "# INDIKATOR KINERJA"),
        (r"{\bf DINAS CONTOH}", "DINAS CONTOH"),
        (r"\noindent Instansi : Dinas~Contoh \\", "Instansi : Dinas Contoh"),
        (r"\item[a.] Tugas", "a. Tugas"),
        (r"\vspace{1cm}", ""),
        (r"\frac{A}{B} \times 100", None),
        (r"$$ x \\ y $$", None),
        (r"C:\data\iku", None),
    ],
)
def test_commands_that_set_type_are_no_text(line, read_as):
    assert as_markdown(line) == read_as


HEADING = "NO;SASARAN;INDIKATOR KINERJA UTAMA;SUMBER DATA"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(f"{HEADING}\n1;Mutu;Indeks A;Survei", [["1", "Mutu", "Indeks A", "Survei"]], id="semicolons"),
        pytest.param(
            f"{HEADING}\n1;Mutu;Indeks A;\n;;Indeks B",
            [["1", "Mutu", "Indeks A", ""], ["", "", "Indeks B", ""]],
            id="blank cells at the end",
        ),
        pytest.param(
            f'{HEADING.replace(";", ",")}\n1,Mutu,"Indeks A, B",Survei',
            [["1", "Mutu", "Indeks A, B", "Survei"]],
            id="commas and quotes",
        ),
        pytest.param(
            f'{HEADING}\n1;Mutu;"Indeks\nA";Survei', [["1", "Mutu", "Indeks/A", "Survei"]], id="a line end in quotes"
        ),
        pytest.param(
            f"{HEADING.replace(';', ' | ')}\n1 | Mutu | Indeks A | Survei",
            [["1", "Mutu", "Indeks A", "Survei"]],
            id="bare pipes",
        ),
        pytest.param(f"{HEADING}\nMutu; Akses; Panen; Air", None, id="no number in the first row"),
        pytest.param("Sasaran, indikator, target, sumber data\nDinas, badan, kantor, balai", None, id="a sentence"),
        pytest.param("Sasaran; indikator kinerja; target; sumber data\nmutu; akses; air; data", None, id="a list"),
        pytest.param("Nama;Alamat;IKU;Telepon\nA;B;C;D", None, id="other headings"),
        pytest.param(HEADING, None, id="no row"),
    ],
)
def test_a_heading_proves_a_table_of_delimited_rows(text, rows):
    found = grid(text)
    assert (found and found[1:]) == rows


def test_a_row_with_too_many_cells_is_kept_as_text_and_reported():
    page = read(f"{HEADING}\n1;Mutu;Indeks A;Survei; BPS\n2;Akses;Indeks B;Survei\n")
    table, line = page.blocks
    assert [shown(row.cells[2].content) for row in table.rows] == ["INDIKATOR KINERJA UTAMA", "Indeks B"]
    assert shown(line.pieces[0].content) == "1;Mutu;Indeks A;Survei; BPS"
    assert [(unread.reason.value, unread.where.line) for unread in page.unread] == [("damaged", 2)]
