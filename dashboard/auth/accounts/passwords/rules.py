"""Which passwords are taken: long enough, not among those that anybody would try first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import normalize

import yaml

from dashboard.auth.accounts.passwords.patterns import is_pattern
from dashboard.auth.accounts.passwords.town_words import spellings
from dashboard.auth.accounts.policy import Policy
from dashboard.errors import PasswordRefused

SHORTEST = 8
MOST_BYTES = 1024
"""ASVS 5.0, 6.2.1 and 6.2.9: 8 at least, 64 at least allowed; a bound keeps the hash's work bounded."""
_LEFT = 5
"""So many letters must be left when all words that anybody would try are taken out."""
_LEET = str.maketrans("013457@$!", "oleastasi")
_NO_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class PasswordRules:
    """The rules of one home: its policy, and the words of its town."""

    policy: Policy
    town: tuple[str, ...] = ()

    def check(self, password: str, names: Iterable[str] = ()) -> None:
        """Raise PasswordRefused with the reason. ``names``: those of the account."""
        if len(password) < SHORTEST:
            raise PasswordRefused(
                f"密码太短，至少要 {SHORTEST} 个字符。",
                f"This password is too short: {SHORTEST} characters at least.",
            )
        if len(password.encode("utf-8", "surrogatepass")) > MOST_BYTES:
            raise PasswordRefused("密码太长。", "This password is too long.")
        plain = normalize("NFKC", password).casefold()
        if is_pattern(plain):
            raise PasswordRefused(
                "这个密码太容易猜到：不要用连续或重复的字符、生日、手机号、证件号。",
                "This password is easily guessed: no runs, repetitions, birthdays, telephone or identity numbers.",
            )
        if _is_common(plain):
            raise PasswordRefused(
                "这个密码很多人都在用，容易被猜到，请换一个。",
                "Many people use this password, so that it is tried first; choose another.",
            )
        own = spellings(names)
        if _left(plain, own) < _LEFT and _left(plain, ()) >= _LEFT:
            raise PasswordRefused(
                "密码里不能只是自己的名字加几个数字。",
                "Your own name with some digits is no password.",
            )
        if _left(plain, (*own, *self.town, *_words())) < _LEFT:
            raise PasswordRefused(
                "密码里除了本镇、单位的名称和常用词，没有别的内容，容易被猜到。可以把几个不相干的词连起来。",
                "There is nothing in this password but names of the town and common words. "
                "Join a few words that have nothing to do with each other.",
            )
        self.policy.check(password)


def _is_common(plain: str) -> bool:
    letters = _NO_LETTER.sub("", plain)
    tried = {plain, plain.translate(_LEET), letters, re.sub(r"[\W\d_]+$", "", plain)}
    return not tried.isdisjoint(_common())


def _left(plain: str, words: Iterable[str]) -> int:
    """How many letters are left without the words; a Chinese character counts as two.

    A text without any of the words counts in whole, digits and signs too.
    """
    known = sorted({one for one in words if one}, key=len, reverse=True)
    if not known:
        return len(plain)
    found = re.compile("|".join(map(re.escape, known)))
    written = (plain, plain.translate(_LEET), re.sub(r"[\W_]+", "", plain))
    return min(_letters_left(text, plain, found) for text in written)


def _letters_left(text: str, plain: str, found: re.Pattern[str]) -> int:
    rest = found.sub(" ", text)
    if rest == text:
        return len(plain)
    return sum(2 if one > "\u2e7f" else 1 for one in _NO_LETTER.sub("", rest))


@cache
def _common() -> frozenset[str]:
    text = files(__package__).joinpath("common.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _words() -> tuple[str, ...]:
    text = files(__package__).joinpath("common_words.yaml").read_text("utf-8")
    groups: dict[str, str] = yaml.load(text, yaml.CSafeLoader)
    return tuple(word for group in groups.values() for word in group.split())
