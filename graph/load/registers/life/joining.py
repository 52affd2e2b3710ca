"""Which events and records of a life are those that exist already."""

from dataclasses import replace

from graph.load.registers.life.steps import Event, Record


def joined_events(given: list[Event], existing: list[Event]) -> list[Event]:
    """Events that rows give, each with the id of the one that it is, among those that exist.

    What exists and is not given stays before the next that is.
    """
    found: list[Event] = []
    rest = list(existing)
    for event in given:
        at = next((n for n, one in enumerate(rest) if one.to == event.to), None)
        if at is None:
            earlier = next((n for n, one in enumerate(rest) if one.at > event.at), len(rest))
            found += [*rest[:earlier], event]
            rest = rest[earlier:]
        else:
            found += [*rest[:at], replace(event, id=rest[at].id)]
            rest = rest[at + 1 :]
    return found + rest


def joined_records(
    given: list[Record], existing: list[Record], time: str
) -> list[tuple[Record, Record | None]]:
    """Each record given, with the one that it is.

    Records of the same time are the same; then those left, in their order, where none is missing.
    """
    rest = list(existing)
    pairs: dict[int, Record] = {}
    for n, one in enumerate(given):
        same = next((old for old in rest if old.values[time] == one.values.get(time)), None)
        if same is not None:
            pairs[n] = same
            rest = [old for old in rest if old is not same]
    if len(given) >= len(existing):
        left = [n for n in range(len(given)) if n not in pairs]
        pairs |= dict(zip(left, rest, strict=False))
    for n, one in enumerate(given):
        old = pairs.get(n)
        one.id = old.id if old else ""
        one.after = [
            after for after, _ in joined_records(one.after, old.after if old else [], "at")
        ]
    return [(one, pairs.get(n)) for n, one in enumerate(given)]
