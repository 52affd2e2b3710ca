"""A record's change as one line of JSON, and back, with the types of its values."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from graph.load.record import Properties, RecordChange
from graph.model import SHANGHAI

_PLACE = {"longitude", "latitude"}
_TYPES: dict[str, type[datetime] | type[date] | type[time]] = {
    "datetime": datetime,
    "date": date,
    "time": time,
}


def to_line(change: RecordChange) -> bytes:
    """One line of UTF-8 with its end."""
    said: Properties = {
        "kind": change.kind,
        "action": change.action,
        "before": change.before,
        "after": change.after,
        "rev": change.rev,
        "sheet": change.sheet,
        "row": change.row,
    }
    if change.id:
        said["id"] = change.id
    else:
        said |= {"start": change.start, "end": change.end, "keys": change.keys}
    if change.replaces:
        said["replaces"] = change.replaces
    return to_json(said).encode() + b"\n"


def of_line(line: bytes) -> RecordChange:
    """The change that a line was made from."""
    said: dict[str, Any] = {name: _decoded(value) for name, value in json.loads(line).items()}
    return RecordChange(**said)


def to_json(value: object) -> str:
    """JSON in which a day or a time is ``{"date": "2024-03-01"}``."""
    return json.dumps(value, ensure_ascii=False, default=_encoded, separators=(",", ":"))


def shown(properties: Properties) -> str:
    """Properties as JSON for a person: a day or a time as its text."""
    return json.dumps(properties, ensure_ascii=False, default=str)


def _encoded(value: object) -> object:
    # a datetime is a date too: it comes first
    for name, type in _TYPES.items():
        if isinstance(value, type):
            return {name: value.isoformat()}
    if isinstance(value, Mapping):
        return dict(value)
    return {"text": str(value)}


def _decoded(value: object) -> object:
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((name, text),) = value.items()
        if name in _TYPES and isinstance(text, str):
            found = _TYPES[name].fromisoformat(text)
            return found.astimezone(SHANGHAI) if isinstance(found, datetime) else found
        if name == "text":
            return text
    return value if value.keys() == _PLACE else {n: _decoded(item) for n, item in value.items()}
