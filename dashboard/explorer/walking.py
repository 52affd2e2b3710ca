"""A walk's questions: what is around, what one kind of relationship leads to, records by their ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cypher.words import word
from dashboard.explorer.asking import Asker, is_person, is_person_kind, refuse_too_many
from dashboard.explorer.grouping import ASK_ABOVE, groups_of, part_of, with_parts
from dashboard.explorer.marks.rule import holds
from dashboard.explorer.placing import Place, placed
from dashboard.explorer.records import Record, records_of
from dashboard.explorer.relationships import (
    Relationship,
    derived_of,
    label_of,
    neighbours_of,
    relationships_of,
)
from dashboard.texts import either

Answer = dict[str, object]
_Around = tuple[str, str, str, str]
"""A record, a relationship, its way, the kind at the other end."""


class _Counted(NamedTuple):
    """How many records hang on one by one kind: ever until the day, of these shown already, on the day."""

    all: int
    here: int
    holding: int


def around(asker: Asker, ids: Sequence[str], shown: Sequence[str] = ()) -> Answer:
    """How many records hang on each by kind, counted before one asks for them."""
    refuse_too_many(ids)
    found: dict[str, list[Answer]] = {id: [] for id in ids}
    for (id, *kind), some in _counted(asker, ids, set(shown) or set(ids)).items():
        numbers = {"count": some.all, "shown_here": some.here, "holding": some.holding}
        found[id].append({**_entry(asker, *kind), **numbers})
    return {"around": found, "limited": limited(asker)}


def counts_around(asker: Asker, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """The same as numbers by ``relationship|way|kind``; persons are not counted."""
    found: dict[str, dict[str, int]] = {}
    for (id, *kind), some in _counted(asker, ids, set()).items():
        if not is_person_kind(kind[2]):
            found.setdefault(id, {})["|".join(kind)] = some.all
    return found


def _counted(asker: Asker, ids: Sequence[str], here: set[str]) -> dict[_Around, _Counted]:
    """Of each record, relationship, way and kind at the other end, how many there are."""
    if not ids:
        return {}
    found: dict[_Around, _Counted] = {}
    others = {"others": sorted(here)} if here else {}
    for saved in asker.files("around"):
        for row in asker.rows(saved, ids=list(ids), **others):
            key = (str(row["id"]), str(row["tie"]), str(row["way"]), str(row["kind"]))
            found[key] = _Counted(*(int(str(row[name])) for name in ("count", "shown", "holding")))
    ends: dict[_Around, dict[str, bool]] = defaultdict(dict)
    wanted = set(ids)
    for saved in asker.files("derived"):
        for one in derived_of(asker, saved, ids):
            for id in {one.start, one.end} & wanted:
                way, other, kind = one.other(id)
                some = ends[id, one.tie, way, kind]
                some[other] = some.get(other, False) or holds(one.began, one.ended, asker.day)
    found |= {
        key: _Counted(len(some), len(some.keys() & here), sum(some.values()))
        for key, some in sorted(ends.items())
    }
    return found


def _entry(asker: Asker, tie: str, way: str, kind: str) -> Answer:
    return {
        "tie": tie,
        "way": way,
        "kind": kind,
        "label": label_of(asker, tie, kind),
        "kind_label": word("kind", kind, asker.lang),
    }


def expand(
    asker: Asker,
    id: str,
    kind_of: tuple[str, str, str],
    shown: Sequence[str],
    positions: Mapping[str, Place],
    part: tuple[str, str] | None = None,
    everything: bool = False,
) -> Answer:
    """What hangs on a record by one kind (relationship, way, kind of record).

    Where more than ``ASK_ABOVE`` would come, only their groups, unless one ``part`` (a way to group
    and its value) or ``everything`` is asked for.
    """
    found = neighbours_of(asker, id, *kind_of) if not is_hidden(asker, id) else []
    others = {one.other(id)[1] for one in found}
    if part is not None or len(others) > ASK_ABOVE:
        found = with_parts(asker, found, id)
    chosen = found if part is None else [one for one in found if part_of(one, part[0]) == part[1]]
    here = {id, *shown}
    new = sorted({one.other(id)[1] for one in chosen} - here)
    if len(new) > ASK_ABOVE and part is None and not everything:
        counts = {"all": len(others), "given": 0}
        return {"nodes": [], "ties": [], "groups": groups_of(asker, found, id), **counts}
    refuse_too_many([*here, *new])
    answer = brought(asker, new, here, positions, chosen)
    return {**answer, "groups": [], "all": len(others), "given": len(new)}


def is_hidden(asker: Asker, id: str) -> bool:
    """Whether a record is of those that the reader may not see at all."""
    return is_person(id) and not any(asker.for_people("nodes", True))


def add(
    asker: Asker,
    ids: Sequence[str],
    shown: Sequence[str] = (),
    positions: Mapping[str, Place] | None = None,
) -> Answer:
    """Records by their ids with the relationships between them and to what is shown.

    ``absent`` are those that are not there, or that the reader may not see: which of both is not
    said. Records with a position keep it. ``day`` is the one at whose end all is looked at.
    """
    refuse_too_many([*shown, *ids])
    answer = brought(asker, list(dict.fromkeys(ids)), set(shown), positions or {})
    there = {str(node["id"]) for node in answer["nodes"]}  # type: ignore[attr-defined]
    absent = [id for id in ids if id not in there]
    return {**answer, "absent": absent, "day": asker.day.isoformat()}


def brought(
    asker: Asker,
    new: Sequence[str],
    here: set[str],
    positions: Mapping[str, Place],
    known: Sequence[Relationship] = (),
) -> Answer:
    """Records that come to a picture, where they stand, and every relationship that they bring."""
    records = records_of(asker, new)
    all_here = here | records.keys()
    ties = {one.id: one for one in known if one.start in all_here and one.end in all_here}
    ties |= {one.id: one for one in relationships_of(asker, list(records), all_here)}
    return {
        "nodes": nodes_json(asker, records, list(ties.values()), positions),
        "ties": [one.as_json(asker) for one in ties.values()],
        "limited": limited(asker),
    }


def nodes_json(
    asker: Asker,
    records: Mapping[str, Record],
    ties: Sequence[Relationship],
    positions: Mapping[str, Place],
) -> list[Answer]:
    """Records with their places: those that they have, else near what they hang on."""
    edges = [(one.start, one.end) for one in ties]
    new = {id: one.label for id, one in records.items()}
    places = {**placed(new, edges, positions, new), **positions}
    return [one.as_json(asker.lang, asker.day, places[id]) for id, one in records.items()]


def limited(asker: Asker) -> list[str]:
    """Sentences on answers that were longer than their files' limits, and to staff on files of the
    home's own that cannot be asked."""
    saved = asker.runner.catalogue.saved
    lines = []
    for id in dict.fromkeys(asker.limited):
        header = saved[id].header
        rows, title = f"{header.limits.rows:,}", header.title.get(asker.lang)
        zh = f"“{title}”超过 {rows} 行，只取了前 {rows} 行，图上可能不全。"
        en = f"'{title}' has more than {rows} rows; only the first {rows} are here."
        lines.append(zh if asker.lang == "zh" else en)
    if asker.reader.audience == "staff":
        lines += dict.fromkeys(either(error, asker.lang) for error in asker.failed)
    return lines
