"""How often one may try to sign in: counted by account, by address and by browser, for all processes.

A try is taken before anything is hashed and given back when it succeeds, so that only wrong ones
count, and is the same for names that are nobody's. Each of these slows one who guesses:

- an address has ``ADDRESS`` tries;
- an account has ``ACCOUNT`` tries from all addresses together: fewer than ten in any minute;
- an account at one address waits longer after each wrong try, ``DELAYS``, so that who guesses from
  one place cannot use up what the account has and its owner elsewhere waits minutes at most.

A browser that has signed in to an account before has ``DEVICE`` tries of its own and passes by the
others: its owner gets in while others guess.
"""

import hashlib
import ipaddress
import math
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.auth.accounts.policy import Policy
from dashboard.auth.database import AccessDatabase
from dashboard.errors import LockedHere, TooManyTries


@dataclass(frozen=True)
class Allowance:
    """So many tries at once, and one more every so many seconds."""

    most: int
    seconds: float


ACCOUNT = Allowance(4, 12.0)
ADDRESS = Allowance(10, 6.0)
DEVICE = Allowance(4, 30.0)
CODE = Allowance(5, 300.0)
"""Wrong one-time codes of an account, given with its right password: some 290 a day."""
FLOW = Allowance(20, 6.0)
"""Sign-ins by the provider of one address that came to nothing."""
DELAYS = (0.0, 0.0, 0.0, 30.0, 60.0, 120.0, 240.0)
"""Seconds to wait after so many wrong tries of one account at one address; the last goes on."""
FORGOTTEN = 3600.0
"""Seconds after which what was counted is forgotten."""


@dataclass(frozen=True)
class Try:
    """One try that was taken: what it counts against."""

    shared: tuple[tuple[str, Allowance], ...]
    pair: str | None
    before: tuple[float, float] = (0.0, 0.0)
    """How many wrong tries the pair had before this one, and when the last was."""


class Budgets:
    """Takes tries and gives them back. ``now`` is in seconds since 1970."""

    def __init__(
        self, database: AccessDatabase, policy: Policy, now: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._policy = policy
        self._now = now

    def take(self, key: str, address: str, device: bytes | None) -> Try:
        """Take a try for a name as it is compared, from an address.

        ``device``: the hash of the browser's cookie, where it has signed in to that account before.
        Raises TooManyTries, LockedHere.
        """
        network = network_of(address)
        pair = _key("pair", key, network)
        if device is not None:
            wanted = Try(((_key("device", device.hex()), DEVICE),), self._locking(pair))
        else:
            shared = ((_key("account", key), ACCOUNT), (_key("address", network), ADDRESS))
            wanted = Try(shared, pair)
        return self._take(wanted)

    def take_own(self, account: int) -> Try:
        """Take a try for somebody who is signed in and gives the password once more."""
        return self._take(Try(((_key("own", str(account)), DEVICE),), None))

    def take_flow(self, address: str) -> None:
        """Take a try of an address for a sign-in by the provider. Raises TooManyTries."""
        self._take(_flow_of(address))

    def give_back_flow(self, address: str) -> None:
        """Give it back: somebody was let in."""
        self.give_back(_flow_of(address))

    def take_code(self, account: int) -> Try:
        """Take a try of an account's one-time code, whichever browser it comes from. Raises TooManyTries."""
        return self._take(Try(((_key("code", str(account)), CODE),), None))

    def give_back_half(self, taken: Try) -> None:
        """Give a try back that was right as far as it went, and let nobody in.

        What was wrong before still counts: else who knows the password could forget wrong codes by it.
        """
        wrong, at = taken.before
        with self._database.write() as connection:
            _return_shared(connection, taken)
            if taken.pair is not None:
                _put(connection, taken.pair, wrong, at)

    def give_back(self, taken: Try) -> None:
        """Give a try back: it was no wrong one, and somebody was let in."""
        with self._database.write() as connection:
            _return_shared(connection, taken)
            connection.execute("DELETE FROM budget WHERE key = ?", (taken.pair,))

    def _take(self, wanted: Try) -> Try:
        with self._database.read() as connection:  # who has to wait costs no right to write
            self._refuse(connection, wanted)
        with self._database.write() as connection:
            self._refuse(connection, wanted)
            now = self._now()
            for key, allowance in wanted.shared:
                _put(connection, key, _tokens(connection, key, allowance, now) - 1, now)
            if wanted.pair is not None:
                wanted = replace(wanted, before=self._wrong(connection, wanted.pair))
                _put(connection, wanted.pair or "", wanted.before[0] + 1, now)
            kept = max(FORGOTTEN, self._policy.locked)
            connection.execute("DELETE FROM budget WHERE at < ?", (now - kept,))
        return wanted

    def _refuse(self, connection: sqlite3.Connection, wanted: Try) -> None:
        now = self._now()
        if wanted.pair is not None:
            wrong, at = self._wrong(connection, wanted.pair)
            locks = self._policy.tries is not None and wrong >= self._policy.tries
            delay = self._policy.locked if locks else self._delay(int(wrong))
            left = at + delay - now
            if left > 0:
                seconds = math.ceil(left)
                if self._policy.tries is not None:
                    raise LockedHere(seconds, self._policy.tries)
                raise TooManyTries(seconds)
        for key, allowance in wanted.shared:
            lacking = 1 - _tokens(connection, key, allowance, now)
            if lacking > 0:
                raise TooManyTries(math.ceil(lacking * allowance.seconds))

    def _locking(self, pair: str) -> str | None:
        """The pair where the policy locks it also for a browser that has signed in before."""
        return pair if self._policy.tries is not None else None

    def _delay(self, wrong: int) -> float:
        if self._policy.tries is not None:
            return 0.0
        return DELAYS[min(wrong, len(DELAYS) - 1)]

    def _wrong(self, connection: sqlite3.Connection, pair: str) -> tuple[float, float]:
        """How many wrong tries there were, and when the last; none after a lock, long ago, or where
        the clock was set back behind them."""
        row = connection.execute("SELECT tokens, at FROM budget WHERE key = ?", (pair,)).fetchone()
        if row is None:
            return 0.0, 0.0
        kept = self._policy.locked or FORGOTTEN
        lasts = 0 <= self._now() - row["at"] < kept
        return (row["tokens"], row["at"]) if lasts else (0.0, 0.0)


def _return_shared(connection: sqlite3.Connection, taken: Try) -> None:
    for key, allowance in taken.shared:
        connection.execute(
            "UPDATE budget SET tokens = min(tokens + 1, ?) WHERE key = ?", (allowance.most, key)
        )


def _flow_of(address: str) -> Try:
    return Try(((_key("flow", network_of(address)), FLOW),), None)


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the first 64 bits, which one customer has alone."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _tokens(connection: sqlite3.Connection, key: str, allowance: Allowance, now: float) -> float:
    """How many tries are left now; all where the clock was set back."""
    row = connection.execute("SELECT tokens, at FROM budget WHERE key = ?", (key,)).fetchone()
    if row is None or row["at"] > now:
        return float(allowance.most)
    grown = (now - row["at"]) / allowance.seconds
    return float(min(allowance.most, row["tokens"] + grown))


def _put(connection: sqlite3.Connection, key: str, tokens: float, at: float) -> None:
    connection.execute(
        "INSERT INTO budget (key, tokens, at) VALUES (?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens, at = excluded.at",
        (key, tokens, at),
    )


def _key(kind: str, *parts: str) -> str:
    """What is counted, by its hash: a password typed in the name's field is written nowhere."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"{kind}:{hashlib.sha256(text).hexdigest()[:32]}"
