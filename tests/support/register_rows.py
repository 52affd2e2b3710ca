"""What a source of a load says, compared with what is on record: for tests of registers."""

from collections import Counter

from graph.load.registers.records import GivenRecords, Values
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.reading import Source
from graph.model import NODES


def differences(source: Source, records: GivenRecords) -> tuple[Counter[str], list[object]]:
    """How many rows of each kind say what is on record, and each that is new or says otherwise."""
    same: Counter[str] = Counter()
    found: list[object] = []
    known = {kind: {_key(kind, row): row for row in records.all(kind)} for kind in KINDS}
    for table in source.tables:
        for number, values in table.rows:
            row = complete(table.kind, values)
            old = known[table.kind].get(_key(table.kind, row))
            headers = [n for n in table.headers or () if n in row and values.get(n) is not None]
            if old is None:
                found.append((table.sheet, number, table.kind, values))
            elif changed := [(n, old[n], row[n]) for n in headers if old[n] != row[n]]:
                found.append((table.sheet, number, table.kind, changed))
            else:
                same[table.kind] += 1
    return same, found


def complete(kind: str, values: Values) -> Values:
    """A row as the model understands it, with what holds where it says nothing."""
    row = KINDS[kind].model_validate(values)
    return {name: getattr(row, one.attribute) for name, one in fields_of(KINDS[kind]).items()}


def _key(kind: str, row: Values) -> tuple[object, ...]:
    if kind in NODES:
        return (row["id"],)
    return row["start"], row["end"], *(row[name] for name in getattr(KINDS[kind], "keys", ()))
