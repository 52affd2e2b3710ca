"""How often embeds are fetched: by address and by embed, within one process."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.auth.accounts.budgets import Allowance, network_of
from dashboard.errors import DashboardError

ADDRESS = Allowance(120, 0.25)
"""One address; a whole office may come by one."""
EMBED = Allowance(240, 0.1)
UNKNOWN = Allowance(20, 6.0)
"""One address with tokens that open nothing."""
_MOST = 10_000
"""So many counts are held at once; then those that are whole again are forgotten."""


class TooOften(DashboardError):
    """Fetched too often; ``retry_after`` is in how many seconds it may be fetched again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "打开得太频繁，请稍后刷新。", "It is opened too often; reload it in a moment."
        )
        self.retry_after = retry_after


@dataclass
class _Count:
    left: float
    at: float


class Bounds:
    """Takes one fetch after another; ``now`` in seconds. Used by one event loop."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._counts: dict[tuple[str, str], tuple[_Count, Allowance]] = {}

    def take_address(self, address: str) -> None:
        """Take a fetch of an address. Raises TooOften, also while it brings unknown tokens."""
        network = network_of(address)
        self._look(("unknown", network), UNKNOWN)
        self._take(("address", network), ADDRESS)

    def take_embed(self, id: str) -> None:
        """Take a fetch of an embed. Raises TooOften."""
        self._take(("embed", id), EMBED)

    def note_unknown(self, address: str) -> None:
        """Count a token that opened nothing."""
        key = ("unknown", network_of(address))
        self._look(key, UNKNOWN)
        self._take(key, UNKNOWN)

    def _take(self, key: tuple[str, str], allowance: Allowance) -> None:
        count = self._look(key, allowance)
        count.left -= 1

    def _look(self, key: tuple[str, str], allowance: Allowance) -> _Count:
        """What is left of an allowance now. Raises TooOften where it is less than one."""
        now = self._now()
        if key not in self._counts:
            self._forget(now)
            self._counts[key] = (_Count(float(allowance.most), now), allowance)
        count, _ = self._counts[key]
        count.left = min(float(allowance.most), count.left + (now - count.at) / allowance.seconds)
        count.at = now
        if count.left < 1:
            raise TooOften(max(1, round((1 - count.left) * allowance.seconds)))
        return count

    def _forget(self, now: float) -> None:
        if len(self._counts) < _MOST:
            return
        self._counts = {
            key: (count, allowance)
            for key, (count, allowance) in self._counts.items()
            if count.left + (now - count.at) / allowance.seconds < allowance.most
        }
        if len(self._counts) >= _MOST:
            raise TooOften(60)
