"""What was typed wrongly is told in the reader's language, and an interrupted command says what it did."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli.main import lianxin


def run(home: Path, words: list[str], given: str | None = None) -> Result:
    environment = {"LIANXIN_HOME": str(home), "LIANXIN_LANG": "zh", "NEO4J_URI": None}
    return CliRunner(env=environment).invoke(lianxin, words, input=given)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "/没有/台账.xlsx"], "FILE 不对：没有文件 '/没有/台账.xlsx'。"),
        (["restore", "/"], "FILE 不对："),
        (["import"], "缺少 FILE。"),
        (["imprt"], "没有命令 'imprt'。"),
        (["backup", "--lst"], "没有选项 '--lst'。"),
        (["serve", "--port", "x"], "--port 不对：'x' 不是整数。"),
        (["serve", "--port", "99999"], "不在范围"),
        (["restore", "a", "b"], "没有文件 'a'"),
        (["--lang", "de", "init"], "'de' 不是"),
        (["log", "--lines"], "选项 '--lines' 后面缺少值。"),
    ],
)
def test_a_command_typed_wrongly_is_told_in_chinese(tmp_path: Path, words: list[str], said: str):
    done = run(tmp_path, words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    english = ("Error", "Usage", "Invalid", "does not", "No such", "Missing", "Try ", "Did you")
    assert not [word for word in english if word in done.stderr], done.stderr


def test_a_question_left_unanswered_writes_nothing_and_says_so(tmp_path: Path):
    dump = tmp_path / "a.dump"
    dump.write_bytes(b"x")
    done = run(tmp_path / "home", ["neo4j", "restore", str(dump)])
    assert (done.exit_code, "已中断，没有写入。" in done.stderr) == (130, True)
    assert "Aborted" not in done.output
    done = run(tmp_path / "home", ["neo4j", "restore", str(dump)], "不\n")
    assert (done.exit_code, "什么都没有改动" in done.stderr) == (1, True)
