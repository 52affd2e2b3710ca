"""``lianxin edition``: the annual edition on the terminal."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from rich.table import Table as Grid

from cypher.errors import BadValue
from cypher.format import format_day
from cypher.header import Audience
from cypher.library.catalogue import Catalogue
from cypher.reader import OPEN_TO, Reader
from cypher.run.runner import Runner
from cypher.words import word
from dashboard.audit.elsewhere import seal_for
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, sentences
from dashboard.edition import Editions, Order, verify
from dashboard.edition import make as make_edition
from dashboard.edition.compared.files import diff, diff_days, heads, rows
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.edition.public.derivable import derivable
from dashboard.edition.public.door import SECONDS
from dashboard.edition.verifying import seal
from dashboard.errors import NoSuchEdition
from dashboard.texts import say
from seed.township import heqing

ALTERED = 8
"""The exit code where an edition is not as it was made."""

_audience = click.option(
    "--audience",
    type=click.Choice(["public", "committee", "staff"]),
    default="committee",
    show_default=True,
    help="给谁看 · for whom",
)


@click.group()
@click.option("--demo", is_flag=True, help="用示例的数据 · the demonstration's data")
@pass_run
def edition(run: Run, demo: bool) -> None:
    """年度版：关系图谱、报告与数据 · The annual edition: maps, report, data.

    \b
      lianxin edition make 2025
      lianxin edition verify 2025
    """
    if demo:
        run.settings = run.settings.demo()


@edition.command()
@click.argument("name")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="截至哪一天 · as of which day")
@click.option("--after", metavar="NAME", help="沿用哪一版的位置 · the edition whose positions stay")
@_audience
@click.option(
    "--printed",
    type=click.DateTime(["%Y-%m-%d"]),
    help="报告上的印制日期，默认今天 · the day of printing on the report; today if left out",
)
@click.option("--close-gaps", is_flag=True, help="收拢空位，顺序不变 · close gaps, keep the order")
@as_option
@pass_run
def make(
    run: Run,
    name: str,
    as_of: datetime | None,
    after: str | None,
    audience: Audience,
    printed: datetime | None,
    close_gaps: bool,
) -> None:
    """制作一版，如 2025 · Make one, such as 2025.

    \b
      lianxin edition make 2025 --as-of 2025-08-31
      lianxin edition make 2026 --after 2025      位置沿用上一版 · positions of the last one
    """
    editions = Editions(run.settings.home)
    with sentences(run):
        reader = acting(run, "make_edition")
        before = editions.find(after) if after else None
        day_given = as_of.date() if as_of else None
        order = Order(
            name, day_given, before, audience, run.lang, run.settings.font, close_gaps,
            printed.date() if printed else None,
        )  # fmt: skip
        with opened(run) as graph:
            runner = Runner(graph, Catalogue.load(own=run.settings.home / "own", town=heqing()))
            run.trail.record("edition", reader, name, audience=audience)
            sealed = partial(seal_for, run.trail, "edition")
            folder = make_edition(runner, run.settings.home, order, run.progress(), seal=sealed)
        manifest = editions.manifest(folder)
        run.say(
            f"已做好：{folder}\n截至 {format_day(manifest.as_of, 'zh')}，{len(manifest.files)} 个文件，"
            f"内容 {manifest.content[:12]}。\n清单的校验和，请另行记下，供日后核对：{seal(folder)}",
            f"Made: {folder}\nAs of {format_day(manifest.as_of, 'en')}, {len(manifest.files)} files, "
            f"content {manifest.content[:12]}.\n"
            f"The manifest's sum, to be noted elsewhere for verifying: {seal(folder)}",
        )


@edition.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """有哪些年度版 · Which there are.

    \b
      lianxin edition list
    """
    editions = Editions(run.settings.home)
    grid = Grid(box=None, show_header=False)
    with sentences(run):
        for name in editions.names():
            try:
                one = editions.manifest(editions.root / name)
            except NoSuchEdition as error:
                run.note(error.zh, error.en)
                continue
            grid.add_row(
                name,
                say("as_of", run.lang, day=format_day(one.as_of, run.lang)),
                word("audience", one.audience, run.lang),
                one.content[:12],
            )
    if not editions.names():
        run.say("还没有做过年度版。", "No edition has been made yet.")
    run.out.print(grid)


@edition.command(name="verify")
@click.argument("named", metavar="NAME")
@click.option(
    "--sum",
    "noted",
    metavar="SUM",
    help="制作时记下的清单校验和，不一致即失败 · the manifest's sum as noted at the making",
)
@pass_run
def verify_(run: Run, named: str, noted: str | None) -> None:
    """核对是否被改动 · Whether anything was altered; non-zero if so.

    \b
      lianxin edition verify 2025
      lianxin edition verify 2025 --sum 0c8c…       清单也没有被改动 · nor was the manifest
    """  # fmt: skip
    editions = Editions(run.settings.home)
    with sentences(run):
        folder = editions.find(named)
        manifest = editions.manifest(folder)
        altered = verify(folder, manifest)
        derivable = _derivable(run, editions, folder) if manifest.audience == "public" else []
    for one in altered:
        zh, en = _ALTERED[one.how]
        run.err.print(run.words(f"✗ {one.file} {zh}", f"✗ {one.file} {en}"))
    for place in derivable:
        run.note(f"能推算出未公开的人数：{place}", f"A withheld count can be worked out: {place}")
    if altered:
        run.fail(
            f"{len(altered)} 个文件与制作时不同。",
            f"{len(altered)} files are not as they were made.",
            ALTERED,
        )
    if noted is not None and noted.strip().lower() != seal(folder):
        run.fail(
            f"清单的校验和是 {seal(folder)}，与所给的不同：清单被改动过，或者给错了。",
            f"The manifest's sum is {seal(folder)} and not the one given: it was altered, or the sum "
            "is another's.",
            ALTERED,
        )
    run.say(
        f"{len(manifest.files)} 个文件都与清单所记相同。清单自身的校验和：{seal(folder)}；"
        "它与制作时记下的一致，才说明清单也没有被改动。",
        f"All {len(manifest.files)} files are as the manifest says. The manifest's own sum: "
        f"{seal(folder)}; only where it equals the one noted at the making is the manifest unaltered.",
    )


_ALTERED = {
    "changed": ("已被改动", "was changed"),
    "missing": ("不见了", "is missing"),
    "added": ("是后来加的", "was added later"),
    "contradicts": ("与本版自己的数据不符", "contradicts the edition's own answers"),
}


def _derivable(run: Run, editions: Editions, folder: Path) -> list[str]:
    """Where a public edition, with all others, gives a withheld count of a few people away."""
    reports = Catalogue.load(own=run.settings.home / "own").of("reports")
    headers = {saved.id: saved.header for saved in reports}
    folders = list(dict.fromkeys([*editions.published(), folder]))
    return [
        one.place(run.lang)
        for one in derivable(folders, headers, SECONDS)
        if one.folder == folder.name
    ]


@edition.command(name="diff")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--days", is_flag=True, help="比较两天，不是两版 · two days, not two editions")
@_audience
@as_option
@pass_run
def diff_(run: Run, before: str, after: str, days: bool, audience: Audience) -> None:
    """比较两版或两天：一张图和一张变化表 · Compare two: one map, and a table of changes.

    \b
      lianxin edition diff 2024 2025
      lianxin edition diff --days 2025-02-28 2025-08-31
    """
    editions = Editions(run.settings.home)
    with sentences(run):
        reader = acting(run, "make_edition")
        note = partial(run.trail.record, "edition", reader, f"{before}..{after}", act="compare")
        if days:
            asked = Order("", audience=audience, lang=run.lang, font=run.settings.font)
            with opened(run) as graph:
                runner = Runner(graph, Catalogue.load(own=run.settings.home / "own", town=heqing()))
                both = (_as_day(before), _as_day(after))
                note(audience=audience)
                folder, compared = diff_days(runner, editions, both, asked, run.progress())
        else:
            letters = FontMetrics(run.settings.font)
            first, second = (_open_to(reader, editions, one) for one in (before, after))
            note()
            folder, compared = diff(editions, first, second, letters, run.progress())
    grid = Grid(box=None, show_header=False)
    for row in (heads(compared), *rows(compared)):
        grid.add_row(*row)
    run.out.print(grid)
    run.say(f"图和表在 {folder}", f"The map and the table are in {folder}")


def _open_to(reader: Reader, editions: Editions, name: str) -> Path:
    """The folder of an edition that somebody may see. Raises NoSuchEdition."""
    folder = editions.find(name)
    if editions.manifest(folder).audience not in OPEN_TO[reader.audience]:
        raise NoSuchEdition(f"没有年度版“{name}”。", f"There is no edition {name!r}.")
    return folder


def _as_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(
            f"“{text}”不是日期，请写成 2025-08-31 这样。",
            f"{text!r} is not a date; write it as 2025-08-31.",
        ) from None
