"""What the page's template needs to know, worked out from the address and the finished cards."""

import secrets
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from cypher.errors import UnknownReport
from cypher.header import Parameter
from cypher.parsing import Saved
from cypher.words import word
from cypher.writers import WRITERS
from dashboard.addresses import Here, path_of
from dashboard.errors import NoSuchRecord
from dashboard.forms import Field, fields
from dashboard.pages import Card
from dashboard.site import Site, Visit
from dashboard.subject import Subject, subject
from dashboard.texts import LANGS, either, say
from graph.errors import GraphError

_SHELL = files("dashboard.shell")
NAMES = {"zh": ("中文", "中"), "en": ("English", "EN")}
TOPICS = ("wishes", "support", "reach", "service", "people", "money", "lists", "sources")


@cache
def template() -> jinja2.Template:
    """The page's template, compiled once. Everything is escaped unless marked safe."""
    loader = jinja2.FunctionLoader(lambda name: _SHELL.joinpath(name).read_text(encoding="utf-8"))
    return jinja2.Environment(autoescape=True, loader=loader).get_template("page.html")


@cache
def _file(name: str) -> str:
    return _SHELL.joinpath(name).read_text(encoding="utf-8")


def policy(nonce: str, host: str) -> str:
    """What the page may load: only from here. Panel's style sheets are inline, its modules blobs."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
        f"script-src 'self' 'nonce-{nonce}' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src blob:; "
        f"connect-src 'self' blob: ws://{host} wss://{host}"
    )


class View:
    """One page as it is answered: its place, its report, its form, its cards."""

    def __init__(self, site: Site, here: Here, host: str) -> None:
        self.site, self.host = site, host
        self.page = site.pages[here.page]
        self.visit: Visit = site.begin()
        self.saved: Saved | None = None
        self.wrong: GraphError | None = None
        if self.page.kind == "report_desk" and here.report:
            try:
                self.saved = self._report(here.report)
                here = here.at(report=self.saved.id.removeprefix("reports/"))
            except UnknownReport as error:
                self.wrong, here = error, here.at(report=None)
        else:
            here = here.at(report=None)
        self.here = here
        if self.page.broken is not None:
            self.wrong = GraphError(self.page.broken.zh, self.page.broken.en)
        self.subject = self._subject()
        self.fields = self._fields()

    def shown(self) -> list[Card]:
        """The cards of the page, in their order."""
        if self.page.kind != "report_desk":
            return self._open() if self.page.kind == "cards" or self.subject else []
        if self.saved is None:
            return []
        ids = ["figure", "rows", "made"]
        if self.saved.header.view.kind == "table":
            ids.remove("figure")
        return [self.site.cards.card(self.here, id) for id in ids]

    def kind(self, card: Card) -> str:
        """What a card is drawn as."""
        if card.attention:
            return "attention"
        header = self.site.runner.catalogue.find(card.report).header
        return card.view or header.view.kind

    def context(self, live: Mapping[str, str]) -> dict[str, Any]:
        """Everything the template names. ``live`` says which card has a slot of which root."""
        here, lang, page = self.here, self.here.lang, self.page
        cards = {one["id"]: one for one in self._cards(live)}
        nonce = secrets.token_urlsafe(12)
        moment = self.visit.moment
        heading = self.saved.header.title.get(lang) if self.saved else page.title.get(lang)
        heading = self.subject.name if self.subject else heading
        return {
            "say": say, "lang": lang, "here": here, "page": page, "heading": heading,
            "mark": moment.mark if moment else "", "synthetic": moment.synthetic if moment else False,
            "nonce": nonce, "policy": policy(nonce, self.host),
            "css": _file("page.css"), "js": _file("page.js") + _file("scene.js"),
            "home": path_of(next(iter(self.site.pages)), self.site.pages) + f"?lang={lang}",
            "nav": self._nav(), "langs": self._langs(), "form": self.fields,
            "carried": self._carried(),
            "subject": self.subject, "subject_kind": self._subject_kind(), "q": here.values.get("q", ""),
            "wrong": either(self.wrong, lang) if self.wrong else None,
            "rows": [
                {
                    "title": row.title.get(lang) if row.title else None,
                    "numbers": all(
                        cards[card.id]["kind"] == "number" for card in row.cards if card.id in cards
                    ),
                    "cards": [cards[card.id] for card in row.cards if card.id in cards],
                }
                for row in page.rows
                if any(card.id in cards for card in row.cards)
            ],
            **self._desk(list(cards.values())),
        }  # fmt: skip

    def _open(self) -> list[Card]:
        """The page's cards, each in the way that the address names, that are open to the audience."""
        find = self.site.runner.catalogue.find
        who, here = self.site.audience, self.here
        seen = [card.seen(here.values.get(card.switch)) for card in self.page.cards()]
        return [
            card for card in seen if all(who in find(id).header.audience for id in card.reports())
        ]

    def _subject(self) -> Subject | None:
        """The record that the address names; a sentence where there is none."""
        id = self.here.values.get("id", "")
        if self.page.kind != "record" or self.visit.moment is None:
            return None
        try:
            found = subject(self.site.runner, id, self.site.audience)
        except GraphError as error:
            self.wrong = error
            return None
        if found is None:
            self.wrong = NoSuchRecord(
                f"没有编号为“{id}”的记录。可在页首按名称、编号或拼音查找。",
                f"There is no record {id!r}. Search by name, id or pinyin at the head of the page.",
            )
        return found

    def _subject_kind(self) -> str:
        return word("kind", self.subject.label, self.here.lang) if self.subject else ""

    def _report(self, id: str) -> Saved:
        saved = self.site.runner.catalogue.find(id)
        if saved.kind != "reports":
            raise UnknownReport(f"没有名为 {id} 的报表。", f"There is no report {id}.")
        return saved

    def _declared(self) -> dict[str, Parameter]:
        """The parameters of the form: the report's on the desk, else the page's."""
        if self.page.kind == "report_desk":
            return dict(self.saved.header.parameters) if self.saved else {}
        return self.page.declared(self.site.runner.catalogue)

    def _fields(self) -> list[Field]:
        moment = self.visit.moment
        wanted = self._declared()
        if not wanted or moment is None:
            return []
        try:
            return fields(
                self.site.runner, wanted, self.here.values, self.here.lang, moment.today,
                self.site.audience,
            )  # fmt: skip
        except GraphError as error:
            self.wrong = error
            return []

    def _cards(self, live: Mapping[str, str]) -> list[dict[str, Any]]:
        shown, lang = self.shown(), self.here.lang
        texts = self.visit.texts(self.here, [card.id for card in shown])
        made = []
        for card in shown:
            text = texts[card.id]
            made.append(
                {
                    "id": card.id, "width": card.width, "stays": card.stays,
                    "kind": card.id if self.page.kind == "report_desk" else self.kind(card),
                    "pending": text is None,
                    "text": text if text is not None else waiting(self._title(card), lang),
                    "url": self.site.cards.address(self.here, card.id, self.visit.moment),
                    "slot": ("rows" if card.id == "rows" else "flow") if card.id in live else None,
                    "root": live.get(card.id),
                    "ways": self._ways(card.id),
                }
            )  # fmt: skip
        return made

    def _title(self, card: Card) -> str:
        if card.title is None and card.attention:
            return say("attention", self.here.lang)
        title = card.title or self.site.runner.catalogue.find(card.report).header.title
        return title.get(self.here.lang)

    def _ways(self, id: str) -> list[dict[str, Any]]:
        """The switch between the ways of a card; the first one needs no word in the address."""
        card = self.page.card(id)
        if card is None:
            return []
        first, here = card.way(None), self.here
        seen = card.way(here.values.get(card.switch))
        made = []
        for way in card.ways:
            value = "" if way is first else way.id
            values = {k: v for k, v in here.values.items() if k != card.switch}
            values |= {card.switch: value} if value else {}
            made.append(
                {"name": way.name.get(here.lang), "set": f"{card.switch}={value}",
                 "here": way is seen, "link": f"?{here.at(values=values).query()}"}
            )  # fmt: skip
        return made

    def _carried(self) -> dict[str, str]:
        """What the address says beside the form's blanks."""
        blanks = {field.name for field in self.fields}
        return {k: v for k, v in self.here.values.items() if k not in blanks}

    def _nav(self) -> list[dict[str, Any]]:
        day = {k: v for k, v in self.here.values.items() if k == "as_of"}
        return [
            {
                "title": page.title.get(self.here.lang),
                "here": page.id == self.page.id,
                "keeps": page.kind == "cards",
                "link": Here(
                    page.id, self.here.lang, None, day if page.kind == "cards" else {}
                ).link(self.site.pages),
            }
            for page in self.site.pages.values()
            if page.menu and page.kind != "record"
        ]

    def _langs(self) -> list[dict[str, Any]]:
        return [
            {"lang": one, "title": NAMES[one][0], "short": NAMES[one][1], "here": one == self.here.lang,
             "link": f"?{self.here.at(lang=one).query()}"}
            for one in LANGS
        ]  # fmt: skip

    def _desk(self, cards: list[dict[str, Any]]) -> dict[str, Any]:
        """What only the report desk shows: the list, the chosen report, its files."""
        if self.page.kind != "report_desk":
            return {}
        lang, saved = self.here.lang, self.saved
        about: dict[str, Any] = {"topics": topics(self), "report": None, "cards": cards}
        if saved is not None:
            id = saved.id.removeprefix("reports/")
            asked = self.here.at(report=None).query()
            about["report"] = {
                "title": saved.header.title.get(lang), "about": saved.header.about.get(lang),
                "topic": topic_title(id, lang),
            }  # fmt: skip
            about["files"] = [
                {"title": say(f"file_{format}", lang), "path": f"download/{id}.{format}",
                 "link": f"download/{id}.{format}?{asked}"}
                for format in ("xlsx", *sorted(set(WRITERS) - {"xlsx"}))
            ]  # fmt: skip
        return about


