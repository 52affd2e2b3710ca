"""What the pages of agendas show: all of them, or one with its items and the records of its meetings."""

from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from cypher.format import format_day, format_value
from cypher.library.catalogue import Catalogue
from cypher.reader import OPEN_TO, Reader
from cypher.words import word
from dashboard.agenda.as_page import gone_words, name_of, page_id
from dashboard.agenda.desk import AgendaDesk
from dashboard.agenda.meetings import HANDOUTS, FrozenCard, Meeting, Meetings
from dashboard.agenda.model import Agenda, Item
from dashboard.agenda.store import AgendaFile, files_in
from dashboard.cards.card_html import title as card_title
from dashboard.pages import Page
from dashboard.pages.reload import SiteFiles
from dashboard.texts import either, say
from graph.errors import GraphError

Context = dict[str, Any]
_AUDIENCES = ("committee", "staff")


def agendas_context(
    desk: AgendaDesk | None, page: Page, files: SiteFiles, reader: Reader,
    may: Collection[str], lang: str,
) -> Context:  # fmt: skip
    """All agendas that are for a reader, the newest day first."""
    may_edit = "agenda" in may and desk is not None
    found = [one for one in _files(desk) if _is_open(one, reader)]
    found.sort(key=lambda one: (_day_of(one), one.name), reverse=True)
    return {"all": [_entry(desk, one, lang) for one in found], "may_edit": may_edit}


def agenda_context(
    desk: AgendaDesk | None, page: Page, files: SiteFiles, reader: Reader,
    may: Collection[str], lang: str,
) -> Context:  # fmt: skip
    """One agenda with its items and the records of its meetings; what is wrong with its file."""
    name = name_of(page)
    if desk is None or page.broken is not None:
        return {"name": name, "agenda": None, "may_edit": False, "listed": [], "meetings": []}
    try:
        agenda = desk.agendas.get(name)
    except GraphError as error:
        wrong = either(error, lang)
        return {"name": name, "agenda": None, "wrong": wrong, "listed": [], "meetings": []}
    day = format_day(agenda.day, lang) if agenda.day else ""
    return {
        "name": name, "agenda": agenda, "day": day, "may_edit": "agenda" in may,
        "audiences": [(one, word("audience", one, lang)) for one in _AUDIENCES],
        "listed": items_of(page, agenda, files, lang),
        "meetings": [_meeting(desk.meetings, one, files.catalogue, lang) for one in desk.meetings.of(name)
                     if one.audience in OPEN_TO[reader.audience]],
    }  # fmt: skip


def is_open(agenda: Agenda, reader: Reader) -> bool:
    """Whether an agenda is for a reader."""
    return agenda.audience in OPEN_TO[reader.audience]


def items_of(page: Page, agenda: Agenda, files: SiteFiles, lang: str) -> list[Context]:
    """The items as the list of an agenda shows them."""
    keyed = agenda.keyed()
    return [
        {
            "key": key, "kind": item.kind, "kind_words": say(f"agenda_kind_{item.kind}", lang),
            "title": _title(page, key, item, files, lang), "note": item.note,
            "gone": next((gone_words(row, lang) for row in page.rows if row.item == key), ""),
            "after": keyed[at + 2][0] if at + 2 < len(keyed) else "",
            "before": keyed[at - 1][0] if at else "",
            "first": at == 0, "last": at == len(keyed) - 1,
        }
        for at, (key, item) in enumerate(keyed)
    ]  # fmt: skip


def _title(page: Page, key: str, item: Item, files: SiteFiles, lang: str) -> str:
    if item.title:
        return item.title
    rows = [row for row in page.rows if row.item == key]
    titled = next((row.title for row in rows if row.title), None)
    if titled is not None:
        return titled.get(lang)
    for row in rows:
        for card in row.cards:
            return card_title(card, files.catalogue.find(card.report), lang)
    return "" if item.kind == "note" else item.names


def _files(desk: AgendaDesk | None) -> list[AgendaFile]:
    return files_in(desk.agendas.folder.parent) if desk is not None else []


def _is_open(one: AgendaFile, reader: Reader) -> bool:
    return one.agenda is None or is_open(one.agenda, reader)


def _day_of(one: AgendaFile) -> str:
    return one.agenda.day.isoformat() if one.agenda and one.agenda.day else ""


def _entry(desk: AgendaDesk | None, one: AgendaFile, lang: str) -> Context:
    assert desk is not None
    agenda, meetings = one.agenda, desk.meetings.of(one.name)
    count = len(agenda.items) if agenda else 0
    return {
        "link": f"{page_id(one.name)}?lang={lang}", "name": one.name,
        "title": agenda.title if agenda else one.name,
        "day": format_day(agenda.day, lang) if agenda and agenda.day else "",
        "count": count_words(count, lang),
        "wrong": either(one.wrong, lang) if one.wrong else "",
        "meetings": [format_day(meeting.day, lang) for meeting in meetings],
    }  # fmt: skip


def count_words(count: int, lang: str) -> str:
    """How many items there are."""
    return say("agenda_items_1" if count == 1 else "agenda_items_n", lang, n=count)


def _meeting(meetings: Meetings, one: Meeting, catalogue: Catalogue, lang: str) -> Context:
    altered = meetings.altered(one)
    base = f"agendas/kept/{quote(one.agenda)}/{quote(one.name)}"
    comma = "、" if lang == "zh" else ", "
    return {
        "name": one.name, "title": one.title, "day": format_day(one.day, lang),
        "as_of": say("as_of", lang, day=format_day(one.as_of, lang)),
        "by": say("agenda_meeting_by", lang, by=one.by, at=format_value(one.at, lang)),
        "synthetic": one.synthetic,
        "whole": say("agenda_meeting_whole", lang) if not altered else "",
        "altered": say("agenda_meeting_altered", lang, names=comma.join(altered)) if altered else "",
        "handouts": [(code, f"{base}/{file}") for code, file in HANDOUTS.items() if file in one.files],
        "since": f"?t.since={one.agenda}/{one.name}&lang={lang}",
        "cards": [_frozen(card, catalogue, lang) for card in one.cards()],
    }  # fmt: skip


def _frozen(card: FrozenCard, catalogue: Catalogue, lang: str) -> Context:
    if card.left_out is not None:
        value = card.left_out.get(lang)
    elif card.kind == "number":
        value = format_value(card.value, lang)
    else:
        value = say("agenda_meeting_rows", lang, n=card.rows)
    return {
        "title": card.title.get(lang), "value": value, "parameters": _given(card, catalogue, lang),
        "report": card.report.removeprefix("reports/"), "sha256": card.sha256[:12],
    }  # fmt: skip


def _given(card: FrozenCard, catalogue: Catalogue, lang: str) -> str:
    """The values that a report was asked with, by their labels; its day stands over all of them."""
    saved = catalogue.saved.get(card.report)
    declared = saved.header.parameters if saved else {}
    between, colon = ("，", "：") if lang == "zh" else (", ", ": ")
    parts = []
    for name, value in sorted(card.parameters.items()):
        if name == "as_of" or value is None:
            continue
        one = declared.get(name)
        label = one.label.get(lang) if one else name
        parts.append(f"{label}{colon}{word(one.words or '' if one else '', str(value), lang)}")
    return between.join(parts)
