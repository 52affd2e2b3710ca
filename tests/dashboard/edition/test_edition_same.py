"""Two processes that differ in hashes, place on earth and rights make the same edition to the byte.

One is the command line's; the other is that of the tests, which is elsewhere while it makes an edition
(see conftest). Alone the seal in a manifest is each home's own: it ties an edition to the trail of where
it was made.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from as_user import typed

from dashboard.audit.seals import Seal, Seals
from dashboard.edition.manifest import FILE
from graph.client import Graph

WAY = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C"}
MASK = 0o022


def files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def without_seal(raw: bytes, home: Path) -> bytes:
    """A manifest without its seal, which the trail of its home holds."""
    seal = str(json.loads(raw)["seal"])
    known = Seal.read(seal)
    assert known and Seals(home / "audit").holds(known)
    return raw.replace(seal.encode(), b"")


def given(town: Graph, home: Path) -> dict[str, str]:
    """What leads a command to the town and a home."""
    return {
        "NEO4J_URI": town.address.uri,
        "NEO4J_PASSWORD": town.address.password,
        "LIANXIN_HOME": str(home),
    }


def edition(town: Graph, home: Path, asked: str) -> str:
    """What the command line says of the editions of a home, as a process of its own."""
    environment = {**os.environ, **given(town, home), **WAY}
    command = [sys.executable, "-m", "dashboard", "edition", *asked.split()]
    done = subprocess.run(
        command, env=environment, umask=MASK, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(
    town: Graph, years: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A home whose process made what the tests' own did, and what it said."""
    home = tmp_path_factory.mktemp("home of a command")
    shutil.copytree(years[0], home / "editions" / "2024")
    said = edition(town, home, "make 2025 --after 2024")
    edition(town, home, "diff --days 2025-02-28 2025-08-31")
    return home, said


def test_two_processes_make_the_same_bytes(
    made: tuple[Path, str], years: tuple[Path, Path], half_a_year: Path
):
    home, _ = made
    found = files(home / "editions" / "2025")
    found[FILE] = without_seal(found[FILE], home)
    (compared,) = (one for one in home.rglob(half_a_year.name) if one.is_dir())
    for mine, others in ((found, files(years[1])), (files(compared), files(half_a_year))):
        assert set(mine) == set(others)
        assert [name for name in mine if mine[name] != others[name]] == []
    assert len(found) > 100


def test_one_edition_that_cannot_be_read_hides_no_other(town: Graph, made: tuple[Path, str]):
    home, said = made
    torn = home / "editions" / "torn"
    torn.mkdir()
    try:
        (torn / FILE).write_text("{}")
        listed = typed(home, "edition", "list", **given(town, home))
        assert listed.exit_code == 0 and "2025" in listed.stdout
        assert "torn" in listed.stderr and "cannot be read" in listed.stderr.replace("\n", " ")
    finally:
        shutil.rmtree(torn)
    seal = re.search("[0-9a-f]{64}", said)
    verified = typed(home, "edition", "verify", "2025", **given(town, home))
    assert seal and verified.exit_code == 0 and seal[0] in verified.stdout.replace("\n", "")
