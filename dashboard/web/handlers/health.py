"""Whether the process answers, whether the graph does, and what a monitor counts."""

import hmac
from math import nan
from pathlib import Path

from dashboard.web.handlers.base import Handler
from dashboard.web.http.forwarded import is_this_machine
from graph.errors import GraphError


class LiveHandler(Handler):
    """Whether this process answers."""

    def get(self) -> None:
        """``{"ok": true}``"""
        self.send_json({"ok": True})


class ReadyHandler(Handler):
    """Whether the graph has answered lately, and the versions of the data and of the files."""

    def get(self) -> None:
        """``{"ok": true, "version": …, "files": …}``, or 503; ``"draining": true`` while it stops.

        With ``of=process`` the graph is left out: what a proxy asks, whose visitors are told by the
        pages themselves that the graph is away.
        """
        if self.site.is_draining():
            self.set_status(503)
            self.send_json({"ok": False, "draining": True})
            return
        if self.get_query_argument("of", "") == "process":
            self.send_json({"ok": True})
            return
        states, files = self.site.states, self.site.file_reader.held
        if not states.answers or states.last is None:
            self.set_status(503)
            self.send_json({"ok": False})
            return
        word = self.site.files_word(files)
        self.send_json({"ok": True, "version": states.last.tag, "files": word})


class MetricsHandler(Handler):
    """Prometheus' text, for this machine, or for who brings the token that a file holds."""

    async def get(self) -> None:
        """The text; 403 with a sentence for others."""
        given = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not is_this_machine(self.request):
            file = self.site.metrics_token
            held = await self.wait(self.site.executors.files.run(lambda: _held(file)))
            if not held or not hmac.compare_digest(given.encode(), held):
                self.set_status(403)
                self.set_header("Content-Type", "text/plain; charset=utf-8")
                self.finish(
                    "只有本机或带着令牌才能看：LIANXIN_METRICS_TOKEN 给出存放令牌的文件。\n"
                    "For this machine only, or with the token in the file that "
                    "LIANXIN_METRICS_TOKEN names.\n"
                )
                return
        sessions = await self.wait(self.site.executors.files.run(self._sessions))
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(self.site.metrics(sessions))

    def _sessions(self) -> float:
        """How many sessions last; NaN where the accounts cannot be read."""
        gate = self.site.access.gate
        try:
            return gate.sessions.count() if gate.sessions and gate.has_accounts else 0
        except GraphError:
            return nan


def _held(file: Path | None) -> bytes:
    """The token in a file; none where it is missing, empty or not to be read."""
    try:
        return file.read_bytes().strip() if file is not None else b""
    except OSError:
        return b""
