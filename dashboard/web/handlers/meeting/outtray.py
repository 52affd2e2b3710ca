"""The page 发件箱 of stewards: what is due and was made, what they do with it, files to take away."""

import mimetypes
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from cypher.errors import BadValue
from dashboard.actions import Asked
from dashboard.outtray import OutTray
from dashboard.outtray.errors import NoSuchRun
from dashboard.pages.location import Location
from dashboard.texts import either, say
from dashboard.web.handlers.access.sign_in import FormHandler
from dashboard.web.handlers.base import Handler
from dashboard.web.handlers.pages import PageHandler
from graph.errors import GraphError

_PAGE = "outtray"
_DID = ("make", "pause", "resume", "tell")


def tray_of(handler: Handler) -> OutTray:
    """The out-tray of this home. Raises NoSuchRun where the dashboard has no home."""
    if handler.site.tray is None:
        raise NoSuchRun(say("tray_no_home", "zh"), say("tray_no_home", "en"))
    return handler.site.tray


class OutTrayHandler(FormHandler, PageHandler):
    """The page, and by POST what is done on it; either ends in the page."""

    async def get(self, path: str) -> None:
        """The page, with what was done last."""
        act, of = self.get_query_argument("did", ""), self.get_query_argument("of", "")
        did = say(f"tray_did_{act}", self.lang, of=of) if act in _DID else ""
        await self._page({"tray_did": did, "tray_wrong": ""})

    async def post(self, path: str) -> None:
        """Make one now, have one rest or go on, tell a group; or the page with why that failed."""
        acts: Mapping[str, Callable[[], Mapping[str, str]]] = {
            "make": self._make, "pause": self._pause, "resume": self._resume, "tell": self._tell,
        }  # fmt: skip
        given = self.get_body_argument("act", "")
        try:
            if given not in acts:
                raise BadValue("不知道要做什么。", "It is not clear what to do.")
            done = await self.wait(self.site.executors.heavy.run(acts[given]))
        except GraphError as error:
            self.set_failed(error)
            await self._page({"tray_did": "", "tray_wrong": either(error, self.lang)})
            return
        query = urlencode({"lang": self.lang, "did": given, **done})
        self.redirect(f"{self.site.network.root}{_PAGE}?{query}", status=303)

    async def _page(self, more: Mapping[str, str]) -> None:
        files = await self.wait(self.site.files())
        token = self.site.access.gate.token(self.request)
        await self.show(files, Location(_PAGE, self.lang), Asked(self.lang, token), more)

    def _make(self) -> Mapping[str, str]:
        name, _ = tray_of(self).make_now(self._of, self.reader)
        return {"of": name}

    def _pause(self) -> Mapping[str, str]:
        tray_of(self).pause(self._of, self.reader)
        return {}

    def _resume(self) -> Mapping[str, str]:
        tray_of(self).resume(self._of, self.reader)
        return {}

    def _tell(self) -> Mapping[str, str]:
        run = self.get_body_argument("run", "")
        sent = tray_of(self).tell(self._of, run, self.reader)
        if sent.state != "sent":
            zh, en = (
                say("tray_not_told", lang, why=either(sent.why, lang) if sent.why else say("tray_wait_minute", lang))
                for lang in ("zh", "en")
            )  # fmt: skip
            raise NoSuchRun(zh, en)
        return {}

    @property
    def _of(self) -> str:
        return self.get_body_argument("of", "")


class OutTrayFileHandler(Handler):
    """One file of a run, to take away."""

    async def get(self, schedule: str, run: str, file: str) -> None:
        """The file under its own name."""
        try:
            read = partial(self._read, schedule, run, file)
            data = await self.wait(self.site.executors.heavy.run(read))
            await self.note("download", f"outtray/{schedule}/{run}", file=file)
        except GraphError as error:
            self.refuse(error)
            return
        media = mimetypes.guess_type(file)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{media}; charset=utf-8" if "text" in media else media)
        self.name_as(file, file)
        self.finish(data)

    def _read(self, schedule: str, run: str, file: str) -> bytes:
        runs = tray_of(self).runs
        return runs.file(runs.get(schedule, run), file).read_bytes()
