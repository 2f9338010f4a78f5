"""Who signed a document: each signer once, however often the block stands in it, the head of the body first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extract.assembly.wording import is_office
from normalize.instansi import body_key, find_pemda
from normalize.text import key
from schemas.raw import RawSignature

_SAME_NAME, _ALIKE_NUMBER, _SAME_NUMBER = 85, 80, 90
"""Likeness (0 to 100) of two readings of one signer's name, of the NIP under such a name, and of a NIP alone."""
_NO_DIGIT = re.compile(r"\D")
_PARTS = ("tempat", "tanggal", "jabatan", "nama", "pangkat", "nip")


def each_once(signers: Sequence[RawSignature]) -> list[RawSignature]:
    """Signers who stand several times in a document, once each: a covenant and its annex bear the same signatures. The
    block with place and date is the fuller one; what it lacks comes from the others."""
    found: list[RawSignature] = []
    for signer in signers:
        at = next((n for n, known in enumerate(found) if _is_same_signer(known, signer)), None)
        if at is None:
            found.append(signer)
            continue
        known = found[at]
        fuller, other = (signer, known) if signer.tempat and not known.tempat else (known, signer)
        if other.jabatan is not None and not is_office(other.jabatan.text):
            other = replace(other, jabatan=None)
        found[at] = RawSignature(**{name: getattr(fuller, name) or getattr(other, name) for name in _PARTS})
    return found


def _is_same_signer(one: RawSignature, other: RawSignature) -> bool:
    """The same NIP or the same name; both may be read a little differently where ink lies over them."""
    numbers = [_NO_DIGIT.sub("", signer.nip.text) if signer.nip else "" for signer in (one, other)]
    if all(numbers) and fuzz.ratio(*numbers) >= _SAME_NUMBER:
        return True
    if one.nama is None or other.nama is None:
        return False
    alike = fuzz.ratio(key(one.nama.text), key(other.nama.text)) >= _SAME_NAME
    return alike and (not all(numbers) or fuzz.ratio(*numbers) >= _ALIKE_NUMBER)


def own_head_first(signers: Sequence[RawSignature], body: str | None) -> list[RawSignature]:
    """Of several signers the one whose office names the body comes first; else they stay in order."""
    if len(signers) < 2 or body is None:
        return list(signers)
    name = _own_words(body)
    return sorted(
        signers,
        key=lambda s: -round(fuzz.token_set_ratio(_own_words(s.jabatan.text), name) / 20) if s.jabatan else 0,
    )


def _own_words(text: str) -> str:
    """The key of a body or an office without its government, which a superior of the same government has too."""
    words, pemda = body_key(text), find_pemda(text)
    return (words.replace(f"{pemda.kind} {key(pemda.name)}", "").strip() or words) if pemda is not None else words
