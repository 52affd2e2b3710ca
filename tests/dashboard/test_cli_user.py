"""``lianxin user``: accounts as the owner of the home keeps them, and in whose name one acts."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from as_user import typed
from click.testing import Result
from trail_lines import noted

from dashboard.auth.accounts.one_time import OneTimeCodes
from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions import SessionStore
from dashboard.cli.people.running import Running
from dashboard.network import Network, peers_of

Ran = Callable[..., Result]


@pytest.fixture
def ran(tmp_path: Path) -> Ran:
    def run(*words: str, code: int = 0, **more: str) -> Result:
        result = typed(tmp_path, *words, **more)
        assert result.exit_code == code, result.output
        return result

    return run


def password_in(result: Result) -> str:
    found = re.search(r"(?:\w{4}-){2}\w{4}", result.stdout)
    assert found
    return found[0]


def rows(ran: Ran) -> dict[str, list[str]]:
    lines = ran("user", "list").stdout.splitlines()[1:]
    return {line.split()[0]: re.split(r" {2,}", line.strip())[1:] for line in lines if line}


def test_the_owner_makes_the_first_steward_and_the_last_one_stays(ran: Ran) -> None:
    assert "no account" in ran("user", "list").stdout
    ran("user", "add", "李干事", "--role", "staff", code=25)
    password_in(ran("user", "add", "王主任", "--role", "steward"))
    ran("user", "add", "李干事", "--role", "staff")
    assert "already" in ran("user", "add", "李干事", "--role", "staff", code=25).stderr
    assert rows(ran) == {
        "王主任": ["Steward", "First password not changed yet", "0"],
        "李干事": ["Staff", "First password not changed yet", "0"],
    }
    for words in (
        ("disable", "王主任"),
        ("role", "王主任", "staff"),
        ("remove", "王主任", "--yes"),
    ):
        assert "last steward" in ran("user", *words, code=25).stderr
    ran("user", "role", "李干事", "steward")
    ran("user", "disable", "王主任")
    assert rows(ran)["王主任"][1] == "Disabled"
    ran("user", "enable", "王主任")
    ran("user", "remove", "王主任", "--yes")
    assert list(rows(ran)) == ["李干事"]


def test_a_lost_password_is_set_anew_and_shown_once(ran: Ran) -> None:
    first = password_in(ran("user", "add", "王主任", "--role", "steward"))
    second = password_in(ran("user", "password", "王主任"))
    assert first != second
    assert second not in ran("user", "list").stdout
    assert second not in ran("log").stdout


def test_who_has_no_right_to_accounts_changes_none_in_any_name(ran: Ran, tmp_path: Path) -> None:
    ran("user", "add", "王主任", "--role", "steward")
    ran("user", "add", "李干事", "--role", "staff", "--as", "王主任")
    for words in (
        ("add", "x", "--role", "staff"),
        ("role", "李干事", "steward"),
        ("password", "王主任"),
        ("disable", "王主任"),
        ("remove", "王主任", "--yes"),
        ("sessions", "王主任", "--end"),
    ):
        assert "may not" in ran("user", *words, "--as", "李干事", code=24).stderr
    ran("user", "list")
    ran("user", "disable", "李干事", "--as", "王主任")
    changes = [(one["by"], one["more"]["act"], one["about"]) for one in noted(tmp_path, "account")]
    assert changes == [
        ("owner", "add", "王主任"), ("王主任", "add", "李干事"), ("王主任", "disable", "李干事"),
    ]  # fmt: skip
    assert "disabled" in ran("user", "enable", "李干事", "--as", "李干事", code=25).stderr
    ran("user", "enable", "李干事", "--as", "no one", code=25)


def test_open_sessions_are_listed_and_ended(ran: Ran, tmp_path: Path) -> None:
    ran("user", "add", "王主任", "--role", "steward")
    store = SessionStore(AccessDatabase(tmp_path))
    cookie = store.begin(1, "10.0.0.7", "Firefox")
    shown = ran("user", "sessions", "王主任").stdout
    assert "10.0.0.7" in shown
    assert "Firefox" in shown
    assert rows(ran)["王主任"][2] == "1"
    assert "1 session" in ran("user", "sessions", "王主任", "--end").stdout
    assert store.get(cookie) is None
    assert "No session" in ran("user", "sessions", "王主任").stdout


def test_what_ends_sessions_is_told_by_no_option_that_is_missing(ran: Ran) -> None:
    assert ran("user", "role", "王主任", code=2)
    assert "steward" in ran("user", "add", "王主任", code=2).stderr
    assert "没有账号" in ran("--lang", "zh", "user", "password", "王主任", code=25).stderr


def test_the_demonstration_has_accounts_of_its_own(ran: Ran) -> None:
    ran("user", "--demo", "add", "王主任", "--role", "steward")
    assert "no account" in ran("user", "list").stdout
    assert "王主任" in ran("user", "--demo", "list").stdout


def test_a_link_is_given_out_by_who_keeps_accounts_and_its_code_is_noted_nowhere(
    ran: Ran, tmp_path: Path
) -> None:
    assert "no account" in ran("user", "link", code=25).stderr
    ran("user", "add", "王主任", "--role", "steward")
    ran("user", "add", "李干事", "--role", "staff")
    assert "may not" in ran("user", "link", "--as", "李干事", code=24).stderr
    said = ran("user", "link", "--port", "5017").stdout
    address, _, code = said.strip().rpartition("=")
    assert address.endswith("http://127.0.0.1:5017/sign-in/once#once")
    assert [one["more"]["act"] for one in noted(tmp_path, "account")][-1] == "link"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not any(code.encode() in path.read_bytes() for path in files)
    assert OneTimeCodes(AccessDatabase(tmp_path)).exchange(code, "127.0.0.1").name == "王主任"
    other = ran("user", "link", "李干事").stdout.strip().rpartition("=")[2]
    assert OneTimeCodes(AccessDatabase(tmp_path)).exchange(other, "::1").name == "李干事"
    ran("user", "disable", "李干事")
    assert "disabled" in ran("user", "link", "李干事", code=25).stderr


def test_a_link_leads_to_where_the_dashboard_of_the_home_is_served(
    ran: Ran, tmp_path: Path
) -> None:
    ran("user", "add", "王主任", "--role", "steward")
    nowhere = ran("user", "link")
    assert ":5006/sign-in" in nowhere.stdout and "lianxin serve" in nowhere.stderr
    running = Running(tmp_path)
    running.enter(Network(5018))
    dead = json.loads((tmp_path / "serving" / f"{os.getpid()}.json").read_text())
    dead |= {"url": "http://127.0.0.1:5019/", "process": {"pid": 1, "start": "another"}}
    (tmp_path / "serving" / "1.json").write_text(json.dumps(dead))
    found = ran("user", "link")
    assert "http://127.0.0.1:5018/sign-in" in found.stdout and found.stderr == ""
    assert ":5020/" in ran("user", "link", "--port", "5020").stdout
    running.enter(Network(5018, names=("lianxin.example.cn",), behind=(peers_of("127.0.0.1"),)))
    assert "https://lianxin.example.cn/" in ran("user", "link", code=6).stderr
    running.leave()
    assert running.all() == []
