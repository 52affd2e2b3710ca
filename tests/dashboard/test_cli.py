"""The command line as staff type it: options from headers, sentences and exit codes, files."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import click
import docx
import pytest
from click.testing import CliRunner, Result
from commands import commands_of
from read_mode import NOT_READING, ROUND_ABOUT, RUNS_IN_READ_MODE
from trail_lines import noted

from cypher.library.catalogue import Catalogue
from dashboard.cli.main import lianxin
from graph.client import Graph

Ran = Callable[..., Result]
HEAD = "// ---\n// title: {zh: 甲表, en: First}\n// about: {zh: 甲, en: A}\n"
ASKING = """\
// ---
// title: {zh: 甲表, en: First}
// about: {zh: 说明文字, en: What it says}
// parameters:
//   how_many: {type: integer, default: 3, min: 1, max: 9, label: {zh: 几个, en: How many}}
//   when: {type: period, default: last_month, label: {zh: 时段, en: Period}}
//   kinds: {type: multi_choice, values: [walk, ebike], words: mode, optional: true, label: {zh: 方式, en: Modes}}
//   whole: {type: boolean, default: false, label: {zh: 全部, en: Whole}}
//   format: {type: text, optional: true, label: {zh: 样式, en: Style}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 站点, en: Station}}
//   needed: {type: text, label: {zh: 必填, en: Needed}}
// ---
RETURN $how_many AS n, $when_from AS first, $kinds AS kinds, $whole AS whole, $format AS style,
       $station AS station, $needed AS needed
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def ran(town: Graph, home: Path) -> Ran:
    """Run a command on the seeded town, in a home of its own, in English."""
    address = town.address
    environment = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "LIANXIN_HOME": str(home),
        "LIANXIN_LANG": "en",
        "COLUMNS": "200",
    }

    def run(*words: str, typed: str | None = None, lang: str = "en") -> Result:
        return CliRunner(env=environment).invoke(lianxin, ["--lang", lang, *words], input=typed)

    return run


def put(home: Path, id: str, text: str) -> None:
    path = home / "own" / f"{id}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_report_has_options_of_its_own(ran: Ran, home: Path):
    put(home, "reports/a", ASKING)
    told = ran("report", "run", "a", "--help")
    assert told.exit_code == 0
    said = " ".join(told.stdout.split())
    for part in (
        "First What it says",
        "--how-many N How many; 1–9; default 3",
        "--when PERIOD Period; such as last_month",
        "--kinds walk|ebike Modes; may be left out",
        "--whole true|false Whole; default false",
        "--station ID Station; one of choices/stations; may be left out",
        "--format-value TEXT Style",
        "--needed TEXT Needed; must be given",
    ):
        assert part in said
    assert "几个；1–9；默认 3" in ran("report", "run", "a", "--help", lang="zh").stdout


def test_options_become_the_values(ran: Ran, home: Path):
    put(home, "reports/a", ASKING)
    told = ran(
        *("report", "run", "a", "--how_many", "5", "--when", "2025-03", "--kinds", "walk"),
        *("--kinds", "ebike", "--whole", "--needed", "x y", "--format-value", "z"),
        *("--format", "json"),
    )
    assert told.exit_code == 0, told.stderr
    assert json.loads(told.stdout_bytes)["rows"] == [
        {
            "n": 5,
            "first": "2025-03-01",
            "kinds": ["walk", "ebike"],
            "whole": True,
            "style": "z",
            "station": None,
            "needed": "x y",
        }
    ]


BROKEN = "MATCH (n) RETURN n"
WRITING = HEAD + "// ---\nMATCH (n) DETACH DELETE n"
SERVER = HEAD + "// ---\nLOAD CSV FROM 'file:///etc/passwd' AS line RETURN line"
STAFF = HEAD + "// audience: [staff]\n// ---\nRETURN 1 AS n"


