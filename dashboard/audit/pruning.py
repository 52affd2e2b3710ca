"""Old files of the trail removed, so that the rest can still be verified."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from filelock import Timeout

from dashboard.audit.chain import ChainState, chains, day_of, file_of, last_state, lock_of
from dashboard.audit.seals import Seals
from dashboard.errors import AuditFailed, DashboardError
from graph.files import reason_of
from graph.model import SHANGHAI

KEPT_DAYS = 183
"""Six months: the Cybersecurity Law asks that logs of a network are kept so long (2016, Art. 21)."""


class TooYoung(DashboardError):
    """What is to be removed from the trail must be kept longer; ``last`` is the last day that may go."""

    def __init__(self, last: date) -> None:
        super().__init__(
            f"操作记录至少要保存 {KEPT_DAYS} 天（六个月），依据《网络安全法》关于网络日志的规定（2016 年文本第二十一条）。"
            f"现在最多可以清理 {last} 之前的。",
            f"The trail is kept for at least {KEPT_DAYS} days (six months), as the Cybersecurity Law asks of "
            f"network logs (2016, Article 21). What is from before {last} may be removed now.",
        )
        self.last = last


@dataclass(frozen=True)
class Pruned:
    """How many files were removed, and how many lines they held."""

    files: int
    lines: int


def prune(folder: Path, before: date, today: date | None = None) -> Pruned:
    """Remove the files of the days before one. The common chain keeps what they were.

    Raises TooYoung for a day less than 183 days ago, and AuditFailed.
    """
    today = today or datetime.now(SHANGHAI).date()
    if before > today - timedelta(days=KEPT_DAYS):
        raise TooYoung(today - timedelta(days=KEPT_DAYS))
    seals = Seals(folder)
    try:
        old = [state for name in chains(folder) if (state := _if_old(folder, name, before))]
        if old:
            seals.add([replace(one, closed=True) for one in old], "pruned")
        for one in old:
            file_of(folder, one.chain).unlink(missing_ok=True)
    except (OSError, Timeout) as error:
        raise AuditFailed(*reason_of(error)) from error
    return Pruned(len(old), sum(one.lines for one in old))


def _if_old(folder: Path, name: str, before: date) -> ChainState | None:
    """How far a chain of an earlier day had come; None where it is of that day or later, or lives."""
    is_old = day_of(name) < before and not lock_of(folder, name).exists()
    return last_state(folder, name) if is_old else None
