"""Who claims: a fifth of the organisations never do, and ten make nearly half of the claims."""

from random import Random

from graph.reach import straight_metres
from seed.chance import exponential, share_out, spread
from seed.town.places.geography import Place
from seed.town.places.organisations import BRANCH
from seed.town.plan import Organisation, Town
from seed.town.wishes.life import Life, Promise

NONE = 15
"""Of 76: a fifth make no claim."""

BY_COMPANIES = 10
"""Claims made by companies and not by organisations."""

FAVOUR = {"regional": 1.5, "two_new": 1.15, "village_neighbourhood": 1.0}
CLOSE_OF = 4
"""A claim goes to the nearest of so many draws: people help where they are."""


def assign(town: Town, lives: list[Life]) -> None:
    """Set who made each claim."""
    rng = town.stream("claimants")
    sites = {site.id: site.place for site in town.sites}
    open_claims = [
        (life, one) for life in lives for one in life.promises if not (one.backstop or one.maker)
    ]
    first = [pair for pair in open_claims if pair[1] is pair[0].promises[0]]
    companies = [firm for kind in ("takeaway", "express") for firm in town.companies[kind]][:5]
    for n, (_, one) in enumerate(rng.sample(first, BY_COMPANIES)):
        one.maker = companies[n % len(companies)]
    for life in lives:
        for one in life.promises:
            if one.backstop:
                one.maker = BRANCH
    left = [(life, one) for life, one in open_claims if not one.maker and not _again(life, one)]
    tokens = _tokens(rng, town.organisations, len(left))
    places = {org.id: org.place for org in town.organisations}
    for life, one in left:
        one.maker = _nearest_token(rng, tokens, places, sites[life.site], life)
    for life in lives:
        for one in life.promises:
            if _again(life, one):
                one.maker = life.promises[life.promises.index(one) - 1].maker


def _again(life: Life, one: Promise) -> bool:
    """A claim that takes up again what its own maker had handed over."""
    n = life.promises.index(one)
    return n > 0 and life.promises[n - 1].handing is not None


def _tokens(rng: Random, organisations: list[Organisation], total: int) -> list[str]:
    """One id for each claim an organisation makes: one each, and more in exponential shares."""
    claiming = idle_last(rng, organisations)[: len(organisations) - NONE]
    ranked = sorted(claiming, key=lambda org: rng.random() / FAVOUR[org.group])
    weights = sorted((exponential(u, 1.0) for u in spread(rng, len(ranked))), reverse=True)
    more = share_out(total - len(ranked), [max(0.0, weight - 0.2) ** 1.1 for weight in weights])
    tokens = [org.id for org, extra in zip(ranked, more, strict=True) for _ in range(1 + extra)]
    rng.shuffle(tokens)
    return tokens


def idle_last(rng: Random, organisations: list[Organisation]) -> list[Organisation]:
    """The organisations in random order; the last ``NONE`` of them never claim."""
    order = list(organisations)
    rng.shuffle(order)
    return order


def _nearest_token(
    rng: Random, tokens: list[str], places: dict[str, Place], site: Place, life: Life
) -> str:
    """The nearest of a few that has not claimed the same wish before."""
    before = {one.maker for one in life.promises}
    draws = rng.sample(range(len(tokens)), min(CLOSE_OF, len(tokens)))
    fresh = [n for n in draws if tokens[n] not in before] or [
        n for n, token in enumerate(tokens) if token not in before
    ]
    best = min(fresh or draws, key=lambda n: (straight_metres(places[tokens[n]], site), n))
    return tokens.pop(best)
