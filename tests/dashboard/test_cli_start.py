"""The command starts quickly, prints text as text, and needs no encoding to be so kind as to hold it."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dashboard.cli.lazy import LazyGroup
from dashboard.cli.main import lianxin, report, user
from dashboard.cli.shared import Run
from graph.settings import Settings

HEAVY = ("neo4j", "pandas", "numpy", "panel", "pypinyin", "docx", "networkx", "argon2", "segno")
TITLE = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\n"


def imported(home: Path, *words: str) -> set[str]:
    """The top-level packages that one run of the command imports."""
    code = (
        "import sys\nfrom dashboard.cli import main\n"
        "try:\n    main()\nfinally:\n    print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    )
    environment = {**os.environ, "LIANXIN_HOME": str(home)}
    ended = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment
    )
    assert ended.returncode == 0, ended.stderr
    return {name.partition(".")[0] for name in ended.stderr.splitlines()[-1].split()}


def test_help_imports_no_command(tmp_path: Path):
    found = imported(tmp_path, "--help")
    assert found.isdisjoint((*HEAVY, "pydantic", "rich", "cypher", "graph", "yaml"))


def test_the_list_of_reports_needs_no_driver_and_no_pinyin(tmp_path: Path):
    assert imported(tmp_path, "report", "list").isdisjoint(HEAVY)


@pytest.mark.parametrize("group", [lianxin, report, user], ids=["lianxin", "report", "user"])
def test_help_says_of_each_command_what_the_command_says_itself(group: LazyGroup):
    context = click.Context(group)
    for name, lazy in group.lazy.items():
        command = group.get_command(context, name)
        assert command is not None and command.name == name
        assert (command.help or "").split("\n")[0].strip() == lazy.help


def test_a_port_that_is_none_is_a_matter_of_usage(tmp_path: Path):
    environment = {"LIANXIN_HOME": str(tmp_path)}
    for command in ("serve", "demo"):
        result = CliRunner(env=environment).invoke(lianxin, [command, "--port", "70000"])
        assert (result.exit_code, "65535" in result.output) == (2, True)


def test_a_pipe_that_holds_ascii_only_gets_the_text(tmp_path: Path):
    environment = {**os.environ, "LIANXIN_HOME": str(tmp_path), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "dashboard", "report", "show", "wishes/unclaimed"]
    ended = subprocess.run(command, capture_output=True, env=environment)
    assert ended.returncode == 0, ended.stderr
    assert "久未认领的心愿" in ended.stdout.decode("utf-8")


def test_nothing_that_is_printed_steers_the_terminal(capfd: pytest.CaptureFixture[str]):
    run = Run(Settings.model_construct())
    evil = "[/red] :smile: \x1b]0;owned\x9b2J \u202etxt.exe"
    run.say(evil, evil)
    run.note(evil, evil)
    out, err = capfd.readouterr()
    for text in (out, err):
        assert "[/red] :smile: □]0;owned□2J □txt.exe" in text
        assert "\x1b" not in text


def test_a_file_named_to_steer_the_terminal_is_shown_as_text(tmp_path: Path):
    folder = tmp_path / "own" / "reports"
    folder.mkdir(parents=True)
    (folder / "a\x1b]0;owned\x07[red].cypher").write_text(TITLE + "RETURN 1 AS n", "utf-8")
    (folder / "b.cypher").write_text(TITLE.replace("甲", '"[red]\\e]0;x"'), "utf-8")
    result = CliRunner(env={"LIANXIN_HOME": str(tmp_path)}).invoke(lianxin, ["report", "list"])
    assert result.exit_code == 0
    assert "\x1b" not in result.output and "\x07" not in result.output
    assert "a□]0;owned□[red].cypher" in result.output.replace("\n", "")
    assert "b.cypher:2" in result.output.replace("\n", "")
