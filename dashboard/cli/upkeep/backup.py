"""``lianxin backup`` and ``restore``: the whole home in one file."""

from contextlib import ExitStack
from pathlib import Path

import click

from dashboard.audit.elsewhere import seal_for
from dashboard.audit.own_files import OwnFiles
from dashboard.cli.data import refuse_foreign, refuse_not_ours
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import (
    Run,
    ask,
    opened,
    opened_with_server,
    pass_run,
    sentences,
    write_gate,
)
from graph.backup.archive import Archive, Manifest
from graph.backup.automatic import back_up, dated, listed
from graph.backup.exporting import Backup, Contents, contents
from graph.backup.restoring import (
    Journal,
    Restore,
    new_name,
    refuse_newer,
    restore_own,
    restore_private,
)
from graph.client import Graph
from graph.local import LocalServer
from graph.local.errors import StartFailed
from graph.removal.journal import Removals

_WRITERS_WITHIN = 30.0


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--logs", is_flag=True, help="连同程序与查阅日志 · the logs as well")
@click.option("--list", "list_", is_flag=True, help="只列出已有的备份 · only list those there are")
@click.option("--demo", is_flag=True, help="用示例的数据 · the demonstration's data")
@as_option
@pass_run
def backup(run: Run, file: Path | None, logs: bool, list_: bool, demo: bool) -> None:
    """备份数据与自己的文件，不停服务器 · Back up the data and your files while the server runs.

    \b
      lianxin backup                 到 backups/ 下以时间命名的文件 · to a file named by the time
      lianxin backup 八月.zip
      lianxin backup --list          有哪些备份 · which there are

    放进去的：图数据、own/、approvals/、loads/、editions/；不放密码和日志。
    只要自带服务器的原样转储，用 lianxin neo4j backup。

    In it: the graph, own/, approvals/, loads/, editions/; no passwords and no logs. For a dump of
    the private server's store as it is use lianxin neo4j backup.
    """
    if demo:
        run.settings = run.settings.demo()
    if list_:
        _say_list(run)
        return
    home = run.settings.home
    with sentences(run), opened(run) as graph:
        refuse_not_ours(run, graph)
        chosen = file or dated(home, "lianxin")
        run.trail.record("backup", acting(run, "load"), chosen.name)
        seal = seal_for(run.trail, "backup")
        written = back_up(graph, chosen, home, run.server, run.progress(), logs=logs, seal=seal)
        _say_written(run, written)


def _say_written(run: Run, written: Backup) -> None:
    manifest, size = written.manifest, written.file.stat().st_size / 2**20
    run.say(
        f"已备份到 {written.file}（{size:.1f} MB）：{_counts_zh(manifest)}。",
        f"Backed up to {written.file} ({size:.1f} MB): {_counts_en(manifest)}.",
    )
    run.note(
        f"用时 {written.seconds:.1f} 秒，其中 {written.held:.1f} 秒不能写入。",
        f"It took {written.seconds:.1f} s; for {written.held:.1f} s nothing could be written.",
    )
    if written.left_out:
        names = written.left_out[:5]
        run.note(
            f"{len(written.left_out)} 个不是普通文件的没有放进去，如 {'、'.join(names)}。",
            f"{len(written.left_out)} that are no plain files are not in it: {', '.join(names)}.",
        )
    if manifest.server == "own":
        run.note(
            "这是你们自己的服务器：它的用户、配置和别的数据库不在这个文件里。",
            "This is a server of your own: its users, its configuration and its other databases "
            "are not in this file.",
        )


def _counts_zh(manifest: Manifest) -> str:
    return f"{manifest.nodes:,} 个节点、{manifest.relationships:,} 条关系、{len(manifest.files)} 个文件"


def _counts_en(manifest: Manifest) -> str:
    return (
        f"{manifest.nodes:,} nodes, {manifest.relationships:,} relationships, "
        f"{len(manifest.files)} files"
    )


def _say_list(run: Run) -> None:
    found = listed(run.settings.home)
    if not found:
        run.say("还没有备份。", "There is no backup yet.")
    for path, manifest in found:
        if manifest is None:
            run.say(f"{path}  读不出来", f"{path}  cannot be read")
        else:
            when = f"{manifest.made_at:%Y-%m-%d %H:%M}"
            run.say(
                f"{path}  {when}  {_counts_zh(manifest)}", f"{path}  {when}  {_counts_en(manifest)}"
            )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.option("--demo", is_flag=True, help="用示例的数据 · the demonstration's data")
