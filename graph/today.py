"""The day that the data have reached: the calendar's, or the last day of an invented town."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from graph.client import Graph
from graph.model import SHANGHAI


@dataclass(frozen=True)
class Today:
    """The day that ``today`` stands for, and whether the graph holds any invented wish.

    An invented town ends on a day of its own. Were it looked at, or worked in, by the calendar's
    day, all that waits in it would have waited for as long as the town is old.
    """

    day: date
    synthetic: bool

    def moment(self) -> datetime:
        """When what happens now is noted as happening: in an invented town, on its last day."""
        clock = datetime.now(SHANGHAI)
        return datetime.combine(self.day, clock.timetz()) if self.synthetic else clock


@cache
def _statement() -> str:
    return files("graph").joinpath("today.cypher").read_text("utf-8")


def today(graph: Graph) -> Today:
    """The day at +08:00 by the server's clock; where any wish is invented, the last day of its events.

    Raises GraphError.
    """
    clock, synthetic, last = graph.read(_statement(), seconds=30).rows[0]
    day = last if synthetic and last is not None else clock
    assert isinstance(day, datetime)
    return Today(day.astimezone(SHANGHAI).date(), bool(synthetic))
