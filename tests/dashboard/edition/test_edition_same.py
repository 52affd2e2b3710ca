"""Two processes that differ in hashes, place on earth and rights make the same edition to the byte.

Alone the seal in its manifest is each home's own: it ties an edition to the trail of where it was made.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from dashboard.audit.seals import Seal, Seals
from dashboard.edition.manifest import FILE
from graph.client import Graph

WAYS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LANG": "C.UTF-8"},
]
MASKS = (0o022, 0o077)


def files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def without_seal(raw: bytes, home: Path) -> bytes:
    """A manifest without its seal, which the trail of its home holds."""
    seal = str(json.loads(raw)["seal"])
    known = Seal.read(seal)
    assert known and Seals(home / "audit").holds(known)
    return raw.replace(seal.encode(), b"")


def test_two_processes_make_the_same_bytes(town: Graph, tmp_path: Path):
    made = []
    for number, (way, mask) in enumerate(zip(WAYS, MASKS, strict=True)):
        home = tmp_path / f"home {number}"
        home.mkdir()
        environment = {
            **os.environ, **way,
            "NEO4J_URI": town.address.uri,
            "NEO4J_PASSWORD": town.address.password,
            "LIANXIN_HOME": str(home),
        }  # fmt: skip
        for asked in ("make 2025", "diff --days 2025-02-28 2025-08-31"):
            done = subprocess.run(
                [sys.executable, "-m", "dashboard", "edition", *asked.split()],
                env=environment, umask=mask, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        found = files(home / "editions")
        found[f"2025/{FILE}"] = without_seal(found[f"2025/{FILE}"], home)
        made.append(found)
    assert set(made[0]) == set(made[1]) and len(made[0]) > 100
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
