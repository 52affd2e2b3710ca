"""``lianxin serve`` and ``lianxin demo``: the dashboard on this machine."""

import threading

import click

import seed as heqing
from cypher.checking import check as run_checks
from cypher.library import Library
from cypher.readings import Readings
from cypher.running import Runner
from dashboard.app import serve as serve_pages
from dashboard.cli.data import prepare, refuse_foreign
from dashboard.cli.shared import Run, opened, pass_run, sentences
from graph.client import Graph

PORT = 5006

_port = click.option("--port", default=PORT, show_default=True, help="端口 · port")


def _serve(run: Run, graph: Graph, port: int) -> None:
    readings = Readings(run.settings.home / "log" / "readings.jsonl")
    runner = Runner(graph, Library(run.settings.home / "own"), readings=readings)
    address = f"http://127.0.0.1:{port}/"
    serve_pages(
        runner,
        port=port,
        lang=run.lang,
        own=run.settings.home / "own",
        ready=lambda: run.say(
            f"连新看板已打开:{address}   (按 Ctrl-C 停止)",
            f"Lianxin is served at {address}   (Ctrl-C stops it)",
        ),
    )


@click.command()
@_port
@pass_run
def serve(run: Run, port: int) -> None:
    """打开看板 · Serve the dashboard on this machine."""
    with sentences(run), opened(run) as graph:
        prepare(graph)
        _serve(run, graph, port)


@click.command()
@_port
@click.option(
    "--seed-database",
    metavar="NAME",
    help="允许把示例载入这个名字的数据库 · the database of your own server that may be seeded",
)
@pass_run
def demo(run: Run, port: int, seed_database: str | None) -> None:
    """载入示例镇（若为空）并打开看板 · Seed the invented town where empty, and serve it."""
    own_server = run.settings.neo4j_uri is not None
    if own_server and seed_database != run.settings.neo4j_database:
        run.fail(
            f"已设置 NEO4J_URI。若确要把示例载入数据库 {run.settings.neo4j_database},"
            f"请加 --seed-database {run.settings.neo4j_database}。",
            f"NEO4J_URI is set. To seed the database {run.settings.neo4j_database}, "
            f"say --seed-database {run.settings.neo4j_database}.",
            4,
        )
    if not own_server:
        run.settings = run.settings.demo()
    with sentences(run), opened(run, exclusive=True) as graph:
        refuse_foreign(run, graph)
        prepare(graph)
        if graph.read("MATCH (n:Organization) RETURN count(n) AS n").value() == 0:
            report = heqing.load(graph, progress=run.progress())
            run.say(
                f"示例镇已载入，共 {report.rows} 行。",
                f"The invented town is loaded: {report.rows} rows.",
            )
        threading.Thread(target=_say_checks, args=(run, graph), daemon=True).start()
        _serve(run, graph, port)


def _say_checks(run: Run, graph: Graph) -> None:
    results = run_checks(Runner(graph, Library(run.settings.home / "own")))
    failed = [result for result in results if not result.ok]
    run.say(
        f"检查 {len(results)} 项,{len(failed)} 项未通过。",
        f"{len(results)} checks, {len(failed)} failed.",
    )
    for result in failed:
        run.note(f"  {result.id}:{result.zh}", f"  {result.id}: {result.en}")
