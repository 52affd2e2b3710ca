"""One check of the data: that nothing is wrong, or what is, with the rows at fault."""

from markupsafe import Markup

from cypher.table import Table
from dashboard.figures.lists.table import rows
from dashboard.texts import say

SHOWN = 5


def check(table: Table, lang: str, *, most: int | None = None) -> Markup:
    """A check's answer: each row is a fault. The first ``most`` of them are listed."""
    if not table.rows:
        return Markup('<p class="verdict ok">{}</p>').format(say("check_ok", lang))
    key = "check_more" if table.truncated else "check_faults"
    message = table.header.message or table.header.about
    return Markup('<p class="verdict bad">{}</p><p>{}</p>{}').format(
        say(key, lang, count=f"{len(table.rows):,}"),
        message.get(lang),
        rows(table, lang, most=most or SHOWN),
    )
