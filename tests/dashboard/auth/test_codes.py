import pyotp
import pytest
from access import Clock, Home

from dashboard.auth.accounts.codes import Codes
from dashboard.errors import AccessRefused, CodeNeeded, LockedHere, TooManyTries


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def home(tmp_path, clock):
    return Home(tmp_path, clock)


def code_of(secret, clock, steps=0):
    return pyotp.TOTP(secret).at(int(clock()) + 30 * steps)


@pytest.fixture
def with_codes(home, clock):
    """An account that signs in with codes: its secret and its recovery codes."""
    account = home.add("王主任")
    codes = Codes(home.database, now=clock)
    offer = codes.offer(account.id)
    recovery = codes.confirm(account.id, code_of(offer.secret, clock))
    clock.wait(60)
    return offer.secret, recovery


def test_codes_are_asked_for_only_once_one_was_given(home, clock):
    account = home.add("王主任")
    codes = Codes(home.database, now=clock)
    offer = codes.offer(account.id)
    assert codes.offer(account.id) == offer  # a page that is loaded anew shows the same
    assert offer.picture.startswith("<svg")
    home.attempt("王主任")
    for wrong in ("", "12345", "abcdef", code_of(offer.secret, clock, 5)):
        with pytest.raises(CodeNeeded):
            codes.confirm(account.id, wrong)
    assert not home.accounts.get(account.id).has_totp
    recovery = codes.confirm(account.id, code_of(offer.secret, clock))
    assert len(set(recovery)) == len(recovery) == codes.recovery_left(account.id) == 8
    assert home.accounts.get(account.id).has_totp


def test_a_right_password_alone_is_not_enough(home, clock, with_codes):
    secret, _ = with_codes
    with pytest.raises(CodeNeeded):
        home.attempt("王主任")
    assert home.attempt("王主任", code=code_of(secret, clock)).account.has_totp


def test_no_code_works_twice_or_after_a_later_one(home, clock, with_codes):
    secret, _ = with_codes
    code = code_of(secret, clock)
    home.attempt("王主任", code=f" {code[:3]} {code[3:]} ")
    for spent in (code, code_of(secret, clock, -1)):
        with pytest.raises(CodeNeeded):
            home.attempt("王主任", code=spent)
    clock.wait(30)
    home.attempt("王主任", code=code_of(secret, clock))


def test_a_telephone_that_is_half_a_minute_off_still_works_and_one_that_is_more_does_not(
    home, clock, with_codes
):
    secret, _ = with_codes
    with pytest.raises(CodeNeeded):
        home.attempt("王主任", code=code_of(secret, clock, -3))
    home.attempt("王主任", code=code_of(secret, clock, -1))
    home.attempt("王主任", code=code_of(secret, clock, 1))


def test_each_recovery_code_works_once_however_it_is_typed(home, clock, with_codes):
    _, recovery = with_codes
    home.attempt("王主任", code=recovery[0])
    home.attempt("王主任", code=recovery[1].replace("-", " ").upper())
    with pytest.raises(CodeNeeded):
        home.attempt("王主任", code=recovery[0])
    written = b"".join(file.read_bytes() for file in home.database.file.parent.iterdir())
    assert not any(one.encode() in written for one in recovery)


def test_codes_are_guessed_no_faster_than_passwords(home, clock, with_codes):
    refused = []
    for n in range(20):
        try:
            home.attempt("王主任", code=f"{n:06}")
        except Exception as error:
            refused.append(type(error))
    assert refused.count(CodeNeeded) <= 4


def test_codes_can_be_turned_off(home, clock, with_codes):
    account = home.accounts.named("王主任")
    codes = Codes(home.database, now=clock)
    codes.turn_off(account.id)
    assert codes.recovery_left(account.id) == 0
    assert not home.attempt("王主任").account.has_totp


def test_where_stewards_must_have_codes_others_need_not(tmp_path, clock):
    home = Home(tmp_path, clock, steward_totp=True)
    steward, staff = home.add("王主任"), home.add("李干事", "staff")
    assert home.attempt("王主任").account.must_enrol
    assert not home.attempt("李干事").account.must_enrol
    codes = Codes(home.database, now=clock)
    codes.confirm(steward.id, code_of(codes.offer(steward.id).secret, clock))
    assert not home.accounts.get(steward.id).must_enrol
    assert not home.accounts.get(staff.id).must_enrol


def test_what_stewards_must_do_ends_with_the_setting(tmp_path, clock):
    Home(tmp_path, clock, steward_totp=True).add("王主任")
    assert Home(tmp_path, clock, steward_totp=True).attempt("王主任").account.must_enrol
    assert not Home(tmp_path, clock).attempt("王主任").account.must_enrol


def test_who_knows_the_password_forgets_no_wrong_code_by_giving_none(tmp_path):
    clock = Clock()
    home = Home(tmp_path, clock, policy="dengbao2")
    account, codes = home.add("王主任"), Codes(home.database, now=clock)
    codes.confirm(account.id, code_of(codes.offer(account.id).secret, clock))
    refused = []
    for n in range(12):  # every other time without a code, which is no wrong one
        clock.wait(60)
        try:
            home.attempt("王主任", code="000000" if n % 2 else None)
        except AccessRefused as error:
            refused.append(type(error))
    assert refused.count(LockedHere) >= 1
    assert refused.index(LockedHere) == 10  # after five wrong ones


def test_codes_are_guessed_some_three_hundred_times_a_day_and_their_owner_waits_minutes(
    home, clock, with_codes
):
    looked_at = 0
    for n in range(120):  # each minute of two hours from another address, with the right password
        clock.wait(60)
        try:
            home.attempt("王主任", code="000000", address=f"10.0.{n}.1")
        except TooManyTries:
            continue
        except CodeNeeded:
            looked_at += 1
    assert 20 < looked_at < 32
    clock.wait(300)
    secret = with_codes[0]
    assert home.attempt("王主任", code=code_of(secret, clock), address="192.0.2.7").account
