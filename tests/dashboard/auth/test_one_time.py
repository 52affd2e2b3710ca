import sqlite3
import threading
from contextlib import closing

import pytest
from access import Clock, Home

from cypher.reader import OWNER
from dashboard.auth.accounts.one_time import OneTimeCodes
from dashboard.auth.database import VERSION
from dashboard.auth.sessions import SessionStore
from dashboard.errors import CodeSpent


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def home(tmp_path, clock):
    return Home(tmp_path, clock)


def test_a_code_opens_once(home, clock):
    account = home.add("王主任")
    code = OneTimeCodes(home.database, clock).issue(account.id)
    signed_in = home.sign_in.by_one_time_code(code, "127.0.0.1")
    assert signed_in.account.id == account.id
    assert home.attempt("王主任", device=signed_in.device).device == signed_in.device
    with pytest.raises(CodeSpent):
        home.sign_in.by_one_time_code(code, "127.0.0.1")


def test_of_many_at_once_one_gets_in(home, clock):
    code = OneTimeCodes(home.database, clock).issue(home.add("王主任").id)
    came = []

    def use():
        try:
            came.append(OneTimeCodes(home.database, clock).exchange(code, "::1").name)
        except CodeSpent:
            came.append(None)

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, came)) == ["None"] * 7 + ["王主任"]


@pytest.mark.parametrize("address", ["10.0.0.1", "0.0.0.0", "", "localhost", "::ffff:10.0.0.1"])
def test_a_code_opens_nothing_from_another_machine_and_is_not_spent_by_it(home, clock, address):
    codes = OneTimeCodes(home.database, clock)
    code = codes.issue(home.add("王主任").id)
    with pytest.raises(CodeSpent):
        codes.exchange(code, address)
    assert codes.exchange(code, "127.0.0.8").name == "王主任"


def test_a_code_is_good_for_a_minute_and_for_nobody_who_is_disabled(home, clock):
    home.add("王主任")
    staff = home.add("李干事", "staff")
    codes = OneTimeCodes(home.database, clock)
    late, refused = codes.issue(staff.id), codes.issue(staff.id)
    home.accounts.disable(staff.id, OWNER)
    with pytest.raises(CodeSpent):
        codes.exchange(refused, "127.0.0.1")
    home.accounts.enable(staff.id, OWNER)
    clock.wait(60)
    for code in (late, "", "made up"):
        with pytest.raises(CodeSpent):
            codes.exchange(code, "127.0.0.1")


def test_only_a_session_of_a_first_password_has_to_change_it_before_anything_else(home, clock):
    account, password = home.accounts.add("王主任", "steward", OWNER)
    code = OneTimeCodes(home.database, clock).issue(account.id)
    sessions, must = SessionStore(home.database, now=clock), []
    for signed_in in (
        home.sign_in.by_one_time_code(code, "127.0.0.1"),
        home.attempt("王主任", password),
    ):
        value = sessions.begin(account.id, "127.0.0.1", "", by_link=signed_in.by_link)
        must.append(sessions.get(value).must_change)
    assert must == [False, True]


def test_a_link_does_not_spare_the_codes_that_stewards_need(tmp_path, clock):
    home = Home(tmp_path, clock, steward_totp=True)
    account = home.add("王主任")
    code = OneTimeCodes(home.database, clock).issue(account.id)
    assert home.sign_in.by_one_time_code(code, "127.0.0.1").by_link
    sessions = SessionStore(home.database, now=clock)
    value = sessions.begin(account.id, "127.0.0.1", "", by_link=True)
    assert sessions.get(value).must_change


def test_a_file_of_an_older_version_keeps_accounts_and_sessions(home, clock, tmp_path):
    account = home.add("王主任")
    value = SessionStore(home.database, now=clock).begin(account.id, "127.0.0.1", "")
    with sqlite3.connect(home.database.file) as older:
        older.execute("ALTER TABLE session DROP COLUMN by_link")
        older.execute("DROP TABLE spent_flow")
        older.execute("PRAGMA user_version = 1")
    older.close()
    again = Home(tmp_path, clock)
    session = SessionStore(again.database, now=clock).get(value)
    assert (session.reader.name, session.by_link) == ("王主任", False)
    with again.database.read() as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert connection.execute("SELECT count(*) FROM spent_flow").fetchone()[0] == 0
    kept = home.database.file.with_name("accounts-version-1.sqlite3")
    assert kept.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(kept)) as former:
        assert former.execute("PRAGMA user_version").fetchone()[0] == 1
        assert former.execute("SELECT name FROM account").fetchall() == [("王主任",)]
