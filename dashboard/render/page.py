"""What the page's template needs to know, worked out from the address and the finished cards."""

import json
import secrets
from collections.abc import Mapping
from concurrent.futures import TimeoutError as NotYet
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import jinja2

from cypher.reader import Reader
from cypher.words import word
from cypher.writers import WRITERS
from dashboard.edition.page_context import told
from dashboard.errors import NoSuchRecord
from dashboard.pages import RECORD, Card
from dashboard.pages.location import Location, path_of
from dashboard.render import report_list
from dashboard.render.form import Field
from dashboard.render.record_header import Subject, subject
from dashboard.render.resolved import Place
from dashboard.render.site import Site, Visit
from dashboard.shell.assets import asset_url, modules
from dashboard.texts import LANGS, either, say
from graph.errors import GraphError

_SHELL = files("dashboard.shell")
NAMES = {"zh": ("中文", "中"), "en": ("English", "EN")}
FORMATS = ("xlsx", "docx", "csv", "json")
"""The order in which the files are offered; a writer that is not named here comes last."""

STYLES = ("page.css", "form.css", "desk.css", "pages.css", "editions.css")
SCRIPTS = {"report_desk": ("desk.js",), "editions": ("editions.js",)}
"""Kind of page to the scripts that it needs beside ``page.js``."""

DESK_WORDS = {
    "making": "making", "made": "made_file", "failed": "not_made", "counting": "counting", "asking": "waiting",
    "unreachable": "unreachable_short", "address": "address_copied", "star": "star", "unstar": "unstar",
}  # fmt: skip
"""Name in ``words.js`` to the key of its words."""


@cache
def shell() -> jinja2.Environment:
    """The page's templates. Everything is escaped unless marked safe."""
    loader = jinja2.FunctionLoader(lambda name: _SHELL.joinpath(name).read_text(encoding="utf-8"))
    made = jinja2.Environment(autoescape=True, loader=loader)
    made.globals.update(say=say, asset_url=asset_url, modules=modules)
    return made


@cache
def template() -> jinja2.Template:
    """The page's own template, compiled once."""
    return shell().get_template("page.html")


def field_html(field: Field) -> str:
    """A field of a form as the page holds it."""
    return str(shell().get_template("form.html").module.field(field))  # type: ignore[attr-defined]


