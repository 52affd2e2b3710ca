"""The addresses of one's own session: how long it lasts, and holding it open while presenting."""

import time
from functools import partial

from dashboard.errors import SignInNeeded
from dashboard.web.handlers.base import Handler
from graph.errors import GraphError


class SessionHandler(Handler):
    """Asked by an open page, so that it can say that the session has ended. Asking keeps nothing open."""

    def get(self) -> None:
        """``{"name": …, "presenting": …, "seconds": until it ends if nothing is done}``.

        While nobody has an account: ``{"name": ""}``.
        """
        gate = self.site.access.gate
        session = gate.session_of(self.request)
        if session is None or gate.sessions is None:
            self.send_json({"name": ""})
            return
        now = time.time()
        idle = session.ends if session.presenting else session.active + gate.sessions.limits.idle
        self.send_json(
            {
                "name": session.reader.name,
                "presenting": session.presenting,
                "seconds": max(0, int(min(idle, session.ends) - now)),
            }
        )


class PresentingHandler(Handler):
    """Holds the session up to its absolute limit, for looking only, or ends that."""

    async def post(self, act: str) -> None:
        """``present`` or ``stop``."""
        gate = self.site.access.gate
        try:
            session = gate.session_of(self.request)
            if session is None or gate.sessions is None:
                raise SignInNeeded
            work = partial(gate.sessions.present, session, act == "present")
            await self.wait(self.site.executors.files.run(work))
        except GraphError as error:
            self.set_failed(error)
            self.send_json({"wrong": self.sentence_of(error)})
        else:
            self.send_json({})
