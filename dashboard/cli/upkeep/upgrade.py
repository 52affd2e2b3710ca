"""``lianxin upgrade``: the data of an older version moved to this one, after a backup."""

import click

from dashboard.cli.shared import Run, opened, pass_run, sentences
from graph.backup.automatic import backups_of
from graph.backup.upgrading import UsedBy, refuse_newer_home
from graph.files import free_bytes
from graph.local.errors import NewerStore
from graph.local.install.lines import LINES
from graph.local.install.versions import version_numbers
from graph.local.store.folders import Folders


@click.command()
@click.option("--check", is_flag=True, help="只看会怎样，不改动 · only say what would be done")
@click.option("--demo", is_flag=True, help="示例的数据 · the demonstration's data")
@pass_run
def upgrade(run: Run, check: bool, demo: bool) -> None:
    """数据升级到这个版本，先备份 · Move the data to this version, after a backup.

    \b
      lianxin upgrade --check        会改动什么 · what would be done
      lianxin upgrade

    升级前先停止旧版本的看板。打开看板时也会自动这样做。更新的版本用过的数据不会打开，会说明怎样退回。
    Stop the dashboards of the older version first. Starting a dashboard does the same by itself.
    Data that a newer version has used is not opened; the way back is said.
    """
    if demo:
        run.settings = run.settings.demo()
    with sentences(run):
        refuse_newer_home(run.settings.home)
        stores = _refuse_newer_store(run)
        was, now = UsedBy.of(run.settings.home), UsedBy.now()
        if check:
            _say_check(run, was, now, stores)
            return
        from dashboard.cli.data import prepare

        with opened(run) as graph:
            prepare(run, graph)
        run.say(
            f"数据是连新 {now.program} 的，可以打开看板了。",
            f"The data is Lianxin {now.program}'s; the dashboard can be opened.",
        )


def _refuse_newer_store(run: Run) -> tuple[str, str] | None:
    """Which Neo4j wrote the private store, and which will open it; None where there is none.

    Raises NewerStore.
    """
    line = LINES[run.settings.neo4j_line]
    folders = Folders(run.settings.home, line)
    if run.settings.neo4j_uri is not None or folders.made_by is None:
        return None
    if version_numbers(folders.made_by) > version_numbers(line.version):
        raise NewerStore(folders.root, folders.made_by, line.version)
    return folders.made_by, line.version


def _say_check(run: Run, was: UsedBy | None, now: UsedBy, stores: tuple[str, str] | None) -> None:
    home = run.settings.home
    run.say(f"数据文件夹：{home}", f"The home: {home}")
    if was is None:
        run.say(
            f"连新：{now.program}。没有记下上次用的是哪个版本；图数据的模型在打开时核对，要升级会先备份。",
            f"Lianxin: {now.program}. Which version was used last is not noted; the model of the "
            "graph is looked at when it is opened, and backed up first where it is older.",
        )
        return
    run.say(
        f"连新：{_change(was.program, now.program)}",
        f"Lianxin: {_change(was.program, now.program)}",
    )
    models = _change(str(was.model_version), str(now.model_version))
    run.say(f"图数据的模型：{models}", f"Model of the graph: {models}")
    if stores is not None:
        run.say(f"自带的 Neo4j：{_change(*stores)}", f"Private Neo4j: {_change(*stores)}")
    if not was.is_older_than(now) and was.model_version >= now.model_version:
        run.say("不用升级。", "There is nothing to upgrade.")
        return
    free = free_bytes(home) / 2**30
    run.say(
        f"升级前会备份到 {backups_of(home)}（磁盘还有 {free:.1f} GB）；账号、操作记录和设置原样保留。",
        f"It is backed up first, into {backups_of(home)} ({free:.1f} GB free); accounts, the trail "
        "and settings stay as they are.",
    )
    run.say(
        "先停止旧版本的看板，再运行 lianxin upgrade。",
        "Stop the dashboards of the older version, then run lianxin upgrade.",
    )


def _change(was: str, now: str) -> str:
    return was if was == now else f"{was} → {now}"
