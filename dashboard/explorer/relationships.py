"""Relationships as the explorer shows them: those that the graph holds, and those worked out from them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cypher.file.parse import SavedStatement
from cypher.words import words
from dashboard.explorer.asking import DERIVED, Asker, Row, code_of, is_person, is_person_kind
from graph.model import RELATIONSHIPS

_ENDS = ("tie", "from_id", "from_kind", "to_id", "to_kind", "began", "ended", "count", "weight")


@dataclass(frozen=True)
class Relationship:
    """One relationship; ``tie`` is its type, or ``derived/…`` and the file that works it out.

    ``count`` is how much stands behind a derived one and ``weight`` how strong it is; ``more`` holds
    what else its file says, for a sentence.
    """

    tie: str
    start: str
    start_kind: str
    end: str
    end_kind: str
    began: date | None
    ended: date | None
    count: int | None = None
    weight: float = 1.0
    more: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)

    @property
    def id(self) -> str:
        """What names it: type, both ends, and its first day where it has days."""
        return "|".join((self.tie, self.start, self.end, *self._day()))

    def _day(self) -> tuple[str, ...]:
        dated = self.began is not None and not self.tie.startswith(DERIVED)
        return (self.began.isoformat(),) if dated and self.began else ()

    def other(self, id: str) -> tuple[str, str, str]:
        """The way as one end has it (out, in), and id and kind of the other end."""
        if self.start == id:
            return "out", self.end, self.end_kind
        return "in", self.start, self.start_kind

    def as_json(self, asker: Asker) -> dict[str, object]:
        """What the browser gets."""
        return {
            "id": self.id,
            "kind": self.tie,
            "label": label_of(asker, self.tie, self.start_kind, self.end_kind),
            "from": self.start,
            "to": self.end,
            "began": self.began.isoformat() if self.began else None,
            "ended": self.ended.isoformat() if self.ended else None,
            "count": self.count,
            "weight": round(self.weight, 3),
        }


def label_of(asker: Asker, tie: str, *kinds: str) -> str:
    """What a kind of relationship is called, between records of these kinds where they are given."""
    if tie.startswith(DERIVED):
        saved = asker.runner.catalogue.saved.get(f"explore/{tie}")
        said = saved.header.explore if saved else None
        return said.label.get(asker.lang) if said and said.label else tie
    meant = [
        one
        for one in RELATIONSHIPS.values()
        if one.type == tie and kinds and set(kinds) <= {*one.starts, *one.ends}
    ]
    if len(meant) == 1:
        return meant[0].zh if asker.lang == "zh" else meant[0].en
    found = words()["tie"].get(tie)
    return found.get(asker.lang) if found else tie


def relationships_of(
    asker: Asker,
    ids: Sequence[str],
    among: Collection[str] | None = None,
    without: Sequence[str] = (),
    *,
    people: bool | None = None,
) -> list[Relationship]:
    """Those of some records; ``among``: only where the other end is one of these; ``without`` some
    types. ``people``: whether those with persons too, else where one of the records is a person.
    """
    if not ids or (among is not None and not among):
        return []
    others = {} if among is None else {"others": sorted(among)}
    left_out = {"without": list(without)} if without else {}
    if people is None:
        people = any(map(is_person, (*ids, *(among or ()))))
    found: dict[str, Relationship] = {}
    for saved in asker.files("ties"):
        if saved.header.privacy.personal and not people:
            continue  # nobody reads anything about persons
        for row in asker.rows(saved, ids=list(ids), **others, **left_out):
            one = _of_row(row, str(row["tie"]))
            found[one.id] = one
    for saved in asker.files("derived"):
        for one in derived_of(asker, saved, ids):
            ends = {one.start, one.end}
            if among is None or ends <= {*among, *ids}:
                found[one.id] = one
    return list(found.values())


def derived_of(
    asker: Asker, saved: SavedStatement, ids: Sequence[str] | None
) -> Iterator[Relationship]:
    """The relationships that one file works out, of some records or of all."""
    given = {} if ids is None else {"ids": list(ids)}
    return (_of_row(row, code_of(saved)) for row in asker.rows(saved, **given))


def _of_row(row: Row, tie: str) -> Relationship:
    began, ended, count, weight = row["began"], row["ended"], row.get("count"), row.get("weight")
    return Relationship(
        tie=tie,
        start=str(row["from_id"]),
        start_kind=str(row["from_kind"]),
        end=str(row["to_id"]),
        end_kind=str(row["to_kind"]),
        began=began if isinstance(began, date) else None,
        ended=ended if isinstance(ended, date) else None,
        count=count if isinstance(count, int) else None,
        weight=float(weight) if isinstance(weight, int | float) else 1.0,
        more={name: value for name, value in row.items() if name not in _ENDS},
    )


def neighbours_of(asker: Asker, id: str, tie: str, way: str, kind: str) -> list[Relationship]:
    """What hangs on one record by one kind of relationship, one way, one kind of record."""
    found: Iterable[Relationship] = ()
    if tie.startswith(DERIVED):
        [*files] = (one for one in asker.files("derived") if code_of(one) == tie)
        found = (one for saved in files for one in derived_of(asker, saved, [id]))
    elif is_person(id) or is_person_kind(kind):
        files = list(asker.for_people("ties", True))
        found = (_of_row(row, str(row["tie"])) for f in files for row in asker.rows(f, ids=[id]))
    else:
        files = list(asker.files("neighbours"))
        given = {"id": id, "tie": tie, "way": way, "kind": kind}
        found = (_of_row(row, str(row["tie"])) for f in files for row in asker.rows(f, **given))
    return [one for one in found if one.tie == tie and _hangs(one, id, way, kind)]


def _hangs(one: Relationship, id: str, way: str, kind: str) -> bool:
    here, _, of_kind = one.other(id)
    return (here == way or one.start == one.end) and of_kind == kind and id in (one.start, one.end)
