"""What a process notes, what it leaves out, and what happens where it cannot."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from trail_lines import noted

from cypher.file.parse import SavedStatement, parse
from cypher.reader import LOCAL, Reader
from dashboard.audit.cleaned import LEFT_OUT
from dashboard.audit.trail import Trail
from dashboard.audit.verify.files import verify_files
from dashboard.errors import AuditFailed
from graph.model import SHANGHAI

HEAD = "// ---\n// title: {zh: 人, en: People}\n// about: {zh: 人, en: People}\n"
PERSON = HEAD + "// parameters:\n//   id: {type: text, label: {zh: 编号, en: Id}}\n"
LISTED = (
    HEAD + "// parameters:\n//   q: {type: text, label: {zh: 找, en: Find}}\n"
    "//   kind: {type: integer, default: 1, label: {zh: 数, en: N}}\n"
)
RETURN = "// privacy: {personal: true}\n// ---\nRETURN 1 AS n"


def report(head: str, id: str) -> SavedStatement:
    return parse((head + RETURN).encode(), id, f"own/{id}.cypher", "own")


@pytest.fixture
def trail(tmp_path: Path) -> Iterator[Trail]:
    one = Trail(tmp_path)
    yield one
    one.close()


@contextmanager
def disk_full(home: Path) -> Iterator[None]:
    """No file of this process may grow beyond what the trail has, as when the disk is full."""
    [file] = (home / "audit").glob("chain-*.jsonl")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678",
        "电话 021-58881234",
        "310115199001011237",
        "张三的微信号 wx_zhang1990",
        "x8Kq2LmZ0pRt5VbN3sYw7Hc1Jd4Fg6Ae9Ui2Oo",
        "0c8c" * 16,
        "lianxin_session=Zk3xD93kdKD0230sdkfjKSDJF023230dskfj",
    ],
)
def test_no_number_of_a_person_and_no_secret_stands_in_any_line(
    trail: Trail, tmp_path: Path, secret: str
):
    trail.record("refused", replace(LOCAL, name=secret), secret, why=secret, sha256=secret[:20])
    [line] = noted(tmp_path)
    assert LEFT_OUT in (line["by"], line["about"])
    written = "".join(p.read_text("utf-8") for p in (tmp_path / "audit").glob("chain-*.jsonl"))
    assert secret not in written
    assert secret[-16:] not in written


def test_ids_names_and_sums_stay_as_they_are(trail: Trail, tmp_path: Path):
    kept = [
        "reports/records/ties_of_person_with_a_long_name",
        "IMP-20261127-1a2b3c4d",
        "王主任",
        "2025年度.xlsx",
    ]
    for one in kept:
        trail.record("download", LOCAL, one, sha256="0c8c" * 16, rows=12)
    lines = noted(tmp_path)
    assert [line["about"] for line in lines] == kept
    assert lines[0]["more"] == {"sha256": "0c8c" * 16, "rows": 12}


def test_control_characters_and_length_are_bounded(trail: Trail, tmp_path: Path):
    trail.record("refused", None, "a\nb\x1b[31m" + "字" * 500)
    [line] = noted(tmp_path)
    assert line["about"].startswith("a b [31m字") and len(line["about"]) == 200
    assert "by" not in line


def test_a_name_typed_wrongly_is_not_kept_but_known_again(trail: Trail, tmp_path: Path):
    for typed in ("hunter2!", "hunter2!", "hunter3!"):
        trail.record(
            "sign_in_refused",
            Reader("", "committee", "public"),
            trail.hidden(typed),
            address="127.0.0.1",
        )
    first, again, other = (line["about"] for line in noted(tmp_path))
    assert first == again != other
    assert "hunter" not in "".join(
        path.read_text("utf-8", "replace") for path in (tmp_path / "audit").iterdir()
    )
    another = Trail(tmp_path)
    assert another.hidden("hunter2!") == first  # of every process of the home


def test_one_line_for_a_record_on_an_open_page_in_ten_minutes(tmp_path: Path):
    clock = [datetime(2026, 11, 27, 9, tzinfo=SHANGHAI)]
    trail = Trail(tmp_path, now=lambda: clock[0])
    person, ties = (
        report(PERSON, "reports/person"),
        report(PERSON, "reports/ties"),
    )
    here, there = replace(LOCAL, visit="a"), replace(LOCAL, visit="b")
    for saved in (person, ties):
        trail.reading(saved, {"id": "R-0001"}, here, 3)
    trail.reading(person, {"id": "R-0002"}, here, 3)
    trail.reading(person, {"id": "R-0001"}, there, 3)
    trail.reading(person, {"id": "R-0001"}, replace(here, name="王"), 3)
    clock[0] += timedelta(minutes=9)
    trail.reading(ties, {"id": "R-0001"}, here, 3)
    assert [(one["by"], one["about"]) for one in noted(tmp_path)] == [
        ("local", "R-0001"), ("local", "R-0002"), ("local", "R-0001"), ("王", "R-0001"),
    ]  # fmt: skip
    clock[0] += timedelta(minutes=2)
    trail.reading(ties, {"id": "R-0001"}, here, 3)
    assert len(noted(tmp_path)) == 5
    trail.close()


def test_a_list_says_its_kind_and_count_and_not_what_was_typed(trail: Trail, tmp_path: Path):
    trail.reading(report(LISTED, "reports/people"), {"q": "小张", "kind": 4}, LOCAL, 17)
    [line] = noted(tmp_path)
    assert (line["kind"], line["about"]) == ("person_read", "reports/people")
    assert (line["more"]["rows"], line["more"]["asked_kind"], line["more"]["asked_q"]) == (
        17,
        "4",
        LEFT_OUT,
    )


def test_what_cannot_be_written_is_refused_and_leaves_nothing_behind(trail: Trail, tmp_path: Path):
    trail.record("sign_in", LOCAL)
    with disk_full(tmp_path), pytest.raises(AuditFailed) as refused:
        trail.record("download", LOCAL, "reports/a")
    assert "没有" in refused.value.zh
    trail.record("sign_out", LOCAL)
    trail.close()
    assert [line["kind"] for line in noted(tmp_path)] == ["sign_in", "sign_out"]
    found = verify_files(tmp_path / "audit")
    assert (found.faults, found.half_lines) == ([], [])


def test_a_file_taken_away_under_a_process_is_missing_and_what_follows_is_kept(tmp_path: Path):
    trail = Trail(tmp_path)
    trail.record("sign_in", LOCAL)
    [file] = (tmp_path / "audit").glob("chain-*.jsonl")
    file.unlink()
    trail.record("sign_out", LOCAL)
    trail.close()
    assert [line["kind"] for line in noted(tmp_path)] == ["sign_out"]
    assert [(one.file, one.what) for one in verify_files(tmp_path / "audit").faults] == [
        (file.name, "missing")
    ]


def test_a_day_has_its_own_file_and_an_hour_its_seal(tmp_path: Path):
    clock = [datetime(2026, 11, 27, 22, 30, tzinfo=SHANGHAI)]
    trail = Trail(tmp_path, now=lambda: clock[0])
    trail.record("sign_in", LOCAL)
    assert trail.seals is not None
    sealed = trail.seals.head()
    clock[0] += timedelta(minutes=59)
    trail.seal_if_due()
    assert trail.seals.head() == sealed
    clock[0] += timedelta(minutes=1)
    trail.seal_if_due()
    head = trail.seals.head()
    assert sealed and head and head.n == sealed.n + 1
    clock[0] += timedelta(minutes=31)
    trail.record("sign_out", LOCAL)
    trail.close()
    files = sorted(path.name[:14] for path in (tmp_path / "audit").glob("chain-*.jsonl"))
    assert files == ["chain-20261127", "chain-20261128"]
    assert verify_files(tmp_path / "audit").faults == []


def test_the_trail_is_its_owners_alone(trail: Trail, tmp_path: Path):
    trail.record("sign_in", LOCAL)
    trail.hidden("x")
    paths = [tmp_path / "audit", *(tmp_path / "audit").iterdir()]
    assert {path.name: path.stat().st_mode & 0o077 for path in paths} == {
        path.name: 0 for path in paths
    }


def test_a_process_that_is_killed_loses_no_line_that_it_recorded(tmp_path: Path):
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom cypher.reader import LOCAL\n"
        "from dashboard.audit.trail import Trail\n"
        f"trail = Trail(Path({str(tmp_path)!r}))\n"
        "for n in range(200): trail.record('download', LOCAL, f'reports/a{n}')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert [line["about"] for line in noted(tmp_path)] == [f"reports/a{n}" for n in range(200)]


def test_without_a_home_nothing_is_kept(tmp_path: Path):
    trail = Trail(None)
    trail.record("sign_in", LOCAL)
    assert trail.seal("asked") is None
    trail.close()
