r"""LaTeX math, as OCR models write it, to `Content`.

    content := { text | group | command | script | '&' | '\\' }
    group   := '{' content [ '\over' content ] '}'
    command := '\frac' argument argument | '\sqrt' ['[' text ']'] argument | '\text' argument
             | '\begin{' name '}' content '\end{' name '}' | '\' name | '\' character
    script  := ('^' | '_') argument
    argument := group | command | character

The scanner goes through the source once and nests no deeper than `MAX_DEPTH`; what is deeper or unbalanced is refused
with its place, so that a caller can keep the source as text. Unknown commands keep the words of their arguments.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files

import regex

from schemas.inline import MAX_DEPTH, Break, Content, Fraction, Inline, Root, Script, Text

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|[{}^_&~$]|[^\\{}^_&~$]+|\\", re.DOTALL)
_ENVIRONMENT = regex.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}")
_BRACKETED = regex.compile(r"\s*\[([^\]\[{}\\]*)\]")
_ROW_GAP = regex.compile(r"\[-?[\d.]+\s*[a-z]{2}\]")
_SPACES = re.compile(r"\s+")
_SUM = Text("∑ ")
_COMBINING_MACRON = "\N{COMBINING MACRON}"

_TABLES = tomllib.loads((files(__package__) / "latex.toml").read_text("utf-8"))
_CHARACTERS: dict[str, str] = _TABLES["characters"]
_ESCAPED: dict[str, str] = _TABLES["escaped"]
_FRACTIONS = frozenset(_TABLES["words"]["fractions"])
_TEXT = frozenset(_TABLES["words"]["text"])
_BARRED = frozenset(_TABLES["words"]["barred"])
_SHAPING = frozenset(_TABLES["words"]["shaping"])
_DELIMITERS = frozenset(_TABLES["words"]["delimiters"])
_UNPRINTED: dict[str, int] = _TABLES["unprinted"]
_ENVIRONMENTS: dict[str, int] = _TABLES["environments"]


class LatexError(ValueError):
    """LaTeX that cannot be read; `offset` is its place in the source."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(f"{message} (at {offset})")
        self.message = message
        self.offset = offset


def latex_content(source: str) -> Content:
    r"""The content of a math span, given without its delimiters.

    >>> latex_content(r"\frac{\text{A}}{\text{B}} \times 100\%")
    (Fraction(numerator=(Text(text='A'),), denominator=(Text(text='B'),)), Text(text=' x 100%'))

    Raises `LatexError` where braces or environments are unbalanced or nest deeper than `MAX_DEPTH`.
    """
    return _Scanner(source).content("")


