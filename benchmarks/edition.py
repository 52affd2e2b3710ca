"""The annual edition: the whole of it, the A1 poster, each part's time, and how large its files are."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from rich.table import Table

from benchmarks.figures import Figure, formatted, growth, put
from benchmarks.figures import show as show_figures
from benchmarks.machine import OtherWork
from benchmarks.setting import towns
from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order, make
from dashboard.edition.content.content import Content
from dashboard.edition.content.gathering import gather
from dashboard.edition.content.order import plan
from dashboard.edition.maps.drawn import drawn
from dashboard.edition.maps.files import poster
from dashboard.edition.maps.sheet import sheet
from dashboard.edition.parts import PARTS
from dashboard.edition.print.press import Press
from graph.client import Graph
from graph.errors import GraphError
from graph.progress import Silent

ROUNDS = 3
ENOUGH = 60.0
"""Seconds in all after which the whole edition is not made again."""
WHOLE, POSTER = 10.0, 1.0
"""The goals, in seconds, at one town."""
Taken = dict[str, float]


def take(graph: Graph) -> tuple[Taken, Taken]:
    """Seconds by what took them, and megabytes by file or kind of file."""
    runner, seconds = Runner(graph, Catalogue.load()), Taken()
    with TemporaryDirectory() as place:
        home = Path(place)
        spent, busy = list[float](), list[float]()
        # the first one plans the statements, and is not counted where there is a second
        while len(spent) <= ROUNDS and sum(spent) < ENOUGH:
            begun, worked = perf_counter(), process_time()
            folder = make(runner, home, Order(f"2025-{len(spent)}"))
            spent.append(perf_counter() - begun)
            busy.append(process_time() - worked)
        seconds["whole edition"] = median(spent[1:] or spent)
        seconds["  of a processor, but for Neo4j's part"] = median(busy[1:] or busy)
        begun = perf_counter()
        asked = plan(runner, Editions(home), Order("2025"))
        content = gather(runner, asked, Silent().task("", "", None))
        seconds["  reading"] = perf_counter() - begun
        parts = home / "parts"
        parts.mkdir()
        for write in PARTS:
            begun = perf_counter()
            write(content, parts)
            seconds[f"  {write.__name__}"] = perf_counter() - begun
        seconds["A1 poster"] = median(_poster(content, parts) for _ in range(ROUNDS))
        return seconds, _sizes(folder)


def _poster(content: Content, place: Path) -> float:
    """Seconds from the answers to the finished poster of the first map."""
    begun, letters = perf_counter(), content.plan.letters
    one = sheet(drawn(content, {})[0], content, letters)
    svg = place / f"{one.drawn.map.id}.svg"
    svg.write_text(one.svg(letters.families), "utf-8")
    with Press(place, letters, content.plan.as_of) as press:
        press.pdf(poster(press, one, "A1", f"{one.drawn.map.id}.svg"))
    return perf_counter() - begun


def _sizes(folder: Path) -> Taken:
    sizes = Taken()
    for path in folder.rglob("*"):
        if path.is_file():
            inside = path.relative_to(folder)
            kind = f"{inside.parts[0]}/*{path.suffix}" if len(inside.parts) > 1 else inside.name
            for name in ("whole edition", kind):
                sizes[name] = sizes.get(name, 0.0) + path.stat().st_size / 1e6
    return sizes


def figures(graph: Graph) -> list[Figure]:
    """What has a goal, at one town."""
    return _figures(take(graph)[0])


def _figures(seconds: Taken) -> list[Figure]:
    return [
        Figure("whole edition", seconds["whole edition"], "s", most=WHOLE),
        Figure("A1 poster", seconds["A1 poster"], "s", most=POSTER),
    ]


def show(scales: Sequence[int]) -> bool:
    """Print times and sizes at each scale, and how they grow; gives whether the goals are met."""
    others = OtherWork()
    columns: dict[int, tuple[Taken, Taken] | str] = {}
    for scale in scales:
        with towns(scale) as graph:
            try:
                columns[scale] = take(graph)
            except GraphError as error:
                columns[scale] = error.en
    measured = {scale: one for scale, one in columns.items() if not isinstance(one, str)}
    for at, unit in enumerate(("s", "MB")):
        grid = Table(unit, *(f"{scale} towns" for scale in measured), "grows")
        taken = [one[at] for one in measured.values()]
        for name in dict.fromkeys(name for one in taken for name in one):
            cells = [one.get(name) for one in taken]
            shown = ["" if cell is None else formatted(cell, unit) for cell in cells]
            grid.add_row(name, *shown, growth(cells[0], cells[-1]) if len(cells) > 1 else "")
        put(grid)
    for scale, why in columns.items():
        if isinstance(why, str):
            put(f"{scale} towns: {why}")
    return show_figures("one town", _figures(measured[1][0]), others) if 1 in measured else True
