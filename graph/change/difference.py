"""What a change has done: two pictures beside each other, held against the model and what was declared."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from graph.change.errors import ChangeUnsound
from graph.change.images import Picture, RelationshipImage
from graph.change.locking import Image
from graph.load.plan.compare import rev_of, whole
from graph.load.plan.properties import properties_of, search_text
from graph.load.record import Action, Properties, RecordChange
from graph.load.registers.records import as_row
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.pydantic_messages import spoken
from graph.model import RELATIONSHIPS, TYPES, Node, Relationship

OF_RECORDS = frozenset(
    {"id", "rev", "createdAt", "updatedAt", "importId", "searchText", "reachPlace"}
)
"""What stands beside a record's values."""
_PLACE = frozenset({"location", "sourceDatum"})


@dataclass(frozen=True)
class Declared:
    """All that a change may write: labels of new nodes, types of relationships, fields of what exists.

    ``changes`` has labels and types with the fields that may be set, or removed.
    """

    nodes: Collection[str] = ()
    relationships: Collection[str] = ()
    changes: Mapping[str, Collection[str]] = field(default_factory=dict)
    deletes: bool = False

    @property
    def types(self) -> frozenset[str]:
        """The types of relationships that are written in any way."""
        return frozenset({*self.relationships, *(TYPES & self.changes.keys())})


def differences(
    before: Picture, after: Picture, declared: Declared
) -> Iterator[tuple[str, RecordChange]]:
    """Each record that is new, changed or gone, with the server's own id of it.

    Raises ChangeUnsound for what was not declared, and for what the model does not allow.
    """
    for id, node in after.nodes.items():
        was = before.nodes.get(id)
        change = _of_node(was, node)
        if change is not None:
            _refuse_undeclared(change, node.label, declared, declared.nodes)
            yield node.element, change
    for id, gone in before.nodes.items():
        if id not in after.nodes:
            change = RecordChange(
                gone.label, "removed", whole(gone.properties), None, gone.rev, id=id
            )
            _refuse_undeclared(change, gone.label, declared, ())
            yield gone.element, change
    yield from _of_relationships(before, after, declared)


def _of_relationships(
    before: Picture, after: Picture, declared: Declared
) -> Iterator[tuple[str, RecordChange]]:
    for element, one in after.relationships.items():
        change = _of_relationship(before.relationships.get(element), one)
        if change is not None:
            type = RELATIONSHIPS[one.kind].type
            _refuse_undeclared(change, type, declared, declared.relationships)
            yield element, change
    for element, gone in before.relationships.items():
        if element not in after.relationships:
            change = _relationship(gone, "removed")
            change.before = whole(gone.properties)
            _refuse_undeclared(change, RELATIONSHIPS[gone.kind].type, declared, ())
            yield element, change


def _of_node(was: Image | None, node: Image) -> RecordChange | None:
    kind = KINDS[node.label]
    assert issubclass(kind, Node)
    if was is None:
        after = complete(node.label, {**node.properties, "id": node.id})
        text = search_text(kind, node.id, after)
        if text is not None:
            after["searchText"] = text
        return RecordChange(node.label, "new", None, after, id=node.id)
    fields = _changed(was.properties, node.properties)
    if not fields:
        return None
    _refuse_unfit(node.label, node.properties, fields)
    after = {name: node.properties.get(name) for name in fields}
    text = search_text(kind, node.id, {**node.properties, **after})
    if text is not None and text != node.properties.get("searchText"):
        after["searchText"] = text
    before = {name: was.properties.get(name) for name in after}
    return RecordChange(node.label, "changed", before, after, was.rev, id=node.id)


def _of_relationship(was: RelationshipImage | None, one: RelationshipImage) -> RecordChange | None:
    if was is None:
        change = _relationship(one, "new")
        ends = {"start": one.start, "end": one.end}
        change.after = complete(one.kind, {**one.properties, **ends})
        change.keys = {n: change.after.get(n) for n in RELATIONSHIPS[one.kind].keys}
        return change
    fields = _changed(was.properties, one.properties)
    if not fields:
        return None
    ends = {"start": one.start, "end": one.end}
    _refuse_unfit(one.kind, {**one.properties, **ends}, fields)
    change = _relationship(was, "changed")
    change.before = {name: was.properties.get(name) for name in fields}
    change.after = {name: one.properties.get(name) for name in fields}
    return change


