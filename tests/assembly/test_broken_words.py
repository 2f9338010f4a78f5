"""Words that a narrow column broke: joined where the document or the field knows them, else left."""

from __future__ import annotations

import pytest

from extract.assembly.broken_words import join_broken_words
from extract.assembly.stream import TableBlock, stream
from schemas.inline import Break, BreakKind, Text
from schemas.page import Cell, Line, Method, Page, Piece, Row, Table


def read(lines: list[str], elsewhere: str, kind: BreakKind = BreakKind.WRAP) -> tuple[str, list[str], str | None]:
    content = tuple(
        part for n, line in enumerate(lines) for part in ((Break(kind), Text(line)) if n else (Text(line),))
    )
    cell = Cell(content, tops=tuple(10.0 * n for n in range(len(lines))))
    table = Table((Row((cell, Cell((Text("x"),)))),))
    page = Page((Line((Piece((Text(elsewhere),)),)), table), Method.PDF, 1)
    (block,) = [item for item in join_broken_words(list(stream([page]))) if isinstance(item, TableBlock)]
    (found, _) = block.table.rows[0].cells
    assert found is not None
    assert len(found.tops) == 1 + sum(isinstance(part, Break) for part in found.content)
    return block.texts[0][0] or "", [f"{s.before} > {s.after}" for s in found.steps], found.printed


@pytest.mark.parametrize(
    ("lines", "elsewhere", "joined"),
    [
        pytest.param(["sarana pertamana", "n kota"], "Bidang pertamanan", "sarana pertamanan kota", id="last letter"),
        pytest.param(["kemasyara", "katan"], "urusan Kemasyarakatan", "kemasyarakatan", id="known in another case"),
        pytest.param(["PERTAMANA", "N"], "bidang pertamanan", "PERTAMANAN", id="capitals"),
        pytest.param(["tata perta", "mana", "n kota"], "pertamanan", "tata perta mana n kota", id="broken twice"),
    ],
)
def test_a_word_is_joined(lines, elsewhere, joined):
    text, steps, printed = read(lines, elsewhere)
    assert text == joined
    if joined != " ".join(lines):
        assert len(steps) == 1
        assert printed == " ".join(lines)


@pytest.mark.parametrize(
    ("lines", "elsewhere", "kind"),
    [
        pytest.param(["sarana pertamana", "n kota"], "nothing of it", BreakKind.WRAP, id="unknown word"),
        pytest.param(["taman", "wisata"], "tamanwisata taman wisata", BreakKind.WRAP, id="two words of their own"),
        pytest.param(["sarana pertamana", "n kota"], "pertamanan", BreakKind.LINE, id="a line that was ended"),
        pytest.param(["sarana pertamana", "N kota"], "pertamanan", BreakKind.WRAP, id="a capital begins"),
        pytest.param(["non-pertamana", "n"], "pertamanan", BreakKind.WRAP, id="part of a compound"),
    ],
)
def test_what_nothing_proves_stays(lines, elsewhere, kind):
    assert read(lines, elsewhere, kind) == (" ".join(lines), [], None)


@pytest.mark.parametrize(
    ("elsewhere", "joined"),
    [
        pytest.param("Bidang Pertamanan", "sarana pertamanan kota", id="parts that stand only where lines break"),
        pytest.param(
            "pertamanan, pertamana n kota", "sarana pertamana n kota", id="parts that stand between words too"
        ),
    ],
)
def test_a_word_broken_alike_in_two_rows_is_joined_in_both(elsewhere, joined):
    broken = (Text("sarana pertamana"), Break(BreakKind.WRAP), Text("n kota"))
    rows = tuple(Row((Cell(broken), Cell((Text("x"),)))) for _ in range(2))
    page = Page((Line((Piece((Text(elsewhere),)),)), Table(rows)), Method.PDF, 1)
    (block,) = [item for item in join_broken_words(list(stream([page]))) if isinstance(item, TableBlock)]
    assert [row[0] for row in block.texts] == [joined, joined]
