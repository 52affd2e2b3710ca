"""Whether the checks of the data hold before anything is made of them."""

from dataclasses import dataclass

from cypher.header import Words
from cypher.reader import OWNER
from cypher.run.runner import Runner
from dashboard.outtray.fit import is_check
from dashboard.outtray.model import Schedule
from graph.errors import ConnectionFailed, GraphError

_NAMED = 3


@dataclass(frozen=True)
class Checked:
    """How many checks were looked at; ``failing`` says which found something, None where none did."""

    number: int
    failing: Words | None


def look(runner: Runner, schedule: Schedule) -> Checked:
    """Run the checks that a schedule asks for. A check of the town's own that cannot be run is none
    of the data. Raises ConnectionFailed."""
    found, number = [], 0
    for check in runner.catalogue.of("checks"):
        if schedule.checks is not None and not any(is_check(check.id, o) for o in schedule.checks):
            continue
        try:
            rows = len(runner.run(check, {}, reader=OWNER).rows)
        except ConnectionFailed:
            raise
        except GraphError:
            continue
        number += 1
        if rows:
            found.append((check.header.title, rows))
    return Checked(number, _words(found) if found else None)


def _words(found: list[tuple[Words, int]]) -> Words:
    """The first of those that fail, by name, with how many rows each found."""
    first, more = found[:_NAMED], len(found) - _NAMED
    zh = "；".join(f"{title.zh}（{rows} 处）" for title, rows in first)
    en = "; ".join(f"{title.en} ({rows})" for title, rows in first)
    return Words(
        zh=f"数据检查没有通过：{zh}{f'；另有 {more} 项' if more > 0 else ''}。",
        en=f"The data failed a check: {en}{f'; {more} more' if more > 0 else ''}.",
    )
