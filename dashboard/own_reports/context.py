"""What the page of one's own reports shows: each with where it stands, and what trying one came to."""

from typing import Any

from markupsafe import Markup

from cypher.errors import BrokenFile
from cypher.format import format_day
from cypher.header import Audience
from cypher.table import Table
from dashboard.cards import footer
from dashboard.errors import DrawingFailed
from dashboard.figures import Options, figure
from dashboard.figures.lists.table import rows
from dashboard.own_reports.desk import Draft, OwnReports, Trial
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.render.report_list import own_badge, topic_title
from dashboard.texts import either, say

SHOWN = 20
"""So many rows of what a text answers are shown."""


def listed(reports: OwnReports, files: SiteFiles, lang: str) -> list[dict[str, Any]]:
    """The reports of one's own, the one changed last first, with what is wrong with those that are broken."""
    wrong = {error.id: error for error in files.catalogue.broken}
    found = []
    for one in reports.listed():
        saved = files.catalogue.saved.get(one.id)
        found.append({
            "id": one.id, "title": saved.header.title.get(lang) if saved else one.id,
            "path": one.path, "changed": f"{format_day(one.changed.date(), lang)} {one.changed:%H:%M}",
            "approval": own_badge(files.catalogue, saved, lang) if saved else None,
            "wrong": _why(wrong.get(one.id), lang) if saved is None else "",
            "link": report_link(one.id, files, lang) if saved else "",
            "on": _pages_with(one.id, files, lang),
        })  # fmt: skip
    return found


def _why(error: BrokenFile | None, lang: str) -> str:
    return either(error, lang) if error is not None else ""


def _pages_with(id: str, files: SiteFiles, lang: str) -> list[str]:
    """The titles of the pages that show a report."""
    short = id.removeprefix("reports/")
    return [
        page.title.get(lang)
        for page in files.pages.values()
        if any({id, short} & set(card.reports()) for card in page.cards())
    ]


def report_link(id: str, files: SiteFiles, lang: str) -> str:
    """Where a report is seen."""
    place = Location(files.report_page, "en" if lang == "en" else "zh", id.removeprefix("reports/"))
    return place.link(files.pages)


def models(files: SiteFiles, audience: Audience, lang: str) -> list[dict[str, Any]]:
    """The reports that one may begin from, by topic."""
    found: dict[str, list[tuple[str, str]]] = {}
    for saved in files.catalogue.of("reports"):
        if audience in saved.header.audience:
            short = saved.id.removeprefix("reports/")
            found.setdefault(short.partition("/")[0], []).append(
                (short, saved.header.title.get(lang))
            )
    return [{"title": topic_title(name, lang), "reports": of} for name, of in found.items()]


def drafted(draft: Draft, files: SiteFiles, lang: str) -> dict[str, Any]:
    """A text to be written on, with where it stands."""
    saved = files.catalogue.saved.get(draft.id) if draft.before else None
    return {
        "id": draft.id, "path": f"own/{draft.id}.cypher", "text": draft.text, "before": draft.before,
        "title": saved.header.title.get(lang) if saved else draft.id,
        "approval": own_badge(files.catalogue, saved, lang) if saved else None,
        "link": report_link(draft.id, files, lang) if saved else "",
        "on": _pages_with(draft.id, files, lang),
    }  # fmt: skip


def trial_context(trial: Trial, lang: str) -> dict[str, Any]:
    """What is wrong with a text, at which line, and what it answers; draws."""
    table = trial.table
    return {
        "faults": [
            {"line": one.line, "words": one.words.get(lang), "stops": one.stops}
            for one in trial.faults
        ],
        "stops": any(one.stops for one in trial.faults),
        "unanswered": either(trial.unanswered, lang) if trial.unanswered is not None else "",
        "answer": _answer(table, lang) if table is not None else "",
    }  # fmt: skip


def _answer(table: Table, lang: str) -> Markup:
    """The picture of an answer and its first rows."""
    if not table.rows:
        return Markup('<p class="empty">{}</p>').format(say("no_rows", lang))
    kind, drawn = table.header.view.kind, Markup("")
    if kind != "table":
        try:
            drawn = figure(table, lang, Options(most=SHOWN, span=12))
        except DrawingFailed as error:
            drawn = Markup('<p class="fault">{}</p>').format(either(error, lang))
        drawn = Markup('<div class="drawn {}">{}</div>').format(kind, drawn)
    shown = footer.rows_sentence(table, lang, min(len(table.rows), SHOWN))
    return Markup('{}<div class="scroll">{}</div><p class="muted">{}</p>').format(
        drawn, rows(table, lang, most=SHOWN), shown
    )
