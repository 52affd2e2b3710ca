"""The invented town's riders and wishes, as each site is given them."""

from collections import Counter
from typing import Any

import seed
from benchmarks.peers.site import Town

Rows = dict[str, list[dict[str, Any]]]
KINDS = (
    "Organization", "Company", "DeliverySite", "Rider", "Wish", "WishEvent", "Claim",
    "WorksAt", "Raised", "HasEvent", "Made", "For",
)  # fmt: skip
"""What of the town the other sites hold too."""


def town_rows() -> Rows:
    """The rows of the shipped town."""
    rows = seed.rows(seed.NUMBER)
    return {kind: rows[kind] for kind in KINDS}


def town_of(rows: Rows) -> Town:
    """What the steps look for among them."""
    riders, wishes = rows["Rider"], rows["Wish"]
    jobs = Counter(one["role"] for one in riders)
    role, count = jobs.most_common()[-1]
    ids = [one["id"] for one in wishes if one["status"] == "CLOSED"] or [
        one["id"] for one in wishes
    ]
    rest = [one["id"] for one in wishes if one["id"] not in ids]
    return Town(riders[len(riders) // 2]["alias"], role, count, [*ids, *rest])
