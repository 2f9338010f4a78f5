"""`python -m iku`."""

import sys

if sys.path and sys.path[0] == "":
    # an `extract.py` in the folder where the command is called must not take the place of the package
    sys.path.pop(0)

from iku.cli import main

if __name__ == "__main__":
    main()
