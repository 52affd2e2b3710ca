"""``lianxin act``: one step of one record, as a button takes it."""

from typing import cast

import click

from cypher.act.action_library import ActionLibrary
from cypher.errors import BadValue
from dashboard.auth.rights import Right
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, runner_of


def actions_of(run: Run) -> ActionLibrary:
    """The shipped actions, the home's own and their approvals."""
    home = run.settings.home
    return ActionLibrary(home / "own", home / "approvals")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("action")
@click.argument("id", required=False, default="")
@click.option("--param", "-p", "given", multiple=True, help="参数，写作 名称=值 · name=value")
@as_option
@pass_run
def act(run: Run, action: str, id: str, given: tuple[str, ...]) -> None:
    """办理一件事 · Take a record through a step; a new record needs no ID.

    \b
      lianxin act wish/claim W-000007 -p organisation=ORG-0012 --as 李干事
      lianxin act wish/submit -p title=头盔 -p category=riding_gear -p rider=R-0003 …
      lianxin action show wish/claim       要填什么 · what it asks for
    """
    saved = actions_of(run).all().find(action)
    reader = acting(run, cast(Right, saved.header.needs))
    values = _values(given)
    from cypher.act.runner import ActionRunner
    from dashboard.audit.writes import Writes

    with opened(run) as graph:
        runner = ActionRunner(graph, actions_of(run), runner_of(run, graph))
        writes = Writes(run.trail, reader)
        result = runner.run(reader, saved.id, id, values, writes=writes)
    title, count = saved.header.title, len(result.changes)
    run.say(
        f"{title.zh}：{result.id} 已办，改动 {count} 处（{result.change_id}）。",
        f"{title.en}: {result.id} is done, {count} differences ({result.change_id}).",
    )


def _values(given: tuple[str, ...]) -> dict[str, object]:
    """``name=value`` by name. Raises BadValue."""
    values: dict[str, object] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise BadValue(f"参数“{one}”应写作 名称=值。", f"Write {one!r} as name=value.")
        values[name.strip()] = value
    return values
