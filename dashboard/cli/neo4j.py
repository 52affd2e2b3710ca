"""``lianxin neo4j``: the private server."""

from pathlib import Path

import click

from dashboard.cli.shared import Run, pass_run, sentences
from graph.local import LocalServer


@click.group()
@click.option("--demo", is_flag=True, help="用示例的服务器 · the demonstration's server")
@pass_run
def neo4j(run: Run, demo: bool) -> None:
    """自带的 Neo4j 服务器 · The private Neo4j server.

    \b
      lianxin neo4j start            一直开着 · one that stays
      lianxin neo4j --demo status    示例的 · the demonstration's
      lianxin neo4j backup 2025-08-31.dump
    """
    if demo:
        run.settings = run.settings.demo()
    if run.settings.neo4j_uri is not None:
        run.fail(
            "已设置 NEO4J_URI，自带的服务器不使用。请先取消该设置。",
            "NEO4J_URI is set, so there is no private server. Unset it first.",
            2,
        )


def _server(run: Run) -> LocalServer:
    return LocalServer(run.settings, run.progress())


@neo4j.command()
@pass_run
def start(run: Run) -> None:
    """启动，直到 stop · Start it; it stays until stopped.

    \b
      lianxin neo4j start
    """
    with sentences(run):
        address = _server(run).start(owner="none")
        run.say(f"Neo4j 已启动：{address.uri}", f"Neo4j is running at {address.uri}")


@neo4j.command()
@pass_run
def stop(run: Run) -> None:
    """停止 · Stop it.

    \b
      lianxin neo4j stop
    """
    with sentences(run):
        was = _server(run).stop()
        if was:
            run.say("Neo4j 已停止。", "Neo4j is stopped.")
        else:
            run.say("Neo4j 没有在运行。", "Neo4j was not running.")


@neo4j.command()
@pass_run
def status(run: Run) -> None:
    """状态 · Whether it runs, and where; 3 where it does not.

    \b
      lianxin neo4j status
    """
    with sentences(run):
        found = _server(run).status()
        if not found.running:
            run.say(f"没有在运行。数据在 {found.home}", f"Not running. Its data is in {found.home}")
            raise SystemExit(3)
        run.say(
            f"正在运行：{found.uri}（进程 {found.pid}，Neo4j {found.version}）\n数据在 {found.home}",
            f"Running at {found.uri} (process {found.pid}, Neo4j {found.version})\n"
            f"Its data is in {found.home}",
        )


@neo4j.command()
@click.option("--lines", default=40, show_default=True, help="行数 · how many lines")
@pass_run
def log(run: Run, lines: int) -> None:
    """日志的最后几行 · The last lines of its log.

    \b
      lianxin neo4j log --lines 100
    """
    with sentences(run):
        run.out.print(_server(run).log_tail(lines), markup=False)


@neo4j.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_run
def backup(run: Run, file: Path) -> None:
    """备份到一个文件（会暂停服务器） · Back up to a file; stops the server meanwhile.

    \b
      lianxin neo4j backup 2025-08-31.dump
    """
    with sentences(run):
        run.note(
            "停止服务器、备份、再启动……", "Stopping the server, backing up, starting it again …"
        )
        _server(run).backup(file)
        run.say(f"已备份到 {file}", f"Backed up to {file}")


@neo4j.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@pass_run
def restore(run: Run, file: Path, yes: bool) -> None:
    """从备份恢复，替换现有数据 · Restore a backup in place of the data there is.

    \b
      lianxin neo4j restore 2025-08-31.dump
    """
    question = run.words(
        "现有数据将被备份中的数据替换，继续吗？", "This replaces the data there is. Go on?"
    )
    if not yes:
        click.confirm(question, abort=True)
    with sentences(run):
        run.note(
            "停止服务器、恢复、再启动……", "Stopping the server, restoring, starting it again …"
        )
        _server(run).restore(file)
        run.say(f"已从 {file} 恢复。", f"Restored from {file}.")
