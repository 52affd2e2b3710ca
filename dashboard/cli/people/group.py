"""The group ``lianxin person``; its commands are imported when they are run."""

import click

from dashboard.cli.lazy import LazyCommand, LazyGroup

_COMMANDS = {
    "remove": LazyCommand(
        "dashboard.cli.people.person:remove",
        "清除一个人的数据 · Remove a person's data on request; what goes is listed first.",
    ),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def person() -> None:
    """个人数据 · Personal data.

    \b
      lianxin person remove R-0001 --plan
      lianxin person remove R-0001 --as 王主任
    """
