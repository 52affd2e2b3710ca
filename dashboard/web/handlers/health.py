"""Whether the process answers, and whether the graph does; neither waits for anything."""

from dashboard.web.handlers.base import Handler


class LiveHandler(Handler):
    """Whether this process answers."""

    def get(self) -> None:
        """``{"ok": true}``"""
        self.send_json({"ok": True})


class ReadyHandler(Handler):
    """Whether the graph has answered lately, and the versions of the data and of the files."""

    def get(self) -> None:
        """``{"ok": true, "version": …, "files": …}``, or 503; ``"draining": true`` while it stops."""
        if self.site.is_draining():
            self.set_status(503)
            self.send_json({"ok": False, "draining": True})
            return
        states, files = self.site.states, self.site.file_reader.held
        if not states.answers or states.last is None:
            self.set_status(503)
            self.send_json({"ok": False})
            return
        version = files.version if files else ""
        self.send_json({"ok": True, "version": states.last.tag, "files": version})
