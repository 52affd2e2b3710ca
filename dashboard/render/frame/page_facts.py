"""The one line at the foot of a page that says what all its figures share: the day, what the data are."""

from datetime import date

from cypher.errors import BadValue
from cypher.format import format_day
from cypher.values.parameters import given_or_default, parsed
from dashboard.concurrency.data_state import DataState
from dashboard.render.page_request import PageRequest
from dashboard.texts import DOT, say

_DAY = "as_of"


def facts_line(request: PageRequest, state: DataState | None) -> str:
    """The line; empty for a page without figures, and where the data's state is not there yet."""
    is_walk = request.page.kind == "explorer"
    if state is None or not (request.page.rows or request.saved is not None or is_walk):
        return ""
    lang = request.location.lang
    day = _day(request, state.today)
    parts = [say("as_of", lang, day=format_day(day, lang))] if day else []
    parts.append(say("synthetic" if state.synthetic else "recorded_data", lang))
    return DOT.join(parts)


def _day(request: PageRequest, today: date) -> date | None:
    """The day that the page's figures are of; None where they have none, or it is refused."""
    parameter = request.declared.get(_DAY)
    if parameter is None:
        return _undeclared(request, today)
    try:
        given = given_or_default(_DAY, parameter, request.location.values)
        meant = parsed(_DAY, parameter, given, today)
    except BadValue:
        return None
    return meant if isinstance(meant, date) else None


def _undeclared(request: PageRequest, today: date) -> date | None:
    """The day of figures that the page's form does not ask for: that of the address for walks."""
    page = request.page
    if page.kind == "explorer" or any(row.path or row.view for row in page.rows):
        try:
            return date.fromisoformat(request.location.values.get(_DAY, ""))
        except ValueError:
            return today
    return today if page.kind in ("record", "todo") else None
