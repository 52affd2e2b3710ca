"""The loader beside a bare ``UNWIND`` of the same rows, and what planning and undoing take."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.machine import Memory
from graph.client import Graph, Tx
from graph.load import ONE_TRANSACTION, LoadStore, land, load_rows, plan_load, undo
from graph.load.table.reading import from_file, from_python

GOAL = 0.47
BATCH = 5000
Rows = dict[str, list[dict[str, object]]]
_NODES = "UNWIND $rows AS row MERGE (n:{} {{id: row.id}}) SET n += row"
_WORKS_AT = (
    "UNWIND $rows AS row MATCH (a:Rider {id: row.start}) MATCH (b:DeliverySite {id: row.end}) "
    "MERGE (a)-[r:WORKS_AT]->(b) SET r += row"
)
"""Each rider here works at one site. ``MERGE (a)-[:WORKS_AT {from: row.from}]->(b)`` would be planned
on the index of ``from`` in an empty graph and be forty times slower."""
_STATEMENTS = {
    "DeliverySite": _NODES.format("DeliverySite"),
    "Rider": _NODES.format("Rider"),
    "WorksAt": _WORKS_AT,
}


def rows_of(riders: int, sites: int = 200) -> Rows:
    """Riders, the sites they work at, and a relationship for each rider."""
    roles = ("courier", "rider", "logistics", "site_staff")
    site_ids = [f"SITE-{n:04d}" for n in range(sites)]
    rider_ids = [f"R-{n:06d}" for n in range(riders)]
    return {
        "DeliverySite": [
            {"id": id, "name": f"配送站{n}", "kind": "express", "status": "OPEN"}
            for n, id in enumerate(site_ids)
        ],
        "Rider": [
            {
                "id": id,
                "alias": f"骑手{n}",
                "role": roles[n % 4],
                "ageBand": "20-29",
                "tenureMonths": n % 60,
                "employmentType": "专送",
                "provenance": "synthetic",
            }
            for n, id in enumerate(rider_ids)
        ],
        "WorksAt": [
            {
                "start": id,
                "end": site_ids[n % sites],
                "from": date(2024, 1 + n % 12, 1),
                "to": date(9999, 12, 31),
                "provenance": "synthetic",
            }
            for n, id in enumerate(rider_ids)
        ],
    }


def bare(graph: Graph, rows: Rows) -> None:
    """The same rows by the driver alone, in one transaction, in batches of the same size."""

    def work(tx: Tx) -> None:
        for kind, some in rows.items():
            for begin in range(0, len(some), BATCH):
                tx.run(_STATEMENTS[kind], rows=some[begin : begin + BATCH])

    graph.write_all(work, seconds=600)


def loader(graph: Graph, rows: Rows) -> None:
    """The rows by the loader: checked, stamped, with their import's record and search text."""
    load_rows(graph, rows, name="benchmark", by="benchmark")


def measure(graph: Graph, riders: int = 20_000, rounds: int = 5) -> dict[str, float]:
    """Rows a second of each way, the median of rounds taken in turn on an empty graph.

    Everything in the graph is deleted. The first round warms the server and is not counted.
    """
    rows = rows_of(riders)
    total = sum(map(len, rows.values()))
    ways: dict[str, Callable[[Graph, Rows], None]] = {"bare UNWIND": bare, "loader": loader}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds + 1):
        for way, run in ways.items():
            _empty(graph)
            begun = perf_counter()
            run(graph, rows)
            taken[way].append(perf_counter() - begun)
    return {way: total / median(seconds[1:]) for way, seconds in taken.items()}


def _empty(graph: Graph) -> None:
    while graph.write("MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*)").value():
        pass


def changes(graph: Graph, riders: int, changed: int) -> list[Figure]:
    """Plan, land and undo ``changed`` rows of a graph with so many riders; all else is deleted."""
    _empty(graph)
    rows = rows_of(riders)
    with TemporaryDirectory() as folder:
        store = LoadStore(Path(folder) / "loads")
        load_rows(
            graph, {k: rows[k] for k in ("DeliverySite", "Rider")}, name="b", by="b", store=store
        )
        for row in rows["Rider"][:changed]:
            row["tenureMonths"] = 99
        source = from_python("changed", {"Rider": rows["Rider"]})
        memory = Memory()
        begun = perf_counter()
        plan = plan_load(graph, source, sha256="")
        planned, most = perf_counter(), memory.most_more()
        report = land(graph, plan, by="b", store=store)
        landed = perf_counter()
        undo(graph, report.import_id, by="b", store=store)
        undone = perf_counter()
    assert len(plan.records) == changed
    return [
        Figure(f"plan of {changed:,} changed of {riders:,}", planned - begun, "s", most=20.0),
        Figure("  more memory meanwhile, at most", most, "MB"),
        Figure("  landed", landed - planned, "s", most=5.0),
        Figure("  undone", undone - landed, "s", most=landed - begun),
    ]


def large(graph: Graph, rows: int) -> list[Figure]:
    """So many new riders, more than one transaction takes, into the graph as it is, and out again."""
    new = [{**row, "id": f"R-9{n:06d}"} for n, row in enumerate(rows_of(rows)["Rider"])]
    memory = Memory()
    with TemporaryDirectory() as folder:
        store = LoadStore(Path(folder) / "loads")
        begun = perf_counter()
        report = load_rows(graph, {"Rider": new}, name="large", by="b", store=store)
        landed, most = perf_counter(), memory.most_more()
        undo(graph, report.import_id, by="b", store=store)
        undone = perf_counter()
    assert report.actions == {"new": rows} and rows > ONE_TRANSACTION
    return [
        Figure(f"{rows:,} new rows into a graph with data", landed - begun, "s"),
        Figure("  more memory meanwhile, at most", most, "MB"),
        Figure("  undone", undone - landed, "s"),
    ]


def of_a_file(graph: Graph, riders: int = 5_000) -> list[Figure]:
    """So many new riders from a CSV file, in steps as a person takes them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Rider.csv"
        lines = (f"R-8{n:06d},骑手{n},rider,{n % 60}" for n in range(riders))
        path.write_text("\n".join(("id,alias,role,tenureMonths", *lines)), "utf-8")
        memory = Memory()
        begun = perf_counter()
        plan = plan_load(graph, from_file(path), sha256="")
        planned = perf_counter()
        land(graph, plan, by="b", store=LoadStore(Path(folder) / "loads"))
        landed = perf_counter()
    assert not plan.problems and len(plan.records) == riders
    return [
        Figure(f"{riders:,} riders from a file: planned", planned - begun, "s", most=1.0),
        Figure("  landed", landed - planned, "s", most=5.0),
        Figure("  more memory meanwhile, at most", memory.most_more(), "MB", most=50.0),
    ]


def figures(graph: Graph, riders: int = 20_000) -> list[Figure]:
    """Both ways side by side; everything in the graph is deleted."""
    speed = measure(graph, riders)
    ours, theirs = speed["loader"], speed["bare UNWIND"]
    return [
        Figure("loader", ours, "rows/s", theirs),
        Figure("  of the bare UNWIND", ours / theirs, "", least=GOAL),
        *changes(graph, 5 * riders, min(5_000, riders)),
        *of_a_file(graph),
        *large(graph, ONE_TRANSACTION + 5_000),
    ]
