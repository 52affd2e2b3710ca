"""``lianxin serve`` and ``lianxin demo``: the dashboard on this machine."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

import seed as heqing
from cypher.check.runner import check as run_checks
from cypher.reader import OWNER
from cypher.run.runner import Runner
from dashboard.audit.elsewhere import seal_after_write
from dashboard.audit.writes import Writes
from dashboard.cli.data import make_ready, prepare, refuse_foreign
from dashboard.cli.network import network_of, network_options
from dashboard.cli.people.running import Running
from dashboard.cli.shared import Run, opened, pass_run, runner_of, sentences
from dashboard.network import Network, refuse_unready
from dashboard.outtray.robot.key import RobotPlace
from graph.client import Graph
from graph.errors import GraphError
from graph.files import owner_only
from graph.local import LocalServer
from graph.settings import OidcSettings, Settings

if TYPE_CHECKING:
    from dashboard.auth.access import AccessSettings

_port = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="端口，默认 5006，0 为任一空闲的 · port, 5006 by default; 0 takes a free one",
)


def _pages() -> ModuleType:
    """Panel takes a second to import, which the other commands need not wait for."""
    return import_module("dashboard.web.app")


def _say_address(run: Run, network: Network) -> None:
    run.say(
        f"连新看板已打开：{network.url}   （按 Ctrl-C 停止）",
        f"Lianxin is served at {network.url}   (Ctrl-C stops it)",
    )


def _serve(
    run: Run,
    graph: Graph,
    network: Network,
    access: "AccessSettings",
    *,
    say_served: Callable[[Run, Network], None] = _say_address,
    checked: bool = False,
) -> None:
    runner, own = runner_of(run, graph), run.settings.home / "own"
    ended, running = threading.Event(), Running(run.settings.home)

    def ready() -> None:
        running.enter(network)
        say_served(run, network)
        if checked:
            checks = partial(_say_checks, run, runner, server.made_ahead, ended)
            threading.Thread(target=checks, daemon=True).start()

    try:
        server = _pages().build(
            runner,
            network=network,
            lang=run.lang,
            own=own,
            editions=run.settings.home,
            font=run.settings.font,
            graph_server=run.server,
            trail=run.trail,
            prewarmed=run.settings.prewarm,
            access=access,
            metrics_token=run.settings.metrics_token,
            robots=robots_of(run.settings),
        )
        _pages().serve(server, ready)
    finally:
        ended.set()
        running.leave()
    seal_after_write(run.trail, graph, "stop")


def robots_of(settings: Settings) -> RobotPlace:
    """Where the robots of groups are asked."""
    return RobotPlace(settings.robot_host, settings.robot_stand_in)


def _access_settings(settings: Settings) -> "AccessSettings":
    """What a town chooses of accounts; looked at before anything starts. Raises ProviderUnusable."""
    from dashboard.auth.access import AccessSettings
    from dashboard.auth.provider.configuration import provider_of
    from dashboard.auth.sessions import SessionLimits

    limits = SessionLimits(settings.session_idle_minutes * 60.0, settings.session_hours * 3600.0)
    provider = provider_of(OidcSettings())
    return AccessSettings(settings.password_policy, settings.steward_totp, limits, provider)


def _with_port(network: Network) -> Network:
    """With a port that is free; said at once, and not when all else is ready. Raises PortTaken."""
    return replace(network, port=_pages().free_port(network.address, network.port))


@click.command()
@_port
@network_options
@pass_run
def serve(run: Run, /, port: int | None, **given: Any) -> None:
    """打开看板 · Serve the dashboard, on this machine or on a network.

    \b
      lianxin serve
      lianxin serve --port 8080
      lianxin serve --address 0.0.0.0 --name lianxin.example.cn --cert 证书.pem --key 私钥.pem
      lianxin serve --behind 127.0.0.1 --name lianxin.example.cn --prefix /lx/
    """
    from dashboard.auth.database import AccessDatabase

    with sentences(run):
        access = _access_settings(run.settings)
        network = network_of(run.settings, port, given)
        refuse_unready(network, AccessDatabase(run.settings.home).open_accounts)
        network = _with_port(network)
        with owner_only(), opened(run, lasting=True) as graph:
            prepare(run, graph, beside=True)
            _serve(run, graph, network, access)


@click.command()
@_port
@click.option(
    "--seed-database",
    metavar="NAME",
    help="允许把示例载入这个名字的数据库 · the database of your own server that may be seeded",
)
@pass_run
def demo(run: Run, port: int | None, seed_database: str | None) -> None:
    """载入示例镇（若为空）并打开看板 · Seed the invented town where empty, and serve it.

    \b
      lianxin demo
      lianxin demo --port 8080
    """
    own_server = run.settings.neo4j_uri is not None
    if own_server and seed_database != run.settings.neo4j_database:
        run.fail(
            f"已设置 NEO4J_URI。若确要把示例载入数据库 {run.settings.neo4j_database}，"
            f"请加 --seed-database {run.settings.neo4j_database}。",
            f"NEO4J_URI is set. To seed the database {run.settings.neo4j_database}, "
            f"say --seed-database {run.settings.neo4j_database}.",
            4,
        )
    if not own_server:
        run.settings = run.settings.demo()
    from dashboard.cli.people.demo_users import make_users, say_link

    with sentences(run):
        if not own_server:
            LocalServer(run.settings).refuse_anothers()
        access = _access_settings(run.settings)
        network = _with_port(Network(run.settings.port if port is None else port))
        with owner_only(), opened(run, exclusive=True, lasting=True) as graph:
            refuse_foreign(run, graph)
            make_ready(run, graph)
            _seed_if_empty(run, graph)
            if own_server:  # its home is the town's own, and keeps the accounts that it has
                _serve(run, graph, network, access, checked=True)
            else:
                make_users(run)
                _serve(run, graph, network, access, say_served=say_link, checked=True)


def _seed_if_empty(run: Run, graph: Graph) -> None:
    if graph.read("MATCH (n:Organization) RETURN count(n) AS n").value() == 0:
        writes = Writes(run.trail, OWNER)
        report = heqing.load(graph, progress=run.progress(), writes=writes)
        run.say(
            f"示例镇已载入，共 {report.rows} 行。",
            f"The invented town is loaded: {report.rows} rows.",
        )


def _say_checks(
    run: Run, runner: Runner, made_ahead: threading.Event, ended: threading.Event
) -> None:
    """Run the checks beside the dashboard, whose first pages come before them.

    When it has ``ended`` what they find means nothing.
    """
    made_ahead.wait()
    try:
        results = run_checks(runner)
    except GraphError as error:
        if not ended.is_set():
            run.note(error.zh, error.en)
        return
    if ended.is_set():
        return
    failed = [result for result in results if not result.ok]
    run.say(
        f"检查 {len(results)} 项，{len(failed)} 项未通过。",
        f"{len(results)} checks, {len(failed)} failed.",
    )
    for result in failed:
        run.note(f"  {result.id}：{result.zh}", f"  {result.id}: {result.en}")
