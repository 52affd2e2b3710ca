"""Addresses beside the pages: single cards, downloads, and whether the dashboard is well."""

from typing import Any

from tornado.web import RequestHandler

from cypher.writers import MEDIA, WRITERS
from dashboard.web.site import Site
from graph.errors import GraphError


class _Handler(RequestHandler):
    def initialize(self, site: Site) -> None:
        """Take the site that this address belongs to."""
        self.site = site

    def asked(self) -> tuple[dict[str, Any], str]:
        """Parameters and language of the address."""
        given = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        lang = given.pop("lang", self.site.lang)
        return given, lang if lang in ("zh", "en") else self.site.lang

    def refuse(self, error: GraphError, lang: str) -> None:
        """Answer with the error's sentence."""
        self.set_status(400)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(error.zh if lang == "zh" else error.en)


class CardAddress(_Handler):
    """One finished card."""

    def get(self, report: str) -> None:
        """The card's HTML; the page fetches it where the first answer could not wait."""
        given, lang = self.asked()
        cards = [c for page in self.site.pages.values() for c in page.cards if c.report == report]
        if not cards:
            self.send_error(404)
            return
        self.finish(self.site.card(cards[0], given, lang).replace("@LIVE@", ""))


class Download(_Handler):
    """A report as a file."""

    def get(self, report: str, kind: str) -> None:
        """The file, named after the report and its day."""
        given, lang = self.asked()
        try:
            table = self.site.runner.run(self.site.runner.catalogue.find(report), given)
        except GraphError as error:
            self.refuse(error, lang)
            return
        name = report.replace("/", "-") + (f"-{table.as_of}" if table.as_of else "")
        self.set_header("Content-Type", MEDIA[kind])
        self.set_header("Content-Disposition", f'attachment; filename="{name}.{kind}"')
        self.finish(WRITERS[kind](table, lang))


class Health(_Handler):
    """Whether Neo4j answers."""

    def get(self) -> None:
        """``ok``, or the sentence for what is wrong with status 503."""
        try:
            self.site.runner.graph.data_version()
        except GraphError as error:
            self.set_status(503)
            self.finish(error.en)
            return
        self.finish("ok")


def patterns(site: Site) -> list[tuple[str, type[_Handler], dict[str, Site]]]:
    """The addresses for the server."""
    held = {"site": site}
    return [
        (r"/card/([\w/]+)", CardAddress, held),
        (rf"/download/([\w/]+)\.({'|'.join(WRITERS)})", Download, held),
        (r"/health", Health, held),
    ]
