"""The forms of a report other than HTML in a browser: terminal, Excel, JSON, MathML, word differences, charts."""

from __future__ import annotations

import json
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from rich.console import Console

from iku.audit.charts import HEIGHT, WIDTH, chart
from iku.audit.html import render_html
from iku.audit.jsonform import render_json
from iku.audit.language import Language, report_words
from iku.audit.mathml import mathml
from iku.audit.report import AuditReport
from iku.audit.terminal import plain, print_report
from iku.audit.worddiff import word_diff
from iku.audit.xlsx import render_xlsx
from iku.revisions.changes import ChangeKind
from normalize.formulas import from_mathjson
from tests.audit.reports import COMMAND, FORMULA, SCRIPT, hostile_report
from tests.revisions.written import paper, row


@pytest.fixture(scope="module")
def report() -> AuditReport:
    return hostile_report()


def printed(report: AuditReport, language: Language) -> str:
    stream = StringIO()
    print_report(report, Console(file=stream, force_terminal=True, width=160, color_system="standard"), language)
    return stream.getvalue()


# ---- terminal


def test_the_terminal_marks_words_and_prints_no_codes_of_documents(report: AuditReport) -> None:
    text = printed(report, Language.ENGLISH)
    assert "\x1b[1;32myang" in text
    assert "\x07" not in text
    assert not re.search(r"\x1b\[31mmerah", text)
    assert "[31mmerah" in text


def test_the_terminal_speaks_both_languages(report: AuditReport) -> None:
    assert "Findings" in printed(report, Language.ENGLISH)
    assert "Temuan" in printed(report, Language.INDONESIAN)


@given(st.text())
def test_plain_text_steers_no_terminal(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", plain(text))


# ---- Excel


def test_excel_keeps_formulas_as_text(report: AuditReport) -> None:
    with ZipFile(BytesIO(render_xlsx(report, Language.INDONESIAN))) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        strings = book.read("xl/sharedStrings.xml").decode()
        workbook = book.read("xl/workbook.xml").decode()
    assert len(sheets) == 4
    for sheet in sheets:
        tree = etree.fromstring(sheet)
        spaces = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
        assert tree.findall(".//m:f", spaces) == []
        assert tree.find(".//m:autoFilter", spaces) is not None
        assert tree.find(".//m:pane[@state='frozen']", spaces) is not None
        links = tree.findall(".//m:hyperlink", spaces)
        assert all(link.get("location", "").startswith("'Dokumen'!A") for link in links)
    assert etree.fromstring(strings.encode()).xpath("count(//*[local-name()='t'][text()=$text])", text=FORMULA) == 1
    assert COMMAND in etree.fromstring(strings.encode()).xpath("//*[local-name()='t']/text()")
    assert all(report_words(Language.INDONESIAN)[name] in workbook for name in ("findings", "changes", "documents"))


# ---- JSON


def test_json_for_pipelines(report: AuditReport) -> None:
    found = json.loads(render_json(report, Language.INDONESIAN))
    assert found["summary"]["bodies"] == 2
    assert found["summary"]["documents"] == 3
    assert {change["change"] for change in found["changes"]} == {"reworded", "formula", "source"}
    assert found["findings"][0].keys() >= {"rule", "severity", "message", "document_id", "pointer", "uri", "page"}
    assert [f["page"] for f in found["findings"] if f["rule"] == "IKU013" and f["page"]] == [3]


@pytest.mark.parametrize("render", [render_json, render_xlsx, render_html])
def test_the_same_report_gives_the_same_bytes(render: object, report: AuditReport) -> None:
    assert callable(render)
    assert render(report, Language.ENGLISH) == render(hostile_report(), Language.ENGLISH)


# ---- HTML without a browser


@pytest.mark.parametrize("language", list(Language))
def test_html_takes_no_markup_from_documents(report: AuditReport, language: Language) -> None:
    page = html.document_fromstring(render_html(report, language))
    assert len(page.findall(".//script")) == 1
    assert page.findall(".//img") == []
    assert page.xpath("//*[@*[starts-with(name(), 'on')]]") == []
    addresses = page.xpath("//@href | //@src")
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in addresses} <= set(ids)
    assert SCRIPT in page.text_content()
    assert "built-in" not in page.text_content()
    assert page.get("lang") == language.value


