"""The out-tray on the seeded town: made once, made up for, not made and why, and told to a group."""

import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from robot import TAKEN, StandIn, stand_in
from trail_lines import noted

from cypher.errors import BrokenFile
from cypher.library.reload import Library
from cypher.reader import OWNER
from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.outtray import OutTray
from dashboard.outtray.errors import NotDue
from dashboard.outtray.record import Records, RunState
from dashboard.outtray.robot.key import RobotPlace
from dashboard.outtray.robot.sending import Sender
from dashboard.outtray.runs import SUMS
from graph.address import Address
from graph.client import Graph
from graph.model import SHANGHAI

FIRST = datetime(2025, 10, 31, 12, 0, tzinfo=SHANGHAI)
KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"
MONTHLY = """\
title: 心愿月报
report: wishes/rates
with: {as_of: last_month_end}
when: {monthly: 1}
files: [csv]
checks: []
"""
TOLD = MONTHLY + "message: {robot: group}\nsentences: [open_wishes]\n"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "own" / "outtray").mkdir(parents=True)
    key = tmp_path / "robots" / "group.key"
    key.parent.mkdir()
    key.write_text(KEY)
    key.chmod(0o600)
    return tmp_path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def robot() -> Iterator[StandIn]:
    with stand_in() as found:
        yield found


def write(home: Path, name: str, text: str) -> None:
    (home / "own" / "outtray" / f"{name}.yaml").write_text(text, "utf-8")


def tray_of(home: Path, town: Graph, clock: Clock, robot: StandIn | None = None) -> OutTray:
    trail = Trail(home)
    runner = Runner(town, Library(home / "own", home / "approvals"), readings=trail.reading)
    place = RobotPlace(stand_in=robot.port) if robot else RobotPlace()
    return OutTray(
        runner, home, None, trail, robots=place, address="https://lx.example/", now=clock
    )


def acts(home: Path) -> list[tuple[str, str]]:
    return [(one["about"], one["more"]["act"]) for one in noted(home, "outtray")]


def state(home: Path, name: str, run: str) -> RunState:
    record = Records(home).get(name)
    assert record is not None
    return record.runs[run]


def test_made_with_its_sums_and_told_once(
    home: Path, town: Graph, clock: Clock, robot: StandIn
) -> None:
    write(home, "monthly", TOLD)
    tray = tray_of(home, town, clock, robot)
    assert tray.has_work() and tray.round() == []  # what was due before it was written is past
    clock.now = datetime(2025, 11, 1, 7, 59, tzinfo=SHANGHAI)
    assert not tray.has_work()
    clock.now += timedelta(minutes=1)
    tray.round()
    assert tray.round() == [] and not tray.has_work()
    run = tray.runs.get("monthly", "2025-11-01")
    folder = tray.runs.folder("monthly", "2025-11-01")
    assert not run.late and not tray.runs.altered(run)
    for line in (folder / SUMS).read_text().splitlines():
        sum, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sum
    assert (
        run.day.isoformat() == "2025-07-31"
    )  # the town ends in August: values are of its last day
    [name] = run.files.keys() - {SUMS}
    text = (folder / name).read_bytes().decode("utf-8-sig")
    rates = tray_rows(town, "wishes/rates", run.day.isoformat())
    assert len(list(csv.reader(io.StringIO(text)))) >= len(rates) + 1
    assert run.counts[0].rows == len(rates)
    [told] = robot.texts
    assert told.splitlines()[0] == "【连新】“心愿月报”已生成"
    assert len(run.sentences) == 1 and f"{run.sentences[0]}。" in told
    assert f"：{len(rates)} 行" in told and "as_of=2025-07-31" in told
    assert told.splitlines()[-1].startswith("https://lx.example/") and "wishes/rates" in told
    assert acts(home) == [("monthly/2025-11-01", "make"), ("monthly/2025-11-01", "send")]
    shutil.rmtree(folder)  # as where a backup of the day before is restored
    assert tray.round() == [] and len(robot.texts) == 1
    for file in home.rglob("*"):
        if file.is_file() and file.parent.name != "robots":
            assert KEY.encode() not in file.read_bytes(), file


