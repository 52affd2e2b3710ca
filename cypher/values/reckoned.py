"""Values whose days and periods mean what they mean on another day than today."""

from collections.abc import Mapping
from datetime import date

from cypher.header import Parameter
from cypher.values.parameters import parsed


def reckoned(
    declared: Mapping[str, Parameter], given: Mapping[str, object], day: date
) -> dict[str, object]:
    """The given values, with each day and period, also one by default, as of a day: last_month is the
    month before that day's. Raises BadValue."""
    values = dict(given)
    for name, parameter in declared.items():
        value = values.get(name, parameter.default)
        if value is not None and parameter.type in ("date", "period"):
            found = parsed(name, parameter, value, day)
            values[name] = found if found is None or isinstance(found, date) else str(found)
    return values
