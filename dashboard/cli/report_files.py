"""``lianxin report list``, ``show``, ``new`` and ``approve``: the saved files themselves."""

from collections.abc import Callable
from datetime import datetime

import click
from rich.table import Table as Grid
from rich.text import Text

from cypher.header import Words
from dashboard.audit.own_files import OwnFiles
from dashboard.cli.by_report import described
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, catalogue_of, opened, pass_run, runner_of


@click.command(name="list")
@click.argument("words", nargs=-1)
@click.option(
    "--kind",
    type=click.Choice(["reports", "choices", "checks", "explore"]),
    default="reports",
    show_default=True,
    help="哪一种文件 · which files",
)
@pass_run
def list_(run: Run, words: tuple[str, ...], kind: str) -> None:
    """有哪些报表 · Which there are; WORDS by characters, pinyin or initials.

    \b
      lianxin report list
      lianxin report list xy          心愿，按拼音首字母 · by initials
      lianxin report list --kind checks
    """
    catalogue, typed = catalogue_of(run), " ".join(words)
    fits = _finder(typed)
    grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0))
    for saved in catalogue.of(kind):
        title = saved.header.title
        if not fits(f"{title.zh} {title.en} {saved.id}"):
            continue
        approval = catalogue.approval(saved)
        state = "" if approval.state == "release" else approval.sentence().get(run.lang)
        row = (saved.id.removeprefix("reports/"), saved.header.question, title.get(run.lang), state)
        grid.add_row(*(Text(one or "") for one in row))
    if typed and not grid.row_count:
        run.say(f"没有与“{typed}”相符的。", f"None fits {typed!r}.")
    run.out.print(grid)
    for error in catalogue.broken:
        run.note(error.zh, error.en)


@click.command()
@click.argument("id")
@pass_run
def show(run: Run, id: str) -> None:
    """说明、参数、批准与语句 · What it says, its parameters, its approval, its Cypher.

    \b
      lianxin report show wishes/unclaimed
    """
    catalogue = catalogue_of(run)
    saved = catalogue.find(id)
    header, lang = saved.header, run.lang
    run.out.print(f"{header.title.get(lang)}  {saved.id} · {saved.version}", style="bold")
    for words in (header.about, header.definition, header.no_past):
        if words is not None:
            run.out.print(words.get(lang))
    run.out.print(f"{saved.path} · {catalogue.approval(saved).sentence().get(lang)}")
    for name, parameter in header.parameters.items():
        flag = f"--{name.replace('_', '-')}"
        run.out.print(f"  {flag}  {described(parameter, lang)}")
    run.out.print(f"\n{saved.statement}")


@click.command()
@click.argument("id", required=False)
@click.option("--zh", help="中文标题 · title in Chinese")
@click.option("--en", help="英文标题 · title in English")
@click.option(
    "--from",
    "model",
    help="从哪张报表抄起，空着就用模板 · the report to begin from; else a template",
)
@as_option
@pass_run
def new(run: Run, id: str | None, zh: str | None, en: str | None, model: str | None) -> None:
    """写一张自己的报表 · Begin a report of your own; what is not given is asked for.

    \b
      lianxin report new
      lianxin report new wishes/rain --zh 雨具心愿 --en "Rain gear" --from wishes/unclaimed
      lianxin report new --as 李干事
    """
    from cypher.library.new_report import free_id, start

    reader = acting(run, "write_reports")
    catalogue, own = catalogue_of(run), run.settings.home / "own"
    id = free_id(
        id or _ask(run, "编号，如 wishes/rain", "Id, such as wishes/rain", "ID"), catalogue
    )
    zh = zh or _ask(run, "中文标题", "Title in Chinese", "--zh")
    en = en or _ask(run, "英文标题", "Title in English", "--en")
    if model is None:
        zh_said, en_said = (
            "从哪张报表抄起（直接回车用模板）",
            "Report to begin from (Enter: a template)",
        )
        model = _ask(run, zh_said, en_said, "--from", default="")
    begin_from = catalogue.find(model) if model else None
    run.trail.record("report", reader, id, act="new")
    with OwnFiles(run.settings.home).changed_by_us(run.trail):
        one = start(own, id, Words(zh=zh, en=en), begin_from, catalogue)
    short, file = one.id.removeprefix("reports/"), run.settings.home / one.path
    run.say(
        f"已写成 {file}\n可以运行了：lianxin report run {short}",
        f"Written: {file}\nIt runs: lianxin report run {short}",
    )


@click.command()
@click.argument("id")
@as_option
@pass_run
def approve(run: Run, id: str) -> None:
    """批准一张自己的报表 · Approve a file of your own as it is now; an edit lapses it.

    只批准能读懂、准予运行并符合自身预期的 · Only what may run and meets its own expectations.

    \b
      lianxin report approve wishes/rain --as 王主任
    """
    reader = acting(run, "approve")
    catalogue = catalogue_of(run)
    saved = catalogue.find(id)
    approval = catalogue.approval(saved)
    if saved.source == "own":
        from cypher.check.runner import refuse_unfit
        from cypher.library.approvals import Approvals
        from graph.model import SHANGHAI

        approvals = Approvals(run.settings.home / "approvals")
        with opened(run) as graph:
            refuse_unfit(runner_of(run, graph), saved)
        run.trail.record("approval", reader, saved.id, version=saved.version)
        with OwnFiles(run.settings.home).changed_by_us(run.trail):
            approval = approvals.add(saved, reader.name, datetime.now(SHANGHAI))
    state = approval.sentence()
    run.say(
        f"{saved.id} · {saved.version}：{state.zh}", f"{saved.id} · {saved.version}: {state.en}"
    )


def _finder(typed: str) -> Callable[[str], bool]:
    """Whether a label is meant by what was typed; the table of pinyin is read only for that."""
    if not typed:
        return lambda label: True
    from cypher.values.pinyin_match import matches

    return lambda label: matches(label, typed)


def _ask(run: Run, zh: str, en: str, option: str, default: str | None = None) -> str:
    """What a person types; without a terminal the option that says it is named."""
    try:
        return str(click.prompt(run.words(zh, en), default=default, show_default=False, err=True))
    except click.Abort:
        if default is not None:
            return default
        run.fail(f"请给出 {option}（{zh}）。", f"Say {option} ({en}).", 2)
