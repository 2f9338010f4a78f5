"""Brackets and their partners, and the limits within which a formula is parsed at all."""

from __future__ import annotations

from normalize.formulas import kinds
from normalize.formulas.tokens import Token
from schemas.formula import Span, WarningCode

MAX_BRACKETS = 40
MAX_SIGNS = 300

_OPENING = frozenset((kinds.LEFT, kinds.OPEN))
_CLOSING = frozenset((kinds.RIGHT, kinds.CLOSE))
_SILENT = frozenset((kinds.WORD, kinds.NUMBER, kinds.PHRASE))


class FormulaSyntaxError(ValueError):
    """Tokens that are no formula; `span` is the place in the marked line."""

    def __init__(self, message: str, span: Span, code: WarningCode = WarningCode.SYNTAX) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.code = code


def matches(tokens: list[Token]) -> dict[int, int]:
    """For each opening bracket or fraction the place of its closing one."""
    found: dict[int, int] = {}
    opened: list[int] = []
    signs = nesting = 0
    for n, token in enumerate(tokens):
        kind = token.kind
        if kind in _SILENT:
            continue
        if kind in _OPENING:
            opened.append(n)
        elif kind in _CLOSING:
            if not opened or (tokens[opened[-1]].kind is kinds.OPEN) != (kind is kinds.CLOSE):
                raise _unbalanced("a closing bracket without its opening", token)
            found[opened.pop()] = n
        else:
            signs += kind is kinds.SIGN
            nesting += kind is kinds.ROOT or token.sign == "^"
        if len(opened) > MAX_BRACKETS or nesting > MAX_BRACKETS:
            raise _too_large(f"more than {MAX_BRACKETS} brackets, roots or powers in one another", token)
        if signs > MAX_SIGNS:
            raise _too_large(f"more than {MAX_SIGNS} signs", token)
    if opened:
        raise _unbalanced("a bracket is not closed", tokens[opened[-1]])
    return found


def _unbalanced(message: str, token: Token) -> FormulaSyntaxError:
    return FormulaSyntaxError(message, Span(token.start, token.end), WarningCode.UNBALANCED_BRACKET)


def _too_large(message: str, token: Token) -> FormulaSyntaxError:
    return FormulaSyntaxError(message, Span(token.start, token.end), WarningCode.TOO_LARGE)
