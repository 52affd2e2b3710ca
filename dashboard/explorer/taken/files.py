"""What is shown, as files to take away: CSV and XLSX for people, GraphML for graph programs."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

from cypher.format import format_day
from cypher.header import Column, Header, Words
from cypher.table import Table
from cypher.words import word
from cypher.writers import to_file
from cypher.writers.cells import printable
from cypher.writers.workbook import to_book
from dashboard.explorer.asked import TakeAsked
from dashboard.explorer.asking import Asker, refuse_too_many
from dashboard.explorer.marks.files import Marks
from dashboard.explorer.marks.rule import Markable, holds, marks_of
from dashboard.explorer.placing import Place
from dashboard.explorer.records import Record, records_of
from dashboard.explorer.relationships import Relationship, label_of, relationships_of
from dashboard.texts import say

FORMATS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/graphml+xml; charset=utf-8",
}
"""Format to media type."""
_TIE_COLUMNS = (
    "from_id", "from_name", "from_kind", "relationship", "to_id", "to_name", "to_kind",
    "began", "ended", "count",
)  # fmt: skip
_RECORD_COLUMNS = ("id", "name", "kind", "began", "ended")
_MARK = "mark"
_STOPS = (": ", "：")
_Marked = Mapping[str, str]
"""What a record is marked as, by its id."""


def taken(asker: Asker, given: TakeAsked, marks: Marks, format: str) -> bytes:
    """Records by their ids and the relationships among them, or those of these that are named; where
    rules are given, how they mark each record.

    What the reader may not see is not in it. Raises GraphError.
    """
    refuse_too_many(given.ids)
    records = records_of(asker, given.ids)
    found = relationships_of(asker, list(records), records.keys())
    wanted = set(given.ties)
    kept = sorted((one for one in found if not wanted or one.id in wanted), key=lambda one: one.id)
    marked = _marked(asker, given, marks, records, kept)
    if format == "graphml":
        return _graphml(asker, records, kept, given.positions, marked)
    relationships = _relationship_table(asker, records, kept, marked)
    if format == "csv":
        return to_file(relationships, asker.lang, "csv")
    title = say("explored_file", asker.lang, day=format_day(asker.day, asker.lang))
    front = [(say("explored_file_day", asker.lang), format_day(asker.day, asker.lang))]
    return to_book(title, front, [relationships, _record_table(asker, records, marked)], asker.lang)


def _marked(
    asker: Asker, given: TakeAsked, marks: Marks, records: Mapping[str, Record],
    ties: Sequence[Relationship],
) -> _Marked | None:  # fmt: skip
    """What each record is marked as; None where there are no rules."""
    if not given.rules:
        return None
    day = given.day or asker.day
    ends = [(one.start, one.end) for one in ties if holds(one.began, one.ended, day)]
    some = [Markable.of(id, one) for id, one in records.items()]
    found = marks_of(some, ends, given.rules, day)
    return {
        id: f"{say(f'explorer_look_{rule.look}', asker.lang)}{_STOPS[asker.lang == 'zh']}"
        f"{marks.label(rule, asker.lang)}"
        for id, rule in found.items()
    }


def _words(key: str) -> Words:
    return Words(zh=say(key, "zh"), en=say(key, "en"))


def _table(asker: Asker, id: str, columns: Sequence[str], rows: list[tuple[object, ...]]) -> Table:
    header = Header(
        title=_words(f"explored_{id}"),
        about=_words(f"explored_{id}_about"),
        columns={name: Column(label=_words(f"explored_col_{name}")) for name in columns},
    )
    kinds = ("synthetic",) if asker.runner.synthetic() else ("entered",)
    return Table(
        id=f"explore/{id}", version="1", header=header, names=tuple(columns), rows=rows,
        truncated=False, parameters={"as_of": asker.day}, provenance=kinds,
        data_version=asker.runner.graph.data_version(), elapsed_ms=0.0,
    )  # fmt: skip


def _relationship_table(
    asker: Asker, records: Mapping[str, Record], ties: Sequence[Relationship],
    marked: _Marked | None,
) -> Table:  # fmt: skip
    """One row a relationship, and one for each record that has none, with its name alone."""
    rows: list[tuple[object, ...]] = []
    for one in ties:
        start, end = records[one.start], records[one.end]
        rows.append(
            (
                one.start, start.label, _kind(asker, start), label_of(asker, one.tie, one.start_kind, one.end_kind),
                one.end, end.label, _kind(asker, end), one.began, one.ended, one.count,
                *_cells(marked, one.start, one.end),
            )
        )  # fmt: skip
    related = {id for one in ties for id in (one.start, one.end)}
    empty = (None,) * (len(_TIE_COLUMNS) - 3)
    rows += [
        (id, one.label, _kind(asker, one), *empty, *_cells(marked, id, ""))
        for id, one in records.items()
        if id not in related
    ]
    more = () if marked is None else ("from_mark", "to_mark")
    return _table(asker, "relationships", (*_TIE_COLUMNS, *more), rows)


def _record_table(asker: Asker, records: Mapping[str, Record], marked: _Marked | None) -> Table:
    rows: list[tuple[object, ...]] = [
        (one.id, one.label, _kind(asker, one), one.began, one.ended, *_cells(marked, one.id))
        for one in records.values()
    ]
    more = () if marked is None else (_MARK,)
    return _table(asker, "records", (*_RECORD_COLUMNS, *more), rows)


def _cells(marked: _Marked | None, *ids: str) -> tuple[str | None, ...]:
    """How records are marked, as cells of a row."""
    return () if marked is None else tuple(marked.get(id) for id in ids)


def _kind(asker: Asker, record: Record) -> str:
    return word("kind", record.kind, asker.lang)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _graphml(
    asker: Asker,
    records: Mapping[str, Record],
    ties: Sequence[Relationship],
    positions: Mapping[str, Place],
    marked: _Marked | None,
) -> bytes:
    """GraphML with attributes by name; y grows upwards, as graph programs have it."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for id, one in sorted(records.items()):
        x, y = positions.get(id, (0.0, 0.0))
        about: dict[str, str | float] = {
            "label": printable(one.label), "kind": one.kind, "kind_label": _kind(asker, one),
            "group": one.group, "began": _iso(one.began), "ended": _iso(one.ended),
            "x": round(x, 1), "y": round(-y, 1),
        }  # fmt: skip
        if marked is not None:
            about[_MARK] = printable(marked.get(id, ""))
        graph.add_node(id, **about)
    for tie in ties:
        of_tie: dict[str, str | float] = {
            "kind": tie.tie, "label": printable(label_of(asker, tie.tie, tie.start_kind, tie.end_kind)),
            "began": _iso(tie.began), "ended": _iso(tie.ended),
            "count": tie.count if tie.count is not None else 1, "weight": tie.weight,
        }  # fmt: skip
        graph.add_edge(tie.start, tie.end, key=tie.id, **of_tie)
    out = io.BytesIO()
    networkx.write_graphml(graph, out, named_key_ids=True, encoding="utf-8", prettyprint=True)
    return out.getvalue()
