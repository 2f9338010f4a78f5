"""Which engines are present, probed in this one place, and the one to use."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from extract.errors import ReadError
from extract.scan.engine import OcrEngine
from extract.scan.options import Ocr


@cache
def has_rapid() -> bool:
    """Whether the embedded engine is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnx", "onnxruntime"))


@cache
def has_tesseract() -> bool:
    """Whether a `tesseract` with Indonesian and English is on the path."""
    from extract.scan import tesseract  # no process is started unless asked

    return {"ind", "eng"} <= set(tesseract.languages())


def is_installed(ocr: Ocr) -> bool:
    """Whether there is an engine for a choice."""
    rapid = ocr in (Ocr.AUTO, Ocr.RAPIDOCR) and has_rapid()
    return rapid or (ocr in (Ocr.AUTO, Ocr.TESSERACT) and has_tesseract())


def choose_engine(ocr: Ocr) -> OcrEngine | None:
    """The engine for a choice; None for `off`.

    Raises:
        ReadError: `ocr_missing` where the wanted engine, or with `auto` any, is not installed.
    """
    if ocr is Ocr.OFF:
        return None
    if ocr is not Ocr.TESSERACT and has_rapid():
        from extract.scan.rapid import load_rapid  # loads some 60 MB of libraries

        return load_rapid()
    if ocr is not Ocr.RAPIDOCR and has_tesseract():
        from extract.scan.tesseract import TesseractEngine  # as above

        return TesseractEngine()
    raise ReadError("ocr_missing", f"no OCR engine for --ocr {ocr.value} is installed")
