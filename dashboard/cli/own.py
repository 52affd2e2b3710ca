"""``lianxin report new`` and ``approve``: reports of staff's own."""

from datetime import datetime

import click

from cypher.header import Words
from cypher.library.approvals import Approvals
from cypher.library.new_report import free_id, start
from dashboard.cli.shared import Run, catalogue_of, pass_run
from graph.model import SHANGHAI


@click.command()
@click.argument("id", required=False)
@click.option("--zh", help="中文标题 · title in Chinese")
@click.option("--en", help="英文标题 · title in English")
@click.option(
    "--from",
    "model",
    help="从哪张报表抄起，空着就用模板 · the report to begin from; else a template",
)
@pass_run
def new(run: Run, id: str | None, zh: str | None, en: str | None, model: str | None) -> None:
    """写一张自己的报表 · Begin a report of your own; what is not given is asked for.

    \b
      lianxin report new
      lianxin report new wishes/rain --zh 雨具心愿 --en "Rain gear" --from wishes/unclaimed
    """
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
    one = start(own, id, Words(zh=zh, en=en), catalogue.find(model) if model else None, catalogue)
    short = one.id.removeprefix("reports/")
    run.say(
        f"已写成 {one.path}\n可以运行了：lianxin report run {short}",
        f"Written: {one.path}\nIt runs: lianxin report run {short}",
    )


@click.command()
@click.argument("id")
@click.option("--by", required=True, metavar="NAME", help="批准人 · who approves")
@pass_run
def approve(run: Run, id: str, by: str) -> None:
    """批准一张自己的报表 · Approve a file of your own as it is now; an edit lapses it.

    \b
      lianxin report approve wishes/rain --by 王书记
    """
    catalogue = catalogue_of(run)
    saved = catalogue.find(id)
    if saved.source == "own":
        folder = run.settings.home / "approvals"
        given = Approvals(folder).add(saved, by, datetime.now(SHANGHAI)).said()
    else:
        given = catalogue.approval(saved).said()
    run.say(
        f"{saved.id} · {saved.version}：{given.zh}", f"{saved.id} · {saved.version}: {given.en}"
    )


def _ask(run: Run, zh: str, en: str, option: str, default: str | None = None) -> str:
    """What a person types; without a terminal the option that says it is named."""
    try:
        return str(click.prompt(run.words(zh, en), default=default, show_default=False, err=True))
    except click.Abort:
        if default is not None:
            return default
        run.fail(f"请给出 {option}（{zh}）。", f"Say {option} ({en}).", 2)
