"""A group whose commands are imported only when one of them is run, so that help comes at once."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class LazyCommand(NamedTuple):
    """Where a command stands, as ``module:name``, and its line in the group's help."""

    where: str
    help: str

    def load(self) -> click.Command:
        """The command itself."""
        module, _, name = self.where.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


class LazyGroup(click.Group):
    """A group of commands by name; a test holds each help line equal to the command's own."""

    def __init__(self, *, lazy: Mapping[str, LazyCommand], **more: Any) -> None:
        super().__init__(**more)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in order."""
        return sorted(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now; None where there is none."""
        found = self.lazy.get(cmd_name)
        return found.load() if found else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help lines without importing any command."""
        limit = formatter.width - 6 - max(map(len, self.lazy))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=one.help).get_short_help_str(limit))
                    for name, one in sorted(self.lazy.items())
                ]
            )
