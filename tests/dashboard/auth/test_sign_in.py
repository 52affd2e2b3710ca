import threading

import pytest
from access import GOOD, Clock, Home

from cypher.reader import OWNER
from dashboard.auth.accounts.passwords import hashing
from dashboard.auth.accounts.passwords.rules import MOST_BYTES
from dashboard.auth.sessions import SessionStore
from dashboard.auth.sessions.cookie import CookieStyle
from dashboard.errors import (
    AccountDisabled,
    DashboardError,
    LockedHere,
    PasswordRefused,
    TooManyTries,
    WrongPassword,
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def home(tmp_path, clock):
    home = Home(tmp_path, clock)
    home.add("王主任")
    return home


def tries(home, name, times, *, every=0.0, **more):
    """How many of so many wrong passwords were looked at."""
    looked_at = 0
    for n in range(times):
        try:
            home.attempt(name, f"wrong-guess-{n}", **more)
        except TooManyTries:
            pass
        except WrongPassword:
            looked_at += 1
        home.clock.wait(every)
    return looked_at


@pytest.mark.parametrize("name", ["王主任", "nobody"])
def test_fewer_than_ten_guesses_a_minute_get_through_for_a_name_from_however_many_places(
    home, name
):
    for _ in range(3):  # 1,500 guesses in three minutes, from five addresses
        looked_at = sum(
            tries(home, name, 1, every=0.12, address=f"10.0.0.{n % 5}") for n in range(500)
        )
        assert looked_at < 10


def test_an_address_that_tries_many_names_is_slowed_too(home):
    looked_at = sum(tries(home, f"name{n}", 1, every=0.02) for n in range(500))
    assert 5 <= looked_at <= 12


def test_the_owner_gets_in_by_the_known_browser_at_once_and_by_a_new_one_within_minutes(
    home, clock
):
    device = home.attempt("王主任").device

    def guess():
        for n in range(4):
            tries(home, "王主任", 3, address=f"10.0.9.{n}")

    waited = None
    for second in range(0, 600, 5):
        guess()
        if second == 60:
            assert home.attempt("王主任", device=device, address="10.0.9.1").device == device
        if second >= 60:  # from an address that nobody has tried from
            try:
                home.attempt("王主任", address="10.0.0.77")
            except TooManyTries as error:
                assert error.retry_after <= 60
            else:
                waited = second - 60
                break
        clock.wait(5)
    assert waited is not None and waited <= 120


def test_a_stolen_browser_cookie_gives_few_tries_and_none_for_another_account(home):
    home.add("李干事", "staff")
    device = home.attempt("王主任").device
    assert tries(home, "王主任", 50, device=device) == 4
    tries(home, "李干事", 4)
    assert tries(home, "李干事", 50, device=device) == 0


def test_names_that_are_nobodys_are_answered_as_others_and_cost_as_much(home):
    with pytest.raises(WrongPassword) as known:
        home.attempt("王主任", "wrong-guess")
    with pytest.raises(WrongPassword) as unknown:
        home.attempt("nobody", "wrong-guess")
    assert (known.value.zh, known.value.en) == (unknown.value.zh, unknown.value.en)
    assert tries(home, "王主任", 20, address="10.1.0.1") == tries(
        home, "nobody", 20, address="10.1.0.2"
    )


def test_trying_is_counted_by_all_processes_together(home, tmp_path, clock):
    other = Home(tmp_path, clock)
    looked_at = []

    def guess(one):
        looked_at.append(tries(one, "王主任", 10))

    threads = [threading.Thread(target=guess, args=(one,)) for one in (home, other, home, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(looked_at) <= 4


def test_who_gets_it_right_has_spent_nothing(home):
    for _ in range(12):
        home.attempt("王主任")
    assert tries(home, "王主任", 20) > 0


def test_a_clock_that_is_set_back_locks_nobody_out(home, clock):
    tries(home, "王主任", 20)
    clock.wait(-86400)
    tries(home, "王主任", 20)
    clock.wait(300)
    home.attempt("王主任")


def test_nothing_that_was_typed_as_a_name_is_written(home):
    tries(home, "my-password-typed-in-the-wrong-field", 1)
    written = b"".join(file.read_bytes() for file in home.database.file.parent.iterdir())
    assert b"wrong-field" not in written


def test_what_was_counted_is_forgotten(home, clock):
    for n in range(3):
        tries(home, f"name{n}", 1, address=f"10.2.0.{n}")
    clock.wait(7200)
    tries(home, "王主任", 1)
    with home.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM budget").fetchone()[0] == 3


def test_a_disabled_account_is_told_so_to_its_owner_alone(home):
    account = home.add("李干事", "staff")
    home.accounts.disable(account.id, OWNER)
    with pytest.raises(AccountDisabled):
        home.attempt("李干事")
    with pytest.raises(WrongPassword):
        home.attempt("李干事", "wrong-guess")


@pytest.mark.parametrize("name", ["", "\x00", "\ud800", "王" * 100_000, "' OR 1=1 --"])
def test_strange_names_are_names_of_nobody(home, name):
    with pytest.raises(WrongPassword):
        home.attempt(name, "wrong-guess")


def test_a_password_longer_than_any_can_be_is_wrong(home):
    with pytest.raises(WrongPassword):
        home.attempt("王主任", "x" * 1_000_000)
    with pytest.raises(WrongPassword):
        home.attempt("王主任", "x" * (MOST_BYTES + 1))


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_sign_in(home, monkeypatch):
    monkeypatch.setattr(hashing, "PASSES", 1)
    hashing._hasher.cache_clear()
    account = home.add("李干事", "staff")
    account, first = home.accounts.renew_password(account.id, OWNER)
    monkeypatch.undo()
    hashing._hasher.cache_clear()

    def parameters():
        with home.database.read() as connection:
            return (
                connection.execute("SELECT password FROM account WHERE id = ?", (account.id,))
                .fetchone()[0]
                .split("$")[3]
            )

    assert parameters() == "m=19456,t=1,p=1"
    home.attempt("李干事", first)
    assert parameters() == "m=19456,t=2,p=1"
    home.attempt("李干事", first)


def test_dengbao2_locks_an_account_at_one_address_after_five_and_says_what_that_means(
    tmp_path, clock
):
    home = Home(tmp_path, clock, policy="dengbao2")
    home.add("王主任", password="Wutong-san-mao-8")
    right = {"password": "Wutong-san-mao-8"}
    device = home.attempt("王主任", **right).device
    assert tries(home, "王主任", 20, every=15) == 5
    for cookie in (None, device):
        with pytest.raises(LockedHere) as locked:
            home.attempt("王主任", **right, device=cookie)
        assert "其他电脑" in locked.value.zh
        assert "分钟" in locked.value.zh
    home.attempt("王主任", **right, address="10.0.0.2")  # it is not locked elsewhere
    clock.wait(1800)
    home.attempt("王主任", **right)


def test_dengbao2_asks_for_a_new_password_after_ninety_days(tmp_path, clock):
    home = Home(tmp_path, clock, policy="dengbao2")
    home.add("王主任", password="Wutong-san-mao-8")
    clock.wait(89 * 86400)
    assert not home.attempt("王主任", "Wutong-san-mao-8").account.must_change
    clock.wait(2 * 86400)
    signed_in = home.attempt("王主任", "Wutong-san-mao-8")
    assert signed_in.account.must_change
    account = home.accounts.change_password(
        signed_in.account.id, "Wutong-san-mao-8", "Deng-ta-yu-9"
    )
    assert not account.must_change


def test_the_default_never_asks_for_another_password(home, clock):
    clock.wait(3650 * 86400)
    assert not home.attempt("王主任").account.must_change


def test_giving_ones_own_password_again_is_counted_as_well(home):
    account = home.accounts.named("王主任")
    home.sign_in.confirm_own(account.id, GOOD)
    refused = []
    for n in range(10):
        with pytest.raises(DashboardError) as error:
            home.sign_in.confirm_own(account.id, f"wrong-guess-{n}")
        refused.append(type(error.value))
    assert refused.count(PasswordRefused) == 4
    assert refused[-1] is TooManyTries


def test_a_password_that_is_set_anew_while_it_is_looked_at_lets_nobody_in(home, monkeypatch):
    account = home.accounts.named("王主任")

    def slowly(kept, given):
        right = hashing.verified(kept, given)
        home.accounts.renew_password(account.id, OWNER)  # a steward, meanwhile
        return right

    monkeypatch.setattr("dashboard.auth.sign_in.verified", slowly)
    with pytest.raises(WrongPassword):
        home.attempt("王主任")


def test_a_session_begun_by_what_was_ended_meanwhile_is_none(home):
    signed_in, sessions = home.attempt("王主任"), SessionStore(home.database, now=home.clock)
    home.accounts.renew_password(signed_in.account.id, OWNER)
    value = sessions.begin(
        signed_in.account.id, "10.0.0.1", "a test", generation=signed_in.account.generation
    )
    assert sessions.get(value) is None


@pytest.mark.parametrize(
    "others", ['seen={"a": [1, 2]}', "a[b]=1; =; ;;", 'x="', "é=ü", "lianxin-0=y", "a" * 5000]
)
def test_cookies_of_other_programs_under_the_host_keep_nobody_out(others):
    style = CookieStyle("lianxin-1")
    assert style.value_in(f"{others}; lianxin-1=value-1") == "value-1"
    assert style.value_in(f"lianxin-1=value-1; {others}") == "value-1"
    assert style.value_in(f"{others}; lianxin-12=value-1") == ""
