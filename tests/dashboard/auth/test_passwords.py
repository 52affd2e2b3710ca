import pytest

from dashboard.auth.accounts.passwords import hashing
from dashboard.auth.accounts.passwords.first import LETTERS, first_password
from dashboard.auth.accounts.passwords.rules import PasswordRules, _common
from dashboard.auth.accounts.passwords.town_words import town_words
from dashboard.auth.accounts.policy import policy_of
from dashboard.errors import PasswordRefused
from seed.township import heqing

RULES = PasswordRules(policy_of("asvs"), town_words(heqing()))
DENGBAO = PasswordRules(policy_of("dengbao2"), town_words(heqing()))


@pytest.mark.parametrize(
    "password",
    [
        "a-3kx9q",  # too short
        "password1", "P@ssw0rd!", "iloveyou520", "princess99!", "qwerty123", "adgjmptw",
        "aaaaaaaab", "12341234a", "abcdefgh", "98765432", "qwertyui", "1qaz2wsx", "qwe123!@#",
        "19850307", "03071985", "13812345678", "310115198503071234",
        "woaini1314", "shanghai2024!", "wangwei888", "meituan123456", "dangqunfuwu1", "lianxin2026",
        "heqing2025", "Heqing@2025", "hqz12345678", "合庆镇合庆镇2025", "红色加油站2025", "red-station",
        "ｈｅｑｉｎｇ２０２５",
    ],
)  # fmt: skip
def test_what_anybody_would_try_is_refused(password):
    with pytest.raises(PasswordRefused):
        RULES.check(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple", "梧桐树下的第三只猫", "739182654410", "tea-river-lamp",
        "heqing tea river lamp", "mW9#kq2!", "x" * 5 + "梧桐猫茶江" * 10, "🐈 梧桐 третий",
    ],
)  # fmt: skip
def test_what_is_long_enough_and_nobodys_first_guess_is_taken(password):
    RULES.check(password)


@pytest.mark.parametrize("password", ["zhaoyunhao88", "zyh-8888", "赵云浩赵云浩99", "Zhao.Yunhao1"])
def test_a_name_is_no_password_for_its_own_account(password):
    with pytest.raises(PasswordRefused):
        RULES.check(password, ("赵云浩",))


def test_long_ones_are_taken_up_to_a_bound():
    RULES.check("梧桐猫茶江雨灯塔" * 42)  # 336 characters, 1,008 bytes
    with pytest.raises(PasswordRefused):
        RULES.check("梧桐猫茶江雨灯塔" * 43)


def test_the_shipped_list_is_as_long_as_it_has_to_be():
    assert len(_common()) >= 3000
    assert all(len(one) >= 8 for one in _common())


def test_dengbao2_asks_for_three_kinds_of_characters_and_the_default_for_none():
    RULES.check("wutong san mao")
    with pytest.raises(PasswordRefused, match="3 of these"):
        DENGBAO.check("wutongsanmao8")
    DENGBAO.check("wutong-san-mao-8")


@pytest.mark.parametrize("rules", [RULES, DENGBAO])
def test_first_passwords_can_be_read_out_and_are_good_by_the_rules(rules):
    def is_good(password):
        rules.check(password, ("赵云浩",))
        return True

    given = {first_password(is_good) for _ in range(50)}
    assert len(given) == 50
    assert {letter for one in given for letter in one} <= {*LETTERS, "-"}
    assert not set("l1iIoO0") & set(LETTERS)


def test_hashes_have_the_parameters_of_the_standard_and_a_salt_each():
    one, other = hashing.hashed("wutong-cha"), hashing.hashed("wutong-cha")
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert hashing.verified(one, "wutong-cha")
    assert not hashing.verified(one, "wutong-chb")
    assert not hashing.is_outdated(one)
    assert hashing.is_outdated(one.replace("t=2", "t=1"))


def test_no_account_and_no_hash_are_no_way_in():
    assert not hashing.verified(None, "nobody")
    assert not hashing.verified("", "")
    assert not hashing.verified("not a hash", "x")


def test_a_chinese_keyboard_in_full_width_types_the_same_password():
    assert hashing.verified(hashing.hashed("wutong-８８"), "wutong-88")
