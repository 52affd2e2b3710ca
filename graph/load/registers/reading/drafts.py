"""The rows of the model that a file's registers become, each once, from whichever rows speak of it."""

from collections import defaultdict
from dataclasses import dataclass, field

from graph.load.registers.notation import written
from graph.load.registers.records import Values
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.problems import Place, RowProblem, excerpt
from graph.load.table.reading import Table
from graph.model import Relationship
from graph.model.town import NO_TOWN, Town
from graph.model.words import is_coded, word_of

Key = tuple[str, ...]


@dataclass
class Draft:
    """One row of the model to be: its values, which of them the file speaks of, and from where.

    ``headers`` has the header of each field that the sheet speaks of; a value of another field
    holds for a new record only.
    """

    kind: str
    place: Place
    values: Values
    headers: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


class Drafts:
    """All drafts of a load, by what makes each the same node or relationship."""

    def __init__(self, town: Town = NO_TOWN) -> None:
        self._town = town
        self._drafts: dict[Key, Draft] = {}
        self._of_kind: defaultdict[str, list[Draft]] = defaultdict(list)
        self.problems: list[RowProblem] = []

    def add(self, kind: str, place: Place, values: Values, headers: dict[str, str]) -> Draft:
        """Take a row; what an earlier row says of the same record must agree, or be blank."""
        key = _key(kind, values)
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = Draft(kind, place, {})
            self._of_kind[kind].append(draft)
        for name, header in headers.items():
            draft.headers.setdefault(name, header)
        for name, value in values.items():
            if value is None:
                continue
            before = draft.values.setdefault(name, value)
            if before != value and name in headers:
                first = f"{draft.place.sheet} · {draft.rows.get(name, draft.place.row)}"
                both = (self._shown(kind, name, one) for one in (before, value))
                self.problems.append(_conflict(place, headers[name], first, *both))
            draft.rows.setdefault(name, place.row)
        return draft

    def _shown(self, kind: str, name: str, value: object) -> str:
        """A value as people write it: the word of a code, the day of a date."""
        if is_coded(kind, name, self._town) and isinstance(value, str | int):
            return word_of(kind, name, value, "zh", self._town)
        return excerpt(written(value))

    def of(self, kind: str) -> list[Draft]:
        """The drafts of one kind."""
        return self._of_kind[kind]

    def tables(self) -> list[Table]:
        """Tables of drafts of one kind, one sheet and the same headers, in the order of the file."""
        tables: dict[tuple[object, ...], Table] = {}
        for draft in self._drafts.values():
            place, headers = draft.place, draft.headers
            key = (draft.kind, place.file, place.sheet, tuple(sorted(headers.items())))
            if key not in tables:
                tables[key] = Table(draft.kind, place.file, place.sheet, headers)
            tables[key].rows.append((place.row, draft.values))
        return list(tables.values())


def _key(kind: str, values: Values) -> Key:
    model = KINDS[kind]
    if not issubclass(model, Relationship):
        return kind, str(values["id"])
    keys = (str(values.get(name)) for name in model.keys if name in fields_of(model))
    return kind, str(values["start"]), str(values["end"]), *keys


def _conflict(place: Place, header: str, first: str, before: str, value: str) -> RowProblem:
    return RowProblem(
        place,
        header,
        (
            f"“{value}”与同一条的“{before}”（{first}）不一致",
            f"{value!r} differs from {before!r} of the same record ({first})",
        ),
        (
            "两处相同，或这一格留空；若不是同一条，请另写编号",
            "the same, or blank; another id if it is another",
        ),
    )
