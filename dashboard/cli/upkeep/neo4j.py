"""``lianxin neo4j``: the private server."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, ask, given_address, pass_run, sentences
from graph.address import Address
from graph.client import Graph
from graph.errors import ConnectionFailed
from graph.local import LocalServer

NOT_RUNNING = 3


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


def _server(run: Run) -> LocalServer:
    """The private server; ends with a sentence where the town's own is used instead."""
    if run.settings.neo4j_uri is not None:
        run.fail(
            "已设置 NEO4J_URI，自带的服务器不使用。请先取消该设置。",
            "NEO4J_URI is set, so there is no private server. Unset it first.",
            2,
        )
    return LocalServer(run.settings, run.progress())


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """A closed terminal or a polite kill ends the body as an exception does, which cleans up."""

    def end(number: int, _: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


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
    """状态 · Whether it runs and is well, and where; 3 where it does not or is not.

    \b
      lianxin neo4j status
    """
    with sentences(run):
        own = given_address(run.settings)
        if own is not None:
            _say_own_server(run, own)
            return
        server = _server(run)
        found, address = server.status(), server.address()
        if address is None:
            run.say(f"没有在运行。数据在 {found.home}", f"Not running. Its data is in {found.home}")
            raise SystemExit(NOT_RUNNING)
        run.say(
            f"正在运行：{found.uri}（进程 {found.pid}，Neo4j {found.version}）\n数据在 {found.home}",
            f"Running at {found.uri} (process {found.pid}, Neo4j {found.version})\n"
            f"Its data is in {found.home}",
        )
        _refuse_sick(run, address)
        from graph.local.bolt.blocklist import private_server_blocks_addresses

        try:
            blocks = private_server_blocks_addresses(address)
        except ConnectionFailed:  # it answered a moment ago, and is being stopped
            _fail_silent(run)
        _say_blocklist(run, blocks)


def _fail_silent(run: Run) -> NoReturn:
    run.fail(
        "但它没有回答。看板会自动重启它；也可以运行 lianxin neo4j stop，再启动。",
        "But it does not answer. A dashboard restarts it by itself; or run lianxin neo4j "
        "stop and start it again.",
        NOT_RUNNING,
    )


def _refuse_sick(run: Run, address: Address) -> None:
    """End with a sentence where the server that runs gives no answers."""
    from graph.local.bolt.health import Health, health_of

    health = health_of(address)
    if health is Health.SILENT:
        _fail_silent(run)
    if health is Health.PANICKED:
        run.fail(
            "但数据库遇到错误，已自行停止（多半是磁盘满了）。请腾出空间，看板会自动重启它；"
            "也可以运行 lianxin neo4j stop，再启动。",
            "But its database stopped itself after an error, most likely for want of room on the "
            "disk. Free some; a dashboard then restarts it by itself, or run lianxin neo4j stop "
            "and start it again.",
            NOT_RUNNING,
        )


def _say_own_server(run: Run, address: Address) -> None:
    from graph.local.bolt.blocklist import server_blocks_addresses

    with Graph(address) as graph:
        version = graph.open().server_version()
    run.say(
        f"使用 NEO4J_URI 所指的服务器：{address.uri}（Neo4j {version}）",
        f"The server named in NEO4J_URI is used: {address.uri} (Neo4j {version})",
    )
    _say_blocklist(run, server_blocks_addresses(address))


def _say_blocklist(run: Run, blocks: bool) -> None:
    if blocks:
        run.say(
            "LOAD CSV 不能访问网络地址。",
            "LOAD CSV cannot reach any address.",
        )
    else:
        run.say(
            "注意：这台服务器上的 LOAD CSV 可以访问网络地址，只有连新自己的检查拦着它。"
            "请在服务器的配置中设 internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0。",
            "Note: on this server LOAD CSV can reach network addresses; only Lianxin's own check "
            "stands before it. Set internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0 there.",
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
        run.out.print(_server(run).log_tail(lines))


@neo4j.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_option
@pass_run
def backup(run: Run, file: Path) -> None:
    """备份到一个文件（会暂停服务器） · Back up to a file; stops the server meanwhile.

    \b
      lianxin neo4j backup 2025-08-31.dump

    只有数据库本身。连同自己的文件、不停服务器的备份用 lianxin backup。

    The database alone. For a backup with your files, while the server runs, use lianxin backup.
    """
    from graph.local import backups

    with sentences(run), _ending_in_order():
        reader, server = acting(run, "load"), _server(run)
        run.note(
            "停止服务器、备份、再启动……", "Stopping the server, backing up, starting it again …"
        )
        run.trail.record("backup", reader, file.name)
        backups.backup(server, file)
        run.say(f"已备份到 {file}", f"Backed up to {file}")


@neo4j.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@as_option
@pass_run
def restore(run: Run, file: Path, yes: bool) -> None:
    """从备份恢复，替换现有数据 · Restore a backup in place of the data there is.

    \b
      lianxin neo4j restore 2025-08-31.dump
    """
    from graph.local import backups

    question = "现有数据将被备份中的数据替换，继续吗？", "This replaces the data there is. Go on?"
    with sentences(run), _ending_in_order():
        reader = acting(run, "restore")
        if not yes and not ask(run, *question):
            run.fail("没有恢复，什么都没有改动。", "Nothing was restored, and nothing changed.")
        server = _server(run)
        run.note(
            "停止服务器、恢复、再启动……", "Stopping the server, restoring, starting it again …"
        )
        run.trail.record("restore", reader, file.name)
        kept = backups.restore(server, file)
        run.say(f"已从 {file} 恢复。", f"Restored from {file}.")
        if kept is not None:
            run.say(
                f"原有数据保留在 {kept}",
                f"The data that was there before is kept in {kept}",
            )