def tray_rows(town: Graph, id: str, day: str) -> list[dict[str, object]]:
    runner = Runner(town, Library(None, None))
    return list(
        runner.run(runner.catalogue.find(f"reports/{id}"), {"as_of": day}, reader=OWNER).dicts()
    )


def test_what_was_due_while_the_machine_was_off(
    home: Path, town: Graph, clock: Clock, robot: StandIn
) -> None:
    write(home, "weekly", TOLD.replace("monthly: 1", "weekly: 周五"))
    tray_of(home, town, clock, robot).round()
    clock.now = datetime(2025, 11, 16, 9, 0, tzinfo=SHANGHAI)
    tray = tray_of(home, town, clock, robot)
    tray.round()
    names = sorted(run.name for run in tray.runs.of("weekly"))
    assert names == ["2025-11-07", "2025-11-14"] and all(r.late for r in tray.runs.of("weekly"))
    assert ["补做" in text for text in robot.texts] == [True, True]
    tray.round()
    assert len(robot.texts) == 2


SCRIPT = """
import os, sys, time
from datetime import datetime
from pathlib import Path
from cypher.library.reload import Library
from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.outtray import OutTray, runs
from dashboard.outtray.robot.key import RobotPlace
from graph.address import Address
from graph.client import Graph
home, now, port, dies = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
address = Address(sys.argv[5], sys.argv[6], sys.stdin.readline().strip(), sys.argv[7])
with Graph(address) as graph:
    graph.open()
    trail = Trail(home)
    runner = Runner(graph, Library(home / "own", home / "approvals"))
    tray = OutTray(runner, home, None, trail, robots=RobotPlace(stand_in=port), now=lambda: now)
    if dies == "made":
        keep = runs.Runs.keep
        def kept(*args, **named):
            keep(*args, **named)
            os.kill(os.getpid(), 9)
        runs.Runs.keep = kept
    print("ready", flush=True)
    sys.stdin.readline()
    print(len(tray.round()))
    trail.close()
"""


def another(home: Path, clock: Clock, robot: StandIn, address: Address, dies: str = "") -> Any:
    words = [home, clock.now.isoformat(), robot.port, dies, address.uri, address.username]
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *map(str, words), address.database],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ},
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(f"{address.password}\n")
    process.stdin.flush()
    return process


def ready(process: Any) -> None:
    assert process.stdout.readline() == "ready\n"


def test_two_processes_at_once_make_and_tell_one(
    home: Path, town: Graph, clock: Clock, robot: StandIn, address: Address
) -> None:
    for n in range(3):
        write(home, f"of_{n}", TOLD)
    here = tray_of(home, town, clock, robot)
    here.round()
    clock.now = datetime(2025, 11, 1, 8, 0, tzinfo=SHANGHAI)
    there = another(home, clock, robot, address)
    ready(there)
    there.stdin.write("\n")
    there.stdin.flush()
    made = 0
    while made < 3 and there.poll() is None:  # until one of the two has done it all
        made += len(here.round())
    made += int(there.communicate(timeout=120)[0])
    assert made == 3 and len(robot.texts) == 3
    assert sorted(acts(home)) == sorted(
        (f"of_{n}/2025-11-01", act) for n in range(3) for act in ("make", "send")
    )


def test_killed_between_making_and_recording(
    home: Path, town: Graph, clock: Clock, robot: StandIn, address: Address
) -> None:
    write(home, "monthly", TOLD)
    tray = tray_of(home, town, clock, robot)
    tray.round()
    clock.now = datetime(2025, 11, 1, 8, 0, tzinfo=SHANGHAI)
    process = another(home, clock, robot, address, "made")
    ready(process)
    process.communicate("\n", timeout=120)
    assert process.returncode == -9 and robot.texts == []
    assert state(home, "monthly", "2025-11-01").state == "making"
    before = tray.runs.get("monthly", "2025-11-01")
    clock.now += timedelta(minutes=30)
    tray.round()
    assert tray.runs.of("monthly") == [before] and len(robot.texts) == 1
    assert acts(home) == [("monthly/2025-11-01", "make"), ("monthly/2025-11-01", "send")]


