"""Records as the explorer shows them: name, kind, group, days, a few properties, the way to their page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from cypher.format import format_day, format_value
from cypher.record_cells import record_pairs
from cypher.record_values import RecordValues
from cypher.words import word
from dashboard.explorer.asking import Asker, Row, is_person
from dashboard.pages import RECORD
from dashboard.texts import LANGS, Lang
from graph.model.town import Town
from graph.model.words import word_of

MOST_FACTS = 6
WITH_FACTS = 400
"""Where more records are asked for at once they come without properties; one by one they have them."""
_GROUPED_BY = {
    "Wish": (("Wish", "category"),),
    "ServiceStation": (("ServiceStation", "stationType"),),
    "Organization": (("OrgGroup", "code"),),
}
"""By which field's words a kind's groups are called, beside those of its own kind."""
_NOT_AMONG_FACTS = frozenset({"id", "name", "title", "alias", "textZh", "textEn", "nameEn"})


@dataclass(frozen=True)
class Record:
    """One record that may be shown."""

    id: str
    kind: str
    group: str
    state: str
    label: str
    began: date | None
    ended: date | None
    facts: tuple[tuple[str, str], ...] = ()

    def as_json(self, lang: str, day: date, place: tuple[float, float]) -> dict[str, object]:
        """What the browser gets."""
        query = urlencode({"id": self.id, "as_of": day.isoformat(), "lang": lang})
        return {
            "id": self.id,
            "kind": self.kind,
            "kind_label": word("kind", self.kind, lang),
            "group": self.group,
            "state": self.state,
            "state_label": state_label(self.kind, self.state, lang),
            "label": self.label,
            "x": round(place[0], 1),
            "y": round(place[1], 1),
            "href": f"{RECORD}?{query}",
            "began": self.began.isoformat() if self.began else None,
            "ended": self.ended.isoformat() if self.ended else None,
            "facts": [list(pair) for pair in self.facts],
        }


def state_label(kind: str, state: str, lang: str) -> str:
    """What the state of a record is called among its kind; "" where it has none."""
    return word_of(kind, "status", state, lang) if state else ""


def group_label(kind: str, group: str, lang: str, town: Town) -> str:
    """What the group of a record is called: a category, a type of station, a group; "" for none."""
    for label, field in _GROUPED_BY.get(kind, ()):
        found = word_of(label, field, group, lang, town)
        if found != group:
            return found
    return word_of(kind, "kind", group, lang, town) if group else ""


def records_of(asker: Asker, ids: Sequence[str]) -> dict[str, Record]:
    """Those of some records that are there and that the reader may see, in the order asked for."""
    wanted = list(dict.fromkeys(ids))
    rows = _rows(asker, wanted, len(wanted) <= WITH_FACTS)
    return {id: _record(asker, rows[id]) for id in wanted if id in rows}


def labels_of(asker: Asker, ids: Sequence[str]) -> dict[Lang, dict[str, str]]:
    """What those of some records are called that the reader may see, in each language, asked once."""
    rows = _rows(asker, list(dict.fromkeys(ids)), False)
    return {lang: {id: _label(row, lang) for id, row in rows.items()} for lang in LANGS}


def _rows(asker: Asker, ids: Sequence[str], facts: bool) -> dict[str, Row]:
    """The answers about some records, by id."""
    found: dict[str, Row] = {}
    for people in (False, True):
        some = [id for id in ids if is_person(id) is people]
        if some:
            for saved in asker.for_people("nodes", people):
                rows = asker.rows(saved, ids=some, facts=facts)
                found |= {str(row["id"]): row for row in rows}
    return found


def _record(asker: Asker, row: Row) -> Record:
    id, kind, label = str(row["id"]), str(row["kind"]), _label(row, asker.lang)
    facts = tuple(_facts(asker, kind, row["facts"]))[:MOST_FACTS]
    group, state = str(row["group"]), str(row["state"])
    return Record(id, kind, group, state, label, _day(row["began"]), _day(row["ended"]), facts)


def _label(row: Row, lang: str) -> str:
    id, kind, began = str(row["id"]), str(row["kind"]), _day(row["began"])
    name = str(row["name"])
    if name != id:
        return name
    what = _amount(row.get("amount"), lang) or word("kind", kind, lang)
    return f"{what} {format_day(began, lang) if began else id}"


def _amount(fen: object, lang: str) -> str:
    """Money in yuan, without fen where there are none."""
    return format_value(fen, lang, "fen").removesuffix(".00") if isinstance(fen, int) else ""


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _facts(asker: Asker, kind: str, values: object) -> Iterator[tuple[str, str]]:
    if not isinstance(values, RecordValues | Mapping):
        return
    town = asker.runner.catalogue.town
    kept = {name: value for name, value in values.items() if value is not None}
    for name, label, text in record_pairs(kind, kept, town, asker.lang):
        if name not in _NOT_AMONG_FACTS:
            yield label, text
