"""Passwords at rest: argon2id, with the parameters of one place."""

from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
"""OWASP ASVS 5.0, appendix C: argon2id with p = 1, t = 2 and at least 19 MiB."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)


def hashed(password: str) -> str:
    """The hash of a password with its salt and parameters; takes some 40 ms of a processor."""
    return _hasher().hash(_bytes(password))


def verified(hash: str | None, password: str) -> bool:
    """Whether the password is that of a hash. Where there is none, as long is spent for nothing."""
    try:
        right = _hasher().verify(hash or _nobodys(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and hash is not None


def is_outdated(hash: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _hasher().check_needs_rehash(hash)


def warm() -> None:
    """Make the hash that unknown names are checked against, so that the first of them takes no longer."""
    _nobodys()


@cache
def _nobodys() -> str:
    """A hash that no password is checked against in earnest."""
    return _hasher().hash(b"nobody")


def _bytes(password: str) -> bytes:
    """The password as it is hashed: full-width letters of a Chinese keyboard are those of any other."""
    return normalize("NFKC", password).encode("utf-8", "surrogatepass")
