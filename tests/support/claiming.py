"""A client that takes up wishes one after another and says each that was confirmed, until it is killed."""

import sys
from pathlib import Path

from wishes_to_act_on import STAFF

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from dashboard.audit.trail import Trail
from dashboard.audit.writes import Writes
from graph.address import Address
from graph.client import Graph


def main(uri: str, password: str, home: str, wishes: int) -> None:
    """Take up wishes from the first on, each by the first organisation, noted in a home's trail."""
    trail = Trail(Path(home))
    with Graph(Address(uri, "neo4j", password)) as graph:
        runner = ActionRunner(graph, ActionLibrary())
        for n in range(1, wishes + 1):
            done = runner.run(
                STAFF, "wish/claim", f"W-{n:06d}", {"organisation": "ORG-1"},
                writes=Writes(trail, STAFF),
            )  # fmt: skip
            print(done.change_id, done.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
