"""What a visitor sees where there is no page, or where something of ours failed: the shell."""

import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from dashboard.auth.gate import SAFE
from dashboard.errors import NoSuchPage
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.render.page import languages, shell_context
from dashboard.render.page_request import PageRequest
from dashboard.render.templates import environment
from dashboard.texts import either, say
from dashboard.web.http.headers import page_policy
from graph.errors import GraphError

if TYPE_CHECKING:
    from dashboard.web.handlers.base import Handler


def not_found(handler: "Handler", files: SiteFiles, error: NoSuchPage) -> None:
    """Answer 404 with the shell: search, menu, the way back."""
    handler.set_status(404)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.finish(_shell(handler, files, 404, either(error, handler.lang)))


def error_html(handler: "Handler", status: int) -> str:
    """The shell's page for a status; one sentence alone where there are no files to show it with."""
    files = handler.site.file_reader.held
    key = "error_not_found" if status == 404 else "error_ours" if status >= 500 else "error_request"
    sentence = say(key, handler.lang)
    return _shell(handler, files, status, sentence) if files else sentence


def failed_html(handler: "Handler", error: GraphError) -> str:
    """The shell's page for the status that was set, with a sentence that says why.

    Where it is about the server, what the server said is folded away.
    """
    files, sentence = handler.site.file_reader.held, handler.sentence_of(error)
    technical = either(error, handler.lang)
    if files is None:
        return sentence
    return _shell(
        handler, files, handler.get_status(), sentence, technical if technical != sentence else ""
    )


def _shell(
    handler: "Handler", files: SiteFiles, status: int, sentence: str, technical: str = ""
) -> str:
    nonce = secrets.token_urlsafe(12)
    handler.set_header("Content-Security-Policy", page_policy(nonce))
    page = next(iter(files.pages.values()))
    again = handler.request.uri if status == 503 and handler.request.method in SAFE else None
    if again is not None and handler.retry_after is not None:
        handler.set_header("Refresh", str(handler.retry_after))
    request = PageRequest(files, handler.reader, page, Location(page.id, handler.lang))
    context = {
        **shell_context(request, root=handler.site.network.root),
        "langs": _languages(handler),
        "status": status,
        "heading": say(_heading_key(status), handler.lang),
        "sentence": sentence,
        "technical": technical,
        "again": again,
        "nonce": nonce,
        **handler.visit_context(),
    }
    return environment().get_template("error.html").render(context)


def _heading_key(status: int) -> str:
    """The text that says in a few words what an error is about."""
    if status in (403, 404, 429, 503):
        return f"error_heading_{status}"
    return "error_heading_ours" if status >= 500 else "error_heading_request"


def _languages(handler: "Handler") -> list[dict[str, object]]:
    """The same address in each language; none for an act, which a link cannot repeat."""
    if handler.request.method not in SAFE:
        return []
    asked = parse_qsl(handler.request.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if name != "lang"]
    return languages(handler.lang, lambda one: urlencode([*kept, ("lang", one)]))
