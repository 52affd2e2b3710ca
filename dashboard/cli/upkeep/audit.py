"""``lianxin audit``: who did what, whether that is as it was written, and old entries removed."""

from contextlib import ExitStack
from datetime import date, datetime

import click
from rich.table import Table as Grid
from rich.text import Text

from dashboard.audit.entries import Wanted, entries, last_days
from dashboard.audit.in_words import (
    KINDS,
    by_words,
    details_words,
    kind_words,
    note_words,
    role_words,
    wrong_words,
)
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, sentences
from dashboard.texts import say
from graph.model import SHANGHAI

ALTERED = 8
"""The exit code where the trail is not as it was written."""
_MOST = 200
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
@click.option("--demo", is_flag=True, help="示例的操作记录 · the demonstration's trail")
@pass_run
def audit(run: Run, demo: bool) -> None:
    """操作记录 · The trail: who signed in, read, took away, changed, was refused.

    \b
      lianxin audit show --since 2026-11-01 --who 王芳
      lianxin audit verify
    """
    if demo:
        run.settings = run.settings.demo()


@audit.command()
@click.option("--since", type=_DAY, help="从哪天 · from which day; the last seven by default")
@click.option("--until", type=_DAY, help="到哪天 · to which day")
@click.option("--who", default="", metavar="NAME", help="谁 · by whom")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="哪种操作 · what was done")
@click.option("--all", "whole", is_flag=True, help="全部列出 · list every one")
@as_option
@pass_run
def show(
    run: Run,
    since: datetime | None,
    until: datetime | None,
    who: str,
    kind: str | None,
    whole: bool,
) -> None:
    """列出操作记录，最近的在前 · List the entries, the newest first.

    \b
      lianxin audit show
      lianxin audit show --since 2026-11-01 --kind person_read
    """
    with sentences(run):
        acting(run, "audit")
        first = last_days(datetime.now(SHANGHAI).date())
        wanted = Wanted(
            since.date() if since else min(first.since, until.date() if until else first.since),
            until.date() if until else first.until,
            who,
            kind or "",
        )
        found = list(entries(run.trail_folder, wanted))
        grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for key in ("at", "kind", "by", "role", "subject", "details"):
            grid.add_column(Text(say(f"audit_{key}", run.lang)), overflow="fold")
        for one in found if whole else found[:_MOST]:
            words = (
                f"{one.at:%Y-%m-%d %H:%M:%S}", kind_words(one.kind, run.lang),
                by_words(one, run.lang), role_words(one.role, run.lang), one.about,
                details_words(one, run.lang),
            )  # fmt: skip
            grid.add_row(*map(Text, words))
        if found:
            run.out.print(grid)
        else:
            run.say(say("audit_none", "zh"), say("audit_none", "en"))
        if (more := len(found) - _MOST) > 0 and not whole:
            run.note(f"另有 {more:,} 条，加 --all 全部列出。", f"{more:,} more; --all lists them.")


@audit.command()
@click.option(
    "--files", "only_files", is_flag=True, help="只核对文件，不问图 · do not ask the graph"
)
@as_option
@pass_run
def verify(run: Run, only_files: bool) -> None:
    """核对有没有被改动，8 表示有 · Whether anything was altered; 8 where it was.

    \b
      lianxin audit verify

    逐行核对散列链与封存，再与图、备份、年度版里记着的封存比对；中断的写入由图来定。
    Every line, every seal, and the seals that the graph, backups and editions hold; what became
    of a write that was cut off the graph decides.
    """
    from dashboard.audit.seals import Seals
    from dashboard.audit.verify.files import verify_files
    from dashboard.audit.verify.settling import settle

    with sentences(run), ExitStack() as stack:
        acting(run, "audit")
        graph = None if only_files else stack.enter_context(opened(run))
        folder = run.trail_folder
        if folder.is_dir():
            Seals(folder).add([], "asked")  # what a process that died has left
        found = verify_files(folder)
        home = run.settings.home
        settled = settle(found, home, graph, is_shared=run.server == "own")
        for note in note_words(found, settled, run.lang):
            run.note(note, note)
        wrong = list(wrong_words(found, settled, run.lang))
        for sentence in wrong:
            run.err.print(Text(f"✗ {sentence}"))
        if wrong:
            zh, en = (say("audit_unsound", lang, n=len(wrong)) for lang in ("zh", "en"))
            run.fail(zh, en, ALTERED)
        key = "audit_sound_files" if graph is None else "audit_sound"
        numbers = {"chains": found.chains, "lines": found.lines, "seals": len(found.seals)}
        run.say(*(say(key, lang, **numbers, writes=settled.writes) for lang in ("zh", "en")))


@audit.command()
@click.option(
    "--before", type=_DAY, required=True, metavar="DAY", help="哪天之前的 · before which day"
)
@as_option
@pass_run
def prune(run: Run, before: datetime) -> None:
    """清理 183 天以前的 · Remove what is older than 183 days; what is younger must be kept.

    \b
      lianxin audit prune --before 2026-01-01

    《网络安全法》要求网络日志至少保存六个月；涉及个人信息的处理记录建议保存三年。
    The Cybersecurity Law asks for six months of network logs; for records about handling personal
    data three years are advised.
    """
    from dashboard.audit.pruning import prune as prune_files

    with sentences(run):
        day: date = before.date()
        run.trail.record("prune", acting(run, "audit"), day.isoformat())
        done = prune_files(run.trail_folder, day)
        said = {"before": day.isoformat(), "files": done.files, "lines": done.lines}
        run.say(say("audit_pruned", "zh", **said), say("audit_pruned", "en", **said))
