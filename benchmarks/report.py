"""A saved report beside the bare driver asked for the same rows: one row, and a thousand."""

from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

from neo4j import READ_ACCESS, ManagedTransaction

from benchmarks.figures import Figure
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from cypher.values.parameters import end_of
from graph.client import Graph

MOST_MORE_MS, MOST_TIMES = 1.5, 1.15
_THOUSAND = """// ---
// title: {zh: 一千条流转记录, en: A thousand events}
// about: {zh: 供测量用。, en: To measure with.}
// columns:
//   id: {label: {zh: 编号, en: Id}}
//   status: {label: {zh: 状态, en: Status}}
//   at: {label: {zh: 时间, en: At}}
//   seq: {label: {zh: 序号, en: Sequence}}
// rests_on: [WishEvent]
// limits: {rows: 1000, seconds: 30}
// ---
MATCH (e:WishEvent)
RETURN e.id AS id, e.toStatus AS status, e.at AS at, e.seq AS seq
LIMIT 1000"""


def measure(graph: Graph) -> list[Figure]:
    """Both sizes, ours and the bare driver's in turn."""
    catalogue = Catalogue.load()
    runner = Runner(graph, catalogue)
    one = catalogue.find("overview/open_wishes")
    many = parse(_THOUSAND.encode(), "reports/bench/thousand", "benchmarks/report.py", "own")
    ours_one, bare_one = _in_turn(runner, one, 300)
    ours_many, bare_many = _in_turn(runner, many, 60)
    return [
        Figure("report, 1 row", ours_one, "ms", bare_one),
        Figure("  more than bare", ours_one - bare_one, "ms", most=MOST_MORE_MS),
        Figure("report, 1,000 rows", ours_many, "ms", bare_many),
        Figure("  times bare", ours_many / bare_many, "", most=MOST_TIMES),
    ]


def _in_turn(runner: Runner, saved: SavedStatement, rounds: int) -> tuple[float, float]:
    """The medians in milliseconds; nothing is taken from what is kept."""
    values = dict(runner.run(saved, cached=False, reader=LOCAL).parameters)
    if isinstance(day := values.get("as_of"), date):
        values["as_of_end"] = end_of(day)
    driver, database = runner.graph.driver, runner.graph.address.database

    def rows(transaction: ManagedTransaction) -> int:
        return len([record.values() for record in transaction.run(saved.statement, values)])

    def bare() -> int:
        with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
            return session.execute_read(rows)

    def ours() -> int:
        return len(runner.run(saved, cached=False, reader=LOCAL).rows)

    assert bare() == ours()
    taken: dict[Callable[[], int], list[float]] = {ours: [], bare: []}
    for _ in range(rounds):
        for way, spent in taken.items():
            begun = perf_counter()
            way()
            spent.append((perf_counter() - begun) * 1000)
    return median(taken[ours]), median(taken[bare])
