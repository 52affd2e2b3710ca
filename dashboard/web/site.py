"""The pages of one dashboard, put together from saved reports."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import jinja2
import panel as pn

from cypher.running import Runner
from cypher.table import Table
from dashboard.web import sankey
from dashboard.web.bridge import Bridge
from dashboard.web.desk import desk, topics
from dashboard.web.figures import facts, failed, figure
from dashboard.web.pages import Card, Page
from dashboard.web.words import html, say, shown
from graph.errors import GraphError

SLOW = 0.5
"""Seconds that the first answer waits for a card; a later one is fetched by the page."""
FLOW = "overview/support_flow"
_PAGES = (("overview", "./"), ("reports", "reports"))
Arguments = Mapping[str, list[bytes]]


def _file(name: str) -> str:
    return files("dashboard.web").joinpath(name).read_text("utf-8")


class Site:
    """Makes pages for visitors. Holds the runner, the declared pages and what is read once."""

    def __init__(self, runner: Runner, pages: dict[str, Page], lang: str = "zh") -> None:
        self.runner = runner
        self.pages = pages
        self.lang = lang
        self.template = jinja2.Template(_file("page.html"))
        self._fixed = {"css": _file("page.css"), "script": _file("page.js")}
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="card")

    def overview(self) -> Any:
        """The overview for this visitor."""
        given, lang = self._asked()
        page = self.pages["overview"]
        kept = {name: given[name] for name in page.parameters if given.get(name)}
        work = [(card, self._pool.submit(self.card, card, kept, lang)) for card in page.cards]
        cards = [self._placed(card, future, kept, lang) for card, future in work]
        title = page.title.get(lang)
        body = (
            f'<main>{self._bar(title, kept, lang)}<div class="grid">{"".join(cards)}</div></main>'
        )
        flow = self.runner.catalogue.find(FLOW)

        def live() -> Any:
            return pn.pane.HoloViews(
                sankey.live(self.runner.run(flow, kept), lang),
                sizing_mode="stretch_width",
                height=520,
            )

        return self._shell("overview", title, body, live, given, lang)

    def reports(self) -> Any:
        """The report desk for this visitor."""
        given, lang = self._asked()
        id = str(given.pop("report", "wishes/unclaimed"))
        table: Table | None = None
        try:
            saved = self.runner.catalogue.find(id)
            chosen, title = saved.id, saved.header.title.get(lang)
            main, table = desk(self.runner, saved, given, lang)
        except GraphError as error:
            chosen, title = "", say("reports", lang)
            main = f'<div class="card">{failed(error.zh, error.en, lang)}</div>'
        side = topics(self.runner, lang, chosen)
        body = f'<main class="desk"><aside>{side}</aside><div>{main}</div></main>'

        def live() -> Any:
            return _grid(table, lang) if table is not None else pn.pane.HTML("")

        return self._shell("reports", title, body, live, {"report": id, **given}, lang)

    def card(self, card: Card, given: Mapping[str, object], lang: str) -> str:
        """One finished card's inside. A query that fails gives its sentence."""
        try:
            saved = self.runner.catalogue.find(card.report)
            table = self.runner.run(saved, given)
        except GraphError as error:
            return f"<h2>{html(card.report)}</h2>{failed(error.zh, error.en, lang)}"
        key = f"{saved.id}/{saved.version}/{table.data_version}/{table.parameters}/{card}/{lang}"
        made: str = pn.state.as_cached(key, lambda: self._card(saved, table, card, lang))
        return made

    def _card(self, saved: Any, table: Table, card: Card, lang: str) -> str:
        link = html(urlencode({"report": card.report, "lang": lang}))
        head = f'<h2><a href="reports?{link}">{html(saved.header.title.get(lang))}</a></h2>'
        picture = figure(_only(table, card.columns), lang)
        if saved.header.view.kind == "sankey":
            picture = f'<div class="pic"><div class="still">{picture}</div>@LIVE@</div>'
        return head + picture + facts(table, lang, saved.statement)

    def _placed(
        self, card: Card, future: "Future[str]", given: Mapping[str, object], lang: str
    ) -> str:
        address = ""
        try:
            # the card that Panel's slot lives in must be in the first answer
            inside = future.result(None if card.report == FLOW else SLOW)
        except TooSlow:
            query = urlencode({**given, "lang": lang})
            address = f' data-src="card/{html(card.report)}?{html(query)}"'
            inside = f'<p class="empty">{html(say("loading", lang))}</p>'
        return f'<section class="card w{card.width}" data-card="{html(card.report)}"{address}>{inside}</section>'

    def _bar(self, title: str, given: Mapping[str, object], lang: str) -> str:
        day = given.get("as_of") or self.runner.graph.today()
        return (
            f'<div class="bar"><h1>{html(title)}</h1><form method=get class=form style="margin:0">'
            f"<input type=hidden name=lang value={lang}><label><span>{html(say('as_of', lang))}</span>"
            f'<input type=date name=as_of value="{html(str(day))}"></label>'
            f"<button>{html(say('show', lang))}</button></form></div>"
        )

    def _asked(self) -> tuple[dict[str, object], str]:
        arguments: Arguments = pn.state.session_args
        given: dict[str, object] = {
            name: values[-1].decode("utf-8", "replace") for name, values in arguments.items()
        }
        lang = str(given.pop("lang", self.lang))
        return given, lang if lang in ("zh", "en") else self.lang

    def _shell(
        self,
        here: str,
        title: str,
        body: str,
        live: Callable[[], Any],
        given: Mapping[str, object],
        lang: str,
    ) -> Any:
        slot, bridge = pn.Column(sizing_mode="stretch_width"), Bridge()

        def reach(_: object) -> None:
            if not slot.objects:
                slot[:] = [live()]

        bridge.param.watch(reach, "touched")
        shell = pn.Template(self.template, items={"live": slot, "bridge": bridge})
        before, mark, after = body.partition("@LIVE@")
        opened = '<div class="slot">' if mark else "<div hidden>"
        other = urlencode({**given, "lang": "en" if lang == "zh" else "zh"})
        variables = {
            "lang": lang,
            "title": html(title),
            "say": lambda key: say(key, lang),
            "pages": _PAGES,
            "here": here,
            "other": html(f"{dict(_PAGES)[here]}?{other}"),
            "synthetic": self.runner.synthetic(),
            "body_before": before + opened,
            "body_after": "</div>" + after,
            **self._fixed,
        }
        for name, value in variables.items():
            shell.add_variable(name, value)
        return shell


def _only(table: Table, columns: tuple[str, ...]) -> Table:
    """The table with the named columns alone."""
    if not columns:
        return table
    at = [table.names.index(name) for name in columns]
    return replace(table, names=columns, rows=[tuple(row[i] for i in at) for row in table.rows])


def _grid(table: Table, lang: str) -> Any:
    """The live table: sorted and paged on the server."""
    import pandas as pd

    labels = table.labels(lang)
    numeric = {at for at, name in enumerate(table.names) if table.column(name).unit}
    rows = [
        [
            value
            if at in numeric and table.column(name).unit not in ("fen", "percent")
            else shown(table.said(name, value, lang), table.column(name).unit, lang)
            for at, (name, value) in enumerate(zip(table.names, row, strict=True))
        ]
        for row in table.rows
    ]
    return pn.widgets.Tabulator(
        pd.DataFrame(rows, columns=labels),
        show_index=False,
        disabled=True,
        pagination="remote",
        page_size=20,
        layout="fit_columns",
        sizing_mode="stretch_width",
        header_filters=False,
    )
