"""``lianxin load list`` and ``load show``: what was loaded, and what each load changed."""

import click
from rich.table import Table as Grid
from rich.text import Text

from dashboard.cli.own_data.printing import print_changes, print_counts
from dashboard.cli.shared import Run, pass_run, sentences, town_of
from dashboard.imports.loads import changes_of, heading, state_words
from dashboard.imports.plans.value_text import ValueText
from dashboard.texts import say
from graph.load import LoadStore


@click.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """导入过哪些 · Which loads there are, the latest first.

    \b
      lianxin load list
    """
    with sentences(run):
        records = LoadStore(run.settings.home / "loads").list()
        if not records:
            run.say(say("import_no_loads", "zh"), say("import_no_loads", "en"))
            return
        grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
        grid.add_column(Text(run.words("批次", "Load")), no_wrap=True)  # it is copied for an undo
        for zh, en in (("时间与经办", "When, by"), ("文件", "File"), ("", "")):
            grid.add_column(Text(run.words(zh, en)), overflow="fold")
        for one in records:
            words = (one.id, heading(one, run.lang), one.file, state_words(one, run.lang))
            grid.add_row(*map(Text, words))
        run.out.print(grid)


@click.command()
@click.argument("id")
@click.option("--all", "whole", is_flag=True, help="列出每一处改动 · list every change")
@pass_run
def show(run: Run, id: str, whole: bool) -> None:
    """一次导入改动了什么 · What a load changed.

    \b
      lianxin load show IMP-20261127-1a2b3c4d
    """
    with sentences(run):
        store = LoadStore(run.settings.home / "loads")
        one = store.get(id)
        about = (one.id, one.file, heading(one, run.lang), state_words(one, run.lang))
        run.out.print(Text(" · ".join(part for part in about if part)))
        print_counts(run, one.counts)
        for ref, reason in one.accepted.items():
            run.say(f"照收 {ref}：{reason}", f"Taken as right {ref}: {reason}")
        print_changes(run, changes_of(store, id), ValueText(town_of(run)), whole=whole)
