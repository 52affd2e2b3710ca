"""What is made before the first visitor asks for it: the cards of the menu's pages, then every plan."""

from contextlib import suppress

from cypher.errors import NotAdmitted
from dashboard.addresses import Here
from dashboard.place import Place
from dashboard.site import Site
from graph.errors import GraphError


def make_ahead(site: Site) -> None:
    """Make each card that stands on a page as it is first opened, in the site's own language.

    One after another, so that a visitor's cards never wait behind them. What is about persons is
    left to those who ask, for each reading of it is logged. Then the server plans every report and
    choice, which takes it longer than most of them run: without, the first record that anyone opens
    would wait for all its plans. Ends early where the graph is away.
    """
    with suppress(GraphError):
        _cards(site)
        _plans(site)


def _cards(site: Site) -> None:
    moment = site.cards.moment()
    for page in site.pages.values():
        if page.kind != "cards" or not page.menu:
            continue
        here = Here(page.id, site.lang)
        for card in Place(site, here).cards():
            if not site.runner.catalogue.find(card.report).header.privacy.personal:
                site.cards.start(here, card.id, moment).result()


def _plans(site: Site) -> None:
    catalogue = site.runner.catalogue
    for saved in (*catalogue.of("choices"), *catalogue.of("reports")):
        with suppress(NotAdmitted):  # one of staff's own; its page tells
            site.runner.plan(saved)
    for page in site.pages.values():
        for card in page.cards() if page.kind == "record" else ():
            with suppress(NotAdmitted):
                site.runner.ready(catalogue.find(card.report), {"id", *card.takes})
