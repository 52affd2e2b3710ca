"""What an earlier edition would say today of its own day: differences are corrections, told as such."""

from collections.abc import Mapping
from dataclasses import dataclass

from cypher.format import format_cell
from cypher.header import Words
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.frozen_answers import as_frozen, read_frozen
from dashboard.edition.content.order import Plan
from dashboard.texts import say

_LISTED = 4
_OF_EDITIONS = "reports/edition/"

Row = Mapping[str, object]


@dataclass(frozen=True)
class Changed:
    """One row that is not the same: what it is of, and its values before and after (None: no row)."""

    key: tuple[object, ...]
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Correction:
    """One report of the earlier edition that says otherwise now; without rows its definition changed."""

    table: Table
    changed: tuple[Changed, ...]

    @property
    def title(self) -> Words:
        """The report's title."""
        return self.table.title

    def said(self, lang: str) -> str:
        """What is corrected, in words; a few rows, and how many more."""
        if not self.changed:
            return say("corrected_definition", lang)
        told = [_said(self.table, one, lang) for one in self.changed[:_LISTED]]
        more = len(self.changed) - _LISTED
        if more > 0:
            told.append(say("corrected_more", lang, rows=more))
        return ("；" if lang == "zh" else "; ").join(told)


def corrections(runner: Runner, plan: Plan) -> tuple[Correction, ...]:
    """The corrections to the edition that this one follows, made for the same readers."""
    if plan.after is None or plan.earlier is None or plan.earlier.audience != plan.audience:
        return ()
    found = []
    for id, before in sorted(read_frozen(plan.after).items()):
        saved = runner.catalogue.saved.get(id)
        if saved is None or id.startswith(_OF_EDITIONS) or before.header.no_past is not None:
            continue
        if saved.version != before.version:
            found.append(Correction(before, ()))
            continue
        declared = saved.header.parameters
        given = {name: value for name, value in before.parameters.items() if name in declared}
        now = runner.run(saved, given, reader=plan.reader, cached=False)
        changed = differences(before, as_frozen({id: now})[id])
        if changed:
            found.append(Correction(before, changed))
    return tuple(found)


def differences(before: Table, after: Table) -> tuple[Changed, ...]:
    """The rows that two answers to the same statement do not share, by what makes a row unique."""
    keys = before.header.expect.unique or before.names
    old, new = _by_key(before, keys), _by_key(after, keys)
    return tuple(
        Changed(key, old.get(key), new.get(key))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    )


def _by_key(table: Table, keys: tuple[str, ...]) -> dict[tuple[object, ...], Row]:
    return {tuple(str(row.get(key)) for key in keys): row for row in table.dicts()}


def _said(table: Table, one: Changed, lang: str) -> str:
    row = one.after or one.before or {}
    name = _name(table, row, lang)
    if one.before is None or one.after is None:
        return say("corrected_added" if one.before is None else "corrected_gone", lang, name=name)
    parts = [
        f"{table.column(column).label.get(lang)} {_value(table, column, one.before[column], lang)}"
        f" → {_value(table, column, value, lang)}"
        for column, value in one.after.items()
        if one.before[column] != value and not table.column(column).hidden
    ]
    between = "，" if lang == "zh" else ", "
    return say("named", lang, name=name, value=between.join(parts))


def _value(table: Table, column: str, value: object, lang: str) -> str:
    return format_cell(table, column, value, lang)


def _name(table: Table, row: Row, lang: str) -> str:
    """What a row is of: its first text that is no id, else its first value."""
    texts = [
        _value(table, name, value, lang)
        for name, value in row.items()
        if isinstance(value, str) and not table.column(name).hidden and not name.endswith("_id")
    ]
    return texts[0] if texts else str(next(iter(row.values()), ""))
