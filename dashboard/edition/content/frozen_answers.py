"""An edition's answers as they are kept for the next: read back as tables, compared, corrected."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from cypher.format import format_plain
from cypher.header import Header
from cypher.nothing import Nothing
from cypher.table import Table
from dashboard.errors import NoSuchEdition

ANSWERS, CORRECTED = "data/answers.json", "data/corrected.json"
"""The answers of the edition's own day, and those of an earlier edition's that are corrected."""
DAYS = ("before.json", "after.json")
"""The answers of two days that were compared for the public, in the folder of the comparison."""
YEAR_BEFORE = "data/year_before.json"
"""The answers of a year before that an edition sets beside its own."""
PUBLISHED = (ANSWERS, CORRECTED, YEAR_BEFORE, *DAYS)
_EMPTY = "empty"
"""The key of what stands for a kind of nothing."""
_KEPT = ("id", "version", "definition", "names", "truncated", "withheld", "provenance")


def frozen_text(tables: Mapping[str, Table]) -> str:
    """Every answer with the header that it was made by."""
    answers = {
        id: {
            **{name: getattr(table, name) for name in _KEPT},
            "parameters": table.parameters,
            "header": table.header.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "rows": table.rows,
        }
        for id, table in sorted(tables.items())
    }
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, default=as_json) + "\n"


def as_json(value: object) -> object:
    """A value that JSON has no word for: days and times as ISO text, periods as they are written,
    what is withheld, not applicable or not computed as an object that says so."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Nothing):
        return {_EMPTY: value.value}
    return format_plain(value)


def as_frozen(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Answers as they will be read back: days as text, nothing lost that is compared."""
    return _tables(json.loads(frozen_text(tables)))


def read_frozen(folder: Path, file: str = ANSWERS) -> dict[str, Table]:
    """The answers in a file of an edition. Raises NoSuchEdition where they cannot be read."""
    try:
        return _tables(json.loads((folder / file).read_text("utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise NoSuchEdition(
            f"{folder} 里的 {file} 读不懂，可能被改动过，或由更新的程序写成。",
            f"{folder}'s {file} cannot be read; it was altered, or a newer program wrote it.",
        ) from None


def _tables(answers: Mapping[str, Mapping[str, object]]) -> dict[str, Table]:
    return {id: _table(one) for id, one in answers.items()}


def _table(answer: Mapping[str, object]) -> Table:
    rows, names, parameters = answer["rows"], answer["names"], answer["parameters"]
    assert isinstance(rows, list) and isinstance(names, list) and isinstance(parameters, dict)
    kinds = answer["provenance"]
    assert isinstance(kinds, list)
    header = Header.model_validate(answer["header"])
    table = Table(
        id=str(answer["id"]),
        version=str(answer["version"]),
        definition=str(answer.get("definition", "")),
        header=header,
        names=tuple(map(str, names)),
        rows=[tuple(map(_value, row)) for row in rows],
        truncated=bool(answer["truncated"]),
        parameters=_typed(header, parameters),
        provenance=tuple(map(str, kinds)),
        data_version="",
        elapsed_ms=0.0,
        withheld=int(str(answer["withheld"])),
    )
    assert all(len(row) == len(names) for row in table.rows)
    return _with_withheld_marked(table)


def _typed(header: Header, parameters: Mapping[str, object]) -> dict[str, object]:
    """Parameters with those that the header declares as days as days."""
    days = {name for name, one in header.parameters.items() if one.type == "date"}
    return {
        name: date.fromisoformat(value) if name in days and isinstance(value, str) else value
        for name, value in parameters.items()
    }


def _value(value: object) -> object:
    if isinstance(value, dict) and list(value) == [_EMPTY]:
        return Nothing(value[_EMPTY])
    return value


def _with_withheld_marked(table: Table) -> Table:
    """Editions up to 2026-11 kept withheld counts and shares as null: these are found by their unit."""
    if not table.withheld or any(value is Nothing.WITHHELD for row in table.rows for value in row):
        return table
    marked = [table.column(name).unit in ("count", "person", "percent") for name in table.names]
    rows = [
        tuple(
            Nothing.WITHHELD if value is None and is_marked else value
            for value, is_marked in zip(row, marked, strict=True)
        )
        for row in table.rows
    ]
    return replace(table, rows=rows)
