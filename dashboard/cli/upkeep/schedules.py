"""Whether what a home's schedules ask for can be made, kept and told; asks no database and no robot."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cypher.library.reload import Library
from dashboard.cli.upkeep.finding import Finding
from dashboard.outtray.errors import RobotRefused
from dashboard.outtray.fit import faults
from dashboard.outtray.record import FOLDER as RECORDS
from dashboard.outtray.robot.key import RobotPlace, key_of
from dashboard.outtray.runs import FOLDER as RUNS
from dashboard.outtray.store import ScheduleFile, schedules_in
from graph.model import SHANGHAI
from graph.settings import Settings

_ABOUT = ("发件箱", "Out-tray")


def schedules(settings: Settings) -> list[Finding]:
    """What is wrong with the schedules of a home; nothing where it has none."""
    home = settings.home
    files = schedules_in(home / "own")
    if not files:
        return []
    wrong = [*_of_files(home, files), *_of_folders(home), *_of_keys(settings, files)]
    n = len(files)
    says = (f"{n} 个计划，都能生成", f"{n} that can be made" if n > 1 else "one that can be made")
    return wrong or [Finding(_ABOUT, says)]


def _of_files(home: Path, files: list[ScheduleFile]) -> Iterator[Finding]:
    catalogue = Library(home / "own", home / "approvals").catalogue
    today = datetime.now(SHANGHAI).date()
    way = ("按所说的改正这一行。", "Mend that line as it says.")
    for file in files:
        for fault in faults(file, catalogue, home / "own", today):
            yield Finding(_ABOUT, (fault.zh, fault.en), way)


def _of_folders(home: Path) -> Iterator[Finding]:
    """The folders where it is kept what was made, or those in which they would be made."""
    for name in (RUNS, RECORDS):
        folder = home / name
        there = folder if folder.exists() else home
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            says = (f"{there} 不能写入", f"{there} cannot be written to")
            way = (f"chmod u+rwx '{there}'", f"chmod u+rwx '{there}'")
            yield Finding(_ABOUT, says, way)


def _of_keys(settings: Settings, files: list[ScheduleFile]) -> Iterator[Finding]:
    place = RobotPlace(settings.robot_host)
    messages = (one.schedule.message for one in files if one.schedule is not None)
    for robot in sorted({message.robot for message in messages if message is not None}):
        try:
            key_of(settings.home, robot, place)
        except RobotRefused as error:
            file = settings.home / "robots" / f"{robot}.key"
            way = (
                f"把密钥放进 {file}，权限 600。",
                f"Put the key into {file}, for its owner alone (600).",
            )
            yield Finding(_ABOUT, (error.zh, error.en), way)