@pytest.mark.parametrize(
    ("text", "words", "code", "said"),
    [
        (ASKING, ("--needed", "x", "--how-many", "10"), 43, "how_many (How many) cannot be '10': allowed: 1–9."),
        (ASKING, ("--needed", "x", "--kinds", "wolk"), 43, "allowed: walk On foot, ebike E-bike. Did you mean walk?"),
        (ASKING, ("--needed", "x", "--station", "nowhere"), 43, "station (Station) cannot be 'nowhere': allowed: "),
        (ASKING, (), 43, "needed (Needed): a value is needed."),
        (ASKING, ("--how-mani", "3"), 2, "No such option"),
        (BROKEN, (), 41, "a.cypher:1: a file begins with its header"),
        (WRITING, (), 44, "a.cypher:5: only reading is allowed"),
        (SERVER, (), 44, "only reading is allowed, not LoadCSV"),
        (STAFF, ("--audience", "committee"), 45, "is not open to the committee"),
        (HEAD + "// ---\nRETURN 1 AS n", ("--audience", "public"), 45, "is not for publication"),
        (HEAD + "// ---\nRETURN 1 / 0 AS n", (), 20, "by zero"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_sentence_and_a_code(
    ran: Ran, home: Path, text: str, words: tuple[str, ...], code: int, said: str
):
    put(home, "reports/a", text)
    told = ran("report", "run", "a", *words)
    assert told.exit_code == code
    assert said in " ".join(told.stderr.split())
    assert told.stdout == ""
    assert "Traceback" not in told.output


@pytest.mark.parametrize("statement", RUNS_IN_READ_MODE)
def test_no_way_round_reading_is_open_to_the_command_line(ran: Ran, home: Path, statement: str):
    put(home, "reports/a", f"{HEAD}// ---\n{statement}")
    for words in (("run", "a"), ("run", "a", "--all"), ("explain", "a")):
        told = ran("report", *words)
        assert told.exit_code == 44
        assert told.stdout == ""
        assert "root:" not in told.stderr


def test_a_check_finds_every_statement_of_staffs_own_that_is_no_report(ran: Ran, home: Path):
    refused = [*NOT_READING, *RUNS_IN_READ_MODE, *ROUND_ABOUT]
    for number, statement in enumerate(refused):
        kind = ("reports", "choices", "checks")[number % 3]
        put(home, f"{kind}/own/bad{number}", f"{HEAD}// ---\n{statement}")
    told = ran("check", "reports/own", "choices/own", "checks/own", "--json", str(home / "found"))
    assert told.exit_code == 1
    found = json.loads((home / "found").read_text("utf-8"))["results"]
    assert len(found) == len(refused)
    assert {(one["kind"], one["ok"]) for one in found} == {("admission", False)}


def test_a_reading_about_a_person_is_logged_here_too(ran: Ran, home: Path):
    put(home, "reports/a", HEAD + "// privacy: {personal: true}\n// ---\nRETURN 1 AS n")
    assert ran("report", "run", "a").exit_code == 0
    [line] = noted(home, "person_read")
    assert (line["about"], line["more"]["rows"]) == ("reports/a", 1)


def test_all_rows_go_into_a_file_where_that_is_asked_for(ran: Ran, home: Path, tmp_path: Path):
    put(home, "reports/a", HEAD + "// limits: {rows: 5}\n// ---\nUNWIND range(1, 2100) AS i RETURN i")  # fmt: skip
    file = tmp_path / "a.csv"
    assert ran("report", "run", "a", "-o", str(file)).exit_code == 0
    assert len(file.read_text("utf-8-sig").splitlines()) == 7
    assert ran("report", "run", "a", "--all", "-o", str(file)).exit_code == 0
    assert file.read_text("utf-8-sig").split() == ["i", *map(str, range(1, 2101))]
    assert ran("report", "run", "a", "--all").stdout_bytes == file.read_bytes()
    told = ran("report", "run", "a", "--all", "--format", "json").stdout_bytes
    assert len(json.loads(told)["rows"]) == 2100
    word = tmp_path / "a.docx"
    assert ran("report", "run", "a", "--format", "docx", "-o", str(word)).exit_code == 0
    assert len(docx.Document(str(word)).tables[0].rows) == 6
    assert sorted(one.name for one in tmp_path.glob("a.*")) == ["a.csv", "a.docx"]


def test_an_unknown_report_is_told_with_what_was_meant(ran: Ran):
    told = ran("report", "run", "wishes/unclaimd")
    assert (told.exit_code, told.stdout) == (42, "")
    assert "Did you mean wishes/unclaimed" in told.stderr
    assert "是不是 wishes/unclaimed" in ran("report", "show", "wishes/unclaimd", lang="zh").stderr


def test_a_server_that_does_not_answer(ran: Ran, monkeypatch: pytest.MonkeyPatch, home: Path):
    environment = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "secret-of-ours"}
    told = CliRunner(env={**environment, "LIANXIN_HOME": str(home)}).invoke(
        lianxin, ["--lang", "en", "report", "run", "wishes/unclaimed"]
    )
    assert told.exit_code == 11
    assert "does not answer at bolt://127.0.0.1:1" in told.stderr
    assert "secret-of-ours" not in told.output


def test_the_table_holds_what_the_graph_does_and_cuts_nothing(
    ran: Ran, home: Path, seed_rows: dict[str, list[dict[str, object]]]
):
    put(home, "reports/a", HEAD + "// ---\nMATCH (w:Wish) RETURN count(w) AS n, '[red]x[/red]' AS m, '长' + reduce(s = '', i IN range(1, 400) | s + 'y') + '尾' AS long")  # fmt: skip
    told = ran("report", "run", "a")
    assert told.exit_code == 0
    assert f" {len(seed_rows['Wish'])} " in told.stdout
    assert "[red]x[/red]" in told.stdout
    assert told.stdout.count("y") >= 400
    assert "尾" in told.stdout


def test_files_hold_the_answer(ran: Ran, home: Path, tmp_path: Path):
    put(home, "reports/a", HEAD + "// ---\nUNWIND ['甲', '乙'] AS 名 RETURN 名")
    told = ran("report", "run", "a", "--format", "csv")
    assert list(csv.reader(io.StringIO(told.stdout_bytes.decode("utf-8-sig")))) == [
        *(["名"], ["甲"], ["乙"])
    ]
    file = tmp_path / "a.csv"
    assert "Written to" in ran("report", "run", "a", "-o", str(file)).stdout
    assert file.read_bytes() == told.stdout_bytes
    nowhere = ran("report", "run", "a", "-o", str(tmp_path / "no/such/folder.csv"))
    assert nowhere.exit_code == 9
    assert "no/such/folder.csv" in nowhere.stderr.replace("\n", "")


def test_reports_are_listed_and_found_by_initials(ran: Ran, home: Path):
    put(home, "reports/ours/rain", HEAD.replace("甲表", "雨具心愿") + "// ---\nRETURN 1 AS n")
    put(home, "reports/ours/torn", BROKEN)
    told = ran("report", "list", "yjxy", lang="zh")
    assert [line.split()[:2] for line in told.stdout.splitlines()] == [["ours/rain", "雨具心愿"]]
    assert "未经批准" in told.stdout
    assert "torn.cypher:1" in told.stderr
    everything = ran("report", "list").stdout
    assert "wishes/unclaimed" in everything
    assert "checks/v01_two_live_claims" in ran("report", "list", "--kind", "checks").stdout


def test_what_is_not_found_or_has_no_past_is_said(ran: Ran):
    assert "None fits 'xxyy'" in ran("report", "list", "xxyy").stdout
    told = ran("report", "run", "reach/coverage", "--as-of", "2025-03-01").stdout
    said = Catalogue.load().find("reach/coverage").header.no_past
    assert said and said.en.split(";")[0] in told.replace("\n", " ")


def test_a_report_of_ones_own_from_the_first_question_to_the_approval(ran: Ran, home: Path):
    begun = ran("report", "new", typed="rain\n雨具\nRain gear\n\n")
    assert begun.exit_code == 0, begun.output
    assert (home / "own/reports/own/rain.cypher").is_file()
    assert "lianxin report run own/rain" in begun.stdout
    assert ran("report", "run", "own/rain").exit_code == 0
    assert "Not approved" in ran("report", "show", "own/rain").stdout
    assert "Approved by the owner of this machine" in ran("report", "approve", "own/rain").stdout
    assert "Approved by the owner" in ran("report", "show", "own/rain").stdout
    path = home / "own/reports/own/rain.cypher"
    path.write_text(path.read_text("utf-8").replace("DESC", ""), "utf-8")
    assert (
        "Changed since the owner of this machine approved it"
        in ran("report", "list", "own/rain").stdout
    )


def test_a_new_report_without_a_terminal_takes_options_or_says_which(ran: Ran, home: Path):
    words = ("report", "new", "ours/copy", "--zh", "抄本", "--en", "A copy", "--from", "wishes/unclaimed")  # fmt: skip
    assert ran(*words).exit_code == 0
    assert "抄本" in (home / "own/reports/ours/copy.cypher").read_text("utf-8")
    again = ran(*words)
    assert (again.exit_code, "is taken" in again.stderr) == (48, True)
    missing = ran("report", "new", "ours/other", "--zh", "别的")
    assert (missing.exit_code, "Say --en" in missing.stderr) == (2, True)
    assert ran("report", "new", "../x", "--zh", "a", "--en", "b").exit_code == 48
    assert ran("report", "new", "x", "--zh", "a", "--en", "b", "--from", "nothing").exit_code == 42


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("MATCH (w:Wsh) RETURN w.id AS id", "there is no label Wsh. Did you mean Wish?"),
        (
            "MATCH (w:Wish) WHERE w.submitedAt IS NOT NULL RETURN w.id AS id",
            "there is no property submitedAt. Did you mean submittedAt?",
        ),
        (
            "MATCH (w:Wish)-[:RAISD]-(r) RETURN count(r) AS n",
            "there is no relationship type RAISD. Did you mean RAISED?",
        ),
    ],
)
def test_a_name_that_nothing_has_is_said_when_a_report_is_run(
    ran: Ran, home: Path, statement: str, told: str
):
    text = (
        f"// ---\n// title: {{zh: 甲, en: A}}\n// about: {{zh: 甲, en: A}}\n// ---\n{statement}\n"
    )
    (home / "own" / "reports").mkdir(parents=True, exist_ok=True)
    (home / "own" / "reports" / "mine.cypher").write_text(text, "utf-8")
    for way in ((), ("--format", "csv"), ("--format", "csv", "--all")):
        assert told in " ".join(ran("report", "run", "mine", *way).stderr.split()), way


