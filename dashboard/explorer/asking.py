"""The saved files of the explorer as one reader may ask them: what is not for the reader is not there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cypher.file.parse import SavedStatement
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.explorer.errors import ExplorerLimit
from graph.errors import FileError, GraphError, ReadCancelled, StatementFailed
from graph.model import NODES, node_of_id

MOST_SHOWN = 10_000
"""So many records stand in one walk."""
PLANNED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "nodes": (("ids", "facts"),),
    "around": (("ids", "others"), ("ids",)),
    "ties": (("ids", "others"), ("ids", "without")),
    "neighbours": (("id", "tie", "way", "kind"),),
    "derived": ((), ("ids",)),
}
"""The parameters with which each kind of file is asked, for the server plans each combination."""
Row = dict[str, object]
DERIVED = "derived/"
"""What the code of a relationship begins with that a file works out."""


def is_person(id: str) -> bool:
    """Whether an id is one of a rider, a child or a consent."""
    kind = node_of_id(id)
    return kind is not None and kind.about_person


def is_person_kind(label: str) -> bool:
    """Whether a kind of record is about persons."""
    return label in NODES and NODES[label].about_person


def code_of(saved: SavedStatement) -> str:
    """The code by which a derived relationship goes: the file's id within ``explore/``."""
    return saved.id.removeprefix("explore/")


@dataclass(frozen=True)
class Asker:
    """One reader's questions to the files of ``explore/``, as of one day. Raises GraphError."""

    runner: Runner
    reader: Reader
    lang: str
    as_of: date | None = None
    limited: list[str] = field(default_factory=list)
    """The ids of files whose answers were longer than their limits."""
    failed: list[GraphError] = field(default_factory=list)
    """What is wrong with files of the home's own, without which the others answer."""

    @property
    def day(self) -> date:
        """The day at whose end everything is looked at."""
        return self.as_of or self.runner.today()

    def files(self, shows: str) -> Iterator[SavedStatement]:
        """The files of one kind that are open to the reader."""
        for saved in self.runner.catalogue.of("explore"):
            said = saved.header.explore
            if said and said.shows == shows and self.reader.audience in saved.header.audience:
                yield saved

    def for_people(self, shows: str, people: bool) -> Iterator[SavedStatement]:
        """Those about persons, or those about all else."""
        return (one for one in self.files(shows) if one.header.privacy.personal == people)

    def rows(self, saved: SavedStatement, **given: object) -> list[Row]:
        """The rows of one file; none of one of the home's own that cannot be asked, which takes no
        other down."""
        try:
            return self.table(saved, **given).dicts()
        except (FileError, StatementFailed) as error:
            if saved.source != "own" or isinstance(error, ReadCancelled):
                raise
            self.failed.append(error)
            return []

    def table(self, saved: SavedStatement, **given: object) -> Table:
        """The answer of one file; the day goes with it where the file takes one."""
        if "as_of" in saved.header.parameters:
            given["as_of"] = self.day
        table = self.runner.run(saved, given, reader=self.reader)
        if table.truncated:
            self.limited.append(saved.id)
        return table


def refuse_too_many(ids: Sequence[object]) -> None:
    """Raise ExplorerLimit where more records are asked for than stand in one walk."""
    if len(ids) > MOST_SHOWN:
        raise ExplorerLimit(
            f"图上最多放 {MOST_SHOWN:,} 条记录，这里有 {len(ids):,} 条。请先隐藏一些，或分组展开。",
            f"At most {MOST_SHOWN:,} records stand in one picture; these are {len(ids):,}. "
            "Hide some first, or open them by group.",
        )
