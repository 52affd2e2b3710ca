import os
import stat

import pytest
from access import GOOD, Clock, Home

from cypher.reader import OWNER
from dashboard.auth.accounts.store import AccountStore
from dashboard.errors import (
    AccessBroken,
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
        home.accounts.add("李干事", "staff", OWNER)
    account, password = home.accounts.add("王主任", "steward", OWNER)
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
    _, password = home.accounts.add("王主任", "steward", OWNER)
    written = b"".join(file.read_bytes() for file in home.database.file.parent.iterdir())
    assert "王主任".encode() in written
    assert password.encode() not in written
    modes = {stat.S_IMODE(os.stat(file).st_mode) for file in home.database.file.parent.iterdir()}
    assert modes == {0o600}


def test_names_are_one_however_they_are_written(home):
    home.add("Wang 主任")
    for same in ("wang 主任", "ＷＡＮＧ　主任", "  Wang   主任 "):
        with pytest.raises(NameRefused):
            home.accounts.add(same, "staff", OWNER)
        assert home.accounts.named(same).name == "Wang 主任"
        home.attempt(same)


@pytest.mark.parametrize(
    "name",
    ["", "  ", "x" * 41, "王\u200b主任", "王\n\x00", "王\u202e主任", "Owner", "连新", "local"],
)
def test_names_that_cannot_be_read_or_are_the_programs_own_are_refused(home, name):
    home.add("王主任")
    with pytest.raises(NameRefused):
        home.accounts.add(name, "staff", OWNER)


def test_the_last_steward_who_can_sign_in_stays(home):
    one, other = home.add("王主任"), home.add("张主任")
    home.add("李干事", "staff")
    home.accounts.disable(other.id, OWNER)
    for change in (
        lambda: home.accounts.disable(one.id, OWNER),
        lambda: home.accounts.remove(one.id, OWNER),
        lambda: home.accounts.set_role(one.id, "staff", OWNER),
    ):
        with pytest.raises(LastSteward):
            change()
    home.accounts.enable(other.id, OWNER)
    home.accounts.set_role(one.id, "staff", OWNER)
    with pytest.raises(LastSteward):
        home.accounts.remove(other.id, OWNER)


def test_whatever_must_end_sessions_raises_the_generation_and_nothing_else_does(home):
    home.add("王主任")
    one = home.add("李干事", "staff")
    seen = [one.generation]
    seen.append(home.accounts.set_role(one.id, "committee", OWNER).generation)
    seen.append(home.accounts.disable(one.id, OWNER).generation)
    seen.append(home.accounts.enable(one.id, OWNER).generation)
    account, password = home.accounts.renew_password(one.id, OWNER)
    seen.append(account.generation)
    seen.append(home.accounts.change_password(one.id, password, GOOD).generation)
    assert seen == list(range(seen[0], seen[0] + 6))
    home.accounts.set_role(one.id, "committee", OWNER)
    home.accounts.enable(one.id, OWNER)
    home.attempt("李干事")
    assert home.accounts.get(one.id).generation == seen[-1]


def test_an_account_that_was_removed_never_lends_its_number_to_another(home):
    home.add("王主任")
    gone = home.add("李干事", "staff")
    home.accounts.remove(gone.id, OWNER)
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
    home.accounts.renew_password(account.id, OWNER)
    with home.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM device").fetchone()[0] == 0
    assert device


def test_every_change_is_noted_with_who_did_it_and_none_lasts_that_cannot_be(home, tmp_path):
    noted = []

    def note(by, act, account):
        if full:
            raise OSError("no room")
        noted.append((by.name, act, account.name, account.role))

    full = False
    store = AccountStore(home.database, home.accounts.rules, note)
    steward, password = store.add("王主任", "steward", OWNER)
    store.change_password(steward.id, password, GOOD)
    staff, _ = store.add("李干事", "staff", steward.reader)
    store.set_role(staff.id, "committee", steward.reader)
    store.disable(staff.id, steward.reader)
    store.enable(staff.id, steward.reader)
    store.renew_password(staff.id, steward.reader)
    assert noted == [
        ("owner", "add", "王主任", "steward"),
        ("王主任", "own_password", "王主任", "steward"),
        ("王主任", "add", "李干事", "staff"),
        ("王主任", "role", "李干事", "committee"),
        ("王主任", "disable", "李干事", "committee"),
        ("王主任", "enable", "李干事", "committee"),
        ("王主任", "new_password", "李干事", "committee"),
    ]
    before, full = store.list(), True
    for change in (
        lambda: store.set_role(staff.id, "staff", steward.reader),
        lambda: store.disable(staff.id, steward.reader),
        lambda: store.remove(staff.id, steward.reader),
        lambda: store.renew_password(staff.id, steward.reader),
        lambda: store.change_password(steward.id, GOOD, "lamp-river-tea"),
        lambda: store.add("third", "staff", steward.reader),
    ):
        with pytest.raises(AccessBroken):
            change()
    assert store.list() == before
    full = False
    store.remove(staff.id, steward.reader)
    assert noted[-1] == ("王主任", "remove", "李干事", "committee")
