"""Why a source cannot be read. Each error carries a code of the documented vocabulary and a sentence with its cause."""

from __future__ import annotations


class ReadError(Exception):
    """A source, or one page of it, cannot be read.

    `reason_code` is one of the codes in `schemas/reasons.toml`; `message` names the cause; `page` is 1-based or None
    where the whole source is meant.
    """

    def __init__(self, reason_code: str, message: str, page: int | None = None) -> None:
        super().__init__(message)
        self.reason_code = reason_code
        self.message = message
        self.page = page


class UnsupportedError(ReadError):
    """The content is of a kind that has no reader (here)."""

    def __init__(self, message: str) -> None:
        super().__init__("unsupported", message)