def test_killed_while_sending_is_not_sent_again(
    home: Path, town: Graph, clock: Clock, robot: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, "monthly", TOLD)
    tray = tray_of(home, town, clock, robot)
    tray.round()
    clock.now = datetime(2025, 11, 1, 8, 0, tzinfo=SHANGHAI)
    send = Sender.send

    def dies(*args: Any) -> None:
        send(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(Sender, "send", dies)
    with pytest.raises(KeyboardInterrupt):
        tray.round()
    monkeypatch.setattr(Sender, "send", send)
    for _ in range(2):
        tray.round()
    message = state(home, "monthly", "2025-11-01").message
    assert message is not None and message.state == "unclear" and len(robot.texts) == 1


def test_a_check_that_fails_keeps_it_back_and_says_why(
    home: Path, town: Graph, clock: Clock, robot: StandIn
) -> None:
    check = home / "own" / "checks" / "always.cypher"
    check.parent.mkdir()
    text = (
        "// ---\n// title: {zh: 总有一处, en: Always one}\n// message: {zh: 请改, en: Mend it}\n"
        "// about: {zh: 试, en: Try}\n// audience: [staff]\n// columns:\n//   x: {label: {zh: 数, en: Number}, unit: count}\n"
        "// rests_on: [Wish]\n// limits: {rows: 10, seconds: 5}\n// expect: {columns: [x]}\n// ---\n"
        "MATCH (w:Wish) WITH count(w) AS x RETURN x\n"
    )
    check.write_text(text, "utf-8")
    write(home, "monthly", TOLD.replace("checks: []", "checks: [always]"))
    write(home, "other", TOLD)
    tray = tray_of(home, town, clock, robot)
    tray.round()
    clock.now = datetime(2025, 11, 1, 8, 0, tzinfo=SHANGHAI)
    tray.round()
    held = state(home, "monthly", "2025-11-01")
    assert held.kind == "check" and held.why is not None and "总有一处（1 处）" in held.why.zh
    assert tray.runs.of("monthly") == [] and len(tray.runs.of("other")) == 1
    assert len(robot.texts) == 1
    with pytest.raises(NotDue, match="Always one"):
        tray.make_now("monthly", OWNER)
    clock.now += timedelta(minutes=20)
    tray.round()
    assert (
        acts(home).count(("monthly/2025-11-01", "withhold")) == 1
    )  # not each time that it is tried
    check.write_text(text.replace("RETURN x", "WHERE x < 0 RETURN x"), "utf-8")
    clock.now += timedelta(hours=20)
    tray_of(home, town, clock, robot).round()  # which has read the check as it is now
    [run] = tray.runs.of("monthly")
    assert run.late and run.checks == 1 and len(robot.texts) == 2


FAULTY = {
    "public": ("report: wishes/rates", "report: wishes/rates\naudience: public", 3, "公开"),
    "closed": ("report: wishes/rates", "report: kinds/rider\naudience: committee", 3, "开放"),
    "personal": ("report: wishes/rates", "report: kinds/rider\naudience: staff", 2, "个人"),
    "no_report": ("wishes/rates", "wishes/rate", 2, "wishes/rate"),
    "no_value": ("as_of: last", "as_off: last", 3, "as_off"),
    "bad_value": ("last_month_end", "someday", 3, "someday"),
    "no_when": ("{monthly: 1}", "{}", 4, "weekly"),
    "two_whens": ("{monthly: 1}", "{monthly: 1, weekly: 周一}", 4, "weekly"),
    "no_day": ("{monthly: 1}", "{monthly: 32}", 4, "31"),
    "no_time": ("{monthly: 1}", "{monthly: 1, at: 8}", 4, "08:00"),
    "no_meeting": ("{monthly: 1}", "{before: 1}", 4, "agenda"),
    "no_check": ("checks: []", "checks: [none]", 6, "none"),
    "no_sentence": ("checks: []", "checks: []\nsentences: [none]", 7, "none"),
    "no_format": ("[csv]", "[exe]", 5, "exe"),
    "no_key": ("title: ", "titel: ", 1, "title"),
    "tag": ("title: 心愿月报", "title: !!python/object/apply:os.system [ls]", 1, "!"),
}


def test_a_faulty_file_says_its_line_and_stops_no_other(
    home: Path, town: Graph, clock: Clock
) -> None:
    for name, (old, new, _, _) in FAULTY.items():
        assert old in MONTHLY
        write(home, name, MONTHLY.replace(old, new))
    write(home, "sound", MONTHLY)
    (home / "own" / "outtray" / "link.yaml").symlink_to(home / "own" / "outtray" / "sound.yaml")
    tray = tray_of(home, town, clock)
    tray.round()
    clock.now = datetime(2025, 11, 1, 8, 0, tzinfo=SHANGHAI)
    tray.round()
    assert tray.runs.schedules() == ["sound"]
    for name, (_, _, line, word) in FAULTY.items():
        with pytest.raises((BrokenFile, NotDue)) as refused:
            tray.make_now(name, OWNER)
        assert f"own/outtray/{name}.yaml:{line}：" in refused.value.zh, refused.value.zh
        assert word in refused.value.zh and f"{name}.yaml:{line}:" in refused.value.en


def test_an_agenda_before_its_meeting(home: Path, town: Graph, clock: Clock) -> None:
    agendas = home / "own" / "agendas"
    agendas.mkdir()
    (agendas / "20251120.yaml").write_text(
        "title: 十一月例会\nday: 2025-11-20\nitems:\n- report: wishes/overdue\n"
        "- {record: R-0001}\n- note: 请回复\n",
        "utf-8",
    )
    write(
        home, "handout",
        "title: 会前材料\nagenda: 20251120\nwhen: {before: 2}\nfiles: [pdf, xlsx]\nchecks: []\n",
    )  # fmt: skip
    tray = tray_of(home, town, clock)
    tray.round()
    clock.now = datetime(2025, 11, 18, 8, 0, tzinfo=SHANGHAI)
    tray.round()
    run = tray.runs.get("handout", "2025-11-18")
    folder = tray.runs.folder("handout", "2025-11-18")
    pages = PdfReader(folder / "handout_2025-11-18.pdf").pages
    assert "十一月例会" in "".join(page.extract_text() for page in pages)
    [book] = [one for one in run.files if one.endswith(".xlsx")]
    assert load_workbook(folder / book).active is not None
    rider = town.read("MATCH (r:Rider {id: 'R-0001'}) RETURN r.alias AS alias").value()
    assert all(str(rider).encode() not in one.read_bytes() for one in folder.iterdir())
    assert [one.report for one in run.counts] == ["reports/wishes/overdue"]


def test_paused_made_by_hand_and_told_by_hand(
    home: Path, town: Graph, clock: Clock, robot: StandIn
) -> None:
    write(home, "monthly", TOLD)
    tray = tray_of(home, town, clock, robot)
    tray.round()
    tray.pause("monthly", OWNER)
    clock.now = datetime(2025, 11, 3, 8, 0, tzinfo=SHANGHAI)
    assert tray.round() == []
    tray.resume("monthly", OWNER)
    assert tray.round() == []  # what was due meanwhile is not made up for
    name, _ = tray.make_now("monthly", OWNER)
    second, _ = tray.make_now("monthly", OWNER)
    assert (name, second) == ("2025-11-03-1", "2025-11-03-2") and robot.texts == []
    robot.answer = TAKEN
    assert tray.tell("monthly", name, OWNER).state == "sent" and len(robot.texts) == 1
    assert "补做" not in robot.texts[0]
    (home / "robots" / "group.key").chmod(0o644)
    told = tray.tell("monthly", second, OWNER)
    assert told.state == "failed" and told.why is not None and "chmod 600" in told.why.zh
    assert [act for _, act in acts(home)] == [
        "pause", "resume", "make", "make", "send", "not_sent",
    ]  # fmt: skip
