import threading

import pytest
from access import Clock, Home

from cypher.reader import OWNER
from dashboard.auth.accounts.one_time import OneTimeCodes
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
