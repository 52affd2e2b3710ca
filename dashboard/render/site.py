"""What every page and address of one running dashboard shares."""

from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from time import monotonic

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.cards.service import Cards, Moment
from dashboard.edition.jobs import Desk
from dashboard.pages import Page
from dashboard.pages.location import Location
from dashboard.texts import Lang
from graph.errors import GraphError

PATIENCE = 0.5
"""How many seconds the first answer waits for cards that are not finished."""


@dataclass
class Site:
    """One running dashboard: its reports, its pages, its finished cards."""

    runner: Runner
    pages: Mapping[str, Page]
    lang: Lang
    hosts: frozenset[str]
    look: Callable[[], object] = lambda: None
    """Reads the pages again where their files have changed."""
    desk: Desk | None = None
    """The annual editions, where the dashboard has a home."""
    cards: Cards = field(init=False)

    def __post_init__(self) -> None:
        self.cards = Cards(self.runner, self.pages)

    def begin(self, reader: Reader) -> "Visit":
        """A new visit of a reader, with its patience."""
        return Visit(self, reader)


class Visit:
    """One first answer in the making: what is finished in time goes in, the rest is fetched later."""

    def __init__(self, site: Site, reader: Reader) -> None:
        self._site = site
        self._until = monotonic() + PATIENCE
        self.moment: Moment | None = None
        self.error: GraphError | None = None
        asked = site.cards.shelf.do(lambda: site.cards.moment(reader))
        try:
            self.moment = asked.result(timeout=self.left())
        except GraphError as error:
            self.error = error
        except NotYet:
            asked.cancel()

    def texts(self, here: Location, ids: list[str]) -> dict[str, str | None]:
        """The finished text of each card, None for those that are still being made."""
        if self.error is not None:
            return {id: self._site.cards.fault(here, id, self.error) for id in ids}
        if self.moment is None:
            return dict.fromkeys(ids, None)
        cards, moment = self._site.cards, self.moment
        begun = {id: cards.start(here, id, moment) for id in ids}
        found: dict[str, str | None] = {}
        for id, future in begun.items():
            spent = cards.shelf.age(cards.key(here, id, moment))
            try:
                found[id] = future.result(timeout=min(self.left(), max(0.0, PATIENCE - spent))).text
            except NotYet:
                found[id] = None
        return found

    def left(self) -> float:
        """How many seconds of its patience are left."""
        return max(0.0, self._until - monotonic())
