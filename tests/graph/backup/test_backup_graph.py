"""A graph written to a backup and restored from it is the same graph, whatever it holds."""

from pathlib import Path

import pytest
from backups import exported, put_back

from graph.backup.archive import Archive
from graph.client import Graph
from graph.schema import ensure_model_version

pytestmark = pytest.mark.server

HOSTILE = {
    "integers": "[-9223372036854775808, 9223372036854775807]",
    "numbers": "[0.1, -0.0, 1e308, 5e-324, 1.0]",
    "not_finite": "[0.0 / 0.0, 1.0 / 0.0, -1.0 / 0.0, 1.5]",
    "nan": "0.0 / 0.0",
    "float": "1.0",
    "truth": "[true, false]",
    "empty": "[]",
    "nothing": "''",
    "texts": "['\\u0000\\u0001\\n\\r\\t\\u2028\\u202e', '心愿🛵', '\"\\\\', '{\"date\": 1}']",
    "bytes": "$bytes",
    "day": "date('2024-02-29')",
    "days": "[date('-9999-01-01'), date('+999999999-12-31'), date('0001-01-01')]",
    "local": "localdatetime('1600-01-01T00:00:00.000000001')",
    "locals": "[localdatetime('2024-01-01T12:00'), localdatetime('+12345-01-01T00:00')]",
    "offset": "datetime('2024-01-01T00:00:00.123456789-11:30')",
    "zone": "datetime('2024-11-03T01:30-05:00[America/New_York]')",
    "zones": "[datetime({year: 1800, timezone: 'Asia/Shanghai'}), datetime('+20000-01-01T00:00Z')]",
    "time": "time('23:59:59.999999999+18:00')",
    "times": "[time('00:00Z'), time('12:00-00:30')]",
    "clock": "localtime('00:00:00.000000001')",
    "clocks": "[localtime('12:34'), localtime('12:34:56')]",
    "duration": "duration({months: -13, days: 40, seconds: -1, nanoseconds: 1})",
    "durations": "[duration('P1Y'), duration({seconds: 9000000000})]",
    "place": "point({longitude: 121.5, latitude: 31.25})",
    "height": "point({longitude: 121.5, latitude: 31.25, height: -0.0})",
    "flat": "[point({x: 1, y: -2.5}), point({x: 1e300, y: 0.1})]",
    "solid": "point({x: 1, y: 2, z: 3})",
}
"""Name of a property to the Cypher that makes its value."""
TELL = "MATCH (n:Hostile) RETURN [k IN $keys | toStringOrNull(n[k])] AS text, [k IN $keys | valueType(n[k])]"
"""What the server itself says of the values: its text of each that has one, and its type."""
STRANGE = ["标签 `a`", "back\\slash", "new\nline", "😀", "Hostile"]


def enter_hostile(graph: Graph) -> None:
    ensure_model_version(graph)
    pairs = ", ".join(f"{name}: {value}" for name, value in HOSTILE.items())
    graph.write(f"CREATE (n:Hostile {{{pairs}}})", {"bytes": bytes(range(256))})
    graph.write(
        "MATCH (n:Hostile) SET n:$($labels), n[$key] = 1 CREATE (n)-[r:$($type) {at: datetime()}]->(n) "
        "CREATE (n)-[:$($type) {at: date(), ns: [duration('P1D')]}]->(:Empty)<-[:A]-() CREATE ({x: 1})",
        {"labels": STRANGE, "key": "键\n`\\", "type": "关系 `\\\n"},
    )


def unnumbered(archive: Archive) -> list[str]:
    """Its nodes without their numbers, which are the order that the server gives them in."""
    return sorted(repr({**row, "number": 0}) for row in archive.nodes())


def test_every_value_label_and_type_comes_back(graph: Graph, tmp_path: Path):
    enter_hostile(graph)
    values = {"keys": sorted(HOSTILE)}
    before = graph.read(TELL, values).rows
    first = exported(graph, tmp_path / "first.zip")
    put_back(graph, first)
    assert repr(graph.read(TELL, values).rows) == repr(before)
    second = exported(graph, tmp_path / "second.zip")
    with Archive(first) as one, Archive(second) as other:
        assert unnumbered(one) == unnumbered(other)
        assert len(list(one.relationships())) == len(list(other.relationships())) == 3
    labels = graph.read("MATCH (n:Hostile) RETURN labels(n)").value()
    assert sorted(graph.read("MATCH (n:Hostile) RETURN size(labels(n))").rows) == [(len(labels),)]
