"""The command line, where everything is put together."""

from dashboard.cli.main import main

__all__ = ["main"]
