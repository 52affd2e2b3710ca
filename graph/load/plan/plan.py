"""The plan of a load: everything that it would write, and what has to be answered before."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from graph.load.plan.describing import Headers, described
from graph.load.plan.model import Change, Choices, Double, Need
from graph.load.record import Action, RecordChange
from graph.load.table.problems import RowProblem


@dataclass
class Plan:
    """What a load would do to the graph as it was at ``data_version``.

    ``records`` is what is written, in the order of the file; ``unchanged`` counts by sheet what the
    file states as it is; ``missing`` lists what the file lacks and what cannot end; ``blanks`` what
    blank cells keep (``after`` is as ``before``) or clear.
    """

    file: str
    sha256: str
    data_version: str
    sheets: list[str] = field(default_factory=list)
    """The titles of the file's sheets in their order, which is the order of all that is listed."""
    rows: int = 0
    """How many rows the file has."""
    by_kind: dict[str, int] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    records: list[RecordChange] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)
    missing: list[Change] = field(default_factory=list)
    blanks: list[Change] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """What people call the nodes that the plan speaks of, by id."""
    headers: Headers = field(default_factory=dict)
    """The column of each field, by sheet and kind."""

    @cached_property
    def touched(self) -> set[tuple[object, ...]]:
        """The identities of the records that are written."""
        return {record.identity for record in self.records}

    def add(self, record: RecordChange) -> None:
        """Write one more record."""
        self.records.append(record)
        self.touched.add(record.identity)

    @cached_property
    def changes(self) -> list[Change]:
        """Every change for a person to read; what is unchanged is only counted."""
        return [
            described(record, self.names, self.headers) for record in self.records
        ] + self.missing

    def counts(self) -> dict[str, Counter[Action]]:
        """How many of each action, by sheet."""
        counted: defaultdict[str, Counter[Action]] = defaultdict(Counter)
        for record in self.records:
            counted[record.sheet][record.action] += 1
        for change in self.missing:
            counted[change.sheet][change.action] += 1
        for sheet, unchanged in self.unchanged.items():
            counted[sheet]["unchanged"] += unchanged
        return {sheet: counted[sheet] for sheet in sorted(counted, key=self.position)}

    def position(self, sheet: str) -> int:
        """Where a sheet stands in the file, counted from 0; behind all others where it is not there."""
        return self.sheets.index(sheet) if sheet in self.sheets else len(self.sheets)