@as_option
@pass_run
def restore(run: Run, file: Path, yes: bool, demo: bool) -> None:
    """用备份替换数据与自己的文件 · Put a backup in place of the data and your files.

    \b
      lianxin restore backups/lianxin-20261127-081500.zip

    先核对整个文件，再说明要替换什么；原有的都保留在 backups/ 下。日志和密码不动。
    lianxin neo4j backup 写的 .dump 用 lianxin neo4j restore。

    The whole file is verified first, and it is said what will be replaced; what there was is kept
    under backups/. Logs and passwords stay. For a .dump of lianxin neo4j backup use lianxin neo4j
    restore.
    """
    if demo:
        run.settings = run.settings.demo()
    with sentences(run), Archive(file) as archive:
        reader = acting(run, "restore")
        refuse_newer(archive)
        archive.verify(run.progress())
        with ExitStack() as stack:
            graph, server = _opened_if_it_can(run, stack)
            if graph is not None:
                refuse_not_ours(run, graph)
                refuse_foreign(run, graph)
            _ask(run, archive.manifest, contents(graph) if graph else None, yes)
            run.trail.record("restore", reader, file.name, seal=archive.manifest.seal)
            with OwnFiles(run.settings.home).changed_by_us(run.trail):
                kept = _restored(run, archive, graph, server)
        run.say(f"已从 {file} 恢复。", f"Restored from {file}.")
        if kept is not None:
            run.say(f"原有数据保留在 {kept}", f"The data that there was is kept in {kept}")
    _remove_again(run)


def _remove_again(run: Run) -> None:
    """Whom the backup brought back though they had been removed is removed again, as at each start."""
    if Removals(run.settings.home).all():
        with sentences(run), opened(run):
            pass


def _opened_if_it_can(run: Run, stack: ExitStack) -> tuple[Graph | None, LocalServer | None]:
    """The open graph, or None where the private server does not start on its data; its server."""
    try:
        return stack.enter_context(opened_with_server(run))
    except StartFailed:
        run.note(
            "现有数据打不开，将原样保留在旁边。",
            "The data there is cannot be opened; it is kept beside as it is.",
        )
        return None, LocalServer(run.settings, run.progress())


def _ask(run: Run, manifest: Manifest, present: Contents | None, yes: bool) -> None:
    """Say what will be replaced by what, and ask; end where the answer is no."""
    day = f"{manifest.made_at:%Y-%m-%d %H:%M}"
    run.say(f"备份：{day}，{_counts_zh(manifest)}。", f"Backup of {day}: {_counts_en(manifest)}.")
    if present is not None:
        last = present.last_load
        run.say(
            f"现有：{present.nodes:,} 个节点、{present.relationships:,} 条关系"
            + (f"，最近一次导入在 {last:%Y-%m-%d %H:%M}。" if last else "。"),
            f"Now: {present.nodes:,} nodes, {present.relationships:,} relationships"
            + (f"; last load {last:%Y-%m-%d %H:%M}." if last else "."),
        )
    question = (
        "现有数据和自己的文件将被替换（原有的会保留），继续吗？",
        "The data and your files will be replaced (what there was is kept). Go on?",
    )
    if not yes and not ask(run, *question):
        run.fail("没有恢复，什么都没有改动。", "Nothing was restored, and nothing changed.")


def _restored(
    run: Run, archive: Archive, graph: Graph | None, server: LocalServer | None
) -> Path | None:
    """Restore; gives where what there was is kept."""
    home, name = run.settings.home, new_name()
    before = home / "backups" / f"before-restore-{name}.zip"
    with (
        graph.gate.closed(_WRITERS_WITHIN)
        if graph
        else write_gate(run.settings).closed(_WRITERS_WITHIN)
    ):
        if graph is not None:
            seal = seal_for(run.trail, "backup")
            back_up(graph, before, home, run.server, run.progress(), gate_closed=True, seal=seal)
        journal = Journal(restore=name, server=run.server, before=str(before) if graph else None)
        restore = Restore(home, journal)
        restore.make_ready(archive)
        run.interrupted = (
            "已中断。恢复没有做完，下次启动时会接着做完，或者放回原有数据。",
            "Interrupted. The next start completes the restore, or leaves the data as it was.",
        )
        if server is not None:
            return restore_private(server, archive, restore, run.progress())
        assert graph is not None, "only a private server may not start"
        restore_own(graph.address, restore, run.progress())
        return before
