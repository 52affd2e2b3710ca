"""Whatever is done to the trail's files is found and named by its line."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cypher.reader import LOCAL
from dashboard.audit.chain import chains, file_of
from dashboard.audit.line import decoded, encoded
from dashboard.audit.pruning import KEPT_DAYS, TooYoung, prune
from dashboard.audit.seals import FILE, Seals
from dashboard.audit.trail import Trail
from dashboard.audit.verify.files import Fault, verify_files
from graph.model import SHANGHAI

WRITER = """
import sys
from pathlib import Path
from cypher.reader import LOCAL
from dashboard.audit.trail import Trail
trail = Trail(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    trail.record("download", LOCAL, f"reports/a{number}", rows=number)
print("written", flush=True)
sys.stdin.read(1)
trail.close()
"""
Change = Callable[[list[bytes]], object]


def made(home: Path, lines: int = 9) -> Path:
    """The only chain of a new trail, sealed for good; with its beginning it has one line more."""
    trail = Trail(home)
    for number in range(lines):
        trail.record("download", LOCAL, f"reports/a{number}")
    trail.close()
    [name] = chains(home / "audit")
    return file_of(home / "audit", name)


def change(file: Path, how: Change) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    how(lines)
    file.write_bytes(b"".join(lines))


def faults(home: Path) -> list[Fault]:
    return verify_files(home / "audit").faults


def replaced(line: bytes, *, rehashed: bool) -> bytes:
    other = line.replace(b'"kind":"', b'"kind":"x', 1)
    if not rehashed:
        return other
    one = decoded(other[:-1])
    return encoded(one.n, one.prev, one.values)[0]


def test_ten_thousand_lines_of_two_processes_of_which_one_is_killed_are_verified(tmp_path: Path):
    command = [sys.executable, "-c", WRITER, str(tmp_path), "5000"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        subprocess.Popen(command, **pipes) as killed,  # type: ignore[call-overload]
        subprocess.Popen(command, **pipes) as ended,  # type: ignore[call-overload]
    ):
        for one in (killed, ended):
            assert one.stdout.readline() == "written\n"
        killed.kill()
        killed.wait(60)
        ended.communicate("x", timeout=60)
    trail = Trail(tmp_path)
    trail.record("sign_out", LOCAL)  # whoever begins seals what the dead one left
    trail.close()
    found = verify_files(tmp_path / "audit")
    assert found.faults == []
    assert found.half_lines == []
    assert (found.chains, found.lines) == (3, 2 * 5001 + 2)
    [dead] = [
        state
        for line in (tmp_path / "audit" / FILE).read_bytes().splitlines()
        for state in decoded(line).values["chains"]  # type: ignore[attr-defined]
        if state["closed"]
        and state["lines"] == 5001
        and str(killed.pid) in _beginning(tmp_path, state)
    ]
    assert dead["hash"]


def _beginning(home: Path, state: dict[str, object]) -> str:
    first = file_of(home / "audit", str(state["chain"])).read_bytes().splitlines()[0]
    return str(decoded(first).values["more"]["pid"])  # type: ignore[index]


def _set(at: int, *, rehashed: bool = False) -> Change:
    def change(lines: list[bytes]) -> None:
        lines[at - 1] = replaced(lines[at - 1], rehashed=rehashed)

    return change


def _swap(first: int, second: int) -> Change:
    def change(lines: list[bytes]) -> None:
        lines[first - 1], lines[second - 1] = lines[second - 1], lines[first - 1]

    return change


def _add(at: int, *, rehashed: bool) -> Change:
    def change(lines: list[bytes]) -> None:
        before = decoded(lines[at - 2][:-1])
        values = {**before.values, "about": "reports/forged"}
        forged = encoded(at, before.hash if rehashed else "1" * 64, values)[0]
        lines.insert(at - 1, forged)

    return change


@pytest.mark.parametrize(
    ("how", "line", "what"),
    [
        (_set(5), 5, "altered"),
        (_set(5, rehashed=True), 5, "altered"),
        (_set(1, rehashed=True), 1, "altered"),
        (_set(10), 10, "altered"),
        (lambda lines: lines.pop(4), 5, "dropped"),
        (lambda lines: lines.pop(0), 1, "dropped"),
        (_swap(4, 5), 4, "swapped"),
        (_swap(3, 8), 3, "swapped"),
        (_add(6, rehashed=False), 6, "added"),
        (_add(6, rehashed=True), 6, "added"),
        (lambda lines: lines.insert(5, lines[2]), 6, "added"),
        (lambda lines: lines.insert(5, b"{}\n"), 6, "added"),
        (_add(11, rehashed=True), 11, "added"),
        (lambda lines: lines.pop(), 10, "cut"),
        (lambda lines: lines.clear(), 1, "cut"),
    ],
)
def test_one_line_altered_dropped_added_or_swapped_is_named(
    tmp_path: Path, how: Change, line: int, what: str
):
    file = made(tmp_path)
    assert faults(tmp_path) == []
    change(file, how)
    [fault] = faults(tmp_path)
    assert (fault.file, fault.line, fault.what) == (file.name, line, what)


def test_all_lines_written_anew_contradict_the_seals(tmp_path: Path):
    file = made(tmp_path)

    def anew(lines: list[bytes]) -> None:
        prev = "0" * 64
        for at, raw in enumerate(lines):
            values = dict(decoded(raw[:-1]).values)
            if at >= 6:
                values["about"] = "reports/forged"
            lines[at], prev = encoded(at + 1, prev, values)

    change(file, anew)
    [fault] = faults(tmp_path)
    assert (fault.what, fault.line, fault.until) == (
        "altered",
        2,
        10,
    )  # line 1 was sealed by itself


def test_a_file_that_is_gone_or_that_nobody_sealed_is_named(tmp_path: Path):
    file = made(tmp_path)
    other = file.with_name("chain-20200101T000000-00000000.jsonl")
    other.write_bytes(file.read_bytes())
    assert faults(tmp_path) == [Fault(other.name, 0, "unsealed")]
    other.unlink()
    file.unlink()
    assert faults(tmp_path) == [Fault(file.name, 0, "missing")]


def test_a_change_of_the_common_chain_is_named(tmp_path: Path):
    made(tmp_path)
    made_again = Trail(tmp_path)
    made_again.record("sign_out", LOCAL)
    made_again.close()
    seals = tmp_path / "audit" / FILE

    def close_no_more(lines: list[bytes]) -> None:
        lines[1] = lines[1].replace(b'"closed":true', b'"closed":false')

    change(seals, close_no_more)
    assert Fault(FILE, 2, "altered") in faults(tmp_path)


def test_half_a_line_after_a_crash_is_said_and_is_no_fault(tmp_path: Path):
    file = made(tmp_path)
    with file.open("ab") as end:
        end.write(b'{"n":11,"at":"2026')
    found = verify_files(tmp_path / "audit")
    assert (found.faults, found.half_lines) == ([], [file.name])


def test_half_a_seal_after_a_crash_is_taken_away_by_the_next(tmp_path: Path):
    made(tmp_path)
    seals = Seals(tmp_path / "audit")
    before = seals.head()
    with seals.file.open("ab") as end:
        end.write(b'{"n":3,"at"')
    assert seals.head() == before
    trail = Trail(tmp_path)
    trail.record("sign_out", LOCAL)
    trail.close()
    assert faults(tmp_path) == []


def test_what_is_younger_than_half_a_year_stays_and_the_rest_can_still_be_verified(tmp_path: Path):
    today = date(2026, 11, 27)
    days = [today - timedelta(days=n) for n in (KEPT_DAYS + 20, KEPT_DAYS + 1, KEPT_DAYS, 0)]
    clock = [datetime(2026, 1, 1, tzinfo=SHANGHAI)]
    trail = Trail(tmp_path, now=lambda: clock[0])
    for day in days:
        clock[0] = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
        trail.record("sign_in", LOCAL)
    trail.close()
    folder = tmp_path / "audit"
    assert len(chains(folder)) == len(days)
    with pytest.raises(TooYoung) as refused:
        prune(folder, today - timedelta(days=KEPT_DAYS - 1), today)
    assert "183" in refused.value.zh and "六个月" in refused.value.zh
    assert len(chains(folder)) == len(days)
    assert prune(folder, today - timedelta(days=KEPT_DAYS), today).files == 2
    assert [name[:8] for name in chains(folder)] == [f"{day:%Y%m%d}" for day in days[2:]]
    assert prune(folder, today - timedelta(days=KEPT_DAYS), today).files == 0


def test_a_file_that_was_pruned_before_its_time_is_missing(tmp_path: Path):
    file = made(tmp_path)
    seals = Seals(tmp_path / "audit")
    state = decoded((tmp_path / "audit" / FILE).read_bytes().splitlines()[1]).values["chains"][0]  # type: ignore[index]
    from dashboard.audit.chain import ChainState

    seals.add([ChainState(**state)], "pruned")
    file.unlink()
    assert faults(tmp_path) == [Fault(file.name, 0, "missing")]
