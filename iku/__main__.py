"""`python -m iku`."""

import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]

if sys.path and Path(sys.path[0]).resolve() != HOME:
    # with -m the current folder comes first: an `extract.py` there must not take the place of the package
    sys.path.pop(0)

from iku.cli import main  # noqa: E402 - only after the path is put right

if __name__ == "__main__":
    main()