def _relationship(one: RelationshipImage, action: Action) -> RecordChange:
    keys = {name: one.properties.get(name) for name in RELATIONSHIPS[one.kind].keys}
    return RecordChange(
        one.kind,
        action,
        None,
        None,
        rev_of(one.properties),
        start=one.start,
        end=one.end,
        keys=keys,
    )


def _changed(was: Properties, now: Properties) -> list[str]:
    names = (name for name in {**was, **now} if name not in OF_RECORDS)
    return [name for name in names if was.get(name) != now.get(name)]


def complete(kind: str, properties: Properties) -> Properties:
    """A new record's properties with the model's own values for what is not given.

    Relationships have ``start`` and ``end`` too. Raises ChangeUnsound where the model does not allow one.
    """
    unknown = properties.keys() - fields_of(KINDS[kind]).keys() - OF_RECORDS - _PLACE
    if unknown:
        raise _no_such_fields(kind, unknown)
    given = {name: value for name, value in as_row(kind, properties).items() if value is not None}
    if issubclass(KINDS[kind], Relationship):
        given |= {"start": properties["start"], "end": properties["end"]}
    given["provenance"] = "entered"
    try:
        row = KINDS[kind].model_validate(given)
    except ValidationError as error:
        raise _unfit(kind, error, None) from None
    stated, further = properties_of(row, row.model_fields_set)
    values = {name: value for name, value in (further | stated).items() if value is not None}
    return values | {name: properties[name] for name in _PLACE & properties.keys()}


def _refuse_unfit(kind: str, properties: Properties, fields: Collection[str]) -> None:
    """Refuse values of the changed fields that the model does not allow; older ones are let be."""
    unknown = set(fields) - fields_of(KINDS[kind]).keys() - _PLACE
    if unknown:
        raise _no_such_fields(kind, unknown)
    given = {n: v for n, v in as_row(kind, properties).items() if v is not None}
    given |= {name: properties[name] for name in ("start", "end") if name in properties}
    try:
        KINDS[kind].model_validate(given)
    except ValidationError as error:
        if any(_field(one) in fields for one in error.errors()):
            raise _unfit(kind, error, fields) from None


def _field(detail: Mapping[str, object]) -> str:
    place = detail.get("loc")
    return str(place[0]) if isinstance(place, tuple) and place else ""


def _unfit(kind: str, error: ValidationError, fields: Collection[str] | None) -> ChangeUnsound:
    detail = next(one for one in error.errors() if fields is None or _field(one) in fields)
    known, name = fields_of(KINDS[kind]), _field(detail)
    label = known[name].zh if name in known else name
    value = spoken(detail.get("input")) if detail["type"] != "missing" else ""
    if not value:
        return ChangeUnsound(
            f"{KINDS[kind].zh}缺少“{label}”。", f"{KINDS[kind].en}: {name} is missing."
        )
    return ChangeUnsound(
        f"{KINDS[kind].zh}的“{label}”不能是“{value}”。",
        f"{KINDS[kind].en}: {name} cannot be {value!r}.",
    )


def _no_such_fields(kind: str, names: Collection[str]) -> ChangeUnsound:
    named = ", ".join(sorted(names))
    return ChangeUnsound(
        f"{KINDS[kind].zh}没有这些项：{named}。", f"{KINDS[kind].en} has no such fields: {named}."
    )


def _refuse_undeclared(
    change: RecordChange, name: str, declared: Declared, new: Collection[str]
) -> None:
    if change.before is None:
        is_declared = name in new
    elif change.after is None:
        is_declared = declared.deletes
    else:
        is_declared = change.after.keys() - {"searchText"} <= set(declared.changes.get(name, ()))
    if not is_declared:
        raise ChangeUnsound(
            f"这个操作改动了它没有声明的内容：{name} {change.name}。",
            f"This action changes what it does not declare: {name} {change.name}.",
        )
