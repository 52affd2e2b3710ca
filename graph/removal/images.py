"""What is left of values, before-images and notes once a person has been taken out of them."""

import json
from collections.abc import Mapping

from graph.load.plan.properties import search_text
from graph.load.record import Properties, RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.removal.names import REMOVED, Names, placeholder
from graph.removal.person import Person

OWN = {"Rider": ("ageBand", "tenureMonths", "employmentType"), "Child": ()}
"""What of a person's record goes beside the alias; what is counted by it stays."""
CLEARED = "cleared"
"""The action of a note of which nothing is left: it is shown to nobody, and nothing is taken back by it."""
_SOURCES = frozenset({"SourceClaim", "SourceDocument"})
"""What was published elsewhere: it stays as it was said."""
_NAME_OF_OTHERS = frozenset({"alias", "searchText"})


def own_values(kind: str, id: str, values: Mapping[str, object]) -> Properties:
    """The properties of the person's own record."""
    left = {name: value for name, value in values.items() if name not in OWN[kind]}
    if left.get("alias") is not None:
        left["alias"] = placeholder(id)
    if "searchText" in left:
        left["searchText"] = search_text(KINDS[kind], id, {"alias": placeholder(id)})
    return left


def texts_without(kind: str, id: str, values: Mapping[str, object], names: Names) -> Properties:
    """Those texts of another record that name the person, as they are without.

    A remark is taken out whole; of a text that a record must have only the name is.
    """
    left: Properties = {}
    for name, value in values.items():
        is_others = (kind == "Rider" and name in _NAME_OF_OTHERS) or kind in _SOURCES
        if isinstance(value, str) and not is_others and names.in_text(value):
            left[name] = _without(kind, name, value, names)
    if left and "searchText" in values and kind in KINDS:
        found = search_text(KINDS[kind], id, {**values, **left})
        left["searchText"] = found if found is not None else values["searchText"]
    return left


def _without(kind: str, name: str, text: str, names: Names) -> str:
    field = fields_of(KINDS[kind]).get(name) if kind in KINDS else None
    if field is None or KINDS[kind].model_fields[field.attribute].is_required():
        return names.cleaned(text)
    return REMOVED


def change_without(change: RecordChange, person: Person) -> RecordChange | None:
    """A kept change of a load without the person; None where nothing of it may stay."""
    if _is_gone(change.kind, change.id or change.start, change.end, person):
        return None
    change.before = _side(change.kind, change.id, change.before, change, person)
    change.after = _side(change.kind, change.id, change.after, change, person)
    return change


def _side(
    kind: str, id: str, values: Properties | None, change: RecordChange, person: Person
) -> Properties | None:
    if values is None:
        return None
    if id == person.id:
        return own_values(kind, id, values)
    return {
        **values,
        **texts_without(kind, id, values, _names_for(person, id, change.start, change.end)),
    }


def note_without(note: Mapping[str, object], person: Person) -> Properties | None:
    """What a note of a change becomes: its action and values; None where it may stay as it is."""
    kind, subject, object = str(note["kind"]), str(note["subject"]), str(note["object"] or "")
    if note["action"] != CLEARED and _is_gone(kind, subject, object, person):
        return {"action": CLEARED, "before": None, "after": None}
    left = {
        side: _json_without(kind, subject, object, note[side], person)
        for side in ("before", "after")
    }
    if all(left[side] == note[side] for side in left):
        return None
    return {"action": note["action"], **left}


def _json_without(kind: str, subject: str, object: str, text: object, person: Person) -> object:
    if not isinstance(text, str):
        return text
    values = json.loads(text)
    if kind == person.kind and subject == person.id:
        left = own_values(kind, subject, values)
    else:
        names = _names_for(person, subject, object)
        left = {**values, **texts_without(kind, subject, values, names)}
    return text if left == values else json.dumps(left, ensure_ascii=False)


def _names_for(person: Person, *ids: str) -> Names:
    return person.names if person.near.intersection(ids) else person.elsewhere


def _is_gone(kind: str, subject: str, object: str, person: Person) -> bool:
    """Whether a record is a consent of the person, hangs on one, or says whose guardian somebody is."""
    if kind in ("GuardianOf", "GUARDIAN_OF"):
        return person.id in (subject, object)
    if kind in ("Consent", "GivenBy", "Covers", "GIVEN_BY", "COVERS"):
        return subject in person.consents
    return False
