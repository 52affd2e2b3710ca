import os
import stat

import pytest
from access import GOOD, Clock, Home

from dashboard.errors import (
    AccountError,
    LastSteward,
    NameRefused,
    NoSuchAccount,
    PasswordRefused,
    WrongPassword,
)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path, Clock())


def test_nobody_has_to_sign_in_where_nobody_was_added(home):
    assert not home.accounts.any()
    assert home.accounts.list() == []
    assert not home.database.exists  # looking made no file
    with pytest.raises(NoSuchAccount):
        home.accounts.named("王书记")


def test_the_first_account_is_a_stewards_and_begins_with_a_password_to_be_changed(home):
    with pytest.raises(AccountError):
        home.accounts.add("李干事", "staff", "owner")
    account, password = home.accounts.add("王主任", "steward", "owner")
    assert (account.name, account.role, account.must_change) == ("王主任", "steward", True)
    signed_in = home.attempt("王主任", password)
    assert signed_in.account.must_change
    changed = home.accounts.change_password(account.id, password, GOOD)
    assert not changed.must_change
    assert changed.generation > account.generation
    with pytest.raises(WrongPassword):
        home.attempt("王主任", password)
    assert home.attempt("王主任").account.id == account.id


def test_no_password_stands_in_the_file_and_the_file_is_its_owners_alone(home):
    _, password = home.accounts.add("王主任", "steward", "owner")
    written = b"".join(file.read_bytes() for file in home.database.file.parent.iterdir())
    assert "王主任".encode() in written
    assert password.encode() not in written
    modes = {stat.S_IMODE(os.stat(file).st_mode) for file in home.database.file.parent.iterdir()}
    assert modes == {0o600}


def test_names_are_one_however_they_are_written(home):
    home.add("Wang 主任")
    for same in ("wang 主任", "ＷＡＮＧ　主任", "  Wang   主任 "):
        with pytest.raises(NameRefused):
            home.accounts.add(same, "staff", "owner")
        assert home.accounts.named(same).name == "Wang 主任"
        home.attempt(same)


@pytest.mark.parametrize(
    "name",
    ["", "  ", "x" * 41, "王\u200b主任", "王\n\x00", "王\u202e主任", "Owner", "连新", "local"],
)
def test_names_that_cannot_be_read_or_are_the_programs_own_are_refused(home, name):
    home.add("王主任")
    with pytest.raises(NameRefused):
        home.accounts.add(name, "staff", "owner")


def test_the_last_steward_who_can_sign_in_stays(home):
    one, other = home.add("王主任"), home.add("张主任")
    home.add("李干事", "staff")
    home.accounts.disable(other.id)
    for change in (
        lambda: home.accounts.disable(one.id),
        lambda: home.accounts.remove(one.id),
        lambda: home.accounts.set_role(one.id, "staff"),
    ):
        with pytest.raises(LastSteward):
            change()
    home.accounts.enable(other.id)
    home.accounts.set_role(one.id, "staff")
    with pytest.raises(LastSteward):
        home.accounts.remove(other.id)


def test_whatever_must_end_sessions_raises_the_generation_and_nothing_else_does(home):
    home.add("王主任")
    one = home.add("李干事", "staff")
    seen = [one.generation]
    seen.append(home.accounts.set_role(one.id, "committee").generation)
    seen.append(home.accounts.disable(one.id).generation)
    seen.append(home.accounts.enable(one.id).generation)
    account, password = home.accounts.renew_password(one.id)
    seen.append(account.generation)
    seen.append(home.accounts.change_password(one.id, password, GOOD).generation)
    assert seen == list(range(seen[0], seen[0] + 6))
    home.accounts.set_role(one.id, "committee")
    home.accounts.enable(one.id)
    home.attempt("李干事")
    assert home.accounts.get(one.id).generation == seen[-1]


def test_an_account_that_was_removed_never_lends_its_number_to_another(home):
    home.add("王主任")
    gone = home.add("李干事", "staff")
    home.accounts.remove(gone.id)
    with pytest.raises(NoSuchAccount):
        home.accounts.get(gone.id)
    assert home.add("李干事", "staff").id > gone.id


def test_one_changes_a_password_only_with_the_old_one_and_into_a_good_one(home):
    account = home.add("赵云浩")
    with pytest.raises(WrongPassword):
        home.accounts.change_password(account.id, "other", "lamp-river-tea")
    for bad in (GOOD, "short", "zhaoyunhao99"):
        with pytest.raises(PasswordRefused):
            home.accounts.change_password(account.id, GOOD, bad)
    assert home.attempt("赵云浩").account.generation == account.generation


def test_a_password_set_anew_takes_the_codes_and_the_known_browsers_with_it(home):
    account = home.add("王主任")
    device = home.attempt("王主任").device
    home.accounts.renew_password(account.id)
    with home.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM device").fetchone()[0] == 0
    assert device
