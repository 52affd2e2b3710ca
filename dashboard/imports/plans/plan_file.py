"""A plan as its page shows it: on disk, so that it is paged and searched in little memory."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Part = Literal[
    "change", "problem", "double", "correction", "column", "accept", "note", "blank", "differs"
]
PAGE = 30
_TABLE = (
    "CREATE TABLE item (n INTEGER PRIMARY KEY, part TEXT NOT NULL, sheet TEXT NOT NULL, "
    "action TEXT NOT NULL, ref TEXT NOT NULL, words TEXT NOT NULL, data TEXT NOT NULL)"
)
_INDEX = "CREATE INDEX item_place ON item (part, sheet, action, n)"
_INSERT = "INSERT INTO item (part, sheet, action, ref, words, data) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True)
class Item:
    """One line of a plan: to which part it belongs, its sheet, what happens, and all that is shown.

    ``ref`` is stable between two plans of one file; ``words`` is what a search looks at.
    """

    part: Part
    sheet: str
    action: str
    ref: str
    words: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class ItemPage:
    """Some items, how many there are in all, and which page this is of how many."""

    items: list[dict[str, Any]]
    total: int
    page: int
    pages: int


class PlanFile:
    """The items of one plan in a file of SQLite."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, items: Iterable[Item]) -> None:
        """Put a plan's items in place of those of the plan before it, all at once."""
        draft = self.path.with_suffix(".next")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        with closing(sqlite3.connect(draft)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute(_TABLE)
            base.executemany(_INSERT, map(_row, items))
            base.execute(_INDEX)
            base.commit()
        draft.replace(self.path)

    def add(self, items: Iterable[Item]) -> None:
        """Put more items behind those that are there."""
        with closing(sqlite3.connect(self.path)) as base, base:
            base.executemany(_INSERT, map(_row, items))

    def page(
        self, part: Part, sheet: str = "", action: str = "", q: str = "", page: int = 1
    ) -> ItemPage:
        """One page of the items of a part that fit; an empty sheet, action or search fits all."""
        where, values = "part = ?", [str(part)]
        for column, value in (("sheet", sheet), ("action", action)):
            if value:
                where, values = f"{where} AND {column} = ?", [*values, value]
        for word in q.casefold().split():
            where, values = f"{where} AND instr(words, ?)", [*values, word]
        total = next(self._read(f"SELECT count(*) FROM item WHERE {where}", values))[0]
        pages = max(1, -(-total // PAGE))
        page = min(max(1, page), pages)
        text = f"SELECT data FROM item WHERE {where} ORDER BY n LIMIT {PAGE} OFFSET {(page - 1) * PAGE}"
        items = [json.loads(data) for (data,) in self._read(text, values)]
        return ItemPage(items, total, page, pages)

    def changes_by_ref(self) -> dict[str, str]:
        """What each change does, by its reference, to be compared with a later plan's."""
        text = "SELECT ref, data FROM item WHERE part = 'change'"
        return dict(self._read(text, ()))

    def _read(self, text: str, values: Iterable[object]) -> Iterator[Any]:
        with self._opened() as base:
            yield from base.execute(text, tuple(values))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as base:
            yield base


def _row(item: Item) -> tuple[str, ...]:
    data = json.dumps(item.data, ensure_ascii=False)
    return item.part, item.sheet, item.action, item.ref, item.words.casefold(), data
