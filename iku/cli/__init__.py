"""The command `iku`."""

__all__ = ["main"]


def main() -> None:
    """The entry point. Worker processes import the module that called it, and must not pay for the command line."""
    from iku.cli.app import main as run

    run()
