"""``lianxin outtray``: what is made by the calendar, on the terminal or from the system's own."""

from typing import TYPE_CHECKING, Any

import click
from rich.table import Table as Grid

from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, sentences
from dashboard.texts import either, say

if TYPE_CHECKING:
    from dashboard.outtray import OutTray
    from graph.client import Graph

UNSOUND = 1
"""The exit code where a schedule is at fault, or something due was not made."""


@click.group()
@click.option("--demo", is_flag=True, help="示例的发件箱 · the demonstration's out-tray")
@pass_run
def outtray(run: Run, demo: bool) -> None:
    """发件箱：按日程生成的报表 · The out-tray: reports made by the calendar.

    \b
      lianxin outtray list
      lianxin outtray run monthly
      lianxin outtray run              到期的都生成 · whatever is due
    """
    if demo:
        run.settings = run.settings.demo()


@outtray.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """有哪些计划，生成过什么 · Which schedules there are, and what was made.

    \b
      lianxin outtray list
    """
    from dashboard.cli.shared import catalogue_of
    from dashboard.outtray.page_context import outtray_context
    from dashboard.pages.reload import FileReader

    with sentences(run):
        catalogue = catalogue_of(run)
        files = FileReader(lambda: catalogue, run.settings.home / "own").read()
        shown = outtray_context(_tray(run, None), files, run.lang)
    grid = Grid(box=None, show_header=False)
    for one in shown["schedules"]:
        grid.add_row(one["name"], one["title"], one.get("next", ""))
        for made in reversed(one["runs"]):
            files_of = " ".join(file for file, *_ in made["files"])
            grid.add_row("", f"✓ {made['name']}  {files_of}", made["message"] or made["altered"])
        for left in one["withheld"]:
            grid.add_row("", f"✗ {left['title']}", left["why"])
        for fault in one["faults"]:
            grid.add_row("", "✗", fault)
    if not shown["schedules"]:
        run.say(say("tray_none", "zh"), say("tray_none", "en"))
    run.out.print(grid)


@outtray.command()
@pass_run
def check(run: Run) -> None:
    """计划写得对不对；有错时退出码 1 · Whether the schedules are sound; 1 where any is not.

    \b
      lianxin outtray check
    """
    from dashboard.cli.shared import catalogue_of
    from dashboard.outtray.errors import RobotRefused
    from dashboard.outtray.fit import faults
    from dashboard.outtray.robot.key import key_of
    from dashboard.outtray.store import schedules_in

    wrong = 0
    with sentences(run):
        catalogue, own, tray = catalogue_of(run), run.settings.home / "own", _tray(run, None)
        found = schedules_in(own)
        for file in found:
            for fault in faults(file, catalogue, own, tray.now().date()):
                run.err.print(f"✗ {either(fault, run.lang)}")
                wrong += 1
            if file.schedule is not None and file.schedule.message is not None:
                try:
                    key_of(run.settings.home, file.schedule.message.robot, _robots(run))
                except RobotRefused as error:
                    fault = file.fault(("message", "robot"), error.zh, error.en)
                    run.err.print(f"✗ {either(fault, run.lang)}")
                    wrong += 1
    if wrong:
        run.fail(f"{wrong} 处有误。", f"{wrong} {'fault' if wrong == 1 else 'faults'}.", UNSOUND)
    run.say(f"{len(found)} 个计划都没有问题。", f"{len(found)} schedules, all sound.")


@outtray.command(name="run")
@click.argument("name", required=False)
@click.option("--dry", is_flag=True, help="只说会生成什么 · only say what would be made")
@click.option("--tell", "tells", is_flag=True, help="生成后告知群 · tell the group as well")
@as_option
@pass_run
def run_(run: Run, name: str | None, dry: bool, tells: bool) -> None:
    """立即生成一个；不写名字则生成所有到期的 · Make one now, or whatever is due.

    \b
      lianxin outtray run monthly --dry
      lianxin outtray run monthly --tell
      lianxin outtray run
    """
    if dry and not name:
        run.fail("--dry 要写明哪一个计划。", "--dry needs the name of a schedule.", 2)
    with sentences(run):
        reader = acting(run, "outtray")
        with opened(run) as graph:
            tray = _tray(run, graph)
            if name is None:
                states = tray.round()
            elif dry:
                _say_preview(run, tray, name)
                return
            else:
                made, state = tray.make_now(name, reader, tells=tells)
                states = [state]
                folder = tray.runs.folder(name, made)
                run.say(f"已生成：{folder}", f"Made: {folder}")
    failed = [one for one in states if one.state != "made"]
    for one in failed:
        run.err.print(f"✗ {either(one.why, run.lang) if one.why else ''}")
    if name is None:
        n = len(states) - len(failed)
        run.say(f"到期的生成了 {n} 个。", f"{n} made that were due.")
    if failed:
        run.fail(f"{len(failed)} 个没有生成。", f"{len(failed)} not made.", UNSOUND)


def _say_preview(run: Run, tray: "OutTray", name: str) -> None:
    from dashboard.outtray.robot.message import count_words

    found = tray.preview(name)
    lang = run.lang
    for file, data in found.made.files.items():
        run.out.print(f"  {file}  {len(data):,} B")
    for one in found.made.counts:
        run.out.print(f"  {one.title.get(lang)}  {count_words(one, lang)}")
    if found.checked.failing is not None:
        run.fail(found.checked.failing.zh, found.checked.failing.en, UNSOUND)
    run.say("没有写下任何文件。", "Nothing was written.")


def _robots(run: Run) -> Any:
    from dashboard.cli.serving import robots_of

    return robots_of(run.settings)


def _tray(run: Run, graph: "Graph | None") -> "OutTray":
    """The out-tray; without a graph it can only be looked at."""
    from cypher.run.runner import Runner
    from dashboard.cli.network import network_of
    from dashboard.cli.shared import library_of
    from dashboard.outtray import OutTray

    given = dict.fromkeys(("names", "behind", "prefix", "address", "cert", "key"))
    network = network_of(run.settings, None, {**given, "redirect_port": None})
    runner: Any = (
        None if graph is None else Runner(graph, library_of(run), readings=run.trail.reading)
    )
    address = "" if network.is_local else network.url
    return OutTray(
        runner,
        run.settings.home,
        run.settings.font,
        run.trail,
        robots=_robots(run),
        address=address,
    )
