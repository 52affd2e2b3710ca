"""The answers as files: one workbook with a cover, and CSV with a data dictionary."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from cypher.format import format_day, format_period, format_plain
from cypher.table import Table
from cypher.words import words
from cypher.writers.cells import facts, heading, rows_said
from cypher.writers.text import harmless, to_csv
from cypher.writers.workbook import to_book
from dashboard.edition.content.content import Content
from dashboard.texts import say
from graph.model import NODES, RELATIONSHIPS, Row, about_fields
from graph.model.base import About

_ENDS = {
    "start": About("起点编号", "Start id"),
    "end": About("终点编号", "End id"),
    "labels": About("标签", "Labels"),
    "location": About("位置（WGS-84 经纬度）", "Place (WGS-84 longitude and latitude)"),
    "sourceDatum": About("原坐标系", "Datum it came in"),
    "searchText": About("检索用文字", "Text to search in"),
}
_HEAD = ("file", "column", "label", "unit", "codes", "meaning")
"""The dictionary's columns, each with words of its own."""


def front(content: Content) -> list[tuple[str, str]]:
    """What the cover says of the whole edition."""
    plan, lang = content.plan, content.plan.lang
    pairs = [
        (say("edition", lang), plan.name),
        (say("edition_day", lang), format_day(plan.as_of, lang)),
        (
            say("edition_period", lang),
            format_period(plan.since, plan.as_of, lang),
        ),
        (say("edition_for", lang), words()["audience"][plan.audience].get(lang)),
        (say("rests_on", lang), kinds_text(content)),
        (say("edition_content", lang), content.hash),
    ]
    if content.synthetic:
        pairs.append((say("synthetic", lang), say("synthetic_more", lang)))
    return pairs


def kinds_text(content: Content) -> str:
    """The kinds of data that the edition rests on, in words."""
    lang, named = content.plan.lang, words()["provenance"]
    return ("、" if lang == "zh" else ", ").join(
        named[kind].get(lang) for kind in content.provenance
    )


def write_workbook(content: Content, folder: Path) -> None:
    """``data/reports.xlsx``: a cover, then a sheet a report."""
    place = folder / "data" / "reports.xlsx"
    place.parent.mkdir(parents=True, exist_ok=True)
    lang, plan = content.plan.lang, content.plan
    title = say("edition_title", lang, name=plan.name)
    place.write_bytes(to_book(title, front(content), list(content.reports.values()), lang))


def csv_name(id: str) -> str:
    """The name of a report's file below ``data/csv``."""
    return f"{id.removeprefix('reports/').replace('/', '_')}.csv"


def write_csv(content: Content, folder: Path) -> None:
    """``data/csv``: a file a report, a kind of thing and a kind of relationship, and what their columns mean."""
    place, lang = folder / "data" / "csv", content.plan.lang
    place.mkdir(parents=True, exist_ok=True)
    entries: list[tuple[str, ...]] = []
    for id, table in content.reports.items():
        name = csv_name(id)
        (place / name).write_bytes(to_csv(table, lang))
        entries += _of_report(name, table, lang)
    for name, kinds, rows in (*_nodes(content), *_relationships(content)):
        columns = list(dict.fromkeys(column for row in rows for column in row))
        (place / name).write_bytes(
            _text([columns, *([row.get(c) for c in columns] for row in rows)])
        )
        entries += _of_kinds(name, kinds, columns, lang)
    (place / "dictionary.csv").write_bytes(
        _text([[say(f"dictionary_{one}", lang) for one in _HEAD], *entries])
    )


def _nodes(content: Content) -> Iterator[tuple[str, list[type[Row]], list[dict[str, object]]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for node in content.nodes:
        row = {"id": node.id, "labels": list(node.labels), **node.properties}
        found.setdefault(node.labels[0], []).append(row)
    for label, rows in sorted(found.items()):
        yield f"thing_{label}.csv", [NODES[label]] if label in NODES else [], rows


def _relationships(
    content: Content,
) -> Iterator[tuple[str, list[type[Row]], list[dict[str, object]]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for relationship in content.relationships:
        row = {"start": relationship.start, "end": relationship.end, **relationship.properties}
        found.setdefault(relationship.type, []).append(row)
    for type, rows in sorted(found.items()):
        yield (
            f"tie_{type}.csv",
            [kind for kind in RELATIONSHIPS.values() if kind.type == type],
            rows,
        )


def _of_report(name: str, table: Table, lang: str) -> Iterator[tuple[str, ...]]:
    """What a report's file is, and each of its columns."""
    about = dict(facts(table, lang))
    meaning = [about[key] for key in list(about)[1:3]]
    yield name, "", table.title.get(lang), "", "", " ".join([*meaning, rows_said(table, lang)])
    for column in table.names:
        told_of = table.column(column)
        coded = told_of.values or words().get(told_of.words or "", {})
        codes = "; ".join(f"{code}={label.get(lang)}" for code, label in coded.items())
        yield name, column, heading(table, column, lang), told_of.unit or "", codes, ""


def _of_kinds(
    name: str, kinds: list[type[Row]], columns: Iterable[str], lang: str
) -> Iterator[tuple[str, ...]]:
    """What a kind of thing or relationship is, and each of its properties by the model."""
    first = kinds[0] if kinds else None
    zh = lang == "zh"
    title = "" if first is None else first.zh if zh else first.en
    yield name, "", title, "", "", ""
    for column in columns:
        found = [about_fields(kind)[column] for kind in kinds if column in about_fields(kind)]
        about = found[0] if found else _ENDS.get(column, About("", ""))
        yield name, column, about.zh if zh else about.en, about.unit or "", "", ""


def _text(rows: Iterable[Iterable[object]]) -> bytes:
    """CSV as Excel opens it: UTF-8 with a mark, CRLF, nothing that would be run."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([map(_cell, row) for row in rows])
    return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> str:
    text = format_plain(value)
    return text if isinstance(value, int | float) else harmless(text)
