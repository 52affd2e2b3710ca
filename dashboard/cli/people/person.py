"""``lianxin person``: the personal data of a rider or a child removed on request."""

from typing import TYPE_CHECKING

import click

from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, ask, opened, pass_run, sentences
from dashboard.texts import say

if TYPE_CHECKING:
    from dashboard.removal.removing import RemovalPlan


@click.command()
@click.argument("id")
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.option("--plan", "only_plan", is_flag=True, help="只列出，不清除 · only list it")
@click.option("--demo", is_flag=True, help="用示例的数据 · the demonstration's data")
@as_option
@pass_run
def remove(run: Run, id: str, yes: bool, only_plan: bool, demo: bool) -> None:
    """清除一个人的数据 · Remove the personal data of a rider or a child, on request.

    \b
      lianxin person remove R-0001 --plan      清除什么、留下什么 · what goes, what stays
      lianxin person remove R-0001 --as 王主任

    先列出要清除的、留下计数的、备份和年度版里还有的，确认后清除，不能撤销。中途断了，再运行一次或下次启动时接着清完。

    What goes, what stays as counts, and what backups and editions still hold is listed first. It
    cannot be undone. If it is cut off, the same command or the next start goes on with it.
    """
    if demo:
        run.settings = run.settings.demo()
    with sentences(run):
        reader = acting(run, "remove_person")
        from dashboard.imports.landing import LoadPlace
        from dashboard.removal.removing import plan_removal, remove_person

        with opened(run) as graph:
            place = LoadPlace(graph, run.settings.home, run.server, run.trail)
            plan = plan_removal(place, id, run.progress())
            _say_plan(run, plan)
            if only_plan or (plan.nothing and not yes):
                return
            question = (
                f"清除 {id} 的个人数据，不能撤销。继续吗？",
                f"The personal data of {id} will be removed, for good. Go on?",
            )
            if not yes and not ask(run, *question):
                run.fail("没有清除，什么都没有改动。", "Nothing was removed, and nothing changed.")
            run.interrupted = (
                "已中断。清除没有做完，再运行一次，或下次启动时会接着做完。",
                "Interrupted. The same command, or the next start, goes on with the removal.",
            )
            remove_person(place, id, reader, run.progress())
        run.say(f"{id} 的个人数据已清除。", f"The personal data of {id} has been removed.")


def _say_plan(run: Run, plan: "RemovalPlan") -> None:
    from dashboard.removal.words import in_words

    words = in_words(plan, run.lang)
    none = [say("removal_nothing", run.lang)]
    for title, lines in (
        ("gone", words.gone or none),
        ("stays", words.stays),
        ("copies", words.copies),
    ):
        run.out.print(say(f"removal_{title}", run.lang))
        for line in lines:
            run.out.print(f"  - {line}")
