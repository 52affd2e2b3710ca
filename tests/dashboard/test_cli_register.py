"""``lianxin register new``: a clerk's table becomes a register by a few numbers typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli.main import lianxin
from graph.load.registers import load_registers

TABLE = "序号,支部名称,书记,党员数,成立时间\n1,东风村党支部,张建军,23人,2001.5.1\n"


def run(home: Path, file: Path, *words: str, typed: str = "") -> Result:
    environment = {"LIANXIN_HOME": str(home), "LIANXIN_LANG": "zh", "COLUMNS": "100"}
    return CliRunner().invoke(
        lianxin, ["register", "new", str(file), *words], input=typed, env=environment
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "支部名册.csv"
    path.write_text(TABLE, "gb18030")
    return path


def test_two_numbers_and_a_yes_make_a_register(tmp_path: Path, table: Path):
    home = tmp_path / "home"
    done = run(home, table, typed="3\n1\n是\n")
    assert done.exit_code == 0, done.output
    assert "哪一列是“种类”？" in done.output
    assert "支部名称 → 名称" in done.output
    assert "不读：序号、书记" in done.output
    (register,) = [one for one in load_registers(home / "own") if one.id == "own_organisations"]
    assert [c.default for c in register.columns if c.zh == "种类"] == ["党组织"]
    again = run(home, table)
    assert again.exit_code == 0
    assert "已经认得" in again.output


def test_a_no_or_a_file_that_cannot_be_read_saves_nothing(tmp_path: Path, table: Path):
    home = tmp_path / "home"
    assert "没有存" in run(home, table, typed="3\n1\nn\n").output
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    refused = run(home, empty)
    assert refused.exit_code != 0
    assert "是空文件" in refused.output
    assert not (home / "own" / "registers").exists()
