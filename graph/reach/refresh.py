"""Keep REACHES true: find the sites and stations whose ways no longer fit, and replace those.

``reachPlace`` on a site or a station is where it was when its ways were computed. Where that is not
where it is now (it is new, moved, opened, closed) all its ways are replaced, and ``reachPlace`` with
them, in one transaction: what was cut off is finished by the next run, and a site that was computed
is told from one that was not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.client import Graph
from graph.errors import GraphError
from graph.progress import Reporter, Silent, Task
from graph.reach.ends import End, Kind, read_ends
from graph.reach.nearby import stations_kept
from graph.reach.ways import Replacement, replace_ways

_ROUNDS = 20
"""How often all is looked at again where others move things meanwhile."""
_NAMED = 10
"""How many of what has no place are named."""
_PAIRS = 4000
"""Pairs that are written in one transaction."""
_FORGET = "MATCH (n) WHERE (n:DeliverySite OR n:ServiceStation) AND n.reachPlace IS NOT NULL "


@dataclass(frozen=True)
class Unplaced:
    """An open site or station that has no reach, and why."""

    kind: Kind
    id: str
    name: str
    zh: str
    en: str


@dataclass
class ReachReport:
    """What was computed: how many sites and stations anew, and how many pairs were written.

    ``unplaced`` are all the open ones that nothing can be computed for.
    """

    sites: int = 0
    stations: int = 0
    pairs: int = 0
    unplaced: list[Unplaced] = field(default_factory=list)
    is_cut_off: bool = False
    """Whether it was cut off: the next load or start goes on."""

    @property
    def unplaced_words(self) -> tuple[str, str] | None:
        """What has no reach and why, as a sentence in Chinese and in English; None: all have."""
        if self.is_cut_off:
            return (
                "数据已写入，可达用时还没有算完；下次导入或启动连新时接着算。",
                "The data has landed, but reach was not computed to the end; the next load or start "
                "of Lianxin goes on with it.",
            )
        if not self.unplaced:
            return None
        named, more = self.unplaced[:_NAMED], len(self.unplaced) - _NAMED
        zh = "、".join(f"{one.name}（{one.zh}）" for one in named)
        en = ", ".join(f"{one.name} ({one.en})" for one in named)
        return (
            f"可达用时未计算：{zh}" + (f" 等 {len(self.unplaced)} 个。" if more > 0 else "。"),
            f"Reach is not computed for {en}" + (f" and {more} more." if more > 0 else "."),
        )


def refresh_reach(graph: Graph, progress: Reporter | None = None) -> ReachReport:
    """Compute the reach of what is new, moved, opened or closed since it was last computed.

    Nothing is written where nothing changed. May be cut off at any point, and may run twice at once.
    """
    report = ReachReport()
    for _ in range(_ROUNDS):
        town = _Town(read_ends(graph, "DeliverySite"), read_ends(graph, "ServiceStation"))
        report.unplaced = [*town.unplaced()]
        size = len(town.stale_sites) + len(town.stale_stations)
        if not size:
            break
        with (progress or Silent()).task("计算可达用时", "Computing reach", size) as task:
            report.stations += _replace(graph, "ServiceStation", town.of_stations(), report, task)
            report.sites += _replace(graph, "DeliverySite", town.of_sites(), report, task)
    return report


def reach_after(graph: Graph, progress: Reporter | None = None) -> ReachReport:
    """The same after something has landed: what cuts it off makes of a load that landed no failure."""
    try:
        return refresh_reach(graph, progress)
    except GraphError:
        return ReachReport(is_cut_off=True)


def recompute_reach(graph: Graph, progress: Reporter | None = None) -> ReachReport:
    """Compute the reach of all sites and stations anew."""
    graph.write(f"{_FORGET} REMOVE n.reachPlace", seconds=600)
    return refresh_reach(graph, progress)


class _Town:
    """The sites and stations as they were read, and which of them are stale."""

    def __init__(self, sites: list[End], stations: list[End]) -> None:
        self._sites, self._stations = sites, stations
        self._placed = [station for station in stations if station.place is not None]
        self.stale_stations = {end.id for end in stations if end.place != end.computed}
        self.stale_sites = {end.id for end in sites if self._is_stale(end)}

    def _is_stale(self, site: End) -> bool:
        lost = site.place is not None and not site.has_ways and bool(self._placed)
        return lost or site.place != site.computed

    def of_stations(self) -> Iterator[Replacement]:
        """The stale stations with the sites that are not stale.

        A site that a stale station is near, while only a far one is or was, becomes stale itself.
        """
        sites = [one for one in self._sites if one.place and one.id not in self.stale_sites]
        kept: defaultdict[str, list[End]] = defaultdict(list)
        for site, stations, is_far in self._near(sites):
            for station in stations:
                if station.id not in self.stale_stations:
                    continue
                if is_far or site.has_far_way:
                    self.stale_sites.add(site.id)
                else:
                    kept[station.id].append(site)
        for station in self._stations:
            if station.id in self.stale_stations:
                yield Replacement(station, kept[station.id])

    def of_sites(self) -> Iterator[Replacement]:
        """The stale sites with the stations that are kept for them."""
        stale = [one for one in self._sites if one.id in self.stale_sites]
        yield from (Replacement(one, ()) for one in stale if one.place is None)
        placed = [one for one in stale if one.place is not None]
        if not self._placed:
            yield from (Replacement(one, ()) for one in placed)
        for site, stations, _ in self._near(placed):
            yield Replacement(site, stations)

    def _near(self, sites: list[End]) -> Iterator[tuple[End, list[End], bool]]:
        there = [one.place for one in self._placed if one.place]
        here = [one.place for one in sites if one.place]
        for at, stations, is_far in stations_kept(here, there):
            yield sites[at], [self._placed[n] for n in stations], is_far

    def unplaced(self) -> Iterator[Unplaced]:
        """The open sites and stations whose place nobody has given."""
        for site in self._sites:
            if site.is_open and site.place is None:
                words = "没有经纬度", "it has no coordinates"
                yield Unplaced("DeliverySite", site.id, site.name, *words)
        for station in self._stations:
            if station.is_open and station.place is None:
                words = "没有所在场所", "no venue hosts it"
                if station.has_venue:
                    words = "所在场所没有经纬度", "its venue has no coordinates"
                yield Unplaced("ServiceStation", station.id, station.name, *words)


def _replace(
    graph: Graph, kind: Kind, some: Iterable[Replacement], report: ReachReport, task: Task
) -> int:
    """Write replacements batch by batch; gives how many sites or stations now have their ways."""
    done = 0
    for batch in _in_batches(some):
        if replace_ways(graph, kind, batch):
            done += len(batch)
            report.pairs += sum(len(one.others) for one in batch)
        task.advance(len(batch))
    return done


def _in_batches(some: Iterable[Replacement]) -> Iterator[list[Replacement]]:
    batch: list[Replacement] = []
    size = 0
    for one in some:
        batch.append(one)
        size += 1 + len(one.others)
        if size >= _PAIRS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
