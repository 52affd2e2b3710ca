"""What can go wrong with the out-tray."""

from dashboard.errors import DashboardError


class OutTrayError(DashboardError):
    """Something about the out-tray."""


class NoSuchRun(OutTrayError):
    """No schedule, run or file of that name."""


class NotDue(OutTrayError):
    """What was asked for cannot be made now; the sentence says why."""


class RobotRefused(OutTrayError):
    """A robot cannot be used: no key, a key that others can read, a host that is not allowed."""


def no_schedule(name: str) -> NoSuchRun:
    """What is said of a schedule that is not there."""
    return NoSuchRun(f"没有计划“{name}”。", f"There is no schedule {name!r}.")


def no_file() -> NoSuchRun:
    """What is said of a file that is not there."""
    return NoSuchRun("没有这个文件。", "There is no such file.")
