"""What the page of the editions shows: each edition with its files, and those that were compared."""

from typing import Any
from urllib.parse import quote

from cypher.words import words
from dashboard.edition.compared.files import FOLDER
from dashboard.edition.desk import Desk
from dashboard.edition.manifest import Manifest
from dashboard.figures.values import day
from dashboard.texts import say

_LINKS = (
    ("report/report.pdf", "edition_report_pdf"),
    ("report/report.docx", "edition_report_docx"),
    ("maps/maps.html", "edition_maps"),
    ("data/reports.xlsx", "edition_workbook"),
)
_MAPS = ("support", "reach", "money", "teams")


def told(desk: Desk, lang: str) -> dict[str, Any]:
    """What the page shows."""
    shown = desk.shown()
    return {
        "may_make": desk.may_make,
        "audiences": [(code, said.get(lang)) for code, said in words()["audience"].items()],
        "editions": [_edition(one, lang) for one in shown],
        "names": [one.name for one in shown],
        "pairs": sorted(
            place.name for place in (desk.editions.root / FOLDER).glob("[!.]*..*")
            if set(place.name.split("..")) <= {one.name for one in shown}
        ),
    }  # fmt: skip


def _edition(one: Manifest, lang: str) -> dict[str, Any]:
    base = f"editions/of/{quote(one.name)}"
    maps = [name for name in _MAPS if f"maps/{name}.png" in one.files]
    return {
        "name": one.name,
        "as_of": say("as_of", lang, day=day(one.as_of, lang)),
        "period": say("edition_from_to", lang, since=day(one.since, lang), to=day(one.as_of, lang)),
        "audience": words()["audience"][one.audience].get(lang),
        "synthetic": one.synthetic,
        "content": one.content[:12],
        "files": len(one.files),
        "size": f"{sum(file.bytes for file in one.files.values()) / 1e6:.1f} MB",
        "maps": [
            {"title": say(f"map_{name}", lang), "png": f"{base}/maps/{name}.png",
             "a1": f"{base}/maps/{name}-A1.pdf", "a3": f"{base}/maps/{name}-A3.pdf"}
            for name in maps
        ],
        "links": [(say(key, lang), f"{base}/{path}") for path, key in _LINKS if path in one.files],
        "all": f"editions/zip/{quote(one.name)}",
    }  # fmt: skip
