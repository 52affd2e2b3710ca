"""A graph of a few things, for what a test writes itself: places, people, wishes, claims."""

from datetime import date, datetime, timedelta

from graph.client import Graph
from graph.load import load_rows
from graph.model import SHANGHAI

Rows = dict[str, list[dict[str, object]]]
DAY = date(2025, 3, 3)


def at(days: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2025, 3, 3, hour, minute, tzinfo=SHANGHAI) + timedelta(days=days)


def day(days: int) -> date:
    return DAY + timedelta(days=days)


def one_site(name: str) -> Rows:
    """A site of a name, and the event that gives an edition its first day."""
    return {
        "DeliverySite": [
            {"id": "SITE-1", "name": name, "kind": "express", "provenance": "entered"}
        ],
        "WishEvent": [
            {
                "id": "EV-1",
                "toStatus": "SUBMITTED",
                "seq": 1,
                "at": "2024-02-01 09:00",
                "actorRole": "rider",
            }
        ],
    }


def wish(id: str, *steps: tuple[str, datetime], rider: str = "R-1", **more: object) -> Rows:
    """A wish with its events, raised at its first step."""
    ends = [moment for _, moment in steps[1:]]
    events: list[dict[str, object]] = [
        {"id": f"EV-{id[2:]}{n}", "toStatus": status, "seq": n, "at": moment, "actorRole": "staff"}
        | ({"until": ends[n]} if n < len(ends) else {})
        | ({"fromStatus": steps[n - 1][0]} if n else {})
        for n, (status, moment) in enumerate(steps)
    ]
    row = {"id": id, "title": "雨衣", "category": "riding_gear", "kind": "goods"} | {
        "status": steps[-1][0],
        "submittedAt": steps[0][1],
    }
    return {
        "Wish": [row | more],
        "WishEvent": events,
        "HasEvent": [{"start": id, "end": event["id"]} for event in events],
        "Raised": [{"start": rider, "end": id}],
    }


def claim(id: str, by: str, of: str, begin: datetime, end: datetime | None, status: str) -> Rows:
    row: dict[str, object] = {"id": id, "status": status, "claimedAt": begin, "acceptedAt": begin}
    return {
        "Claim": [row | ({"endedAt": end} if end else {}) | {"dueAt": begin + timedelta(days=5)}],
        "Made": [{"start": by, "end": id}],
        "For": [{"start": id, "end": of}],
    }


def handover(id: str, of: str, when: datetime) -> Rows:
    return {
        "Handover": [{"id": id, "at": when}],
        "ResultedIn": [{"start": of, "end": id}],
    }


def part_of(rows: Rows, most: int = 40) -> Rows:
    """So many rows of each kind of relationship, and of the nodes all that they join.

    Kinds of few nodes are there whole.
    """
    relationships = {k: some[:most] for k, some in rows.items() if some and "start" in some[0]}
    ends = {row[end] for some in relationships.values() for row in some for end in ("start", "end")}
    nodes = {
        kind: [row for row in some if len(some) <= most or row["id"] in ends]
        for kind, some in rows.items()
        if kind not in relationships
    }
    return nodes | relationships


def load(graph: Graph, *parts: Rows) -> None:
    rows: Rows = {}
    for part in parts:
        for kind, some in part.items():
            rows.setdefault(kind, []).extend(some)
    load_rows(graph, rows, name="few", by="test")


def people() -> Rows:
    groups = ("regional", "two_new", "village_neighbourhood")
    return {
        "OrgGroup": [{"id": f"GRP-{n}", "code": c, "name": c} for n, c in enumerate(groups)],
        "Organization": [
            {"id": "ORG-1", "name": "甲支部", "kind": "party"},
            {"id": "ORG-2", "name": "乙支部", "kind": "party"},
        ],
        "InGroup": [
            {"start": "ORG-1", "end": "GRP-0", "from": day(-99)},
            {"start": "ORG-1", "end": "GRP-1", "from": day(-99)},
            {"start": "ORG-2", "end": "GRP-1", "from": day(-99)},
        ],
        "DeliverySite": [
            {"id": "SITE-1", "name": "旧站", "kind": "takeaway"},
            {"id": "SITE-2", "name": "新站", "kind": "takeaway"},
        ],
        "Rider": [{"id": "R-1", "alias": "甲", "role": "rider"}],
        "WorksAt": [
            {"start": "R-1", "end": "SITE-1", "from": day(-30), "to": day(1)},
            {"start": "R-1", "end": "SITE-2", "from": day(1)},
        ],
    }
