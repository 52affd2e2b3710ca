"""The cards of the menu's pages, made before the first visitor asks for them."""

from dashboard.addresses import Here
from dashboard.place import Place
from dashboard.site import Site
from graph.errors import GraphError


def make_ahead(site: Site) -> None:
    """Make each card that stands on a page as it is first opened, in the site's own language.

    One after another, so that a visitor's cards never wait behind them. What is about persons is
    left to those who ask, for each reading of it is logged. Ends early where the graph is away.
    """
    try:
        moment = site.cards.moment()
        for page in site.pages.values():
            if page.kind != "cards" or not page.menu:
                continue
            here = Here(page.id, site.lang)
            for card in Place(site, here).cards():
                if not site.runner.catalogue.find(card.report).header.privacy.personal:
                    site.cards.start(here, card.id, moment).result()
    except GraphError:
        return
