"""What is made before the first visitor asks for it: the cards of the menu's pages, then every plan."""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial
from threading import Event

from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement
from cypher.reader import LOCAL
from dashboard.cards.service import Moment
from dashboard.pages.location import Location
from dashboard.render.resolved import Place
from dashboard.render.site import Site
from graph.errors import GraphError

Step = Callable[[], None]


def make_ahead(site: Site, ended: Event | None = None) -> None:
    """Make each card that stands on a page as it is first opened, in the site's own language.

    One after another, so that a visitor's cards never wait behind them. What is about persons is
    left to those who ask, for each reading of it is logged. Then the server plans every report and
    choice, which takes it longer than most of them run: without, the first record that anyone opens
    would wait for all its plans. Ends early where the graph is away, and once ``ended`` is set.
    """
    ended = ended or Event()
    try:
        for step in (*_cards(site), *_plans(site)):
            if ended.is_set():
                return
            step()
    except GraphError:
        return
    except Exception:
        if not ended.is_set():  # while everything is being closed any question may fail in any way
            raise


def _cards(site: Site) -> Iterator[Step]:
    moment = site.cards.moment(LOCAL)
    for page in site.pages.values():
        if page.kind != "cards" or not page.menu:
            continue
        here = Location(page.id, site.lang)
        for card in Place(site, here, LOCAL).cards():
            if not site.runner.catalogue.find(card.report).header.privacy.personal:
                yield partial(_card, site, here, card.id, moment)


def _card(site: Site, here: Location, id: str, moment: Moment) -> None:
    site.cards.start(here, id, moment).result()


def _plans(site: Site) -> Iterator[Step]:
    catalogue = site.runner.catalogue
    for saved in (*catalogue.of("choices"), *catalogue.of("reports")):
        yield partial(_plan, site, saved, ())
    for page in site.pages.values():
        for card in page.cards() if page.kind == "record" else ():
            yield partial(_plan, site, catalogue.find(card.report), {"id", *card.takes})


def _plan(site: Site, saved: SavedStatement, given: Collection[str]) -> None:
    with suppress(NotAdmitted):  # one of staff's own; its page tells
        if given:
            site.runner.ready(saved, given)
        else:
            site.runner.plan(saved)
