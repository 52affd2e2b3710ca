"""What a record must have and its row leaves blank: as it is on record, or told."""

from collections.abc import Sequence

from graph.load.registers.directory import Directory
from graph.load.registers.reading.drafts import Draft, Drafts
from graph.load.registers.reading.sheet import RegisterSheet
from graph.load.registers.records import Values
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.problems import Place
from graph.model import NODES, RELATIONSHIPS

_TOLD_BY_STEPS = {("Wish", "status")}
"""What follows from other columns, whose lack is told of those."""


def fill_required(drafts: Drafts, sheets: Sequence[RegisterSheet], directory: Directory) -> None:
    """Complete what exists already; of what is new, tell the columns that its sheet lacks."""
    by_title = {sheet.sheet.title: sheet for sheet in sheets}
    told: set[tuple[str, str, str]] = set()
    for kind in KINDS:
        required = [
            name
            for name, one in fields_of(KINDS[kind]).items()
            if one.required and (kind, name) not in _TOLD_BY_STEPS
        ]
        lacking = [
            draft
            for draft in drafts.of(kind)
            if any(draft.values.get(name) is None for name in required)
        ]
        known = _known(kind, lacking, directory) if lacking else {}
        for draft in lacking:
            old = known.get(_key(kind, draft.values), {})
            for name in required:
                if draft.values.get(name) is None:
                    draft.values[name] = old.get(name)
                once = (draft.place.sheet, kind, name)
                if draft.values[name] is None and name not in draft.headers and once not in told:
                    told.add(once)
                    _tell(by_title[draft.place.sheet], kind, name)


def _known(
    kind: str, drafts: list[Draft], directory: Directory
) -> dict[tuple[object, ...], Values]:
    if kind in NODES:
        ids = {str(draft.values["id"]) for draft in drafts}
        rows = directory.records.nodes(kind, {id for id in ids if not directory.is_new(id)})
        return {_key(kind, row): row for row in rows.values()}
    ends = {str(draft.values["start"]) for draft in drafts}
    old = [id for id in ends if not directory.is_new(id)]
    return {_key(kind, row): row for row in directory.records.touching(kind, old)} if old else {}


def _key(kind: str, values: Values) -> tuple[object, ...]:
    if kind in NODES:
        return (values["id"],)
    return values["start"], values["end"], *(values.get(key) for key in RELATIONSHIPS[kind].keys)


def _tell(sheet: RegisterSheet, kind: str, name: str) -> None:
    """The fault of a sheet without a column that its new rows need: told once."""
    parts = [part for part, one in sheet.register.kinds.items() if one == kind]
    wanted = {f"{part}.{name}" for part in parts}
    columns = [column for column in sheet.register.columns if wanted & set(column.refs)]
    zh, en = (columns[0].zh, columns[0].en) if columns else (fields_of(KINDS[kind])[name].zh, name)
    top = Place(sheet.sheet.file, sheet.sheet.title, sheet.sheet.header_row)
    wrong = ("缺少必填的列", "a required column is missing")
    sheet.problem(top, zh, wrong, (f"加上“{zh}”一列", f"a column {en!r}"))
