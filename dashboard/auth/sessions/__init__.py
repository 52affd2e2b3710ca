"""Sessions on the server: begun at sign-in, found by a cookie, ended from wherever they must end."""

from dashboard.auth.sessions.limits import SessionLimits
from dashboard.auth.sessions.store import OpenSession, Session, SessionStore

__all__ = ["OpenSession", "Session", "SessionLimits", "SessionStore"]
