"""The command `iku`."""

from iku.cli.app import main

__all__ = ["main"]
