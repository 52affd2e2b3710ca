"""Two processes that differ in hashes, place on earth and rights make the same edition to the byte.

Alone the seal in its manifest is each home's own: it ties an edition to the trail of where it was made.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import pytest

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


Made = tuple[Path, str]


def edition(
    town: Graph, home: Path, asked: str, umask: int = -1, **way: str
) -> subprocess.CompletedProcess[str]:
    """What the command line says of the editions of a home."""
    environment = {
        **os.environ,
        "NEO4J_URI": town.address.uri,
        "NEO4J_PASSWORD": town.address.password,
        "LIANXIN_HOME": str(home),
        **way,
    }
    command = [sys.executable, "-m", "dashboard", "edition", *asked.split()]
    done = subprocess.run(
        command, env=environment, umask=umask, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def homes(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Two homes whose processes made the same edition and comparison, each with what it said."""
    made = []
    for number, (way, mask) in enumerate(zip(WAYS, MASKS, strict=True)):
        home = tmp_path_factory.mktemp(f"home {number}")
        said = edition(town, home, "make 2025", mask, **way).stdout
        edition(town, home, "diff --days 2025-02-28 2025-08-31", mask, **way)
        made.append((home, said))
    return made


def test_two_processes_make_the_same_bytes(homes: list[Made]):
    made = []
    for home, _ in homes:
        found = files(home / "editions")
        found[f"2025/{FILE}"] = without_seal(found[f"2025/{FILE}"], home)
        made.append(found)
    assert set(made[0]) == set(made[1]) and len(made[0]) > 100
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_one_edition_that_cannot_be_read_hides_no_other(town: Graph, homes: list[Made]):
    home, said = homes[0]
    torn = home / "editions" / "torn"
    torn.mkdir()
    try:
        (torn / FILE).write_text("{}")
        listed = edition(town, home, "list", LIANXIN_LANG="en")
        assert "2025" in listed.stdout
        assert "torn" in listed.stderr and "cannot be read" in listed.stderr.replace("\n", " ")
    finally:
        rmtree(torn)
    seal = re.search("[0-9a-f]{64}", said)
    assert seal and seal[0] in edition(town, home, "verify 2025").stdout.replace("\n", "")
