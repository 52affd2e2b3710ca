"""What the page of the editions shows: each edition with its files, and those that were compared."""

import csv
from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cypher.format import format_day, format_period
from cypher.reader import Reader
from cypher.words import word, words
from dashboard.edition.compared.files import CHANGES, About
from dashboard.edition.jobs import EditionJobs
from dashboard.edition.manifest import COMPARED, Manifest
from dashboard.edition.maps.kinds import MAPS
from dashboard.texts import LANGS, say

_LINKS = (
    ("report/report.pdf", "edition_report_pdf"),
    ("report/report.docx", "edition_report_docx"),
    ("maps/maps.html", "edition_maps"),
    ("data/reports.xlsx", "edition_workbook"),
)
_FORMS = (("SVG", ".svg"), ("PNG", ".png"), ("A1", "-A1.pdf"), ("A3", "-A3.pdf"))
_COMPARED = (("map-A1.pdf", "A1"), ("map-A3.pdf", "A3"), ("map.svg", "SVG"), ("map.png", "PNG"))
_KB, _MB = 1000, 1_000_000
_LANGUAGE = {"zh": "中文", "en": "English"}


def editions_context(
    jobs: EditionJobs, lang: str, reader: Reader, may_make: bool, last: date | None
) -> dict[str, Any]:
    """What the page shows to a reader, who may make editions or only look; ``last`` is the data's last
    day, where it is known."""
    visible = jobs.visible(reader)
    return {
        "may_make": may_make,
        "audiences": [(code, label.get(lang)) for code, label in words()["audience"].items()],
        "languages": [(code, _LANGUAGE[code]) for code in LANGS],
        "editions": [_edition(one, lang) for one in visible],
        "names": [one.name for one in visible],
        "usual": _usual(last, {one.name for one in visible}, lang),
        "pairs": [_pair(jobs, one, lang) for one in jobs.compared(reader)],
    }


def _usual(last: date | None, taken: Collection[str], lang: str) -> dict[str, str]:
    """What the forms begin with: the edition of the data's last year, and that day with the same one a
    year earlier."""
    if last is None:
        return {}
    year = str(last.year)
    before = last.replace(year=last.year - 1, day=min(last.day, 28 if last.month == 2 else 31))
    words = format_day(last, lang)
    return {
        "name": "" if year in taken else year,
        "day": say("edition_day_auto", lang, day=words) if year not in taken else "",
        "first": before.isoformat(),
        "first_words": format_day(before, lang),
        "last": last.isoformat(),
        "last_words": words,
    }


def _edition(one: Manifest, lang: str) -> dict[str, Any]:
    base = f"editions/of/{quote(one.name)}"
    maps = [map for map in MAPS if f"maps/{map.id}.png" in one.files]
    return {
        "name": one.name,
        "as_of": say("as_of", lang, day=format_day(one.as_of, lang)),
        "period": format_period(one.since, one.as_of, lang),
        "audience": word("audience", one.audience, lang),
        "after": one.after.name if one.after else "",
        "gaps_closed": one.gaps_closed,
        "synthetic": one.synthetic,
        "content": one.content[:12],
        "count": len(one.files),
        "size": _size(sum(file.bytes for file in one.files.values())),
        "maps": [
            {"title": map.title.get(lang), "png": f"{base}/maps/{map.id}.png", "svg": f"{base}/maps/{map.id}.svg",
             "forms": [(form, f"{base}/maps/{map.id}{end}") for form, end in _FORMS]}
            for map in maps
        ],
        "links": [(say(key, lang), f"{base}/{path}") for path, key in _LINKS if path in one.files],
        "folders": _folders(one, base),
        "all": f"editions/zip/{quote(one.name)}",
    }  # fmt: skip


def _folders(one: Manifest, base: str) -> list[dict[str, Any]]:
    """Every file with its size, folder by folder."""
    paths = sorted(one.files, key=lambda path: (path.rpartition("/")[0], path))
    return [
        {"name": folder, "files": _listed(one, base, found)}
        for folder, found in groupby(paths, key=lambda path: path.rpartition("/")[0])
    ]


def _listed(one: Manifest, base: str, paths: Iterable[str]) -> list[tuple[str, str, str]]:
    return [
        (path.rpartition("/")[2], f"{base}/{quote(path)}", _size(one.files[path].bytes))
        for path in paths
    ]


def _pair(jobs: EditionJobs, one: About, lang: str) -> dict[str, Any]:
    base, place = f"editions/compared/{quote(one.name)}", jobs.editions.root / COMPARED / one.name
    head, *changes = _rows(place / CHANGES)
    return {
        "id": one.name,
        "before": one.before,
        "after": one.after,
        "audience": word("audience", one.audience, lang),
        "synthetic": one.synthetic,
        "png": f"{base}/map.png" if (place / "map.png").is_file() else "",
        "svg": f"{base}/map.svg",
        "links": [
            (label, f"{base}/{name}") for name, label in _COMPARED if (place / name).is_file()
        ],
        "tables": [(kind, f"{base}/changes.{kind.lower()}") for kind in ("XLSX", "CSV")],
        "head": head,
        "rows": changes,
    }


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file)) or [[]]


def _size(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(1, round(size / _KB))} KB"