def test_html_typesets_formulas_and_draws_targets(report: AuditReport) -> None:
    page = html.document_fromstring(render_html(report, Language.ENGLISH))
    assert len(page.xpath("//math//mfrac")) >= 4
    words = page.xpath("string(//section[@class='body'][.//mfrac])")
    assert SCRIPT in words.replace("\n", "")
    marked = page.xpath("//table[@class='diff']//ins/text()")
    assert "yang " in marked
    assert any("REVISI" in timeline.text_content() for timeline in page.xpath("//ol[@class='timeline']"))
    assert len(page.xpath("//svg//polyline")) == 1
    assert "72,5%" in page.xpath("string(//svg)")


# ---- parts


def test_charts_stay_within_their_frame() -> None:
    targets = paper("a", [row("Satu", target={"2021": "10", "2022": "30", "2024": "20"})]).rows[0].targets
    drawn = chart("Satu", targets)
    assert drawn is not None
    (series,) = drawn.series
    assert [point.tahun for point in series.points] == [2021, 2022, 2024]
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in series.points)
    assert min(series.points, key=lambda point: point.y).raw == "30"
    assert chart("Satu", targets[:1]) is None
    flat = paper("a", [row("Satu", target={"2021": "10", "2022": "10"})]).rows[0].targets
    assert chart("Satu", flat) is not None


@pytest.mark.parametrize(
    ("mathjson", "parts"),
    [
        (["Multiply", ["Divide", "a", "b"], 100], ["mfrac", "mo", "mn"]),
        (["Power", ["Add", "a", 1], 2], ["msup"]),
        (["Sqrt", ["Subtract", "a", ["Add", "a", "b"]]], ["msqrt"]),
        (["Max", "a", {"num": "0.4"}], ["mi"]),
        (["Negate", ["Mean", "a", ["Rational", 1, 3]]], ["mo", "mfrac"]),
    ],
)
def test_mathml_is_well_formed(mathjson: object, parts: list[str]) -> None:
    text = mathml(from_mathjson(mathjson), {"a": "Jumlah <b> & kasus", "b": "B"}, "%")
    tree = etree.fromstring(text)
    assert all(tree.findall(f".//{part}") for part in parts)
    assert "Jumlah <b> & kasus" in "".join(tree.itertext())


def test_mathml_prints_numbers_as_indonesian_papers_do() -> None:
    assert "<mn>100.000</mn>" in mathml(from_mathjson(["Multiply", "a", 100000]), {})
    assert "<mn>0,4</mn>" in mathml(from_mathjson(["Multiply", "a", {"num": "0.4"}]), {})


def test_brackets_where_signs_bind_otherwise() -> None:
    text = "".join(etree.fromstring(mathml(from_mathjson(["Multiply", ["Add", "a", "b"], 2]), {})).itertext())
    assert text == "(a+b)×2"


@given(st.text(max_size=40), st.text(max_size=40))
def test_word_differences_lose_nothing(before: str, after: str) -> None:
    found = word_diff(before, after)
    assert "".join(piece.text for piece in found.before) == before
    assert "".join(piece.text for piece in found.after) == after


def test_word_differences_mark_words() -> None:
    found = word_diff("Jumlah kasus selesai", "Jumlah kasus yang selesai")
    assert [(piece.text, piece.same) for piece in found.after] == [
        ("Jumlah kasus ", True),
        ("yang ", False),
        ("selesai", True),
    ]
    assert all(piece.same for piece in found.before)


def test_every_kind_of_change_has_its_word_in_both_languages() -> None:
    for language in Language:
        assert {f"kind_{kind.value}" for kind in ChangeKind} <= report_words(language).keys()
    assert report_words(Language.ENGLISH).keys() == report_words(Language.INDONESIAN).keys()
