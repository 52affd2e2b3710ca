"""What a town asks of passwords beyond what protects them: nothing, or what 等保 level 2 asks."""

from dataclasses import dataclass
from typing import Literal

from dashboard.errors import PasswordRefused

PolicyName = Literal["asvs", "dengbao2"]
_DAY = 86400.0


@dataclass(frozen=True)
class Policy:
    """``kinds``: of how many kinds of characters a password must have some. ``days``: after how many
    it must be changed. ``tries``: after how many wrong ones an account is locked at that address,
    for ``locked`` seconds. None: no such rule."""

    kinds: int | None = None
    days: int | None = None
    tries: int | None = None
    locked: float = 0.0

    def check(self, password: str) -> None:
        """Raise PasswordRefused where the kinds of characters are too few."""
        kinds = {_kind(one) for one in password}
        if self.kinds is not None and len(kinds) < self.kinds:
            raise PasswordRefused(
                f"按本单位的规定，密码要有大写字母、小写字母、数字、符号中的 {self.kinds} 种。",
                f"By the rules of this office a password has {self.kinds} of these: capital letters, "
                "small letters, digits, signs.",
            )

    def is_expired(self, set_at: float, now: float) -> bool:
        """Whether a password that was set at a time must be changed; times in seconds."""
        return self.days is not None and now - set_at > self.days * _DAY


def policy_of(name: PolicyName) -> Policy:
    """The policy of a name."""
    return _POLICIES[name]


def _kind(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    if letter.isupper():
        return "capital"
    return "letter" if letter.isalpha() else "sign"


_POLICIES = {"asvs": Policy(), "dengbao2": Policy(kinds=3, days=90, tries=5, locked=1800.0)}
"""``asvs``: ASVS 5.0, 6.2.5 and 6.2.10, no kinds and no days. ``dengbao2``: GB/T 22239-2019,
level 2, asks for complexity, regular change and an end to failed sign-ins, and leaves the numbers
to each place."""
