"""How long linking takes: synthetic bodies with revisions, matched, merged and audited in memory.

    python benchmarks/revisions.py [--documents 20000] [--bodies 2000]

Prints the seconds of each stage for a quarter, a half and the whole, so that the growth of the cost shows, and how many
of the changes that were made are found again.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from dataclasses import replace
from datetime import date

from iku.audit.findings import find
from iku.revisions import link
from iku.revisions.papers import Paper, Row, SignerFact, StatementFact, VariableFact
from iku.revisions.tables import body_views, change_rows, current_rows, places, version_rows

_SUBJECTS = (
    "jalan",
    "sekolah",
    "puskesmas",
    "pasar",
    "irigasi",
    "jembatan",
    "pelatihan",
    "arsip",
    "perizinan",
    "terminal",
    "taman",
    "embung",
)
_STATES = (
    "dalam kondisi baik",
    "yang terakreditasi",
    "yang selesai tepat waktu",
    "yang dibina",
    "yang aktif",
    "sesuai standar",
)
_UNITS = (
    "barat",
    "timur",
    "utara",
    "selatan",
    "tengah",
    "pesisir",
    "pegunungan",
    "perkotaan",
    "perdesaan",
    "kepulauan",
)
_ROWS = 10


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--bodies", type=int, default=2_000)
    options = parser.parse_args()
    for part in (4, 2, 1):
        measure(options.bodies // part, options.documents // options.bodies)


def measure(bodies: int, revisions: int) -> None:
    """Time linking for so many bodies."""
    made: Counter[str] = Counter()
    papers = [paper for body in range(bodies) for paper in family(body, revisions, made)]
    random.Random(1).shuffle(papers)
    start = time.perf_counter()
    links = link(papers)
    linked = time.perf_counter()
    found = Counter(row["change"] for row in change_rows(links))
    rows = (
        sum(1 for _ in version_rows(links)),
        sum(1 for _ in current_rows(links)),
        len(places(links)),
        len(body_views(links)),
    )
    tabled = time.perf_counter()
    findings = len(find(links))
    audited = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(papers):>6} documents, {sum(len(p.rows) for p in papers):>7} rows, {bodies} bodies:", end=" ")
    print(
        f"link {linked - start:6.1f} s, tables {tabled - linked:5.1f} s, audit {audited - tabled:5.1f} s, {memory} MB"
    )
    print(f"       versions, current, documents, bodies {rows}; findings {findings}")
    print(f"       changes made {dict(made)}")
    print(f"       changes found {dict(found)}")


def family(body: int, revisions: int, made: Counter[str]) -> list[Paper]:
    """The revisions of one body, each a few changes after the one before."""
    chance = random.Random(body)
    government = f"Kota Contoh {body % 100}"
    first = [_row(chance, n) for n in range(_ROWS)]
    papers = []
    for number in range(revisions):
        rows = first if not number else _revised(chance, papers[-1].rows, made)
        papers.append(_paper(body, number, government, rows))
        first = rows
    return papers


def _row(chance: random.Random, index: int) -> Row:
    words = (chance.choice(group) for group in (_SUBJECTS, _UNITS, _SUBJECTS, _STATES))
    what = f"{' '.join(words)} {index}"
    name = f"Jumlah {what}"
    variables = (VariableFact("a", name, "numerator"), VariableFact("b", f"Jumlah seluruh {what}", "denominator"))
    return Row(
        "",
        index,
        1,
        index + 1,
        "iku",
        str(index + 1),
        None,
        f"Meningkatnya {chance.choice(_SUBJECTS)}",
        f"Persentase {what}",
        f"{name} / Jumlah seluruh {what} x 100%",
        None,
        "%",
        None,
        (f"Laporan {what}",),
        ("Bidang Contoh",),
        1,
        1.0,
        "parsed",
        "percentage",
        '["Multiply",["Divide","a","b"],100]',
        None,
        "%",
        variables,
    )


def _revised(chance: random.Random, rows: tuple[Row, ...] | list[Row], made: Counter[str]) -> list[Row]:
    new = list(rows)
    chance.shuffle(new)
    new[0] = replace(new[0], indikator=f"{new[0].indikator} di wilayah kota")
    new[1] = replace(
        new[1], sumber_data=("Dokumen rekapitulasi",) if "rekap" not in new[1].sumber_data[0] else ("Buku induk",)
    )
    new[2] = _row(chance, chance.randrange(1_000, 9_999_999))
    made.update(reworded=1, source=1, added=1, removed=1)
    return new


def _paper(body: int, number: int, government: str, rows: tuple[Row, ...] | list[Row]) -> Paper:
    own = f"{body:012d}{number:04d}-1"
    numbered = tuple(
        replace(row, indicator_id=f"{own}/{n}", index=n - 1, no=str(n)) for n, row in enumerate(rows, start=1)
    )
    signer = SignerFact(
        "Contoh",
        f"1 Januari {2005 + number}",
        f"{2005 + number}-01-01",
        f"Kepala Dinas {government}",
        "Fulan",
        None,
        None,
    )
    return Paper(
        own,
        own,
        1,
        "iku",
        "INDIKATOR KINERJA UTAMA",
        f"Dinas Contoh {body}",
        f"dinas-{body}--kota-contoh-{body % 100}",
        government,
        2005 + number,
        None,
        None,
        "Visi",
        "REVISI" if number else None,
        None,
        None,
        None,
        None,
        None,
        date(2005 + number, 1, 1),
        "day",
        "Contoh",
        None,
        (),
        "text",
        1.0,
        (StatementFact("misi", "Misi"),),
        numbered,
        (),
        (signer,),
    )


if __name__ == "__main__":
    main()
