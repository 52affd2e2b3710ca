"""The commands of a group, whether they are imported at once or when one of them is run."""

import click

from dashboard.cli.lazy import LazyGroup


def commands_of(command: click.Command) -> dict[str, click.Command]:
    """Name to command; empty for what is no group, and for the commands that reports make."""
    if isinstance(command, LazyGroup):
        return {name: lazy.load() for name, lazy in command.lazy.items()}
    return dict(command.commands) if isinstance(command, click.Group) else {}
