"""How long a session lasts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SessionLimits:
    """Seconds after which a session ends: since a person last did something, and in all.

    The defaults are 30 minutes and 12 hours (OWASP ASVS 5.0, 7.3.1 and 7.3.2 ask that both be set
    and documented).
    """

    idle: float = 30 * 60.0
    absolute: float = 12 * 3600.0