def policy(nonce: str, host: str) -> str:
    """What the page may load: only from here. Panel's style sheets are inline, its modules blobs."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
        f"script-src 'self' 'nonce-{nonce}' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src blob:; "
        f"connect-src 'self' blob: ws://{host} wss://{host}"
    )


class View:
    """One page as it is answered: its place, its form, its cards."""

    def __init__(self, site: Site, here: Location, host: str, reader: Reader) -> None:
        self.site, self.host, self.reader = site, host, reader
        self.visit: Visit = site.begin(reader)
        self.place = Place(site, here, reader)
        self.here, self.page, self.saved = self.place.here, self.place.page, self.place.saved
        self.wrong: GraphError | None = self.place.wrong
        self.late = False
        self.subject = self._subject()
        self.fields = self._fields()

    def shown(self) -> list[Card]:
        """The cards of the page, in their order; a record's where there is the record."""
        return self.place.cards() if self.page.kind != "record" or self.subject else []

    def kind(self, card: Card) -> str:
        """What a card is drawn as."""
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
            "lang": lang, "here": here, "page": page, "heading": heading,
            "record": RECORD if any(one.kind == "record" for one in self.site.pages.values()) else None,
            "mark": moment.mark if moment else "", "synthetic": moment.synthetic if moment else False,
            "nonce": nonce, "policy": policy(nonce, self.host),
            "styles": STYLES, "scripts": ["page.js", *SCRIPTS.get(page.kind, ())],
            "home": path_of(next(iter(self.site.pages)), self.site.pages) + f"?lang={lang}",
            "nav": self._nav(), "langs": self._langs(),
            "form": self.fields, "declared": bool(self.place.declared), "many": len(self.place.declared) > 1, "late": self.late,
            "plain": f"?{here.at(values=self.place.beside(), table={}).query()}",
            "beside": self.place.beside(), "changed": len(here.values) > len(self.place.beside()),
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
            "editions": self._editions(),
            **self._desk(list(cards.values())),
        }  # fmt: skip

    def _editions(self) -> dict[str, Any] | None:
        """What the page of the annual editions shows."""
        desk = self.site.desk
        return (
            told(desk, self.here.lang, self.reader)
            if desk and self.page.kind == "editions"
            else None
        )

    def _subject(self) -> Subject | None:
        """The record that the address names; a sentence where there is none."""
        id = self.here.values.get("id", "")
        if self.page.kind != "record" or self.visit.moment is None:
            return None
        try:
            found = subject(self.site.runner, id, self.reader)
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

    def _fields(self) -> list[Field]:
        """The form's fields; where choices are slow to come, the page asks for them afterwards."""
        moment = self.visit.moment
        form = self.place.form(moment.today) if moment else None
        if moment is None or form is None:
            self.late = moment is None and self.visit.error is None
            return []
        asked = self.site.cards.shelf.do(lambda: form.fields(self.here.values))
        try:
            made = asked.result(timeout=self.visit.left())
        except NotYet:
            self.late = True
            return []
        except GraphError as error:
            self.wrong = error
            return []
        self.wrong = self.wrong or self.place.undeclared(moment.today)
        return made

    def _cards(self, live: Mapping[str, str]) -> list[dict[str, Any]]:
        shown, lang = self.shown(), self.here.lang
        texts = self.visit.texts(self.here, [card.id for card in shown])
        made = []
        for card in shown:
            text = texts[card.id]
            made.append(
                {
                    "id": card.id, "width": card.width, "stays": card.stays, "rolls": card.rolls,
                    "kind": card.id if self.page.kind == "report_desk" else self.kind(card),
                    "pending": text is None,
                    "text": text if text is not None else waiting(self._title(card), lang),
                    "url": self.site.cards.address(self.here, card.id, self.visit.moment),
                    "slot": "flow" if card.id in live else None,
                    "root": live.get(card.id),
                    "ways": self._ways(card.id),
                }
            )  # fmt: skip
        return made

    def _title(self, card: Card) -> str:
        """What stands over a card; on the desk the report's own title stands over all."""
        if self.page.kind == "report_desk":
            return say("how_made", self.here.lang) if card.id == "made" else ""
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

    def _nav(self) -> list[dict[str, Any]]:
        day = {k: v for k, v in self.here.values.items() if k == "as_of"}
        return [
            {
                "title": page.title.get(self.here.lang),
                "here": page.id == self.page.id,
                "keeps": page.kind == "cards",
                "link": Location(
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
        lang, saved, site = self.here.lang, self.saved, self.site
        catalogue = site.runner.catalogue
        about: dict[str, Any] = {
            "topics": report_list.topics(catalogue, self.reader.audience, self.here, site.pages),
            "broken": report_list.broken(catalogue, lang),
            "report": None, "cards": cards, "desk_words": _words(lang),
        }  # fmt: skip
        if saved is None:
            return about
        id, header = saved.id.removeprefix("reports/"), saved.header
        about["report"] = {
            "id": id, "title": header.title.get(lang), "about": header.about.get(lang),
            "topic": report_list.topic_title(id.partition("/")[0], lang), "mark": report_list.mark(catalogue, saved, lang),
            "definition": header.definition.get(lang) if header.definition else None,
            "question": header.question,
        }  # fmt: skip
        asked = self.here.at(report=None, table={}).query()
        about["files"] = [
            {"title": say(f"file_{format}", lang), "path": f"download/{id}.{format}",
             "link": f"download/{id}.{format}?{asked}"}
            for format in sorted(WRITERS, key=lambda one: (*FORMATS, one).index(one))
        ]  # fmt: skip
        return about


def _words(lang: str) -> str:
    """The words that the desk's script says, as JSON that cannot end its element."""
    return json.dumps({name: say(key, lang) for name, key in DESK_WORDS.items()}).replace(
        "<", "\\u003c"
    )


def waiting(title: str, lang: str) -> str:
    """What stands in a card until its text is there."""
    head = f"<h2>{escape(title)}</h2>" if title else ""
    return f'{head}<p class="wait muted">{escape(say("waiting", lang))}</p>'
