"""``lianxin audit``: what was done by commands is listed, verified and kept long enough."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from trail_lines import noted

from dashboard.cli.main import lianxin
from graph.client import Graph

Ran = Callable[..., Result]
OWN = "// ---\n// title: {zh: 甲表, en: First}\n// about: {zh: 甲, en: A}\n// ---\nRETURN 1 AS n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    file = tmp_path / "home/own/reports/a.cypher"
    file.parent.mkdir(parents=True)
    file.write_text(OWN, "utf-8")
    return tmp_path / "home"


@pytest.fixture
def ran(town: Graph, home: Path) -> Ran:
    """Run a command on the seeded town, in a home of its own, in English."""
    address = town.address
    environment = {
        "NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password, "LIANXIN_HOME": str(home), "LIANXIN_LANG": "en",
        "COLUMNS": "200",
    }  # fmt: skip
    return lambda *given: CliRunner().invoke(lianxin, list(given), env=environment)


def test_what_commands_do_is_listed_and_verified_and_an_altered_line_is_named(
    ran: Ran, home: Path, tmp_path: Path
):
    assert ran("report", "run", "records/person", "--id", "R-0003").exit_code == 0
    assert ran("report", "run", "a", "-o", str(tmp_path / "a.csv")).exit_code == 0
    assert ran("report", "approve", "a").exit_code == 0
    lines = [(one["kind"], one.get("by"), one["about"]) for one in noted(home)]
    assert lines == [
        ("own_file", None, "own/reports/a.cypher"),
        ("person_read", "owner", "R-0003"),
        ("download", "owner", "reports/a"),
        ("approval", "owner", "reports/a"),
    ]
    shown = ran("audit", "show", "--kind", "approval")
    assert "Report approved" in shown.output and "reports/a" in shown.output
    assert "Taken away" not in shown.output
    sound = ran("audit", "verify")
    assert sound.exit_code == 0 and "3 files, 7 lines, 6 seals" in sound.output, sound.output
    [first] = [
        one for one in (home / "audit").glob("chain-*.jsonl") if b'"R-0003"' in one.read_bytes()
    ]
    first.write_bytes(first.read_bytes().replace(b'"R-0003"', b'"R-0004"'))
    altered = ran("audit", "verify")
    assert altered.exit_code == 8
    assert f"{first.name}, line 3: altered" in altered.output


def test_nothing_younger_than_half_a_year_is_removed(ran: Ran, home: Path):
    assert ran("report", "run", "records/person", "--id", "R-0003").exit_code == 0
    refused = ran("audit", "prune", "--before", "2999-01-01")
    assert refused.exit_code == 6
    assert "183 days" in refused.output and "Cybersecurity Law" in refused.output
    assert noted(home, "person_read")
    assert ran("audit", "prune", "--before", "2020-01-01").exit_code == 0


def test_a_command_whose_work_cannot_be_noted_does_nothing(ran: Ran, home: Path, tmp_path: Path):
    (home / "audit").touch()
    out = tmp_path / "a.csv"
    told = ran("report", "run", "a", "-o", str(out))
    assert told.exit_code == 9 and "cannot be written" in told.output
    assert not out.exists()
