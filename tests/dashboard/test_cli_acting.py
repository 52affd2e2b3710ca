"""In whose name commands act: each that writes or takes away takes ``--as``, and notes whose it was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from access import Clock, Home
from as_user import typed
from click.testing import Result
from commands import commands_of
from trail_lines import noted

from dashboard.cli.main import lianxin
from graph.client import Graph

pytestmark = pytest.mark.server
Ran = Callable[..., Result]
IN_A_NAME = {
    "init", "import", "export", "seed", "backup", "restore", "register new", "report new",
    "report approve", "report run", "report explain", "edition make", "edition diff",
    "neo4j backup", "neo4j restore", "user add", "user disable",
    "user enable", "user role", "user password", "user sessions", "user remove", "user link",
    "audit show", "audit verify", "audit prune", "act", "action new", "action approve",
}  # fmt: skip
TABLE = "支部名称,党员数\n东风村党支部,23\n"
NOT_ALLOWED, NOT_FOR_AUDIENCE = 24, 45


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a person of each role."""
    home = Home(tmp_path / "home", Clock())
    for role in ("steward", "staff", "committee"):
        home.add(role, role)
    (tmp_path / "支部.csv").write_text(TABLE, "utf-8")
    return tmp_path / "home"


def run_on(graph: Graph, home: Path) -> Ran:
    server = {"NEO4J_URI": graph.address.uri, "NEO4J_PASSWORD": graph.address.password}

    def run(*words: str, as_: str, code: int = 0) -> Result:
        result = typed(home, *words, "--as", as_, **server)
        assert result.exit_code == code, result.output
        return result

    return run


def options(command: click.Command, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command by its words, with its options; of the commands of reports one."""
    found = commands_of(command)
    for name, one in found.items():
        yield from options(one, f"{path} {name}".strip())
    if not found:
        own = getattr(command, "_own", command.params)
        yield path, {flag for one in own for flag in one.opts}


def test_what_writes_or_takes_away_is_done_in_a_name_and_nothing_by_a_word_alone():
    every = dict(options(lianxin))
    assert {path for path, flags in every.items() if "--as" in flags} >= IN_A_NAME
    assert [path for path, flags in every.items() if "--by" in flags] == []


@pytest.mark.parametrize(
    ("words", "may", "kind", "about"),
    [
        (("init", "--database", "neo4j"), "staff", "init", "neo4j"),
        (("seed", "--remove"), "steward", "undo", "synthetic"),
        (("register", "new", "{file}", "--yes"), "staff", "register", "own_organisations"),
        (("report", "new", "a", "--zh", "甲", "--en", "A", "--from", ""), "staff", "report", "reports/own/a"),
        (("backup", "{folder}/town.zip"), "staff", "backup", "town.zip"),
        (("export", "{folder}/town.xlsx"), "staff", "export", "town"),
    ],
)  # fmt: skip
def test_it_is_refused_without_the_right_and_noted_with_it(
    graph: Graph, home: Path, words: tuple[str, ...], may: str, kind: str, about: str
):
    run = run_on(graph, home)
    given = [word.format(file=home.parent / "支部.csv", folder=home.parent) for word in words]
    run("init", "--database", "neo4j", as_="steward")
    may_not = {"staff": "committee", "steward": "staff"}[may]
    assert "may not" in run(*given, as_=may_not, code=NOT_ALLOWED).stderr
    assert [one for one in noted(home, kind) if one["by"] == may_not] == []
    run(*given, as_=may)
    line = noted(home, kind)[-1]
    assert (line["by"], line["role"], line["about"]) == (may, may, about)


@pytest.mark.parametrize(
    ("words", "may_not"),
    [
        (("neo4j", "backup", "a.dump"), "committee"),
        (("neo4j", "restore", __file__, "--yes"), "staff"),
        (("edition", "diff", "2024", "2025"), "committee"),
    ],
)
def test_it_is_refused_before_anything_is_touched(home: Path, words: tuple[str, ...], may_not: str):
    result = typed(home, *words, "--as", may_not)
    assert result.exit_code == NOT_ALLOWED and "may not" in result.stderr, result.output
    assert noted(home) == [] and not (home / "neo4j").exists()


def test_the_seed_is_loaded_in_a_name(graph: Graph, home: Path):
    run = run_on(graph, home)
    run("init", "--database", "neo4j", as_="staff")
    assert "may not" in run("seed", as_="committee", code=NOT_ALLOWED).stderr
    run("seed", as_="staff")
    lines = [(one["kind"], one["by"]) for one in noted(home) if one["kind"] != "init"]
    assert lines == [(kind, "staff") for kind in ("load", "write_begun", "write_done")]


def test_a_report_is_run_as_who_runs_it(town: Graph, home: Path, tmp_path: Path):
    run = run_on(town, home)
    person = ("report", "run", "records/person", "--id", "R-0003")
    run(*person, as_="committee", code=NOT_FOR_AUDIENCE)
    as_staff = (*person, "--audience", "staff")
    assert "not for your role" in run(*as_staff, as_="committee", code=NOT_FOR_AUDIENCE).stderr
    assert noted(home, "person_read") == []
    run(*person, as_="staff")
    assert [one["by"] for one in noted(home, "person_read")] == ["staff"]
    run(*person, "--audience", "committee", as_="staff", code=NOT_FOR_AUDIENCE)
    file = tmp_path / "a.csv"
    run("report", "run", "wishes/rates", "-o", str(file), as_="committee")
    line = noted(home, "download")[-1]
    assert (line["by"], line["audience"]) == ("committee", "committee")
    run("report", "explain", "records/person", "--id", "R-0003", as_="committee", code=45)