def test_shipped_files_need_no_approval_and_nobody_is_no_approver(ran: Ran, home: Path):
    assert "Part of the release" in ran("report", "approve", "wishes/unclaimed").stdout
    put(home, "reports/a", STAFF)
    assert ran("report", "approve", "a", "--as", "nobody").exit_code == 25
    assert ran("user", "add", "王书记", "--role", "steward").exit_code == 0
    assert ran("user", "add", "李干事", "--role", "staff").exit_code == 0
    assert ran("report", "approve", "a", "--as", "李干事").exit_code == 24
    assert "Approved by 王书记" in ran("report", "approve", "a", "--as", "王书记").stdout


@pytest.mark.parametrize(
    ("statement", "code", "reason"),
    [
        ("RETUN 1 AS n", 47, "cannot be approved"),
        ("CREATE (n:Wish) RETURN n", 47, "cannot be approved"),
        ("RETURN 1 AS other", 47, "should be n"),
        ("", 41, "no Cypher statement"),
    ],
    ids=["no Cypher", "writes", "not what it expects", "empty"],
)
def test_only_what_may_run_and_meets_its_expectations_is_approved(
    ran: Ran, home: Path, statement: str, code: int, reason: str
):
    put(home, "reports/a", HEAD + "// expect: {columns: [n]}\n// ---\n" + statement)
    result = ran("report", "approve", "a")
    assert (result.exit_code, reason in result.stderr.replace("\n", " ")) == (code, True)
    assert not (home / "approvals").exists()


