"""Mends confusions of letters and digits, each as a named step, and only where something proves it.

Proofs: a vocabulary of words that these documents use, words set in capitals throughout, the form of a number, of a
rank and of a civil servant's number. What is a word as it stands is never touched, and spelling mistakes stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import regex

from extract.scan.recognise import ReadRun, Word
from extract.scan.words import is_word
from schemas.page import Step

_LEAST_LETTERS = 4
"""Shorter words are proved by too little."""
_SURE = 0.995
_EDGES = regex.compile(r"^(\W*)(.*?)(\W*)$", regex.S)
_CAPITALS_WITH_L = regex.compile(r"(?=.*\p{Lu}.*\p{Lu}|l\p{Lu}{2})[\p{Lu}l]+")
_NUMBER = regex.compile(r"(?=.*\d.*\d|\d[oOlI]%)[\doOlI]{1,3}(?:[.,][\doOlI]+)*%?")
_POINT_IN_FACTOR = regex.compile(r"([×xX])\s*\.\s*(?=10{1,5}\b)")
_SIGN_OF_FACTOR = regex.compile(r"(?<!\S)[&%](?=\s?10{1,5}\s?%?$)")
_PERCENT = regex.compile(r"(?:^|(?<=\d))Yo(?!\w)")
_PERMILLE = regex.compile(r"%o(?!\w)")
_SPECK = regex.compile(r"(?<=\p{L}{3})(?:·\s?|\s·)(?=\p{L}{3})")
_RANK_NUMBER = regex.compile(r"\b(Tk\.?|Tingkat)(\s*)[1l]\b(?![.,]?\d)")
_NIP = regex.compile(r"(\bNIP\b\W*)([\doOlI][\doOlI ]{16,24}[\doOlI])")
_TO_DIGITS = str.maketrans("oOlI", "0011")

Rule = tuple[str, Callable[[str], str]]


@cache
def _confusions() -> tuple[tuple[str, str], ...]:
    text = (files("extract.scan") / "data" / "confusions.tsv").read_text("utf-8")
    pairs = [line.split("\t") for line in text.splitlines() if line]
    return tuple((read, meant) for read, meant in pairs)


def mend(run: ReadRun) -> ReadRun:
    """A stretch of text with its provable confusions mended; steps say what was what."""
    words: list[Word] = []
    steps = list(run.steps)
    for n, word in enumerate(run.words):
        mended, step = mend_word(word.text, doubted=min(word.scores, default=0.0) < _SURE)
        if n == 0 and step is None and (whole := _with_swallowed_letter(word.text)) != word.text:
            mended, step = whole, Step("swallowed_letter", word.text, whole)
        if step is not None:
            steps.append(step)
        words.append(replace(word, text=mended, scores=_fitted(word.scores, len(mended))))
    for name, rule in _LINE_RULES:
        before = " ".join(word.text for word in words)
        after = rule(before)
        if after != before:
            steps.append(Step(name, before, after))
            words = _respelt(words, after)
    return replace(run, words=tuple(words), steps=tuple(steps))


def mend_word(text: str, *, doubted: bool = True) -> tuple[str, Step | None]:
    """One word, and the step that mended it. The vocabulary proves only what the engine doubted itself.

    >>> mend_word("(UCl)")[0], mend_word("D1NAS")[0], mend_word("lklim")[0], mend_word("1O0%")[0], mend_word("Tl")[0]
    ('(UCI)', 'DINAS', 'Iklim', '100%', 'Tl')
    """
    before, core, after = _EDGES.match(text).groups()  # type: ignore[union-attr]  # the pattern fits every text
    for name, rule in _WORD_RULES:
        mended = rule(core) if doubted or name != "vocabulary" or not core.isalpha() else core
        if mended != core:
            whole = before + mended + after
            return whole, Step(name, text, whole)
    percent = _as_number(core + "%") if after.startswith("%") else core
    if percent not in (core, core + "%"):
        whole = before + percent + after[1:]
        return whole, Step("number_form", text, whole)
    return text, None


def _by_capitals(core: str) -> str:
    return core.replace("l", "I") if "l" in core and _CAPITALS_WITH_L.fullmatch(core) else core


def _as_number(core: str) -> str:
    if core.isdigit() or not _NUMBER.fullmatch(core):
        return core
    return core.translate(_TO_DIGITS)


def _by_vocabulary(core: str) -> str:
    if len(core) < _LEAST_LETTERS or is_word(core) or core.isdigit():
        return core
    found = {
        core[:at] + meant + core[at + len(read) :]
        for read, meant in _confusions()
        for at in range(len(core))
        if core.startswith(read, at)
    }
    proved = sorted(word for word in found if is_word(word) and _has_one_case(word))
    return proved[0] if len({word.casefold() for word in proved}) == 1 else core


def _with_swallowed_letter(text: str) -> str:
    """The first word of a line with the J that a border to its left has swallowed: no letter reaches farther out."""
    if len(text) < _LEAST_LETTERS or not text[0].islower() or is_word(text) or not is_word("j" + text):
        return text
    return "J" + text


def _has_one_case(word: str) -> bool:
    return word.islower() or word.isupper() or word.istitle()


def _nip_digits(text: str) -> str:
    def digits(match: regex.Match[str]) -> str:
        value = match[2].translate(_TO_DIGITS)
        return match[1] + (value if sum(map(str.isdigit, value)) == 18 else match[2])

    return _NIP.sub(digits, text)


_WORD_RULES: tuple[Rule, ...] = (
    ("capitals", _by_capitals),
    ("number_form", _as_number),
    ("vocabulary", _by_vocabulary),
)
_LINE_RULES: tuple[Rule, ...] = (
    ("percent_sign", lambda text: _PERCENT.sub("%", text)),
    ("permille_sign", lambda text: _PERMILLE.sub("‰", text)),
    ("speck", lambda text: _SPECK.sub(" ", text)),
    ("factor_sign", lambda text: _SIGN_OF_FACTOR.sub("x", text)),
    ("factor_point", lambda text: _POINT_IN_FACTOR.sub(r"\1 ", text)),
    ("rank_number", lambda text: _RANK_NUMBER.sub(r"\1\2I", text)),
    ("nip_digits", _nip_digits),
)


def _fitted(scores: Sequence[float], length: int) -> tuple[float, ...]:
    """Scores for a word whose length a repair changed: its doubts are kept."""
    if len(scores) == length:
        return tuple(scores)
    return (min(scores, default=0.0),) * length


def _respelt(words: Sequence[Word], text: str) -> list[Word]:
    """Words of a line whose text was mended; where their number changed they share the extent of the line."""
    parts = text.split()
    if len(parts) == len(words):
        pairs = zip(words, parts, strict=True)
        return [replace(word, text=part, scores=_fitted(word.scores, len(part))) for word, part in pairs]
    scores = [score for word in words for score in word.scores]
    left, right = words[0].x0, words[-1].x1
    total = max(1, len(text))
    built = []
    start = 0
    for part in parts:
        at = text.index(part, start)
        start = at + len(part)
        x0, x1 = left + (right - left) * at / total, left + (right - left) * start / total
        built.append(Word(part, x0, x1, _fitted(scores[:0] or (min(scores, default=0.0),), len(part))))
    return built
