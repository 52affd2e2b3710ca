"""The list of reports: by topic, those of the staff's own marked, broken files with their sentence."""

from collections.abc import Mapping
from typing import Any

from cypher.file.parse import SavedStatement
from cypher.format import format_day
from cypher.header import Audience
from cypher.library.catalogue import Catalogue
from cypher.values.pinyin_match import matches
from dashboard.pages import Page
from dashboard.pages.location import Location
from dashboard.texts import either, say

HELPERS = ("overview", "records", "edition")
"""Folders of reports that serve a page; they stand apart from those that one looks for."""


LATELY = 5
"""So many reports of the staff's own that were changed last stand at the top."""


def index(
    catalogue: Catalogue, audience: Audience, location: Location, pages: Mapping[str, Page]
) -> dict[str, Any]:
    """The whole list: by topic, those changed last where no report is chosen, and broken files."""
    shown = catalogue, audience, location, pages
    return {
        "topics": topics(*shown),
        "lately": [] if location.report else lately(*shown),
        "broken": broken(catalogue, location.lang),
    }


def topics(
    catalogue: Catalogue, audience: Audience, location: Location, pages: Mapping[str, Page]
) -> list[dict[str, Any]]:
    """The reports by the folder they lie in, with links that keep the language."""
    lang = location.lang
    found: dict[str, list[dict[str, Any]]] = {folder: [] for folder in catalogue.town.topics}
    for saved in _open(catalogue, audience):
        one = _entry(catalogue, saved, location, pages)
        found.setdefault(one["id"].partition("/")[0], []).append(one)
    order = sorted(found, key=lambda folder: folder in HELPERS)
    return [
        {
            "title": topic_title(folder, lang),
            "helper": folder in HELPERS,
            "current": any(one["current"] for one in found[folder]),
            "reports": found[folder],
        }
        for folder in order
        if found[folder]
    ]


def lately(
    catalogue: Catalogue, audience: Audience, location: Location, pages: Mapping[str, Page]
) -> list[dict[str, Any]]:
    """The reports of the staff's own that were changed last, with when."""
    changed = catalogue.changed
    ours = [saved for saved in _open(catalogue, audience) if saved.id in changed]
    ours.sort(key=lambda saved: changed[saved.id], reverse=True)
    return [
        {
            **_entry(catalogue, saved, location, pages),
            "changed": say(
                "own_report_changed", location.lang,
                at=f"{format_day(changed[saved.id].date(), location.lang)} {changed[saved.id]:%H:%M}",
            ),
        }
        for saved in ours[:LATELY]
    ]  # fmt: skip


def _entry(
    catalogue: Catalogue, saved: SavedStatement, location: Location, pages: Mapping[str, Page]
) -> dict[str, Any]:
    """One report as the list shows it, with a link that keeps the language."""
    id, lang = _short(saved), location.lang
    return {
        "id": id,
        "title": saved.header.title.get(lang),
        "about": saved.header.about.get(lang),
        "kind": saved.header.view.kind,
        "question": saved.header.question or "",
        "approval": own_badge(catalogue, saved, lang),
        "current": location.report == id,
        "link": Location(location.page, lang, id).link(pages),
    }


def own_badge(catalogue: Catalogue, saved: SavedStatement, lang: str) -> dict[str, object] | None:
    """What marks a report of the staff's own: that it is, and whether it has been approved."""
    if saved.source != "own":
        return None
    approval = catalogue.approval(saved)
    return {
        "state": approval.state,
        "holds": approval.holds,
        "sentence": approval.sentence().get(lang),
    }


def find(catalogue: Catalogue, audience: Audience, typed: str) -> list[str]:
    """The reports that are meant: by title in characters or pinyin, number, id or explanation."""
    typed_text = typed.strip().lower()
    return [_short(saved) for saved in _open(catalogue, audience) if _is_meant(saved, typed_text)]


def broken(catalogue: Catalogue, lang: str) -> list[str]:
    """One sentence for each file that cannot be used."""
    return [either(error, lang) for error in catalogue.broken]


def topic_title(folder: str, lang: str) -> str:
    """The words for a folder of reports; one of the user's own goes by its name."""
    try:
        return say(f"topic_{folder}", lang)
    except KeyError:
        return folder


def _open(catalogue: Catalogue, audience: Audience) -> list[SavedStatement]:
    return [saved for saved in catalogue.of("reports") if audience in saved.header.audience]


def _short(saved: SavedStatement) -> str:
    return saved.id.removeprefix("reports/")


def _is_meant(saved: SavedStatement, typed_text: str) -> bool:
    header = saved.header
    names = f"{header.title.zh} {header.title.en} {header.question or ''}"
    text = f"{header.about.zh} {header.about.en} {saved.id}".lower()
    return matches(names, typed_text) or typed_text in text
