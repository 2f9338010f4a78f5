from __future__ import annotations

import codecs

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.text.decode import decode

TEXT = "Indikator — “Kinerja” • Utama\nbaris kedua"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf8", "utf8-bom", "utf16", "utf16be-bom", "utf16le-bare", "cp1252"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_encodings_and_line_ends(data, line_end):
    encoding = decode(data).encoding
    typed = decode(data).text.replace("\n", line_end)
    again = codecs.BOM_UTF8 + typed.encode() if encoding.startswith("utf") else typed.encode("cp1252")
    assert decode(again).text == TEXT


def test_broken_utf8_is_read_and_counted():
    damaged = "Peraturan — Nomor — Tahun —".encode().replace(b"Nomor", b"No\xffmor")
    found = decode(damaged)
    assert found.encoding == "utf-8"
    assert found.damaged == 1
    assert "Peraturan — No" in found.text


@pytest.mark.parametrize(("data", "code"), [(b"", "empty_file"), (bytes(range(32)) * 40, "binary")])
def test_what_is_no_text_is_refused(data, code):
    with pytest.raises(ReadError) as error:
        decode(data)
    assert error.value.reason_code == code


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf8_text_comes_back(text):
    assert decode(text.encode("utf-8")).text == text.replace("\u2028", "\n").replace("\u2029", "\n").removeprefix(
        "\ufeff"
    )


@given(st.text(st.sampled_from("a \n\r\x0b\x0c\x85\u2028\u2029"), min_size=1))
def test_every_line_end_is_one(text):
    unix = regex.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    assert decode(codecs.BOM_UTF8 + text.encode()).text == unix


def test_replacement_characters_that_were_written_are_no_damage():
    assert decode("Nomor \ufffd Tahun".encode()).damaged == 0
