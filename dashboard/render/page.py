"""The context of the page's template, from the request and what was there in time."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from cypher.writers import WRITERS
from dashboard.agenda.as_page import gone_words
from dashboard.agenda.page_context import agenda_context, agendas_context
from dashboard.audit.page_context import audit_context
from dashboard.auth.rights import Right
from dashboard.cards.card_request import CardRequest
from dashboard.cards.error_html import in_words
from dashboard.edition.page_context import editions_context
from dashboard.figures.live import LIVE
from dashboard.imports.page_context import imports_context
from dashboard.outtray.page_context import outtray_context
from dashboard.pages import RECORD, Card
from dashboard.pages.location import Location, path_of
from dashboard.records.tools import kind_of_list, merges, new_kind_of, tools_of
from dashboard.render import report_list
from dashboard.render.explorer.walk_rows import walk_of
from dashboard.render.feeding import feeding_context
from dashboard.render.frame.chips import chips
from dashboard.render.frame.page_facts import facts_line
from dashboard.render.page_data import PageData
from dashboard.render.page_request import PageRequest, stands_in_menu
from dashboard.render.site import Site
from dashboard.texts import LANGS, Lang, say

NAMES = {"zh": ("中文", "中"), "en": ("English", "EN")}
FORMATS = ("xlsx", "docx", "csv", "json")
"""The order in which the files are offered; a writer that is not named here comes last."""
SCRIPTS = {
    "report_desk": ("desk.js",), "editions": ("editions.js",), "imports": ("imports.js",),
    "explorer": ("explorer.js",), "agenda": ("agenda.js",), "agendas": ("agenda.js",),
    "outtray": ("outtray.js",),
}  # fmt: skip
"""Kind of page to the scripts that it needs beside ``page.js``."""
NEEDED: Mapping[str, Right] = {"audit": "audit", "imports": "load", "new": "act"}
"""Kind of page to the right without which it does not stand in the menu; the others are looked at."""

DESK_WORDS = {
    "making": "making", "downloaded": "made_file", "failed": "not_made", "counting": "counting", "asking": "waiting",
    "unreachable": "unreachable_short", "address": "address_copied", "star": "star", "unstar": "unstar",
}  # fmt: skip
"""Name in ``words.js`` to the key of its words."""


def page_context(
    site: Site, request: PageRequest, data: PageData, of_home: Mapping[str, Any]
) -> dict[str, Any]:
    """Everything that ``page.html`` names, but for the nonce of its scripts; see ``shown_of_home``."""
    location, lang, page, beside = (
        request.location,
        request.location.lang,
        request.page,
        request.beside(),
    )
    cards = {one.card.id: _card(request, one, data) for one in _shown(request, data)}
    return {
        **shell_context(request), **feeding_context(request, data.held),
        "heading": heading(request, data), "path": path(request, data),
        "version": data.state.tag if data.state else "", "files_version": site.files_word(request.files),
        "synthetic": data.state.synthetic if data.state else False,
        "facts": facts_line(request, data.state),
        "form": data.fields, "chips": chips(data.fields, location), "declared": bool(request.declared), "many": len(request.declared) > 1,
        "late": data.fields_late, "page_late": data.late,
        "plain": f"?{location.at(values=beside, table={}).query()}",
        "beside": beside, "changed": len(location.values) > len(beside),
        "has_head": page.kind != "record" or data.record is not None or data.record_late,
        "wrong": in_words(data.problem, lang) if data.problem else None,
        "tools": tools_of(location.values), "merges": merges(location.values),
        "rows": _rows(request, cards), **of_home,
        **_report_page(request, list(cards.values())),
    }  # fmt: skip


def shell_context(request: PageRequest, *, root: str = "") -> dict[str, Any]:
    """What every page shows around its main part. A page of the menu stands right below the ``root``
    of all; what stands at any address, as an error does, says the root's path for its links."""
    location, lang, pages = request.location, request.location.lang, request.files.pages

    def link(address: str) -> str:
        return root + address.removeprefix("./") if root else address

    nav = _nav(request, "" if root else request.page.id)
    return {
        "lang": lang, "location": location, "page": request.page, "q": location.values.get("q", ""),
        "record": RECORD if any(one.kind == "record" for one in pages.values()) else None,
        "scripts": ["page.js", *SCRIPTS.get(request.page.kind, ())],
        "root": link(""), "home": link(path_of(next(iter(pages)), pages) + f"?lang={lang}"),
        "nav": [{**one, "link": link(one["link"])} for one in nav], "langs": languages(location.lang, lambda one: location.at(lang=one).query()),
        "reader": request.reader if request.reader.account is not None else None,
    }  # fmt: skip