class _Scanner:
    """One pass over a source. `_depth` counts the groups and environments that are open."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pos = 0
        self._depth = 0

    def content(self, closing: str) -> Content:
        """Content up to `closing` (`}`, an environment's name, or nothing for the end of the source)."""
        start = self._pos
        parts: list[Inline] = []
        numerator: Content | None = None
        while (mark := self._next()) is not None:
            if mark == "}":
                if closing != "}":
                    raise LatexError("a closing brace without its opening", self._pos - 1)
                break
            if mark == "\\end":
                self._end(closing)
                break
            if mark == "\\over":
                numerator, parts = _joined(parts), []
            else:
                self._part(mark, parts)
        else:
            if closing:
                raise LatexError("not closed", start)
        content = _joined(parts)
        return content if numerator is None else (Fraction(numerator, content),)

    def _next(self) -> str | None:
        match = _TOKEN.match(self._source, self._pos)
        if match is None:
            return None
        self._pos = match.end()
        return str(match[0])

    def _part(self, mark: str, parts: list[Inline]) -> None:
        """Append to `parts` what `mark` opens."""
        if mark == "{":
            parts.extend(self._group())
        elif mark in "^_":
            self._script(mark, parts)
        elif mark[0] == "\\":
            self._command(mark[1:], parts)
        elif mark in "&~":
            parts.append(Text(" "))
        elif mark != "$":
            parts.append(Text(mark))

    def _group(self) -> Content:
        return self._nested(lambda: self.content("}"))

    def _nested(self, read: Callable[[], Content]) -> Content:
        if self._depth >= MAX_DEPTH:
            raise LatexError(f"nested deeper than {MAX_DEPTH}", self._pos)
        self._depth += 1
        content = read()
        self._depth -= 1
        return content

    def _argument(self) -> Content:
        """One argument: a group, a command, or the next character."""
        while self._source.startswith((" ", "\n", "\t"), self._pos):
            self._pos += 1
        mark = self._next()
        if mark is None or mark in ("}", "\\end"):
            raise LatexError("an argument is missing", self._pos)
        if mark[0] not in "\\{}^_&~$":
            self._pos -= len(mark) - 1
            return (Text(mark[0]),)
        if mark == "{":
            return self._group()
        return self._nested(lambda: self._single(mark))

    def _single(self, mark: str) -> Content:
        parts: list[Inline] = []
        self._part(mark, parts)
        return _joined(parts)

    def _script(self, mark: str, parts: list[Inline]) -> None:
        content = self._argument()
        if parts and parts[-1] == _SUM:
            return  # limits: nobody types them, and their equals sign is not the formula's
        if content == (Text("°"),) or content == (Text("'"),):
            parts.extend(content)
        elif content:
            parts.append(Script(content, raised=mark == "^"))

    def _command(self, name: str, parts: list[Inline]) -> None:
        if not name:
            return
        if name in ("\\", "newline", "cr"):
            self._row_end(parts)
        elif not name[0].isalpha():
            parts.append(Text(_ESCAPED.get(name, name)))
        elif (text := _CHARACTERS.get(name)) is not None:
            parts.append(Text(text))
        elif name in _FRACTIONS:
            parts.append(Fraction(self._argument(), self._argument()))
        elif name == "sqrt":
            parts.extend(self._root())
        elif name == "begin":
            parts.extend(self._environment())
        elif name in _SHAPING:
            self._shape(name)
        else:
            self._worded(name, parts)

    def _row_end(self, parts: list[Inline]) -> None:
        parts.append(Break())
        if gap := _ROW_GAP.match(self._source, self._pos):
            self._pos = gap.end()

    def _worded(self, name: str, parts: list[Inline]) -> None:
        """A command that only dresses its argument, or one that is not known."""
        for _ in range(_UNPRINTED.get(name, 0)):
            self._argument()
        if name in _BARRED:
            parts.extend(_barred(self._argument()))
        elif name in _TEXT:
            parts.extend(self._argument())

    def _root(self) -> Content:
        degree = _BRACKETED.match(self._source, self._pos)
        if degree is None:
            return (Root(self._argument()),)
        self._pos = degree.end()
        radicand = self._argument()
        if degree[1].strip() == "2":
            return (Root(radicand),)
        return (Text("("), *radicand, Text(")"), Script((Text(f"(1/{degree[1].strip()})"),), raised=True))

    def _shape(self, name: str) -> None:
        """Skip what belongs to a command that prints nothing: the invisible delimiter of `\\left.`."""
        if name in _DELIMITERS and self._source.startswith(".", self._pos):
            self._pos += 1

    def _environment(self) -> Content:
        opening = _ENVIRONMENT.match(self._source, self._pos)
        if opening is None:
            raise LatexError("an environment without a name", self._pos)
        self._pos = opening.end()
        for _ in range(_ENVIRONMENTS.get(opening[1], 0)):
            self._argument()
        body_start = self._pos
        body = self._nested(lambda: self.content(opening[1]))
        if self._source.count("\\hline", body_start, self._pos) == 1:
            return _stack(body)
        return body

    def _end(self, closing: str) -> None:
        start = self._pos - len("\\end")
        name = _ENVIRONMENT.match(self._source, self._pos)
        if name is None or name[1] != closing:
            raise LatexError("an environment is closed that is not open", start)
        self._pos = name.end()


def _stack(body: Content) -> Content:
    """A fraction drawn as an array of two rows with a line between them."""
    rows = [n for n, part in enumerate(body) if isinstance(part, Break)]
    if len(rows) != 1:
        return body
    return (Fraction(_joined(body[: rows[0]]), _joined(body[rows[0] + 1 :])),)


def _barred(content: Content) -> Content:
    if len(content) == 1 and isinstance(letter := content[0], Text) and len(letter.text.strip()) == 1:
        return (Text(letter.text.strip() + _COMBINING_MACRON),)
    return content


def _joined(parts: list[Inline] | Content) -> Content:
    """The parts with neighbouring runs of text made one."""
    joined: list[Inline] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, Text):
            run.append(part.text)
            continue
        if run:
            joined.append(_folded(run))
            run = []
        joined.append(part)
    if run:
        joined.append(_folded(run))
    return tuple(joined)


def _folded(run: list[str]) -> Text:
    return Text(_SPACES.sub(" ", "".join(run)))
