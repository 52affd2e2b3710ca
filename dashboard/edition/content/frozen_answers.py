"""An edition's answers as they are kept for the next: read back as tables, compared, corrected."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from cypher.format import format_plain
from cypher.header import Header
from cypher.nothing import Nothing
from cypher.table import Table
from dashboard.errors import NoSuchEdition

FILE = "data/answers.json"
_EMPTY = "empty"
"""The key of what stands for a kind of nothing."""
_KEPT = ("id", "version", "names", "truncated", "withheld", "provenance")


def frozen_text(tables: Mapping[str, Table]) -> str:
    """Every answer with the header that it was made by."""
    told = {
        id: {
            **{name: getattr(table, name) for name in _KEPT},
            "parameters": table.parameters,
            "header": table.header.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "rows": table.rows,
        }
        for id, table in sorted(tables.items())
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, default=as_json) + "\n"


def as_json(value: object) -> object:
    """A value that JSON has no word for: days and times as ISO text, periods as they are written."""
    if isinstance(value, Mapping):
        return dict(value)
    return {_EMPTY: value.value} if isinstance(value, Nothing) else format_plain(value)


def as_frozen(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Answers as they will be read back: days as text, nothing lost that is compared."""
    return _tables(json.loads(frozen_text(tables)))


def read_frozen(folder: Path) -> dict[str, Table]:
    """The answers of an edition. Raises NoSuchEdition where they cannot be read."""
    try:
        return _tables(json.loads((folder / FILE).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        raise NoSuchEdition(
            f"{folder} 里的 {FILE} 读不懂，可能被改动过，或由更新的程序写成。",
            f"{folder}'s {FILE} cannot be read; it was altered, or a newer program wrote it.",
        ) from None


def _cell(value: object) -> object:
    """A cell as it was before it was written: a kind of nothing is one again."""
    return Nothing(value[_EMPTY]) if isinstance(value, dict) and set(value) == {_EMPTY} else value


def _tables(told: Mapping[str, Mapping[str, object]]) -> dict[str, Table]:
    return {id: _table(one) for id, one in told.items()}


def _table(one: Mapping[str, object]) -> Table:
    told: dict[str, object] = dict(one)
    rows, names, parameters = told["rows"], told["names"], told["parameters"]
    assert isinstance(rows, list) and isinstance(names, list) and isinstance(parameters, dict)
    kinds = told["provenance"]
    assert isinstance(kinds, list)
    return Table(
        id=str(told["id"]),
        version=str(told["version"]),
        header=Header.model_validate(told["header"]),
        names=tuple(map(str, names)),
        rows=[tuple(map(_cell, row)) for row in rows],
        truncated=bool(told["truncated"]),
        parameters=parameters,
        provenance=tuple(map(str, kinds)),
        data_version="",
        elapsed_ms=0.0,
        withheld=int(str(told["withheld"])),
    )