def test_a_plan_is_told_with_the_time_a_run_took(ran: Ran, home: Path):
    told = ran("report", "explain", "wishes/unclaimed", "--days", "60")
    assert told.exit_code == 0
    assert "First, it looks up" in told.stdout
    assert "of the limit." in told.stdout
    put(home, "reports/a", ASKING)
    unrun = ran("report", "explain", "a").stdout
    assert ("Its limits: 1,000 rows, 5 seconds." in unrun, "took" in unrun) == (True, False)
    assert ran("report", "explain", "a", "--how-many", "10").exit_code == 43


def test_a_check_is_a_table_two_files_and_a_code(ran: Ran, home: Path, tmp_path: Path):
    put(home, "reports/good", HEAD + "// ---\nRETURN 1 AS n")
    put(home, "reports/bad", HEAD + "// expect: {min_rows: 2}\n// ---\nRETURN 1 AS n")
    put(home, "reports/torn", BROKEN)
    xml, told = tmp_path / "check.xml", tmp_path / "check.json"
    files = ("--junit", str(xml), "--json", str(told))
    good = ran("check", "good", *files)
    assert good.exit_code == 0
    assert "1 checks, 0 failed." in good.stdout
    bad = ran("check", "reports/good", "bad", "torn", *files)
    assert bad.exit_code == 1
    assert "3 checks, 2 failed." in bad.stdout
    assert "at least 2 rows are expected; there are 1" in bad.stdout
    suite = ElementTree.parse(xml).getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert json.loads(told.read_text("utf-8"))["failed"] == 2
    quiet = ran("check", "-q", "good", "bad").stdout
    assert ("reports/good" in quiet, "reports/bad" in quiet) == (False, True)
    assert ran("check", "nothing/of/the/kind").exit_code == 42


def commands(group: click.Command, path: str = "lianxin") -> list[tuple[str, click.Command]]:
    """Every command that is no report's, by how it is typed."""
    found = []
    for name, command in commands_of(group).items():
        found.append((f"{path} {name}", command))
        found += commands(command, f"{path} {name}")
    return found


def test_every_commands_help_has_an_example_and_both_languages():
    every = commands(lianxin)
    assert len(every) > 20
    lacking = []
    for typed, command in every:
        text = command.help or ""
        options = [one for one in command.params if isinstance(one, click.Option)]
        chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
        if typed not in text or not chinese or not all(one.help for one in options):
            lacking.append(typed)
    assert lacking == []
