"""Whatever documents say, linking, auditing and reporting end well."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from iku.audit.findings import find, finding_rows
from iku.audit.html import render_html
from iku.audit.jsonform import render_json
from iku.audit.language import Language
from iku.audit.report import Sources, build_report
from iku.audit.xlsx import render_xlsx
from iku.revisions import link
from iku.revisions.matching import entries, match
from iku.revisions.papers import Paper
from iku.revisions.tables import body_views, change_rows, current_rows, places, version_rows
from tests.revisions.written import paper, row

# lone surrogates never come out of a reader; all else may
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=25)
FILLED = TEXTS.filter(lambda text: bool(text.strip()))
LISTS = st.lists(FILLED, max_size=2)
YEARS = st.none() | st.integers(1900, 2100)
ROWS = st.builds(
    row,
    FILLED,
    sasaran=st.none() | TEXTS,
    no=st.none() | TEXTS,
    formula=st.none() | FILLED | st.sampled_from(["A / B x 100%", "Jumlah x / Jumlah x", "0,4 x A + 0,5 x B"]),
    sumber=LISTS,
    penanggung=LISTS,
    satuan=st.none() | TEXTS,
    arah=st.sampled_from([None, "higher", "lower"]),
    table_no=st.integers(1, 3),
    target=st.dictionaries(st.integers(2000, 2030).map(str), FILLED, max_size=3),
)
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "instansi": st.sampled_from(["Dinas Contoh", "Kecamatan Contoh", "-"]) | FILLED,
    "tahun": YEARS,
    "revisi_label": st.sampled_from([None, "REVISI", "PERUBAHAN KEDUA"]) | TEXTS,
    "dasar_nomor": st.none() | TEXTS,
    "dasar_tahun": YEARS,
    "since": st.sampled_from([None, "4 Mei 2021", "Mei 2021", "2022"]),
    "method": st.sampled_from(["text", "pdf", "ocr"]),
    "visi": st.none() | TEXTS,
    "signers": st.lists(st.fixed_dictionaries({"nama": st.none() | TEXTS, "nip": st.none() | TEXTS}), max_size=2),
}


@st.composite
def piles(draw: st.DrawFn) -> list[Paper]:
    facts = draw(st.lists(st.tuples(st.lists(ROWS, max_size=4), st.fixed_dictionaries(FACTS)), max_size=4))
    return [paper(f"{n}", rows, **given_facts) for n, (rows, given_facts) in enumerate(facts)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(piles())
def test_any_pile_is_linked_audited_and_reported(papers: list[Paper]) -> None:
    links = link(papers)
    rows = {row.indicator_id for p in papers if p.document_id not in links.copies for row in p.rows}
    assert set(links.indicator_keys) == rows
    assert set(places(links)) == {p.document_id for p in papers}
    versions = list(version_rows(links))
    assert len({(v["indicator_key"], v["version"]) for v in versions}) == len(versions)
    assert all(v["valid_from"] is None or v["valid_to"] is None or v["valid_from"] < v["valid_to"] for v in versions)
    assert {c["indicator_key"] for c in current_rows(links)} <= {
        v["indicator_key"] for v in versions if v["is_current"]
    }
    assert all(change["explanation"] for change in change_rows(links))
    assert set(body_views(links)) == {links.bodies[p.instansi_key] for p in papers}
    findings = find(links)
    ids = [finding["finding_id"] for finding in finding_rows(findings)]
    assert len(set(ids)) == len(ids)
    report = build_report(links, findings, Sources({}, {}))
    assert html.document_fromstring(render_html(report, Language.ENGLISH)) is not None
    assert render_json(report, Language.INDONESIAN)
    assert render_xlsx(report, Language.INDONESIAN)


def test_a_family_of_hundreds_of_revisions_ends() -> None:
    papers = [paper(str(n), ["Jumlah pasar", f"Jumlah jalan {n}"], revisi_label="REVISI") for n in range(300)]
    links = link(papers)
    assert sum(len(linked.family.steps) for linked in links.families) + len(links.copies) == 300


def test_a_table_beyond_the_largest_matrix_still_matches_equal_wordings() -> None:
    names = [f"Jumlah kegiatan nomor {n}" for n in range(1_100)]
    old = paper("a", names)
    new = paper("b", [f"{name} baru" for name in names[:1_050]] + names[1_050:])
    assert len(match(entries(old), entries(new)).pairs) == 50