def shown_of_home(site: Site, request: PageRequest) -> dict[str, Any]:
    """What the pages of the annual editions, of imports and of the trail show; reads folders of the
    home."""
    lang, kind = request.location.lang, request.page.kind
    if site.editions is not None and kind == "editions":
        may_make = site.access.gate.allows(request.reader, "make_edition")
        last = site.states.last.today if site.states.last is not None else None
        return {"editions": editions_context(site.editions, lang, request.reader, may_make, last)}
    if site.imports is not None and kind == "imports":
        values, may = request.location.values, site.access.gate.rights_of(request.reader)
        return {"imports": imports_context(site.imports, request.reader, may, values, lang)}
    if kind == "audit":
        values = request.location.values
        return {"audit": audit_context(site.trail.folder, values, lang)}
    if kind in ("agenda", "agendas"):
        may = site.access.gate.rights_of(request.reader)
        read = agenda_context if kind == "agenda" else agendas_context
        return {
            "agendas": read(site.agendas, request.page, request.files, request.reader, may, lang)
        }
    if kind == "outtray":
        return {"tray": outtray_context(site.tray, request.files, lang)}
    return {"editions": None, "imports": None}


def heading(request: PageRequest, data: PageData) -> str:
    """What the page is about: the record's name, the report's title or its own."""
    if data.record is not None:
        return data.record.name
    title = request.saved.header.title if request.saved else request.page.title
    return title.get(request.location.lang)


def path(request: PageRequest, data: PageData) -> Markup:
    """The HTML over a record's name: its kind and id; empty on other pages."""
    if data.record is None:
        return Markup("")
    kind = data.record.kind(request.location.lang)
    return Markup("{} · <code>{}</code>").format(kind, data.record.id)


def _shown(request: PageRequest, data: PageData) -> list[CardRequest]:
    return [one for one in request.cards() if one.card.id in data.cards]


