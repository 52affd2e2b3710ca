"""A file that is no backup, or not as it was written, is refused with a sentence before anything is read out."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from backups import Members, manifest_of, members, zipped

from graph.backup.archive import NODES, RELATIONSHIPS, Archive, Manifest, Writer
from graph.backup.errors import BackupDamaged
from graph.backup.home_files import HomeFiles, is_safe
from graph.backup.lines import LONGEST

BOMB = LONGEST + 16 * 2**20


def verified(file: Path) -> Manifest:
    with Archive(file) as archive:
        archive.verify()
        return archive.manifest


def refused(file: Path, why: str) -> None:
    before = file.read_bytes()
    with pytest.raises(BackupDamaged) as caught:
        verified(file)
    assert why in caught.value.en, caught.value.en
    assert "Nothing was changed" in caught.value.en
    assert "没有作任何改动" in caught.value.zh
    assert file.read_bytes() == before


def test_a_whole_backup_is_verified(tmp_path: Path):
    found = verified(zipped(tmp_path / "whole.zip", members()))
    assert (found.nodes, found.relationships, found.files) == (2, 1, ["own/reports/x.cypher"])


def node(line: bytes) -> Callable[[Members], None]:
    def change(found: Members) -> None:
        found[NODES] = line + b"\n" + found[NODES].split(b"\n")[1] + b"\n"

    return change


def relationship(line: bytes) -> Callable[[Members], None]:
    return lambda found: found.update({RELATIONSHIPS: line})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (node(b"{"), "not JSON"),
        (node(b"[" * 100_000), "not JSON"),
        (node(b'{"labels":[],"properties":{},"more":1}'), "other keys"),
        (node(b'{"labels":[1],"properties":{}}'), "labels"),
        (node(b'{"labels":[],"properties":{"a":9223372036854775808}}'), "neither text nor number"),
        (node(b'{"labels":[],"properties":{"a":' + b"9" * 5000 + b"}}"), "not JSON"),
        (node(b'{"labels":[],"properties":{"a":NaN}}'), "neither text nor number"),
        (node(b'{"labels":[],"properties":{"a":"\\ud800"}}'), "not JSON"),
        (node(b'{"labels":[],"properties":{"a":null}}'), "neither text nor number"),
        (node(b'{"labels":[],"properties":{"a":[1,"2"]}}'), "mixed"),
        (
            node(b'{"labels":[],"properties":{"a":{"date":"2024-01-01","time":"12:00Z"}}}'),
            "no type",
        ),
        (node(b'{"labels":[],"properties":{"a":{"date":"yesterday"}}}'), "no date"),
        (node(b'{"labels":[],"properties":{"a":{"datetime":[1,2]}}}'), "no datetime"),
        (
            node(b'{"labels":[],"properties":{"a":{"datetime":[1,2,"+08:00\') //"]}}}'),
            "no datetime",
        ),
        (node(b'{"labels":[],"properties":{"a":{"duration":[1,2,3,"4"]}}}'), "no duration"),
        (node(b'{"labels":[],"properties":{"a":{"point":[1,2.0,3.0]}}}'), "no point"),
        (node(b'{"labels":[],"properties":{"a":{"bytes":"?"}}}'), "no bytes"),
        (node(b'{"labels":[],"properties":{"a":{"matrix":1}}}'), "of the type 'matrix'"),
        (lambda found: found.update({NODES: found[NODES] * 2}), "as many"),
        (lambda found: found.update({NODES: found[NODES][:-1]}), "cut off"),
        (relationship(b'{"type":"R","start":0,"end":2,"properties":{}}\n'), "no node of this file"),
        (relationship(b'{"type":"R","start":0,"end":true,"properties":{}}\n'), "no node"),
        (relationship(b'{"type":"","start":0,"end":1,"properties":{}}\n'), "a type that is none"),
        (relationship(b""), "as many"),
    ],
)
def test_lines_that_are_no_graph_are_refused_whatever_their_sums(
    tmp_path: Path, change: Callable[[Members], None], why: str
):
    found = members()
    change(found)
    refused(zipped(tmp_path / "odd.zip", found), why)


@pytest.mark.parametrize(
    "name",
    [
        "home/own/../../outside",
        "home//etc/passwd",
        "home/neo4j/5.26/password",
        "home/accounts.sqlite",
        "home/own",
        "home/own/a\\..\\b",
        "home/own/C:x",
        "elsewhere",
    ],
)
def test_a_file_that_belongs_nowhere_in_a_home_is_refused(tmp_path: Path, name: str):
    refused(zipped(tmp_path / "odd.zip", members() | {name: b"x"}), "what its manifest says")


@pytest.mark.parametrize("name", ["own/../x", "/own/x", "own", "own//x", "own/./x", "other/x", ""])
def test_paths_that_lead_elsewhere_are_not_safe(name: str):
    assert not is_safe(name)


def test_sums_and_sizes_are_those_of_the_manifest(tmp_path: Path):
    found = members()
    for number, (name, change) in enumerate(
        [
            ("home/own/reports/x.cypher", {"sha256": "0" * 64}),
            (NODES, {"size": len(found[NODES]) + 1}),
            (NODES, {"size": len(found[NODES]) - 1}),
        ]
    ):
        manifest = manifest_of(found)
        manifest["members"][name] |= change  # type: ignore[index]
        refused(zipped(tmp_path / f"{number}.zip", found, manifest), "the sum of")
    newer = manifest_of(found) | {"format": 2}
    refused(zipped(tmp_path / "newer.zip", found, newer), "newer")
    more = manifest_of(found) | {"passwords": "x"}
    refused(zipped(tmp_path / "more.zip", found, more), "not understood")


def test_a_file_that_was_cut_off_or_altered_is_refused_at_every_place(tmp_path: Path):
    whole = zipped(tmp_path / "whole.zip", members()).read_bytes()
    file = tmp_path / "odd.zip"
    for size in range(0, len(whole), 7):
        file.write_bytes(whole[:size])
        refused(file, "no backup, or not whole")
    noticed = 0
    for place in range(0, len(whole), 5):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            verified(file)
        except BackupDamaged:
            noticed += 1
            continue
        assert contents(file) == contents(tmp_path / "whole.zip")  # a time, or what nobody reads
    assert noticed > len(whole) // 5 * 0.7


def contents(file: Path) -> list[str]:
    with Archive(file) as archive:
        return [repr(row) for row in (*archive.nodes(), *archive.relationships())]


def test_what_unpacks_to_more_than_it_says_is_not_unpacked(tmp_path: Path):
    found = members()
    manifest = manifest_of(found)
    big = zipped(
        tmp_path / "bomb.zip", found | {"home/own/reports/x.cypher": bytes(BOMB)}, manifest
    )
    endless = found | {NODES: b" " * BOMB}
    long_line = zipped(tmp_path / "line.zip", endless, manifest_of(endless))
    assert LONGEST < BOMB
    tracemalloc.start()
    try:
        refused(big, "the sum of")
        refused(long_line, "too long")
        assert tracemalloc.get_traced_memory()[1] < 4 * LONGEST
    finally:
        tracemalloc.stop()


def test_only_what_belongs_in_a_backup_is_taken_from_a_home(tmp_path: Path):
    for name in (
        "own/reports/a.cypher", "own/a:b", "own/half.next", "approvals/a.json", "loads/1/record.json",
        "editions/2025/map.pdf", "neo4j/5.26/password", "access/accounts.sqlite3", "uploads/t/data.xlsx",
        "audit/seals.jsonl", "audit/chain-20261127T000000-00000000.jsonl", "audit/hidden.key",
        "log/lianxin.log", "backups/old.zip",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "own/link").symlink_to("/etc/passwd")
    (tmp_path / "own/away").symlink_to("/etc")
    kept = [
        "own/reports/a.cypher",
        "approvals/a.json",
        "loads/1/record.json",
        "editions/2025/map.pdf",
    ]
    files = HomeFiles(tmp_path)
    assert [name for name, _ in files.all()] == kept
    assert files.left_out == ["own/away", "own/a:b", "own/link"]
    assert [name for name, _ in HomeFiles(tmp_path, logs=True).all()] == [*kept, "log/lianxin.log"]


def test_a_backup_is_readable_by_its_owner_alone_and_never_written_over_another(tmp_path: Path):
    file = tmp_path / "new.zip"
    with Writer(file) as writer, writer.member(NODES) as out:
        out.write(b"x")
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        Writer(file)