def topics(view: View) -> list[dict[str, Any]]:
    """The reports by the folder they lie in, with links that keep the language."""
    lang = view.here.lang
    found: dict[str, list[dict[str, Any]]] = {topic_title(one, lang): [] for one in TOPICS}
    for saved in view.site.runner.catalogue.of("reports"):
        header, id = saved.header, saved.id.removeprefix("reports/")
        if view.site.audience not in header.audience:
            continue
        words = (header.title.zh, header.title.en, header.about.zh, header.about.en, id)
        found.setdefault(topic_title(id, lang), []).append(
            {
                "title": header.title.get(lang),
                "about": header.about.get(lang),
                "text": " ".join(words),
                "here": view.here.report == id,
                "link": Here(view.page.id, lang, id).link(view.site.pages),
            }
        )
    return [{"title": title, "reports": reports} for title, reports in found.items() if reports]


def topic_title(id: str, lang: str) -> str:
    """The words for a report's folder; a folder of the user's own goes by its name."""
    folder = id.partition("/")[0]
    try:
        return say(f"topic_{folder}", lang)
    except KeyError:
        return folder


def waiting(title: str, lang: str) -> str:
    """What stands in a card until its text is there."""
    from html import escape

    return f'<h2>{escape(title)}</h2><p class="wait muted">{escape(say("waiting", lang))}</p>'
