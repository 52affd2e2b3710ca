"""``lianxin init``, ``import`` and ``seed``: what goes into the graph."""

from pathlib import Path
from time import monotonic

import click

import seed as heqing
from cypher.reader import Reader
from dashboard.audit.writes import Writes
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, sentences, town_of, write_file
from dashboard.imports.plans.planning import Planner
from dashboard.imports.workbooks import made
from graph.client import Graph
from graph.errors import LoadError
from graph.load import LoadStore, remove_synthetic, wipe_unfinished
from graph.reach import refresh_reach
from graph.schema import apply_schema, foreign_labels, is_ours

_HOLDS_ANY = "MATCH (n) WHERE NOT n:ModelVersion RETURN 1 LIMIT 1"


def prepare(run: Run, graph: Graph, *, beside: bool = False) -> None:
    """Bring an open graph up to date. A server of the town's own is left alone until ``init``.

    ``beside``: a large load that another process does meanwhile is left to it.
    """
    refuse_not_ours(run, graph)
    make_ready(run, graph, beside=beside)


def refuse_not_ours(run: Run, graph: Graph) -> None:
    """End where a server of the town's own holds a database that was not named to ``init``."""
    if run.settings.neo4j_uri is not None and not is_ours(graph):
        name = run.settings.neo4j_database
        run.fail(
            f"数据库 {name} 还没有交给连新使用，没有作任何改动。确要用它，请先运行 lianxin init --database {name}。",
            f"The database {name} is not Lianxin's yet, and nothing in it was changed. "
            f"If it is to be, first run: lianxin init --database {name}",
            4,
        )


def store_of(run: Run) -> LoadStore:
    """Where each load of the home is kept, so that it can be undone."""
    return LoadStore(run.settings.home / "loads")


def make_ready(run: Run, graph: Graph, *, beside: bool = False) -> None:
    """Make an open graph ours and ready for work: model version, constraints, no half load, reach."""
    _upgraded(run, graph)
    apply_schema(graph, run.progress())
    try:
        wipe_unfinished(graph, run.progress(), store_of(run))
    except LoadError:
        if not beside:
            raise
        return  # the load works out its own reach
    refresh_reach(graph, run.progress())


def _upgraded(run: Run, graph: Graph) -> None:
    """Move an older graph to the model of this version; a backup is made before, and said."""
    from graph.backup.upgrading import upgrade

    written = upgrade(graph, run.settings.home, run.server, run.progress())
    if written is not None:
        run.note(
            f"数据已升级到这个版本，之前的已备份到 {written.file}",
            f"The data is moved to this version; it was backed up before to {written.file}",
        )


def refuse_foreign(run: Run, graph: Graph) -> None:
    """End where the database holds labels that are not ours."""
    found = foreign_labels(graph)
    if found:
        names = "、".join(found[:5])
        run.fail(
            f"这个数据库里有不属于连新的数据（{names}），为免混在一起，没有写入。请另用一个数据库。",
            f"This database holds data that is not Lianxin's ({', '.join(found[:5])}); "
            "nothing was written. Use another database.",
            4,
        )


@click.command()
@click.option(
    "--workbook",
    type=click.Path(path_type=Path),
    help="同时写一份空白台账 · also write a blank workbook",
)
@click.option(
    "--all-kinds",
    is_flag=True,
    help="台账用每种数据一张表的样式，交换用 · the workbook with a sheet a kind, for exchange",
)
@click.option(
    "--database",
    metavar="NAME",
    help="设置了 NEO4J_URI 时，允许使用的数据库 · the database of your own server that may be used",
)
@as_option
@pass_run
def init(run: Run, workbook: Path | None, all_kinds: bool, database: str | None) -> None:
    """建一个自己的空图 · Make an empty graph of your own.

    \b
      lianxin init
      lianxin init --database neo4j        用自己的服务器时 · on a server of your own
      lianxin init --workbook 台账.xlsx    也写一份空白台账 · and a blank workbook
      lianxin init --as 王主任
    """
    _refuse_unnamed(run, database)
    with sentences(run), opened(run) as graph:
        reader = acting(run, "load")
        refuse_foreign(run, graph)
        run.trail.record("init", reader, run.settings.neo4j_database)
        make_ready(run, graph)
        if workbook is not None:
            _write_blank(run, graph, workbook, "all_kinds" if all_kinds else "blank")
            run.say(f"空白台账：{workbook}", f"Blank workbook: {workbook}")
        if graph.read(_HOLDS_ANY).rows:
            run.say("图已备好，原有数据都在。", "The graph is ready; its data is as it was.")
        else:
            run.say("空图已备好，可以导入数据了。", "The empty graph is ready for your data.")


