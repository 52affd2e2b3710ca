"""Which node each row speaks of: by its id, by its name, or by what tells it from others."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from graph.load.registers.directory import Directory, NotFound
from graph.load.registers.language import Part
from graph.load.registers.reading.sheet import RegisterSheet, SheetRow
from graph.load.registers.records import Values, name_field
from graph.load.table.problems import Place, RowProblem
from graph.model import RELATIONSHIPS
from graph.model.words import even

OF_A_LIFE = ("claim", "handover", "visit")
"""Nodes that belong to a wish and are told from others by their order in its life."""
_Asked = tuple[RegisterSheet, SheetRow, str, Part]


class Answers(Protocol):
    """What a person has said of rows that are likely the same as something on record."""

    def same_as(self, row: str, kind: str) -> str | None:
        """The id that the node of a kind of a row (``sheet!row``) is the same as; "" or None: of none."""

    def renames(self, row: str, kind: str) -> bool:
        """Whether what it is the same as takes the name that the file has."""


def identify(
    sheets: Sequence[RegisterSheet], directory: Directory, answers: Answers | None
) -> None:
    """Give every node of every row its id; ``answers`` say which id it is where that is not written.

    What has a name comes first, for the others are told by what they hang on.
    """
    asked = [
        (sheet, row, name, part)
        for sheet in sheets
        for row in sheet.rows
        for name, part in _parts(sheet, row)
    ]
    for given in (True, False):  # ids that are written are taken before any is given out
        for one in asked:
            if bool(_given_id(one)) is given and not one[3].same_by:
                _by_name(one, directory, answers)
    for one in asked:
        if one[3].same_by and (id := _given_id(one)):
            _found(one, directory, id)
    _by_what_it_hangs_on([one for one in asked if one[3].same_by and not _given_id(one)], directory)


def _parts(sheet: RegisterSheet, row: SheetRow) -> Iterator[tuple[str, Part]]:
    """The nodes that a row speaks of: also one with faults, for others may name what it brings."""
    for name, part in sheet.register.parts.items():
        if sheet.register.life and name in OF_A_LIFE:
            continue
        if name in row.values:
            yield name, part


def _given_id(one: _Asked) -> str:
    _, row, name, _ = one
    return str(row.values[name].get("id") or "")


def _found(one: _Asked, directory: Directory, id: str) -> None:
    _, row, name, part = one
    named = name_field(part.kind)
    row.ids[name] = id
    directory.declare(part.kind, id, str(row.values[name].get(named or "") or ""))


def _by_name(one: _Asked, directory: Directory, answers: Answers | None) -> None:
    sheet, row, name, part = one
    named = name_field(part.kind)
    text = str(row.values[name].get(named or "") or "")
    header = sheet.headers(name).get(named or "", sheet.columns[0].header)
    given, ref = _given_id(one), f"{row.place.sheet}!{row.place.row}"
    same = "" if given or answers is None else answers.same_as(ref, part.kind) or ""
    try:
        id = given or (same and directory.find((part.kind,), same))
        id = id or (directory.exact(part.kind, text) or "" if text else "")
    except NotFound as error:
        sheet.problem(row.place, header, error.wrong, error.expected)
        row.broken = True
        return
    if not id and not text and row.broken:
        return
    if not id and not text and named:
        wrong = ("既没有编号也没有名称", "there is neither an id nor a name")
        sheet.problems.append(
            RowProblem(row.place, header, wrong, ("名称", "a name"), "cell.missing")
        )
        row.broken = True
        return
    if id and named and not given and (known := directory.name(id)):
        renamed = bool(same) and answers is not None and answers.renames(ref, part.kind)
        if even(known) == even(text) or (same and not renamed):
            row.values[name][named] = known  # other blanks or widths do not rename it
        if same and known != text:
            sheet.notes.append(_other_name(row.place, header, text, known, renamed))
    _found(one, directory, id or directory.next_id(part.kind))


def _other_name(place: Place, header: str, text: str, known: str, renamed: bool) -> RowProblem:
    """What becomes of the name where the file writes it otherwise."""
    words = (f"名称保留“{known}”，不改成“{text}”", f"it keeps the name {known!r}, not {text!r}")
    if renamed:
        words = (f"名称由“{known}”改成“{text}”", f"it is renamed from {known!r} to {text!r}")
    return RowProblem(place, header, words, code="name.kept")


def _by_what_it_hangs_on(asked: list[_Asked], directory: Directory) -> None:
    by_part: dict[tuple[int, str], list[_Asked]] = {}
    for one in asked:
        by_part.setdefault((id(one[0].register), one[2]), []).append(one)
    for some in by_part.values():
        existing = _existing_keys(some, directory)
        for one in some:
            key = tuple(_given(one, ref, directory) for ref in one[3].same_by)
            found = existing.get(key) if any(part is not None for part in key) else None
            if found is None:
                found = directory.next_id(one[3].kind)
                existing[key] = found
            _found(one, directory, found)


def _given(one: _Asked, ref: str, directory: Directory) -> object:
    """The value of a row for a reference; of an end of a relationship, the id of what it names."""
    sheet, row, _, _ = one
    part, _, field = ref.partition(".")
    value = row.values.get(part, {}).get(field)
    if field not in ("start", "end"):
        return value
    end = getattr(sheet.register.relationships[part], field)
    if end is not None:
        return row.ids.get(end)
    try:
        model = RELATIONSHIPS[sheet.register.kinds[part]]
        labels = model.starts if field == "start" else model.ends
        return directory.find(labels, str(value)) if value is not None else None
    except NotFound:
        return value  # it is told where the relationship is made


def _existing_keys(some: list[_Asked], directory: Directory) -> dict[tuple[object, ...], str]:
    sheet, _, name, part = some[0]
    own = [ref for ref in part.same_by if ref.partition(".")[0] == name]
    field = own[0].partition(".")[2]
    values = {_given(one, own[0], directory) for one in some} - {None}
    rows = directory.records.alike(part.kind, field, list(values)) if values else []
    keys: dict[str, list[object]] = {str(row["id"]): [] for row in rows}
    for ref in part.same_by:
        ends = {} if ref in own else _ends(sheet, ref, directory, list(keys))
        for row in rows:
            id, at = str(row["id"]), ref.partition(".")[2]
            keys[id].append(row[at] if ref in own else ends.get(id))
    return {tuple(key): id for id, key in keys.items()}


def _ends(
    sheet: RegisterSheet, ref: str, directory: Directory, ids: list[str]
) -> dict[str, object]:
    """For each node the id at the named end of its relationship."""
    part, _, end = ref.partition(".")
    other = "end" if end == "start" else "start"
    rows: list[Values] = directory.records.touching(sheet.register.kinds[part], ids)
    return {str(row[other]): row[end] for row in rows}
