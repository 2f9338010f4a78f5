"""What a caller may choose about reading scans. Every preparation of the image can be switched off by name."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

PIPELINE_VERSION = "scan-2"
"""Part of the key of every cached page; to be raised with any change of what this package yields."""


class Ocr(StrEnum):
    """Which engine reads pictures of text: the first that is present, one by name, or none."""

    AUTO = "auto"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """Choices for one run. The defaults are what was measured best."""

    ocr: Ocr = Ocr.AUTO
    orient: bool = True
    """Turn pages that lie on their side or stand on their head."""
    deskew: bool = True
    remove_colour: bool = True
    """Take stamps and signatures in coloured ink out of the page."""
    divide_background: bool = True
    """Divide by the paper's own brightness: shadows, grey paper, shaded cells."""
    invert_shaded: bool = True
    """Turn light text on dark ground into dark text on light ground."""
    filter_fax: bool = True
    """Drop specks and soften the edges of pages that hold black and white alone."""
    remove_rulings: bool = True
    """Take drawn lines out before reading."""
    unruled_tables: bool = True
    """Find the columns of tables without vertical rulings through the alignment of words."""
    repair: bool = True
    """Mend confusions of letters and digits where a vocabulary or a number's structure proves them."""
    max_dpi: int = 220
    """Resolution at which pages are read; finer pictures are reduced to it."""

    cache: Path | None = None
    """Folder in which pages that were read are kept; None keeps nothing."""

    def key(self) -> str:
        """What of the options decides how a page is read, as one stable line of text."""
        chosen = {name: value for name, value in asdict(self).items() if name not in {"cache", "ocr"}}
        return ";".join(f"{name}={value}" for name, value in sorted(chosen.items()))


DEFAULT = ScanOptions()