def _write_blank(run: Run, graph: Graph, path: Path, kind: str) -> None:
    """Write a blank workbook: of registers, or with a sheet a kind."""
    one = made(kind, Planner(graph, run.settings.home / "own", lambda: town_of(run)), run.lang)
    try:
        write_file(run, path, [one.path.read_bytes()])
    finally:
        one.close()


def _refuse_unnamed(run: Run, database: str | None) -> None:
    """End where a server of the town's own is meant and its database was not named."""
    name = run.settings.neo4j_database
    if run.settings.neo4j_uri is not None and database != name:
        run.fail(
            f"已设置 NEO4J_URI。若确要让连新使用数据库 {name}，请加 --database {name}。",
            f"NEO4J_URI is set. To let Lianxin use the database {name}, say --database {name}.",
            4,
        )


@click.command()
@click.option(
    "--remove",
    is_flag=True,
    help="取出演示数据（虚构），别的都不动 · take out what is synthetic, and nothing else",
)
@click.option(
    "--workbook",
    type=click.Path(path_type=Path),
    help="只写成台账，不载入 · only write the workbook",
)
@click.option(
    "--number", default=None, type=int, help="随机种子 · the number that the town is made from"
)
@click.option(
    "--scale",
    type=click.IntRange(1, heqing.MOST_TOWNS),
    metavar="N",
    help=f"测量用的 N 个镇（至多 {heqing.MOST_TOWNS}），只入空的自带服务器"
    f" · N towns to measure with (at most {heqing.MOST_TOWNS}), into an empty private server",
)
@as_option
@pass_run
def seed(
    run: Run, remove: bool, workbook: Path | None, number: int | None, scale: int | None
) -> None:
    """载入示例数据：报道内容与虚构的镇 · Load the article's facts and the invented town.

    \b
      lianxin seed
      lianxin seed --workbook 示例.xlsx     只写成台账 · write the workbook only
      lianxin seed --remove                取出演示数据（虚构） · take out what is invented
      lianxin seed --as 李干事
    """
    chosen = {} if number is None else {"number": number}
    with sentences(run):
        reader = acting(run, "undo_others" if remove else "load")
        if scale is not None:
            _seed_towns(run, scale, chosen, reader)
            return
        if workbook is not None:
            heqing.write(workbook, **chosen)
            run.say(f"已写成台账：{workbook}", f"Workbook written: {workbook}")
            return
        with opened(run) as graph:
            refuse_foreign(run, graph)
            prepare(run, graph)
            if remove:
                run.trail.record("undo", reader, "synthetic")
                taken = remove_synthetic(graph, run.progress())
                run.say(
                    f"已取出演示数据（虚构）：{taken['things']} 项、{taken['ties']} 条关系。",
                    f"Taken out: {taken['things']} synthetic things and {taken['ties']} ties.",
                )
            else:
                run.trail.record("load", reader, "seed")
                writes = Writes(run.trail, reader)
                report = heqing.load(graph, progress=run.progress(), writes=writes, **chosen)
                run.say(
                    f"已导入 {report.rows} 行（批次 {report.import_id}）。",
                    f"{report.rows} rows loaded (import {report.import_id}).",
                )


def _seed_towns(run: Run, count: int, chosen: dict[str, int], reader: Reader) -> None:
    if run.settings.neo4j_uri is not None:
        run.fail(
            "已设置 NEO4J_URI。--scale 只用于自带的空服务器，请先取消该设置。",
            "NEO4J_URI is set; --scale is for an empty private server only. Unset it first.",
            4,
        )
    with opened(run) as graph:
        prepare(run, graph)
        run.trail.record("load", reader, "seed", towns=count)
        begun = monotonic()
        report = heqing.load_towns(graph, count, progress=run.progress(), **chosen)
        rate = report.rows / (monotonic() - begun)
        run.say(
            f"已载入 {count} 个镇，共 {report.rows:,} 行，每秒 {rate:,.0f} 行。",
            f"{count} towns loaded: {report.rows:,} rows, {rate:,.0f} a second.",
        )
