"""What the trail of a home holds."""

import json
from pathlib import Path
from typing import Any


def noted(home: Path, kind: str | None = None) -> list[dict[str, Any]]:
    """The lines of every chain, in the order of their times; of one kind, or all but beginnings."""
    files = sorted((home / "audit").glob("chain-*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    wanted = [
        one for one in lines if one["kind"] == kind or (kind is None and one["kind"] != "begin")
    ]
    return sorted(wanted, key=lambda one: str(one["at"]))
