"""Signature blocks through the whole of reading: who signed, in which office, the head of the body first."""

from __future__ import annotations

import pytest

from iku.pipeline import read_source
from tests.cases import cases

TABLE = "NO\tINDIKATOR KINERJA UTAMA\tSUMBER DATA\n1\tPersentase arsip\tLaporan\n\n"
PAPER = f"INDIKATOR KINERJA UTAMA\nDINAS CONTOH KOTA SUKAMAJU\n\n{TABLE}"
PARTS = ("tempat", "tanggal", "jabatan", "nama", "pangkat", "nip")


@pytest.mark.parametrize(("block", "expected"), cases("signatures"))
def test_signers(block, expected):
    """`negative` are blocks with less in them than it looks."""
    (document,) = read_source((PAPER + block + "\n").encode()).documents
    assert [[getattr(signer, part) for part in PARTS] for signer in document.signatures] == expected
