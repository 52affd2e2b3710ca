"""What may stand in a line of the trail: no data of rows, no secret, no number of a person."""

import hmac
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from cypher.file.parse import SavedStatement
from graph.files import new_file, private_folder, publish_new
from graph.load.personal.patterns import ANYWHERE

LEFT_OUT = "[…]"
ASKED = "asked_"
"""Before the name of a parameter, which may be any word."""
_KEY = "hidden.key"
_LONGEST = 200
_HASH = re.compile(r"[0-9a-f]{64}")
_RUN = re.compile(r"[A-Za-z0-9+/_=.-]{16,}")
_PART = re.compile(r"[a-z]*|[A-Za-z0-9]{,8}")
_ID = re.compile(r"[A-Z]{1,5}-?[A-Za-z0-9-]{1,40}")
_PLAIN = {"choice", "multi_choice", "ids", "date", "period", "integer", "number", "boolean"}
"""Types of parameters whose values nobody writes freely."""


def cleaned(text: str) -> str:
    """A text as a line may hold it: one line, not long, nothing that names a person or opens a door."""
    one_line = "".join(one if one.isprintable() else " " for one in text)
    shown = _RUN.sub(lambda found: _kept(found[0]), one_line)
    if any(found(one_line) for found in ANYWHERE.values()):
        return LEFT_OUT
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _kept(found: str) -> str:
    """A long run of letters and digits: ids made of words and short parts stay, tokens do not."""
    parts = re.split(r"[-_/.]", found)
    return found if all(map(_PART.fullmatch, parts)) else LEFT_OUT


def cleaned_values(details: Mapping[str, object]) -> dict[str, object]:
    """The details of a line: numbers as they are, a sum under ``sha256``, all else cleaned."""
    found: dict[str, object] = {}
    for name, value in details.items():
        if isinstance(value, bool | int | float) or (
            name == "sha256" and _HASH.fullmatch(str(value))
        ):
            found[name] = value
        elif value not in (None, ""):
            found[name] = cleaned(str(value))
    return found


def hidden(folder: Path, text: str) -> str:
    """A sign of eight characters for a text, by a key that never leaves the folder. Raises OSError."""
    file = folder / _KEY
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        private_folder(folder)
        draft = folder / f"{_KEY}.{secrets.token_hex(4)}"
        with new_file(draft) as out:
            out.write(secrets.token_bytes(32))
        with suppress(FileExistsError):
            publish_new(draft, file)
        draft.unlink(missing_ok=True)
        key = file.read_bytes()
    return "#" + hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:8]


def record_of(values: Mapping[str, object]) -> str:
    """The id of the record that a report was asked about; "" where it was about none."""
    id = str(values.get("id") or "")
    return id if _ID.fullmatch(id) and cleaned(id) == id else ""


def asked_values(saved: SavedStatement, values: Mapping[str, object]) -> dict[str, object]:
    """What was asked of a report: chosen values and ids, and of a text that was typed only that."""
    kinds = {name: parameter.type for name, parameter in saved.header.parameters.items()}
    found: dict[str, object] = {}
    for name, value in values.items():
        if value is None or value == "":
            continue
        text = value.isoformat() if isinstance(value, date) else str(value)
        plain = kinds.get(name, "text") in _PLAIN or _ID.fullmatch(text)
        found[f"{ASKED}{name}"] = cleaned(text) if plain else LEFT_OUT
    return found
