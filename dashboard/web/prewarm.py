"""What is made before the first visitor asks for it: the cards of the menu's pages, then every plan."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterator
from functools import partial
from time import monotonic

from cypher.errors import NotAdmitted
from cypher.file.parse import SavedStatement
from cypher.reader import LOCAL
from dashboard.agenda.as_page import name_of
from dashboard.agenda.gathered import Wanted, questions
from dashboard.cards.card_request import CardRequest
from dashboard.concurrency.data_state import DataState
from dashboard.explorer.asking import PLANNED
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.render.page_request import page_request
from dashboard.render.site import Site
from graph.errors import ConnectionFailed, GraphError

log = logging.getLogger(__name__)
_LOOK, _LONGEST = 0.1, 5.0
"""Seconds between two looks whether anyone waits, and after which work goes on all the same."""
Step = Callable[[], Awaitable[object]]


async def prewarm(site: Site) -> None:
    """Make each card that stands on a page as it is first opened, in the site's own language.

    One after another, so that a visitor's cards never wait behind them. What is about persons is
    left to those who ask, for each reading of it is logged. Then the questions of the agendas, whose
    handouts are printed just before a meeting. Then the server plans the explorer's files, every report
    and choice, which takes it longer than most of them run: without, the first record that anyone opens
    would wait for all its plans. All but the cards stands back while anyone waits for something. What
    fails stops nothing else; ends where the graph is away.
    """
    try:
        files, state = await site.files(), await site.states.current()
    except GraphError:
        return
    cards = [*_cards(site, files, state)]
    later = (
        *await _of_agendas(site, files),
        *_of_explorer(site, files, state),
        *_plans(site, files),
    )
    for number, step in enumerate((*cards, *later)):
        try:
            if number >= len(cards):
                await _stand_back(site)
            await step()
        except ConnectionFailed:
            return
        except NotAdmitted:
            continue  # one of the user's own; its page says why
        except GraphError as error:
            log.info("not made ahead: %s", error.en)


async def _stand_back(site: Site) -> None:
    """Return when nobody waits for anything, or it has been long enough."""
    until = monotonic() + _LONGEST
    while site.executors.awaited and monotonic() < until:
        await asyncio.sleep(_LOOK)


async def _of_agendas(site: Site, files: SiteFiles) -> list[Step]:
    """The questions of each agenda of the home, as those it is for may ask them."""
    if site.agendas is None:
        return []
    try:
        found = await site.executors.files.run(partial(_questions, site, files))
    except GraphError:
        return []
    return [partial(site.executors.quick.run, one) for one in found]


def _questions(site: Site, files: SiteFiles) -> list[Callable[[], object]]:
    assert site.agendas is not None
    found = []
    for page in files.pages.values():
        if page.kind == "agenda" and page.broken is None:
            name = name_of(page)
            wanted = Wanted(name, site.agendas.agendas.get(name), page, files, None, site.views)
            found += questions(site.runner, wanted, LOCAL)
    return found


def _cards(site: Site, files: SiteFiles, state: DataState) -> Iterator[Step]:
    for page in files.pages.values():
        if page.kind in ("cards", "todo") and page.menu:
            for card in _open_cards(site, files, Location(page.id, site.lang)):
                if not card.saved.header.privacy.personal:
                    yield partial(site.cards.finished, card, state)


def _open_cards(site: Site, files: SiteFiles, location: Location) -> list[CardRequest]:
    try:
        return page_request(files, LOCAL, location).cards()
    except GraphError:
        return []


def _of_explorer(site: Site, files: SiteFiles, state: DataState) -> Iterator[Step]:
    """What one click of a walk asks together, and with what a walk begins."""
    for saved in files.catalogue.of("explore"):
        for given in PLANNED[saved.header.explore.shows] if saved.header.explore else ():
            yield partial(_plan, site, saved, given)
    yield partial(site.first_walks.of, LOCAL, state.tag, (), None, site.lang)


def _plans(site: Site, files: SiteFiles) -> Iterator[Step]:
    catalogue = files.catalogue
    for saved in (*catalogue.of("choices"), *catalogue.of("reports")):
        yield partial(_plan, site, saved, ())
    yield partial(_plan, site, catalogue.find("reports/records/title"), {"id"})
    for page in files.pages.values():
        for card in page.cards() if page.kind == "record" else ():
            yield partial(_plan, site, catalogue.find(card.report), {"id", *card.takes})


async def _plan(site: Site, saved: SavedStatement, given: Collection[str]) -> None:
    plan = partial(site.runner.ready, saved, given) if given else partial(site.runner.plan, saved)
    await site.executors.quick.run(plan)
