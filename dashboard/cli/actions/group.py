"""The group ``lianxin action``; its commands are imported when they are run."""

import click

from dashboard.cli.lazy import LazyCommand, LazyGroup

_COMMANDS = {
    "list": LazyCommand(
        "dashboard.cli.actions.files:list_",
        "有哪些操作 · Which actions there are, shipped and of your own.",
    ),
    "show": LazyCommand(
        "dashboard.cli.actions.files:show",
        "说明、参数、批准与语句 · What an action does, what it asks for, its approval, its Cypher.",
    ),
    "table": LazyCommand(
        "dashboard.cli.actions.files:table",
        "状态与谁能办什么 · The states of each kind, and which step leads from where to where.",
    ),
    "check": LazyCommand(
        "dashboard.cli.actions.files:check",
        "检查操作文件能否运行 · Test whether actions may run; 1 where one may not.",
    ),
    "new": LazyCommand(
        "dashboard.cli.actions.files:new",
        "写一个自己的操作 · Begin an action of your own from a few answers.",
    ),
    "approve": LazyCommand(
        "dashboard.cli.actions.files:approve",
        "批准一个自编的操作 · Approve an action of your own as it is now; an edit lapses it.",
    ),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def action() -> None:
    """操作 · Saved actions.

    \b
      lianxin action table                  各种状态与操作 · states and the steps between them
      lianxin action new thanks             写一个自己的 · one of your own
    """
