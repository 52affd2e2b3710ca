"""What a monitor asks of one process, in Prometheus' text: counts and times, and no word of any data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from tornado.web import RequestHandler

from dashboard.render.site import Site

if TYPE_CHECKING:
    from dashboard.web.app import Server

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts what is answered, and says how the process stands when it is asked."""

    def __init__(self, server: "Server") -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "lianxin_requests", "Requests answered.", ["handler", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "lianxin_request_seconds",
            "Seconds from a request's head to the end of its answer.",
            ["handler"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._sessions = Gauge(
            "lianxin_sessions",
            "Sessions that last, in all processes of the home.",
            registry=self._registry,
        )
        self._registry.register(_Standing(server))

    def answered(self, handler: RequestHandler) -> None:
        """Count one answer."""
        name = type(handler).__name__.removesuffix("Handler")
        self._requests.labels(name, handler.get_status()).inc()
        if not getattr(handler, "lasts", False):
            self._seconds.labels(name).observe(handler.request.request_time())

    def text(self, sessions: float) -> bytes:
        """Everything, as Prometheus reads it. ``sessions``: how many last; NaN where that is not known."""
        self._sessions.set(sessions)
        return generate_latest(self._registry)


class _Standing(Collector):
    """What is looked up at the moment of asking; nothing of it waits for a disk or the graph."""

    def __init__(self, server: "Server") -> None:
        self._server = server

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        server, site = self._server, self._server.site
        yield from _queues(site)
        graph = site.runner.graph
        for name, about, value in (
            ("graph_answers", "Whether Neo4j has answered lately.", site.states.answers),
            ("graph_abandoned", "Queries given up that Neo4j may still run.", graph.abandoned),
            ("draining", "Whether the process is to stop.", site.is_draining()),
            ("leads", "Whether it does what one process of a home does.", server.leads),
            ("requests_running", "Requests being answered.", server.requests_running),
            ("connections", "Open connections.", server.http.open_connections),
            ("live_pictures", "Open live pictures.", server.live_documents),
            ("streams", "Browsers that are told when the data have moved.", len(site.streams)),
            ("jobs_running", "Loads, editions and other long work.", site.jobs_running),
            ("cards_kept", "Finished cards kept.", len(site.cards.cache)),
            ("cards_kept_bytes", "Memory of the finished cards.", site.cards.cache.bytes),
        ):
            yield GaugeMetricFamily(f"lianxin_{name}", about, value=float(value))


def _queues(site: Site) -> Iterator[Metric]:
    waiting = GaugeMetricFamily(
        "lianxin_work", "Pieces of work that run or wait, by executor.", labels=["executor"]
    )
    for name, executor in vars(site.executors).items():
        waiting.add_metric([name], float(executor.unfinished))
    yield waiting
