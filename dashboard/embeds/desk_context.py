"""What the stewards' page of embeds shows: those that were issued, the form of one, the cards to choose."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from cypher.format import format_day, format_value
from cypher.header import Parameter
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.parameters import meaning
from cypher.words import word
from dashboard.auth.access import Access
from dashboard.cards.card_request import CardRequest
from dashboard.embeds.card import issuer_of, objection, request_of, request_of_embed
from dashboard.embeds.embed import MOST_DAYS, USUAL_DAYS, Embed
from dashboard.embeds.store import Embeds
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.texts import LANGS, Lang, either, say
from graph.errors import GraphError

HEIGHTS: Mapping[str, int] = {"number": 260}
_HEIGHT = 560


def listed(
    embeds: Embeds, files: SiteFiles, access: Access, runner: Runner, lang: Lang
) -> list[Mapping[str, Any]]:
    """Every embed in words, the latest first; reads files, and asks what chosen values are called."""
    return [_entry(one, embeds, files, access, runner, lang) for one in embeds.all()]


def _entry(
    embed: Embed, embeds: Embeds, files: SiteFiles, access: Access, runner: Runner, lang: Lang
) -> Mapping[str, Any]:  # fmt: skip
    state, stops = embed.state(embeds.now().date()), ""
    request = None
    try:
        request = _request(files, embed, lang)
        if state == "live":
            request_of_embed(files, embed, issuer_of(access, embed), lang)
    except GraphError as error:
        stops = either(error, lang)
    fetched = embeds.last_fetched(embed)
    ended = embed.revoked_at.date() if embed.revoked_at is not None else embed.until
    state_words = say(f"embed_{state}", lang, day=format_day(ended, lang), name=embed.revoked_by)
    return {
        "id": embed.id, "state": state, "state_words": state_words, "stops": stops,
        "title": request.title if request else f"{embed.page}/{embed.card}",
        "page": files.pages[embed.page].title.get(lang) if embed.page in files.pages else "",
        "values": _values(request, embed.values, runner, lang) if request else [],
        "audience": word("audience", embed.audience, lang), "hosts": embed.hosts,
        "issued": say("embed_issued_by", lang, day=format_day(embed.issued_at.date(), lang), name=embed.by),
        "fetched": say("embed_fetched", lang, at=format_value(fetched, lang)) if fetched else say("embed_not_fetched", lang),
        "height": height_of(request), "in": embed.lang,
    }  # fmt: skip


def _request(files: SiteFiles, embed: Embed, lang: Lang) -> CardRequest:
    reader = Reader(embed.by, "committee", embed.audience)
    location = Location(embed.page, lang, None, embed.values)
    return request_of(files, reader, location, embed.card, embed.audience)


def height_of(request: CardRequest | None) -> int:
    """How high a frame is proposed to be, in pixels."""
    kind = (request.card.view or request.saved.header.view.kind) if request else ""
    return HEIGHTS.get(kind, _HEIGHT)


def form_of(
    request: CardRequest, table: Table, query: str, today: date, audiences: Sequence[str],
    typed: Mapping[str, str], lang: Lang,
) -> Mapping[str, Any]:  # fmt: skip
    """The form of a new embed of one card, with what was typed."""
    page = request.page
    return {
        "title": request.title, "page": page.title.get(lang), "query": query,
        "values": [
            say("named", lang, name=label, value=value)
            for name, label, value in table.asked(lang)
            if name in request.location.values
        ],
        "hosts": typed.get("hosts", ""), "first": today.isoformat(),
        "last": (today + timedelta(days=MOST_DAYS)).isoformat(),
        "until": typed.get("until") or (today + timedelta(days=USUAL_DAYS)).isoformat(),
        "audiences": [
            {"id": one, "words": word("audience", one, lang), "about": say(f"embed_for_{one}", lang),
             "chosen": one == (typed.get("audience") or audiences[0])} for one in audiences
        ],
        "in": typed.get("in") or lang, "langs": LANGS,
    }  # fmt: skip


def _values(
    request: CardRequest, values: Mapping[str, str], runner: Runner, lang: Lang
) -> list[str]:
    """The values that are fixed, in words as far as the page's form knows them."""
    declared = {**request.saved.header.parameters, **request.files.declared(request.page)}
    found = []
    for name, value in sorted(values.items()):
        if not value:
            continue
        parameter, label = declared.get(name), name
        if parameter is not None:
            label = parameter.label.get(lang)
            value = _in_words(runner, request, name, parameter, value, lang)
        found.append(say("named", lang, name=label, value=value))
    return found


def _in_words(
    runner: Runner, request: CardRequest, name: str, parameter: Parameter, value: str, lang: Lang
) -> str:
    """A value as people call it; as it is written where that cannot be had."""
    comma = "、" if lang == "zh" else ", "
    try:
        if parameter.type in ("choice", "multi_choice"):
            given, reader = request.location.values, request.reader
            labels = dict(runner.choices(parameter, reader=reader, given=given, lang=lang))
            return comma.join(labels.get(one, one) for one in value.split(","))
        found = meaning(name, parameter, value, runner.today())
    except GraphError:
        return value
    return found.get(lang) if found is not None else value


def choices(files: SiteFiles, reader: Reader, lang: Lang) -> list[Mapping[str, Any]]:
    """The cards that may be embedded as they stand, by their pages."""
    found: list[Mapping[str, Any]] = []
    for page in files.pages.values():
        if page.kind != "cards" or page.broken is not None:
            continue
        cards = []
        for card in page.cards():
            try:
                location = Location(page.id, lang)
                request = request_of(files, reader, location, card.id, "committee")
            except GraphError:
                continue
            if objection(request) is None:
                cards.append({"of": f"{page.id}/{card.id}", "title": request.title})
        if cards:
            found.append({"title": page.title.get(lang), "cards": cards})
    return found
