"""What the public has read already: the answers of earlier editions, and what their cells truly are."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from cypher.errors import CypherError
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.frozen_answers import PUBLISHED, as_frozen, read_frozen
from dashboard.edition.public.identity import question_key, row_keys
from dashboard.edition.public.tables_system import Statement
from graph.errors import StatementFailed


class AskedAgain:
    """Published answers asked again with every true value, each question once.

    ``fresh``: answers with every value that are there already.
    """

    def __init__(self, runner: Runner, fresh: Iterable[Table] = ()) -> None:
        self._runner = runner
        self._found: dict[Hashable, Table | None] = {question_key(one): one for one in fresh}

    def whole(self, published: Table) -> Table | None:
        """The answer as it would be now; None where its file is gone or cannot be run."""
        key = question_key(published)
        if key not in self._found:
            self._found[key] = self._ask(published)
        return self._found[key]

    def statement(self, published: Table) -> Statement | None:
        """What was published as a statement: as read where it was shown, else as it is now."""
        whole = self.whole(published)
        return None if whole is None or published.truncated else _statement(published, whole)

    def correction(self, published: Table) -> Statement | None:
        """The answer as it is now, of which only those cells may be shown that were, and changed."""
        before = self.statement(published)
        whole = self.whole(published)
        if before is None or whole is None:
            return None
        changed = {
            (at, name)
            for at, name in before.shown
            if _cell(before.table, at, name) != _cell(whole, at, name)
        }
        return Statement(whole, open=frozenset(changed))

    def _ask(self, published: Table) -> Table | None:
        saved = self._runner.catalogue.saved.get(published.id)
        if saved is None:
            return None
        given = {
            name: value
            for name, value in published.parameters.items()
            if name in saved.header.parameters
        }
        try:
            return self._runner.run_whole(saved, given)
        except (CypherError, StatementFailed):
            return None


def published_statements(
    folders: Iterable[Path], asked_again: AskedAgain
) -> dict[Hashable, Statement]:
    """Every answer that the public has read in some folders, by folder, file and id."""
    found: dict[Hashable, Statement] = {}
    for folder in folders:
        for file, tables in published_tables(folder):
            for id, table in tables.items():
                statement = asked_again.statement(table)
                if statement is not None:
                    found[folder.name, file, id] = statement
    return found


def published_tables(folder: Path) -> Iterator[tuple[str, Mapping[str, Table]]]:
    """The answers in an edition's files, by file: those of its own day, and of an earlier one."""
    for file in PUBLISHED:
        if (folder / file).is_file():
            yield file, read_frozen(folder, file)


def _statement(published: Table, whole: Table) -> Statement:
    """The rows as they are now with the counts that were published in their place."""
    renewed = replace(published, header=whole.header)
    before = dict(zip(row_keys(renewed), published.dicts(), strict=True))
    keys = row_keys(as_frozen({whole.id: whole})[whole.id])
    rows, shown = [], set()
    for at, (key, row) in enumerate(zip(keys, whole.dicts(), strict=True)):
        for name, value in before.get(key, {}).items():
            if name in row and isinstance(value, int):
                row[name] = value
                shown.add((at, name))
        rows.append(tuple(row.values()))
    return Statement(replace(whole, rows=rows), frozenset(shown), frozenset())


def _cell(table: Table, at: int, name: str) -> object:
    return table.rows[at][table.names.index(name)]
