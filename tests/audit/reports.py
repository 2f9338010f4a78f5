"""A report to look at: bodies with revisions, targets, copies, and texts that would like to be more than text."""

from __future__ import annotations

from iku.audit.findings import find
from iku.audit.report import AuditReport, Sources, Where, build_report
from iku.revisions import link
from tests.revisions.written import paper, row

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
FORMULA = '=HYPERLINK("http://example.invalid","klik")'
COMMAND = "@SUM(1+1)*cmd|' /C calc'!A0"


def hostile_report() -> AuditReport:
    """The report on two bodies of which one writes markup, formulas and terminal codes into its papers."""
    good = "Jumlah kasus selesai / Jumlah kasus x 100%"
    years = {"2021": "70%", "2022": "75%", "2023": "72,5%"}
    renamed = "Jumlah kasus selesai / Target jumlah kasus x 100%"
    papers = [
        paper(
            "a",
            [
                row("Persentase kasus selesai", formula=good, arah="higher", target=years, sumber=["Laporan kasus"]),
                row(f"Jumlah {SCRIPT}", sumber=[FORMULA]),
            ],
            tahun=2021,
            since="4 Mei 2021",
        ),
        paper(
            "b",
            [
                row(
                    "Persentase kasus yang selesai \x1b[31mmerah\x07",
                    formula=renamed,
                    target=years,
                    sumber=["Laporan tahunan"],
                ),
                row(f"Jumlah {SCRIPT}", sumber=[COMMAND]),
            ],
            tahun=2022,
            since="4 Mei 2022",
            revisi_label=f"REVISI {SCRIPT}",
        ),
        paper("c", [row("Persentase kasus selesai", formula=good)], instansi=f"Badan {SCRIPT}", visi=FORMULA),
    ]
    links = link(papers)
    findings = find(links)
    places = {(papers[0].document_id, "/signatures"): Where(page=3)}
    return build_report(links, findings, Sources({p.source_id: f"{SCRIPT}.pdf" for p in papers}, places))
