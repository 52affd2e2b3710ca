"""What an earlier edition would say today of its own day: differences are corrections, and named so."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from cypher.format import format_cell
from cypher.header import Words
from cypher.nothing import Nothing
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.frozen_answers import read_frozen
from dashboard.edition.content.order import OF_EDITIONS, EditionPlan
from dashboard.edition.public.identity import row_keys
from dashboard.texts import say

_LISTED = 4

Row = Mapping[str, object]


@dataclass(frozen=True)
class Changed:
    """One row that is not the same: what it is of, and its values before and after (None: no row)."""

    key: Hashable
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Correction:
    """One report of the earlier edition that says otherwise now.

    ``table`` is the answer then, ``now`` the answer today; without rows its definition changed.
    """

    table: Table
    changed: tuple[Changed, ...]
    now: Table | None = None

    @property
    def title(self) -> Words:
        """The report's title."""
        return self.table.title

    def text(self, lang: str) -> str:
        """What is corrected, in words; a few rows, and how many more."""
        if not self.changed:
            return say("corrected_definition", lang)
        texts = [_row_text(self.table, one, lang) for one in self.changed[:_LISTED]]
        more = len(self.changed) - _LISTED
        if more > 0:
            texts.append(say("corrected_more", lang, rows=more))
        return ("；" if lang == "zh" else "; ").join(texts)


def to_correct(runner: Runner, plan: EditionPlan) -> dict[str, Table]:
    """The answers of the edition that this one follows, made for the same readers, that may be
    corrected: those whose file is still there and that hold for a day."""
    if plan.after is None or plan.earlier is None or plan.earlier.audience != plan.audience:
        return {}
    return {
        id: before
        for id, before in sorted(read_frozen(plan.after).items())
        if id in runner.catalogue.saved
        and not id.startswith(OF_EDITIONS)
        and before.header.no_past is None
    }


def has_definition_of(runner: Runner, before: Table) -> bool:
    """Whether a report is still what it was when an earlier edition printed it."""
    saved = runner.catalogue.saved[before.id]
    return before.is_defined_by(saved.definition, saved.version)


def corrections(before: Mapping[str, Table], now: Mapping[str, Table]) -> tuple[Correction, ...]:
    """What an edition says otherwise now. An answer that is not in ``now`` has another definition."""
    found = []
    for id, old in before.items():
        if id not in now:
            found.append(Correction(old, ()))
        elif changed := differences(old, now[id]):
            found.append(Correction(old, changed, now[id]))
    return tuple(found)


def differences(before: Table, after: Table) -> tuple[Changed, ...]:
    """The rows that two answers to the same statement do not share, by what makes a row unique.

    A value that was withheld before is none that could have been wrong.
    """
    old, new = _by_key(before), _by_key(after)
    return tuple(
        Changed(key, old.get(key), new.get(key))
        for key in dict.fromkeys([*old, *new])
        if _differ(old.get(key), new.get(key))
    )


def _differ(before: Row | None, after: Row | None) -> bool:
    if before is None or after is None:
        return True
    return any(_is_other(before[name], after.get(name)) for name in before)


def _is_other(before: object, after: object) -> bool:
    return before is not Nothing.WITHHELD and before != after


def _by_key(table: Table) -> dict[Hashable, Row]:
    return dict(zip(row_keys(table), table.dicts(), strict=True))


def _row_text(table: Table, one: Changed, lang: str) -> str:
    row = one.after or one.before or {}
    name = _name(table, row, lang)
    if one.before is None or one.after is None:
        return say("corrected_added" if one.before is None else "corrected_gone", lang, name=name)
    parts = [
        f"{table.column(column).label.get(lang)} {format_cell(table, column, value, lang)}"
        f" → {format_cell(table, column, one.after.get(column), lang)}"
        for column, value in one.before.items()
        if _is_other(value, one.after.get(column)) and table.column(column).is_listed(lang)
    ]
    between = "，" if lang == "zh" else ", "
    return say("named", lang, name=name, value=between.join(parts))


def _name(table: Table, row: Row, lang: str) -> str:
    """What a row is of: its first text that is no id, else its first value."""
    texts = [
        format_cell(table, name, value, lang)
        for name, value in row.items()
        if isinstance(value, str)
        and table.column(name).is_listed(lang)
        and not name.endswith("_id")
    ]
    return texts[0] if texts else str(next(iter(row.values()), ""))
