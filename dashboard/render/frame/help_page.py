"""The page of help: the keys, the words of the pages, and what each report shows and counts."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cypher.header import Audience, Words
from cypher.library.catalogue import Catalogue
from dashboard.pages import Page
from dashboard.pages.location import Location
from dashboard.render import report_list
from dashboard.texts import Lang


@cache
def glossary() -> tuple[tuple[Words, Words], ...]:
    """Terms and what they mean, in their order."""
    text = files("dashboard.texts").joinpath("glossary.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, yaml.CSafeLoader)
    return tuple((Words(**one["term"]), Words(**one["text"])) for one in entries)


def help_context(
    catalogue: Catalogue, audience: Audience, location: Location, pages: Mapping[str, Page]
) -> dict[str, Any]:
    """The terms of the glossary, and the reports by topic with their definitions."""
    lang: Lang = location.lang
    desk = next(page.id for page in pages.values() if page.kind == "report_desk")
    topics = report_list.topics(catalogue, audience, location.at(page=desk), pages)
    for topic in topics:
        for one in topic["reports"]:
            definition = catalogue.find(f"reports/{one['id']}").header.definition
            one["definition"] = definition.get(lang) if definition else ""
    terms = [(term.get(lang), text.get(lang)) for term, text in glossary()]
    return {"terms": terms, "topics": topics}