def _rows(request: PageRequest, cards: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    lang = request.location.lang
    rows = []
    for row in request.page.rows:
        shown = [cards[card.id] for card in row.cards if card.id in cards]
        if shown or row.note or row.view or row.path or row.gone:
            title = row.title.get(lang) if row.title else None
            numbers = bool(shown) and all(card["kind"] == "number" for card in shown)
            checks = bool(shown) and all(card["kind"] == "check" for card in shown)
            more = {
                "note": row.note,
                "walk": walk_of(row, lang),
                "gone": gone_words(row, lang),
                "checks": checks,
            }
            rows.append(
                {"title": title, "numbers": numbers, "cards": shown, "item": row.item, **more}
            )
    return rows


def _card(request: PageRequest, one: CardRequest, data: PageData) -> dict[str, Any]:
    card, html = one.card, data.cards[one.card.id]
    on_report_page = one.is_of_report_page
    title = one.title
    if on_report_page:  # there the report's own title stands over all
        title = say("how_made", request.location.lang) if card.id == "made" else ""
    return {
        "id": card.id, "width": card.width, "stays": card.stays, "rolls": card.rolls,
        "folds": card.folded,
        "kind": card.id if on_report_page else kind_of(one),
        "pending": html is None,
        "text": html if html is not None else waiting(title, request.location.lang),
        "url": one.address(data.state), "digest": data.digests.get(card.id, ""),
        "live": live_address(one),
        "ways": _ways(request, card.id),
    }  # fmt: skip


def kind_of(one: CardRequest) -> str:
    """What a card is drawn as."""
    return one.card.view or one.saved.header.view.kind


def live_address(one: CardRequest) -> str | None:
    """Where the live picture of a card is, in whichever of its ways it is shown; None for what stays
    as it is sent."""
    if kind_of(one) not in LIVE or one.card.id in ("made", "rows"):
        return None
    return f"live?{one.location.query(page=one.page.id, card=one.card.id)}"


def _ways(request: PageRequest, id: str) -> list[dict[str, Any]]:
    """The switch between the ways of a card; the first one needs no word in the address."""
    card: Card | None = request.page.card(id)
    if card is None:
        return []
    first, location = card.way(None), request.location
    chosen = card.way(location.values.get(card.switch))
    ways = []
    for way in card.ways:
        value = "" if way is first else way.id
        values = {k: v for k, v in location.values.items() if k != card.switch}
        values |= {card.switch: value} if value else {}
        ways.append(
            {"name": way.name.get(location.lang), "set": f"{card.switch}={value}",
             "current": way is chosen, "link": f"?{location.at(values=values).query()}"}
        )  # fmt: skip
    return ways


def _nav(request: PageRequest, current: str) -> list[dict[str, Any]]:
    location = request.location
    day = {k: v for k, v in location.values.items() if k == "as_of"}
    return [
        {
            "title": page.title.get(location.lang),
            "current": page.id == current,
            "key": page.key,
            "keeps": page.kind == "cards",
            "counts": page.kind == "todo",
            "needs": NEEDED.get(page.kind, "look"),
            "link": Location(
                page.id, location.lang, None, day if page.kind == "cards" else {}
            ).link(request.files.pages),
        }
        for page in request.files.pages.values()
        if stands_in_menu(page, request.reader)
    ]


def languages(lang: Lang, query: Callable[[Lang], str]) -> list[dict[str, Any]]:
    """The links to a page in each language; ``query`` is its address's query in one."""
    return [
        {"lang": one, "title": NAMES[one][0], "short": NAMES[one][1], "current": one == lang,
         "link": f"?{query(one)}"}
        for one in LANGS
    ]  # fmt: skip


def _report_page(request: PageRequest, cards: list[dict[str, Any]]) -> dict[str, Any]:
    """What only the page of reports shows: the list, the chosen report, its files."""
    if request.page.kind != "report_desk":
        return {}
    location, lang, saved, files = (
        request.location,
        request.location.lang,
        request.saved,
        request.files,
    )
    about: dict[str, Any] = {
        **report_list.index(files.catalogue, request.reader.audience, location, files.pages),
        "report": None, "cards": cards, "desk_words": _words(lang),
    }  # fmt: skip
    if saved is None:
        return about
    id, header = saved.id.removeprefix("reports/"), saved.header
    about["report"] = {
        "id": id, "title": header.title.get(lang), "about": header.about.get(lang),
        "topic": report_list.topic_title(id.partition("/")[0], lang),
        "approval": report_list.own_badge(files.catalogue, saved, lang),
        "definition": header.definition.get(lang) if header.definition else None,
        "question": header.question,
        "new": new_kind_of(id), "together": _together(id, location),
    }  # fmt: skip
    asked = location.at(report=None, table={}).query()
    about["files"] = [
        {"title": say(f"file_{format}", lang), "path": f"download/{id}.{format}",
         "link": f"download/{id}.{format}?{asked}"}
        for format in sorted(WRITERS, key=lambda one: (*FORMATS, one).index(one))
    ]  # fmt: skip
    return about


def _together(report: str, location: Location) -> str:
    """The address at which the rows of a list are changed together; nothing for any other report."""
    kind = kind_of_list(report)
    return (
        f"records/together?{location.at(report=None, values={'kind': kind}).query()}"
        if kind
        else ""
    )


def _words(lang: str) -> str:
    """The words that the desk's script says, as JSON that cannot end its element."""
    return json.dumps({name: say(key, lang) for name, key in DESK_WORDS.items()}).replace(
        "<", "\\u003c"
    )


def waiting(title: str, lang: str) -> Markup:
    """What stands in a card until its text is there."""
    head = Markup("<h2>{}</h2>").format(title) if title else ""
    return Markup('{}<p class="wait muted">{}</p>').format(head, say("waiting", lang))
