"""Many invented towns beside one another, to measure with: each by itself, as large as the first."""

from collections.abc import Iterator
from itertools import chain, islice

from graph.client import Graph
from graph.load import ImportReport, load_parts
from graph.model import node_of_id
from graph.progress import Reporter
from seed import article, town
from seed.loading import NUMBER, Rows, rows
from seed.sheet import Row
from seed.township import heqing

MOST_TOWNS = 400
COMMON = frozenset({"OrgGroup", "Facility", "SupplyItem"})
"""Kinds that are words and not things of a town: groups, equipment and supplies are the same all over."""

APART = 0.12
"""Degrees of longitude from a town to the next one to the west: farther than any rider goes."""

TOGETHER = 3
"""Towns that are written in one transaction."""

_HEADS = "荷芦菱桑槐棠柳竹桂橘稻麦鹤鹭雁燕鸥萤松梅"
_TAILS = "溪湾桥塘洲坞浦汀渡岭泽泉坪岸滩渚洼沟桁埠"
_FIRST = heqing().short_name
_IDS, _NAMES = ("id", "start", "end", "correctionOf"), ("name", "alias")


def load_towns(
    graph: Graph, count: int, *, number: int = NUMBER, progress: Reporter | None = None
) -> ImportReport:
    """Load ``count`` towns into an empty graph, as one import."""
    size = sum(map(len, rows(number).values()))
    return load_parts(
        graph,
        _together(towns(count, number)),
        name=f"seed-{number}-scale-{count}",
        by="seed",
        about=count * size,
        progress=progress,
    )


def towns(count: int, number: int = NUMBER) -> Iterator[Rows]:
    """The rows of each town: the first one is the seed itself, with what the article says."""
    yield rows(number)
    for place in range(2, count + 1):
        yield _Elsewhere(place).rows(number + place - 1)


def _together(each: Iterator[Rows]) -> Iterator[Rows]:
    while some := list(islice(each, TOGETHER)):
        kinds = dict.fromkeys(chain.from_iterable(some))
        yield {kind: [row for one in some for row in one.get(kind, ())] for kind in kinds}


def short_name(place: int) -> str:
    """The two characters that the names of the ``place``-th town and of all in it begin with."""
    head, tail = divmod(place - 1, len(_TAILS))
    return _FIRST if place == 1 else _HEADS[head] + _TAILS[tail]


class _Elsewhere:
    """One of the further towns: what makes its ids, its names and its place its own."""

    def __init__(self, place: int) -> None:
        self._mark = f"T{place:03d}"
        self._short = short_name(place)
        self._west = APART * (place - 1)

    def rows(self, number: int) -> Rows:
        """All rows of the town, with its own of what the article names in the first one."""
        invented = town.rows(number)
        own_ids = {row["id"] for some in invented.values() for row in some if "id" in row}
        ends = {
            row[end] for some in invented.values() for row in some for end in _IDS if end in row
        }
        for kind, stated in article.rows().items():
            own = [
                row | {"provenance": "synthetic"}
                for row in stated
                if row.get("id") in ends - own_ids
            ]
            if own:
                invented[kind] = [*own, *invented.get(kind, ())]
        invented["Area"].append(
            {"id": "AREA-TOWN", "name": f"{_FIRST}镇", "kind": "town", "provenance": "synthetic"}
        )
        return {
            kind: [self._moved(row) for row in some]
            for kind, some in invented.items()
            if kind not in COMMON
        }

    def _moved(self, row: Row) -> Row:
        moved = dict(row)
        for field in _IDS:
            if row.get(field) is not None:
                moved[field] = self._id(str(row[field]))
        for field in _NAMES:
            if field in row:
                moved[field] = self._short + str(row[field]).removeprefix(_FIRST)
        if isinstance(longitude := row.get("longitude"), float):
            moved["longitude"] = round(longitude - self._west, 6)
        return moved

    def _id(self, id: str) -> str:
        kind = node_of_id(id)
        head, _, rest = id.partition("-")
        common = kind is not None and kind.__name__ in COMMON
        return id if common else f"{head}-{self._mark}-{rest}"
